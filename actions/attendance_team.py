"""Who is in: a manager's team, for HR everybody, on one day; each held against their own shift and their own clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from actions.attendance import SOURCE, clock, hours
from actions.leave import books
from actions.leave.away import EVERYBODY, employed, people_meant
from actions.leave.team_calendar import absences
from actions.leave.words import day as day_text
from actions.tool import Args, Context, Result, tool
from domain.attendance import Attendance, DayRecord, Shift, at, measured
from domain.errors import BadInput, Refused
from domain.leave.requests import is_free
from domain.messages import Card, Fact, Source, Table
from domain.people import Actor, Person
from domain.permissions import REFUSALS, Permission, may
from domain.ports import Between, Where

SHOWN = 60
MOST = 10_000


class Presence(StrEnum):
    here = "In"
    gone = "Left"
    missing = "Not in"
    """Their shift has begun, or none is known."""
    ahead = "Not due yet"
    away = "On leave"
    free = "Free day"


class Seen(BaseModel):
    """One person's day; times in UTC, minutes 0 when on time."""

    model_config = ConfigDict(frozen=True)

    employee_id: str
    name: str
    presence: Presence
    record: DayRecord | None = None
    zone: str
    due: str = ""
    """When the shift begins, on their own clock."""

    @property
    def late(self) -> bool:
        return self.presence is Presence.missing or bool(self.record and self.record.late)


Wanted = Literal["everybody", "in", "late", "missing"]
TITLES: dict[Wanted, str] = {"everybody": "In", "in": "In", "late": "Late or not in", "missing": "Not in"}


class AskTeam(Args):
    show: Wanted = Field("everybody", title="Who", description="everybody, in, late or missing")
    group: str | None = Field(None, title="Whose", description="my team, a department or a colleague")
    day: date | None = Field(None, title="Day", description="Today when left out")


class Team(Result):
    people: tuple[Seen, ...]
    show: Wanted
    group: str
    day: date
    today: bool
    locale: str

    def card(self) -> Card:
        if not self.people:
            return Card(
                title="Nobody reports to you, so there is nobody to show", source=Source(label=SOURCE)
            )
        rows = [p for p in self.people if self.wanted(p)]
        counted = self.people if self.show != "everybody" else [p for p in self.people if p.presence in _CAME]
        number = len(rows) if self.show != "everybody" else len(counted)
        when = "today" if self.today else f"on {day_text(self.day, self.locale)}"
        if len(self.people) == 1:
            return Card(title=_one(self.people[0], when), source=Source(label=SOURCE))
        title = f"{TITLES[self.show]} {when}: {number or 'nobody'} of {len(self.people)}, {self.group}"
        more = f" The first {SHOWN} are below." if len(rows) > SHOWN else ""
        return Card(
            title=title,
            text=f"Times are on each person's own clock.{more}" if rows else None,
            facts=tuple(
                Fact(label=p.value, value=str(n))
                for p in Presence
                if (n := sum(seen.presence is p for seen in self.people))
            ),
            table=_table(rows[:SHOWN]) if rows else None,
            source=Source(label=f"{SOURCE}, leave requests"),
        )

    def wanted(self, seen: Seen) -> bool:
        """Whether `show` asks for them."""
        match self.show:
            case "in":
                return seen.presence is Presence.here if self.today else seen.presence in _CAME
            case "late":
                return seen.late
            case "missing":
                return seen.presence is Presence.missing
        return True


def _one(p: Seen, when: str) -> str:
    """As "Mira Tanaka is in since 09:12, late by 12 min"."""
    came = clock(p.record.in_time, p.zone) if p.record else ""
    late = f", late by {hours(p.record.late)}" if p.record and p.record.late else ""
    due = f" (due at {p.due})" if p.due else ""
    match p.presence:
        case Presence.here:
            return f"{p.name} came at {came} {when}{late}"
        case Presence.gone:
            left = clock(p.record.out_time, p.zone) if p.record else ""
            return f"{p.name} came at {came} and left at {left} {when}{late}"
        case Presence.missing:
            return f"{p.name} is not in {when}{due}"
        case Presence.ahead:
            return f"{p.name} is not due yet{due}"
        case Presence.away:
            return f"{p.name} is on leave {when}"
    return f"{p.name} has a free day {when}"


_CAME = (Presence.here, Presence.gone)


def _table(people: Sequence[Seen]) -> Table:
    rows = tuple(
        (
            p.name,
            p.presence.value,
            clock(p.record.in_time, p.zone) or "–" if p.record else "–",
            clock(p.record.out_time, p.zone) or "–" if p.record else "–",
            _note(p),
        )
        for p in people
    )
    return Table(columns=("Name", "", "In", "Out", "Note"), rows=rows, numeric=(2, 3))


def _note(p: Seen) -> str:
    if p.record and p.record.late:
        return f"Late by {hours(p.record.late)}"
    if p.presence in (Presence.missing, Presence.ahead) and p.due:
        return f"Due at {p.due}"
    return "–"


async def _allowed(group: str | None, ctx: Context) -> tuple[str, list[Person]]:
    """Whose day the asker may see, of those meant. Raises `Refused` for nobody."""
    me = ctx.actor
    plain = (group or "").casefold().strip(" .?!")
    plain = "" if plain in EVERYBODY else plain
    if plain in ("team", "my team", "our team", "us") or (not plain and not _all(me)):
        return "your team", await _people({"manager_id": me.id}, ctx)
    if not plain:
        return "the company", await _people({}, ctx)
    named, meant = await people_meant(group, ctx)
    found = [p for p in meant if p.id != me.id and may(me, Permission.attendance_team, p)]
    if not found:
        raise Refused(REFUSALS[Permission.attendance_team])
    return named, found


async def _people(where: Where, ctx: Context) -> list[Person]:
    found = await ctx.ports.records.find(Person, where, order="name", limit=MOST)
    return [person for person in found if employed(person)]


def _all(actor: Actor) -> bool:
    stranger = Person(id="", name="", email="", roles=frozenset())
    return may(actor, Permission.attendance_team, stranger)


async def _seen(people: Sequence[Person], asked: date | None, ctx: Context) -> list[Seen]:
    """Everybody's day in a query each for attendance, leave and shifts, however many they are."""
    records = ctx.ports.records
    if not people:
        return []
    asked = None if asked == ctx.today else asked  # today is everybody's own
    days = {p.id: asked or ctx.now.astimezone(ZoneInfo(p.time_zone)).date() for p in people}
    first, last = min(days.values()), max(days.values())
    found = await records.find(Attendance, {"day": Between(first.isoformat(), last.isoformat())}, limit=MOST)
    known = {(a.employee_id, a.day): a for a in found}
    shifts = {s.id: s for s in await records.find(Shift, limit=MOST)}
    rows = await absences(records, days, first, last)
    whole = [r for r in rows if r.half_day == "none" or r.from_date < r.to_date]
    away = {r.employee_id for r in whole if r.from_date <= days[r.employee_id] <= r.to_date}
    calendars: dict[tuple[str, str | None], set[date]] = {}
    seen = []
    for p in people:
        place = (p.country, p.subdivision)
        if place not in calendars:
            calendars[place] = set(await books.holidays(records, p, first, last))
        day, shift = days[p.id], shifts.get(p.shift_id or "")
        kept = known.get((p.id, day))
        record = measured(kept, shift, p.time_zone) if kept else None
        presence = _presence(p, day, record, shift, ctx)
        if presence in (Presence.missing, Presence.ahead):
            if p.id in away:
                presence = Presence.away
            elif is_free(day, calendars[place]):
                presence = Presence.free
        due = f"{shift.start:%H:%M}" if shift else ""
        seen.append(
            Seen(employee_id=p.id, name=p.name, presence=presence, record=record, zone=p.time_zone, due=due)
        )
    return seen


def _presence(
    person: Person, day: date, record: DayRecord | None, shift: Shift | None, ctx: Context
) -> Presence:
    if record and record.in_time:
        return Presence.gone if record.out_time else Presence.here
    if person.joined_on and day < person.joined_on:
        return Presence.ahead
    begins = at(day, shift.start, person.time_zone) if shift else None
    grace = timedelta(minutes=shift.grace_minutes if shift else 0)
    return Presence.ahead if begins and ctx.now <= begins + grace else Presence.missing


@tool(
    "attendance.team",
    args=AskTeam,
    permission=Permission.attendance_team,
    phrases=("Who is in today?", "Who is late today?"),
)
async def attendance_team(asked: AskTeam, ctx: Context) -> Team:
    """Who is in, late or not there on a day: of a manager's team, for HR of everybody."""
    group, people = await _allowed(asked.group, ctx)
    if asked.day and asked.day > ctx.today:
        raise BadInput("That day is still to come. “Who is out on …?” tells who is on leave then.")
    return Team(
        people=tuple(await _seen(people, asked.day, ctx)),
        show=asked.show,
        group=group,
        day=asked.day or ctx.today,
        today=asked.day in (None, ctx.today),
        locale=ctx.actor.person.text_locale,
    )
