"""PNG and JPEG → document, by OCR."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, UnidentifiedImageError

from domain.errors import BadFile
from knowledge import ocr
from knowledge.documents import Document, assembled
from knowledge.layout import arrange

MAX_PIXELS = 40_000_000
"""Of a picture that may be unpacked: A4 at 600 dpi has 35 million."""
A4_INCHES = 11.7
_BOMB = "unpacks to a far larger picture than a page needs. Please scan it at 300 dpi."


def read_picture(content: bytes) -> Document:
    """Raises `BadFile` (a sentence without its subject) when damaged, far too large once unpacked, or without OCR."""
    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as picture:
            width, height = picture.size
            if width * height > MAX_PIXELS:
                raise BadFile(_BOMB)
            grey = picture.convert("L")
    except Image.DecompressionBombError as error:
        raise BadFile(_BOMB) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise BadFile("is damaged. Please export it anew and upload it again.") from error
    shrink = max(1.0, max(grey.size) / (A4_INCHES * 300))
    if shrink > 1:
        grey = grey.resize((int(width / shrink), int(height / shrink)))
    scale = max(grey.size) / (A4_INCHES * 72)
    return assembled([ocr.with_bullets("\n".join(arrange(ocr.words_in(grey, scale))))], method="ocr")
