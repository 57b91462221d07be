"""A resume without who the person is: name, sex, age, photo, address, nationality and family. Search ranks and scores judge
by this alone, so that two people who differ in nothing else come out alike."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from domain.hiring import Candidate
from knowledge import skills as taxonomy

_LABELS = (
    r"date of birth|birth ?date|d\.?o\.?b\.?|born(?: on| in)?|place of birth|birth ?place|age|gender|sex|nationality|citizenship|marital status"
    r"|civil status|family status|religion|ethnicity|race|photo(?:graph)?|picture|portrait|image|pronouns|address"
    r"|home address|father'?s name|mother'?s name|spouse|children|geburtsdatum|geburtsort|geboren(?: am)?|alter|geschlecht"
    r"|staatsangehörigkeit|nationalität|familienstand|konfession|anschrift|adresse|lichtbild|foto|né(?:e)? le|sexe|nationalité"
    r"|situation (?:de famille|familiale)|état civil|passport(?: no\.?| number)?|visa status|disability"
)
_LABELLED = re.compile(
    rf"(?:^|(?<=[|\t•·;]))[ •·*_-]*(?:{_LABELS})\b\**(?:[ ]*[:=\t]|[ ]+[–-][ ]|(?= of\b))[^\n|\t•·;]*",
    re.I | re.M,
)
_CAPTION = re.compile(
    r"[\[(]?\b(?:photo(?:graph)?|picture|portrait|headshot|image) (?:of|:)[^\n\])]*[\])]?"
    r"|^[ \t]*(?:photo(?:graph)?|picture|portrait|headshot|image|foto)\b[^\n]*",
    re.I | re.M,
)
_PERSONAL = re.compile(
    r"\b(?:she|he|her|his|hers|him|herself|himself|they/them|she/her|he/him|they|them|theirs?|themsel(?:f|ves)|mrs?|ms|miss|mx|herr|frau|madame|monsieur"
    r"|male|female|non-?binary|man|woman|men|women|boy|girl|lady|gentleman|husband|wife|mother|father|daughter|son"
    r"|maternity|paternity|parental leave|pregnan\w+|married|divorced|widow(?:ed|er)?|\d+ children|years old|aged \d+"
    r"|\d{2}[- ]year[- ]old)\b\.?",
    re.I,
)


_ADDRESS = re.compile(r"\S+@\S+\.\S+|\b(?:https?://|www\.)\S+", re.IGNORECASE)


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
    for start, end in sorted(_left_out(candidate)):
        if start > kept:
            pieces.append((kept, text[kept:start]))
        kept = max(kept, end)
    pieces.append((kept, text[kept:]))
    starts, at = [], 0
    for _, piece in pieces:
        starts.append(at)
        at += len(piece)
    return Impersonal("".join(p for _, p in pieces), tuple(starts), tuple(origin for origin, _ in pieces))


def _left_out(candidate: Candidate) -> Iterator[tuple[int, int]]:
    """Who the person is, addresses of theirs, and spaces of which one is enough."""
    yield from cuts(candidate, institutions=True)
    yield from (match.span() for match in _ADDRESS.finditer(candidate.text))
    yield from (match.span() for match in re.finditer(r"(?<=[ \t])[ \t]+", candidate.text))


def cuts(candidate: Candidate, *, institutions: bool) -> Iterator[tuple[int, int]]:
    """Where the resume says who the person is; with `institutions` their schools are no part of that."""
    profile, text = candidate.profile, candidate.text
    for value in (profile.name, profile.email, profile.phone, profile.location, *profile.links):
        if value:
            yield value.span.start, value.span.end
    yield from _names(candidate)
    for pattern in (_LABELLED, _CAPTION, _PERSONAL):
        yield from (match.span() for match in pattern.finditer(text))
    if not institutions:
        for entry in profile.education:
            if entry.institution:
                words = r"\s+".join(map(re.escape, entry.institution.split()))
                yield from (match.span() for match in re.finditer(words, text))


def _names(candidate: Candidate) -> Iterator[tuple[int, int]]:
    """The whole name in any case, and each of its parts as a name is written; a part that is a skill's name too ("Ruby",
    "Julia") stays where skills are listed."""
    text = candidate.text
    names = {candidate.name, candidate.profile.name.value if candidate.profile.name else candidate.name}
    for name in names:
        parts = name.split()
        if parts:
            whole = r"\s+".join(map(re.escape, parts))
            yield from (match.span() for match in re.finditer(rf"(?<!\w){whole}(?!\w)", text, re.IGNORECASE))
        for part in parts:
            if len(part) > 1:
                spellings = "|".join(map(re.escape, {part.capitalize(), part.upper(), part}))
                for match in re.finditer(rf"(?<!\w)(?:{spellings})(?!\w)", text):
                    if taxonomy.canonical(part) is None or not _listed(text, *match.span()):
                        yield match.span()


def _listed(text: str, start: int, end: int) -> bool:
    """Beside a comma or another mark of a list, as skills stand and names seldom do."""
    return bool(
        re.match(r"\s*[,/|•]", text[end : end + 3])
        or re.search(r"[,/|•]\s*$", text[max(0, start - 3) : start])
    )
