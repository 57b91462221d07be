"""Asking for leave, where it must be refused; and that nobody gets more days than they have."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from actions.perform import NeedsApproval, Prepared, Ready, prepare
from actions.tool import Context
from domain.approvals import Approval, ApprovalStatus
from domain.errors import BadInput
from domain.leave import (
    LeaveRequest,
    LeaveStatus,
    LedgerEntry,
    TransactionType,
    balance,
)
from domain.people import Role
from tests.company import Company

MIRA = "Mira Tanaka"
FRIDAY = date(2026, 3, 6)


async def asked(company: Company, start: date | str, end: date | str | None = None, **more: Any) -> Prepared:
    given = {"leave_type": "vacation", "start": str(start)} | ({"end": str(end)} if end else {}) | more
    return await prepare("leave.request", given, await company.ctx(MIRA))


async def held(company: Company, start: date | str, end: date | str | None = None, **more: Any) -> Approval:
    prepared = await asked(company, start, end, **more)
    assert isinstance(prepared, NeedsApproval)
    return await prepared.ask()


async def usable(company: Company, kind: str = "vacation", as_of: date = FRIDAY) -> Decimal:
    person = await company.person(MIRA)
    entries = await company.records.find(LedgerEntry, {"employee_id": person.id})
    requests = await company.records.find(LeaveRequest, {"employee_id": person.id})
    return balance(kind, entries, requests, as_of).usable


async def approve(company: Company, approval: Approval) -> None:
    """Carry the request out under its manager's yes, as the graph does."""
    ctx = await company.ctx(MIRA, approval.call_id)
    yes = approval.model_copy(update={"status": ApprovalStatus.approved, "decided_by": "p-jonas-weber"})
    prepared = await prepare("leave.request", approval.args, ctx.under(yes))
    assert isinstance(prepared, Ready)
    await prepared.run()


@pytest.mark.parametrize(
    ("start", "end", "more", "words"),
    [
        ("2026-03-01", None, {}, "in the past"),
        ("2020-01-01", "2030-01-01", {}, "in the past"),
        ("2026-03-06", "2026-03-05", {}, "before the first"),
        ("2026-03-07", "2026-03-08", {}, "already free"),
        ("2026-05-01", None, {}, "already free"),
        ("2026-05-01", None, {"half_day": "morning"}, "already free"),
        ("2026-05-01", "2026-05-04", {"half_day": "morning"}, "cannot be a half day"),
        ("2026-03-07", "2026-03-09", {"half_day": "afternoon"}, "cannot be a half day"),
        ("2026-03-06", "2027-04-10", {}, "more than a year"),
        ("2026-03-06", "9999-12-31", {}, "more than a year"),
        ("9999-12-31", None, {}, "too far ahead"),
        ("2027-06-01", None, {}, "you have 0 days"),
        ("2026-03-06", "2026-07-31", {}, "Ask for fewer days"),
    ],
)
async def test_what_cannot_be_taken_is_refused_with_the_rule(
    company: Company, start: str, end: str | None, more: dict[str, str], words: str
) -> None:
    with pytest.raises(BadInput, match=words):
        await asked(company, start, end, **more)


async def test_unpaid_leave_far_ahead_is_refused_like_any_other(company: Company) -> None:
    with pytest.raises(BadInput, match="ahead"):
        await asked(company, "9999-12-31", leave_type="unpaid")


async def test_today_is_the_askers_own_day(company: Company) -> None:
    """At 23:30 UTC on Monday it is already Tuesday in Berlin."""
    company.clock.forward(timedelta(hours=14, minutes=30))
    with pytest.raises(BadInput, match="in the past"):
        await asked(company, "2026-03-02")
    assert isinstance(await asked(company, "2026-03-03"), NeedsApproval)


async def test_half_a_day_costs_half_and_a_weekend_inside_costs_nothing(company: Company) -> None:
    before = await usable(company)
    await held(company, FRIDAY, "2026-03-09", half_day="afternoon")
    assert await usable(company) == before - Decimal("1.5")


async def test_days_that_are_already_asked_for_cannot_be_asked_for_again(company: Company) -> None:
    first = await held(company, FRIDAY, "2026-03-10")
    for start, end in ((FRIDAY, None), ("2026-03-10", "2026-03-12"), ("2026-03-03", "2026-03-20")):
        with pytest.raises(BadInput, match="already have leave"):
            await asked(company, start, end)
    await approve(company, first)
    with pytest.raises(BadInput, match=r"already have leave.*approved"):
        await asked(company, FRIDAY, leave_type="sick")


async def test_what_waits_for_approval_counts_against_the_balance(company: Company) -> None:
    start = date(2026, 6, 8)  # five weeks without a holiday in Berlin, and more after them
    left = await usable(company, as_of=start)
    weeks = int(left // 5)
    for week in range(weeks):
        await held(company, start + timedelta(7 * week), start + timedelta(7 * week + 4))
    rest = left - 5 * weeks
    assert await usable(company, as_of=start) == rest
    with pytest.raises(BadInput, match="waiting for approval"):
        await asked(company, start + timedelta(7 * weeks), start + timedelta(7 * weeks + 4))


async def test_the_books_agree_after_approval_and_a_repetition_changes_nothing(company: Company) -> None:
    before = await usable(company)
    approval = await held(company, FRIDAY)
    await approve(company, approval)
    await approve(company, approval)
    entries = await company.records.find(LedgerEntry, {"transaction_id": f"leave:{approval.call_id}"})
    assert [(e.days, e.transaction_type) for e in entries] == [(Decimal(-1), TransactionType.application)]
    assert await usable(company) == before - 1


async def two_at_once(company: Company, *spans: tuple[date, date]) -> list[Approval | BaseException]:
    prepared = [await asked(company, start, end) for start, end in spans]
    questions = [p.ask() for p in prepared if isinstance(p, NeedsApproval)]
    assert len(questions) == len(spans)
    return list(await asyncio.gather(*questions, return_exceptions=True))


async def test_two_requests_at_once_cannot_take_the_same_day(company: Company) -> None:
    """Both passed the check before either was written down, as from Slack and the web at the same moment."""
    outcome = await two_at_once(company, (FRIDAY, FRIDAY), (FRIDAY, FRIDAY))
    assert sorted(type(o).__name__ for o in outcome) == ["Approval", "BadInput"]
    where = {"employee_id": "p-mira-tanaka", "status": LeaveStatus.open.value}
    assert len(await company.records.find(LeaveRequest, where)) == 1
    assert len(await company.records.find(Approval)) == 1


async def test_two_requests_at_once_cannot_take_more_days_than_there_are(company: Company) -> None:
    await only(company, Decimal(5))
    outcome = await two_at_once(
        company, (date(2026, 6, 8), date(2026, 6, 11)), (date(2026, 6, 15), date(2026, 6, 18))
    )
    assert sorted(type(o).__name__ for o in outcome) == ["Approval", "BadInput"]
    assert await usable(company) == 1


async def only(company: Company, days: Decimal) -> None:
    """Adjust the vacation ledger so that exactly these days are left."""
    entry = LedgerEntry(
        id="adjusted",
        employee_id="p-mira-tanaka",
        leave_type_id="vacation",
        transaction_type=TransactionType.adjustment,
        transaction_id="adjusted",
        days=days - await usable(company),
        from_date=date(2026, 3, 2),
        to_date=date(2026, 12, 31),
        posted_at=company.clock(),
    )
    await company.records.insert(entry)
    assert await usable(company) == days


# --- whose rows, whose yes ---------------------------------------------------------------------------------------


async def approvers(company: Company, name: str) -> set[str]:
    ctx = await company.ctx(name)
    prepared = await prepare("leave.request", {"leave_type": "unpaid", "start": "2026-03-10"}, ctx)
    assert isinstance(prepared, NeedsApproval)
    return set(prepared.approvers.ids)


async def test_the_manager_decides_and_nobody_else(company: Company) -> None:
    assert await approvers(company, MIRA) == {"p-jonas-weber"}


async def test_who_has_no_manager_is_decided_by_hr_and_never_by_themselves(company: Company) -> None:
    assert await approvers(company, "Ingrid Solheim") == {
        "p-elena-petrova",
        "p-beatrix-lang",
        "p-neha-banerjee",
    }
    elena = await company.person("Elena Petrova")
    await company.records.replace(elena.model_copy(update={"manager_id": None}))
    assert await approvers(company, "Elena Petrova") == {"p-beatrix-lang", "p-neha-banerjee"}


async def test_a_manager_who_lost_the_role_decides_no_more(company: Company) -> None:
    await company.appoint("Jonas Weber", Role.employee)
    assert await approvers(company, MIRA) == {"p-elena-petrova", "p-beatrix-lang", "p-neha-banerjee"}


async def test_who_is_their_own_manager_on_paper_is_decided_by_hr(company: Company) -> None:
    jonas = await company.person("Jonas Weber")
    await company.records.replace(jonas.model_copy(update={"manager_id": jonas.id}))
    assert jonas.id not in await approvers(company, "Jonas Weber")


async def test_leave_tools_read_the_askers_own_rows_alone(company: Company) -> None:
    await held(company, FRIDAY, note="A wedding in Lisbon")
    for name in ("Lukas Brandt", "Ingrid Solheim", "Elena Petrova"):
        prepared = await prepare("leave.mine", {"employee_id": "p-mira-tanaka"}, await company.ctx(name))
        assert isinstance(prepared, Ready)
        rows = (await prepared.run()).model_dump()["requests"]
        assert "p-mira-tanaka" not in {r["employee_id"] for r in rows}
    balances = [await balance_card(await company.ctx(name)) for name in (MIRA, "Lukas Brandt")]
    assert balances[0] != balances[1]


async def balance_card(ctx: Context) -> str:
    prepared = await prepare("leave.balance", {"leave_type": "vacation"}, ctx)
    assert isinstance(prepared, Ready)
    return (await prepared.run()).card().model_dump_json()
