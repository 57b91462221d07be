"""Headings in words of the writer's own, known by their look: a resume sets all of its headings alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable

from knowledge.dates import is_date
from knowledge.headings import section_of
from knowledge.labels import field_of
from knowledge.natures import nature_of

LEAST = 2
"""Known headings that a look must have."""
SHARE = 0.5
"""Of the lines with a look, how many must be known headings: post and company are often set like them."""


def learned(lines: Iterable[tuple[str, Hashable]]) -> tuple[str, ...]:
    """Of lines with their looks (whatever tells one look from another), those set like the known headings of the same
    document, and not known themselves."""
    looks: dict[Hashable, dict[str, None]] = defaultdict(dict)
    for text, look in lines:
        looks[look][text] = None
    found: list[str] = []
    for texts in looks.values():
        known = [text for text in texts if section_of(text) is not None]
        if len(known) >= LEAST and len(known) >= SHARE * len(texts):
            small = all(text[0].islower() for text in known)
            found += [text for text in texts if text not in known and _may_head(text, small)]
    return tuple(found)


def _may_head(text: str, small: bool) -> bool:
    """A few words that say neither what, where nor when an entry was."""
    return (
        len(text) <= 45
        and 1 <= len(text.split()) <= 6
        and (small or text[0].isupper())
        and not any(c.isdigit() or c in "@|\t" for c in text)
        and not text.rstrip().endswith((".", ","))
        and not is_date(text)
        and field_of(text) is None
        and nature_of(text) in (None, "company")
    )
