"""Tables on a page, known by a header row of field names or by their cells: each of their rows as one run of text, wrapped cells made whole."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from itertools import pairwise

from knowledge.dates import is_date, periods
from knowledge.headings import section_of
from knowledge.headless import table_at
from knowledge.labels import field_of
from knowledge.words import Row, Word, rows_of

_TORN = re.compile(r"\d{4}\s?[–—-]\s?[^\W\d_]{3,9}\.?$|\d{4}\s?(?:[–—-]|to|bis)$")
"""A range of dates whose end stands on the next line."""
SLACK = 3.0
"""Points by which a cell may begin left of the head of its column."""


def with_rows_whole(runs: list[Word]) -> list[Word]:
    """The runs of a page, those of such tables as one run a row, its cells parted by tabs."""
    rows = rows_of(runs)
    kept: list[Word] = []
    at = 0
    while at < len(rows):
        if lines := table_at(rows, at):
            kept += _table(rows[at], lines)
            at += len(lines)
            continue
        if len(rows[at]) < 3 or any(field_of(run.text) is None for run in rows[at]):
            kept += rows[at]
            at += 1
            continue
        body = _body(rows, at)
        kept += [_whole([[run] for run in rows[at]]), *_table(rows[at], body)]
        at += 1 + len(body)
    return kept


def _body(rows: Sequence[Row], head: int) -> list[Row]:
    """Rows under the head as far as they keep to its columns."""
    edges = [run.x0 - SLACK for run in rows[head]]
    body: list[Row] = []
    for row in rows[head + 1 :]:
        crosses = any(bisect(edges, run.x0) != bisect(edges, run.x1 - 2 * SLACK) for run in row)
        heading = len(row) == 1 and section_of(row[0].text) is not None
        if crosses or heading or row[0].x0 < edges[0]:
            break
        body.append(row)
    return body


def _table(head: Row, body: Sequence[Row]) -> list[Word]:
    edges = [run.x0 - SLACK for run in head]
    found: list[Word] = []
    for lines in _parted(body):
        cells: list[list[Word]] = [[] for _ in head]
        for run in (run for line in lines for run in line):
            cells[max(0, bisect(edges, run.x0) - 1)].append(run)
        found.append(_whole(cells))
    return found


def _parted(body: Sequence[Row]) -> list[list[Row]]:
    """Lines of the body by the rows of the table: parted where more space stands between lines than inside a cell,
    or, where that does not part them so that each begins with a date, before each line that has one."""
    steps = [below[0].y - above[0].y for above, below in pairwise(body)]
    close = min(steps, default=0.0)
    by_space = _cut(body, [step > 1.2 * close for step in steps])
    dated = [_has_date(line) for line in body]
    if not any(dated) or (len(by_space) > 1 and all(_has_date(part[0]) for part in by_space)):
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


def _whole(cells: Sequence[Sequence[Word]]) -> Word:
    runs = [run for cell in cells for run in cell]
    first = min(runs, key=lambda run: run.y)
    text = "\t".join(" ".join(run.text for run in cell) for cell in cells)
    return Word(text, min(r.x0 for r in runs), max(r.x1 for r in runs), first.y, first.size)
