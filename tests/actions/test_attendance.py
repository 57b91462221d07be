"""Attendance on the demo company: whose days, what they came to, and a correction with the manager's yes."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from actions.attendance_month import Month
from actions.perform import NeedsApproval, Ready, prepare
from domain.approvals import ApprovalStatus
from domain.attendance import Attendance, Status
from domain.errors import AlreadyExists, BadInput, PeopledeskError, Refused
from domain.people import Person, Role
from tests.company import Company

MIRA = "Mira Tanaka"


async def month(company: Company, asker: str = MIRA, tool: str = "attendance.month", **given: str) -> Month:
    prepared = await prepare(tool, given, await company.ctx(asker))
    assert isinstance(prepared, Ready)
    found = await prepared.run()
    assert isinstance(found, Month)
    return found


async def test_every_working_day_of_a_month_is_accounted_for(company: Company) -> None:
    found = await month(company, month="2026-02")
    assert len(found.days) == 28
    assert {d.status for d in found.days if d.day.weekday() > 4} == {Status.free}
    assert Status.ahead not in {d.status for d in found.days}
    assert any(d.worked > 400 for d in found.days)
    assert "February 2026" in (found.card().title or "")


async def test_days_to_come_are_no_absences(company: Company) -> None:
    found = await month(company)
    assert {d.status for d in found.days} <= {Status.ahead, Status.free}
    with pytest.raises(BadInput, match="has not begun"):
        await month(company, month="2026-04")


async def test_a_manager_sees_the_team_hr_everybody_and_nobody_else_anybody(company: Company) -> None:
    for asker in ("Jonas Weber", "Elena Petrova"):
        shown = await month(company, asker, "attendance.of", person=MIRA, month="2026-02")
        assert (shown.whose, shown.own) == (MIRA, False)
    for asker, person in (
        ("Mira Tanaka", "Jonas Weber"),
        ("Jonas Weber", "Priya Nair"),
        ("Sam Okafor", MIRA),
    ):
        with pytest.raises(Refused, match="Attendance is private"):
            await month(company, asker, "attendance.of", person=person)


async def test_two_check_ins_at_the_same_moment_are_one(company: Company) -> None:
    async def tried() -> str:
        prepared = await prepare("attendance.check_in", {}, await company.ctx(MIRA))
        assert isinstance(prepared, Ready)
        try:
            await prepared.run()
        except AlreadyExists:
            return "refused"
        return "done"

    assert sorted(await asyncio.gather(tried(), tried(), tried())) == ["done", "refused", "refused"]
    (today,) = await company.records.find(Attendance, {"employee_id": "p-mira-tanaka", "day": "2026-03-02"})
    assert len(today.checkins) == 1


async def test_a_correction_waits_for_the_manager_and_is_added_once(company: Company) -> None:
    given = {"day": "2026-02-27", "came": "08:00", "left": "16:00", "reason": "Forgot to check in"}
    ctx = await company.ctx(MIRA)
    prepared = await prepare("attendance.correct", given, ctx)
    assert isinstance(prepared, NeedsApproval)
    assert prepared.approvers.ids == ("p-jonas-weber",)
    asked = await prepared.ask()
    assert "Forgot to check in" in asked.card.model_dump_json()
    yes = asked.model_copy(update={"status": ApprovalStatus.approved, "decided_by": "p-jonas-weber"})
    for _ in range(2):  # as after a crash
        done = await prepare("attendance.correct", asked.args, ctx.under(yes))
        assert isinstance(done, Ready)
        assert "corrected" in ((await done.run()).card().title or "")
    (day,) = await company.records.find(Attendance, {"employee_id": "p-mira-tanaka", "day": "2026-02-27"})
    (correction,) = day.corrections
    assert (correction.approved_by, day.checkins != ()) == ("p-jonas-weber", True)
    found = next(d for d in (await month(company, month="2026-02")).days if d.day.day == 27)
    assert (found.worked, found.corrected) == (480, True)


async def test_without_a_manager_hr_decides_and_never_oneself(company: Company) -> None:
    given = {"day": "2026-02-27", "came": "08:00", "left": "16:00", "reason": "Forgot to check in"}
    prepared = await prepare("attendance.correct", given, await company.ctx("Ingrid Solheim"))
    assert isinstance(prepared, NeedsApproval)
    approvers = [await company.records.get(Person, id) for id in prepared.approvers.ids]
    assert approvers
    assert all(Role.hr in a.roles for a in approvers if a)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"day": "2026-03-03"}, "still to come"),
        ({"day": "2025-11-01"}, "last 62 days"),
        ({"day": "2026-03-02"}, "later than now"),
        ({"came": "05:00", "left": "23:00"}, "16 hours"),
    ],
)
async def test_what_cannot_have_been_is_refused(company: Company, given: dict[str, str], told: str) -> None:
    whole = {"day": "2026-02-27", "came": "09:00", "left": "17:00", "reason": "Forgot it"} | given
    with pytest.raises(PeopledeskError, match=told):
        await prepare("attendance.correct", whole, await company.ctx(MIRA))


async def test_late_is_told_on_checking_in(company: Company) -> None:
    company.clock.forward(timedelta(hours=1))  # 11:00 in Berlin, shift from 09:00
    prepared = await prepare("attendance.check_in", {}, await company.ctx(MIRA))
    assert isinstance(prepared, Ready)
    card = (await prepared.run()).card()
    assert {f.label: f.value for f in card.facts}["Late by"] == "2 h 00 min"
