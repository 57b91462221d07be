"""Free days that HR adds: company holidays, which give back what approved leave on them cost, and optional ones."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from actions.leave import approvers, books, nightly, team_calendar
from actions.leave.given import Rules
from actions.leave.words import day
from actions.tool import Approved, Args, Context, Result, tool
from domain.errors import BadInput
from domain.leave import CompanyHoliday, LeaveRequest
from domain.messages import Card, Fact, Source
from domain.notices import Notice
from domain.people import Person
from domain.permissions import Permission

SOURCE = "Holiday calendar"


class AddHoliday(Args):
    day: date = Field(title="Day")
    name: str = Field(title="Name", min_length=2, max_length=100)
    country: str | None = Field(
        None, title="Country", description="As DE; all when left out", pattern="^[A-Z]{2}$"
    )
    optional: bool = Field(False, title="Optional: each person picks theirs from the list")


async def _checked(asked: AddHoliday, ctx: Context) -> AddHoliday:
    told = day(asked.day, ctx.actor.person.text_locale)
    if asked.day < ctx.today:
        raise BadInput(
            f"{told} is over; holidays are added from today on. For days that were, post an adjustment."
        )
    there = await ctx.ports.records.get(CompanyHoliday, _id(asked))
    if there:
        raise BadInput(f"{told} is on the calendar already: {there.name}.")
    return asked


def _id(asked: AddHoliday) -> str:
    return f"holiday:{asked.country or 'all'}:{asked.day}"


async def _concerned(asked: AddHoliday, ctx: Context) -> list[tuple[Person, LeaveRequest]]:
    """Who has approved leave on that day, and which."""
    people = {p.id: p for p in await ctx.ports.records.find(Person, limit=books.MOST)}
    those = {id for id, p in people.items() if asked.country in (None, p.country)}
    found = await team_calendar.requests_on(ctx.ports.records, those, asked.day, asked.day)
    return [(people[r.employee_id], r) for r in found]


def _facts(asked: AddHoliday, ctx: Context) -> tuple[Fact, ...]:
    return (
        Fact(label="Day", value=day(asked.day, ctx.actor.person.text_locale)),
        Fact(label="Name", value=asked.name),
        Fact(label="For", value=asked.country or "everybody"),
    )


async def _shown(asked: AddHoliday, ctx: Context) -> Card:
    if asked.optional:
        return Card(title="Put this day on the optional holiday list?", facts=_facts(asked, ctx))
    names = ", ".join(p.name for p, _ in await _concerned(asked, ctx)) or "nobody"
    given_back = Fact(label="On leave that day, gets it back", value=names)
    return Card(title="Make this day a holiday?", facts=(*_facts(asked, ctx), given_back))


class HolidayAdded(Result):
    facts: tuple[Fact, ...]
    given_back: tuple[str, ...]
    optional: bool

    def card(self) -> Card:
        names = ", ".join(self.given_back)
        return Card(
            title="The day is on the optional holiday list" if self.optional else "The day is a holiday",
            tone="success",
            facts=self.facts,
            text=f"{names} had leave on it and got the day back." if names else None,
            source=Source(label=SOURCE),
        )


@tool(
    "leave.add_holiday",
    args=AddHoliday,
    permission=Permission.leave_manage,
    phrases=("Make 24 December a company holiday",),
    approval=Approved(by=approvers.confirm, shown=_shown, words=("Add it", "Do not")),
    resolve=_checked,
)
async def leave_add_holiday(asked: AddHoliday, ctx: Context) -> HolidayAdded:
    """Add a company holiday, or a day to the optional holiday list; leave approved on it is given back."""
    records = ctx.ports.records
    holiday = CompanyHoliday(
        id=_id(asked), day=asked.day, name=asked.name, country=asked.country, optional=asked.optional
    )
    await records.insert_all([holiday])
    names = [] if asked.optional else await _give_back(asked, ctx)
    return HolidayAdded(facts=_facts(asked, ctx), given_back=tuple(names), optional=asked.optional)


async def _give_back(asked: AddHoliday, ctx: Context) -> list[str]:
    """By the rows that the nightly run would post; those to whom it gives a day back are told."""
    records, names = ctx.ports.records, []
    rules, kinds = await Rules.of(records), [t for t in await books.types(records) if t.allocated]
    for person, request in await _concerned(asked, ctx):
        await nightly.keep(records, person, kinds, rules.terms(person, kinds), ctx.today, ctx.now)
        rows = await books.entries_of(records, request.id)
        now = await records.get(LeaveRequest, request.id)
        if len(rows) > 1 or (now and now.days != request.days):
            names.append(person.name)
            told = f"{asked.name} is a holiday now: your leave on that day costs nothing"
            card = Card(title=told, facts=_facts(asked, ctx), source=Source(label=SOURCE))
            id = f"notice:{_id(asked)}:{person.id}"
            await records.insert_all([Notice(id=id, person_id=person.id, card=card, at=ctx.now)])
    return sorted(set(names))
