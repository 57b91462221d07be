"""What somebody is given, and when: leave periods, policies that are assigned, and the two brought together."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import ClassVar, Literal

from domain.errors import BadInput
from domain.ports import Record

Period = tuple[date, date]
"""First and last day."""
DAY = timedelta(1)
YEAR = 12


class LeavePeriod(Record):
    """Days after each other for which leave is given together: a leave year, or a shorter one on the way to it.
    Without any, leave years are calendar years. After the last one, years follow each other from its end."""

    collection: ClassVar[str] = "leave_periods"
    indexed: ClassVar[tuple[str, ...]] = ("country",)
    subjects: ClassVar[tuple[str, ...]] = ()

    from_date: date
    to_date: date
    country: str | None = None
    """Of whose employees; None: of everybody in a country that has none of its own."""


class PolicyAssignment(Record):
    """That one employee is given what a policy says, instead of what their country's does (Leave Policy Assignment)."""

    collection: ClassVar[str] = "policy_assignments"
    indexed: ClassVar[tuple[str, ...]] = ("employee_id",)
    subjects: ClassVar[tuple[str, ...]] = ("employee_id",)

    employee_id: str
    policy_id: str
    based_on: Literal["leave_period", "joining_date"] = "leave_period"
    """Whose years count: the company's, or the employee's own from the day they joined."""
    effective_from: date
    effective_to: date | None = None


@dataclass(frozen=True)
class Share:
    """So many days a year of one type, from a day to a day (None: open)."""

    annual: Decimal
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class Terms:
    """What one employee is given of one type. `shares` do not overlap."""

    shares: tuple[Share, ...]
    joined: date | None = None
    periods: tuple[Period, ...] = ()

    def period(self, day: date) -> Period:
        """The leave period that a day belongs to."""
        return period_of(day, self.periods)

    def given(self, first: date, last: date) -> Decimal:
        """Days for `first`..`last`, by days of what a year from `first` on gives; nothing before joining."""
        year = Decimal((months_after(first, YEAR) - first).days)
        return sum((s.annual * self._days(s, first, last) / year for s in self.shares), Decimal(0))

    def begins(self, period: Period) -> date | None:
        """The first day within the period for which anything is given; None when there is none."""
        starts = [max(self._from(s), period[0]) for s in self.shares if self._days(s, *period)]
        return min(starts, default=None)

    def _from(self, share: Share) -> date:
        return max(share.start or date.min, self.joined or date.min)

    def _days(self, share: Share, first: date, last: date) -> int:
        begin, end = max(first, self._from(share)), min(last, share.end or date.max)
        return max(0, (end - begin).days + 1)


def always(annual: Decimal, joined: date | None = None, periods: tuple[Period, ...] = ()) -> Terms:
    """So many days a year, whenever that is."""
    return Terms((Share(annual),), joined, periods)


def period_of(day: date, periods: Iterable[Period] = ()) -> Period:
    """The leave period of a day: the one that holds it; after the last one a year from its end, and so on; before the
    first one, and without any, the calendar year as far as it is free."""
    known = sorted(periods)
    for period in known:
        if period[0] <= day <= period[1]:
            return period
    before = max((end for _, end in known if end < day), default=None)
    after = min((start for start, _ in known if start > day), default=None)
    first, last = date(day.year, 1, 1), date(day.year, 12, 31)
    if before is not None:
        begin = before + DAY
        while (following := months_after(begin, YEAR)) <= day:
            begin = following
        first, last = begin, following - DAY
    return first, min(last, after - DAY) if after else last


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or the month's last."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def own_years(start: date, joined: date) -> tuple[Period, ...]:
    """The first of the periods of who has years of their own: from `start` to the eve of the next anniversary."""
    years = start.year - joined.year
    turn = months_after(joined, YEAR * years)
    return ((start, (turn if turn > start else months_after(joined, YEAR * (years + 1))) - DAY),)


def require_free(wanted: PolicyAssignment, others: Sequence[PolicyAssignment]) -> None:
    """Raises `BadInput` when another assignment of the employee holds at the same time, or counts other years."""
    for other in others:
        until = min(wanted.effective_to or date.max, other.effective_to or date.max)
        if max(wanted.effective_from, other.effective_from) <= until:
            end = f" to {said(other.effective_to)}" if other.effective_to else " on, without an end"
            raise BadInput(
                f"A policy is assigned from {said(other.effective_from)}{end} already, and two cannot hold at once. "
                f"Please choose days before or after it, or end it first."
            )
        if other.based_on != wanted.based_on:
            raise BadInput(
                "This employee's other policies count "
                f"{'their own years' if other.based_on == 'joining_date' else 'the leave periods'}, and days would be "
                "given twice if this one did not. Please assign it in the same way."
            )


def said(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"
