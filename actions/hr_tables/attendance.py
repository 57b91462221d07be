"""Attendance, a day of somebody a row; times on the person's own clock, a `left` before `came` is on the next day."""

from __future__ import annotations

from datetime import timedelta

from actions.attendance import clock
from actions.hr_tables.kinds import Clock, Day, Kind, Known
from actions.tool import Args
from domain.attendance import Attendance, Checkin, at, attendance_id, measured


class AttendanceRow(Args):
    employee_id: str
    day: Day
    came: Clock
    left: Clock | None = None


def made(row: AttendanceRow, known: Known) -> Attendance:
    person = known.person(row.employee_id)
    if row.day > known.today:
        raise ValueError(f"day: {row.day} has not come yet")
    if person.joined_on and row.day < person.joined_on:
        raise ValueError(f"day: {person.name} joined on {person.joined_on}")
    id = attendance_id(person.id, row.day)
    marks = [Checkin(log_type="in", at=at(row.day, row.came, person.time_zone), call_id=f"{id}:in")]
    if row.left:
        day = row.day + timedelta(row.left <= row.came)
        marks.append(Checkin(log_type="out", at=at(day, row.left, person.time_zone), call_id=f"{id}:out"))
    return Attendance(id=id, employee_id=person.id, day=row.day, checkins=tuple(marks))


def told(record: Attendance, known: Known) -> dict[str, str]:
    person = known.people.get(record.employee_id)
    zone = person.time_zone if person else "UTC"
    day = measured(record, None, zone)
    return {
        "employee_id": record.employee_id,
        "day": record.day.isoformat(),
        "came": clock(day.in_time, zone),
        "left": clock(day.out_time, zone),
    }


KIND = Kind(AttendanceRow, Attendance, made, told)
