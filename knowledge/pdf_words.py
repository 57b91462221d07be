"""A PDF page → words with places, by pdfium's character boxes and our own spacing (pdfium's own spaces glue words)."""

from __future__ import annotations

import ctypes
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from knowledge.characters import visible
from knowledge.layout import GLUE, WIDE
from knowledge.words import Word

SPACED = 0.2
"""The same on a line that has spaces of its own: what is closer than this is kerning."""


@dataclass(slots=True)
class Glyph:
    """A character in the frame of its reader: where it starts and ends along the line, its baseline (growing
    downwards), the height of a line of its font."""

    text: str
    start: float
    end: float
    y: float
    size: float
    index: int
    after_space: bool


@dataclass(slots=True)
class Drawn:
    """A word as drawn: its direction (0, 90, 180 or 270 degrees) and the number of its first character."""

    word: Word
    direction: int
    index: int


def words_of(page: pypdfium2.PdfTextPage) -> list[Drawn]:
    """Words of a page in the order they are drawn, hidden ones too."""
    lines = list(_lines(page.raw, _glyphs(page.raw, page.count_chars())))
    _trim_overhang(lines)
    found = [drawn for direction, line in lines for drawn in _words(line, direction)]
    for drawn in found:
        drawn.word.style = _style(page.raw, drawn.index)
    return found


def _style(page: pdfium.FPDF_TEXTPAGE, index: int) -> int:
    """Equal for characters of one font and colour."""
    pdfium.FPDFText_GetFontInfo(page, index, _FONT, len(_FONT), None)
    pdfium.FPDFText_GetFillColor(page, index, *_COLOUR)
    return hash((_FONT.value, *(part.value for part in _CHANNELS)))


_FONT = ctypes.create_string_buffer(128)
_CHANNELS = tuple(ctypes.c_uint() for _ in range(4))
_COLOUR = tuple(map(ctypes.byref, _CHANNELS))


def _glyphs(page: pdfium.FPDF_TEXTPAGE, count: int) -> Iterator[Glyph]:
    """Characters, read horizontally. The calls have local names: this loop is half the time of a page."""
    code_of, box_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    origin_of, generated = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_IsGenerated
    rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    rect_ref, x_ref, y_ref = ctypes.byref(rect), ctypes.byref(x), ctypes.byref(y)
    space, top, bottom, size = False, 0.0, 0.0, 0.1
    for index in range(count):
        code = code_of(page, index)
        if code in (32, 160, 13, 10, 9, 0):
            space = space or (code in (32, 160) and not generated(page, index))
            continue
        box_of(page, index, rect_ref)
        if rect.top != top or rect.bottom != bottom:
            # The same box means the same font on the same baseline: no need to ask again.
            top, bottom = rect.top, rect.bottom
            size = round(top - bottom, 2) or 0.1
            origin_of(page, index, x_ref, y_ref)
        yield Glyph(
            chr(code) if code < 127 else visible(code), rect.left, rect.right, -y.value, size, index, space
        )
        space = False


def _lines(page: pdfium.FPDF_TEXTPAGE, glyphs: Iterator[Glyph]) -> Iterator[tuple[int, list[Glyph]]]:
    """Characters grouped while they stay on one baseline, with its direction."""
    line: list[Glyph] = []
    direction = 0
    for glyph in glyphs:
        if direction:
            _turn(page, glyph, direction)
        if line and abs(glyph.y - line[-1].y) < 0.15 * glyph.size:
            line.append(glyph)
            continue
        if line:
            yield direction, line
        line = [glyph]
        turned = _direction(page, glyph.index)
        if turned != direction:
            _turn(page, glyph, direction := turned)
    if line:
        yield direction, line


def _direction(page: pdfium.FPDF_TEXTPAGE, index: int) -> int:
    """Where the text runs to, counted anticlockwise; pdfium counts clockwise, and says -1 when it does not know."""
    angle = pdfium.FPDFText_GetCharAngle(page, index)
    return round(-math.degrees(angle) / 90) * 90 % 360 if angle > 0 else 0


def _turn(page: pdfium.FPDF_TEXTPAGE, glyph: Glyph, direction: int) -> None:
    """Re-read a character in the frame of a line that runs upwards (90), upside down (180) or downwards (270)."""
    rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetLooseCharBox(page, glyph.index, ctypes.byref(rect))
    pdfium.FPDFText_GetCharOrigin(page, glyph.index, ctypes.byref(x), ctypes.byref(y))
    wide, tall = rect.right - rect.left, rect.top - rect.bottom
    glyph.start, glyph.end, glyph.y, glyph.size = {
        0: (rect.left, rect.right, -y.value, tall),
        90: (rect.bottom, rect.top, x.value, wide),
        180: (-rect.right, -rect.left, y.value, tall),
        270: (-rect.top, -rect.bottom, -x.value, wide),
    }[direction]


def _trim_overhang(lines: list[tuple[int, list[Glyph]]]) -> None:
    """End each character where the next one starts when no space follows.

    pdfium widens a character's box to its ink, so that an "f" reaches over the space behind it. How far the pen moves
    is learnt from the page itself: the lowest fifth of the steps from this character, in this width (bold differs), to
    its neighbour, when that is a letter or a digit: stops and commas tuck in below.
    """
    steps: dict[tuple[str, float], list[float]] = defaultdict(list)
    for _, line in lines:
        for glyph, after in pairwise(line):
            if not after.after_space and after.start > glyph.start and after.text.isalnum():
                steps[glyph.text, round(glyph.end - glyph.start, 1)].append(after.start - glyph.start)
    advance = {kind: sorted(found)[len(found) // 5] for kind, found in steps.items() if len(found) > 4}
    for _, line in lines:
        for glyph in line:
            step = advance.get((glyph.text, round(glyph.end - glyph.start, 1)))
            if step is not None and glyph.start + step < glyph.end:
                glyph.end = glyph.start + step


def _words(line: list[Glyph], direction: int) -> Iterator[Drawn]:
    """Words of one baseline: a new one after a space, a gap, or a jump back."""
    first, text, end = line[0], "", line[0].start
    glue = _glue(line)
    for glyph in line:
        # Small capitals stand behind a large one.
        size = max(first.size, glyph.size) if text.isalpha() and first.text.isupper() else glyph.size
        gap = glyph.start - end
        if glyph.after_space or gap > glue * size or gap < -0.5 * size:
            if text:
                yield _drawn(first, text, end, direction)
            first, text = glyph, glyph.text
        else:
            text += glyph.text
        end = glyph.end
    if text:
        yield _drawn(first, text, end, direction)


def _glue(line: list[Glyph]) -> float:
    """Gap, in sizes, that parts two words: more where the writer spaced all letters of a line out."""
    gaps = sorted((b.start - a.end) / a.size for a, b in pairwise(line) if not b.after_space)
    if len(gaps) < 4 or gaps[len(gaps) // 4] <= GLUE:
        return SPACED if len(gaps) < len(line) - 1 else GLUE
    return min(2.2 * gaps[len(gaps) // 2], WIDE)


def _drawn(first: Glyph, text: str, end: float, direction: int) -> Drawn:
    return Drawn(Word(text, first.start, end, first.y, first.size), direction, first.index)
