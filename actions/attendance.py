"""Coming and going: check in, check out, today and the month, held against one's shift."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from actions.tool import Args, Context, Result, tool
from domain.attendance import Attendance, DayRecord, Shift, checked_in, checked_out, measured
from domain.messages import Card, Fact, Source
from domain.people import Person
from domain.permissions import Permission
from domain.ports import Between, Where

SOURCE = "Attendance"


class Ask(Args):
    pass


# --- today -------------------------------------------------------------------------------------------------


class Today(Result):
    title: str
    day: DayRecord | None
    shift: Shift | None
    zone: str

    def card(self) -> Card:
        facts = [Fact(label=label, value=value) for label, value in self._told() if value]
        checked = self.day is not None and self.day.in_time is not None
        gone = self.day is not None and self.day.out_time is not None
        return Card(
            title=self.title,
            facts=tuple(facts),
            source=Source(label=SOURCE),
            suggestions=("Show my attendance this month",)
            if gone
            else ("Check me out",)
            if checked
            else ("Check me in",),
        )

    def _told(self) -> list[tuple[str, str]]:
        shift = f"{self.shift.name}, {self.shift.start:%H:%M} – {self.shift.end:%H:%M}" if self.shift else ""
        if self.day is None:
            return [("Shift", shift)]
        return [
            ("In", clock(self.day.in_time, self.zone)),
            ("Out", clock(self.day.out_time, self.zone)),
            ("Worked", hours(self.day.worked) if self.day.worked else ""),
            ("Late by", hours(self.day.late) if self.day.late else ""),
            ("Left early by", hours(self.day.early) if self.day.early else ""),
            ("Shift", shift),
        ]


def clock(moment: datetime | None, zone: str) -> str:
    return f"{moment.astimezone(ZoneInfo(zone)):%H:%M}" if moment else ""


def hours(minutes: int) -> str:
    whole, rest = divmod(minutes, 60)
    return f"{whole} h {rest:02d} min" if whole else f"{rest} min"


async def shift_of(person: Person, ctx: Context) -> Shift | None:
    return await ctx.ports.records.get(Shift, person.shift_id) if person.shift_id else None


async def known_between(person_id: str, first: date, last: date, ctx: Context) -> list[Attendance]:
    where: Where = {"employee_id": person_id, "day": Between(first.isoformat(), last.isoformat())}
    return await ctx.ports.records.find(Attendance, where, order="day")


async def _recorded(title: str, change: Callable[[list[Attendance]], Attendance], ctx: Context) -> Today:
    """Write what `change` makes of yesterday's and today's records, with no other call of this person between."""
    person, records = ctx.actor.person, ctx.ports.records
    async with ctx.ports.signals.lock(f"attendance:{person.id}", seconds=10, wait=10):
        known = await known_between(person.id, ctx.today - timedelta(1), ctx.today, ctx)
        changed = change(known)
        before = next((a for a in known if a.id == changed.id), None)
        if before is None:
            await records.insert(changed)
        elif before != changed:
            await records.replace(changed)
    shift = await shift_of(person, ctx)
    return Today(
        title=title, day=measured(changed, shift, person.time_zone), shift=shift, zone=person.time_zone
    )


@tool(
    "attendance.check_in",
    args=Ask,
    permission=Permission.attendance_record,
    phrases=("Check me in",),
)
async def check_in(asked: Ask, ctx: Context) -> Today:
    """Check in: I start working now."""
    person = ctx.actor.person
    return await _recorded(
        f"You are checked in at {clock(ctx.now, person.time_zone)}",
        lambda known: checked_in(known, person.id, ctx.now, person.time_zone, ctx.call_id),
        ctx,
    )


@tool(
    "attendance.check_out",
    args=Ask,
    permission=Permission.attendance_record,
    phrases=("Check me out",),
)
async def check_out(asked: Ask, ctx: Context) -> Today:
    """Check out: I stop working now."""
    person = ctx.actor.person
    return await _recorded(
        f"You are checked out at {clock(ctx.now, person.time_zone)}",
        lambda known: checked_out(known, ctx.now, person.time_zone, ctx.call_id),
        ctx,
    )


async def today_of(person: Person, ctx: Context) -> Today:
    """The person's day at this moment, on their own calendar."""
    day = ctx.now.astimezone(ZoneInfo(person.time_zone)).date()
    known = await known_between(person.id, day, day, ctx)
    shift = await shift_of(person, ctx)
    found = measured(known[0], shift, person.time_zone) if known else None
    title = "You are not checked in today"
    if found and found.in_time:
        since = clock(found.in_time, person.time_zone)
        title = (
            f"You worked {hours(found.worked)} today"
            if found.out_time
            else f"You are checked in since {since}"
        )
    return Today(title=title, day=found, shift=shift, zone=person.time_zone)


@tool(
    "attendance.today",
    args=Ask,
    permission=Permission.attendance_read,
    phrases=("Am I checked in?",),
    audited=False,
)
async def attendance_today(asked: Ask, ctx: Context) -> Today:
    """My attendance today."""
    return await today_of(ctx.actor.person, ctx)
