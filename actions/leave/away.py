"""Who is out: names and days, never the kind of leave."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field
from rapidfuzz import fuzz, process, utils

from actions.leave.team_calendar import absences
from actions.leave.words import REQUESTS, span
from actions.tool import Args, Context, Result, tool
from domain.errors import BadInput
from domain.messages import Card, Item, Source
from domain.people import Person, Role
from domain.permissions import Permission

LONGEST = 92
"""Days that may be looked at in one go."""
NEAR = 80
EVERYBODY = (
    "everyone",
    "everybody",
    "company",
    "the company",
    "company wide",
    "company-wide",
    "all",
    "the whole company",
)
_OWN_TEAM = ("team", "my team", "our team", "us")
_OWN_DEPARTMENT = ("department", "my department", "our department")


class AskAway(Args):
    start: date | None = Field(None, title="From", description="Today when left out")
    end: date | None = Field(None, title="Until")
    group: str | None = Field(
        None, title="Whose", description="my team, a department, a colleague, or everyone"
    )


class Absence(BaseModel):
    """A colleague's days away. No kind of leave, no reason."""

    model_config = ConfigDict(frozen=True)

    name: str
    first: date
    last: date
    half_day: str


class Away(Result):
    absences: tuple[Absence, ...]
    group: str
    start: date
    end: date
    locale: str

    def card(self) -> Card:
        when = span(self.start, self.end, self.locale)
        source = Source(label=REQUESTS)
        if not self.absences:
            return Card(title=f"Nobody is away: {self.group}, {when}", source=source)
        items = tuple(
            Item(
                title=a.name,
                subtitle=span(a.first, a.last, self.locale)
                + ("" if a.half_day == "none" else f", {a.half_day} only"),
            )
            for a in self.absences
        )
        return Card(title=f"Away: {self.group}, {when}", items=items, source=source)


@tool(
    "leave.away",
    args=AskAway,
    permission=Permission.colleagues_read,
    phrases=("Who is out this week?",),
    audited=False,
)
async def leave_away(asked: AskAway, ctx: Context) -> Away:
    """Who of my team, a department or the company is away; names and days only."""
    start = asked.start or ctx.today
    end = asked.end or start
    if end < start:
        raise BadInput("The last day is before the first. Please give the days the other way round.")
    if (end - start).days > LONGEST:
        raise BadInput("That is more than three months. Please ask for a shorter time.")
    group, people = await people_meant(asked.group, ctx)
    names = {p.id: p.name for p in people}
    rows = await absences(ctx.ports.records, names, start, end)
    return Away(
        absences=tuple(
            Absence(name=names[r.employee_id], first=r.from_date, last=r.to_date, half_day=r.half_day)
            for r in rows
        ),
        group=group,
        start=start,
        end=end,
        locale=ctx.actor.person.text_locale,
    )


async def people_meant(words: str | None, ctx: Context) -> tuple[str, list[Person]]:
    """The people meant, and how to call them. Without words the asker's team: who shares their manager, and who
    reports to them."""
    plain = (words or "my team").lower().strip(" .?!")
    everyone = [p for p in await ctx.ports.records.find(Person, order="name", limit=10_000) if employed(p)]
    me = ctx.actor.person
    if plain in EVERYBODY:
        return "the company", everyone
    if plain in _OWN_TEAM:
        return "your team", [p for p in everyone if _same_team(p, me)]
    departments = sorted({p.department for p in everyone if p.department})
    named = me.department if plain in _OWN_DEPARTMENT else near(plain, departments)
    if named:
        return named, [p for p in everyone if p.department == named]
    people = [p for p in everyone if _is_called(p, plain)]
    if not people:
        raise BadInput(
            f"I know no team, department or colleague called “{words}”. Departments are {', '.join(departments)}."
        )
    return ", ".join(p.name for p in people[:3]), people


def employed(person: Person) -> bool:
    return person.roles != frozenset({Role.candidate})


def _same_team(person: Person, me: Person) -> bool:
    return me.id == person.manager_id or (
        me.manager_id is not None and me.manager_id in (person.manager_id, person.id)
    )


def near(words: str, departments: list[str]) -> str | None:
    words = words.removeprefix("the ").removesuffix(" department").removesuffix(" team")
    found = process.extractOne(
        words, departments, scorer=fuzz.token_set_ratio, processor=utils.default_process, score_cutoff=NEAR
    )
    return found[0] if found else None


def _is_called(person: Person, words: str) -> bool:
    wanted = set(utils.default_process(words).split())
    return bool(wanted) and wanted <= set(utils.default_process(person.name).split())
