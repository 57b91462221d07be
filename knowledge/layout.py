"""Words with places on a page → lines in reading order, columns one after the other.

Coordinates are points (1/72 inch) from the page's top left corner, y growing downwards.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from math import inf
from statistics import median

from knowledge.cards import beside_heading, heads_of_cards, of_card, row_of_cards
from knowledge.dates import is_date, periods
from knowledge.grid import with_rows_whole
from knowledge.headings import section_of
from knowledge.justified import spread
from knowledge.labels import field_of
from knowledge.margin import LARGE, rejoined, together, told_below
from knowledge.natures import at_turn
from knowledge.places import is_place
from knowledge.words import Row, Word, rows_of
from knowledge.wrapping import goes_on

GLUE = 0.1
"""Gap, in character sizes, below which two characters belong to one word (as pdfminer.six's `word_margin`)."""
WIDE = 0.9
"""Gap, in sizes, from which two words no longer belong to one run of text."""
CELL = 1.1
"""Gap, in sizes, from which a line shows a tab: a cell, or a date at the margin."""

MOST_OF_NAME = 4
"""Lines that a name in large letters may take."""


def arrange(words: Iterable[Word]) -> list[str]:
    """Lines of text in reading order; an empty line where the page leaves a gap. Cells of a line are parted by tabs."""
    return arranged(runs_of(words))


def arranged(runs: list[Word]) -> list[str]:
    """The same for words that have been joined; the runs are used up."""
    runs = together(with_rows_whole(rejoined(runs)))
    _mark_cells(runs)
    return [line for block in _read(runs) for line in _lines(block)]


def largest(runs: list[Word]) -> str:
    """The line in letters larger than all others and than the usual size of the page, or the few lines of them right below each
    other; "" where there is none."""
    runs = together(runs)
    if not runs:
        return ""
    tallest = max(run.size for run in runs)
    found = sorted((run for run in runs if run.size > 0.92 * tallest), key=lambda run: run.y)
    near = all(0 < b.y - a.y < 1.7 * tallest and a.x0 < b.x1 and b.x0 < a.x1 for a, b in pairwise(found))
    large = 0 < len(found) <= MOST_OF_NAME and near and tallest > LARGE * median(run.size for run in runs)
    return "\n".join(run.text for run in found) if large else ""


Look = tuple[int, int, bool]
"""Font and colour, size, and whether it is in capitals."""


def looks(runs: Iterable[Word]) -> list[tuple[str, Look]]:
    """The runs of a page, each with its font and colour, its size and whether it is in capitals."""
    return [(run.text, (run.style, round(run.size), run.text.isupper())) for run in runs]


def runs_of(words: Iterable[Word]) -> list[Word]:
    """Words that follow each other closely on one baseline, joined: so columns drawn row by row stay apart."""
    runs: list[Word] = []
    words = list(words)
    blanks = spread(words)
    for number, word in enumerate(words):
        last = runs[-1] if runs else None
        near = last is not None and abs(last.y - word.y) < 0.2 * word.size
        if last is not None and near and (number in blanks or _close(last, word)):
            between = " " if number in blanks else _between(last, word)
            if word.style != last.style and between:
                last.turns += (len(last.text),)
            last.text += between + word.text
            last.x1, last.style = word.x1, word.style
        else:
            runs.append(Word(word.text, word.x0, word.x1, word.y, word.size, style=word.style))
    for run in runs:
        if len(run.turns) == 1:
            run.text = at_turn(run.text, run.turns[0])
    return runs


def _close(left: Word, right: Word) -> bool:
    size = min(left.size, right.size)
    return -0.5 * size < right.x0 - left.x1 < WIDE * size


def _between(left: Word, right: Word) -> str:
    gap = right.x0 - left.x1
    size = min(left.size, right.size)
    if gap < GLUE * size and not right.parted:
        return ""
    return " " if gap < (WIDE if right.opens_cell else CELL) * size else "\t"


def _mark_cells(runs: Sequence[Word]) -> None:
    """Where at least three runs that are not the leftmost start at one place, cells do."""
    if not runs:
        return
    left = min(run.x0 for run in runs)
    starts = Counter(round(run.x0) for run in runs if run.x0 > left + 20)
    for run in runs:
        at = round(run.x0)
        run.opens_cell = starts[at - 1] + starts[at] + starts[at + 1] >= 3 and run.x0 > left + 20


# --- columns -----------------------------------------------------------------------------------------------


def _read(runs: list[Word]) -> list[list[Word]]:
    """Blocks in reading order; inside a block text is read row by row."""
    row = row_of_cards(runs)
    if row is not None:
        return _read([r for r in runs if r.y < row]) + _read([r for r in runs if r.y >= row])
    cuts = [(_cut(runs, edge), edge) for edge in _edges(runs)]
    best, _ = max(cuts, key=lambda cut: (_is_headed(*cut), _gain(cut[0])), default=([], 0.0))
    if not any(columns for columns, _, _ in best):
        return [runs] if runs else []
    blocks: list[list[Word]] = []
    for is_columns, bands in groupby(best, key=lambda band: band[0]):
        group = list(bands)
        left = [word for _, part, _ in group for word in part]
        right = [word for _, _, part in group for word in part]
        if is_columns and (heads := heads_of_cards(left, right)):
            for above, until in pairwise([-inf, *heads, inf]):
                card, beside = ([w for w in side if above <= w.y + 1 < until] for side in (left, right))
                headed = any(section_of(word.text) for word in beside if until == inf)
                blocks += _read(card + beside) if headed else _read(card) + _read(beside)
        elif is_columns:
            beside, below = _without_tail(left, right)
            blocks += _read(beside) + _read(right) + _read(below)
        else:
            blocks += _read(left + right)
    return blocks


def _without_tail(left: list[Word], right: list[Word]) -> tuple[list[Word], list[Word]]:
    """The left column, and what follows under both: from its first heading below the end of the right one, but not where that ends
    the column and what it heads begins the right one."""
    end = max(word.y for word in right)
    heads = [word.y for word in left if word.y > end + word.size and section_of(word.text)]
    headless = len(heads) == 1 and heads[0] == max(word.y for word in left)
    cut = float("inf") if headless else min(heads, default=float("inf")) - 1
    return [word for word in left if word.y < cut], [word for word in left if word.y >= cut]


Band = tuple[bool, list[Word], list[Word]]
"""A stretch of the page between runs that cross the gutter: is it two columns, and what stands left and right."""


def _edges(runs: Sequence[Word]) -> list[float]:
    """Left edges that at least four runs share, or three with dates beside other dates, or two headings, or where a heading
    stands beside another, apart from the leftmost: where a column may begin."""
    if len(runs) < 8:
        return []
    left, right = min(w.x0 for w in runs), max(w.x1 for w in runs)
    near, far = left + 0.08 * (right - left), left + 0.92 * (right - left)
    clusters: list[Row] = []
    for run in sorted((w for w in runs if near < w.x0 < far), key=lambda w: w.x0):
        if clusters and run.x0 - clusters[-1][0].x0 <= 2.5:
            clusters[-1].append(run)
        else:
            clusters.append([run])
    headings = [run for run in runs if section_of(run.text)]
    return [
        c[0].x0
        for c in clusters
        if len(c) >= 4
        or (len(c) == 3 and of_card(c, runs))
        or sum(run in headings for run in c) >= 2
        or beside_heading(c, headings)
    ]


def _cut(runs: Sequence[Word], edge: float) -> list[Band]:
    crossing = sorted((w for w in runs if w.x0 < edge - 0.5 and w.x1 > edge - 3), key=lambda w: w.y)
    limits = [w.y for w in crossing]
    parts: dict[int, tuple[list[Word], list[Word]]] = {}
    for word in runs:
        if word.x0 < edge - 0.5 and word.x1 > edge - 3:
            index = 2 * bisect(limits, word.y - 0.1) + 1
            parts.setdefault(index, ([], []))[0].append(word)
        else:
            index = 2 * bisect(limits, word.y - 0.4 * word.size)
            parts.setdefault(index, ([], []))[word.x0 >= edge - 0.5].append(word)
    return [(i % 2 == 0 and _are_columns(*parts[i]), *parts[i]) for i in sorted(parts)]


def _is_headed(bands: Sequence[Band], edge: float) -> bool:
    """The columns have headings on either side, those on the right where it begins: no dates beside jobs do."""
    left = any(section_of(run.text) for columns, part, _ in bands if columns for run in part)
    return left and any(
        section_of(run.text) and run.x0 < edge + 3 for columns, _, part in bands if columns for run in part
    )


def _gain(bands: Sequence[Band]) -> int:
    return sum(min(len(left), len(right)) for columns, left, right in bands if columns)


def _are_columns(left: list[Word], right: list[Word]) -> bool:
    """Two columns of text, and not a table, labels or dates beside what they belong to."""
    rows_left, rows_right = rows_of(left), rows_of(right)
    if min(len(rows_left), len(rows_right)) < 3:
        return False
    if rows_left[0][0].y == rows_right[0][0].y and all(
        section_of(_line(r[0])) for r in (rows_left, rows_right)
    ):
        return True
    if _labels(rows_left) >= 0.6 * len(rows_left) or _labels(rows_right) >= 0.6 * len(rows_right):
        return False
    if any(section_of(_line(row)) for row in rows_right) or (_ranges(rows_left) and _ranges(rows_right)):
        return True
    fewer, more = sorted((rows_left, rows_right), key=len)
    if _density(fewer, more) < 0.6:
        return False
    return _aligned(fewer, more) < 0.5 or min(_words_a_row(fewer), _words_a_row(more)) >= 4


def _labels(rows: Sequence[Row]) -> int:
    """Rows that only say what the other side is about: headings, names of fields, dates, and places where no heading stands."""
    lines = [_line(row) for row in rows]
    headed = any(section_of(line) for line in lines)
    return sum(
        section_of(line) is not None
        or field_of(line) is not None
        or is_date(line)
        or (not headed and is_place(line))
        for line in lines
    )


def _ranges(rows: Sequence[Row]) -> bool:
    """Employments stand here: cards beside each other have dates on both sides, a table on one."""
    return any(periods(_line(row)) for row in rows)


def _aligned(fewer: Sequence[Row], more: Sequence[Row]) -> float:
    """Share of rows that have a partner on the same baseline."""
    baselines = sorted(row[0].y for row in more)
    return sum(_nearest(baselines, row[0].y) < 0.25 * row[0].size for row in fewer) / len(fewer)


def _nearest(numbers: Sequence[float], x: float) -> float:
    i = bisect(numbers, x)
    return min(abs(n - x) for n in numbers[max(0, i - 1) : i + 1])


def _density(fewer: Sequence[Row], more: Sequence[Row]) -> float:
    """How much of its own height the shorter side fills with rows: dates beside jobs leave most of it empty."""
    top, bottom = fewer[0][0].y, fewer[-1][0].y
    beside = sum(top - 1 <= row[0].y <= bottom + 1 for row in more)
    return len(fewer) / max(beside, 1)


def _words_a_row(rows: Sequence[Row]) -> float:
    return sum(len(word.text.split()) for row in rows for word in row) / len(rows)


# --- lines -------------------------------------------------------------------------------------------------


def _line(row: Row) -> str:
    return row[0].text + "".join(_between(a, b) + b.text for a, b in pairwise(row))


def _lines(block: list[Word]) -> list[str]:
    rows = told_below(rows_of(block))
    steps = [below[0].y - above[0].y for above, below in pairwise(rows)]
    usual = median(steps) if steps else 0.0
    lines: list[str] = []
    for number, (row, step) in enumerate(zip(rows, [0.0, *steps], strict=True)):
        if goes_on(rows, number):
            lines[-1] += f" {_line(row)}"
            continue
        if step > max(1.4 * usual, 1.6 * row[0].size):
            lines.append("")
        lines.append(_line(row))
    return [*lines, ""]
