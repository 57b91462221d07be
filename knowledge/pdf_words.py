"""A PDF page → words with places, by pdfium's character boxes and our own spacing (pdfium's own spaces glue words)."""

from __future__ import annotations

import ctypes
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise, takewhile
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

from knowledge.characters import accented, visible
from knowledge.hyphenation import BROKEN
from knowledge.layout import GLUE, WIDE
from knowledge.pdfium_calls import char_box, char_code, char_colour, char_font, char_is_generated, char_origin
from knowledge.words import Word

SURE = 0.3
"""Gap, in sizes, that parts words on a line with spaces of its own, where pdfium sees none."""
SPACED = 0.2
"""Most that lies between two letters of a word."""
LEAST = 0.13
"""Gap, in sizes, below which nothing parts words where pdfium sees no space, on a line where it sees some; more where
those it sees are wide."""
SPACE = 0.16
"""Gap, in sizes, that is a space however a ligature before it is drawn."""
HINTED = 0.05
"""The same where it sees one."""
FAR = 0.22
"""Gap, in sizes, from which it does not matter how wide it is."""
OVERLAP = 0.1
"""How far, in sizes, boxes of letters reach over the next where they say nothing of the gaps: what pdfium sees remains."""
CLEAR = 0.05
"""Least difference between gaps of two kinds."""


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
    hinted: bool
    """pdfium takes what stands before for a space, by its own measure of the font."""


@dataclass(slots=True)
class Drawn:
    """A word as drawn: its direction (0, 90, 180 or 270 degrees) and the number of its first character."""

    word: Word
    direction: int
    index: int


def words_of(page: pypdfium2.PdfTextPage) -> list[Drawn]:
    """Words of a page in the order they are drawn, hidden ones too."""
    lines = list(_levelled(_lines(page.raw, _glyphs(page.raw, page.count_chars()))))
    for _, line in lines:
        _part_ligatures(line)
    _trim_overhang(lines)
    found = [drawn for direction, line in lines for drawn in _words(line, direction)]
    for drawn in found:
        drawn.word.style = _style(page.raw, drawn.index)
    return found


def _style(page: pdfium.FPDF_TEXTPAGE, index: int) -> int:
    """Equal for characters of one font and colour."""
    char_font(page, index, _FONT, _ROOM, None)
    char_colour(page, index, *_COLOUR)
    return hash((_FONT.value, *(part.value for part in _CHANNELS)))


_FONT = ctypes.create_string_buffer(128)
_ROOM = ctypes.c_ulong(len(_FONT))
_CHANNELS = tuple(ctypes.c_uint() for _ in range(4))
_COLOUR = tuple(map(ctypes.byref, _CHANNELS))


def _glyphs(page: pdfium.FPDF_TEXTPAGE, count: int) -> Iterator[Glyph]:
    """Characters, read horizontally. This loop is half the time of a page."""
    rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    rect_ref, x_ref, y_ref = ctypes.byref(rect), ctypes.byref(x), ctypes.byref(y)
    space, hint, top, bottom, size = False, False, 0.0, 0.0, 0.1
    for index in range(count):
        code = char_code(page, index)
        if code in (32, 160, 13, 10, 9, 0):
            if code in (32, 160):
                space, hint = space or not char_is_generated(page, index), True
            continue
        char_box(page, index, rect_ref)
        if rect.top != top or rect.bottom != bottom:
            # The same box means the same font on the same baseline: no need to ask again.
            top, bottom = rect.top, rect.bottom
            size = round(top - bottom, 2) or 0.1
            char_origin(page, index, x_ref, y_ref)
        text = chr(code) if 31 < code < 127 else BROKEN if code == 2 else visible(code)
        yield Glyph(text, rect.left, rect.right, -y.value, size, index, space, hint)
        space = hint = False


def _with_size(line: list[Glyph]) -> list[Glyph]:
    """The line, its dashes, dots and bullets in the size of the letters around them: a drawn font gives each character the
    height of its ink."""
    tall = max(glyph.size for glyph in line)
    for glyph in line:
        if glyph.size < 0.4 * tall and not glyph.text.isalnum():
            glyph.size = tall
    return line


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
            yield direction, _with_size(line)
        line = [glyph]
        turned = _direction(page, glyph.index)
        if turned != direction:
            _turn(page, glyph, direction := turned)
    if line:
        yield direction, _with_size(line)


def _levelled(lines: Iterable[tuple[int, list[Glyph]]]) -> Iterator[tuple[int, list[Glyph]]]:
    """Lines, one that a raised or lowered letter in the midst of a word breaks ("H₂O", TeX's own name) in one."""
    held: list[tuple[int, list[Glyph]]] = []
    for direction, line in lines:
        if len(held) == 2 and len(held[1][1]) == 1 and held[0][0] == direction:
            before, (moved,) = held[0][1], held[1][1]
            level = abs(before[-1].y - line[0].y) < 0.05 * line[0].size
            if level and _touch(before[-1], moved) and _touch(moved, line[0]):
                moved.y = line[0].y
                held = [(direction, [*before, moved, *line])]
                continue
        if len(held) == 2:
            yield held.pop(0)
        held.append((direction, line))
    yield from held


def _touch(left: Glyph, right: Glyph) -> bool:
    """Within one word, a little above or below each other."""
    size = max(left.size, right.size)
    near = abs(right.start - left.end) < 0.45 * size and right.start > left.start
    return near and abs(left.y - right.y) < 0.4 * size and not (right.after_space or right.hinted)


def _direction(page: pdfium.FPDF_TEXTPAGE, index: int) -> int:
    """Where the text runs to, counted anticlockwise; pdfium counts clockwise, and says -1 when it does not know."""
    angle = pdfium.FPDFText_GetCharAngle(page, index)
    return round(-math.degrees(angle) / 90) * 90 % 360 if angle > 0 else 0


def _turn(page: pdfium.FPDF_TEXTPAGE, glyph: Glyph, direction: int) -> None:
    """Re-read a character in the frame of a line that runs upwards (90), upside down (180) or downwards (270)."""
    rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    char_box(page, glyph.index, ctypes.byref(rect))
    char_origin(page, glyph.index, ctypes.byref(x), ctypes.byref(y))
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
    kinds = [[(glyph.text, round(glyph.end - glyph.start, 1)) for glyph in line] for _, line in lines]
    for (_, line), own in zip(lines, kinds, strict=True):
        for kind, glyph, after in zip(own, line, line[1:], strict=False):
            if after.after_space or after.start <= glyph.start or not after.text.isalnum():
                continue
            if not (after.text.isupper() and glyph.text.isupper()):  # those are kerned
                steps[kind].append(after.start - glyph.start)
    advance = {kind: sorted(found)[len(found) // 5] for kind, found in steps.items() if len(found) > 4}
    for (_, line), own in zip(lines, kinds, strict=True):
        for kind, glyph in zip(own, line, strict=True):
            step = advance.get(kind)
            if step is not None and glyph.start + step < glyph.end:
                glyph.end = glyph.start + step


def _part_ligatures(line: list[Glyph]) -> None:
    """Put the letters of a ligature beside each other, of which pdfium gives each the box of all (the same letter over itself
    is bold, unless it is one that ligatures double); and where it cuts their ink into equal parts, add the room to their right
    that it leaves out."""
    for part, glyph, after in zip(line, line[1:], [*line[2:], None], strict=False):
        one = glyph.start == part.start and glyph.end == part.end
        if one and (glyph.text != part.text or glyph.text in "ft"):
            part.end = glyph.start = (part.start + part.end) / 2
            continue
        equal = abs((glyph.end - glyph.start) - (part.end - part.start)) < 0.01
        wide = after is not None and after.hinted and after.start - glyph.end > SPACE * glyph.size
        touch = abs(glyph.start - part.end) < 0.01
        if part.text == "f" and glyph.text in "fil" and equal and touch and not wide:
            glyph.end += 0.12 * max(line[0].size, glyph.size)


def _words(line: list[Glyph], direction: int) -> Iterator[Drawn]:
    """Words of one baseline: a new one after a space, a gap, or a jump back. Where pdfium sees a space, the gap counts in the
    size that the line is set in: ink that reaches far up makes the box of an "f" or a capital larger."""
    first, text, before, parted = line[0], "", line[0], False
    glue, hinted = _glue(line)
    for glyph in line:
        size = before.size if before.size > glyph.size else glyph.size
        gap = (glyph.start - before.end) / size
        if glyph.hinted and 0 < gap <= hinted:
            gap *= max(1.0, size / median(other.size for other in line))
        if text and (glyph.after_space or gap > (hinted if glyph.hinted else glue) or gap < -0.5):
            yield _drawn(first, text, before.end, direction, parted)
            first, text, parted = glyph, "", gap > -0.5
        text += glyph.text
        before = glyph
    if text:
        yield _drawn(first, text, before.end, direction, parted)


def _glue(line: list[Glyph]) -> tuple[float, float]:
    """Gap, in sizes, that parts two words, and the same where pdfium sees a space: more where the writer spaced all
    letters of a line out, which pdfium does not know, or where it sees most spaces wider than any gap between letters."""
    near = [
        ((b.start - a.end) / (a.size if a.size > b.size else b.size), b.hinted)
        for a, b in pairwise(line)
        if not b.after_space
    ]
    gaps = sorted(gap for gap, _ in near)
    usual = gaps[len(gaps) // 4] if len(gaps) >= 4 else 0.0
    if usual > GLUE:
        spread = min(2.2 * gaps[len(gaps) // 2], WIDE)
        return spread, min(spread, _above_letters(near))
    if usual < -OVERLAP:
        return SPACED, -WIDE
    spaces = len(line) - 1 - len(gaps)
    seen = [gap for gap, hinted in near if hinted]
    least = min(max(LEAST, 0.4 * min(seen)), SURE) if seen else GLUE
    glue = SURE if spaces else max(_between_kinds(gaps), least)
    inner = max((gap for gap, hinted in near if gap <= glue and not hinted), default=0.0)
    sure = inner + 0.005 if seen and median(seen) > 1.6 * inner else 0.0
    return glue, max(HINTED, sure) if usual < HINTED else glue


def _above_letters(near: list[tuple[float, bool]]) -> float:
    """Gap that parts letters from spaces where pdfium sees a few of these, all wider than any between letters."""
    spaces, letters = [gap for gap, hinted in near if hinted], [gap for gap, hinted in near if not hinted]
    widest = max(letters, default=0.0)
    clear = len(spaces) <= len(letters) / 2 and min(spaces, default=0.0) > widest + CLEAR
    return widest + CLEAR / 2 if clear else WIDE


def _between_kinds(gaps: list[float]) -> float:
    """Of sorted gaps, the most of which are between letters: the middle of the widest stretch in which none lies, for
    on its far side lie those between words. Without such a stretch the line is one word."""
    upper = gaps[max(0, (len(gaps) + 1) // 2 - 1) :]
    stretches = [
        (min(above, FAR) - max(below, 0.0), (min(above, FAR) + max(below, 0.0)) / 2)
        for below, above in takewhile(lambda pair: pair[0] < SPACED, pairwise(upper))
    ]
    widest, middle = max(stretches, default=(0.0, GLUE))
    return middle if widest >= CLEAR else SPACED


def _drawn(first: Glyph, text: str, end: float, direction: int, parted: bool) -> Drawn:
    return Drawn(
        Word(accented(text), first.start, end, first.y, first.size, parted=parted), direction, first.index
    )
