"""Names of places, as people write them and as resumes do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

ALIASES = {
    "bangalore": "bengaluru",
    "bombay": "mumbai",
    "calcutta": "kolkata",
    "gurgaon": "gurugram",
    "koln": "cologne",
    "lisboa": "lisbon",
    "madras": "chennai",
    "milano": "milan",
    "munchen": "munich",
    "new york city": "new york",
    "nyc": "new york",
    "poona": "pune",
    "praha": "prague",
    "roma": "rome",
    "sf": "san francisco",
    "uk": "united kingdom",
    "usa": "united states",
    "warszawa": "warsaw",
    "wien": "vienna",
}
_SPLIT = re.compile(r"[,;/|()•·]|\s[-–]\s")


@dataclass(frozen=True)
class Place:
    name: str
    start: int
    end: int


def lies_in(location: str, place: str) -> bool:
    """Whether a resume's "Berlin-Mitte, Germany" is in `place` ("berlin", "Germany"); "York" is not in "New York"."""
    wanted = _normal(place)
    return any(
        part == wanted or part.startswith((wanted + " ", wanted + "-")) or part == f"greater {wanted}"
        for part in _parts(location)
    )


def find_places(text: str, known: Collection[str]) -> list[Place]:
    """Places in a search sentence: those of `known` locations, and what else stands where only a place can."""
    found = [*_known(text, known), *_unknown(text, strict=bool(known))]
    apart: list[Place] = []
    for place in sorted(found, key=lambda p: (p.start, p.start - p.end)):
        if not apart or place.start >= apart[-1].end:
            apart.append(place)
    return apart


def flat(text: str) -> str:
    """Lower case without accents; every character stays where it is."""
    return "".join(unicodedata.normalize("NFKD", character)[0].lower()[0] for character in text)


def _normal(place: str) -> str:
    name = " ".join(flat(place).replace(".", "").split())
    return ALIASES.get(name, name)


def _parts(location: str) -> Iterator[str]:
    return (_normal(part) for part in _SPLIT.split(location) if part.strip())


_ALSO_WORDS = frozenset({"bath", "cork", "essen", "mobile", "nice", "orange", "reading", "split"})
"""Cities that are words too: a place only where a place is to be expected."""
_EXPECTED = re.compile(r"\b(?:in|near|from|around|at|to|based|outside)\s*$")


def _known(text: str, known: Collection[str]) -> Iterator[Place]:
    names = {part: part for location in known for part in _parts(location) if len(part) > 1}
    names |= {alias: name for alias, name in ALIASES.items() if name in names}
    if not names:
        return
    spellings = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    lowered = flat(text)
    for match in re.finditer(rf"(?<!\w)(?:{spellings})(?!\w)", lowered):
        if match[0] not in _ALSO_WORDS or _EXPECTED.search(
            lowered[max(0, match.start() - 20) : match.start()]
        ):
            yield Place(_shown(text[match.start() : match.end()]), match.start(), match.end())


_CAPITALISED = r"[^\W\d_a-z][\w'’.-]*(?:\s+(?:(?:de|la|am|der|do)\s+)?[^\W\d_a-z][\w'’-]*)*"
_CERTAIN = re.compile(
    r"\b(?:near|around|close to|based in|located in|living in|lives in|residing in)\s+"
    rf"(?P<place>{_CAPITALISED}|(?!the\b|a\b|me\b|us\b)[^\W\d_]+)"
)
_LIKELY = re.compile(rf"\b(?P<word>in|from)\s+(?P<place>{_CAPITALISED})")
_FIELD_OF_WORK = re.compile(
    r"(?:experience[ds]?|knowledge|skills?|background|expertise|proficient|interested|interest|degree|bachelor'?s?"
    r"|master'?s?|phd|speciali[sz]\w+|work\w*|career|versed|strong|training|certified|course\w*)\s+$",
    re.IGNORECASE,
)


def _unknown(text: str, *, strict: bool) -> Iterator[Place]:
    """With `strict`, "from X" is a place only when it is known: it may be a company."""
    for match in _CERTAIN.finditer(text):
        yield _place(match)
    for match in _LIKELY.finditer(text):
        if _FIELD_OF_WORK.search(text[max(0, match.start() - 30) : match.start()]) or (
            strict and match["word"] == "from"
        ):
            continue
        yield _place(match)


def _place(match: re.Match[str]) -> Place:
    name = match["place"].rstrip(".-'’")
    return Place(_shown(name), match.start("place"), match.start("place") + len(name))


def _shown(name: str) -> str:
    return name.title() if name.islower() and len(name) > 3 else name
