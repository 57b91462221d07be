"""A day that was recorded wrongly: the employee says how it was, the manager agrees, and the correction is added."""

from __future__ import annotations

from datetime import date, time, timedelta

from pydantic import Field

from actions.attendance import SOURCE, clock, hours, known_between, shift_of
from actions.holders import holding
from actions.pay import day_text
from actions.tool import Approved, Approvers, Args, Context, Result, tool
from domain.attendance import Attendance, Correction, DayRecord, at, attendance_id, measured
from domain.errors import BadInput
from domain.messages import Card, Fact, Source
from domain.people import Actor, Person
from domain.permissions import Permission, may

OLDEST = 62
"""Days back that can be corrected."""


class CorrectAttendance(Args):
    day: date = Field(title="Day")
    came: time = Field(title="Came at", description="On the clock of your place of work, as 09:00")
    left: time = Field(
        title="Left at", description="As 17:30; earlier than the time you came is on the next day"
    )
    reason: str = Field(title="Why", max_length=500, min_length=3)


class Corrected(Result):
    day: DayRecord
    zone: str
    locale: str

    def card(self) -> Card:
        return Card(
            title=f"Your attendance of {day_text(self.day.day, self.locale)} is corrected",
            tone="success",
            facts=(
                Fact(label="In", value=clock(self.day.in_time, self.zone)),
                Fact(label="Out", value=clock(self.day.out_time, self.zone)),
                Fact(label="Worked", value=hours(self.day.worked)),
            ),
            source=Source(label=SOURCE),
        )


async def _checked(asked: CorrectAttendance, ctx: Context) -> CorrectAttendance:
    if asked.day > ctx.today:
        raise BadInput("That day is still to come; only days that have been can be corrected.")
    if (ctx.today - asked.day).days > OLDEST:
        raise BadInput(f"Only the last {OLDEST} days can be corrected here. Please ask HR about older ones.")
    correction = _correction(asked, ctx)
    if correction.out_time > ctx.now:
        raise BadInput("You cannot have left later than now. Please check the times.")
    if correction.out_time - correction.in_time > timedelta(hours=16):
        raise BadInput("That would be more than 16 hours of work. Please check the times.")
    return asked


def _correction(asked: CorrectAttendance, ctx: Context) -> Correction:
    zone = ctx.actor.person.time_zone
    return Correction(
        in_time=at(asked.day, asked.came, zone),
        out_time=at(asked.day + timedelta(asked.left <= asked.came), asked.left, zone),
        reason=asked.reason,
        approved_by=ctx.approval.decided_by if ctx.approval else None,
        call_id=ctx.call_id,
    )


async def approvers_of(person: Person, permission: Permission, ctx: Context) -> Approvers:
    """The manager who holds the permission on the person's rows, else whoever holds it on everybody's; never the
    person. Raises `BadInput` when there is nobody."""
    manager = await ctx.ports.records.get(Person, person.manager_id or "")
    if manager and manager.id != person.id and may(Actor(person=manager), permission, person):
        return Approvers("approve", (manager.id,))
    others = await holding(permission, ctx.ports.records, about=person, but=person.id)
    if not others:
        raise BadInput("Nobody can approve that yet: please ask HR to set your manager.")
    return Approvers("approve", tuple(other.id for other in others))


async def _approvers(asked: CorrectAttendance, ctx: Context) -> Approvers:
    return await approvers_of(ctx.actor.person, Permission.attendance_read, ctx)


async def _shown(asked: CorrectAttendance, ctx: Context) -> Card:
    person = ctx.actor.person
    known = await known_between(person.id, asked.day, asked.day, ctx)
    before = measured(known[0], None, person.time_zone) if known else None
    recorded = "nothing"
    if before and before.in_time:
        recorded = (
            f"{clock(before.in_time, person.time_zone)} – {clock(before.out_time, person.time_zone) or '?'}"
        )
    return Card(
        title=f"{person.name} asks to correct their attendance",
        facts=(
            Fact(label="Day", value=day_text(asked.day, person.text_locale)),
            Fact(label="Recorded", value=recorded),
            Fact(label="Correct", value=f"{asked.came:%H:%M} – {asked.left:%H:%M}"),
            Fact(label="Why", value=asked.reason),
        ),
        source=Source(label=SOURCE),
    )


@tool(
    "attendance.correct",
    args=CorrectAttendance,
    permission=Permission.attendance_record,
    phrases=("Correct my attendance", "I forgot to check out yesterday"),
    approval=Approved(by=_approvers, shown=_shown),
    resolve=_checked,
)
async def attendance_correct(asked: CorrectAttendance, ctx: Context) -> Corrected:
    """Correct a day of my attendance, once my manager agrees."""
    person, records = ctx.actor.person, ctx.ports.records
    correction = _correction(asked, ctx)
    async with ctx.ports.signals.lock(f"attendance:{person.id}", seconds=10, wait=10):
        id = attendance_id(person.id, asked.day)
        await records.insert_all([Attendance(id=id, employee_id=person.id, day=asked.day)])
        stored = await records.get(Attendance, id)
        assert stored is not None  # noqa: S101 - inserted just now
        if all(c.call_id != ctx.call_id for c in stored.corrections):
            changed = stored.model_copy(update={"corrections": (*stored.corrections, correction)})
            stored = await records.replace(changed)
    shift = await shift_of(person, ctx)
    return Corrected(
        day=measured(stored, shift, person.time_zone), zone=person.time_zone, locale=person.text_locale
    )
