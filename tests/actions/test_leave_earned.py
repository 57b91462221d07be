"""Days for a day worked, and days paid out: the evidence, the limits, and that each counts once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from actions.perform import NeedsApproval, Ready, prepare
from domain.approvals import Approval, decided
from domain.attendance import Attendance, Checkin, attendance_id
from domain.errors import BadInput
from domain.leave import LeaveType, LedgerEntry, balance
from tests.actions.test_leave import MIRA, asked, held, usable
from tests.company import Company

MIRAS, SUNDAY = "p-mira-tanaka", date(2026, 3, 1)


async def worked(company: Company, day: date = SUNDAY, hours: int = 6, who: str = MIRAS) -> None:
    came = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
    checkins = (
        Checkin(log_type="in", at=came, call_id=f"in-{day}"),
        Checkin(log_type="out", at=came + timedelta(hours=hours), call_id=f"out-{day}"),
    )
    await company.records.insert(
        Attendance(id=attendance_id(who, day), employee_id=who, day=day, checkins=checkins)
    )


async def question(company: Company, tool: str, given: dict[str, Any], who: str = MIRA) -> Approval:
    prepared = await prepare(tool, given, await company.ctx(who))
    assert isinstance(prepared, NeedsApproval)
    assert (prepared.approvers.kind, await_id(who) in prepared.approvers.ids) == ("approve", False)
    return await prepared.ask()


def await_id(name: str) -> str:
    return f"p-{name.lower().replace(' ', '-')}"


async def carried_out(company: Company, approval: Approval, who: str = MIRA) -> Any:
    by = await company.records.get(type(await company.person(who)), approval.approver_ids[0])
    yes = decided(approval, await company.actor(by.name), True, None, company.clock())
    ready = await prepare(approval.tool, yes.args, (await company.ctx(who, approval.call_id)).under(yes))
    assert isinstance(ready, Ready)
    await ready.run()
    return await ready.run()


# --- a day for a day worked -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("hours", "days"), [(6, "1"), (3, "0.5")])
async def test_a_sunday_at_work_gives_a_day_that_expires(company: Company, hours: int, days: str) -> None:
    await worked(company, hours=hours)
    approval = await question(company, "leave.compensatory", {"worked": str(SUNDAY), "reason": "The release"})
    facts = {f.label: f.value for f in approval.card.facts}
    assert "09:00" in facts["Attendance"]
    assert facts["Which was"] == "a weekend"
    await carried_out(company, approval)
    assert await usable(company, "lieu") == Decimal(days)
    entry = await company.records.get(LedgerEntry, f"compensatory:{MIRAS}:{SUNDAY}")
    assert (entry.to_date - entry.from_date).days == 90
    rows = await company.records.find(LedgerEntry, {"employee_id": MIRAS, "leave_type_id": "lieu"})
    assert balance("lieu", rows, [], date(2026, 6, 15)).remaining == 0
    with pytest.raises(BadInput, match="already"):
        await prepare("leave.compensatory", {"worked": str(SUNDAY)}, await company.ctx(MIRA))


async def test_the_day_can_be_taken_and_is_asked_for_once(company: Company) -> None:
    await worked(company)
    approval = await question(company, "leave.compensatory", {"worked": str(SUNDAY)})
    with pytest.raises(BadInput, match="waits for your approver"):
        await prepare("leave.compensatory", {"worked": str(SUNDAY)}, await company.ctx(MIRA))
    await carried_out(company, approval)
    assert isinstance(await asked(company, "2026-03-10", leave_type="comp off"), NeedsApproval)
    with pytest.raises(BadInput, match="you have 0 days"):
        await asked(company, "2026-06-10", leave_type="lieu")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-02-27", "was a working day"),
        ("2026-03-08", "still to come"),
        ("2025-12-25", "more than 62 days ago"),
        ("2026-02-22", "no check-in and check-out"),
    ],
)
async def test_what_gives_no_day_is_refused_with_the_rule(company: Company, day: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        await prepare("leave.compensatory", {"worked": day}, await company.ctx(MIRA))


async def test_the_attendance_of_another_is_no_evidence(company: Company) -> None:
    await worked(company, who="p-jonas-weber")
    with pytest.raises(BadInput, match="no check-in"):
        await prepare("leave.compensatory", {"worked": str(SUNDAY)}, await company.ctx(MIRA))


# --- paid out ---------------------------------------------------------------------------------------------------------


async def test_days_are_paid_out_once_hr_agrees_and_up_to_the_maximum(company: Company) -> None:
    before = await usable(company)
    approval = await question(company, "leave.encash", {"days": "3"})
    assert "p-elena-petrova" in approval.approver_ids
    assert "p-jonas-weber" not in approval.approver_ids
    await carried_out(company, approval)
    assert await usable(company) == before - 3
    rows = await company.records.find(LedgerEntry, {"employee_id": MIRAS, "leave_type_id": "vacation"})
    found = balance("vacation", rows, [], date(2026, 3, 3))
    assert (found.encashed, found.taken) == (3, 4)
    with pytest.raises(BadInput, match="At most 2 days of vacation"):
        await prepare("leave.encash", {"days": "3"}, await company.ctx(MIRA))


async def test_the_last_days_are_never_paid_out(company: Company) -> None:
    kind = await company.records.get(LeaveType, "vacation")
    left = await usable(company)
    await company.records.replace(
        kind.model_copy(update={"most_encashed": Decimal(30), "non_encashable": left - 2})
    )
    approval = await question(company, "leave.encash", {"days": "2"})
    await held(company, "2026-03-10")  # asked for meanwhile: it counts first
    with pytest.raises(BadInput, match="At most 1 day"):
        await carried_out(company, approval)
    assert await usable(company) == left - 1


@pytest.mark.parametrize(
    ("given", "words"),
    [({"days": "3", "leave_type": "sick"}, "Sick leave is not paid out"), ({"days": "0.3"}, "steps of 0.5")],
)
async def test_what_is_not_paid_out(company: Company, given: dict[str, str], words: str) -> None:
    with pytest.raises(BadInput, match=words):
        await prepare("leave.encash", given, await company.ctx(MIRA))


async def test_partly_paid_leave_says_what_it_pays(company: Company) -> None:
    kind = await company.records.get(LeaveType, "care")
    await company.records.replace(kind.model_copy(update={"fraction_of_daily_salary": Decimal("0.5")}))
    approval = await held(company, "2026-03-10", leave_type="care")
    assert {f.label: f.value for f in approval.card.facts}["Pays"] == "50 % of the daily salary"
