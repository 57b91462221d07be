"""Scanned pages → words with places, by Tesseract."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import lru_cache
from typing import Any

import pypdfium2
import pytesseract
from PIL.Image import Image

from domain.errors import BadFile
from knowledge.words import Word

DPI = 200
MAX_PIXELS = 9_000_000
CONFIDENT = 30
"""Tesseract's confidence in a word, 0 to 100, below which it is noise."""
LATIN = "Latin"
"""Tesseract's model of all languages in Latin letters (in Debian tesseract-ocr-script-latn), which knows "ø" and "ż". It reads
bad scans worse than the English one, so both read, and of each word the more certain reading is taken."""
LANGUAGES = ("eng", "deu", "fra")
"""Where that is not installed: of these what is."""


def words_of(page: pypdfium2.PdfPage) -> list[Word]:
    """Words of the page's picture. Raises as `words_in` does."""
    width, height = page.get_size()
    scale = min(DPI / 72, (MAX_PIXELS / max(width * height, 1)) ** 0.5)
    return words_in(page.render(scale=scale, grayscale=True).to_pil(), scale)


def words_in(image: Image, scale: float) -> list[Word]:
    """Words of a picture of `scale` pixels a point. Raises `BadFile` when Tesseract is not installed or stumbles."""
    if shutil.which("tesseract") is None:
        raise BadFile(
            "is a scan, and this installation cannot recognise scans. Please upload a version with text in it."
        )
    try:
        found = pytesseract.image_to_data(
            image, lang=_languages(), config="--oem 1 --psm 3", output_type=pytesseract.Output.DICT
        )
    except pytesseract.TesseractError as error:
        raise BadFile(
            "is a scan that could not be recognised. Please upload a version with text in it."
        ) from error
    return _words(found, scale)


@lru_cache(maxsize=1)
def _languages() -> str:
    """Asked of Tesseract itself: pytesseract leaves out names with capitals."""
    told = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False).stdout  # noqa: S607
    installed = set(told.split())
    wanted = (LATIN, "eng") if LATIN in installed else LANGUAGES
    return "+".join(language for language in wanted if language in installed) or "eng"


def _words(found: dict[str, list[Any]], scale: float) -> list[Word]:
    """Words in points; all of a line share its baseline, so that descenders do not part them."""
    words: list[Word] = []
    bottom, size = 0.0, 1.0
    for level, text, left, top, width, height, confidence in zip(
        *(found[key] for key in ("level", "text", "left", "top", "width", "height", "conf")), strict=True
    ):
        if level == 4:
            bottom, size = (top + height) / scale, height / scale
        elif level == 5 and text.strip() and float(confidence) >= CONFIDENT:
            words.append(Word(text.strip(), left / scale, (left + width) / scale, bottom, size))
    return words


def repeats(text: str, hidden: str) -> bool:
    """Whether hidden text only says again what the picture shows, as the text layer of a searchable scan does."""
    seen = set(re.findall(r"\w+", text.casefold()))
    words = re.findall(r"\w+", hidden.casefold())
    return sum(word in seen for word in words) >= 0.7 * len(words)


_BULLET = re.compile(r"(?m)(^|\t)(?:[«»¢©°®]|[eo*+](?=[ ][A-Z]))[ ]+(?=[^\W_])")
_SPECK = re.compile(r"([–—-])\.(?=[^\W_])")


def with_bullets(text: str) -> str:
    """The text, what Tesseract takes small discs at the head of lines and cells for ("e", "¢", "«") as bullets, where there are
    two or more, and without specks behind dashes ("2018 —.Present")."""
    text = _SPECK.sub(r"\1 ", text)
    return _BULLET.sub(r"\1• ", text) if len(_BULLET.findall(text)) > 1 else text
