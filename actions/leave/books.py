"""Reading what leave is decided by: types, a person's ledger and requests, calendars, blocked dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import lru_cache

import holidays as holiday_calendars

from actions.tool import Context, Unclear
from domain.errors import BadInput
from domain.leave import (
    GIVING,
    BlockedDates,
    CompanyHoliday,
    LeaveRequest,
    LeaveStatus,
    LeaveType,
    LedgerEntry,
    costs,
)
from domain.messages import Option
from domain.people import Person
from domain.ports import Between, Records, Where

MOST = 10_000
"""Rows of one person or one period; more there never are."""


async def types(records: Records) -> list[LeaveType]:
    return await records.find(LeaveType, order="name")


def named_type(words: str, known: Sequence[LeaveType]) -> LeaveType:
    wanted = words.lower().strip()
    for kind in known:
        if wanted in {kind.id, kind.name.lower(), *(s.lower() for s in kind.synonyms)}:
            return kind
    raise Unclear("leave_type", f"I know no leave called “{words}”.", tuple(map(_option, known)))


def _option(kind: LeaveType) -> Option:
    return Option(value=kind.id, label=kind.name)


async def type_options(ctx: Context) -> Mapping[str, tuple[Option, ...]]:
    return {"leave_type": tuple(map(_option, await types(ctx.ports.records)))}


async def requests_of(records: Records, employee_id: str) -> list[LeaveRequest]:
    return await records.find(LeaveRequest, {"employee_id": employee_id}, order="from_date", limit=MOST)


async def open_requests(records: Records, employee_id: str) -> list[LeaveRequest]:
    return await records.find(LeaveRequest, {"employee_id": employee_id, "status": LeaveStatus.open.value})


async def ledger(records: Records, employee_id: str) -> list[LedgerEntry]:
    """Every row of a person."""
    return await records.find(LedgerEntry, {"employee_id": employee_id}, order="from_date", limit=MOST)


async def entries_of(records: Records, request_id: str) -> list[LedgerEntry]:
    """The rows of one request, in the order of what they stand for."""
    return await records.find(LedgerEntry, {"transaction_id": request_id}, order="from_date", limit=MOST)


async def ledger_as_of(records: Records, employee_id: str, start: date, end: date) -> list[LedgerEntry]:
    """The rows of the leave periods that touch `start`..`end`, however long the ledger is: all that a balance there
    depends on."""
    where: Where = {"employee_id": employee_id, "to_date": Between(low=start.isoformat())}
    reaching = await records.find(LedgerEntry, where, order="to_date", limit=MOST)
    live = [e for e in reaching if e.transaction_type in GIVING and e.from_date <= end]
    first = min((e.from_date for e in live), default=start)
    last = max((e.to_date for e in live), default=end)
    inside = Between(low=first.isoformat(), high=last.isoformat())
    return await records.find(
        LedgerEntry, {"employee_id": employee_id, "from_date": inside}, order="from_date", limit=MOST
    )


@lru_cache(maxsize=256)
def _public(country: str, subdivision: str | None, year: int) -> Mapping[date, str]:
    try:
        return dict(
            holiday_calendars.country_holidays(country, subdiv=subdivision, years=year, language="en_US")
        )
    except NotImplementedError:  # no calendar of that country: company holidays alone
        return {}


async def holidays(records: Records, person: Person, start: date, end: date) -> dict[date, str]:
    """Free days of the person's country and company within `start`..`end`, with their names, in order."""
    years = range(start.year, end.year + 1)
    free = {d: name for y in years for d, name in _public(person.country, person.subdivision, y).items()}
    free |= {own.day: own.name for own in await _own(records, person, start, end) if not own.optional}
    return {d: free[d] for d in sorted(free) if start <= d <= end}


async def optional_days(records: Records, person: Person, start: date, end: date) -> dict[date, str]:
    """The optional holidays that the person may pick from within `start`..`end`, in order."""
    return {own.day: own.name for own in await _own(records, person, start, end) if own.optional}


async def _own(records: Records, person: Person, start: date, end: date) -> list[CompanyHoliday]:
    between = Between(low=start.isoformat(), high=end.isoformat())
    found = await records.find(CompanyHoliday, {"day": between}, order="day", limit=MOST)
    return [own for own in found if own.country in (None, person.country)]


async def blocked(records: Records, person: Person, start: date) -> list[BlockedDates]:
    """Dates from `start` on that are blocked for the person's country and department."""
    found = await records.find(BlockedDates, {"to_date": Between(low=start.isoformat())}, order="to_date")
    return [
        b for b in found if b.department in (None, person.department) and b.country in (None, person.country)
    ]


async def cost_now(
    records: Records, person: Person, request: LeaveRequest, kind: LeaveType
) -> dict[date, Decimal]:
    """What each day of a request costs by today's calendar, whatever it was when it was asked for: nothing when all of
    it has become free, and no half of a day that has."""
    free = await holidays(records, person, request.from_date, request.to_date)
    for half in (request.half_day != "none", False):
        with suppress(BadInput):
            return costs(
                request.from_date,
                request.to_date,
                free,
                half_day=half,
                half_on=request.half_on,
                include_holiday=kind.include_holiday,
            )
    return {}
