"""Which words of a PDF page a reader sees: those whose removal changes the picture of the page.

One rule covers render mode 3, transparency, text in the colour of its background, clipped text and text with a picture
laid over it, and leaves white text on a dark sidebar alone.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from knowledge.documents import CUT_OFF
from knowledge.pdf_words import Drawn
from knowledge.pdfium_calls import char_colour, kind_of_object, page_object

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in PDF coordinates (points, y growing upwards)."""

TINY = 4.2
"""Line height, in points, below which text is too small to read (a font of somewhat under 4 pt)."""
PLAIN = 48
"""Difference between the lightest and darkest grey of a word (0 to 255) that settles that it is seen."""
FAINT = 24
"""Largest change of a colour channel, text drawn or not, at which the text still goes unseen."""
_PLACED = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM)
MAX_PIXELS = 6_000_000
BACKGROUND = "in the colour of its background, covered or cut off"


@dataclass(frozen=True)
class Picture:
    """A rendered page: `scale` pixels a point, `channels` bytes a pixel. Its pixels are pdfium's own, not a copy: a ctypes
    array of characters, of which a slice is bytes."""

    pixels: Any
    width: int
    height: int
    stride: int
    channels: int
    scale: float

    def rows(self, box: Box) -> Iterator[bytes]:
        """Pixels of a box given in points from the top left corner (left, top, right, bottom), from the middle on."""
        scale, stride = self.scale, self.stride
        left = max(0, min(int(box[0] * scale), self.width - 1)) * self.channels
        right = max(1, min(int(box[2] * scale) + 1, self.width)) * self.channels
        top, bottom = max(0, int(box[1] * scale)), min(int(box[3] * scale) + 1, self.height)
        middle = (top + bottom) // 2
        for row in chain(range(middle, bottom), range(middle - 1, top - 1, -1)):
            yield self.pixels[row * stride + left : row * stride + right]


def hidden(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, words: Sequence[Drawn]) -> dict[int, str]:
    """Why words go unseen, by their position in `words`; those a reader sees are absent."""
    frame = _frame(page)
    boxes = [_box(word) for word in words]
    found = {i: why for i, word in enumerate(words) if (why := _misplaced(word, boxes[i], frame))}
    places = {i: _on_picture(box, page, frame) for i, box in enumerate(boxes) if i not in found}
    if not places:
        return found
    picture = _render(page, 1.0, grey=True)
    images = [_on_picture(box, page, frame) for box in _images(page)]
    doubtful = [
        i for i, place in places.items() if _flat(picture, place) or any(_overlap(place, im) for im in images)
    ]
    unseen = _unchanged_without_text(page, {i: places[i] for i in doubtful})
    found |= {i: _reason(text, words[i].index) for i in unseen}
    over = [*images, *(_on_picture(box, page, frame) for box in _laid_over(page))] if unseen else images
    clipped = [i for i in unseen if found[i] == BACKGROUND and not any(_overlap(places[i], b) for b in over)]
    return found | dict.fromkeys(_cut_off(text, words, clipped, found), CUT_OFF)


def _cut_off(
    text: pypdfium2.PdfTextPage, words: Sequence[Drawn], clipped: Sequence[int], found: dict[int, str]
) -> list[int]:
    """Of unseen words those on a line with seen ones in the same colour: printers cut a line at the end of a page or a
    column, and of some of its words nothing is left."""
    if not clipped:
        return []
    lines = {
        (d.direction, round(d.word.y), _colour(text, d.index)) for i, d in enumerate(words) if i not in found
    }
    return [
        i
        for i in clipped
        if (words[i].direction, round(words[i].word.y), _colour(text, words[i].index)) in lines
    ]


def _frame(page: pypdfium2.PdfPage) -> Box:
    left, bottom, right, top = page.get_bbox()
    return left, bottom, right, top


def _box(drawn: Drawn) -> Box:
    """Where a word is drawn: from a quarter of its height below the baseline to four fifths above."""
    word = drawn.word
    low, high = word.y + 0.25 * word.size, word.y - 0.8 * word.size
    if drawn.direction == 90:
        return high, word.x0, low, word.x1
    if drawn.direction == 180:
        return -word.x1, high, -word.x0, low
    if drawn.direction == 270:
        return -low, -word.x1, -high, -word.x0
    return word.x0, -low, word.x1, -high


def _misplaced(drawn: Drawn, box: Box, frame: Box) -> str | None:
    if drawn.word.size < TINY:
        return "too small to read"
    if box[2] <= frame[0] or box[0] >= frame[2] or box[3] <= frame[1] or box[1] >= frame[3]:
        return "outside the page"
    return None


def _on_picture(box: Box, page: pypdfium2.PdfPage, frame: Box) -> Box:
    """The box in points from the top left corner of the page as it is shown (left, top, right, bottom)."""
    left, bottom, right, top = box[0] - frame[0], box[1] - frame[1], box[2] - frame[0], box[3] - frame[1]
    width, height = frame[2] - frame[0], frame[3] - frame[1]
    return {
        0: (left, height - top, right, height - bottom),
        90: (bottom, left, top, right),
        180: (width - right, bottom, width - left, top),
        270: (height - top, width - right, height - bottom, width - left),
    }[page.get_rotation()]


def _render(page: pypdfium2.PdfPage, scale: float, *, grey: bool) -> Picture:
    width, height = page.get_size()
    scale = min(scale, (MAX_PIXELS / max(width * height, 1)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=grey, optimize_mode=None)
    pixels = (ctypes.c_char * len(bitmap.buffer)).from_buffer(bitmap.buffer)
    picture = Picture(pixels, bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels, scale)
    bitmap.close()
    return picture


def _flat(picture: Picture, place: Box) -> bool:
    lightest, darkest = 0, 255
    for row in picture.rows(place):
        if row:
            lightest, darkest = max(lightest, max(row)), min(darkest, min(row))
        if lightest - darkest >= PLAIN:
            return False
    return True


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def is_empty(page: pypdfium2.PdfPage) -> bool:
    """Nothing at all is to be seen on the page."""
    picture = _render(page, 1.0, grey=True)
    return _flat(picture, (0, 0, picture.width, picture.height))


def has_pictures(page: pypdfium2.PdfPage) -> bool:
    """Pictures cover at least a quarter of the page."""
    width, height = page.get_size()
    covered = sum((right - left) * (top - bottom) for left, bottom, right, top in _images(page))
    return bool(covered >= 0.25 * width * height)


# --- objects of a page -------------------------------------------------------------------------------------


def _objects(page: pypdfium2.PdfPage) -> Iterator[pdfium.FPDF_PAGEOBJECT]:
    for index in range(pdfium.FPDFPage_CountObjects(page.raw)):
        yield from _inside(page_object(page.raw, index), 0)


def _inside(item: pdfium.FPDF_PAGEOBJECT, depth: int) -> Iterator[pdfium.FPDF_PAGEOBJECT]:
    if kind_of_object(item) != pdfium.FPDF_PAGEOBJ_FORM or depth > 8:
        yield item
        return
    for index in range(pdfium.FPDFFormObj_CountObjects(item)):
        yield from _inside(pdfium.FPDFFormObj_GetObject(item, index), depth + 1)


def _images(page: pypdfium2.PdfPage) -> list[Box]:
    """Boxes of pictures; one inside a form is placed by the form, which says only where the whole of it is."""
    sides = [ctypes.c_float() for _ in range(4)]
    boxes = []
    for item in map(page_object, repeat(page.raw), range(pdfium.FPDFPage_CountObjects(page.raw))):
        if kind_of_object(item) in _PLACED:
            pdfium.FPDFPageObj_GetBounds(item, *map(ctypes.byref, sides))
            boxes.append((sides[0].value, sides[1].value, sides[2].value, sides[3].value))
    return boxes


def _laid_over(page: pypdfium2.PdfPage) -> Iterator[Box]:
    """Boxes of what is drawn after the first text and may cover it."""
    texts = False
    sides = [ctypes.c_float() for _ in range(4)]
    for item in _objects(page):
        kind = kind_of_object(item)
        texts = texts or kind == pdfium.FPDF_PAGEOBJ_TEXT
        if texts and kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_SHADING):
            pdfium.FPDFPageObj_GetBounds(item, *map(ctypes.byref, sides))
            yield sides[0].value, sides[1].value, sides[2].value, sides[3].value


def _unchanged_without_text(page: pypdfium2.PdfPage, places: dict[int, Box]) -> list[int]:
    """Those places that look the same when no text is drawn."""
    if not places:
        return []
    texts = [item for item in _objects(page) if kind_of_object(item) == pdfium.FPDF_PAGEOBJ_TEXT]
    shown = _render(page, 2.0, grey=False)
    for item in texts:
        pdfium.FPDFPageObj_SetIsActive(item, False)
    bare = _render(page, 2.0, grey=False)
    for item in texts:
        pdfium.FPDFPageObj_SetIsActive(item, True)
    return [i for i, place in places.items() if _same(shown, bare, place)]


def _same(shown: Picture, bare: Picture, place: Box) -> bool:
    rows = zip(shown.rows(place), bare.rows(place), strict=True)
    return all(a == b or max(abs(x - y) for x, y in zip(a, b, strict=True)) < FAINT for a, b in rows)


def _reason(text: pypdfium2.PdfTextPage, index: int) -> str:
    mode = pdfium.FPDFTextObj_GetTextRenderMode(pdfium.FPDFText_GetTextObject(text.raw, index))
    if mode in (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP):
        return "drawn invisibly"
    return "transparent" if _colour(text, index)[3] == 0 else BACKGROUND


def _colour(text: pypdfium2.PdfTextPage, index: int) -> tuple[int, ...]:
    """Red, green, blue and opacity, 0 to 255."""
    colour = [ctypes.c_uint() for _ in range(4)]
    char_colour(text.raw, index, *map(ctypes.byref, colour))
    return tuple(part.value for part in colour)
