"""Stretches of days away that cost what the leave rules say, on the days an employee would otherwise work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from random import Random
from typing import Literal

import holidays

from domain.errors import BadInput
from domain.leave import working_days
from domain.people import Person

LENGTHS = (0, 1, 1, 2, 3, 5, 5, 10, 12)
"""Weekdays of a stretch; 0 stands for half a day."""
SICK_LENGTHS = (1, 1, 2, 3)


@dataclass(frozen=True)
class Away:
    start: date
    end: date
    days: Decimal
    half: Literal["none", "morning", "afternoon"] = "none"


@cache
def calendar(country: str, subdivision: str | None, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, subdiv=subdivision, years=year))


def days_off(person: Person, start: date, end: date) -> frozenset[date]:
    """Public holidays of every year that `start`..`end` touches."""
    years = range(start.year, end.year + 1)
    return frozenset().union(*(calendar(person.country, person.subdivision, year) for year in years))


def costed(
    person: Person,
    busy: Sequence[Away],
    start: date,
    end: date,
    half: Literal["none", "morning", "afternoon"] = "none",
) -> Away | None:
    """The stretch with its cost; None when it starts on a weekend, costs nothing, meets another, or crosses a border
    of the ledger (31 March, the end of the year)."""
    lapse = date(start.year, 3, 31)
    if start.weekday() > 4 or start <= lapse < end or start.year != end.year:
        return None
    if any(start <= other.end and other.start <= end for other in busy):
        return None
    try:
        days = working_days(start, end, days_off(person, start, end), half_day=half != "none")
    except BadInput:
        return None
    return Away(start, end, days, half)


def somewhere(
    person: Person, busy: Sequence[Away], first: date, last: date, random: Random, lengths: Sequence[int]
) -> Away | None:
    """A stretch where the dice fell between `first` and `last`; None when that place does not do."""
    first = max(first, person.joined_on or first)
    if last < first:
        return None
    length = random.choice(lengths)
    start = first + timedelta(random.randrange((last - first).days + 1))
    weekend = 2 if length > 4 else 0
    end = min(last, start + timedelta(max(0, length - 1) + weekend))
    return costed(person, busy, start, end, random.choice(("morning", "afternoon")) if not length else "none")


def first_free(person: Person, busy: Sequence[Away], start: date, length: int) -> Away:
    """The first `length` working days in a row within one month, from `start` on."""
    while True:
        end = start + timedelta(length - 1)
        away = costed(person, busy, start, end) if start.month == end.month else None
        if away and away.days == length:
            return away
        start += timedelta(1)
