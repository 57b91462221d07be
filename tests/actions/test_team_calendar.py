"""The team calendar, a document a month: always what the requests say, whatever comes between."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from actions.leave.team_calendar import MonthAway, absences, rebuild, refresh
from adapters.sqlite import SqliteRecords
from domain.leave import LeaveRequest, LeaveStatus
from domain.ports import Records

AT = datetime(2026, 3, 2, tzinfo=UTC)
TEAM = {f"p-{n}" for n in range(5)}


def request(number: int, start: date, days: int = 4, status: str = "approved") -> LeaveRequest:
    return LeaveRequest(
        id=f"leave:{number}",
        employee_id=f"p-{number % 5}",
        leave_type_id="vacation",
        from_date=start,
        to_date=start + timedelta(days - 1),
        days=Decimal(days),
        status=LeaveStatus(status),
        asked_at=AT,
    )


async def seen(records: Records, start: date, end: date) -> list[str]:
    return [a.request_id for a in await absences(records, TEAM, start, end)]


@pytest.fixture
async def records(tmp_path: Path) -> Records:
    return SqliteRecords(tmp_path / "records.db")


async def test_leave_over_the_turn_of_a_month_stands_in_both_and_is_told_once(records: Records) -> None:
    await records.insert_all(
        [request(1, date(2026, 3, 30)), request(2, date(2026, 4, 20)), request(3, date(2026, 5, 1))]
    )
    assert await seen(records, date(2026, 3, 1), date(2026, 4, 30)) == ["leave:1", "leave:2"]
    assert await seen(records, date(2026, 4, 2), date(2026, 4, 2)) == ["leave:1"]
    assert await seen(records, date(2026, 4, 3), date(2026, 4, 19)) == []
    assert await absences(records, {"p-9"}, date(2026, 3, 1), date(2026, 5, 30)) == []


async def test_a_decision_is_seen_at_once_and_a_late_repetition_brings_nothing_back(records: Records) -> None:
    march = (date(2026, 3, 1), date(2026, 3, 31))
    asked = request(1, date(2026, 3, 10), status="open")
    await records.insert(asked)
    assert await seen(records, *march) == []
    approved = await records.replace(asked.model_copy(update={"status": LeaveStatus.approved}))
    await refresh(records, approved)
    assert await seen(records, *march) == ["leave:1"]
    await refresh(
        records, await records.replace(approved.model_copy(update={"status": LeaveStatus.cancelled}))
    )
    await refresh(records, approved)  # the sweep repeats the approval
    assert await seen(records, *march) == []


async def test_two_decisions_at_the_same_moment_are_both_kept(records: Records) -> None:
    many = [request(n, date(2026, 3, 2 + n % 20)) for n in range(20)]
    await records.insert_all(many)
    await asyncio.gather(*(refresh(records, one) for one in many))
    assert len(await seen(records, date(2026, 3, 1), date(2026, 3, 31))) == 20


async def test_what_another_way_wrote_is_seen_by_the_next_morning(records: Records) -> None:
    day = date(2026, 3, 10)
    assert await seen(records, day, day) == []
    await records.insert(request(1, day))
    await rebuild(records)
    assert await seen(records, day, day) == ["leave:1"]
    await records.delete(MonthAway, "2026-03")
    assert await seen(records, day, day) == ["leave:1"]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 8),
            st.integers(0, 70),
            st.integers(1, 40),
            st.sampled_from([s.value for s in LeaveStatus]),
        ),
        max_size=12,
    )
)
def test_the_months_say_what_the_requests_say(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, int, int, str]]
) -> None:
    async def walk() -> None:
        records = SqliteRecords(tmp_path_factory.mktemp("walk") / "records.db")
        for number, offset, days, status in steps:
            stored = await records.get(LeaveRequest, f"leave:{number}")
            if stored is None:
                stored = request(number, date(2026, 1, 1) + timedelta(offset), days, status)
                await records.insert(stored)
            else:
                stored = await records.replace(stored.model_copy(update={"status": LeaveStatus(status)}))
            await refresh(records, stored)
            await absences(records, TEAM, date(2026, 2, 1), date(2026, 2, 28))
        every = await records.find(LeaveRequest)
        start, end = date(2026, 1, 20), date(2026, 3, 15)
        wanted = {
            r.id
            for r in every
            if r.status is LeaveStatus.approved and r.from_date <= end and r.to_date >= start
        }
        assert set(await seen(records, start, end)) == wanted
        await records.close()

    asyncio.run(walk())
