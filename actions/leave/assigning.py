"""Which policy an employee is given days by, and the leave periods they are given for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

from pydantic import Field

from actions.leave import approvers, books, employee, nightly
from actions.leave.given import Rules
from actions.leave.words import day, days_text, span
from actions.tool import Approved, Args, Context, Result, Unclear, tool
from domain.errors import BadInput
from domain.leave import (
    LeavePeriod,
    LeavePolicy,
    LedgerEntry,
    PolicyAssignment,
    TransactionType,
    period_of,
    require_free,
)
from domain.messages import Card, Fact, Option, Source
from domain.people import Person
from domain.permissions import Permission

SOURCE = "Leave policies"
EVE = timedelta(1)


class AssignPolicy(Args):
    employee: str = Field(title="Whose", description="A name, or the id of an employee")
    policy: str = Field(title="Policy")
    start: date = Field(title="From")
    end: date | None = Field(None, title="Until", description="Without an end when left out")
    based_on: Literal["leave_period", "joining_date"] = Field(
        "leave_period",
        title="Years counted",
        description="The company's leave periods, or from the joining date",
    )
    resolved_person_id: str | None = None
    resolved_policy_id: str | None = None


def _named(words: str, policies: Sequence[LeavePolicy]) -> LeavePolicy:
    wanted = words.lower().strip().removeprefix("the ").removesuffix(" policy")
    for policy in policies:
        if wanted in {policy.id.lower(), _name(policy).lower(), (policy.country or policy.id).lower()}:
            return policy
    options = tuple(Option(value=p.id, label=_name(p)) for p in policies)
    raise Unclear("policy", f"I know no leave policy called “{words}”. Which one?", options)


def _name(policy: LeavePolicy) -> str:
    return policy.name or policy.country or policy.id


async def _options(ctx: Context) -> Mapping[str, tuple[Option, ...]]:
    found = await ctx.ports.records.find(LeavePolicy, limit=books.MOST)
    return {"policy": tuple(Option(value=p.id, label=_name(p)) for p in found)}


async def _checked(asked: AssignPolicy, ctx: Context) -> AssignPolicy:
    person = await employee.to_manage(asked.employee, ctx)
    policy = _named(asked.policy, await ctx.ports.records.find(LeavePolicy, limit=books.MOST))
    if asked.end and asked.end < asked.start:
        raise BadInput("The last day is before the first. Please give the days the other way round.")
    if person.joined_on and asked.start < person.joined_on:
        told = day(person.joined_on, ctx.actor.person.text_locale)
        raise BadInput(f"{person.name} joins on {told}; a policy can be assigned from that day on.")
    found = asked.model_copy(update={"resolved_person_id": person.id, "resolved_policy_id": policy.id})
    wanted = _assignment(found, ctx)
    require_free(wanted, [_ended(a, wanted) for a in await _others(wanted, ctx)])
    if wanted.based_on == "joining_date":
        await _own_years_fit(person, wanted, ctx)
    return found


def _assignment(asked: AssignPolicy, ctx: Context) -> PolicyAssignment:
    return PolicyAssignment(
        id=f"assignment:{ctx.call_id}",
        employee_id=asked.resolved_person_id or "",
        policy_id=asked.resolved_policy_id or "",
        based_on=asked.based_on,
        effective_from=asked.start,
        effective_to=asked.end,
    )


async def _others(wanted: PolicyAssignment, ctx: Context) -> list[PolicyAssignment]:
    found = await ctx.ports.records.find(PolicyAssignment, {"employee_id": wanted.employee_id})
    return [a for a in found if a.id != wanted.id]


def _ended(other: PolicyAssignment, wanted: PolicyAssignment) -> PolicyAssignment:
    """One without an end, which began earlier, ends on the eve of the new one."""
    if other.effective_to is None and other.effective_from < wanted.effective_from:
        return other.model_copy(update={"effective_to": wanted.effective_from - EVE})
    return other


async def _own_years_fit(person: Person, wanted: PolicyAssignment, ctx: Context) -> None:
    """Years of their own may begin when nothing is given for later days already, else those were given twice."""
    if person.joined_on is None:
        raise BadInput(f"The directory has no joining date of {person.name}. Please enter it first.")
    if await _others(wanted, ctx):
        return
    given = [
        e.to_date
        for e in await books.ledger(ctx.ports.records, person.id)
        if e.transaction_type is TransactionType.allocation
    ]
    if (last := max(given, default=None)) and last >= wanted.effective_from:
        told = day(last + EVE, ctx.actor.person.text_locale)
        raise BadInput(
            f"Days of {person.name} are given up to the eve of {told} already. Years from the joining date can "
            "begin then."
        )


async def _named_both(asked: AssignPolicy, ctx: Context) -> tuple[Person, LeavePolicy]:
    person = await employee.known(asked.resolved_person_id, ctx)
    policy = await ctx.ports.records.get(LeavePolicy, asked.resolved_policy_id or "")
    if policy is None:
        raise BadInput("That policy is gone. Please choose another.")
    return person, policy


async def _facts(asked: AssignPolicy, ctx: Context) -> tuple[Fact, ...]:
    person, policy = await _named_both(asked, ctx)
    locale = ctx.actor.person.text_locale
    names = {t.id: t.name for t in await books.types(ctx.ports.records)}
    gives = ", ".join(f"{names.get(k, k)} {days_text(n)}" for k, n in policy.annual.items())
    when = span(asked.start, asked.end, locale) if asked.end else f"{day(asked.start, locale)} on"
    years = {"leave_period": "leave periods of the company", "joining_date": "from the joining date"}
    ending = [
        a
        for a in await _others(_assignment(asked, ctx), ctx)
        if a.effective_to is None and a.effective_from < asked.start
    ]
    return (
        Fact(label="Employee", value=person.name),
        Fact(label="Policy", value=_name(policy)),
        Fact(label="A year", value=gives),
        Fact(label="Holds", value=when),
        Fact(label="Years", value=years[asked.based_on]),
        *(Fact(label="Ends before it", value=a.policy_id) for a in ending),
    )


async def _shown(asked: AssignPolicy, ctx: Context) -> Card:
    text = "The running period is given pro rata by days; the difference is posted at once."
    return Card(title="Assign this leave policy?", facts=await _facts(asked, ctx), text=text)


class Assigned(Result):
    facts: tuple[Fact, ...]
    rows: tuple[LedgerEntry, ...]
    names: dict[str, str]

    def card(self) -> Card:
        posted = [f"{self.names.get(r.leave_type_id, r.leave_type_id)} {r.days:+f}" for r in self.rows]
        return Card(
            title="The policy is assigned",
            tone="success",
            facts=(*self.facts, Fact(label="Posted", value=", ".join(posted) or "nothing to correct yet")),
            source=Source(label=SOURCE),
        )


@tool(
    "leave.assign",
    args=AssignPolicy,
    permission=Permission.leave_manage,
    phrases=("Assign the Germany policy to Mira Tanaka from 1 April",),
    approval=Approved(by=approvers.confirm, shown=_shown, words=("Assign it", "Do not")),
    resolve=_checked,
    options=_options,
)
async def leave_assign(asked: AssignPolicy, ctx: Context) -> Assigned:
    """Assign a leave policy to an employee from a day on; the running period follows it pro rata."""
    records, facts = ctx.ports.records, await _facts(asked, ctx)
    person, _ = await _named_both(asked, ctx)
    wanted = _assignment(asked, ctx)
    async with ctx.ports.signals.lock(f"assign:{person.id}", seconds=10, wait=10):
        others = await _others(wanted, ctx)
        require_free(wanted, [_ended(a, wanted) for a in others])
        for other in others:
            if (ended := _ended(other, wanted)) != other:
                await records.replace(ended)
        await records.insert_all([wanted])
    kinds = [t for t in await books.types(records) if t.allocated]
    before = {e.id for e in await books.ledger(records, person.id)}
    terms = (await Rules.of(records, person.id)).terms(person, kinds)
    await nightly.keep(records, person, kinds, terms, ctx.today, ctx.now)
    rows = tuple(e for e in await books.ledger(records, person.id) if e.id not in before)
    return Assigned(facts=facts, rows=rows, names={t.id: t.name for t in kinds})


# --- leave periods -----------------------------------------------------------------------------------------------


class OpenPeriod(Args):
    start: date = Field(title="First day")
    end: date | None = Field(None, title="Last day", description="A year later when left out")
    country: str | None = Field(
        None,
        title="Country",
        description="As IN; all without one of their own when left out",
        pattern="^[A-Z]{2}$",
    )


async def _fitting(asked: OpenPeriod, ctx: Context) -> OpenPeriod:
    end = asked.end or period_of(asked.start, [(asked.start - EVE, asked.start - EVE)])[1]
    locale = ctx.actor.person.text_locale
    if end < asked.start or (end - asked.start).days > 366:
        raise BadInput("A leave period lasts a day at least and a year at most.")
    found = await ctx.ports.records.find(LeavePeriod, {"country": asked.country}, limit=books.MOST)
    known = [(p.from_date, p.to_date) for p in found]
    for first, last in known:
        if first <= end and asked.start <= last:
            raise BadInput(
                f"There is a leave period {span(first, last, locale)} already; two cannot overlap."
            )
    running = period_of(ctx.today, known)
    if asked.start <= running[1]:
        raise BadInput(
            f"Days are given until the running period ends on {day(running[1], locale)}. A new one can begin after "
            "that; a short one may bridge the time."
        )
    return asked.model_copy(update={"end": end})


def _period_facts(asked: OpenPeriod, ctx: Context) -> tuple[Fact, ...]:
    when = span(asked.start, asked.end or asked.start, ctx.actor.person.text_locale)
    return Fact(label="Leave period", value=when), Fact(label="For", value=asked.country or "everybody else")


async def _period_shown(asked: OpenPeriod, ctx: Context) -> Card:
    return Card(
        title="Open this leave period?",
        facts=_period_facts(asked, ctx),
        text="Days are given for it pro rata by days of a year; after it, years follow each other from its end.",
    )


class Opened(Result):
    facts: tuple[Fact, ...]

    def card(self) -> Card:
        return Card(
            title="The leave period is open", tone="success", facts=self.facts, source=Source(label=SOURCE)
        )


@tool(
    "leave.open_period",
    args=OpenPeriod,
    permission=Permission.leave_manage,
    phrases=("Open a leave period from 1 April 2027 for IN",),
    approval=Approved(by=approvers.confirm, shown=_period_shown, words=("Open it", "Do not")),
    resolve=_fitting,
)
async def leave_open_period(asked: OpenPeriod, ctx: Context) -> Opened:
    """Open a leave period other than the calendar year, for a country or everybody."""
    period = LeavePeriod(
        id=f"period:{asked.country or 'all'}:{asked.start}",
        from_date=asked.start,
        to_date=asked.end or asked.start,
        country=asked.country,
    )
    await ctx.ports.records.insert_all([period])
    return Opened(facts=_period_facts(asked, ctx))
