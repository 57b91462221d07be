from __future__ import annotations

from datetime import date, timedelta

from deploy.demo.company import build
from domain.attendance import measured
from domain.leave import LeaveStatus

TODAY = date(2026, 11, 22)


def test_two_months_of_working_days_for_everybody() -> None:
    demo = build(TODAY)
    zones = {p.id: p for p in demo.employees}
    shifts = {s.id: s for s in demo.shifts}
    assert len(demo.attendance) > 30 * len(demo.employees)
    assert all(TODAY - timedelta(61) <= a.day < TODAY and a.day.weekday() < 5 for a in demo.attendance)
    measures = [
        measured(a, shifts[zones[a.employee_id].shift_id or ""], zones[a.employee_id].time_zone)
        for a in demo.attendance
    ]
    assert 0.02 < sum(bool(m.late) for m in measures) / len(measures) < 0.15
    assert any(m.early for m in measures)
    assert any(m.out_time is None for m in measures)


def test_nobody_is_at_work_on_leave() -> None:
    demo = build(TODAY)
    at_work = {(a.employee_id, a.day) for a in demo.attendance}
    for request in demo.leave_requests:
        if request.status is LeaveStatus.approved:
            days = (request.to_date - request.from_date).days + 1
            assert (
                not {(request.employee_id, request.from_date + timedelta(n)) for n in range(days)} & at_work
            )
