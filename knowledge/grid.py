"""Tables on a page, known by a header row of field names or by their cells: each of their rows as one run of text, wrapped
cells made whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from knowledge.dates import is_date, periods
from knowledge.headings import section_of
from knowledge.headless import table_at
from knowledge.labels import field_of, fields_of
from knowledge.words import Row, Word, rows_of

_TORN = re.compile(r"\d{4}\s?[–—-]\s?[^\W\d_]{3,9}\.?$|\d{4}\s?(?:[–—-]|to|bis)$")
"""A range of dates whose end stands on the next line."""
SLACK = 6.0
"""Points by which a cell may reach under the head of the next column."""
DEEPEST_HEAD = 3
"""Lines of a header row."""

Cells = list[list[Word]]
"""The runs of a row by column."""


def with_rows_whole(runs: list[Word]) -> list[Word]:
    """The runs of a page, those of such tables as one run a row, its cells parted by tabs."""
    rows = rows_of(runs)
    kept: list[Word] = []
    at = 0
    while at < len(rows):
        if lines := table_at(rows, at):
            kept += _table([[run] for run in rows[at]], lines)
            at += len(lines)
        elif head := _head(rows, at):
            cells, depth = head
            body = _body(rows[at + depth :], cells)
            kept += [_whole(cells), *_table(cells, body)]
            at += depth + len(body)
        else:
            kept += rows[at]
            at += 1
    return kept


def _head(rows: Sequence[Row], at: int) -> tuple[Cells, int] | None:
    """The cells of a header row that begins here, and how many lines it takes; None when none does."""
    for depth in range(1, DEEPEST_HEAD + 1):
        lines = rows[at : at + depth]
        if len(lines) < depth or lines[-1][0].y - lines[0][0].y > 1.5 * depth * lines[0][0].size:
            break
        cells = _by_place([run for line in lines for run in line])
        if len(cells) >= 3 and all(field_of(_text(cell)) for cell in cells):
            return cells, depth
    single = [[run] for run in rows[at]]
    return (single, 1) if len(single) >= 3 and fields_of([run.text for run in rows[at]]) else None


def _by_place(runs: Sequence[Word]) -> Cells:
    """Runs that stand above each other, from left to right."""
    cells: Cells = []
    for run in sorted(runs, key=lambda run: run.x0):
        if cells and run.x0 < max(other.x1 for other in cells[-1]):
            cells[-1].append(run)
        else:
            cells.append([run])
    return cells


def _body(rows: Sequence[Row], head: Cells) -> list[Row]:
    """Rows under the head as far as they keep to its columns."""
    body: list[Row] = []
    places = _places(head)
    for row in rows:
        heading = len(row) == 1 and section_of(row[0].text) and not _wraps(row[0], body)
        if heading or any(_column(run, places) is None for run in row):
            break
        body.append(row)
    return body


def _wraps(run: Word, body: Sequence[Row]) -> bool:
    """The run goes on with a cell of the row above it."""
    return any(
        abs(run.x0 - upper.x0) < 2 and run.style == upper.style and run.y - upper.y < 1.6 * run.size
        for row in body[-1:]
        for upper in row[1:]
    )


Places = list[tuple[float, float]]
"""From where to where each column reaches."""


def _places(head: Cells, body: Sequence[Row] = ()) -> Places:
    """Where the cells of the head stand, with those of the rows that fill every column: heads may be centred over them."""
    whole = [row for row in body if len(row) == len(head)]
    columns = [[*cell, *(row[number] for row in whole)] for number, cell in enumerate(head)]
    return [(min(word.x0 for word in column), max(word.x1 for word in column)) for column in columns]


def _column(run: Word, places: Places) -> int | None:
    """The column that a run stands in, or nearest to; None for one under several, or left of all."""
    shared = [min(run.x1, end) - max(run.x0, start) for start, end in places]
    if sum(width > SLACK for width in shared) > 1 or run.x1 < places[0][0] - SLACK:
        return None
    return shared.index(max(shared))


def _table(head: Cells, body: Sequence[Row]) -> list[Word]:
    found: list[Word] = []
    places = _places(head, body)
    for lines in [[row] for row in body] if _are_whole(places, body) else _parted(body):
        cells: Cells = [[] for _ in head]
        for run in (run for line in lines for run in line):
            cells[_column(run, places) or 0].append(run)
        found.append(_whole(cells))
    return found


def _are_whole(places: Places, body: Sequence[Row]) -> bool:
    """Whether each line fills every column: then none is the rest of the one above."""
    return all({_column(run, places) for run in row} == set(range(len(places))) for row in body)


def _parted(body: Sequence[Row]) -> list[list[Row]]:
    """Lines of the body by the rows of the table: parted where more space stands between lines than inside a cell,
    or, where that does not part them so that each has a date, before each line that has one."""
    steps = [below[0].y - above[0].y for above, below in pairwise(body)]
    close = min(steps, default=0.0)
    by_space = _cut(body, [step > 1.2 * close for step in steps])
    dated = [_has_date(line) for line in body]
    if sum(dated) <= 1 or (len(by_space) > 1 and all(any(map(_has_date, part)) for part in by_space)):
        return by_space
    return _cut(body, dated[1:])


def _has_date(line: Row) -> bool:
    return any(periods(run.text) or is_date(run.text) or _TORN.search(run.text) for run in line)


def _cut(body: Sequence[Row], opens: Sequence[bool]) -> list[list[Row]]:
    parts: list[list[Row]] = [[row] for row in body[:1]]
    for row, new in zip(body[1:], opens, strict=True):
        if new:
            parts.append([row])
        else:
            parts[-1].append(row)
    return parts


def _text(cell: Sequence[Word]) -> str:
    return " ".join(run.text for run in sorted(cell, key=lambda run: run.y))


def _whole(cells: Cells) -> Word:
    runs = [run for cell in cells for run in cell]
    first = min(runs, key=lambda run: run.y)
    text = "\t".join(map(_text, cells))
    return Word(text, min(r.x0 for r in runs), max(r.x1 for r in runs), first.y, first.size)
