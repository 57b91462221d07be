"""Cancelling and changing leave, who is away, free days, whose yes counts while somebody is on leave."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from actions.perform import NeedsApproval, NeedsDetails, Ready, approvers_now, let_go, prepare
from domain.approvals import Approval, ApprovalStatus, decided
from domain.errors import BadInput, Conflict, NotFound, Refused
from domain.leave import BlockedDates, CompanyHoliday, LeaveRequest, LeaveStatus, LeaveType, LedgerEntry
from domain.notices import Notice
from domain.people import Department, Role
from domain.permissions import Permission, scope_of
from tests.actions.test_leave import FRIDAY, MIRA, approve, asked, held, usable
from tests.company import Company

JONAS = "Jonas Weber"
NEXT = date(2026, 3, 12)
"""Thursday of the week after."""


async def confirmed(company: Company, tool: str, given: dict[str, Any], by: str = MIRA) -> Any:
    """Ask, say yes oneself, and get the result."""
    ctx = await company.ctx(by)
    prepared = await prepare(tool, given, ctx)
    assert isinstance(prepared, NeedsApproval)
    assert prepared.approvers.kind == "confirm"
    yes = decided(await prepared.ask(), ctx.actor, True, None, company.clock())
    ready = await prepare(tool, yes.args, ctx.under(yes))
    assert isinstance(ready, Ready)
    await ready.run()
    return await ready.run()


async def changed(company: Company, start: date | str, **more: Any) -> Approval:
    prepared = await prepare("leave.change", {"start": str(start), **more}, await company.ctx(MIRA))
    assert isinstance(prepared, NeedsApproval)
    return await prepared.ask()


async def carried_out(company: Company, approval: Approval) -> Any:
    yes = decided(approval, await company.actor(JONAS), True, None, company.clock())
    ready = await prepare(
        approval.tool, approval.args, (await company.ctx(MIRA, approval.call_id)).under(yes)
    )
    assert isinstance(ready, Ready)
    return await ready.run()


async def requests(company: Company) -> dict[date, LeaveStatus]:
    found = await company.records.find(LeaveRequest, {"employee_id": "p-mira-tanaka"})
    return {r.from_date: r.status for r in found if r.asked_at == company.clock()}


# --- cancelling -------------------------------------------------------------------------------------------------


async def test_approved_leave_is_given_back_by_a_reversing_row_and_the_approver_told(
    company: Company,
) -> None:
    before = await usable(company)
    approval = await held(company, FRIDAY)
    await approve(company, approval)
    cancelled = await confirmed(company, "leave.cancel", {"start": str(FRIDAY)})
    assert cancelled.card().text == "Jonas Weber is told."
    rows = await company.records.find(LedgerEntry, {"transaction_id": f"leave:{approval.call_id}"})
    assert sorted((r.transaction_type, r.days) for r in rows) == [("application", -1), ("reversal", 1)]
    assert await usable(company) == before
    (notice,) = await company.records.find(Notice)
    assert (notice.person_id, notice.told) == ("p-jonas-weber", False)
    assert "cancelled leave that you had approved" in (notice.card.title or "")


async def test_what_waits_is_withdrawn_and_can_no_longer_be_approved(company: Company) -> None:
    approval = await held(company, FRIDAY)
    await confirmed(company, "leave.cancel", {})
    assert await requests(company) == {FRIDAY: LeaveStatus.cancelled}
    stored = await company.records.get(Approval, approval.id)
    assert stored.status is ApprovalStatus.declined
    with pytest.raises(Conflict):
        decided(stored, await company.actor(JONAS), True, None, company.clock())
    await let_go(stored, await company.ctx(MIRA, approval.call_id), "declined")
    assert await requests(company) == {FRIDAY: LeaveStatus.cancelled}
    assert await company.records.find(Notice) == []


async def test_of_several_it_is_asked_which_and_nothing_there_is_said_with_what_there_is(
    company: Company,
) -> None:
    await held(company, FRIDAY)
    await held(company, NEXT)
    several = await prepare("leave.cancel", {}, await company.ctx(MIRA))
    assert isinstance(several, NeedsDetails)
    (field,) = [f for f in several.form.fields if f.name == "request"]
    assert len(field.options) == 2
    with pytest.raises(BadInput, match=r"no leave to cancel on .*20 May.*You have leave on .*6 Mar"):
        await prepare("leave.cancel", {"start": "2026-05-20"}, await company.ctx(MIRA))


async def test_leave_that_has_begun_is_for_hr(company: Company) -> None:
    approval = await held(company, FRIDAY, "2026-03-10")
    await approve(company, approval)
    company.clock.forward(timedelta(days=5))
    with pytest.raises(BadInput, match="has begun"):
        await prepare("leave.cancel", {"request": f"leave:{approval.call_id}"}, await company.ctx(MIRA))


async def test_nobody_cancels_or_changes_the_leave_of_another(company: Company) -> None:
    approval = await held(company, FRIDAY)
    for name in (JONAS, "Elena Petrova", "Lukas Brandt"):
        with pytest.raises(NotFound):
            await prepare("leave.cancel", {"request": f"leave:{approval.call_id}"}, await company.ctx(name))


# --- changing ---------------------------------------------------------------------------------------------------


async def test_a_waiting_request_is_replaced_at_once_and_approved_anew(company: Company) -> None:
    before = await usable(company)
    await held(company, FRIDAY)
    approval = await changed(company, "2026-03-05")
    assert await requests(company) == {FRIDAY: LeaveStatus.cancelled, date(2026, 3, 5): LeaveStatus.open}
    assert "Instead of" in {f.label for f in approval.card.facts}
    await carried_out(company, approval)
    assert await usable(company) == before - 1


async def test_approved_leave_stays_until_the_change_is_approved(company: Company) -> None:
    before = await usable(company)
    await approve(company, await held(company, FRIDAY, "2026-03-09"))
    approval = await changed(company, NEXT)
    assert approval.args["end"] == "2026-03-13"
    assert (await requests(company))[FRIDAY] is LeaveStatus.approved
    await carried_out(company, approval)
    await carried_out(company, approval.model_copy(update={"status": ApprovalStatus.pending}))
    assert await requests(company) == {FRIDAY: LeaveStatus.cancelled, NEXT: LeaveStatus.approved}
    assert await usable(company) == before - 2


async def test_a_declined_change_leaves_what_was_approved(company: Company) -> None:
    before = await usable(company)
    await approve(company, await held(company, FRIDAY))
    approval = await changed(company, NEXT)
    no = decided(approval, await company.actor(JONAS), False, "We ship", company.clock())
    await let_go(no, (await company.ctx(MIRA, approval.call_id)).under(no), "declined")
    assert await requests(company) == {FRIDAY: LeaveStatus.approved, NEXT: LeaveStatus.declined}
    assert await usable(company) == before - 1


async def test_there_must_be_something_to_change(company: Company) -> None:
    with pytest.raises(BadInput, match="no leave ahead"):
        await changed(company, NEXT)
    await held(company, FRIDAY)
    with pytest.raises(BadInput, match="already"):
        await changed(company, FRIDAY)


# --- rules ------------------------------------------------------------------------------------------------------


async def test_blocked_dates_of_the_department_are_refused(company: Company) -> None:
    mira = await company.person(MIRA)
    block = {"from_date": FRIDAY, "to_date": FRIDAY, "reason": "release"}
    other = BlockedDates.model_validate({"id": "b2", "department": "Elsewhere", **block})
    await company.records.insert(other)
    assert isinstance(await asked(company, FRIDAY), NeedsApproval)
    mine = BlockedDates.model_validate({"id": "b1", "department": mira.department, **block})
    await company.records.insert(mine)
    with pytest.raises(BadInput, match=r"release.*are possible"):
        await asked(company, FRIDAY)


async def test_a_company_holiday_costs_nothing(company: Company) -> None:
    await company.records.insert(CompanyHoliday(id="h", day=FRIDAY, name="Founders' day", country="DE"))
    with pytest.raises(BadInput, match="already free"):
        await asked(company, FRIDAY)
    ready = await prepare("leave.holidays", {}, await company.ctx(MIRA))
    assert isinstance(ready, Ready)
    card = (await ready.run()).card()
    assert card.title == "The next holiday is Founders' day, Fri 6 Mar 2026"
    assert card.table is not None
    assert len(card.table.rows) == 5


async def test_a_kind_that_may_go_below_zero(company: Company) -> None:
    kind = await company.records.get(LeaveType, "care")
    await company.records.replace(kind.model_copy(update={"negative_allowed": True}))
    await held(company, "2026-04-07", "2026-04-30", leave_type="care")
    assert await usable(company, "care") < 0


# --- who is away ------------------------------------------------------------------------------------------------


async def away(company: Company, by: str = JONAS, **given: str) -> Any:
    ready = await prepare("leave.away", given, await company.ctx(by))
    assert isinstance(ready, Ready)
    return await ready.run()


async def test_who_is_out_names_people_and_days_and_no_kind_of_leave(company: Company) -> None:
    approval = await held(company, FRIDAY, leave_type="sick")
    assert "Mira Tanaka" not in {a.name for a in (await away(company, start=str(FRIDAY))).absences}
    ctx = await company.ctx(MIRA, approval.call_id)
    yes = approval.model_copy(update={"status": ApprovalStatus.approved, "decided_by": "p-jonas-weber"})
    ready = await prepare("leave.request", approval.args, ctx.under(yes))
    assert isinstance(ready, Ready)
    await ready.run()
    for group in ("my team", "Mira", "everyone", (await company.person(MIRA)).department or ""):
        found = await away(company, start="2026-03-02", end="2026-03-08", group=group)
        assert "Mira Tanaka" in {a.name for a in found.absences}
        assert "sick" not in found.model_dump_json().lower()
        assert "sick" not in found.card().model_dump_json().lower()
    with pytest.raises(BadInput, match="Departments are"):
        await away(company, group="the moon")


# --- whose yes --------------------------------------------------------------------------------------------------


async def approver_ids(company: Company) -> tuple[str, ...]:
    prepared = await prepare(
        "leave.request", {"leave_type": "unpaid", "start": "2026-03-20"}, await company.ctx(MIRA)
    )
    assert isinstance(prepared, NeedsApproval)
    return prepared.approvers.ids


async def on_leave(company: Company, name: str) -> None:
    person, today = await company.person(name), company.clock().date()
    await company.records.insert(
        LeaveRequest(
            id=f"away-{person.id}",
            employee_id=person.id,
            leave_type_id="vacation",
            from_date=today,
            to_date=today,
            days=Decimal(1),
            status=LeaveStatus.approved,
            asked_at=company.clock(),
        )
    )


async def test_while_the_manager_is_away_their_manager_or_delegate_decides_too(company: Company) -> None:
    jonas = await company.person(JONAS)
    await on_leave(company, JONAS)
    assert await approver_ids(company) == (jonas.manager_id, jonas.id)
    await company.records.replace(jonas.model_copy(update={"delegate_id": "p-lukas-brandt"}))
    assert await approver_ids(company) == ("p-lukas-brandt", jonas.id)


async def test_a_named_approver_comes_before_the_manager_and_the_department_after(company: Company) -> None:
    mira = await company.person(MIRA)
    mira = await company.records.replace(mira.model_copy(update={"leave_approver_id": "p-lukas-brandt"}))
    assert await approver_ids(company) == ("p-lukas-brandt",)
    await company.records.replace(
        mira.model_copy(update={"leave_approver_id": None, "manager_id": None, "department": "Engines"})
    )
    await company.records.insert(Department(id="d", name="Engines", leave_approver_id="p-elena-petrova"))
    assert await approver_ids(company) == ("p-elena-petrova",)


async def test_after_the_escalation_who_stands_above_may_decide(company: Company) -> None:
    approval = await held(company, FRIDAY)
    ctx = await company.ctx(MIRA, approval.call_id)
    assert (await approvers_now(approval, ctx)).ids == ("p-jonas-weber",)
    later = approval.model_copy(update={"escalated_at": company.clock()})
    jonas = await company.person(JONAS)
    assert (await approvers_now(later, ctx)).ids == ("p-jonas-weber", jonas.manager_id)


# --- every role -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tool", ["leave.cancel", "leave.change", "leave.away", "leave.holidays"])
async def test_candidates_have_no_leave(company: Company, tool: str) -> None:
    ctx = await company.ctx("Leo Martins")
    assert ctx.actor.roles == {Role.candidate}
    assert scope_of(ctx.actor, Permission.leave_request) is None
    with pytest.raises(Refused):
        await prepare(tool, {"start": str(FRIDAY)}, ctx)


# --- the balance in words ---------------------------------------------------------------------------------------


async def balance_card(company: Company, **given: str) -> str:
    ready = await prepare("leave.balance", given, await company.ctx(MIRA))
    assert isinstance(ready, Ready)
    return (await ready.run()).card().model_dump_json()


async def test_the_card_says_what_expires_when_and_what_can_be_carried_over(company: Company) -> None:
    card = await balance_card(company, leave_type="vacation")
    assert "after Tue 31 Mar 2026" in card
    assert "after Thu 31 Dec 2026; up to 5 days can be carried over" in card


async def test_by_christmas_what_is_carried_is_gone_and_what_is_planned_is_spent(company: Company) -> None:
    card = await balance_card(company, leave_type="vacation", as_of="2026-12-01")
    assert "On Tue 1 Dec 2026 you will have" in card
    assert "Expired" in card
    next_year = await balance_card(company, leave_type="vacation", as_of="2027-06-01")
    assert '"Allocated","value":"35"' in next_year


async def test_by_then_what_is_earned_monthly_has_come_in(company: Company) -> None:
    kind = await company.records.get(LeaveType, "care")
    await company.records.replace(kind.model_copy(update={"earned": "monthly"}))
    for row in await company.records.find(LedgerEntry, {"employee_id": "p-mira-tanaka"}, limit=5000):
        if row.leave_type_id == "care" and row.from_date.year == 2026:
            await company.records.delete(LedgerEntry, row.id)
    card = await balance_card(company, leave_type="care", as_of="2026-07-01")
    assert "you will have 6 days" in card


async def test_a_kind_nobody_knows_is_asked_back_and_one_without_days_explained(company: Company) -> None:
    unknown = await prepare("leave.balance", {"leave_type": "bereavement"}, await company.ctx(MIRA))
    assert isinstance(unknown, NeedsDetails)
    assert "I know no leave called" in unknown.sentence
    with pytest.raises(BadInput, match="granted on request"):
        await prepare("leave.balance", {"leave_type": "parental"}, await company.ctx(MIRA))


@pytest.mark.parametrize(
    ("who", "seen"), [(MIRA, True), (JONAS, True), ("Elena Petrova", True), ("Lukas Brandt", False)]
)
async def test_leave_of_an_employee_is_for_themselves_their_manager_and_hr(
    company: Company, who: str, seen: bool
) -> None:
    asked_for = prepare("leave.of", {"employee": MIRA}, await company.ctx(who))
    if not seen:
        with pytest.raises(NotFound):
            await asked_for
        return
    ready = await asked_for
    assert isinstance(ready, Ready)
    assert (await ready.run()).card().title == "Leave of Mira Tanaka"


async def test_a_day_that_no_calendar_has_is_said_to_be_none(company: Company) -> None:
    given = {"leave_type": "vacation", "start": "30 february"}
    prepared = await prepare("leave.request", given, await company.ctx(MIRA))
    assert isinstance(prepared, NeedsDetails)
    assert prepared.sentence.startswith("There is no day “30 february” in the calendar.")
