"""pdfium's functions that are called for every character or object of a page, without the checks of their arguments by
ctypes, which take twice as long as the functions themselves."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium


def _unchecked(function: Any) -> Callable[..., Any]:
    """Takes exactly what the header names: handles and pointers as they come from pdfium or `byref`, whole numbers."""
    return ctypes.PYFUNCTYPE(function.restype)(ctypes.cast(function, ctypes.c_void_p).value or 0)


char_box = _unchecked(pdfium.FPDFText_GetLooseCharBox)
char_origin = _unchecked(pdfium.FPDFText_GetCharOrigin)
char_code = _unchecked(pdfium.FPDFText_GetUnicode)
char_is_generated = _unchecked(pdfium.FPDFText_IsGenerated)
char_font = _unchecked(pdfium.FPDFText_GetFontInfo)
char_colour = _unchecked(pdfium.FPDFText_GetFillColor)
page_object = _unchecked(pdfium.FPDFPage_GetObject)
kind_of_object = _unchecked(pdfium.FPDFPageObj_GetType)
