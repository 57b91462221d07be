"""The team calendar: one small document a month with everybody who is away in it, so that a look costs one read by id
on every store, however many people and years there are. Derived from the requests; `refresh` follows each decision."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from domain.errors import AlreadyExists, Conflict
from domain.leave import LeaveRequest, LeaveStatus
from domain.ports import Between, Record, Records, Where

MOST = 100_000
"""Requests of one month; more there never are."""
LONGEST = timedelta(366)
"""Leave spans at most a year and a day, which bounds what building a month reads."""


@dataclass(frozen=True)
class Away:
    """Approved leave without its kind; `half_day` only where nothing but half a day is taken."""

    request_id: str
    employee_id: str
    from_date: date
    to_date: date
    half_day: str


class MonthAway(Record):
    """`id` is the month (`2026-11`); `rows` is one JSON text of [request, employee, first day, last day, half day] for
    each approved request that touches it, because decoding a text costs a twentieth of decoding as many fields. It can
    be deleted at any time (an erasure does) and is built anew from the requests."""

    collection: ClassVar[str] = "leave_months"
    subjects: ClassVar[tuple[str, ...]] = ()

    rows: str

    def away(self) -> list[Away]:
        return [Away(r, e, date.fromisoformat(a), date.fromisoformat(b), h) for r, e, a, b, h in self._rows()]

    def _rows(self) -> list[list[str]]:
        return list(json.loads(self.rows))

    def with_request(self, request: LeaveRequest) -> MonthAway:
        """The month as that request, as it is now, leaves it."""
        others = [row for row in self._rows() if row[0] != request.id]
        return self.model_copy(update={"rows": _text([*others, *_row_of(request)])})


def _row_of(request: LeaveRequest) -> list[list[str]]:
    if request.status is not LeaveStatus.approved:
        return []
    days = (request.from_date.isoformat(), request.to_date.isoformat())
    half = request.half_day if request.from_date == request.to_date else "none"
    return [[request.id, request.employee_id, *days, half]]


def _text(rows: list[list[str]]) -> str:
    return json.dumps(sorted(rows, key=lambda row: (row[3], row[0])), separators=(",", ":"))


async def absences(records: Records, of: Container[str], start: date, end: date) -> list[Away]:
    """Approved leave of these people that touches `start`..`end`, by its last day: one read a month."""
    found: dict[str, Away] = {}
    for month in _months(start, end):
        for away in (await _month(records, month)).away():
            if away.employee_id in of and away.from_date <= end and away.to_date >= start:
                found[away.request_id] = away
    return sorted(found.values(), key=lambda a: (a.to_date, a.request_id))


async def requests_on(records: Records, of: Container[str], start: date, end: date) -> list[LeaveRequest]:
    """The requests behind `absences`, for those who may know more of them than when."""
    found = [await records.get(LeaveRequest, a.request_id) for a in await absences(records, of, start, end)]
    return [request for request in found if request]


async def refresh(records: Records, request: LeaveRequest) -> None:
    """Put the months right that this request touches, after it was stored. Safe to repeat, late and out of order: what
    counts is the request as it is stored now, read after the month that is replaced by its revision."""
    for month in _months(request.from_date, request.to_date):
        while True:
            known = await _month(records, month)
            changed = known.with_request(await records.get(LeaveRequest, request.id) or request)
            if changed == known:
                break
            try:
                await records.replace(changed)
                break
            except Conflict:
                continue


async def rebuild(records: Records) -> None:
    """Every month that is kept, anew from the requests: what else wrote them is seen by the next morning."""
    for kept in await records.find(MonthAway):
        built = await _built(records, kept.id)
        if built.rows != kept.rows:
            try:
                await records.replace(kept.model_copy(update={"rows": built.rows}))
            except Conflict:  # a decision came between, and put right what it changed
                continue


async def _month(records: Records, month: str) -> MonthAway:
    """The month as it is kept. It is built when first asked for; of two who build it the first is right, since whoever
    decides afterwards finds it there."""
    while True:
        kept = await records.get(MonthAway, month)
        if kept:
            return kept
        try:
            await records.insert(await _built(records, month))
        except AlreadyExists:
            continue


async def _built(records: Records, month: str) -> MonthAway:
    first = date.fromisoformat(f"{month}-01")
    last = (first + timedelta(31)).replace(day=1) - timedelta(1)
    where: Where = {
        "status": LeaveStatus.approved.value,
        "to_date": Between(low=first.isoformat(), high=(last + LONGEST).isoformat()),
        "from_date": Between(high=last.isoformat()),
    }
    found = await records.find(LeaveRequest, where, order="to_date", limit=MOST)
    return MonthAway(id=month, rows=_text([row for request in found for row in _row_of(request)]))


def _months(start: date, end: date) -> Iterator[str]:
    day = start.replace(day=1)
    while day <= end:
        yield f"{day:%Y-%m}"
        day = (day + timedelta(31)).replace(day=1)
