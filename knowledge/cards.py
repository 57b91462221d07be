"""Sections and entries set as cards beside each other on a page: what shows them, and where their rows begin."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from knowledge.dates import periods
from knowledge.headings import section_of
from knowledge.words import Word


def heads_of_cards(left: list[Word], right: list[Word]) -> list[float]:
    """Baselines of the headings in the left column, where two or more stand over cards in two columns: the right one is then
    nowhere without one on its left, or above them as ways to reach somebody beside the name are, and has none of its own, or its first
    beside one, below employments on either side."""
    heads = sorted(word.y for word in left if section_of(word.text))
    headed = min((w.y for w in right if section_of(w.text) and not w.text.islower()), default=None)
    if len(heads) < 2:
        return []
    above = min(word.y for word in right) <= heads[0]
    row = heads[1] if headed is None else next((y for y in heads[1:] if abs(y - headed) < 1), inf)
    if headed is None and not above:
        return heads
    dated = all(any(periods(word.text) for word in side if heads[0] < word.y < row) for side in (left, right))
    if headed is None:
        return heads if dated else []
    return [heads[0], row] if dated and row < inf and not above else []


def row_of_cards(runs: Sequence[Word]) -> float | None:
    """Just above the first baseline on which three headings stand, and the entries above it, which are read before them."""
    heads = sorted(word.y for word in runs if section_of(word.text))
    row = next((upper - 1 for upper, lower in zip(heads, heads[2:], strict=False) if lower - upper < 1), -inf)
    return row if any(word.y < row and periods(word.text) for word in runs) else None


def beside_heading(cluster: Sequence[Word], headings: Sequence[Word]) -> bool:
    """One of these is a heading on a line with another."""
    return any(
        run in headings and run.y == other.y and other.x0 < run.x0 for run in cluster for other in headings
    )


def of_card(cluster: Sequence[Word], runs: Sequence[Word]) -> bool:
    """One of these is a range of dates on a line with another."""
    return any(
        run.y == other.y and other.x0 < run.x0 and periods(other.text)
        for run in cluster
        if periods(run.text)
        for other in runs
    )
