"""Time off: the balance from the ledger, and asking for days, which the manager approves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

import holidays as holiday_calendars
from babel.dates import format_date
from pydantic import Field

from actions.tool import Approved, Approvers, Args, Context, Result, Unclear, tool
from domain.errors import BadInput
from domain.leave import (
    Balance,
    LeaveRequest,
    LeaveStatus,
    LeaveType,
    LedgerEntry,
    TransactionType,
    balance,
    overlapping,
    working_days,
)
from domain.messages import Card, Fact, Item, Option, Source, Table
from domain.people import Actor, Person
from domain.permissions import Permission, may

SOURCE = "Leave ledger"
LONGEST, AHEAD = 365, 730
"""Days that one request may span, and days from today within which it must begin."""


def days_text(days: Decimal) -> str:
    return f"{days.normalize():f} {'day' if days == 1 else 'days'}"


def number(days: Decimal) -> str:
    return f"{days.normalize():f}"


def day(when: date, locale: str) -> str:
    return format_date(when, "EEE d MMM y", locale=locale)


def span(start: date, end: date, locale: str) -> str:
    return day(start, locale) if start == end else f"{day(start, locale)} – {day(end, locale)}"


# --- the balance -------------------------------------------------------------------------------------------


class AskBalance(Args):
    leave_type: str | None = Field(None, description="Vacation, sick leave, …; all when left out")
    as_of: date | None = Field(None, description="Balance as of this day; today when left out")


class Balances(Result):
    balances: tuple[Balance, ...]
    names: dict[str, str]
    as_of: date
    locale: str

    def card(self) -> Card:
        source = Source(label=SOURCE, as_of=day(self.as_of, self.locale))
        if len(self.balances) == 1:
            return self._one(self.balances[0], source)
        rows = tuple(
            (self.names[b.leave_type_id], *map(number, (b.usable, b.allocated, b.taken, b.pending)))
            for b in self.balances
        )
        table = Table(
            columns=("Leave", "Left", "Allocated", "Taken", "Waiting"), rows=rows, numeric=(1, 2, 3, 4)
        )
        return Card(title="Your leave", table=table, source=source)

    def _one(self, b: Balance, source: Source) -> Card:
        name = self.names[b.leave_type_id].lower()
        facts = [
            Fact(label="Allocated", value=number(b.allocated)),
            Fact(label="Taken or planned", value=number(b.taken)),
        ]
        if b.expired:
            facts.append(Fact(label="Expired", value=number(b.expired)))
        if b.pending:
            facts.append(Fact(label="Waiting for approval", value=number(b.pending)))
        return Card(
            title=f"You have {days_text(b.usable)} of {name} left",
            facts=tuple(facts),
            source=source,
            suggestions=("I need Friday off", "What happened to my request?"),
        )


@tool(
    "leave.balance",
    args=AskBalance,
    permission=Permission.leave_read,
    phrases=("How many vacation days do I have left?", "How many sick days do I have?"),
    audited=False,
)
async def leave_balance(asked: AskBalance, ctx: Context) -> Balances:
    """Days of leave left, from the ledger, as of a day."""
    types = [t for t in await _types(ctx) if t.allocated]
    if asked.leave_type:
        types = [_named_type(asked.leave_type, types)]
    as_of = asked.as_of or ctx.today
    entries = await ctx.ports.records.find(LedgerEntry, {"employee_id": ctx.actor.id}, order="from_date")
    requests = await _open_requests(ctx)
    return Balances(
        balances=tuple(balance(t.id, entries, requests, as_of) for t in types),
        names={t.id: t.name for t in types},
        as_of=as_of,
        locale=ctx.actor.person.text_locale,
    )


# --- asking for days ---------------------------------------------------------------------------------------


class RequestLeave(Args):
    leave_type: str = Field(title="Kind of leave")
    start: date = Field(title="First day")
    end: date | None = Field(None, title="Last day", description="Leave empty for a single day")
    half_day: Literal["none", "morning", "afternoon"] = Field("none", title="Half day (first day)")
    note: str | None = Field(None, title="Note for the approver", max_length=500)
    resolved_days: Decimal | None = None
    resolved_type_id: str | None = None


class LeaveReceipt(Result):
    request: LeaveRequest
    type_name: str
    decided_by: str | None
    locale: str

    def card(self) -> Card:
        r = self.request
        return Card(
            title="Your leave is approved",
            tone="success",
            facts=(
                Fact(label="Leave", value=self.type_name),
                Fact(label="When", value=span(r.from_date, r.to_date, self.locale)),
                Fact(label="Costs", value=days_text(r.days)),
                *((Fact(label="Approved by", value=self.decided_by),) if self.decided_by else ()),
            ),
            source=Source(label=SOURCE),
        )


async def _types(ctx: Context) -> list[LeaveType]:
    return await ctx.ports.records.find(LeaveType, order="name")


def _named_type(words: str, types: list[LeaveType]) -> LeaveType:
    wanted = words.lower().strip()
    for kind in types:
        if wanted in {kind.id, kind.name.lower(), *(s.lower() for s in kind.synonyms)}:
            return kind
    raise Unclear("leave_type", f"I know no leave called “{words}”.", tuple(map(_type_option, types)))


def _type_option(kind: LeaveType) -> Option:
    return Option(value=kind.id, label=kind.name)


async def _type_options(ctx: Context) -> Mapping[str, tuple[Option, ...]]:
    return {"leave_type": tuple(map(_type_option, await _types(ctx)))}


async def _requests(ctx: Context) -> list[LeaveRequest]:
    return await ctx.ports.records.find(LeaveRequest, {"employee_id": ctx.actor.id}, order="from_date")


async def _open_requests(ctx: Context) -> list[LeaveRequest]:
    where = {"employee_id": ctx.actor.id, "status": LeaveStatus.open.value}
    return await ctx.ports.records.find(LeaveRequest, where)


def _holidays(person: Person, start: date, end: date) -> set[date]:
    calendar = holiday_calendars.country_holidays(
        person.country, subdiv=person.subdivision, years=range(start.year, end.year + 1)
    )
    return {d for d in calendar if start <= d <= end}


async def _check(asked: RequestLeave, ctx: Context) -> RequestLeave:
    """Count the days and hold them against the books. Raises `BadInput` with the rule that stands in the way."""
    kind = _named_type(asked.leave_type, await _types(ctx))
    start, end = asked.start, asked.end or asked.start
    person = ctx.actor.person
    if start < ctx.today:
        raise BadInput(
            f"{day(start, person.text_locale)} is in the past; leave can be asked for from today on."
        )
    if (end - start).days > LONGEST:
        raise BadInput("That is more than a year. Please ask HR about a long absence.")
    if (start - ctx.today).days > AHEAD:
        raise BadInput("That is too far ahead; leave can be asked for up to two years ahead.")
    days = working_days(
        start,
        end,
        _holidays(person, start, end),
        half_day=asked.half_day != "none",
        include_holiday=kind.include_holiday,
    )
    mine = [r for r in await _requests(ctx) if r.id != _request_id(ctx)]
    if (other := overlapping(mine, start, end)) is not None:
        told = span(other.from_date, other.to_date, person.text_locale)
        raise BadInput(f"You already have leave on those days ({told}, {other.status}).")
    if kind.allocated:
        await _enough(kind, days, start, ctx)
    return asked.model_copy(update={"resolved_days": days, "resolved_type_id": kind.id, "end": end})


async def _enough(kind: LeaveType, days: Decimal, start: date, ctx: Context) -> None:
    entries = await ctx.ports.records.find(LedgerEntry, {"employee_id": ctx.actor.id}, order="from_date")
    pending = [r for r in await _open_requests(ctx) if r.id != _request_id(ctx)]
    left = balance(kind.id, entries, pending, start)
    if days > left.usable:
        waiting = f" ({days_text(left.pending)} waiting for approval)" if left.pending else ""
        raise BadInput(
            f"That takes {days_text(days)}, and you have {days_text(left.usable)} of {kind.name.lower()} left"
            f"{waiting}. Ask for fewer days or another kind of leave."
        )


def _request_id(ctx: Context) -> str:
    return f"leave:{ctx.call_id}"


async def _approvers(asked: RequestLeave, ctx: Context) -> Approvers:
    """The manager; without one who may, whoever may approve for everybody. Never the asker."""
    person = ctx.actor.person
    manager = await ctx.ports.records.get(Person, person.manager_id or "")
    if manager and _may_approve(manager, person):
        return Approvers("approve", (manager.id,))
    people = await ctx.ports.records.find(Person, limit=5000)
    from_hr = [p.id for p in people if _may_approve(p, person)]
    if not from_hr:
        raise BadInput("Nobody can approve your leave yet: please ask HR to set your approver.")
    return Approvers("approve", tuple(from_hr))


def _may_approve(person: Person, about: Person) -> bool:
    return person.id != about.id and may(Actor(person=person), Permission.leave_approve, about)


async def _shown(asked: RequestLeave, ctx: Context) -> Card:
    """Evidence first: who, when, what it costs, what is left after, who else of the team is away then."""
    person, locale = ctx.actor.person, ctx.actor.person.text_locale
    end = asked.end or asked.start
    kind = _named_type(asked.resolved_type_id or asked.leave_type, await _types(ctx))
    facts = [
        Fact(
            label="Leave", value=kind.name + ("" if asked.half_day == "none" else f", {asked.half_day} only")
        ),
        Fact(label="When", value=span(asked.start, end, locale)),
        Fact(label="Costs", value=days_text(asked.resolved_days or Decimal(0))),
    ]
    if kind.allocated:
        entries = await ctx.ports.records.find(LedgerEntry, {"employee_id": person.id}, order="from_date")
        left = balance(kind.id, entries, await _open_requests(ctx), asked.start)
        facts.append(Fact(label="Left after that", value=days_text(left.usable - (asked.resolved_days or 0))))
    facts.append(Fact(label="Team away then", value=await _away(person, asked.start, end, ctx)))
    if asked.note:
        facts.append(Fact(label="Note", value=asked.note))
    return Card(title=f"Leave for {person.name}", facts=tuple(facts), source=Source(label=SOURCE))


async def _away(person: Person, start: date, end: date, ctx: Context) -> str:
    if person.manager_id is None:
        return "nobody"
    team = await ctx.ports.records.find(Person, {"manager_id": person.manager_id})
    names = []
    for colleague in team:
        if colleague.id != person.id:
            where = {"employee_id": colleague.id, "status": LeaveStatus.approved.value}
            if overlapping(await ctx.ports.records.find(LeaveRequest, where), start, end):
                names.append(colleague.name)
    return ", ".join(names) or "nobody"


async def _hold(asked: RequestLeave, ctx: Context) -> None:
    """Write the request down. Checked once more, with no other request of this person's able to come between: two
    that were asked for at the same moment would otherwise both find the days free."""
    async with ctx.ports.signals.lock(f"leave:{ctx.actor.id}", seconds=10, wait=10):
        await _check(asked, ctx)
        await ctx.ports.records.insert_all([_request(asked, ctx)])


def _request(asked: RequestLeave, ctx: Context) -> LeaveRequest:
    return LeaveRequest(
        id=_request_id(ctx),
        employee_id=ctx.actor.id,
        leave_type_id=asked.resolved_type_id or asked.leave_type,
        from_date=asked.start,
        to_date=asked.end or asked.start,
        half_day=asked.half_day,
        days=asked.resolved_days or Decimal(0),
        note=asked.note,
        asked_at=ctx.now,
    )


async def _settle(asked: RequestLeave, ctx: Context, status: LeaveStatus) -> LeaveRequest:
    """The request with its decision; repeating it changes nothing."""
    records = ctx.ports.records
    await records.insert_all([_request(asked, ctx)])
    held = await records.get(LeaveRequest, _request_id(ctx))
    if held is None or held.status is not LeaveStatus.open:
        return held or _request(asked, ctx)
    update = {
        "status": status,
        "decided_by": ctx.approval.decided_by if ctx.approval else None,
        "decision_reason": ctx.approval.reason if ctx.approval else None,
    }
    return await records.replace(held.model_copy(update=update))


async def _release(asked: RequestLeave, ctx: Context) -> None:
    await _settle(asked, ctx, LeaveStatus.declined)


@tool(
    "leave.request",
    args=RequestLeave,
    permission=Permission.leave_request,
    phrases=("I need Friday off", "Book vacation from 3 to 7 August"),
    approval=Approved(by=_approvers, shown=_shown, before=_hold, declined=_release),
    resolve=_check,
    options=_type_options,
)
async def leave_request(asked: RequestLeave, ctx: Context) -> LeaveReceipt:
    """Ask for days off; your manager approves."""
    request = await _settle(asked, ctx, LeaveStatus.approved)
    kind = _named_type(request.leave_type_id, await _types(ctx))
    entry = LedgerEntry(
        id=f"ledger:{request.id}",
        employee_id=request.employee_id,
        leave_type_id=request.leave_type_id,
        transaction_type=TransactionType.application,
        transaction_id=request.id,
        days=-request.days,
        from_date=request.from_date,
        to_date=request.to_date,
        posted_at=ctx.now,
    )
    if kind.allocated:
        await ctx.ports.records.insert_all([entry])
    decider = await ctx.ports.records.get(Person, request.decided_by) if request.decided_by else None
    return LeaveReceipt(
        request=request,
        type_name=kind.name,
        decided_by=decider.name if decider else None,
        locale=ctx.actor.person.text_locale,
    )


# --- what became of it ---------------------------------------------------------------------------------------


class AskMine(Args):
    pass


class MyRequests(Result):
    requests: tuple[LeaveRequest, ...]
    names: dict[str, str]
    locale: str

    def card(self) -> Card:
        if not self.requests:
            return Card(title="You have no leave planned or waiting", source=Source(label="Leave requests"))
        items = tuple(
            Item(
                title=f"{self.names[r.leave_type_id]}, {span(r.from_date, r.to_date, self.locale)}",
                subtitle=days_text(r.days) + (f" · “{r.decision_reason}”" if r.decision_reason else ""),
                badge={"open": "waiting"}.get(r.status, r.status),
            )
            for r in self.requests
        )
        return Card(title="Your leave requests", items=items, source=Source(label="Leave requests"))


@tool(
    "leave.mine",
    args=AskMine,
    permission=Permission.leave_read,
    phrases=("What happened to my leave request?", "What leave have I planned?"),
    audited=False,
)
async def leave_mine(asked: AskMine, ctx: Context) -> MyRequests:
    """My leave requests: waiting, decided, planned."""
    recent = [r for r in await _requests(ctx) if r.to_date >= ctx.today or r.status is LeaveStatus.open]
    return MyRequests(
        requests=tuple(recent),
        names={t.id: t.name for t in await _types(ctx)},
        locale=ctx.actor.person.text_locale,
    )
