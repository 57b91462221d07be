"""A month of attendance: each day with its hours, late and early; one's own, or for those who may read it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from babel.dates import format_date
from pydantic import Field

from actions import references
from actions.attendance import SOURCE, clock, hours, known_between, shift_of
from actions.leave import books
from actions.pay import MONTH, month_text
from actions.tool import Args, Context, Result, tool
from domain.attendance import DayRecord, Status, measured
from domain.conversations import Focus
from domain.errors import BadInput
from domain.leave import LeaveRequest, LeaveStatus
from domain.leave.requests import is_free
from domain.messages import Card, Fact, Source, Table
from domain.people import Person
from domain.permissions import Permission
from domain.ports import Between, Where


class AskMonth(Args):
    month: str | None = Field(
        None, pattern=MONTH, title="Month", description="As 2026-03; this month when left out"
    )


class Month(Result):
    employee_id: str
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

    def focus(self, before: Focus) -> Focus:
        whose = None if self.own else self.employee_id
        return before.model_copy(update={"month": f"{self.first:%Y-%m}", "person_id": whose})

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
        employee_id=person.id,
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
    calendar = await books.holidays(ctx.ports.records, person, first, last)
    where: Where = {
        "employee_id": person.id,
        "status": LeaveStatus.approved.value,
        "to_date": Between(first.isoformat()),
    }
    leave = await ctx.ports.records.find(LeaveRequest, where)

    def day(when: date) -> DayRecord:
        status = Status.absent
        if is_free(when, calendar):
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
