"""Days that are given: a period's allocation, what is earned bit by bit, and rows by hand. Pure functions, see `posting`."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal

from domain.leave.ledger import LedgerEntry, TransactionType
from domain.leave.terms import DAY, Period, Terms, months_after
from domain.leave.types import LeaveType

ZERO = Decimal(0)
MONTHS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}


@dataclass(frozen=True)
class Owed:
    """Days that one row and its corrections should come to, from a day until they are lost."""

    id: str
    days: Decimal
    start: date
    end: date


def allocation_id(employee_id: str, kind_id: str, start: date) -> str:
    return f"allocation:{employee_id}:{kind_id}:{start}"


def allocation(kind: LeaveType, employee_id: str, terms: Terms, period: Period) -> Owed | None:
    """The period's days, pro rata by days to whoever joins or changes policy inside it; 0 at first for what is earned.
    None for who is given nothing in it."""
    begin = terms.begins(period)
    if begin is None:
        return None
    days = ZERO if kind.starts_empty else rounded(terms.given(*period), kind)
    return Owed(allocation_id(employee_id, kind.id, period[0]), days, begin, period[1])


def accruals(kind: LeaveType, employee_id: str, terms: Terms, period: Period, until: date) -> list[Owed]:
    """What was earned in `period` and is credited on or before `until`.

    A month (quarter, …) counts by its days when somebody joins or changes policy inside it. The running total is
    rounded, not each credit, so that the credits of a whole period add up to the annual days exactly.
    """
    if not kind.earned:
        return []
    owed, earned, credited = [], ZERO, ZERO
    months = MONTHS[kind.earned]
    for first, last in _parts(period, months):
        whole = (months_after(first, months) - first).days
        year = (months_after(first, 12) - first).days
        part = terms.given(first, last) * year / whole * months / 12
        begin = terms.begins((first, last))
        if begin is None:
            continue
        earned += part
        days = rounded(earned, kind) - credited
        on = _credited_on(kind, first, last, begin, terms.joined)
        if on <= until and days:
            owed.append(Owed(f"accrual:{employee_id}:{kind.id}:{first}", days, on, period[1]))
        credited += days
    return owed


def _parts(period: Period, months: int) -> Iterator[Period]:
    """The period in months, quarters, …; the last one is cut where the period ends."""
    count, first = 0, period[0]
    while first <= period[1]:
        count += months
        following = months_after(period[0], count)
        yield first, min(following - DAY, period[1])
        first = following


def _credited_on(kind: LeaveType, first: date, last: date, begin: date, joined: date | None) -> date:
    if kind.allocate_on == "last_day":
        return last
    if kind.allocate_on == "joining_day" and joined:
        day = min(joined.day, monthrange(first.year, first.month)[1])
        return max(begin, first.replace(day=day))
    return begin


def rounded(days: Decimal, kind: LeaveType) -> Decimal:
    return (days / kind.rounding).quantize(Decimal(1), ROUND_HALF_EVEN) * kind.rounding


def row(
    owed: Owed,
    kind_id: str,
    employee_id: str,
    at: datetime,
    transaction_type: TransactionType = TransactionType.allocation,
    *,
    transaction_id: str | None = None,
    carried: bool = False,
    reason: str | None = None,
) -> LedgerEntry:
    return LedgerEntry(
        id=owed.id,
        employee_id=employee_id,
        leave_type_id=kind_id,
        transaction_type=transaction_type,
        transaction_id=transaction_id or owed.id,
        days=owed.days,
        from_date=owed.start,
        to_date=owed.end,
        is_carry_forward=carried,
        posted_at=at,
        reason=reason,
    )


def by_hand(
    id: str,
    kind: LeaveType,
    employee_id: str,
    days: Decimal,
    start: date,
    end: date,
    reason: str,
    at: datetime,
) -> LedgerEntry:
    """Days given beyond the policy (positive), or given ones taken back (negative)."""
    what = TransactionType.grant if days > 0 else TransactionType.correction
    return row(Owed(id, days, start, end), kind.id, employee_id, at, what, reason=reason)


def encashed(
    id: str, kind: LeaveType, employee_id: str, days: Decimal, day: date, at: datetime
) -> LedgerEntry:
    """Days that are paid out instead of taken."""
    return row(Owed(id, -days, day, day), kind.id, employee_id, at, TransactionType.encashment)
