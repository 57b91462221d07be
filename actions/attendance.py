"""Coming and going: check in, check out, today and the month, held against one's shift."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays as holiday_calendars
from babel.dates import format_date
from pydantic import Field

from actions import references
from actions.pay import MONTH, month_text
from actions.tool import Args, Context, Result, tool
from domain.attendance import Attendance, DayRecord, Shift, Status, checked_in, checked_out, measured
from domain.errors import BadInput
from domain.leave import LeaveRequest, LeaveStatus
from domain.messages import Card, Fact, Source, Table
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


# --- the month -----------------------------------------------------------------------------------------------


class AskMonth(Args):
    month: str | None = Field(
        None, pattern=MONTH, title="Month", description="As 2026-03; this month when left out"
    )


class Month(Result):
    whose: str
    own: bool
    first: date
    days: tuple[DayRecord, ...]
    zone: str
    locale: str

    def card(self) -> Card:
        present = [d for d in self.days if d.status is Status.present]
        whose = "Your attendance" if self.own else f"Attendance of {self.whose}"
        counted = {
            "Present": len(present),
            "Absent": sum(d.status is Status.absent for d in self.days),
            "On leave": sum(d.status is Status.on_leave for d in self.days),
            "Late": sum(bool(d.late) for d in present),
            "Left early": sum(bool(d.early) for d in present),
            "Without check-out": sum(d.out_time is None for d in present),
        }
        facts = [Fact(label=k, value=str(v)) for k, v in counted.items()]
        facts.append(Fact(label="Worked", value=hours(sum(d.worked for d in present))))
        return Card(
            title=f"{whose} in {month_text(self.first, self.locale)}",
            facts=tuple(facts),
            table=self._table(),
            source=Source(label=SOURCE),
            suggestions=("Correct my attendance",) if self.own else (),
        )

    def _table(self) -> Table | None:
        rows = tuple(
            (
                format_date(d.day, "EEE d MMM", locale=self.locale),
                clock(d.in_time, self.zone) or "–",
                clock(d.out_time, self.zone) or "–",
                hours(d.worked) if d.worked else "–",
                self._note(d),
            )
            for d in self.days
            if d.status not in (Status.free, Status.ahead)
        )
        return (
            Table(columns=("Day", "In", "Out", "Worked", ""), rows=rows, numeric=(1, 2, 3)) if rows else None
        )

    def _note(self, d: DayRecord) -> str:
        told = [{Status.absent: "Absent", Status.on_leave: "On leave"}.get(d.status, "")]
        told += [
            f"Late by {hours(d.late)}" if d.late else "",
            f"Early by {hours(d.early)}" if d.early else "",
        ]
        told += ["No check-out" if d.in_time and not d.out_time else "", "Corrected" if d.corrected else ""]
        return ", ".join(t for t in told if t) or "–"


async def month_of(person: Person, month: str | None, ctx: Context) -> Month:
    """Every day of the month; a working day without a record is an absence once it is over."""
    first = date.fromisoformat(f"{month}-01") if month else ctx.today.replace(day=1)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    if first > ctx.today:
        raise BadInput(f"{month_text(first, person.text_locale)} has not begun yet.")
    shift = await shift_of(person, ctx)
    known = {a.day: a for a in await known_between(person.id, first, last, ctx)}
    other = await _without_record(person, first, last, ctx)
    days = [
        measured(known[day], shift, person.time_zone) if day in known else other(day)
        for day in (first + timedelta(n) for n in range(last.day))
    ]
    return Month(
        whose=person.name,
        own=person.id == ctx.actor.id,
        first=first,
        days=tuple(days),
        zone=person.time_zone,
        locale=ctx.actor.person.text_locale,
    )


async def _without_record(
    person: Person, first: date, last: date, ctx: Context
) -> Callable[[date], DayRecord]:
    calendar = holiday_calendars.country_holidays(person.country, subdiv=person.subdivision, years=first.year)
    where: Where = {
        "employee_id": person.id,
        "status": LeaveStatus.approved.value,
        "to_date": Between(first.isoformat()),
    }
    leave = await ctx.ports.records.find(LeaveRequest, where)

    def day(when: date) -> DayRecord:
        status = Status.absent
        if when.weekday() > 4 or when in calendar:
            status = Status.free
        elif any(r.from_date <= when <= r.to_date for r in leave):
            status = Status.on_leave
        elif when >= ctx.today or (person.joined_on and when < person.joined_on):
            status = Status.ahead
        return DayRecord(day=when, status=status)

    return day


@tool(
    "attendance.month",
    args=AskMonth,
    permission=Permission.attendance_read,
    phrases=("Show my attendance this month", "Was I late in March?"),
    audited=False,
)
async def attendance_month(asked: AskMonth, ctx: Context) -> Month:
    """My attendance of a month: days, hours, late and early."""
    return await month_of(ctx.actor.person, asked.month, ctx)


class AskMonthOf(AskMonth):
    person: str = Field(title="Person")
    resolved_person_id: str | None = None


async def _permitted(asked: AskMonthOf, ctx: Context) -> AskMonthOf:
    person = await references.permitted(asked.person, Permission.attendance_read, ctx)
    return asked.model_copy(update={"resolved_person_id": person.id})


@tool(
    "attendance.of",
    args=AskMonthOf,
    permission=Permission.attendance_read,
    phrases=("Show Mira's attendance",),
    resolve=_permitted,
    offered=False,
)
async def attendance_of(asked: AskMonthOf, ctx: Context) -> Month:
    """Somebody's attendance of a month, for those who may read it."""
    person = await ctx.ports.records.get(Person, asked.resolved_person_id or "")
    if person is None:
        raise BadInput("That person is no longer in the directory.")
    return await month_of(person, asked.month, ctx)
