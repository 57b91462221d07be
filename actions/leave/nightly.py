"""What every night posts to the ledger: allocations, accruals, carry-over, expiries, and holidays that have changed."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from actions.leave import books
from actions.leave.given import Rules
from domain.errors import Conflict
from domain.leave import (
    LeaveRequest,
    LeaveStatus,
    LeaveType,
    LedgerEntry,
    Terms,
    adjustment,
    due,
)
from domain.people import Person, Role
from domain.ports import Between, Records, Where

PAGE = 500


async def run(records: Records, today: date, at: datetime) -> int:
    """Post whatever should be in everybody's books by `today` and is not; returns how many rows were new. Repeating it,
    or running it twice at once, posts nothing twice; a run that stopped halfway is completed by the next."""
    kinds = [t for t in await books.types(records) if t.allocated]
    rules = await Rules.of(records)
    posted, seen = 0, 0
    while people := await records.find(Person, limit=PAGE, skip=seen):
        seen += len(people)
        for person in people:
            if person.roles != frozenset({Role.candidate}):
                posted += await keep(records, person, kinds, rules.terms(person, kinds), today, at)
                await asyncio.sleep(0)  # a long night must not keep people waiting
    return posted


async def keep(
    records: Records,
    person: Person,
    kinds: Sequence[LeaveType],
    terms: Mapping[str, Terms],
    today: date,
    at: datetime,
) -> int:
    """The same for one employee."""
    entries = await books.ledger(records, person.id)
    rows = await _changed_holidays(records, person, kinds, entries, today, at)
    for kind in kinds:
        mine = [e for e in (*entries, *rows) if e.leave_type_id == kind.id]
        if terms[kind.id].shares or mine:
            rows += due(kind, person.id, terms[kind.id], mine, today, at)
    return await records.insert_all(rows) if rows else 0


async def _changed_holidays(
    records: Records,
    person: Person,
    kinds: Sequence[LeaveType],
    entries: Sequence[LedgerEntry],
    today: date,
    at: datetime,
) -> list[LedgerEntry]:
    """Approved leave ahead costs what its days cost by today's calendar: the difference is a row of its own."""
    where: Where = {"employee_id": person.id, "to_date": Between(low=today.isoformat())}
    known, rows = {k.id: k for k in kinds}, []
    for request in await records.find(LeaveRequest, where, order="to_date"):
        kind = known.get(request.leave_type_id)
        if kind and request.status is LeaveStatus.approved:
            by_day = await books.cost_now(records, person, request, kind)
            mine = [e for e in entries if e.transaction_id == request.id]
            rows += adjustment(mine, by_day, at)
            await _note(records, request, sum(by_day.values(), Decimal(0)))
    return rows


async def _note(records: Records, request: LeaveRequest, days: Decimal) -> None:
    """The request shows what it costs now, as the ledger does."""
    if request.days != days:
        try:
            await records.replace(request.model_copy(update={"days": days}))
        except Conflict:
            return  # it was just cancelled; the reversing row counts
