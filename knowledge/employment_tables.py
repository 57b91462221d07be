"""Employments in a table whose header row says what each column holds ("Employer | Position | From | To")."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from domain.profiles import Employment
from knowledge.dates import Period
from knowledge.documents import Document
from knowledge.header_words import EDGES
from knowledge.headers import parts_of
from knowledge.labels import Field, columns_of
from knowledge.lines import Line, Piece
from knowledge.sections import span
from knowledge.titles import is_title

LONGEST = 8
"""Words of a title."""


def tabled(
    document: Document, lines: Sequence[Line], periods: Sequence[Period]
) -> tuple[list[Employment], list[Line]]:
    """Employments of such tables, and the lines that are no part of them."""
    found: list[Employment] = []
    rest: list[Line] = []
    columns: list[Field] = []
    starts = [period.at for period in periods]
    for line in lines:
        header = columns_of(line.text)
        if header and Field.position in header and Field.company not in header:
            header = [Field.company if field is Field.school else field for field in header]
        if header and Field.position in header and Field.company in header:
            columns = header
            continue
        at = bisect_left(starts, line.start)
        dated = at < len(periods) and periods[at].at < line.end
        if columns and dated and line.text.count("\t") == len(columns) - 1:
            found.append(_row(document, line, columns, periods[at]))
        else:
            rest.append(line)
    return found, rest


def _row(document: Document, line: Line, columns: Sequence[Field], period: Period) -> Employment:
    cells: list[Piece] = []
    start = 0
    for cell in line.text.split("\t"):
        cells.append(line.part(start, start + len(cell)))
        start += len(cell) + 1
    title = _without_duties(cells[columns.index(Field.position)]).trimmed(EDGES)
    company = cells[columns.index(Field.company)]
    named = [part.text for part in parts_of([company])] or [company.text]
    return Employment(
        title=title.text or None, company=named[0] or None, start=period.start, end=period.end, current=period.current,
        span=span(document, line.start, line.end),
    )  # fmt: skip


def _without_duties(cell: Piece) -> Piece:
    """The title alone where what it was about follows in its cell ("Store Manager Full responsibility for a store")."""
    words = list(re.finditer(r"\S+", cell.text))
    if len(words) <= LONGEST:
        return cell
    ends = [word.end() for word in words[:LONGEST] if is_title(word[0])]
    short = [end for end in ends if end <= words[LONGEST // 2 - 1].end()]
    return cell.part(0, short[-1] if short else ends[0] if ends else len(cell.text))
