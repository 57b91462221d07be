"""From a matched expression of time to its days.

Calendar dates and distances ("3rd of December", "in two weeks") are read by dateparser; here is what it lacks: the
weekday of next week, the n-th, feasts, ends of periods, whole weeks and months. dateparser always gets the same base
date: it caches per setting, and a base that moves with the day would leak.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from dateparser.date import DateDataParser
from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BASE = datetime(2000, 1, 3)
Unit = Literal["day", "week", "month"]


@dataclass(frozen=True)
class Frame:
    """From where expressions are seen. `anchor`: the date a bare weekday or a date without year comes after."""

    today: date
    anchor: date
    month_first: bool
    past: bool = False


@dataclass(frozen=True)
class Stretch:
    """Days `first`..`last` (both included)."""

    first: date
    last: date
    unit: Unit = "day"


# --- single days -----------------------------------------------------------------------------------------


@lru_cache(maxsize=2048)
def _read(words: str, order: str) -> date | None:
    """What dateparser makes of a full expression, seen from `_BASE`."""
    settings = {"RELATIVE_BASE": _BASE, "DATE_ORDER": order, "REQUIRE_PARTS": ["day", "month"]}
    found = DateDataParser(languages=["en"], settings=settings).get_date_data(words).date_obj
    return found.date() if found else None


def _dated(words: str, year: str | None, frame: Frame, order: str = "DMY") -> Stretch | None:
    full = f"{words} {year if not year or len(year) == 4 else '20' + year}" if year else f"{words} 2000"
    found = _read(full, order)
    if found is None:
        return None
    return _day(found if year else _nearest(found, frame))


def _nearest(found: date, frame: Frame) -> date:
    """That day and month in the next year that has it (or the last one, looking back)."""
    years = range(frame.anchor.year - 9, frame.anchor.year + 10)
    days = [date(y, found.month, found.day) for y in years if found.day <= monthrange(y, found.month)[1]]
    if frame.past:
        return max(d for d in days if d <= frame.today)
    return min(d for d in days if d >= frame.anchor)


def named(match: re.Match[str], frame: Frame) -> Stretch | None:
    month = _month_number(match["month"])
    return _dated(f"{match['day']} {date(2000, month, 1):%B}", match["year"], frame)


def numeric(match: re.Match[str], frame: Frame) -> Stretch | None:
    """A dot always means day first; a slash means what it does in the asker's country, unless only one order fits."""
    orders = ["MDY", "DMY"] if frame.month_first and match["sep"] == "/" else ["DMY", "MDY"]
    year = match["year"]
    for order in orders:
        full = f"{match['a']}/{match['b']}/{(year if len(year) == 4 else '20' + year) if year else '2000'}"
        if found := _read(full, order):
            return _day(found if year else _nearest(found, frame))
    return None


def iso(match: re.Match[str], frame: Frame) -> Stretch:
    return _day(date.fromisoformat(match[0]))


def relative(match: re.Match[str], frame: Frame) -> Stretch | None:
    words = (
        match[0].replace("from today", "from now").replace("tmrw", "tomorrow").replace("tomorow", "tomorrow")
    )
    found = _read(words, "DMY")
    if found is None:
        return None
    months = (found.year - _BASE.year) * 12 + found.month - _BASE.month
    if "month" in words:
        return _day(frame.today + relativedelta(months=months))
    return _day(frame.today + (found - _BASE.date()))


def today(match: re.Match[str], frame: Frame) -> Stretch:
    return _day(frame.today)


def day_of_month(match: re.Match[str], frame: Frame) -> Stretch | None:
    wanted = int(match["day"])
    if not 1 <= wanted <= 31:
        return None
    day = frame.anchor
    while day.day != wanted:
        day += timedelta(-1 if frame.past else 1)
    return _day(day)


def weekday(match: re.Match[str], frame: Frame) -> Stretch:
    """A bare weekday is the next one after the anchor. "next Friday" is the Friday of next week (Monday to Sunday),
    as in Microsoft's Recognizers-Text; "this Friday" that of this week, "last Friday" the one before today."""
    wanted = WEEKDAYS.index(match["weekday"][:3])
    word = match["word"] or match["suffix"] or ""
    monday = frame.today - timedelta(frame.today.weekday())
    if "last" in word:
        return _day(frame.today - timedelta((frame.today.weekday() - wanted - 1) % 7 + 1))
    if "after next" in word:
        return _day(monday + timedelta(14 + wanted))
    if "next" in word or "following" in word:
        return _day(monday + timedelta(7 + wanted))
    if "this" in word and monday + timedelta(wanted) >= frame.today:
        return _day(monday + timedelta(wanted))
    return _day(frame.anchor + timedelta((wanted - frame.anchor.weekday() - 1) % 7 + 1))


def feast(match: re.Match[str], frame: Frame) -> Stretch:
    """Feasts whose day is the same everywhere."""
    name = re.sub(r"[^a-z ]", "", match[0])
    for key, where in _FEASTS.items():
        if key in name:
            years = (frame.anchor.year + n for n in (-1, 0, 1, 2))
            days = [where(y) for y in years]
            if frame.past:
                return _day(max(d for d in days if d <= frame.today))
            return _day(min(d for d in days if d >= frame.anchor))
    raise ValueError(name)


_FEASTS: dict[str, Callable[[int], date]] = {
    "good friday": lambda y: easter(y) - timedelta(2),
    "easter monday": lambda y: easter(y) + timedelta(1),
    "easter": easter,
    "christmas eve": lambda y: date(y, 12, 24),
    "boxing day": lambda y: date(y, 12, 26),
    "mas": lambda y: date(y, 12, 25),
    "years eve": lambda y: date(y, 12, 31),
    "year": lambda y: date(y, 1, 1),
}

# --- weeks, months and their ends ----------------------------------------------------------------------------


def week(match: re.Match[str], frame: Frame) -> Stretch:
    """Monday to Friday; of this week, what is left of it."""
    ahead = {"this": 0, "last": -7}.get(match["which"], 14 if match["after"] else 7)
    monday = frame.today - timedelta(frame.today.weekday()) + timedelta(ahead)
    first = max(monday, frame.today) if ahead == 0 and frame.today.weekday() < 5 else monday
    return Stretch(first, monday + timedelta(4), "week")


def week_of_month(match: re.Match[str], frame: Frame) -> Stretch:
    """The first, second, … full working week of a month; the last one that begins in it."""
    first = _month_start(match, frame)
    monday = first + timedelta(-first.weekday() % 7)
    if match["nth"] == "last":
        end = _month_end(first)
        monday = end - timedelta(end.weekday())
    else:
        monday += timedelta(7 * ("first", "second", "third", "fourth").index(match["nth"]))
    return Stretch(monday, monday + timedelta(4), "week")


def week_after(match: re.Match[str], frame: Frame) -> Stretch:
    """ "The week after": that after the next."""
    monday = frame.today - timedelta(frame.today.weekday()) + timedelta(14)
    return Stretch(monday, monday + timedelta(4), "week")


def year(match: re.Match[str], frame: Frame) -> Stretch:
    number = frame.today.year + {"last": -1, "next": 1}.get(match["which"], 0)
    return Stretch(date(number, 1, 1), date(number, 12, 31), "month")


def month(match: re.Match[str], frame: Frame) -> Stretch:
    first = _month_start(match, frame)
    return Stretch(first, _month_end(first), "month")


def end(match: re.Match[str], frame: Frame) -> Stretch:
    period = match["period"]
    if not period and not match["month"]:
        return _day(date(frame.today.year, 12, 31))
    if period == "year":
        return _day(date(frame.today.year + (match["which"] == "next"), 12, 31))
    if period == "quarter":
        return _day(_month_end(date(frame.today.year, (frame.today.month + 2) // 3 * 3, 1)))
    return _day(_month_end(_month_start(match, frame)))


def _month_start(match: re.Match[str], frame: Frame) -> date:
    """First day of the month that `month`, `year` and `which` (this, next, last) name."""
    groups = match.groupdict()
    here = frame.today.replace(day=1)
    if not groups["month"]:
        return here + relativedelta(months={"next": 1, "last": -1}.get(groups["which"] or "", 0))
    number = _month_number(groups["month"])
    if year := groups.get("year"):
        return date(int(year) if len(year) == 4 else 2000 + int(year), number, 1)
    if frame.past:
        return date(here.year - (number > here.month), number, 1)
    return date(here.year + (number < here.month), number, 1)


def _month_number(name: str) -> int:
    return MONTHS.index(name[:3]) + 1


def _month_end(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])


def _day(day: date) -> Stretch:
    return Stretch(day, day)


def month_first(locale: str) -> bool:
    """Whether 12/24 is written month first: so in the United States, and almost nowhere else (CLDR)."""
    return locale.replace("-", "_") in ("en_US", "en", "es_US")
