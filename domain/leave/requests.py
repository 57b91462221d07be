"""Requests for leave (the field's Leave Application): what they cost, and where two collide."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Literal

from domain.errors import BadInput
from domain.leave.types import HALF
from domain.ports import Moment, Record

HalfDay = Literal["none", "morning", "afternoon"]


class LeaveStatus(StrEnum):
    open = "open"
    approved = "approved"
    declined = "declined"
    cancelled = "cancelled"


class LeaveRequest(Record):
    """A leave application."""

    collection: ClassVar[str] = "leave_requests"
    subjects: ClassVar[tuple[str, ...]] = ("employee_id",)
    indexed: ClassVar[tuple[str, ...]] = ("employee_id", "status", "leave_type_id", "from_date", "to_date")
    ordered: ClassVar[tuple[tuple[str, str], ...]] = (("employee_id", "from_date"), ("status", "to_date"))

    employee_id: str
    leave_type_id: str
    from_date: date
    to_date: date
    half_day: HalfDay = "none"
    """Half of one day: of `half_on` ..."""
    half_on: date | None = None
    """... or, without one, of the first."""
    days: Decimal
    """Working days it costs."""
    note: str | None = None
    status: LeaveStatus = LeaveStatus.open
    asked_at: Moment
    decided_by: str | None = None
    decision_reason: str | None = None
    replaces: str | None = None
    """The request that this one takes the place of, once approved."""

    @property
    def half_date(self) -> date | None:
        """The day of which half is taken, if any."""
        return None if self.half_day == "none" else self.half_on or self.from_date


LIVE = (LeaveStatus.open, LeaveStatus.approved)


def costs(
    start: date,
    end: date,
    holidays: Collection[date],
    *,
    half_day: bool = False,
    half_on: date | None = None,
    include_holiday: bool = False,
) -> dict[date, Decimal]:
    """What each day of a request costs, in order: without weekends and holidays unless the type includes them; a half
    day takes 0.5 off `half_on`, or off the first. Raises `BadInput` when nothing is left, or the half day is itself free
    or none of these days."""
    if end < start:
        raise BadInput(
            f"The last day ({end:%d %b %Y}) is before the first ({start:%d %b %Y}). Please give them the other way round."
        )
    span = [start + timedelta(n) for n in range((end - start).days + 1)]
    counted = [d for d in span if include_holiday or not is_free(d, holidays)]
    if not counted:
        raise BadInput(
            "Those days are already free: a weekend or a public holiday. You need no leave for them."
        )
    half = (half_on or start) if half_day else None
    if half and not start <= half <= end:
        raise BadInput(
            f"{half:%A %d %b} is not among those days. Choose one from {start:%d %b} to {end:%d %b} for the half day."
        )
    if half and half not in counted:
        raise BadInput(
            f"{half:%A %d %b} is already free, so it cannot be a half day. Choose a working day, or no half day."
        )
    return {d: HALF if d == half else Decimal(1) for d in counted}


def working_days(
    start: date,
    end: date,
    holidays: Collection[date],
    *,
    half_day: bool = False,
    half_on: date | None = None,
    include_holiday: bool = False,
) -> Decimal:
    """Days a request costs in all; see `costs`."""
    by_day = costs(start, end, holidays, half_day=half_day, half_on=half_on, include_holiday=include_holiday)
    return sum(by_day.values(), Decimal(0))


def is_free(day: date, holidays: Collection[date]) -> bool:
    return day.weekday() >= 5 or day in holidays


def overlapping(
    requests: Iterable[LeaveRequest],
    start: date,
    end: date,
    half_day: HalfDay = "none",
    half_on: date | None = None,
) -> LeaveRequest | None:
    """An open or approved request that shares time with `start`..`end`. The two halves of one day do not collide."""
    for request in requests:
        first, last = max(request.from_date, start), min(request.to_date, end)
        if request.status not in LIVE or first > last:
            continue
        mine = half_day if first == (half_on or start) else "none"
        theirs = request.half_day if first == request.half_date else "none"
        if first < last or "none" in (mine, theirs) or mine == theirs:
            return request
    return None
