"""Days that are paid out instead of taken (encashment): up to the kind's maximum, and never the last ones."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from actions.leave import approvers, books
from actions.leave.words import SOURCE, days_text, number
from actions.tool import Approved, Approvers, Args, Context, Result, Unclear, tool
from domain.errors import BadInput
from domain.leave import Balance, LeaveType, LedgerEntry, balance, encashed
from domain.messages import Card, Fact, Option, Source
from domain.permissions import Permission


class AskEncashment(Args):
    days: Decimal = Field(title="Days", gt=0, le=366)
    leave_type: str | None = Field(None, title="Kind of leave")
    resolved_type_id: str | None = None


async def _kind(asked: AskEncashment, ctx: Context) -> LeaveType:
    kinds = [t for t in await books.types(ctx.ports.records) if t.most_encashed]
    if not kinds:
        raise BadInput("No leave is paid out here: days are there to be taken.")
    named = asked.resolved_type_id or asked.leave_type
    if named is None and len(kinds) == 1:
        return kinds[0]
    if named is None:
        raise Unclear(
            "leave_type", "Which kind of leave?", tuple(Option(value=k.id, label=k.name) for k in kinds)
        )
    kind = books.named_type(named, await books.types(ctx.ports.records))
    if not kind.most_encashed:
        raise BadInput(
            f"{kind.name} is not paid out. Days of {', '.join(k.name.lower() for k in kinds)} can be."
        )
    return kind


async def _balance(kind: LeaveType, ctx: Context) -> Balance:
    records, me = ctx.ports.records, ctx.actor.id
    entries = await books.ledger_as_of(records, me, ctx.today, ctx.today)
    return balance(kind.id, entries, await books.open_requests(records, me), ctx.today)


def _require(asked: AskEncashment, kind: LeaveType, there: Balance) -> None:
    if asked.days % kind.rounding:
        raise BadInput(f"{kind.name} is paid out in steps of {number(kind.rounding)}.")
    free = there.remaining - there.pending - kind.non_encashable
    most = max(Decimal(0), min(free, kind.most_encashed - there.encashed))
    if asked.days > most:
        raise BadInput(
            f"At most {days_text(most)} of {kind.name.lower()} can be paid out to you: "
            f"{days_text(kind.most_encashed)} a leave period, and {days_text(kind.non_encashable)} must be left "
            f"beside what you have asked for (you have {number(there.remaining)}, {number(there.pending)} waiting, "
            f"{number(there.encashed)} paid out)."
        )


async def _checked(asked: AskEncashment, ctx: Context) -> AskEncashment:
    kind = await _kind(asked, ctx)
    _require(asked, kind, await _balance(kind, ctx))
    return asked.model_copy(update={"resolved_type_id": kind.id})


async def _from_hr(asked: AskEncashment, ctx: Context) -> Approvers:
    return Approvers("approve", await approvers.from_hr(ctx.ports.records, ctx.actor.person))


async def _shown(asked: AskEncashment, ctx: Context) -> Card:
    kind = await _kind(asked, ctx)
    there = await _balance(kind, ctx)
    facts = (
        Fact(label="Leave", value=kind.name),
        Fact(label="Days", value=number(asked.days)),
        Fact(label="Left after that", value=days_text(there.remaining - there.pending - asked.days)),
        Fact(label="Paid out before in this period", value=number(there.encashed)),
    )
    return Card(title=f"Pay out leave: {ctx.actor.name}", facts=facts, source=Source(label=SOURCE))


class Encashed(Result):
    entry: LedgerEntry
    type_name: str
    left: Decimal

    def card(self) -> Card:
        return Card(
            title=f"{days_text(-self.entry.days)} of {self.type_name.lower()} are paid out to you",
            tone="success",
            facts=(Fact(label="Left", value=days_text(self.left)),),
            text="The pay follows with one of your next payslips.",
            source=Source(label=SOURCE),
        )


@tool(
    "leave.encash",
    args=AskEncashment,
    permission=Permission.leave_request,
    phrases=("Pay out 3 of my vacation days",),
    approval=Approved(by=_from_hr, shown=_shown),
    resolve=_checked,
)
async def leave_encash(asked: AskEncashment, ctx: Context) -> Encashed:
    """Have days of leave paid out instead of taking them; HR agrees."""
    kind, id = await _kind(asked, ctx), f"encashment:{ctx.call_id}"
    async with ctx.ports.signals.lock(f"leave:{ctx.actor.id}", seconds=10, wait=10):
        stored = await ctx.ports.records.get(LedgerEntry, id)
        if stored is None:
            _require(asked, kind, await _balance(kind, ctx))
            stored = encashed(id, kind, ctx.actor.id, asked.days, ctx.today, ctx.now)
            await ctx.ports.records.insert_all([stored])
    there = await _balance(kind, ctx)
    return Encashed(entry=stored, type_name=kind.name, left=there.remaining - there.pending)
