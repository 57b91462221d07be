"""What a page sets apart and a reader takes together: dates at the margin with the line they stand beside, and a name in
large letters on two lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence
from itertools import pairwise
from statistics import median

from knowledge.dates import is_date, periods
from knowledge.headings import section_of
from knowledge.lines import BULLET
from knowledge.month_names import MONTHS
from knowledge.titles import is_title
from knowledge.words import Row, Word, rows_of

LARGE = 1.25
"""Times the usual size of a page's text, from which a line is set in large."""
DEEPEST = 3
"""Lines of a cell with dates and what belongs to them."""
STEP = 2.2
"""Most distance between the two lines of a name, in sizes."""


def together(runs: list[Word]) -> list[Word]:
    """The runs of a page, those that belong together as one."""
    return _dates_beside(_name_whole(runs))


def dates_first(cells: list[list[str]]) -> list[list[str]]:
    """Cells of a table's row, each as its lines; of two, of which one is dates, with maybe a town below them, its lines beside the first of
    the other's: so they stand at the head of the entry that they are about, and not behind all it says."""
    if len(cells) != 2 or len(cells[0]) == len(cells[1]) == 1:
        return cells
    dated = [cell for cell in cells if _dates_entry(cell)]
    other = cells[1 - cells.index(dated[0])] if len(dated) == 1 else []
    if len(other) < len(dated[0] if dated else cells):
        return cells
    beside = [
        f"{date}\t{line}" if dated[0] is cells[0] else f"{line}\t{date}"
        for date, line in zip(dated[0], other, strict=False)
    ]
    return [[*beside, *other[len(beside) :]]]


def _dates_entry(cell: list[str]) -> bool:
    """A range of dates, and where that was."""
    return (
        1 <= len(cell) <= DEEPEST
        and is_date(cell[0])
        and bool(periods(cell[0]))
        and all(len(line) <= LONGEST_DATES for line in cell[1:])
    )


def _name_whole(runs: list[Word]) -> list[Word]:
    """The largest letters of the page, where they are two lines of a few capitalised words, as one line."""
    if len(runs) < 4:
        return runs
    tallest = max(run.size for run in runs)
    large = [run for run in runs if run.size > 0.92 * tallest]
    if len(large) != 2 or large[0].size < LARGE * median(run.size for run in runs):
        return runs
    upper, lower = sorted(large, key=lambda run: run.y)
    words = [*upper.text.split(), *lower.text.split()]
    if not _under(upper, lower) or len(words) > 5 or not all(_may_name(run.text) for run in large):
        return runs
    whole = Word(f"{upper.text} {lower.text}", upper.x0, max(upper.x1, lower.x1), upper.y, upper.size)
    return [whole if run is upper else run for run in runs if run is not lower]


def _under(upper: Word, lower: Word) -> bool:
    """On the next line, beginning, ending or centred at the same place."""
    off = min(
        abs(upper.x0 - lower.x0), abs(upper.x1 - lower.x1), abs(upper.x0 + upper.x1 - lower.x0 - lower.x1) / 2
    )
    return 0.5 * upper.size < lower.y - upper.y < STEP * upper.size and off < 4


def _may_name(text: str) -> bool:
    return (
        text[:1].isupper()
        and all(word[0].isalpha() for word in text.split())
        and section_of(text) is None
        and not is_title(text)
    )


def _dates_beside(runs: list[Word]) -> list[Word]:
    """Ranges of dates that stand one under the other at a margin, with nothing else between them there, joined to the lines
    that they stand beside: so they make no column."""
    rows = rows_of(runs)
    for place in (-1, 0):
        dated = [(number, row) for number, row in enumerate(rows) if _has_dates_at(place, row)]
        joined: set[int] = set()
        for (first, above), (second, below) in pairwise(dated):
            between = [
                run for row in rows[first + 1 : second] for run in row if _at_margin(place, run, above, below)
            ]
            if _in_line(above[place], below[place]) and not between:
                joined |= {first, second}
        if place == 0 and joined:
            joined |= _on_rail(rows, max(rows[number][0].x1 for number in joined))
        rows = [_joined(place, row) if number in joined else row for number, row in enumerate(rows)]
    return [run for row in rows for run in row]


def _on_rail(rows: list[Row], edge: float) -> set[int]:
    """Rows that begin with a word or two left of the edge, as dates do in others: they label what stands beside them."""
    return {
        number
        for number, row in enumerate(rows)
        if len(row) > 1 and row[0].x1 <= edge + 2 < row[1].x0 and len(row[0].text.split()) <= 3
    }


def _has_dates_at(place: int, row: Row) -> bool:
    if len(row) < 2:
        return False
    dates, other = row[place], row[-2 if place else 1]
    return is_date(dates.text) and bool(periods(dates.text)) and not is_date(other.text)


def _at_margin(place: int, run: Word, above: Row, below: Row) -> bool:
    if place:
        return run.x0 >= min(above[-1].x0, below[-1].x0) - 2
    return run.x0 < max(above[0].x1, below[0].x1)


def _in_line(upper: Word, lower: Word) -> bool:
    return min(abs(upper.x0 - lower.x0), abs(upper.x1 - lower.x1)) < 4


def _joined(place: int, row: Row) -> Row:
    """The dates and what stands beside them as one run."""
    left, right = row[-2:] if place else row[:2]
    whole = Word(f"{left.text}\t{right.text}", left.x0, right.x1, left.y, left.size)
    return [*row[:-2], whole] if place else [whole, *row[2:]]


def told_below(rows: list[Row]) -> list[Row]:
    """Rows, what is told of an entry in a list beside it below it: the runs that begin with a bullet right of other runs,
    in two rows or more, stand on rows of their own before the next entry or heading: an entry begins below a row with
    nothing beside the list, or, once there were dates, with others or with a line that is no part of the list."""
    lists = [
        run for row in rows if not BULLET.match(row[0].text) for run in row[1:] if BULLET.match(run.text)
    ]
    places = Counter(round(run.x0) for run in lists)
    if not places or places.most_common(1)[0][1] < 2:
        return rows
    edge = places.most_common(1)[0][0] - 2
    found: list[Row] = []
    aside: list[Row] = []
    dated, beside = False, False
    for row in rows:
        left, right = [run for run in row if run.x0 < edge], [run for run in row if run.x0 >= edge]
        listed = bool(right) and BULLET.match(right[0].text) is not None
        dates = any(periods(run.text) for run in left)
        begins = not beside or any(section_of(run.text) for run in left)
        if left and (begins or (dated and (dates or (right and not listed)))):
            found, aside, dated = [*found, *aside], [], False
        dated, beside = dated or dates, bool(left)
        if right and left and not listed:
            left, right = row, []
        found += [left] if left else []
        aside += [right] if right else []
    return [*found, *aside]


LONGEST_DATES = 24
"""Characters of a range of dates, or a part of one, in a narrow column."""
_HALF = re.compile(
    rf"^(?:{MONTHS})\.?$|\d\s*(?:[-–—−~]|\b(?:to|until|bis|à|a))$|\d{{4}}\s*[-–—−~]\s*(?:{MONTHS})\.?$",
    re.IGNORECASE,
)


def rejoined(runs: list[Word]) -> list[Word]:
    """Ranges of dates that a narrow column breaks ("2018 –" above "2021", "Oct" above "2015–Aug" above "2019"), each as one
    run."""
    lower: set[int] = set()
    for number, upper in enumerate(runs):
        foot = upper
        while number not in lower and (below := _rest_of(upper.text, foot, runs, lower)) is not None:
            lower.add(below)
            foot = runs[below]
            upper.text += f" {foot.text}"
    return [run for index, run in enumerate(runs) if index not in lower]


def _rest_of(dates: str, foot: Word, runs: Sequence[Word], taken: Container[int]) -> int | None:
    """Number of the run below `foot` with which the dates go on."""
    if len(dates) > LONGEST_DATES or not is_date(dates):
        return None
    halved = _HALF.search(dates) is not None
    for index, run in enumerate(runs):
        if index in taken or len(run.text) > LONGEST_DATES or not _is_below(foot, run):
            continue
        if is_date(run.text) and (halved or re.match(r"[-–—−~]", run.text)):
            return index
    return None


def _is_below(upper: Word, run: Word) -> bool:
    """On the next line of the same cell."""
    step = run.y - upper.y
    near = (
        min(abs(run.x0 - upper.x0), abs(run.x1 - upper.x1), abs(run.x0 + run.x1 - upper.x0 - upper.x1) / 2)
        < 2
    )
    return 0.5 * upper.size < step < 1.8 * upper.size and near
