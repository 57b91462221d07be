"""What asking for days and changing them have in common: the checks, the card for the approver, the books."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from actions.leave import books, team_calendar
from actions.leave.given import terms_of
from actions.leave.words import SOURCE, day, days_text, number, span
from actions.tool import Context
from domain.errors import BadInput
from domain.leave import (
    LeaveRequest,
    LeaveStatus,
    LeaveType,
    LedgerEntry,
    application,
    as_taken,
    balance,
    check,
    costs,
    due,
    overlapping,
    reversal,
    uncovered,
)
from domain.leave.requests import HalfDay, is_free
from domain.messages import Card, Fact, Source
from domain.people import Person

LONGEST, AHEAD = 365, 730
"""Days that one request may span, and days from today within which it must begin."""


@dataclass(frozen=True)
class Wanted:
    """Days of a person; `replaces` names the request that they take the place of."""

    kind: LeaveType
    start: date
    end: date
    half_day: HalfDay = "none"
    note: str | None = None
    replaces: str | None = None
    half_on: date | None = None
    """Of which day half is taken; the first, without one."""


def request_id(ctx: Context) -> str:
    return f"leave:{ctx.call_id}"


async def cost(wanted: Wanted, ctx: Context) -> dict[date, Decimal]:
    """What each day costs, held against every rule and the books. Raises `BadInput` with the rule that stands in the
    way, and what would be possible instead."""
    person, records, kind = ctx.actor.person, ctx.ports.records, wanted.kind
    by_day, free, others = await _possible(wanted, kind.include_holiday, ctx)
    blocked = await books.blocked(records, person, wanted.start)
    half = wanted.half_day != "none"
    optional = await _optional(wanted, ctx) if kind.optional else None
    check(kind, by_day, person.joined_on, free, half, others, blocked, optional)
    if kind.allocated and not kind.negative_allowed:
        await _enough(wanted, by_day, others, ctx)
    return by_day


async def last_day(start: date, days: Decimal, include_holiday: bool, ctx: Context) -> date:
    """The last of so many days of leave from `start` on; weekends and holidays do not count, unless the kind says so."""
    free = await books.holidays(ctx.ports.records, ctx.actor.person, start, start + timedelta(AHEAD))
    end, left = start, days
    for when in (start + timedelta(n) for n in range(AHEAD)):
        if left <= 0:
            break
        if include_holiday or not is_free(when, free):
            end, left = when, left - 1
    return end


async def possible(wanted: Wanted, ctx: Context) -> None:
    """Raises `BadInput` for days that no kind of leave allows."""
    await _possible(wanted, False, ctx)


async def _possible(
    wanted: Wanted, include_holiday: bool, ctx: Context
) -> tuple[dict[date, Decimal], dict[date, str], list[LeaveRequest]]:
    """What each day costs, the free days among them, and the person's other requests."""
    person, records = ctx.actor.person, ctx.ports.records
    start, end, half_on = wanted.start, wanted.end, wanted.half_on
    _in_time(start, end, ctx)
    free = await books.holidays(records, person, start, end)
    half = wanted.half_day != "none"
    by_day = costs(start, end, free, half_day=half, half_on=half_on, include_holiday=include_holiday)
    own = (request_id(ctx), wanted.replaces)
    others = [r for r in await books.requests_of(records, person.id) if r.id not in own]
    if (other := overlapping(others, start, end, wanted.half_day, half_on)) is not None:
        told = span(other.from_date, other.to_date, person.text_locale)
        waits = "waiting for a decision" if other.status is LeaveStatus.open else other.status
        raise BadInput(
            f"You already have leave on those days ({told}, {waits}). Choose other days, or say what to make of it, "
            "such as “make it Thursday instead”."
        )
    return by_day, free, others


async def _optional(wanted: Wanted, ctx: Context) -> dict[date, str]:
    """The list of the leave period from today on, without what is over."""
    person, records = ctx.actor.person, ctx.ports.records
    terms = await terms_of(records, person, wanted.kind)
    end = max(terms.period(wanted.start)[1], wanted.end)
    return await books.optional_days(records, person, ctx.today, end)


def _in_time(start: date, end: date, ctx: Context) -> None:
    if start < ctx.today:
        told = day(start, ctx.actor.person.text_locale)
        raise BadInput(
            f"{told} is in the past; leave can be asked for from today on. HR can enter days that have been."
        )
    if (end - start).days > LONGEST:
        raise BadInput(
            f"That would be until {day(end, ctx.actor.person.text_locale)}, more than a year; {LONGEST} days are "
            "possible in one go. Please ask HR about a longer absence."
        )
    if (start - ctx.today).days > AHEAD:
        raise BadInput("That is too far ahead; leave can be asked for up to two years ahead.")


async def _enough(
    wanted: Wanted, by_day: dict[date, Decimal], others: list[LeaveRequest], ctx: Context
) -> None:
    """The days must be covered by what is in force on them, with everything that waits for approval held against it."""
    entries = await _ledger(wanted, ctx)
    pending = [r for r in others if r.status is LeaveStatus.open and r.leave_type_id == wanted.kind.id]
    known = [*entries, *map(as_taken, pending)]
    days = sum(by_day.values(), Decimal(0))
    rows = application(_request(wanted, days, ctx), by_day, entries, ctx.now)
    if short := uncovered([*known, *rows]) - uncovered(known):
        raise BadInput(_too_many(wanted.kind, days, days - short, sum((r.days for r in pending), Decimal(0))))


def _too_many(kind: LeaveType, days: Decimal, left: Decimal, pending: Decimal) -> str:
    waiting = f" ({days_text(pending)} waiting for approval)" if pending else ""
    return (
        f"That takes {days_text(days)}, and you have {days_text(left)} of {kind.name.lower()} left"
        f"{waiting}. Ask for fewer days or another kind of leave."
    )


async def _ledger(wanted: Wanted, ctx: Context) -> list[LedgerEntry]:
    """The ledger of the kind around the days wanted, as if the replaced request had been given back, and with what will
    have been earned by then."""
    records, person = ctx.ports.records, ctx.actor.person
    entries = await books.ledger_as_of(records, person.id, wanted.start, wanted.end)
    mine = [
        e
        for e in entries
        if e.leave_type_id == wanted.kind.id and e.transaction_id != (wanted.replaces or "")
    ]
    if wanted.kind.earned:
        terms = await terms_of(records, person, wanted.kind)
        mine += due(wanted.kind, person.id, terms, mine, wanted.start, ctx.now)
    return mine


# --- what the approver sees ------------------------------------------------------------------------------------


async def shown(wanted: Wanted, days: Decimal, title: str, ctx: Context) -> Card:
    """Evidence first: who, when, what it costs, what is left after, who else of the team is away then."""
    person, locale = ctx.actor.person, ctx.actor.person.text_locale
    half = "" if wanted.half_day == "none" else f", {wanted.half_day} only"
    if half and wanted.start != wanted.end:
        half = f", half day on {day(wanted.half_on or wanted.start, locale)} ({wanted.half_day})"
    facts = [
        Fact(label="Leave", value=wanted.kind.name + half),
        Fact(label="When", value=span(wanted.start, wanted.end, locale)),
        Fact(label="Costs", value=days_text(days)),
    ]
    if (share := wanted.kind.fraction_of_daily_salary) < 1 or not wanted.kind.paid:
        paid = f"{number(share * 100)} % of the daily salary" if wanted.kind.paid else "nothing (unpaid)"
        facts.append(Fact(label="Pays", value=paid))
    if wanted.kind.allocated:
        pending = [
            r
            for r in await books.open_requests(ctx.ports.records, person.id)
            if r.id not in (request_id(ctx), wanted.replaces)
        ]
        left = balance(wanted.kind.id, await _ledger(wanted, ctx), pending, wanted.start)
        facts.append(Fact(label="Left after that", value=days_text(left.usable - days)))
    facts.append(Fact(label="Team away then", value=await _overlap(person, wanted, ctx)))
    if wanted.note:
        facts.append(Fact(label="Note", value=wanted.note))
    return Card(title=title, facts=tuple(facts), source=Source(label=SOURCE))


async def _overlap(person: Person, wanted: Wanted, ctx: Context) -> str:
    """Who else of those with the same manager is away, and when."""
    if person.manager_id is None:
        return "nobody"
    records, locale = ctx.ports.records, person.text_locale
    team = await records.find(Person, {"manager_id": person.manager_id}, order="name")
    others = {p.id: p.name for p in team if p.id != person.id}
    rows = await team_calendar.absences(records, others, wanted.start, wanted.end)
    told = [f"{others[r.employee_id]} ({span(r.from_date, r.to_date, locale)})" for r in rows]
    return f"{', '.join(told)}; {len(others)} in the team" if told else "nobody"


# --- the books -------------------------------------------------------------------------------------------------


async def hold(wanted: Wanted, ctx: Context) -> None:
    """Write the request down. Checked once more, with no other request of this person's able to come between: two
    that were asked for at the same moment would otherwise both find the days free."""
    async with ctx.ports.signals.lock(f"leave:{ctx.actor.id}", seconds=10, wait=10):
        days = sum((await cost(wanted, ctx)).values(), Decimal(0))
        await ctx.ports.records.insert_all([_request(wanted, days, ctx)])


def _request(wanted: Wanted, days: Decimal, ctx: Context) -> LeaveRequest:
    return LeaveRequest(
        id=request_id(ctx),
        employee_id=ctx.actor.id,
        leave_type_id=wanted.kind.id,
        from_date=wanted.start,
        to_date=wanted.end,
        half_day=wanted.half_day,
        half_on=wanted.half_on,
        days=days,
        note=wanted.note,
        asked_at=ctx.now,
        replaces=wanted.replaces,
    )


async def decide(wanted: Wanted, days: Decimal, ctx: Context, status: LeaveStatus) -> LeaveRequest:
    """The request with its decision; repeating it changes nothing."""
    records = ctx.ports.records
    await records.insert_all([_request(wanted, days, ctx)])
    held = await records.get(LeaveRequest, request_id(ctx))
    if held is None or held.status is not LeaveStatus.open:
        await team_calendar.refresh(records, held or _request(wanted, days, ctx))
        return held or _request(wanted, days, ctx)
    update = {
        "status": status,
        "decided_by": ctx.approval.decided_by if ctx.approval else None,
        "decision_reason": ctx.approval.reason if ctx.approval else None,
    }
    request = await records.replace(held.model_copy(update=update))
    await team_calendar.refresh(records, request)
    return request


async def post(request: LeaveRequest, kind: LeaveType, ctx: Context) -> None:
    """The ledger rows of an approved request; what is there already stays."""
    if not kind.allocated or request.status is not LeaveStatus.approved:
        return
    records = ctx.ports.records
    if await records.find(LedgerEntry, {"transaction_id": request.id}, limit=1):
        return
    by_day = await books.cost_now(records, ctx.actor.person, request, kind)
    entries = await books.ledger_as_of(records, request.employee_id, request.from_date, request.to_date)
    await records.insert_all(application(request, by_day, entries, ctx.now))


async def give_back(request: LeaveRequest, ctx: Context) -> LeaveRequest:
    """Cancel an approved request: its days come back by reversing rows, written before the status so that a crash
    between the two is repaired by repeating it."""
    records = ctx.ports.records
    rows = await records.find(LedgerEntry, {"transaction_id": request.id}, order="from_date")
    await records.insert_all(reversal(rows, ctx.now))
    fresh = await records.get(LeaveRequest, request.id) or request
    if fresh.status is not LeaveStatus.cancelled:
        fresh = await records.replace(fresh.model_copy(update={"status": LeaveStatus.cancelled}))
    await team_calendar.refresh(records, fresh)
    return fresh
