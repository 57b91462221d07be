"""Attendance of the demo company: the two months before today, on the days people were at work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from deploy.demo.away import days_off
from deploy.demo.shifts import SHIFTS
from domain.attendance import Attendance, Checkin, Shift, at, attendance_id
from domain.leave import LeaveRequest, LeaveStatus
from domain.people import Person

DAYS = 61
FORGOTTEN = 0.01
"""Share of days on which somebody forgot to check out."""


def attendance(
    people: Sequence[Person], requests: Sequence[LeaveRequest], today: date
) -> tuple[Attendance, ...]:
    """A record for each past working day of each employee who was not on leave."""
    away = {
        (r.employee_id, r.from_date + timedelta(n))
        for r in requests
        if r.status is LeaveStatus.approved
        for n in range((r.to_date - r.from_date).days + 1)
    }
    return tuple(a for person in people for a in _days(person, away, today))


def _days(person: Person, away: set[tuple[str, date]], today: date) -> Iterator[Attendance]:
    random = Random(f"{person.id} {today}")
    first = max(today - timedelta(DAYS), person.joined_on or today)
    free = days_off(person, first, today)
    shift = next(s for s in SHIFTS if s.id == person.shift_id)
    for n in range((today - first).days):
        day = first + timedelta(n)
        if day.weekday() < 5 and day not in free and (person.id, day) not in away:
            yield _day(person, day, shift, random)


def _day(person: Person, day: date, shift: Shift, random: Random) -> Attendance:
    """Mostly around the shift's times, now and then late or early."""
    came = at(day, shift.start, person.time_zone) + timedelta(minutes=round(random.gauss(-3, 6)))
    left = at(day, shift.end, person.time_zone) + timedelta(minutes=round(random.gauss(10, 12)))
    if random.random() < 0.05:
        came += timedelta(minutes=random.randrange(15, 60))
    id = attendance_id(person.id, day)
    checkins = [Checkin(log_type="in", at=came, call_id=f"demo:{id}:in")]
    if random.random() >= FORGOTTEN:
        checkins.append(Checkin(log_type="out", at=left, call_id=f"demo:{id}:out"))
    return Attendance(id=id, employee_id=person.id, day=day, checkins=tuple(checkins))
