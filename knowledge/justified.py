"""Lines set flush on both sides: the blanks between their words may be as wide as a gap between cells, and are all alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from knowledge.words import Word

LEAST = 3
"""Gaps in a row that show that a line is spread."""
NARROW, WIDEST = 0.6, 2.2
"""Gaps, in sizes, that are wider than usual and may still be a blank."""
ALIKE = 1.25
"""Times the narrowest gap of a stretch that its widest may be: behind a comma or another font it is a little more."""
_WITHIN = re.compile(
    r".*,|(?:of|and|the|in|for|with|to|an?|de|des|du|la|le|et|en|y|und|der|die|von|für|mit|di|e|da|do|van|het|och)$",
    re.I,
)
"""Words behind which a line goes on, as no cell does."""


def spread(words: Sequence[Word]) -> set[int]:
    """Numbers of the words before which a wide gap is but a blank. `words` follow each other as they are read."""
    found: set[int] = set()
    for stretch in _stretches(words):
        if len(stretch) >= LEAST and any(_WITHIN.match(words[number - 1].text) for number in stretch):
            found.update(stretch)
    return found


def _stretches(words: Sequence[Word]) -> Iterator[list[int]]:
    """Words on one line with wide and equal gaps before them."""
    held: list[int] = []
    least = most = 0.0
    for number, (left, right) in enumerate(pairwise(words), 1):
        gap = (right.x0 - left.x1) / min(left.size, right.size)
        wide = NARROW < gap < WIDEST and abs(left.y - right.y) < 0.2 * right.size
        if held and wide and max(most, gap) <= ALIKE * min(least, gap):
            held.append(number)
            least, most = min(least, gap), max(most, gap)
            continue
        if held:
            yield held
        held, least, most = [number] if wide else [], gap, gap
    if held:
        yield held
