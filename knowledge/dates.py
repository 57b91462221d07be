"""Dates of a resume: points and ranges in the forms and languages that people write them in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from knowledge.month_names import BEGINS, MONTHS, NUMBER, folded

_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
_SEASON = r"(?:early|mid|late|springs?|summers?|autumns?|falls?|winters?|étés?|hivers?|printemps|automnes?|sommer|frühjahr|frühling|herbst|verano|invierno|otoño|verão)"
_DAY = r"(?<!year\s|band\s|form\s|step\s|tier\s|unit\s|ward\s|team\s)(?<!grade\s|level\s|class\s|stage\s|phase\s)\d{1,2}"
"""Of the month, and no number of what a post is graded by ("Staff Nurse, Band 6 March 2019")."""
_POINT = (
    rf"(?:(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d|3[01])/{_YEAR}|\d{{1,2}}-(?:0[1-9]|1[0-2])-{_YEAR}|(?:{_DAY}(?:st|nd|rd|th|er)?(?:\.|[^\S\n\t])+(?:de\s+)?)?(?:{MONTHS})(?![^\W\d_])\.?,?[\s/-]*(?:del?\s+)?(?:{_YEAR}|['’‘]\s?\d{{2}}\b|(?<=[-/])\d{{2}}\b)"
    rf"|(?:{MONTHS})\b\.?\s\d{{1,2}}(?:st|nd|rd|th)?,\s?{_YEAR}|{_YEAR}[ /-](?:{MONTHS})\b(?!\.?,?\s*['’‘]?\d)"
    rf"|(?:\d{{1,2}}\s?[./-]\s?)?(?:0?[1-9]|1[0-2])\s?[./]\s?{_YEAR}"
    rf"|(?:0[1-9]|1[0-2])-{_YEAR}"
    rf"|{_YEAR}\s?[./-]\s?(?:0[1-9]|1[0-2])(?:[./-]\d{{2}})?(?!\d)|{_YEAR}[./][1-9](?![\d./])|{_YEAR}\s?年\s?(?:1[0-2]|0?[1-9])\s?月"
    rf"|(?:Q[1-4]|[1-4]Q)[\s/-]?\s?{_YEAR}|{_YEAR}\s?[-/]?\s?Q[1-4]"
    rf"|(?<![\w’'])['’]\d{{2}}(?![\w’'])|(?:{_SEASON}[\s-]+)?{_YEAR}(?:\.(?=\s?[-–—:]))?)"
)
_NOW = (
    r"(?:(?:the\s)?present(?:\sday)?|current(?:ly)?(?:\semployed)?|now|today|to\s?date|till\s?(?:date|now|today)|until\snow|up\sto\s(?:now|date|(?:the\s)?present)|onwards?|date|ongoing|heute|(?:bis\s)?dato|aktuell"
    r"|à\sce\sjour|jetzt|laufend|derzeit|gegenwärtig|aujourd['’]hui|présent|ce\sjour|actuel(?:lement)?|en\scours|actualidad|(?:la\s)?actualidad|presente|actual|(?:la\s)?fecha"
    r"|hoy|atual(?:mente)?|o\smomento|hoje|attuale|attualmente|oggi|in\scorso|heden|nu|obecnie|nadal|nuvarande|pågående|nå"
    r"|danas|sada|dosud|nyní|(?:do\s)?současnosti?|súčasnosti?|doteraz|danes|prezent|în\sprezent|jelenleg|napjainkig|nykyinen|nykyhetki"
    r"|nyt|tällä\shetkellä|halen|günümüz|bugün|devam(?:\sediyor)?|d\.d\.|dags\sdato|i\s?dag|nuværende|huidig|avui|sekarang|saat\sini|nay"
    r"|hiện\s(?:tại|nay)|настоящее\sвремя|н\.\s?в\.|сейчас|сегодня|теперішній\sчас|дотепер|сьогодні|σήμερα|至今|現在|现在)"
    r"(?:\s\((?:today|present|now|current(?:ly)?|to\sdate)\))?"
)
_MONTH = rf"(?:(?:0?[1-9]|1[0-2])\s?[./]\s?{_YEAR}|{_YEAR}\s?[./-]\s?(?:0[1-9]|1[0-2])|(?:{MONTHS})\b\.?,?\s?{_YEAR})"
_TO = r"(?:\s*(?:[-–—−‒~〜～»]|-?>|→)+\s*|\s*(?:\.{2,3}|…)\s*|\s+:\s+|\s+(?:to|until|till|thru|through|bis(?:\szum)?|à|au|a|al|ad|até|hasta|fino\sa[dl]?|do|tot(?:\sen\smet)?|t/m|jusqu['’]à|până(?:\sîn)?|sampai|hingga|s/d|đến|по|до|έως)\s+(?:the\s+|la\s+)?)"
_SINCE = r"(?:since|seit(?:\sdem)?|from|(?-i:[Aa]b)(?:\sdem)?|depuis(?:\sle)?|desde|sedan|od|dal)"
_SHORT = r"(?<![\d/.])(?:0?[1-9]|1[0-2])[/.]\d{2}(?![\d/.])"
"""03/19, which only a range makes a date."""
_BRIEF = rf"(?:{MONTHS})\.?\s\d{{2}}"
"""Mar 19, likewise."""
_FROM = r"(?:from|von|vom|de|du|dal?|od|desde)"
_RANGE = re.compile(
    # What any of the following begins with: elsewhere none of them is tried.
    rf"(?=[\d'’‘Q]|(?<![^\W\d_])(?:{BEGINS}|{_FROM}|between|{_SEASON}|{_SINCE}|{_NOW}))(?:"
    # A date at the margin may touch the state before it ("Phoenix, AZ05/2017").
    rf"(?:(?<![\w@])|(?<=(?-i:[ ][A-Z][A-Z]))(?=\d))(?:(?P<both>between\s+)|{_FROM}\s+)?(?:(?P<start>{_POINT})|(?P<month>(?!(?:out|set|ago|lis|gen|mag)\b)(?:{MONTHS})\b\.?))"
    rf"(?(both)\s+(?:and|&)\s+|{_TO})(?:(?P<end>{_POINT})|(?:(?:to|until|till|bis|à|a|al|até|hasta|jusqu['’]à|do|по|до|đến)\s+)?(?P<now>{_NOW})(?!(?-i:(?<=[A-Z])[A-Z]))"
    # A narrow cell breaks "April 2026" in two, with the next cell's first line in between, or its second before the year.
    rf"|(?P<last>(?:{MONTHS})\b)(?=\t[^\n\t]{{1,90}}\n(?P<below>{_YEAR})(?:\t|\n)|\n[^\n\t]{{1,110}}\t(?P<beside>{_YEAR})(?=\n|$)))(?!\d|(?-i:[a-z_]))"
    rf"|(?<![^\n])(?P<upper>{_POINT})\s(?:[-–—]\s)?(?:to|until|till|bis|[-–—])(?=(?:\t|[ ]{{3,}})[^\n]{{1,90}}\n(?:(?P<lower>{_POINT})|{_NOW})(?:\t|[ ]{{3}}|\n))"
    # A table has a column for either end, or one day of many is left open ("05/2024 – Chief of Staff").
    rf"|(?<![^\n\t])(?P<cell>{_POINT})\t(?:(?P<next>{_POINT})|{_NOW})(?![^\n\t])"
    rf"|(?<![^\n])(?P<begun>{_MONTH})\s?[-–—]+(?=\s+(?-i:[A-ZÀ-Þ]))(?!\s+(?:{_POINT}|{_NOW}\b))"
    rf"|(?<![\w@/.-])(?P<from>{_SHORT})(?:\s*[-–—−]\s*|\s+(?:to|till|until|bis|à)\s+)(?:(?P<upto>{_SHORT})|{_NOW}\b)"
    rf"|(?<![\d/.-])(?P<first>{_YEAR})(?:\s?[-–—/]\s?(?P<tens>1[3-9]|[2-9]\d)|[–—](?P<also>0\d|1[0-2])|/(?P<full>{_YEAR}))(?![\d/.-])"
    rf"|(?<![\w@/.-])(?P<open>{_POINT})[ ]?(?:[-–—]+>?|→)(?=[ ]*(?:[)\]·|(/,;]|\n|\t|$))"
    # A scan loses the dash between two months.
    rf"|(?<![\w@/.-])(?P<dashless>{_MONTH})\s(?P<scanned>{_MONTH})(?=\n|\t|$)"
    rf"|(?<!\w)(?:{_NOW},?\s\(?)?{_SINCE}[ ]+(?P<since>{_POINT})(?!\w)|(?<![\w/.-])(?P<on>{_POINT})\s+onwards?\b"
    rf"|(?<!\w)(?P<early>{_BRIEF}){_TO}(?P<late>{_BRIEF})(?!\d|,))",
    re.IGNORECASE,
)
_SINGLE = re.compile(rf"(?<![\w/.-]){_POINT}(?!\d|/|(?-i:[a-z_])|[-–]\d)", re.IGNORECASE)
_LONE = re.compile(rf"(?<![^\W_])(?:{_POINT}|{_NOW}|{MONTHS}|{_SINCE}|to|until|bis)(?![^\W_])", re.IGNORECASE)
_NAMED = re.compile(rf"(?<![^\W\d_])(?:{MONTHS})")
_YEARS = re.compile(_YEAR)
_DIGIT = re.compile(r"(?:19[5-9]|20[0-4])\d|['’‘]\s?\d\d|\d\s?[/.-]\s?\d\d|[^\W\d_]{3}\.?[\s-]\d\d(?!\d)")
"""What every range of dates has: a year, in full or in short."""


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
    return list(_periods(text))


@lru_cache(maxsize=512)
def _periods(text: str) -> tuple[Period, ...]:
    """Kept: every part of the reader asks the same lines."""
    matches = (match for start, end in _numbered(text) for match in _RANGE.finditer(text, start, end))
    found = [(match, period) for match in matches if (period := _period(match)) is not None]
    last = max((period.start for _, period in found), default="")
    # A day and a dash before other words is the start of what lasts only if nothing started later.
    return tuple(period for match, period in found if not match["begun"] or period.start == last)


def _numbered(text: str) -> list[tuple[int, int]]:
    """Where lines with years stand, with a line around them: all that a range of dates can be in."""
    found: list[tuple[int, int]] = []
    start, near = 0, -1
    lines = text.split("\n")
    for number, line in enumerate(lines):
        end = start + len(line)
        if _DIGIT.search(line):
            first = start - (len(lines[number - 1]) + 1 if number else 0)
            last = end + (len(lines[number + 1]) + 1 if number + 1 < len(lines) else 0)
            if found and first <= near + 1:
                found[-1] = found[-1][0], last
            else:
                found.append((first, last))
            near = last
        start = end + 1
    return found


def _period(match: re.Match[str]) -> Period | None:
    begun = match["since"] or match["open"] or match["begun"] or match["on"]
    if begun:
        return Period(_point(begun), None, True, match.start(), match.end())
    if match["from"]:
        return _ordered(
            _month_first(match["from"]), _month_first(match["upto"]) if match["upto"] else None, match
        )
    if match["early"]:
        return _ordered(_point(match["early"]), _point(match["late"]), match)
    if match["dashless"]:
        return _ordered(_point(match["dashless"]), _point(match["scanned"]), match)
    if match["first"]:
        short = match["tens"] or match["also"]
        return _ordered(match["first"], match["full"] or match["first"][:2] + short, match)
    apart = match["upper"] or match["cell"]
    if apart:
        until = match["lower"] or match["next"]
        return _ordered(_point(apart), _point(until, last=True) if until else None, match)
    written = f"{match['last']} {match['below'] or match['beside']}" if match["last"] else match["end"]
    end = _point(written, last=True) if written else None
    if match["start"]:
        start = _point(match["start"])
    elif end is not None:
        start = _point(f"{match['month']} {end[:4]}")
    else:
        return None
    return _ordered(start, end, match)


def _ordered(start: str, end: str | None, match: re.Match[str]) -> Period | None:
    if end is not None and end < start[: len(end)]:
        return None
    return Period(start, end, end is None, match.start(), match.end())


def _month_first(text: str) -> str:
    """ "03/19" """
    month, year = re.split(r"[/.]", text)
    return f"{_year(year)}-{int(month):02d}"


@lru_cache(maxsize=4096)
def is_date(text: str) -> bool:
    """Whether the text is nothing but dates."""
    rest = _LONE.sub(" ", _RANGE.sub(" ", text))
    return rest != text and not re.search(r"[^\W_]", rest)


def points(text: str) -> list[Period]:
    """Single dates, as periods that end where they start."""
    return [Period(_point(m[0]), _point(m[0]), False, m.start(), m.end()) for m in _SINGLE.finditer(text)]


def _point(text: str, *, last: bool = False) -> str:
    """`YYYY-MM`, or `YYYY` where no month is given. A quarter stands for its first month, or its `last`."""
    lowered = folded(text)
    year = _year(lowered)
    if re.fullmatch(r"['’]\d{2}", text):
        return year
    quarter = re.search(r"q\s?([1-4])|([1-4])q", lowered)
    if quarter:
        return f"{year}-{3 * int(quarter[1] or quarter[2]) - (0 if last else 2):02d}"
    named = _NAMED.search(lowered)
    if named:
        return f"{year}-{NUMBER[named[0]]:02d}"
    numbers = [number for number in re.findall(r"\d+", lowered) if number != year]
    if not numbers:
        return year
    month = numbers[0] if lowered.startswith(year) or int(numbers[-1]) > 12 else numbers[-1]
    return f"{year}-{int(month):02d}"


def _year(text: str) -> str:
    found = _YEARS.search(text)
    if found:
        return found[0]
    short = int(re.findall(r"\d{2}", text)[-1])
    return str(1900 + short if short >= 50 else 2000 + short)


def total_years(spans: Iterable[tuple[str, str | None]], today: date) -> float | None:
    """Years covered by (start, end) pairs, both ends included and overlaps counted once; no end means today.

    A year without a month stands for its middle, the end of May, so that who counts from January is within half a year:
    2018 to 2020 are two years. None without any pair.
    """
    months = {month for start, end in spans for month in months_of(start, end, today)}
    return round(len(months) / 12, 1) if months else None


def months_of(start: str, end: str | None, today: date) -> range:
    """Months from start to end, both included, each as its year times twelve plus 0 to 11; no end means today."""
    now = today.year * 12 + today.month - 1
    first = _ordinal(start, 6)
    last = now if end is None else min(_ordinal(end, 5), now)
    if len(start) == 4 and start == end:
        last = first + 5
    return range(first, last + 1)


def _ordinal(point: str, without: int) -> int:
    year, _, month = point.partition("-")
    return int(year) * 12 + (int(month) if month else without) - 1
