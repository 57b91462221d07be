"""Days given or taken back by hand, with a reason: a row of its own, which no nightly run touches."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import Field

from actions.leave import approvers, books, employee
from actions.leave.given import Rules, opening
from actions.leave.words import SOURCE, day, days_text, number
from actions.tool import Approved, Args, Context, Result, tool
from domain.errors import BadInput
from domain.leave import Balance, LeaveType, balance, by_hand
from domain.messages import Card, Fact, Source
from domain.notices import Notice
from domain.people import Person
from domain.permissions import Permission

MOST, STEP = Decimal(366), Decimal("0.25")


class AdjustLeave(Args):
    employee: str = Field(title="Whose", description="A name, or the id of an employee")
    leave_type: str = Field(title="Kind of leave")
    days: Decimal = Field(title="Days", description="As 2.5; with a minus to take back")
    reason: str = Field(title="Why", description="As the employee will read it", min_length=3, max_length=300)
    until: date | None = Field(
        None, title="To be taken until", description="The end of the leave period when left out"
    )
    resolved_person_id: str | None = None
    resolved_type_id: str | None = None


async def _checked(asked: AdjustLeave, ctx: Context) -> AdjustLeave:
    person = await employee.to_manage(asked.employee, ctx)
    kind = books.named_type(asked.leave_type, await books.types(ctx.ports.records))
    if not kind.allocated:
        raise BadInput(f"{kind.name} has no days to give: it is granted on request.")
    if not asked.days or abs(asked.days) > MOST or asked.days % STEP:
        raise BadInput("Please give between a quarter day and 366 days, in steps of a quarter day.")
    end = (await _period(person, kind, ctx))[1]
    until = asked.until or end
    if not ctx.today <= until <= end:
        told = day(end, ctx.actor.person.text_locale)
        raise BadInput(
            f"Days can be taken from today until the leave period ends on {told}, so not until then."
        )
    if asked.days < 0 and not kind.negative_allowed:
        there = await _balance(person, kind, ctx)
        if there.remaining - there.pending + asked.days < 0:
            left = days_text(there.remaining - there.pending)
            raise BadInput(
                f"{person.name} has {left} of {kind.name.lower()} left; no more can be taken back."
            )
    update = {"resolved_person_id": person.id, "resolved_type_id": kind.id, "until": until}
    return asked.model_copy(update=update)


async def _period(person: Person, kind: LeaveType, ctx: Context) -> tuple[date, date]:
    rules = await Rules.of(ctx.ports.records, person.id)
    return rules.terms(person, [kind])[kind.id].period(ctx.today)


async def _balance(person: Person, kind: LeaveType, ctx: Context) -> Balance:
    records = ctx.ports.records
    entries = await books.ledger_as_of(records, person.id, ctx.today, ctx.today)
    return balance(kind.id, entries, await books.open_requests(records, person.id), ctx.today)


async def _named(asked: AdjustLeave, ctx: Context) -> tuple[Person, LeaveType]:
    person = await employee.known(asked.resolved_person_id, ctx)
    return person, books.named_type(asked.resolved_type_id or "", await books.types(ctx.ports.records))


def _facts(asked: AdjustLeave, kind: LeaveType, ctx: Context) -> tuple[Fact, ...]:
    lost = day(asked.until, ctx.actor.person.text_locale) if asked.until else ""
    return (
        Fact(label="Leave", value=kind.name),
        Fact(label="Days", value=f"{'+' if asked.days > 0 else ''}{number(asked.days)}"),
        Fact(label="Why", value=asked.reason),
        *((Fact(label="To be taken until", value=lost),) if asked.days > 0 else ()),
    )


async def _shown(asked: AdjustLeave, ctx: Context) -> Card:
    person, kind = await _named(asked, ctx)
    left = (await _balance(person, kind, ctx)).remaining
    after = Fact(label="Left", value=f"{number(left)} now, {number(left + asked.days)} after it")
    verb = "Give" if asked.days > 0 else "Take back"
    title = f"{verb} {days_text(abs(asked.days))}: {person.name}?"
    return Card(title=title, facts=(*_facts(asked, kind, ctx), after), source=Source(label=SOURCE))


class Adjusted(Result):
    name: str
    facts: tuple[Fact, ...]

    def card(self) -> Card:
        return Card(
            title=f"Posted to {self.name}'s leave",
            tone="success",
            facts=self.facts,
            text="They are told.",
            source=Source(label=SOURCE),
        )


@tool(
    "leave.adjust",
    args=AdjustLeave,
    permission=Permission.leave_manage,
    phrases=("Give Mira Tanaka 2 extra vacation days",),
    approval=Approved(by=approvers.confirm, shown=_shown, words=("Post it", "Do not")),
    resolve=_checked,
    options=books.type_options,
)
async def leave_adjust(asked: AdjustLeave, ctx: Context) -> Adjusted:
    """Give an employee days of leave by hand, or take some back, with a reason."""
    person, kind = await _named(asked, ctx)
    id = f"grant:{ctx.call_id}"
    until = asked.until or ctx.today
    entry = by_hand(id, kind, person.id, asked.days, ctx.today, until, asked.reason, ctx.now)
    await ctx.ports.records.insert_all([*await opening(ctx.ports.records, person, kind, ctx), entry])
    facts = _facts(asked, kind, ctx)
    verb = "added to" if asked.days > 0 else "taken from"
    card = Card(title=f"HR has {verb} your leave", facts=facts, source=Source(label=SOURCE))
    notice = Notice(id=f"notice:{id}", person_id=person.id, card=card, at=ctx.now)
    await ctx.ports.records.insert_all([notice])
    return Adjusted(name=person.name, facts=facts)
