"""Whether leave may be asked for on those days: each refusal names the rule, and what would be possible instead."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import ClassVar

from domain.errors import BadInput
from domain.leave.balance import ZERO
from domain.leave.requests import LIVE, LeaveRequest, is_free
from domain.leave.terms import DAY, said
from domain.leave.types import LeaveType
from domain.ports import Record


class BlockedDates(Record):
    """Days on which leave is not granted (the field's Leave Block List). `country`, `department` and `leave_type_id`
    narrow it."""

    collection: ClassVar[str] = "blocked_dates"
    subjects: ClassVar[tuple[str, ...]] = ()
    indexed: ClassVar[tuple[str, ...]] = ("to_date",)

    from_date: date
    to_date: date
    reason: str
    country: str | None = None
    department: str | None = None
    leave_type_id: str | None = None


class CompanyHoliday(Record):
    """A free day beyond the public ones, for a country or, without one, for everybody. An optional one stands on the
    list that each person picks theirs from: it is free for who takes leave of that kind on it."""

    collection: ClassVar[str] = "company_holidays"
    subjects: ClassVar[tuple[str, ...]] = ()
    indexed: ClassVar[tuple[str, ...]] = ("day",)

    day: date
    name: str
    country: str | None = None
    optional: bool = False


def check(
    kind: LeaveType,
    by_day: Mapping[date, Decimal],
    joined: date | None,
    holidays: Collection[date],
    half_day: bool,
    others: Iterable[LeaveRequest],
    blocked: Iterable[BlockedDates],
    optional: Mapping[date, str] | None = None,
) -> None:
    """Raises `BadInput` for what the type and the company do not grant. `by_day` is what each day costs (`costs`),
    `others` the person's other requests, `blocked` what holds for the person's department, `optional` the list that
    optional holidays are picked from."""
    start, end = min(by_day), max(by_day)
    if half_day and not kind.half_days:
        raise BadInput(f"{kind.name} is taken in whole days only. Please ask for the whole day.")
    _after_joining(kind, start, joined, holidays)
    _on_the_list(kind, by_day, optional or {})
    _not_blocked(kind, start, end, blocked)
    _not_too_long(kind, by_day, holidays, others)


def _after_joining(kind: LeaveType, start: date, joined: date | None, holidays: Collection[date]) -> None:
    if joined is None:
        return
    if start < joined:
        raise BadInput(f"You join on {said(joined)}, and leave can be asked for from that day on.")
    first = joined
    left = kind.applicable_after
    while left:
        left -= not is_free(first, holidays)
        first += DAY
    if start < first:
        raise BadInput(
            f"{kind.name} can be taken after {kind.applicable_after} working days with the company: "
            f"for you from {said(first)} on."
        )


def _on_the_list(kind: LeaveType, by_day: Mapping[date, Decimal], optional: Mapping[date, str]) -> None:
    other = next((day for day in by_day if day not in optional), None)
    if kind.optional and other:
        left = [f"{said(day)} ({name})" for day, name in sorted(optional.items())]
        there = f"On the list are {', '.join(left[:6])}." if left else "HR has put no more days on it."
        raise BadInput(
            f"{kind.name} is taken on days of the optional holiday list, and {said(other)} is not. {there}"
        )


def _not_blocked(kind: LeaveType, start: date, end: date, blocked: Iterable[BlockedDates]) -> None:
    for block in blocked:
        concerns = block.leave_type_id in (None, kind.id)
        if concerns and block.from_date <= end and block.to_date >= start:
            when = said(block.from_date)
            if block.from_date != block.to_date:
                when += f" to {said(block.to_date)}"
            raise BadInput(
                f"No leave is granted from {when} ({block.reason}). "
                f"Days up to {said(block.from_date - DAY)} or from {said(block.to_date + DAY)} on are possible."
            )


def _not_too_long(
    kind: LeaveType,
    by_day: Mapping[date, Decimal],
    holidays: Collection[date],
    others: Iterable[LeaveRequest],
) -> None:
    most = kind.max_continuous_days
    if most is None:
        return
    mine = [r for r in others if r.leave_type_id == kind.id and r.status in LIVE]
    joined = _adjacent(min(by_day), max(by_day), holidays, mine)
    days = sum(by_day.values(), ZERO) + sum((r.days for r in joined), ZERO)
    if days > most:
        together = " together with the leave next to it" if joined else ""
        raise BadInput(
            f"{kind.name} can be taken for {most.normalize():f} days in one go, and this would be "
            f"{days.normalize():f}{together}. Please ask for fewer days, or leave working days between."
        )


def _adjacent(
    start: date, end: date, holidays: Collection[date], others: Sequence[LeaveRequest]
) -> list[LeaveRequest]:
    """Requests that touch `start`..`end`, or touch one that does, with only free days between."""
    found: list[LeaveRequest] = []
    while True:
        before, after = start - DAY, end + DAY
        while is_free(before, holidays):
            before -= DAY
        while is_free(after, holidays):
            after += DAY
        touching = [r for r in others if r not in found and r.to_date >= before and r.from_date <= after]
        if not touching:
            return found
        found += touching
        start, end = min(start, *(r.from_date for r in touching)), max(end, *(r.to_date for r in touching))
