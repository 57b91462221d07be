"""Dates of a resume: points and ranges in the forms people write them, in English, German and French."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_MONTHS = (
    "jan|january|januar|jänner|janv|janvier",
    "feb|february|februar|feber|févr|fév|fevr|fev|fevrier|février",
    "mar|march|märz|marz|mrz|maerz|mär|mars",
    "apr|april|avr|avril",
    "may|mai",
    "jun|june|juni|juin",
    "jul|july|juli|juil|juillet",
    "aug|august|août|aout",
    "sep|sept|september|septembre",
    "oct|october|okt|oktober|octobre",
    "nov|november|novembre",
    "dec|december|dez|dezember|déc|décembre|decembre",
)
_NUMBER = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split("|")}
_NAMES = "|".join(sorted(_NUMBER, key=len, reverse=True))
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
_POINT = (
    rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)?[.\s]+)?(?:{_NAMES})\b\.?,?\s*(?:{_YEAR}|['’]\s?\d{{2}}\b)"
    rf"|(?:\d{{1,2}}\s?[./]\s?)?(?:0?[1-9]|1[0-2])\s?[./]\s?{_YEAR}"
    rf"|{_YEAR}\s?[./-]\s?(?:0[1-9]|1[0-2])(?:-\d{{2}})?(?!\d)"
    rf"|(?:(?:spring|summer|autumn|fall|winter)\s+)?{_YEAR})"
)
_NOW = (
    r"(?:present|current(?:ly)?|now|today|to\s?date|till\s?date|date|ongoing|heute|aktuell|jetzt|laufend|derzeit"
    r"|aujourd['’]hui|présent|ce\sjour|actuel(?:lement)?)"
)
_TO = r"(?:\s*(?:[-–—−‒~]|->|→)+\s*|\s+(?:to|until|till|through|bis|à|au|jusqu['’]à)\s+(?:the\s+)?)"
_SINCE = r"(?:since|seit|from|ab|depuis)"
_RANGE = re.compile(
    rf"(?<![\w@])(?:(?:from|von|de)\s+)?(?:(?P<start>{_POINT})|(?P<month>(?:{_NAMES})\b\.?))"
    rf"{_TO}(?:(?P<end>{_POINT})|(?P<now>{_NOW})"
    # A narrow cell breaks "April 2026" in two, with the next cell's first line in between.
    rf"|(?P<last>(?:{_NAMES})\b)(?=\t[^\n\t]{{1,90}}\n(?P<below>{_YEAR})(?:\t|\n)))(?!\d|(?-i:[a-z_]))"
    rf"|(?<!\w){_SINCE}\s+(?P<since>{_POINT})(?!\w)",
    re.IGNORECASE,
)
_SINGLE = re.compile(rf"(?<![\w/.-]){_POINT}(?![\w/]|[-–]\d)", re.IGNORECASE)
_LONE = re.compile(rf"(?<![^\W_])(?:{_POINT}|{_NOW}|{_NAMES}|{_SINCE}|to|until|bis)(?![^\W_])", re.IGNORECASE)
_YEARS = re.compile(_YEAR)


@dataclass(frozen=True)
class Period:
    """From `start` to `end` as `YYYY-MM` or `YYYY`; no `end` while `current`. It stands at text[at:until]."""

    start: str
    end: str | None
    current: bool
    at: int
    until: int


def periods(text: str) -> list[Period]:
    """Ranges of dates, in order. A range that runs backwards is none."""
    found = (_period(match) for match in _RANGE.finditer(text))
    return [period for period in found if period is not None]


def _period(match: re.Match[str]) -> Period | None:
    if match["since"]:
        return Period(_point(match["since"]), None, True, match.start(), match.end())
    written = f"{match['last']} {match['below']}" if match["last"] else match["end"]
    end = _point(written) if written else None
    if match["start"]:
        start = _point(match["start"])
    elif end is not None:
        start = f"{end[:4]}-{_NUMBER[match['month'].rstrip('.').lower()]:02d}"
    else:
        return None
    if end is not None and end < start[: len(end)]:
        return None
    return Period(start, end, end is None, match.start(), match.end())


def is_date(text: str) -> bool:
    """Whether the text is nothing but dates."""
    rest = _LONE.sub(" ", text)
    return rest != text and not re.search(r"[^\W_]", rest)


def points(text: str) -> list[Period]:
    """Single dates, as periods that end where they start."""
    return [Period(_point(m[0]), _point(m[0]), False, m.start(), m.end()) for m in _SINGLE.finditer(text)]


def _point(text: str) -> str:
    """`YYYY-MM`, or `YYYY` where no month is given."""
    lowered = text.lower()
    year = _year(lowered)
    named = re.search(rf"(?:{_NAMES})", lowered) if re.search(r"[^\W\d_]", lowered) else None
    if named:
        return f"{year}-{_NUMBER[named[0]]:02d}"
    numbers = [number for number in re.findall(r"\d+", lowered) if number != year]
    if not numbers:
        return year
    month = numbers[0] if lowered.startswith(year) else numbers[-1]
    return f"{year}-{int(month):02d}"


def _year(text: str) -> str:
    found = _YEARS.search(text)
    if found:
        return found[0]
    short = int(re.findall(r"\d{2}", text)[-1])
    return str(1900 + short if short >= 50 else 2000 + short)


def total_years(spans: Iterable[tuple[str, str | None]], today: date) -> float | None:
    """Years covered by (start, end) pairs, both ends included and overlaps counted once; no end means today.

    A year without a month stands for its middle: 2018 to 2020 are two years. None without any pair.
    """
    months = {month for start, end in spans for month in months_of(start, end, today)}
    return round(len(months) / 12, 1) if months else None


def months_of(start: str, end: str | None, today: date) -> range:
    """Months from start to end, both included, each as its year times twelve plus 0 to 11; no end means today."""
    now = today.year * 12 + today.month - 1
    first = _ordinal(start, 7)
    last = now if end is None else min(_ordinal(end, 6), now)
    if len(start) == 4 and start == end:
        last = first + 5
    return range(first, last + 1)


def _ordinal(point: str, without: int) -> int:
    year, _, month = point.partition("-")
    return int(year) * 12 + (int(month) if month else without) - 1
