"""Letting somebody decide in one's place: everything for a while, or one waiting question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date
from pydantic import Field

from actions import deciding, references
from actions.approvals import SOURCE, picked, waiting_for
from actions.tool import Approved, Approvers, Args, Context, Result, Undo, tool
from domain.approvals import Approval
from domain.delegations import Delegation, delegation_id
from domain.errors import BadInput, NotFound
from domain.messages import Card, Fact
from domain.people import Actor, Person
from domain.permissions import Permission, may


class Delegate(Args):
    person: str = Field(title="Who decides for you", max_length=200)
    until: date = Field(title="Until (that day included)")
    resolved_to_id: str | None = None


class Mine(Args):
    pass


class HandOver(Args):
    which: str | None = Field(
        None, title="Which", description="A name, words of its title, or its place in the list"
    )
    person: str = Field(title="Who decides it instead", max_length=200)
    resolved_to_id: str | None = None
    resolved_approval_id: str | None = None


class Told(Result):
    """Something about who decides that both sides learn of."""

    title: str
    text: str
    facts: tuple[Fact, ...] = ()
    other_id: str | None = None
    other_title: str = ""

    def card(self) -> Card:
        return Card(title=self.title, text=self.text, facts=self.facts, tone="success", source=SOURCE)

    def notices(self) -> Sequence[tuple[str, Card]]:
        if self.other_id is None:
            return ()
        return ((self.other_id, Card(title=self.other_title, facts=self.facts, source=SOURCE)),)


async def stand_in(words: str, ctx: Context) -> Person:
    """The colleague meant. Raises `NotFound`, and `BadInput` for oneself and for who may not decide for others."""
    found = await references.person(words, ctx)
    if found is None:
        raise NotFound(f"I know no single colleague called {words}. Please give the full name.")
    if found.id == ctx.actor.id:
        raise BadInput("You decide yourself already; please name a colleague.")
    if not may(Actor(person=found), Permission.approval_share):
        raise BadInput(f"{found.name} cannot decide for an employee; please name a colleague.")
    return found


def _end_of(day: date, ctx: Context) -> datetime:
    zone = ZoneInfo(ctx.actor.person.time_zone)
    return datetime.combine(day + timedelta(1), time.min, zone).astimezone(UTC)


async def _myself(asked: Args, ctx: Context) -> Approvers:
    return Approvers("confirm", (ctx.actor.id,))


async def _to(asked: Delegate | HandOver, ctx: Context) -> Person:
    found = await ctx.ports.records.get(Person, asked.resolved_to_id or "")
    if found is None:
        raise NotFound("That colleague is no longer in the directory.")
    return found


# --- everything, for a while ---------------------------------------------------------------------------------


async def _delegate_resolved(asked: Delegate, ctx: Context) -> Delegate:
    if asked.until < ctx.today:
        raise BadInput("That day is over. Please name the last day on which they decide for you.")
    return asked.model_copy(update={"resolved_to_id": (await stand_in(asked.person, ctx)).id})


def _until(last: date, ctx: Context) -> Fact:
    day = format_date(last, "EEEE d MMMM y", locale=ctx.actor.person.text_locale)
    return Fact(label="Until", value=f"{day} (included)")


async def _delegate_shown(asked: Delegate, ctx: Context) -> Card:
    to = await _to(asked, ctx)
    text = f"{to.name} will see and decide what waits for you, as will you. Each decision names both of you."
    return Card(
        title=f"Let {to.name} decide for you?", text=text, facts=(_until(asked.until, ctx),), source=SOURCE
    )


async def _take_back(asked: Delegate, ctx: Context) -> Told:
    return await _end(ctx)


@tool(
    "approvals.delegate",
    args=Delegate,
    permission=Permission.approval_share,
    phrases=("Sam decides for me until Friday",),
    approval=Approved(by=_myself, shown=_delegate_shown),
    resolve=_delegate_resolved,
    undo=Undo(run=_take_back),
)
async def approvals_delegate(asked: Delegate, ctx: Context) -> Told:
    """Let a colleague decide what waits for me, until a day."""
    to, records = await _to(asked, ctx), ctx.ports.records
    until = _end_of(asked.until, ctx)
    new = Delegation(
        id=delegation_id(ctx.actor.id), person_id=ctx.actor.id, to_id=to.id, since=ctx.now, until=until
    )
    if not await records.insert_all([new]):
        held = await records.get(Delegation, new.id)
        if held and (held.to_id, held.until) != (new.to_id, new.until):
            await records.replace(new.model_copy(update={"rev": held.rev}))
    return Told(
        title=f"{to.name} decides for you",
        text=f"{to.name} is told. Say “I decide myself again” to end it.",
        facts=(_until(asked.until, ctx),),
        other_id=to.id,
        other_title=f"You decide for {ctx.actor.name} now",
    )


async def _end(ctx: Context) -> Told:
    held = await ctx.ports.records.get(Delegation, delegation_id(ctx.actor.id))
    if held is None:
        return Told(
            title="You decide yourself", text="Nobody decides for you; what waits for you is yours alone."
        )
    if held.until > ctx.now:
        await ctx.ports.records.replace(held.model_copy(update={"until": ctx.now}))
    to = await ctx.ports.records.get(Person, held.to_id)
    return Told(
        title="You decide yourself again",
        text=f"{to.name} is told." if to else "What waits for you is yours alone.",
        other_id=to.id if to else None,
        other_title=f"{ctx.actor.name} decides without you again",
    )


@tool(
    "approvals.deputy",
    args=Mine,
    permission=Permission.approval_share,
    phrases=("Who decides for me?",),
)
async def approvals_deputy(asked: Mine, ctx: Context) -> Told:
    """Who decides for me now, and until when."""
    held = await ctx.ports.records.get(Delegation, delegation_id(ctx.actor.id))
    to = await ctx.ports.records.get(Person, held.to_id) if held and held.until > ctx.now else None
    if held is None or to is None:
        text = "Name somebody while you are away: “Sam decides for me until Friday”."
        return Told(title="Nobody decides for you", text=text)
    last = held.until.astimezone(ZoneInfo(ctx.actor.person.time_zone)) - timedelta(seconds=1)
    return Told(
        title=f"{to.name} decides for you",
        text="Say “I decide myself again” to end it.",
        facts=(_until(last.date(), ctx),),
    )


@tool(
    "approvals.end_delegation",
    args=Mine,
    permission=Permission.approval_share,
    phrases=("I decide myself again",),
    offered=False,
)
async def approvals_end_delegation(asked: Mine, ctx: Context) -> Told:
    """End that a colleague decides for me."""
    return await _end(ctx)


# --- one question ------------------------------------------------------------------------------------------------


async def _hand_over_resolved(asked: HandOver, ctx: Context) -> HandOver:
    to = await stand_in(asked.person, ctx)
    waiting = tuple(await waiting_for(ctx.ports.records, ctx.actor.id, frozenset()))
    found = await picked(asked.which, waiting, ctx) if asked.which else waiting
    if len(found) != 1:
        raise BadInput(
            "Nothing is waiting for you."
            if not found
            else "Please say which one: by a name, or its place in the list."
        )
    return asked.model_copy(update={"resolved_to_id": to.id, "resolved_approval_id": found[0].id})


async def _hand_over_shown(asked: HandOver, ctx: Context) -> Card:
    to, approval = (
        await _to(asked, ctx),
        await ctx.ports.records.get(Approval, asked.resolved_approval_id or ""),
    )
    title = f"Let {to.name} decide this instead of you?"
    facts = (Fact(label="Request", value=approval.card.title or approval.tool),) if approval else ()
    return Card(title=title, facts=facts, source=SOURCE)


@tool(
    "approvals.hand_over",
    args=HandOver,
    permission=Permission.approval_share,
    phrases=("Give the first request to Sam",),
    approval=Approved(by=_myself, shown=_hand_over_shown),
    resolve=_hand_over_resolved,
    offered=False,
)
async def approvals_hand_over(asked: HandOver, ctx: Context) -> Told:
    """Give one request that waits for me to a colleague, who decides it instead."""
    to = await _to(asked, ctx)
    held = await ctx.ports.records.get(Approval, asked.resolved_approval_id or "")
    given = held and any((h.by, h.to_id) == (ctx.actor.id, to.id) for h in held.handovers)
    if not given:
        held = await deciding.hand_over(ctx.ports, asked.resolved_approval_id or "", ctx.actor, to)
    title = held.card.title or held.tool if held else ""
    return Told(title=f"{to.name} decides: {title}", text=f"{to.name} gets the request in their inbox.")
