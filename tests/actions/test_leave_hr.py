"""What HR sets about leave: on whose rows, with what effect on the books, and that repeating it changes nothing."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from actions.perform import NeedsApproval, Ready, prepare
from domain.approvals import decided
from domain.errors import BadInput, NotFound, Refused
from domain.leave import (
    BlockedDates,
    CompanyHoliday,
    LeavePeriod,
    LeavePolicy,
    LeaveRequest,
    LedgerEntry,
    PolicyAssignment,
    balance,
)
from domain.notices import Notice
from domain.people import Person
from tests.actions.test_leave import FRIDAY, MIRA, approve, asked, held, usable
from tests.company import Company

ELENA, JONAS = "Elena Petrova", "Jonas Weber"
MIRAS = "p-mira-tanaka"


async def confirmed(company: Company, tool: str, given: dict[str, Any], by: str = ELENA) -> Any:
    """Ask, say yes oneself, and do it twice, as after a crash."""
    ctx = await company.ctx(by)
    prepared = await prepare(tool, given, ctx)
    assert isinstance(prepared, NeedsApproval)
    assert prepared.approvers.kind == "confirm"
    yes = decided(await prepared.ask(), ctx.actor, True, None, company.clock())
    ready = await prepare(tool, yes.args, ctx.under(yes))
    assert isinstance(ready, Ready)
    first = await ready.run()
    rows = await ledger(company)
    await ready.run()
    assert await ledger(company) == rows
    return first


async def ledger(company: Company, employee: str = MIRAS) -> list[LedgerEntry]:
    found: list[LedgerEntry] = await company.records.find(LedgerEntry, {"employee_id": employee}, order="id")
    return found


ROWS = {
    "leave.adjust": {"leave_type": "vacation", "days": "1", "reason": "Long service"},
    "leave.assign": {"policy": "India", "start": "2026-04-01"},
}


@pytest.mark.parametrize("tool", ROWS)
@pytest.mark.parametrize("by", [MIRA, JONAS, "Lukas Brandt", "Priya Nair", ELENA])
@pytest.mark.parametrize("whose", ["own", "theirs", "nobody"])
async def test_only_hr_changes_what_others_are_given_and_nobody_their_own(
    company: Company, tool: str, by: str, whose: str
) -> None:
    """Own, team's and strangers' rows: refused in the same words whether or not there is such a person."""
    name = {"own": by, "theirs": "Tobias Kern", "nobody": "Nobody Atall"}[whose]
    given = {"employee": name, **ROWS[tool]}
    if by != ELENA:
        with pytest.raises(Refused, match="for HR to set"):
            await prepare(tool, given, await company.ctx(by))
    elif whose == "own":
        with pytest.raises(Refused, match="Nobody changes their own"):
            await prepare(tool, given, await company.ctx(by))
    elif whose == "nobody":
        with pytest.raises(NotFound):
            await prepare(tool, given, await company.ctx(by))
    else:
        assert isinstance(await prepare(tool, given, await company.ctx(by)), NeedsApproval)


# --- by hand ------------------------------------------------------------------------------------------------------


async def test_days_by_hand_are_rows_of_their_own_with_their_reason(company: Company) -> None:
    before = await usable(company)
    given = {"employee": MIRA, "leave_type": "vacation", "days": "2.5", "reason": "Ten years with us"}
    result = await confirmed(company, "leave.adjust", given)
    assert await usable(company) == before + Decimal("2.5")
    (row,) = [e for e in await ledger(company) if e.reason]
    assert (row.transaction_type, row.days, row.reason) == ("grant", Decimal("2.5"), "Ten years with us")
    assert (notice := (await company.records.find(Notice))[0]).person_id == MIRAS
    assert "added to your leave" in (notice.card.title or "")
    assert result.card().title == "Posted to Mira Tanaka's leave"
    await confirmed(company, "leave.adjust", {**given, "days": "-1.5", "reason": "Counted twice"})
    assert await usable(company) == before + 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"days": "0"}, "quarter day"),
        ({"days": "0.1"}, "quarter day"),
        ({"days": "-99"}, r"has \d+ days of vacation left"),
        ({"leave_type": "unpaid"}, "no days to give"),
        ({"until": "2027-05-01"}, "leave period ends on"),
        ({"until": "2026-01-01"}, "from today"),
    ],
)
async def test_what_cannot_be_posted_by_hand_is_refused(
    company: Company, more: dict[str, str], words: str
) -> None:
    given = {"employee": MIRA, "leave_type": "vacation", "days": "1", "reason": "Because", **more}
    with pytest.raises(BadInput, match=words):
        await prepare("leave.adjust", given, await company.ctx(ELENA))


# --- policies ------------------------------------------------------------------------------------------------------


async def test_a_policy_assigned_in_the_middle_gives_its_share_of_the_period(company: Company) -> None:
    """30 days until June, 36 from July: 30 * 181/365 + 36 * 184/365 = 33.02, as a row of 3 beside the old one."""
    policy = LeavePolicy(id="policy:senior", name="Senior", annual={"vacation": Decimal(36)})
    await company.records.insert(policy)
    given = {"employee": MIRA, "policy": "senior", "start": "2026-07-01"}
    result = await confirmed(company, "leave.assign", given)
    rows = [e for e in await ledger(company) if e.transaction_id == f"allocation:{MIRAS}:vacation:2026-01-01"]
    assert [e.days for e in rows] == [30, 3]
    assert any("Vacation +3" in f.value for f in result.card().facts)
    sick = [e for e in await ledger(company) if e.transaction_id == f"allocation:{MIRAS}:sick:2026-01-01"]
    assert sum(e.days for e in sick) == 15  # the new policy gives none


async def test_two_policies_never_hold_at_once(company: Company) -> None:
    given = {"employee": MIRA, "policy": "policy:IN", "start": "2026-04-01", "end": "2026-06-30"}
    await confirmed(company, "leave.assign", given)
    with pytest.raises(BadInput, match="two cannot hold at once"):
        await prepare("leave.assign", {**given, "start": "2026-06-30"}, await company.ctx(ELENA))
    await confirmed(company, "leave.assign", {**given, "start": "2026-07-01", "end": None})
    await confirmed(company, "leave.assign", {**given, "policy": "GB", "start": "2026-09-01", "end": None})
    held_ = await company.records.find(PolicyAssignment, {"employee_id": MIRAS})
    spans = sorted((a.effective_from, a.effective_to) for a in held_)
    assert spans[1] == (date(2026, 7, 1), date(2026, 8, 31)), "the open one ended on the eve of the next"


async def test_years_from_the_joining_date_begin_when_nothing_is_given_for_later(company: Company) -> None:
    given = {"employee": MIRA, "policy": "IN", "start": "2026-06-01", "based_on": "joining_date"}
    with pytest.raises(BadInput, match="up to the eve of Fri 1 Jan 2027"):
        await prepare("leave.assign", given, await company.ctx(ELENA))
    assert isinstance(
        await prepare("leave.assign", {**given, "start": "2027-01-01"}, await company.ctx(ELENA)),
        NeedsApproval,
    )


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"start": "1990-01-01"}, "joins on"),
        ({"end": "2026-03-01"}, "before the first"),
    ],
)
async def test_a_policy_that_cannot_be_assigned(company: Company, more: dict[str, str], words: str) -> None:
    given = {"employee": MIRA, "policy": "IN", "start": "2026-04-01", **more}
    with pytest.raises(BadInput, match=words):
        await prepare("leave.assign", given, await company.ctx(ELENA))


async def test_a_leave_period_begins_where_one_ends(company: Company) -> None:
    hr = await company.ctx(ELENA)
    with pytest.raises(BadInput, match="running period ends on"):
        await prepare("leave.open_period", {"start": "2026-07-01"}, hr)
    await confirmed(
        company, "leave.open_period", {"start": "2027-01-01", "end": "2027-03-31", "country": "DE"}
    )
    with pytest.raises(BadInput, match="cannot overlap"):
        await prepare("leave.open_period", {"start": "2027-03-01", "country": "DE"}, hr)
    await confirmed(company, "leave.open_period", {"start": "2027-04-01", "country": "DE"})
    found = await company.records.find(LeavePeriod)
    assert sorted((p.from_date, p.to_date) for p in found)[1] == (date(2027, 4, 1), date(2028, 3, 31))


# --- days that are blocked or free -----------------------------------------------------------------------------------


async def test_blocked_days_are_refused_until_they_are_freed(company: Company) -> None:
    await approve(company, await held(company, FRIDAY))
    given = {"start": "2026-03-05", "end": "2026-03-10", "reason": "Stocktaking", "department": "engineering"}
    prepared = await prepare("leave.block", given, await company.ctx(ELENA))
    assert isinstance(prepared, NeedsApproval)
    facts = {f.label: f.value for f in (await prepared.ask()).card.facts}
    assert "Mira Tanaka (Fri 6 Mar 2026)" in facts["Approved before, stays"]
    await confirmed(company, "leave.block", given)
    with pytest.raises(BadInput, match=r"Stocktaking.*are possible"):
        await asked(company, "2026-03-09")
    listed = await prepare("leave.blocked", {}, await company.ctx(MIRA))
    assert isinstance(listed, Ready)
    (item,) = (await listed.run()).card().items
    assert (item.buttons, "Stocktaking" in (item.subtitle or "")) == ((), True)
    await confirmed(company, "leave.unblock", {"start": "2026-03-09"})
    assert await company.records.find(BlockedDates) == []
    assert isinstance(await asked(company, "2026-03-09"), NeedsApproval)


@pytest.mark.parametrize("by", [MIRA, JONAS, "Priya Nair"])
@pytest.mark.parametrize("tool", ["leave.block", "leave.unblock", "leave.add_holiday", "leave.open_period"])
async def test_the_companys_calendar_is_for_hr(company: Company, by: str, tool: str) -> None:
    with pytest.raises(Refused, match="for HR to set"):
        await prepare(tool, {}, await company.ctx(by))


async def test_a_holiday_gives_back_leave_approved_on_it_and_says_so(company: Company) -> None:
    """hrms 2770: the request, the ledger and the balance agree, at once."""
    before = await usable(company)
    approval = await held(company, "2026-03-09", "2026-03-13")
    await approve(company, approval)
    result = await confirmed(company, "leave.add_holiday", {"day": "2026-03-11", "name": "Founders' Day"})
    assert result.card().text == "Mira Tanaka had leave on it and got the day back."
    id = f"leave:{approval.call_id}"
    rows = [e.days for e in await ledger(company) if e.transaction_id == id]
    assert sorted(rows) == [-5, 1]
    assert (await company.records.get(LeaveRequest, id)).days == 4
    assert await usable(company) == before - 4
    told = [n for n in await company.records.find(Notice) if n.person_id == MIRAS]
    assert "costs nothing" in (told[0].card.title or "")
    with pytest.raises(BadInput, match="already: Founders' Day"):
        await prepare("leave.add_holiday", {"day": "2026-03-11", "name": "Again"}, await company.ctx(ELENA))
    with pytest.raises(BadInput, match="is over"):
        await prepare("leave.add_holiday", {"day": "2026-02-11", "name": "Late"}, await company.ctx(ELENA))


async def test_optional_holidays_are_picked_from_the_list_alone(company: Company) -> None:
    await confirmed(
        company,
        "leave.add_holiday",
        {"day": "2026-03-11", "name": "Spring", "optional": True, "country": "DE"},
    )
    await confirmed(
        company,
        "leave.adjust",
        {"employee": MIRA, "leave_type": "optional", "days": "1", "reason": "Yours to pick"},
    )
    with pytest.raises(BadInput, match=r"Thu 12 Mar 2026 is not. On the list are Wed 11 Mar 2026 \(Spring\)"):
        await asked(company, "2026-03-12", leave_type="optional")
    with pytest.raises(BadInput, match="whole days only"):
        await asked(company, "2026-03-11", leave_type="optional", half_day="morning")
    assert isinstance(await asked(company, "2026-03-11"), NeedsApproval), "a working day for everybody else"
    await approve(company, await held(company, "2026-03-11", leave_type="optional"))
    assert await usable(company, "optional", date(2026, 3, 12)) == 0


# --- who stands in ----------------------------------------------------------------------------------------------------


async def test_hr_names_who_decides_while_an_approver_is_on_leave(company: Company) -> None:
    await confirmed(company, "leave.delegate", {"person": "Priya Nair", "of": JONAS})
    assert (await company.person(JONAS)).delegate_id == "p-priya-nair"
    assert [n.person_id for n in await company.records.find(Notice)] == ["p-priya-nair"]
    await confirmed(company, "leave.delegate", {"person": "nobody", "of": JONAS})
    assert (await company.person(JONAS)).delegate_id is None
    for name in (MIRA, "Priya Nair", JONAS):
        with pytest.raises(Refused, match="for HR to set"):
            await prepare("leave.delegate", {"person": name, "of": JONAS}, await company.ctx(name))
    for person, words in ((JONAS, "Nobody stands in for themselves"), ("Leo Martins", "no single colleague")):
        with pytest.raises((BadInput, NotFound), match=words):
            await prepare("leave.delegate", {"person": person, "of": JONAS}, await company.ctx(ELENA))


async def test_a_balance_after_all_of_it_is_the_sum_of_its_rows(company: Company) -> None:
    """A day by hand, a policy in the middle, a holiday and a cancellation: the rows of the year sum to what is left."""
    await confirmed(
        company, "leave.adjust", {"employee": MIRA, "leave_type": "vacation", "days": "3", "reason": "Thanks"}
    )
    await approve(company, await held(company, "2026-03-09", "2026-03-13"))
    await confirmed(company, "leave.add_holiday", {"day": "2026-03-11", "name": "Founders' Day"})
    await confirmed(company, "leave.assign", {"employee": MIRA, "policy": "IN", "start": "2026-07-01"})
    rows = [e for e in await ledger(company) if e.leave_type_id == "vacation" and e.from_date.year == 2026]
    today = company.clock().date() + timedelta(days=1)
    assert balance("vacation", rows, [], today).remaining == sum(e.days for e in rows)
    assert await company.records.find(CompanyHoliday)
    assert isinstance(await company.person(MIRA), Person)
