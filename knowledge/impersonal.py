"""A resume without who the person is: name, address, links, pronouns and captions of photos. Search ranks by this alone,
so that two people who differ in nothing else rank alike."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from domain.hiring import Candidate

_PERSONAL = re.compile(
    r"\b(?:he|she|him|his|hers?|himself|herself|they|them|theirs?|themsel(?:f|ves)|mrs?|ms|miss|mx)\b\.?"
    r"|^[ \t]*(?:photo(?:graph)?|picture|portrait|headshot|image|foto)\b[^\n]*"
    r"|\S+@\S+\.\S+|\b(?:https?://|www\.)\S+",
    re.IGNORECASE | re.MULTILINE,
)
_SHORTEST = 2
"""Letters of a part of a name that is looked for alone: initials are words too."""


@dataclass(frozen=True)
class Impersonal:
    text: str
    _starts: tuple[int, ...]
    """Of each kept piece: where it begins in `text` ..."""
    _origins: tuple[int, ...]
    """... and in the resume."""

    def original(self, position: int) -> int:
        """Where in the resume the character stands."""
        piece = max(0, bisect_right(self._starts, position) - 1)
        return self._origins[piece] + position - self._starts[piece]


def impersonal(candidate: Candidate) -> Impersonal:
    text, kept = candidate.text, 0
    pieces: list[tuple[int, str]] = []
    for start, end in sorted(_cuts(candidate)):
        if start > kept:
            pieces.append((kept, text[kept:start]))
        kept = max(kept, end)
    pieces.append((kept, text[kept:]))
    starts, at = [], 0
    for _, piece in pieces:
        starts.append(at)
        at += len(piece)
    return Impersonal("".join(p for _, p in pieces), tuple(starts), tuple(origin for origin, _ in pieces))


def _cuts(candidate: Candidate) -> Iterator[tuple[int, int]]:
    profile, text = candidate.profile, candidate.text
    for value in (profile.name, profile.email, profile.phone, profile.location, *profile.links):
        if value:
            yield value.span.start, value.span.end
    yield from (match.span() for match in _PERSONAL.finditer(text))
    yield from (match.span() for match in re.finditer(r"(?<=[ \t])[ \t]+", text))
    said = profile.name.value if profile.name else candidate.name
    parts = {part for part in re.findall(r"[^\W\d_]+", said) if len(part) > _SHORTEST}
    if parts:  # written as a name is: a "baker" stays, Ms Baker does not
        written = "|".join(
            re.escape(w) for part in sorted(parts) for w in {part.capitalize(), part.upper(), part}
        )
        yield from (match.span() for match in re.finditer(rf"\b(?:{written})\b[ \t]?", text))
