"""Attendance: when somebody came and went, held against their shift. Names after Frappe HR's Attendance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import ClassVar, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from domain.errors import AlreadyExists, BadInput
from domain.ports import Moment, Record

LONGEST_DAY = timedelta(hours=16)
"""A check-out belongs to a check-in at most this much earlier, also across midnight."""


class Shift(Record):
    """Times on the employee's own clock; an `end` before `start` is on the next day."""

    collection: ClassVar[str] = "shifts"
    subjects: ClassVar[tuple[str, ...]] = ()

    name: str
    start: time
    end: time
    grace_minutes: int = 0
    """Within which nobody is late, and nobody leaves early."""


class Checkin(BaseModel):
    model_config = ConfigDict(frozen=True)

    log_type: Literal["in", "out"]
    at: Moment
    call_id: str
    """Of the call that made it: repeating the call adds nothing."""


class Correction(BaseModel):
    """Replaces the check-ins of its day; the check-ins themselves stay."""

    model_config = ConfigDict(frozen=True)

    in_time: Moment
    out_time: Moment
    reason: str
    approved_by: str | None
    call_id: str


class Attendance(Record):
    """One day of one employee; `day` is the employee's own calendar day of the first check-in."""

    collection: ClassVar[str] = "attendance"
    subjects: ClassVar[tuple[str, ...]] = ("employee_id",)
    indexed: ClassVar[tuple[str, ...]] = ("employee_id", "day")
    unique: ClassVar[tuple[tuple[str, ...], ...]] = (("employee_id", "day"),)

    employee_id: str
    day: date
    checkins: tuple[Checkin, ...] = ()
    corrections: tuple[Correction, ...] = ()


class Status(StrEnum):
    present = "present"
    absent = "absent"
    on_leave = "on_leave"
    free = "free"
    """A weekend or a public holiday."""
    ahead = "ahead"


class DayRecord(BaseModel):
    """What a day came to; times in UTC, `worked`, `late` and `early` in whole minutes (0 when on time)."""

    model_config = ConfigDict(frozen=True)

    day: date
    status: Status
    in_time: datetime | None = None
    out_time: datetime | None = None
    worked: int = 0
    late: int = 0
    early: int = 0
    corrected: bool = False


def attendance_id(employee_id: str, day: date) -> str:
    return f"att:{employee_id}:{day.isoformat()}"


# --- coming and going ----------------------------------------------------------------------------------------


def checked_in(
    known: Sequence[Attendance], employee_id: str, now: datetime, zone: str, call_id: str
) -> Attendance:
    """The day with its check-in. `known`: the records of today and the day before.

    Raises `AlreadyExists` while checked in; the same call again changes nothing.
    """
    if done := _done(known, call_id):
        return done
    if open_ := _open(known, now):
        raise AlreadyExists(
            f"You are checked in since {_clock(open_.checkins[-1].at, zone)}. Say “check me out” when you leave."
        )
    day = now.astimezone(ZoneInfo(zone)).date()
    today = next((a for a in known if a.day == day), None) or Attendance(
        id=attendance_id(employee_id, day), employee_id=employee_id, day=day
    )
    return _with(today, "in", now, call_id)


def checked_out(known: Sequence[Attendance], now: datetime, zone: str, call_id: str) -> Attendance:
    """The day with its check-out. Raises `BadInput` when not checked in; the same call again changes nothing."""
    if done := _done(known, call_id):
        return done
    open_ = _open(known, now)
    if open_ is None:
        raise BadInput(
            "You are not checked in. Say “check me in”, or ask for a correction if you forgot it, "
            "such as “correct my attendance today”."
        )
    return _with(open_, "out", now, call_id)


def _done(known: Sequence[Attendance], call_id: str) -> Attendance | None:
    return next((a for a in known if any(c.call_id == call_id for c in a.checkins)), None)


def _open(known: Sequence[Attendance], now: datetime) -> Attendance | None:
    """The day that is checked in and not out, unless that is too long ago."""
    for attendance in known:
        last = attendance.checkins[-1] if attendance.checkins else None
        if last and last.log_type == "in" and now - last.at <= LONGEST_DAY:
            return attendance
    return None


def _with(attendance: Attendance, log_type: Literal["in", "out"], now: datetime, call_id: str) -> Attendance:
    made = Checkin(log_type=log_type, at=now, call_id=call_id)
    return attendance.model_copy(update={"checkins": (*attendance.checkins, made)})


def _clock(moment: datetime, zone: str) -> str:
    return f"{moment.astimezone(ZoneInfo(zone)):%H:%M}"


# --- what a day came to ----------------------------------------------------------------------------------------


def measured(attendance: Attendance, shift: Shift | None, zone: str) -> DayRecord:
    """First in, last out, minutes between each in and its out, late and early against the shift beyond its grace."""
    spans = _spans(attendance)
    first = spans[0][0] if spans else None
    last = spans[-1][1] if spans else None
    worked = sum((int((out - came).total_seconds()) // 60 for came, out in spans if out), 0)
    late, early = _off_shift(attendance.day, first, last, shift, zone)
    return DayRecord(
        day=attendance.day,
        status=Status.present if spans else Status.absent,
        in_time=first,
        out_time=last,
        worked=worked,
        late=late,
        early=early,
        corrected=bool(attendance.corrections),
    )


def _spans(attendance: Attendance) -> list[tuple[datetime, datetime | None]]:
    """Each coming with its going; a going without a coming before it counts for nothing."""
    if attendance.corrections:
        last = attendance.corrections[-1]
        return [(last.in_time, last.out_time)]
    spans: list[tuple[datetime, datetime | None]] = []
    for checkin in sorted(attendance.checkins, key=lambda c: c.at):
        if checkin.log_type == "in" and not (spans and spans[-1][1] is None):
            spans.append((checkin.at, None))
        elif checkin.log_type == "out" and spans and spans[-1][1] is None:
            spans[-1] = (spans[-1][0], checkin.at)
    return spans


def _off_shift(
    day: date, first: datetime | None, last: datetime | None, shift: Shift | None, zone: str
) -> tuple[int, int]:
    if shift is None:
        return 0, 0
    start = at(day, shift.start, zone)
    end = at(day + timedelta(shift.end <= shift.start), shift.end, zone)
    late = _minutes(start, first) if first else 0
    early = _minutes(last, end) if last else 0
    grace = shift.grace_minutes
    return (late if late > grace else 0), (early if early > grace else 0)


def at(day: date, clock: time, zone: str) -> datetime:
    """That time on the wall clock of a zone, in UTC."""
    return datetime.combine(day, clock, ZoneInfo(zone)).astimezone(UTC)


def _minutes(start: datetime, end: datetime) -> int:
    return max(0, int((end - start).total_seconds()) // 60)
