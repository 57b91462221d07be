"""Leave as a ledger: entries are only ever appended, a balance is a sum as of a date.

Names and rules after Frappe HR (Leave Type, Allocation, Application, Ledger Entry).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from domain.errors import BadInput
from domain.ports import Moment, Record

HALF = Decimal("0.5")


class LeaveType(Record):
    collection: ClassVar[str] = "leave_types"
    indexed: ClassVar[tuple[str, ...]] = ("name",)

    name: str
    """As people say it: "Vacation"."""
    synonyms: tuple[str, ...] = ()
    paid: bool = True
    allocated: bool = True
    """False for types without a balance (unpaid leave)."""
    include_holiday: bool = False
    """Holidays and weekends inside a request count as leave days."""


class TransactionType(StrEnum):
    allocation = "allocation"
    application = "application"
    expiry = "expiry"
    reversal = "reversal"
    adjustment = "adjustment"


class LedgerEntry(Record):
    """`days` is signed: what was given is positive, what was taken or expired negative. `from_date` is when it counts
    from; `to_date` is when what was given is lost (allocation) or the last day away (application)."""

    collection: ClassVar[str] = "leave_ledger"
    indexed: ClassVar[tuple[str, ...]] = ("employee_id", "leave_type_id", "transaction_id", "from_date")

    employee_id: str
    leave_type_id: str
    transaction_type: TransactionType
    transaction_id: str
    days: Decimal
    from_date: date
    to_date: date
    is_carry_forward: bool = False
    posted_at: Moment


class LeaveStatus(StrEnum):
    open = "open"
    approved = "approved"
    declined = "declined"
    cancelled = "cancelled"


class LeaveRequest(Record):
    """A leave application."""

    collection: ClassVar[str] = "leave_requests"
    indexed: ClassVar[tuple[str, ...]] = ("employee_id", "status", "leave_type_id", "from_date", "to_date")

    employee_id: str
    leave_type_id: str
    from_date: date
    to_date: date
    half_day: Literal["none", "morning", "afternoon"] = "none"
    days: Decimal
    """Working days it costs."""
    note: str | None = None
    status: LeaveStatus = LeaveStatus.open
    asked_at: Moment
    decided_by: str | None = None
    decision_reason: str | None = None


class Balance(BaseModel):
    """Days of one leave type as of a date. `usable` = `remaining` - `pending`: what can still be asked for."""

    model_config = ConfigDict(frozen=True)

    leave_type_id: str
    as_of: date
    allocated: Decimal
    taken: Decimal
    expired: Decimal
    remaining: Decimal
    pending: Decimal
    usable: Decimal


def balance(
    leave_type_id: str, entries: Iterable[LedgerEntry], requests: Iterable[LeaveRequest], as_of: date
) -> Balance:
    """Sum the ledger of one employee and type for the leave period that contains `as_of`.

    The period is that of the allocations with `from_date <= as_of <= to_date`. A carried allocation that has lapsed
    inside it still counts, since what was taken from it does; its rest is an expiry entry. What was taken counts when
    it falls within the period, planned days included (they are spent). Open requests are pending and held against overbooking.
    """
    mine = [e for e in entries if e.leave_type_id == leave_type_id]
    live = [
        e
        for e in mine
        if e.transaction_type is TransactionType.allocation and e.from_date <= as_of <= e.to_date
    ]
    start, end = (
        min((e.from_date for e in live), default=as_of),
        max((e.to_date for e in live), default=as_of),
    )
    inside = [e for e in mine if start <= e.from_date <= end]
    given = [e for e in inside if e.transaction_type is TransactionType.allocation and e.from_date <= as_of]
    allocated = sum((e.days for e in given), Decimal(0))
    taken = -sum(
        (
            e.days
            for e in inside
            if e.transaction_type
            in (TransactionType.application, TransactionType.reversal, TransactionType.adjustment)
        ),
        Decimal(0),
    )
    expired = -sum((e.days for e in inside if e.transaction_type is TransactionType.expiry), Decimal(0))
    pending = sum(
        (
            r.days
            for r in requests
            if r.leave_type_id == leave_type_id
            and r.status is LeaveStatus.open
            and start <= r.from_date <= end
        ),
        Decimal(0),
    )
    remaining = allocated - taken - expired
    return Balance(
        leave_type_id=leave_type_id,
        as_of=as_of,
        allocated=allocated,
        taken=taken,
        expired=expired,
        remaining=remaining,
        pending=pending,
        usable=remaining - pending,
    )


def working_days(
    start: date,
    end: date,
    holidays: Collection[date],
    *,
    half_day: bool = False,
    include_holiday: bool = False,
) -> Decimal:
    """Days a request costs: inclusive, without weekends and holidays unless the type includes them; a half day takes
    off 0.5. Raises `BadInput` when nothing is left, or the half day is itself free."""
    if end < start:
        raise BadInput(f"The last day ({end:%d %b %Y}) is before the first ({start:%d %b %Y}).")
    span = [start + timedelta(n) for n in range((end - start).days + 1)]
    counted = [d for d in span if include_holiday or (d.weekday() < 5 and d not in holidays)]
    if not counted:
        raise BadInput("Those days are already free: a weekend or a public holiday.")
    if half_day and start not in counted:
        raise BadInput(f"{start:%A %d %b} is already free, so it cannot be a half day.")
    return Decimal(len(counted)) - (HALF if half_day else 0)


def overlapping(requests: Iterable[LeaveRequest], start: date, end: date) -> LeaveRequest | None:
    """An open or approved request that shares a day with `start`..`end`."""
    live = (LeaveStatus.open, LeaveStatus.approved)
    return next((r for r in requests if r.status in live and r.from_date <= end and r.to_date >= start), None)
