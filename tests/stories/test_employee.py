"""Story 1: an employee asks for the balance and the payslip, and for a day off; the manager decides."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from babel.numbers import format_currency

from domain.leave import LeaveRequest, LeaveStatus, LedgerEntry
from domain.pay import Payslip
from tests.stories.people import Somebody
from tests.stories.world import World, workday

pytestmark = pytest.mark.asyncio(loop_scope="session")
Enter = Callable[[str], Awaitable[Somebody]]


async def test_the_balance_comes_from_the_ledger_with_its_date(world: World, enter: Enter) -> None:
    mira = await enter("Mira Tanaka")
    await mira.says("how many vacation days do I have left?")
    seen = await mira.reads("of vacation left")
    assert "Leave ledger" in seen
    assert "Allocated" in seen


async def test_the_last_payslip_is_shown_in_full(world: World, enter: Enter) -> None:
    mira = await enter("Mira Tanaka")
    await mira.says("show my last payslip")
    seen = await mira.reads("Your payslip for")
    slips = await world.records.find(
        Payslip, {"employee_id": mira.person.id, "status": "submitted"}, order="end_date"
    )
    net = format_currency(slips[-1].net_pay, slips[-1].currency, locale="en_DE")
    assert net in seen
    assert "Year to date" in seen


async def test_why_net_pay_changed_is_told_line_by_line(world: World, enter: Enter, door: str) -> None:
    mira = await enter("Mira Tanaka")
    slips = await world.records.find(Payslip, {"employee_id": mira.person.id}, order="end_date")
    (bonus,) = [s for s in slips if any(line.additional and line.amount for line in s.earnings)][-1:]
    await mira.says(f"why did my net pay change in {bonus.end_date:%B %Y}?")
    seen = await mira.reads("The main reason: Annual bonus")
    assert f"A payment of {bonus.end_date:%B %Y} alone" in seen


async def test_checking_in_and_out(world: World, enter: Enter, door: str) -> None:
    mira = await enter("Mira Tanaka")
    await mira.says("check me in")
    await mira.reads("You are checked in at")
    await mira.says("check me out")
    await mira.reads("You are checked out at")


async def test_two_questions_in_one_message_get_two_answers_in_order(world: World, enter: Enter) -> None:
    mira = await enter("Mira Tanaka")
    await mira.says("how many vacation days do I have left and show my last payslip")
    seen = await mira.reads("Your payslip for")
    assert seen.index("of vacation left") < seen.index("Your payslip for")


async def test_a_day_off_is_asked_for_held_approved_and_told(world: World, enter: Enter, door: str) -> None:
    """The kind of leave is missing, so it is asked for once, as a form; Friday was understood."""
    mira, jonas = await enter("Mira Tanaka"), await enter("Jonas Weber")
    before = {r.id for r in await world.records.find(LeaveRequest, {"employee_id": mira.person.id})}
    await mira.says("I need Friday off" if door == "web" else "I need next Thursday off")
    await mira.reads("Kind of leave" if door == "web" else "Fill in")
    await mira.fills(leave_type="vacation")
    await mira.reads("Jonas Weber")
    await jonas.reads("Leave for Mira Tanaka")
    (request,) = [
        r
        for r in await world.records.find(LeaveRequest, {"employee_id": mira.person.id})
        if r.id not in before
    ]
    assert request.status is LeaveStatus.open
    assert request.from_date.weekday() == (4 if door == "web" else 3)
    await jonas.presses("Approve")
    await mira.reads("Your leave is approved")
    entries = await world.records.find(LedgerEntry, {"transaction_id": request.id})
    assert [e.days for e in entries] == [-request.days]
    await jonas.reads("Approved by Jonas Weber")
    assert "Approve" not in (await jonas.sees()).splitlines()


async def test_a_declined_request_gives_the_days_back_and_says_why(
    world: World, enter: Enter, door: str
) -> None:
    mira, jonas = await enter("Mira Tanaka"), await enter("Jonas Weber")
    await mira.says("how many vacation days do I have left?")
    first = await mira.reads("of vacation left")
    start = workday(40 if door == "web" else 60)
    await mira.says(f"book vacation on {start:%d %B %Y}")
    await jonas.reads(f"{start:%Y}")
    await jonas.presses("Decline", reason="We ship that week")
    await mira.reads("We ship that week")
    await mira.says("how many vacation days do I have left?")
    again = await mira.reads("of vacation left")
    assert _days(first) == _days(again)


async def test_leave_is_cancelled_by_chat_and_the_approver_told(
    world: World, enter: Enter, door: str
) -> None:
    mira, jonas = await enter("Mira Tanaka"), await enter("Jonas Weber")
    start = workday(75 if door == "web" else 90)
    await mira.says(f"book vacation on {start:%d %B %Y}")
    await jonas.reads(f"{start:%Y}")
    await jonas.presses("Approve")
    await mira.reads("Your leave is approved")
    await mira.says(f"cancel my leave on {start:%d %B %Y}")
    await mira.reads("Cancel this leave?")
    await mira.presses("Yes, do it")
    await mira.reads("Your leave is cancelled")
    await jonas.reads("cancelled leave that you had approved")
    (request,) = await world.records.find(
        LeaveRequest, {"employee_id": mira.person.id, "from_date": start.isoformat()}
    )
    assert request.status is LeaveStatus.cancelled
    entries = await world.records.find(LedgerEntry, {"transaction_id": request.id})
    assert sum(e.days for e in entries) == 0


async def test_who_is_out_and_the_next_holiday_are_answered(world: World, enter: Enter) -> None:
    mira = await enter("Mira Tanaka")
    await mira.says("who is out this week?")
    await mira.reads("way: your team")
    await mira.says("when is the next public holiday?")
    await mira.reads("The next holiday is")


async def test_somebody_elses_salary_is_refused_in_one_sentence(world: World, enter: Enter) -> None:
    mira = await enter("Mira Tanaka")
    await mira.says("what does Jonas Weber earn?")
    seen = await mira.reads("Pay is private")
    assert "Net pay" not in seen


async def test_what_is_not_understood_is_said_with_what_can_be_asked(world: World, enter: Enter) -> None:
    mira = await enter("Mira Tanaka")
    await mira.says("write me a poem about the sea")
    seen = await mira.reads("I did not understand")
    assert "payslip" in seen.lower()
    assert "candidates" not in seen.lower()


def _days(seen: str) -> str:
    return next(line for line in seen.splitlines() if "of vacation left" in line)
