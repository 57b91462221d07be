"""Tables on a page without a header row: cells that start at the same places row after row, and wrap within them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from knowledge.dates import is_date, periods
from knowledge.headings import section_of
from knowledge.words import Row

SLACK = 3.0
"""Points by which cells of one column may start apart."""
LONGEST = 6
"""Words of a line of a cell, beyond which it is running text."""


def table_at(rows: Sequence[Row], at: int) -> list[Row]:
    """The lines of a table whose first row stands at `at`: of three cells or more, one of them a time, with another such
    row below it and wrapped cells. Empty where there is no such table."""
    head = rows[at]
    if not _is_full(head, head):
        return []
    lines = [head, *takewhile(lambda row: _continues(head, row), rows[at + 1 :])]
    full = sum(_is_full(line, head) for line in lines)
    return lines if 2 <= full < len(lines) else []


def _is_full(row: Row, head: Row) -> bool:
    return len(row) == len(head) >= 3 and _is_narrow(row) and any(_is_time(run.text) for run in row)


def _continues(head: Row, row: Row) -> bool:
    heading = len(row) == 1 and section_of(row[0].text) is not None
    return not heading and _is_narrow(row) and _fits(row, [run.x0 for run in head])


def _is_time(text: str) -> bool:
    return bool(periods(text)) or is_date(text.strip(" –—-"))


def _is_narrow(row: Row) -> bool:
    return all(len(run.text.split()) <= LONGEST for run in row)


def _fits(row: Row, starts: Sequence[float]) -> bool:
    """Every run starts where a column does, and ends before the next."""
    ends = [*starts[1:], float("inf")]
    return all(
        any(abs(run.x0 - start) <= SLACK and run.x1 < end for start, end in zip(starts, ends, strict=True))
        for run in row
    )
