"""A day off for a day worked: the attendance of a free day is the evidence, the approver agrees, a day is given."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from pydantic import Field

from actions.attendance import clock, hours, shift_of
from actions.leave import approvers, books
from actions.leave.given import opening, terms_of
from actions.leave.words import SOURCE, day, days_text
from actions.tool import Approved, Approvers, Args, Context, Result, Unclear, tool
from domain.approvals import Approval, ApprovalStatus
from domain.attendance import Attendance, DayRecord, attendance_id, measured
from domain.errors import BadInput
from domain.leave import HALF, LeaveType, LedgerEntry, by_hand
from domain.leave.requests import is_free
from domain.messages import Card, Fact, Source
from domain.permissions import Permission

LATEST = 62
"""Days after the day worked in which it can be asked for."""
WHOLE_DAY = 240
"""Minutes worked from which a whole day is given; half a day below."""


class AskCompensatory(Args):
    worked: date = Field(title="Day worked", description="A weekend or a holiday on which you checked in")
    reason: str | None = Field(None, title="What for", max_length=300)
    leave_type: str | None = Field(None, title="Kind of leave")
    resolved_type_id: str | None = None
    resolved_days: Decimal | None = None


def entry_id(employee_id: str, worked: date) -> str:
    """One row for each employee and day worked: it is compensated once."""
    return f"compensatory:{employee_id}:{worked}"


async def _checked(asked: AskCompensatory, ctx: Context) -> AskCompensatory:
    kind = await _kind(asked, ctx)
    told = day(asked.worked, ctx.actor.person.text_locale)
    if asked.worked > ctx.today:
        raise BadInput(f"{told} is still to come; a day off is given for a day that was worked.")
    if (ctx.today - asked.worked).days > LATEST:
        raise BadInput(f"{told} is more than {LATEST} days ago. Please ask HR about it.")
    free = await books.holidays(ctx.ports.records, ctx.actor.person, asked.worked, asked.worked)
    if not is_free(asked.worked, free):
        raise BadInput(f"{told} was a working day; a day off is given for work on a weekend or a holiday.")
    if await ctx.ports.records.get(LedgerEntry, entry_id(ctx.actor.id, asked.worked)):
        raise BadInput(f"You have been given a day off for {told} already.")
    if await _waits(asked, ctx):
        raise BadInput(f"You have asked for a day off for {told} already; it waits for your approver.")
    record = await _attendance(asked, ctx)
    days = Decimal(1) if record.worked >= WHOLE_DAY else HALF
    return asked.model_copy(update={"resolved_type_id": kind.id, "resolved_days": days})


async def _waits(asked: AskCompensatory, ctx: Context) -> bool:
    where = {"asker_id": ctx.actor.id, "status": ApprovalStatus.pending.value, "tool": "leave.compensatory"}
    found = await ctx.ports.records.find(Approval, where)
    return any(a.args.get("worked") == asked.worked.isoformat() and a.call_id != ctx.call_id for a in found)


async def _kind(asked: AskCompensatory, ctx: Context) -> LeaveType:
    kinds = [t for t in await books.types(ctx.ports.records) if t.compensatory_days is not None]
    if not kinds:
        raise BadInput("There is no leave for days worked here. Please talk to your manager or to HR.")
    named = asked.resolved_type_id or asked.leave_type
    if named is None and len(kinds) == 1:
        return kinds[0]
    try:
        return books.named_type(named or "", kinds)
    except Unclear:
        if len(kinds) == 1:
            return kinds[0]
        raise


async def _attendance(asked: AskCompensatory, ctx: Context) -> DayRecord:
    """The evidence. Raises `BadInput` without a check-in and a check-out on that day."""
    found = await ctx.ports.records.get(Attendance, attendance_id(ctx.actor.id, asked.worked))
    shift = await shift_of(ctx.actor.person, ctx)
    record = measured(found, shift, ctx.actor.person.time_zone) if found else None
    if record is None or not record.worked:
        told = day(asked.worked, ctx.actor.person.text_locale)
        raise BadInput(
            f"I find no check-in and check-out of yours on {told}. Correct your attendance of that day first."
        )
    return record


async def _approvers(asked: AskCompensatory, ctx: Context) -> Approvers:
    return await approvers.leave_approvers(ctx.actor.person, ctx)


async def _above(asked: AskCompensatory, ctx: Context) -> tuple[str, ...]:
    return await approvers.above(ctx.actor.person, ctx)


async def _shown(asked: AskCompensatory, ctx: Context) -> Card:
    record, zone = await _attendance(asked, ctx), ctx.actor.person.time_zone
    free = await books.holidays(ctx.ports.records, ctx.actor.person, asked.worked, asked.worked)
    times = f"{clock(record.in_time, zone)} to {clock(record.out_time, zone)}, {hours(record.worked)}"
    facts = [
        Fact(label="Worked on", value=day(asked.worked, ctx.actor.person.text_locale)),
        Fact(label="Which was", value=free.get(asked.worked, "a weekend")),
        Fact(label="Attendance", value=times),
        Fact(label="Gives", value=days_text(asked.resolved_days or Decimal(0))),
    ]
    facts += [Fact(label="What for", value=asked.reason)] if asked.reason else []
    title = f"A day off for a day worked: {ctx.actor.name}"
    return Card(title=title, facts=tuple(facts), source=Source(label="Attendance"))


class Compensated(Result):
    entry: LedgerEntry
    type_name: str
    locale: str

    def card(self) -> Card:
        return Card(
            title=f"You have been given {days_text(self.entry.days)} of {self.type_name.lower()}",
            tone="success",
            facts=(Fact(label="To be taken until", value=day(self.entry.to_date, self.locale)),),
            source=Source(label=SOURCE),
        )


@tool(
    "leave.compensatory",
    args=AskCompensatory,
    permission=Permission.leave_request,
    phrases=("I worked last Sunday and want a day off for it",),
    approval=Approved(by=_approvers, shown=_shown, above=_above),
    resolve=_checked,
)
async def leave_compensatory(asked: AskCompensatory, ctx: Context) -> Compensated:
    """Ask for a day off for work on a free day; my attendance of that day is shown to my manager."""
    records, person, kind = ctx.ports.records, ctx.actor.person, await _kind(asked, ctx)
    id = entry_id(person.id, asked.worked)
    end = (await terms_of(records, person, kind)).period(ctx.today)[1]
    until = min(end, ctx.today + timedelta(kind.compensatory_days or 0))
    days = asked.resolved_days or Decimal(0)
    why = f"worked on {asked.worked}"
    entry = by_hand(id, kind, person.id, days, ctx.today, until, why, ctx.now)
    await records.insert_all([*await opening(records, person, kind, ctx), entry])
    stored = await records.get(LedgerEntry, id) or entry
    return Compensated(entry=stored, type_name=kind.name, locale=person.text_locale)
