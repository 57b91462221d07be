"""Words with places on a page. Coordinates are points (1/72 inch) from its top left corner, y growing downwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(slots=True)
class Word:
    """`y` is the baseline, `size` the height of a line of its characters."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    opens_cell: bool = False
    """Others start at the same place, where words within a line do not."""
    parted: bool = False
    """It is a word of its own, however close it stands to the one before on its line."""
    style: int = 0
    """Equal for words of one font and colour."""
    turns: tuple[int, ...] = ()
    """Of a run, where in its text the style changes."""


Row = list[Word]


def rows_of(words: Iterable[Word]) -> list[Row]:
    """Runs on one baseline, from left to right; rows from top to bottom."""
    rows: list[Row] = []
    for word in sorted(words, key=lambda w: w.y):
        if rows and word.y - rows[-1][0].y < 0.45 * min(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda w: w.x0) for row in rows]
