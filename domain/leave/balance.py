"""The balance as of any date, from ledger rows: which days were used up by what, and what is left until when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from domain.leave.ledger import GIVING, LedgerEntry, TransactionType
from domain.leave.requests import LeaveRequest, LeaveStatus

ZERO = Decimal(0)
LEAVE = frozenset({TransactionType.application, TransactionType.reversal, TransactionType.adjustment})
"""What days away took and gave back."""
TAKING = LEAVE | {TransactionType.encashment, TransactionType.correction}
"""Everything that uses up given days."""


class Expiring(BaseModel):
    """Days that are lost after `on` when they are not taken."""

    model_config = ConfigDict(frozen=True)

    on: date
    days: Decimal


class Balance(BaseModel):
    """Days of one leave type as of a date.

    `taken` includes `planned`, what is approved for later. `remaining` = `allocated` - `taken` - `encashed` -
    `expired`; `usable` is that less `pending`, and no more than the days left before it is lost. `expiring` and `projected` (what is left at
    the end of the period) take it that what is pending is approved.
    """

    model_config = ConfigDict(frozen=True)

    leave_type_id: str
    as_of: date
    allocated: Decimal
    taken: Decimal
    planned: Decimal = ZERO
    encashed: Decimal = ZERO
    """Paid out instead."""
    expired: Decimal
    remaining: Decimal
    pending: Decimal
    usable: Decimal
    expiring: tuple[Expiring, ...] = ()
    projected: Decimal = ZERO
    period_end: date | None = None


@dataclass
class Lot:
    """Days given by one row, and how many of them nothing has used."""

    entry: LedgerEntry
    rest: Decimal

    def live(self, day: date) -> bool:
        return self.entry.from_date <= day <= self.entry.to_date


def settled(entries: Iterable[LedgerEntry]) -> tuple[list[Lot], Decimal]:
    """The lots of one employee and type, and how many days were taken beyond them (negative balances).

    What was taken uses the days that are lost first, of those in force on its first day; what these do not cover, days
    given later within the same period.
    """
    held, missing = _first_used(list(entries))
    debt = ZERO
    for day, days in missing:
        end = max((lot.entry.to_date for lot in held if lot.live(day)), default=day)
        debt += _use([lot for lot in held if day < lot.entry.from_date <= end], days)
    return held, debt


def uncovered(entries: Iterable[LedgerEntry]) -> Decimal:
    """Days taken that nothing in force on their first day covers."""
    return sum((days for _, days in _first_used(list(entries))[1]), ZERO)


def _first_used(entries: Sequence[LedgerEntry]) -> tuple[list[Lot], list[tuple[date, Decimal]]]:
    """Lots after what was taken, and what found none in force, by its day. What corrects a lot uses up that one."""
    held = [Lot(e, e.days) for e in entries if e.transaction_type in GIVING]
    taken = _taken(entries)
    held += [Lot(entry, days) for entry, days in taken if days > 0]
    held.sort(key=lambda lot: (lot.entry.to_date, lot.entry.from_date, lot.entry.id))
    missing = []
    for entry, days in sorted(taken, key=lambda pair: pair[0].transaction_type is not CORRECTION):
        if days < 0:
            own = [lot for lot in held if lot.entry.transaction_id == entry.transaction_id]
            rest = _use(own, -days) if entry.transaction_type is CORRECTION else -days
            missing.append((entry.from_date, _use([lot for lot in held if lot.live(entry.from_date)], rest)))
    return held, [(day, days) for day, days in missing if days]


CORRECTION = TransactionType.correction


def lots(entries: Iterable[LedgerEntry]) -> list[Lot]:
    return settled(entries)[0]


def _taken(entries: Sequence[LedgerEntry]) -> list[tuple[LedgerEntry, Decimal]]:
    """What each transaction took on each stretch after reversals and adjustments (negative), in order of day."""
    net: dict[tuple[date, str], Decimal] = defaultdict(Decimal)
    first: dict[tuple[date, str], LedgerEntry] = {}
    for entry in entries:
        if entry.transaction_type in TAKING:
            key = (entry.from_date, entry.transaction_id)
            net[key] += entry.days
            first.setdefault(key, entry)
    return [(first[key], days) for key, days in sorted(net.items())]


def _use(held: list[Lot], days: Decimal) -> Decimal:
    """Take days from lots in order; returns what they did not cover."""
    for lot in held:
        used = min(lot.rest, days)
        lot.rest -= used
        days -= used
    return days


def balance(
    leave_type_id: str, entries: Iterable[LedgerEntry], requests: Iterable[LeaveRequest], as_of: date
) -> Balance:
    """The balance of one employee and type in the leave period that contains `as_of`.

    The period is that of the allocations in force on the day. What was carried and not used is lost on its day, whether
    or not the expiry row has been posted yet. Open requests are pending and held against overbooking.
    """
    mine = [e for e in entries if e.leave_type_id == leave_type_id]
    start, end = _period(mine, as_of)
    inside = [e for e in mine if start <= e.from_date <= end]
    asked = [
        r
        for r in requests
        if r.leave_type_id == leave_type_id and r.status is LeaveStatus.open and start <= r.from_date <= end
    ]
    held = [lot for lot in lots(inside) if lot.entry.from_date <= as_of and lot.entry.to_date <= end]
    given = [lot for lot in held if lot.entry.transaction_type in GIVING]
    taking = [e for e in inside if e.transaction_type in LEAVE]
    corrected = sum(
        (e.days for e in inside if e.transaction_type is CORRECTION and e.from_date <= as_of), ZERO
    )
    allocated = sum((lot.entry.days for lot in given), ZERO) + corrected
    taken = -sum((e.days for e in taking), ZERO)
    encashed = -sum((e.days for e in inside if e.transaction_type is TransactionType.encashment), ZERO)
    expired = sum((lot.rest for lot in held if lot.entry.to_date < as_of), ZERO)
    pending = sum((r.days for r in asked), ZERO)
    remaining = allocated - taken - encashed - expired
    after, debt = settled([*inside, *map(as_taken, asked)])
    return Balance(
        leave_type_id=leave_type_id,
        as_of=as_of,
        allocated=allocated,
        taken=taken,
        planned=-sum((e.days for e in taking if e.from_date > as_of), ZERO),
        encashed=encashed,
        expired=expired,
        remaining=remaining,
        pending=pending,
        usable=min(remaining - pending, max(_time_left(held, as_of), ZERO)),
        expiring=_expiring(after, as_of),
        projected=sum((lot.rest for lot in after if lot.entry.to_date == end), ZERO) - debt,
        period_end=end if given else None,
    )


def _period(entries: Sequence[LedgerEntry], as_of: date) -> tuple[date, date]:
    live = [e for e in entries if e.transaction_type in GIVING and e.from_date <= as_of <= e.to_date]
    start = min((e.from_date for e in live), default=as_of)
    return start, max((e.to_date for e in live), default=as_of)


def _time_left(held: Sequence[Lot], as_of: date) -> Decimal:
    """Days that can be taken before they are lost, one a calendar day. (10 days that are lost after tomorrow: 2.)"""
    most = ZERO
    for lot in held:
        if lot.live(as_of):
            most = min(most + lot.rest, Decimal((lot.entry.to_date - as_of).days + 1))
    return most


def _expiring(held: Sequence[Lot], as_of: date) -> tuple[Expiring, ...]:
    days: dict[date, Decimal] = defaultdict(Decimal)
    for lot in held:
        if lot.live(as_of) and lot.rest > 0:
            days[lot.entry.to_date] += lot.rest
    return tuple(Expiring(on=on, days=rest) for on, rest in sorted(days.items()))


def as_taken(request: LeaveRequest) -> LedgerEntry:
    """A request that waits, as if it were approved."""
    return LedgerEntry(
        id=f"pending:{request.id}",
        employee_id=request.employee_id,
        leave_type_id=request.leave_type_id,
        transaction_type=TransactionType.application,
        transaction_id=request.id,
        days=-request.days,
        from_date=request.from_date,
        to_date=request.to_date,
        posted_at=request.asked_at,
    )
