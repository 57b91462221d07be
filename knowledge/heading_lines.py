"""Lines that are headings or hold one: beside text, beside each other, over two lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.headings import Section, section_of
from knowledge.lines import TAB, Line

INLINE = re.compile(r"^(?P<head>[^:\t]{3,40})(?::[ \t]+|\t+)\S")


def opened(line: Line) -> tuple[Section | None, Line | None]:
    """The section a line opens, and what of it stands on the same line ("Languages: German, English")."""
    section = None if line.is_bullet else section_of(line.text)
    if section is not None:
        return section, None
    match = None if line.is_bullet else INLINE.match(line.text)
    if match is None or (section := section_of(match["head"])) is None:
        return None, None
    rest = line.part(match.end() - 1, len(line.text))
    return section, Line(rest.text, rest.start, True)


WRAPS = 36
"""Characters of a heading that may have had no room for all of it."""


_HANGS = re.compile(r"(?:\b(?:and|und|et|y|e|of)|[&,/])$", re.IGNORECASE)


def goes_on(line: Line, head: Line | None) -> bool:
    """Whether a line right below a heading may be the rest of it: that was long, or breaks off ("EDUCATION AND")."""
    if head is None or line.start - head.end != 1:
        return False
    return _HANGS.search(head.text) is not None or (len(head.text) >= WRAPS and section_of(line.text) is None)


def heads_whole(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, a heading at the margin that goes on below it ("WORK" over "HISTORY", text beside both) as its one word
    that opens the section, before what stands beside it. Right below a heading stand the names of groups ("IT", "Languages")."""
    number = 0
    while number < len(lines):
        line = lines[number]
        below = lines[number + 1] if number + 1 < len(lines) else None
        number += 1
        upper, lower = (
            line.split(TAB) if "\t" in line.text else [],
            below.split(TAB) if below and not below.after_gap else [],
        )
        first = number < 2 or section_of(lines[number - 2].text) is None
        if len(upper) < 2 or not lower or not (first and _is_torn_head(upper[0].text, lower[0].text)):
            yield line
            continue
        head = next(head for head in (lower[0], upper[0]) if section_of(head.text))
        yield Line(head.text, head.start, True)
        for whole, cells in ((line, upper), (below, lower)):
            if whole and len(cells) > 1:
                rest = whole.part(cells[1].start - whole.start, len(whole.text))
                yield Line(rest.text, rest.start, False)
        number += 1


def _is_torn_head(upper: str, lower: str) -> bool:
    """Two words, one of which alone names the section that both name."""
    known = {section_of(upper), section_of(lower)}
    plain = upper.isalpha() and lower.isalpha() and max(len(upper), len(lower)) < 20
    return plain and len(known) == 2 and None in known and section_of(f"{upper} {lower}") in known - {None}


def side_by_side(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, those below a row of two headings or more as the columns that they are, one after the other."""
    number = 0
    while number < len(lines):
        heads = lines[number].split(TAB) if "\t" in lines[number].text else []
        number += 1
        if not heads or not all(section_of(head.text) for head in heads):
            yield lines[number - 1]
            continue
        columns = [[Line(head.text, head.start, True)] for head in heads]
        while number < len(lines) and not lines[number].after_gap:
            cells = lines[number].split(TAB)
            if opened(lines[number] if len(cells) == 1 else Line(cells[0].text, cells[0].start, False))[0]:
                break
            if len(cells) > len(columns):
                break
            for column, cell in zip(columns, cells, strict=False):
                column.append(Line(cell.text, cell.start, False))
            number += 1
        yield from (line for column in columns for line in column)
