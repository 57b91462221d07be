"""Names of places, as people write them and as resumes do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from babel import Locale

from knowledge.places import is_place, region_of

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
REGIONS = {
    "europe": "AL AT BA BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LT LU LV ME MK MT NL NO PL PT RO RS SE SI SK UA",
    "eu": "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK",
    "dach": "AT CH DE",
    "nordics": "DK FI IS NO SE",
    "scandinavia": "DK NO SE",
    "north america": "CA US",
    "latin america": "AR BR CL CO MX PE UY",
    "asia": "BD CN HK ID IN JP KR MY PH PK SG TH TW VN",
    "africa": "EG ET GH KE MA NG RW SN TN TZ UG ZA",
}
"""Parts of the world that recruiters search by, as the codes of their countries."""
SHORTEST = 3
"""Letters of a first word ("San", "El") that alone is no town."""
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


def places_of(location: str) -> set[str]:
    """Every name by which a resume's "Berlin-Mitte, Germany" is found: its parts, their towns, the country of a town."""
    found: set[str] = set()
    for part in _parts(location):
        words = re.split(r"[ -]", part.removeprefix("greater "))
        towns = [" ".join(words[: n + 1]) for n in range(len(words))]
        found |= {part, *(t for t in towns[:-1] if len(t) > SHORTEST and is_place(t)), towns[-1]}
    named = {name for name in found if name in _country_names()}
    codes = {_country_names()[name] for name in named} or {c for n in found if (c := _country_of().get(n))}
    if not named and (code := region_of(location)):
        codes = {code}
    return found | {_normal(Locale("en").territories[code]) for code in codes}


def is_known_place(words: str) -> bool:
    """A country, a larger city, or a part of the world."""
    name = _normal(words)
    return name in REGIONS or name in _country_names() or name in _country_of()


def named_by(place: str) -> tuple[str, ...]:
    """The names of `places_of` that a place of a search stands for: its own, or its countries'."""
    name = _normal(place)
    codes = REGIONS.get(name, _country_names().get(name, "")).split()
    return (name, *(_normal(Locale("en").territories[code]) for code in codes))


@lru_cache(maxsize=1)
def _country_of() -> dict[str, str]:
    """Cities of 100,000 people and more, from GeoNames; of several of one name the largest."""
    lines = Path(__file__).with_name("city_countries.txt").read_text(encoding="utf-8").splitlines()
    of = {name: line[:2] for line in lines for name in line[4:].split("; ")}
    return of | {_normal(name): code for name, code in of.items()}


@lru_cache(maxsize=1)
def _country_names() -> dict[str, str]:
    names = {
        _normal(name): code
        for code, name in Locale("en").territories.items()
        if len(code) == 2 and code.isalpha() and code not in ("ZZ", "EU", "UN", "EZ")
    }
    return names | {
        "england": "GB",
        "scotland": "GB",
        "wales": "GB",
        "us": "US",
        "america": "US",
        "turkey": "TR",
        "holland": "NL",
    }


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
    if text.isascii():
        return text.lower()
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
