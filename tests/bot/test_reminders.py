"""Approvers who do not answer: reminded after two working days, after five whoever stands above decides too."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest

from bot.conversation import Engine
from bot.outbox import Outbox
from bot.reminders import Reminders, working_days_since
from bot.sweep import Sweep
from bot.web.channel import WebChannel
from domain.approvals import Approval, ApprovalStatus
from domain.errors import Conflict, NotFound
from domain.leave import LeaveRequest, LeaveStatus
from domain.messages import Message
from domain.notices import Notice
from domain.people import Person
from tests.actions.test_leave import approve, held
from tests.actions.test_leave_changes import confirmed
from tests.company import Company

START = date(2026, 3, 18)


def engine_of(company: Company) -> Engine:
    return Engine(company.ports, Outbox(company.ports, [WebChannel()]), None)


async def told(company: Company, approval: Approval) -> Counter[str]:
    messages = await company.records.find(Message, {"turn_id": approval.turn_id})
    return Counter(m.owner_id for m in messages)


async def stored(company: Company, approval: Approval) -> Approval:
    found = await company.records.get(Approval, approval.id)
    assert isinstance(found, Approval)
    return found


@pytest.mark.parametrize(("days", "working"), [(0, 0), (1, 1), (4, 4), (5, 4), (6, 4), (7, 5)])
def test_working_days(days: int, working: int) -> None:
    assert working_days_since(date(2026, 3, 2), date(2026, 3, 2) + timedelta(days)) == working


async def test_a_reminder_comes_once_and_then_the_managers_manager_may_decide(company: Company) -> None:
    approval, engine = await held(company, START), engine_of(company)
    jonas = await company.person("Jonas Weber")
    boss = jonas.manager_id or ""
    seen: list[dict[str, int]] = []
    for days in (1, 2, 3, 7, 8):
        company.clock.now = approval.asked_at + timedelta(days)
        for _ in range(2):
            await Reminders(engine).once(company.clock())
        seen.append(dict(await told(company, approval)))
    assert seen == [
        {},
        {jonas.id: 1},
        {jonas.id: 1},
        {jonas.id: 1, boss: 1, approval.asker_id: 1},
        {jonas.id: 1, boss: 1, approval.asker_id: 1},
    ]
    decision = await engine.decisions.store(
        approval.id, await company.actor(await name(company, boss)), True, None
    )
    assert (decision.status, decision.decided_by) == (ApprovalStatus.approved, boss)


async def name(company: Company, id: str) -> str:
    person = await company.records.get(Person, id)
    assert isinstance(person, Person)
    return person.name


async def test_before_that_the_managers_manager_may_not(company: Company) -> None:
    approval, engine = await held(company, START), engine_of(company)
    boss = (await company.person("Jonas Weber")).manager_id or ""
    with pytest.raises(NotFound):
        await engine.decisions.store(approval.id, await company.actor(await name(company, boss)), True, None)


async def test_an_approver_who_goes_on_leave_meanwhile_is_stood_in_for(company: Company) -> None:
    approval, engine = await held(company, START), engine_of(company)
    jonas = await company.person("Jonas Weber")
    await company.records.insert(
        LeaveRequest(
            id="away",
            employee_id=jonas.id,
            leave_type_id="sick",
            from_date=company.clock().date(),
            to_date=company.clock().date(),
            days=Decimal(1),
            status=LeaveStatus.approved,
            asked_at=company.clock(),
        )
    )
    await Reminders(engine).once(company.clock())
    assert set((await stored(company, approval)).approver_ids) == {jonas.id, jonas.manager_id}
    assert await told(company, approval) == {jonas.manager_id: 1}
    await engine.decisions.store(approval.id, await company.actor(jonas.name), False, "No")
    boss = await company.actor(await name(company, jonas.manager_id or ""))
    with pytest.raises(Conflict, match="already declined"):
        await engine.decisions.store(approval.id, boss, False, "No")


async def test_a_cancellation_is_told_to_the_approver_once(company: Company) -> None:
    await approve(company, await held(company, START))
    await confirmed(company, "leave.cancel", {"start": str(START)})
    sweep = Sweep(engine_of(company))
    for _ in range(2):
        await sweep.once()
    (notice,) = await company.records.find(Notice)
    assert notice.told
    (message,) = await company.records.find(Message, {"turn_id": notice.id})
    assert message.owner_id == "p-jonas-weber"
    assert message.card.title == "Mira Tanaka cancelled leave that you had approved"
