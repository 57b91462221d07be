"""Changing one's mind: leave that waits is withdrawn, approved leave is given back, and other days take its place."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from pydantic import Field

from actions.forms import NEEDED
from actions.leave import approvers, asking, books, planned, receipts
from actions.leave.asking import Wanted
from actions.leave.receipts import LeaveReceipt
from actions.leave.words import REQUESTS, SOURCE, days_text, span
from actions.tool import Approved, Approvers, Args, Context, Result, Unclear, tool
from domain.approvals import Approval, ApprovalStatus, approval_id, decided
from domain.errors import BadInput
from domain.leave import LeaveRequest, LeaveStatus, LeaveType
from domain.leave.requests import LIVE
from domain.messages import Card, Fact, Source
from domain.notices import Notice
from domain.people import Person
from domain.permissions import Permission

WITHDRAWN = "Withdrawn: no decision is needed any more."


# --- cancelling ------------------------------------------------------------------------------------------------


class CancelLeave(Args):
    request: str | None = Field(None, title="Which leave")
    start: date | None = Field(None, title="From")
    end: date | None = Field(None, title="Until")
    resolved_request_id: str | None = None


async def _which(asked: CancelLeave, ctx: Context) -> CancelLeave:
    if asked.request:
        found = await planned.own(asked.request, ctx)
        if found.status not in LIVE:
            raise BadInput(f"That request is {found.status} already.")
        if planned.begun(found, ctx):
            raise BadInput(planned.BEGUN)
        return asked.model_copy(update={"resolved_request_id": found.id})
    there = await planned.changeable(ctx)
    if not asked.start and ctx.focus.waits == "form" and ctx.focus.tool == "leave.request":
        raise BadInput(
            "Nothing has been asked for yet: the form above is not sent, so there is nothing to take back."
        )
    if not asked.start and ctx.focus.call_id:
        there = [r for r in there if r.id == f"leave:{ctx.focus.call_id}"] or there
    if asked.start:
        end = asked.end or asked.start
        there = [r for r in there if r.from_date <= end and r.to_date >= asked.start]
    if not there:
        raise BadInput(await _nothing(asked, ctx))
    found = await planned.one_of(there, "You have several. Which one do you want to cancel?", ctx)
    return asked.model_copy(update={"resolved_request_id": found.id})


async def _nothing(asked: CancelLeave, ctx: Context) -> str:
    locale = ctx.actor.person.text_locale
    others = await planned.changeable(ctx)
    told = ", ".join(span(r.from_date, r.to_date, locale) for r in others[:5])
    instead = f"You have leave on {told}." if told else "Leave that has begun can only be changed by HR."
    if asked.start is None:
        return f"You have no leave ahead that could be cancelled. {instead}"
    return f"You have no leave to cancel on {span(asked.start, asked.end or asked.start, locale)}. {instead}"


async def _cancel_shown(asked: CancelLeave, ctx: Context) -> Card:
    request = await planned.own(asked.resolved_request_id or "", ctx)
    kind = await _kind(request, ctx)
    back = "The days come back to your balance." if kind.allocated else None
    return Card(title="Cancel this leave?", facts=_facts(request, kind, ctx), text=back)


def _facts(request: LeaveRequest, kind: LeaveType, ctx: Context) -> tuple[Fact, ...]:
    locale = ctx.actor.person.text_locale
    return (
        Fact(label="Leave", value=kind.name),
        Fact(label="When", value=span(request.from_date, request.to_date, locale)),
        Fact(label="Costs", value=days_text(request.days)),
    )


async def _kind(request: LeaveRequest, ctx: Context) -> LeaveType:
    return books.named_type(request.leave_type_id, await books.types(ctx.ports.records))


class Cancelled(Result):
    request: LeaveRequest
    facts: tuple[Fact, ...]
    told: tuple[str, ...]

    def card(self) -> Card:
        text = f"{' and '.join(self.told)} is told." if self.told else None
        return Card(
            title="Your leave is cancelled",
            tone="success",
            facts=self.facts,
            text=text,
            source=Source(label=SOURCE),
        )


@tool(
    "leave.cancel",
    args=CancelLeave,
    permission=Permission.leave_request,
    phrases=("Cancel my leave next week",),
    approval=Approved(by=approvers.confirm, shown=_cancel_shown),
    resolve=_which,
)
async def leave_cancel(asked: CancelLeave, ctx: Context) -> Cancelled:
    """Cancel my leave: what waits is withdrawn, what was approved is given back."""
    request = await planned.own(asked.resolved_request_id or "", ctx)
    if planned.begun(request, ctx):
        raise BadInput(planned.BEGUN)
    was_approved = request.decided_by is not None
    request = await cancel(request, ctx)
    kind = await _kind(request, ctx)
    told = await _tell(request, kind, "cancelled", ctx) if was_approved else ()
    return Cancelled(request=request, facts=_facts(request, kind, ctx), told=told)


async def cancel(request: LeaveRequest, ctx: Context) -> LeaveRequest:
    """Withdraw or give back. Raises `Conflict` when somebody decides at this very moment."""
    if request.status is LeaveStatus.open:
        await _withdraw_question(request, ctx)
    if request.status in LIVE:
        return await asking.give_back(request, ctx)
    return request


async def _withdraw_question(request: LeaveRequest, ctx: Context) -> None:
    """Close the question to the approver; the sweep takes its buttons away."""
    records = ctx.ports.records
    approval = await records.get(Approval, approval_id(request.id.removeprefix("leave:")))
    if approval and approval.status is ApprovalStatus.pending:
        await records.replace(decided(approval, ctx.actor, False, WITHDRAWN, ctx.now))


async def _tell(request: LeaveRequest, kind: LeaveType, what: str, ctx: Context) -> tuple[str, ...]:
    """Whoever approved learns of it; returns their name."""
    approver = await ctx.ports.records.get(Person, request.decided_by or "")
    if approver is None:
        return ()
    card = Card(
        title=f"{ctx.actor.name} {what} leave that you had approved",
        facts=_facts(request, kind, ctx),
        source=Source(label=REQUESTS),
    )
    id = f"notice:{request.id}:{what}"
    await ctx.ports.records.insert_all([Notice(id=id, person_id=approver.id, card=card, at=ctx.now)])
    return (approver.name,)


# --- other days instead ----------------------------------------------------------------------------------------


class ChangeLeave(Args):
    start: date | None = Field(None, title="First day", json_schema_extra={NEEDED: True})
    end: date | None = Field(None, title="Last day", description="As long as before when left out")
    by_days: int | None = Field(
        None, title="Moved by days", description="Instead of days: 7 is a week later", ge=-366, le=366
    )
    half_day: Literal["none", "morning", "afternoon"] | None = Field(None, title="Half day (first day)")
    was: date | None = Field(
        None, title="Instead of the leave on", description="The leave last asked for when left out"
    )
    note: str | None = Field(None, title="Note for the approver", max_length=500)
    resolved_request_id: str | None = None
    resolved_days: Decimal | None = None


async def _check(asked: ChangeLeave, ctx: Context) -> ChangeLeave:
    old = await _last(asked, ctx)
    kind = await _kind(old, ctx)
    if asked.by_days:
        asked = asked.model_copy(update={"start": old.from_date + timedelta(asked.by_days), "end": None})
    elif asked.start is None and (asked.end or asked.half_day):
        asked = asked.model_copy(update={"start": old.from_date})
    if asked.start is None:
        raise Unclear("start", "")
    half = asked.half_day or (old.half_day if asked.end in (None, asked.start) else "none")
    end = asked.end or await _as_long(asked.start, old, kind, ctx)
    wanted = Wanted(kind, asked.start, end, half, asked.note or old.note, old.id)
    if (wanted.start, wanted.end, half) == (old.from_date, old.to_date, old.half_day):
        raise BadInput("Those are the days you have asked for already.")
    days = sum((await asking.cost(wanted, ctx)).values(), Decimal(0))
    update = {"resolved_request_id": old.id, "resolved_days": days, "half_day": half}
    update |= {"start": asked.start, "end": end}
    return asked.model_copy(update=update)


async def _last(asked: ChangeLeave, ctx: Context) -> LeaveRequest:
    """The request meant: the one on the day named, else the one just spoken of, else the one asked for last."""
    there = await planned.changeable(ctx)
    spoken = [r for r in there if ctx.focus.call_id and r.id == f"leave:{ctx.focus.call_id}"]
    if spoken and not asked.was:
        return spoken[0]
    if asked.was:
        there = [r for r in there if r.from_date <= asked.was <= r.to_date]
    if not there:
        raise BadInput("You have no leave ahead that could be changed. You can ask for new days instead.")
    return max(there, key=lambda r: (r.asked_at, r.from_date))


async def _as_long(start: date, old: LeaveRequest, kind: LeaveType, ctx: Context) -> date:
    """The last day with which as many days are free as before."""
    whole = old.days if old.half_day == "none" else old.days + Decimal("0.5")
    return await asking.last_day(start, whole, kind.include_holiday, ctx)


async def _wanted(asked: ChangeLeave, ctx: Context) -> tuple[Wanted, LeaveRequest]:
    old = await planned.own(asked.resolved_request_id or "", ctx)
    kind = await _kind(old, ctx)
    half = asked.half_day or "none"
    start = asked.start or old.from_date
    return Wanted(kind, start, asked.end or start, half, asked.note or old.note, old.id), old


async def _change_shown(asked: ChangeLeave, ctx: Context) -> Card:
    wanted, old = await _wanted(asked, ctx)
    locale = ctx.actor.person.text_locale
    title = f"{ctx.actor.name} asks to change leave"
    card = await asking.shown(wanted, asked.resolved_days or Decimal(0), title, ctx)
    before = Fact(
        label="Instead of", value=f"{span(old.from_date, old.to_date, locale)}, {planned.status(old)}"
    )
    return card.model_copy(update={"facts": (*card.facts[:2], before, *card.facts[2:])})


async def _hold(asked: ChangeLeave, ctx: Context) -> None:
    """What still waits is withdrawn at once; what was approved stays until the change is approved too."""
    wanted, old = await _wanted(asked, ctx)
    await asking.hold(wanted, ctx)
    if old.status is LeaveStatus.open:
        await cancel(old, ctx)


async def _release(asked: ChangeLeave, ctx: Context) -> None:
    wanted, _ = await _wanted(asked, ctx)
    await asking.decide(wanted, asked.resolved_days or Decimal(0), ctx, LeaveStatus.declined)


async def _approvers(asked: ChangeLeave, ctx: Context) -> Approvers:
    kind = (await _wanted(asked, ctx))[0].kind
    return await approvers.in_order(kind, asked.resolved_days or Decimal(0), ctx)


async def _above(asked: ChangeLeave, ctx: Context) -> tuple[str, ...]:
    return await approvers.above(ctx.actor.person, ctx)


@tool(
    "leave.change",
    args=ChangeLeave,
    permission=Permission.leave_request,
    phrases=("Make it Thursday instead",),
    approval=Approved(by=_approvers, shown=_change_shown, before=_hold, declined=_release, above=_above),
    resolve=_check,
)
async def leave_change(asked: ChangeLeave, ctx: Context) -> LeaveReceipt:
    """Other days instead of leave I asked for; your manager approves again."""
    wanted, old = await _wanted(asked, ctx)
    if planned.begun(old, ctx):
        await _release(asked, ctx)
        raise BadInput(planned.BEGUN)
    request = await asking.decide(wanted, asked.resolved_days or Decimal(0), ctx, LeaveStatus.approved)
    if request.status is LeaveStatus.approved:
        await cancel(old, ctx)
        await asking.post(request, wanted.kind, ctx)
    return await receipts.receipt(request, wanted.kind, ctx)
