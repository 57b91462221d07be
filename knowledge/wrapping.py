"""Lines that a narrow column broke in two, made whole where what they name runs on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from knowledge.dates import is_date, periods
from knowledge.headings import section_of
from knowledge.words import Row, Word

LONGEST = 14
"""Words of a line made whole: longer ones are running text, which may stay broken."""
_HANGS = re.compile(
    r"(?:[–—&/,(-]|\b(?:and|of|for|in|with|the|to|de|du|des|la|le|et|für|und|der|am|do|da|del|di|y|e|i))$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"@|://|www\.|\w\.\w+/|linkedin|github", re.IGNORECASE)
_ENDS = re.compile(r"[.;:!?]$")


def goes_on(rows: Sequence[Row], number: int) -> bool:
    """Whether the row continues the one above: that had no room left for its first word, both look alike, and the words say
    so, or the look, which is not that of the text around."""
    if number == 0 or len(rows[number]) != 1 or len(rows[number - 1]) != 1:
        return False
    upper, lower = rows[number - 1][0], rows[number][0]
    if not _alike(upper, lower) or not _is_full(upper, lower, max(row[-1].x1 for row in rows)):
        return False
    if len(upper.text.split()) + len(lower.text.split()) > LONGEST or _ENDS.search(upper.text):
        return False
    if section_of(lower.text) or (not lower.text[0].isalnum() and lower.text[0] != "("):
        return False
    if _ADDRESS.search(upper.text) or _ADDRESS.search(lower.text):
        return False
    if is_date(lower.text) or periods(upper.text) or periods(lower.text):
        return False
    torn = upper.text.count("(") > upper.text.count(")")
    return (
        torn or lower.text[0].islower() or _HANGS.search(upper.text) is not None or _is_marked(rows, number)
    )


def _alike(upper: Word, lower: Word) -> bool:
    near = 0.5 * upper.size < lower.y - upper.y < 1.6 * upper.size
    return (
        near
        and abs(upper.x0 - lower.x0) < 2
        and upper.style == lower.style
        and abs(upper.size - lower.size) < 1
    )


def _is_full(upper: Word, lower: Word, edge: float) -> bool:
    """The first word of the lower line had no room on the upper."""
    width = (lower.x1 - lower.x0) * (len(lower.text.split()[0]) + 1) / (len(lower.text) + 1)
    return upper.x1 + width > edge


def _is_marked(rows: Sequence[Row], number: int) -> bool:
    """The two lines are set otherwise than most, and than the next."""
    upper, lower = rows[number - 1][0], rows[number][0]
    usual = Counter(run.style for row in rows for run in row).most_common(1)[0][0]
    below = rows[number + 1][0].style if number + 1 < len(rows) else usual
    parted = len(re.split(r"\s[–—|-]\s|,\s", upper.text)) > 1
    return parted and len(lower.text.split()) <= 4 and lower.style not in (usual, below)
