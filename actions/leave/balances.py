"""The balance: what is left, until when, and what will be left on another day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import Field

from actions.leave import books
from actions.leave.given import Rules
from actions.leave.words import SOURCE, day, days_text, number
from actions.tool import Args, Context, Result, tool
from domain.errors import BadInput
from domain.leave import Balance, LeaveType, LedgerEntry, balance, due
from domain.messages import Card, Fact, Source, Table
from domain.people import Person
from domain.permissions import Permission
from domain.ports import Records


class AskBalance(Args):
    leave_type: str | None = Field(None, description="Vacation, sick leave, …; all when left out")
    as_of: date | None = Field(None, description="Balance as of this day; today when left out")


class Balances(Result):
    balances: tuple[Balance, ...]
    names: dict[str, str]
    carry_forward: dict[str, Decimal] = {}
    as_of: date
    locale: str
    later: bool = False
    """Whether `as_of` is yet to come ..."""
    past: bool = False
    """... or is over."""

    def card(self) -> Card:
        source = Source(label=SOURCE, as_of=day(self.as_of, self.locale))
        if len(self.balances) == 1:
            return self._one(self.balances[0], source)
        title = f"Your leave on {day(self.as_of, self.locale)}" if self.later else "Your leave"
        return Card(title=title, table=self.table(), source=source)

    def table(self) -> Table:
        rows = tuple(
            (
                self.names[b.leave_type_id],
                *map(number, (_left(b), b.allocated, b.taken, b.pending)),
                self._next_loss(b),
            )
            for b in self.balances
        )
        return Table(
            columns=("Leave", "Left", "Allocated", "Taken", "Waiting", "Expires"),
            rows=rows,
            numeric=(1, 2, 3, 4),
        )

    def _one(self, b: Balance, source: Source) -> Card:
        name, there = self.names[b.leave_type_id].lower(), _left(b)
        told = day(self.as_of, self.locale)
        when = (
            f"On {told} you {'will have' if self.later else 'had'}" if self.later or self.past else "You have"
        )
        title = f"{when} {days_text(there)} of {name} left"
        if b.usable < there and not self.past:
            title += f"; {days_text(b.usable)} can still be taken before they are lost"
        return Card(
            title=title,
            facts=tuple(self._facts(b)),
            source=source,
            suggestions=("I need Friday off", "What happened to my request?"),
        )

    def _facts(self, b: Balance) -> list[Fact]:
        facts = [
            Fact(label="Allocated", value=number(b.allocated)),
            Fact(label="Taken or planned", value=number(b.taken)),
        ]
        if b.planned:
            facts.append(Fact(label="Of that still to come", value=number(b.planned)))
        if b.expired:
            facts.append(Fact(label="Expired", value=number(b.expired)))
        if b.pending:
            facts.append(Fact(label="Waiting for approval", value=number(b.pending)))
        if b.encashed:
            facts.append(Fact(label="Paid out", value=number(b.encashed)))
        if b.period_end and b.projected != b.usable and not self.past:
            end = day(b.period_end, self.locale)
            facts.append(
                Fact(label="Projected", value=f"{days_text(b.projected)} left on {end} as planned now")
            )
        facts += [Fact(label="Expires", value=self._loss(b, e.on, e.days)) for e in b.expiring]
        return facts

    def _loss(self, b: Balance, on: date, days: Decimal) -> str:
        told = f"{days_text(days)} after {day(on, self.locale)}"
        most = self.carry_forward.get(b.leave_type_id)
        if most and on == b.period_end:
            told += f"; up to {days_text(most)} can be carried over"
        return told

    def _next_loss(self, b: Balance) -> str:
        return self._loss(b, b.expiring[0].on, b.expiring[0].days) if b.expiring else "–"


def _left(b: Balance) -> Decimal:
    """What is there beside what waits; of that, `usable` can still be taken before it is lost."""
    return max(b.usable, b.remaining - b.pending)


async def balance_of(words: str, records: Records) -> str:
    """The id of the kind meant. Raises `Unclear` for none, `BadInput` for one without a balance."""
    kind = books.named_type(words, await books.types(records))
    if not kind.allocated:
        raise BadInput(
            f"{kind.name} has no days to use up: it is granted on request. You can ask for it at any time."
        )
    return kind.id


async def _known(asked: AskBalance, ctx: Context) -> AskBalance:
    if asked.leave_type is None:
        return asked
    return asked.model_copy(update={"leave_type": await balance_of(asked.leave_type, ctx.ports.records)})


@tool(
    "leave.balance",
    args=AskBalance,
    permission=Permission.leave_read,
    phrases=("How many vacation days do I have left?", "When do my days expire?"),
    resolve=_known,
    audited=False,
)
async def leave_balance(asked: AskBalance, ctx: Context) -> Balances:
    """Days of leave left, from the ledger, as of a day, and when they expire."""
    return await balances_of(ctx.actor.person, asked, ctx)


async def balances_of(person: Person, asked: AskBalance, ctx: Context) -> Balances:
    """Of anybody; whose rows may be read is the caller's to check."""
    records = ctx.ports.records
    kinds = [t for t in await books.types(records) if t.allocated]
    if asked.leave_type:
        kinds = [t for t in kinds if t.id == asked.leave_type]
    as_of = asked.as_of or ctx.today
    entries = await books.ledger_as_of(records, person.id, min(as_of, ctx.today), as_of)
    if as_of > ctx.today:
        entries += await _expected(records, person, kinds, entries, as_of, ctx)
    requests = await books.open_requests(records, person.id)
    found = [balance(t.id, entries, requests, as_of) for t in kinds]
    return Balances(
        balances=tuple(b for b in found if asked.leave_type or b.period_end),
        names={t.id: t.name for t in kinds},
        carry_forward={t.id: t.carry_forward for t in kinds if t.carry_forward},
        as_of=as_of,
        locale=ctx.actor.person.text_locale,
        later=as_of > ctx.today,
        past=as_of < ctx.today,
    )


async def _expected(
    records: Records,
    person: Person,
    kinds: list[LeaveType],
    entries: list[LedgerEntry],
    as_of: date,
    ctx: Context,
) -> list[LedgerEntry]:
    """What will have been earned, given and carried over by then, by today's rules."""
    terms = (await Rules.of(records, person.id)).terms(person, kinds)
    rows: list[LedgerEntry] = []
    for kind in kinds:
        mine = [e for e in entries if e.leave_type_id == kind.id]
        if as_of.year <= ctx.today.year + 1 and (terms[kind.id].shares or mine):
            rows += due(kind, person.id, terms[kind.id], mine, as_of, ctx.now)
    return rows
