"""The nightly run over the demo company: once a day over all processes, and made up for after days of downtime."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from actions.leave import nightly
from bot.nightly import Nightly
from domain.leave import (
    CompanyHoliday,
    LeaveRequest,
    LeaveStatus,
    LeaveType,
    LedgerEntry,
    NightlyRun,
    TransactionType,
    balance,
)
from tests.actions.test_leave import approve, held
from tests.company import Company

PATIENCE = timedelta(0)


async def books(company: Company) -> dict[str, Decimal]:
    rows = await company.records.find(LedgerEntry, {"employee_id": "p-mira-tanaka"}, limit=5000)
    return {e.id: e.days for e in rows}


async def ledger(company: Company, kind: str = "vacation") -> list[LedgerEntry]:
    rows = await company.records.find(LedgerEntry, {"employee_id": "p-mira-tanaka"}, limit=5000)
    return [e for e in rows if e.leave_type_id == kind]


async def test_the_run_is_due_at_its_hour_and_happens_once_a_day_over_all_processes(company: Company) -> None:
    processes = [Nightly(company.ports) for _ in range(3)]
    evening = datetime(2026, 3, 31, 22, tzinfo=UTC)
    for now in (evening, evening, evening + timedelta(hours=4)):
        await asyncio.gather(*(p.run(now, PATIENCE) for p in processes))
    assert [r.id for r in await company.records.find(NightlyRun)] == ["leave:2026-03-31"]
    await asyncio.gather(*(p.run(evening + timedelta(hours=6), PATIENCE) for p in processes))
    runs = await company.records.find(NightlyRun)
    assert [r.id for r in runs] == ["leave:2026-03-31", "leave:2026-04-01"]
    assert runs[1].posted > 0
    rows = await company.records.find(LedgerEntry, {"leave_type_id": "vacation"}, limit=10_000)
    lapsed = [
        e for e in rows if e.transaction_type is TransactionType.expiry and e.from_date == date(2026, 3, 31)
    ]
    assert lapsed
    assert len({e.transaction_id for e in lapsed}) == len(lapsed)


async def test_days_of_downtime_are_made_up_for_and_repeating_posts_nothing(company: Company) -> None:
    at = company.clock()
    assert await nightly.run(company.records, date(2027, 4, 2), at) > 0
    first = await books(company)
    assert await nightly.run(company.records, date(2027, 4, 2), at) == 0
    assert await books(company) == first
    found = balance("vacation", await ledger(company), [], date(2027, 1, 10))
    assert found.allocated == 35
    later = [e for e in await ledger(company) if e.from_date.year == 2027]
    after = balance("vacation", await ledger(company), [], date(2027, 4, 2))
    assert (after.remaining, after.expired) == (30, 5)
    assert sum(e.days for e in later) == 30


async def test_a_run_that_died_halfway_is_completed(company: Company) -> None:
    """Every third row was written before the process died."""
    at, day = company.clock(), date(2027, 1, 1)
    await nightly.run(company.records, day, at)
    whole = await books(company)
    rows = [e for e in await ledger(company) if e.posted_at == at]
    for row in rows[::2]:
        await company.records.delete(LedgerEntry, row.id)
    assert len(await books(company)) < len(whole)
    await nightly.run(company.records, day, at)
    assert await books(company) == whole


async def test_what_is_earned_monthly_is_credited_month_by_month(company: Company) -> None:
    kind = await company.records.get(LeaveType, "care")
    await company.records.replace(kind.model_copy(update={"earned": "monthly"}))
    await nightly.run(company.records, date(2027, 3, 1), company.clock())
    found = balance("care", await ledger(company, "care"), [], date(2027, 3, 1))
    assert found.allocated == Decimal("2.5")


async def test_a_holiday_added_after_approval_gives_the_day_back_once(company: Company) -> None:
    """hrms 2770: the request, the ledger and the balance agree."""
    approval = await held(company, "2026-03-09", "2026-03-13")
    await approve(company, approval)
    await company.records.insert(CompanyHoliday(id="h", day=date(2026, 3, 11), name="Founders' day"))
    for _ in range(2):
        await nightly.run(company.records, date(2026, 3, 3), company.clock())
    id = f"leave:{approval.call_id}"
    rows = await company.records.find(LedgerEntry, {"transaction_id": id})
    request = await company.records.get(LeaveRequest, id)
    assert request.status is LeaveStatus.approved
    assert (sum(e.days for e in rows), request.days, len(rows)) == (-4, 4, 2)
