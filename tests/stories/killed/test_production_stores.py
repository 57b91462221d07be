"""The same product on MongoDB's protocol and a Redis over TCP: every kind of write, a pause and a resume."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from adapters.mongo import MongoRecords
from deploy.demo.resumes import own_resume
from domain.audit import AuditEvent, first_break
from domain.hiring import Candidate
from domain.leave import LeaveRequest, LedgerEntry
from tests.servers.mongo import mongo
from tests.servers.redis import redis_over_tcp
from tests.stories.people import on_web
from tests.stories.world import World, running, workday

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(300)]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def company(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    with mongo() as url, redis_over_tcp() as redis_url:
        settings = {"PEOPLEDESK_RECORDS_URL": f"{url}stories", "PEOPLEDESK_REDIS_URL": redis_url}
        records = MongoRecords(url, "stories")
        async with running(tmp_path_factory.mktemp("production"), records=records, settings=settings) as up:
            yield up


async def test_leave_is_asked_for_and_approved_after_a_restart(company: World) -> None:
    mira, jonas = await on_web(company, "Mira Tanaka"), await on_web(company, "Jonas Weber")
    await mira.says("how many vacation days do I have left?")
    await mira.reads("of vacation left")
    day = workday(30)
    await mira.says(f"book vacation on {day:%d %B %Y}")
    await jonas.reads("Leave for Mira Tanaka")
    await company.kill()
    await company.start()
    await jonas.presses("Approve")
    await mira.reads("Your leave is approved")
    (request,) = await company.records.find(
        LeaveRequest, {"employee_id": mira.person.id, "from_date": day.isoformat()}
    )
    assert [e.days for e in await company.records.find(LedgerEntry, {"transaction_id": request.id})] == [
        -request.days
    ]
    await mira.leave()
    await jonas.leave()


async def test_a_resume_is_read_and_found(company: World, tmp_path: Path) -> None:
    priya = await on_web(company, "Priya Nair")
    await priya.says("here is a resume", own_resume(tmp_path))
    await priya.fills(consent=True)
    await priya.reads("has been read", 60)
    (candidate,) = await company.records.find(Candidate)
    await priya.says(f"show me {candidate.name}'s profile")
    await priya.reads(candidate.file_name)
    await priya.leave()


async def test_the_trail_is_whole(company: World) -> None:
    rows = await company.records.find(AuditEvent, limit=10_000)
    assert len(rows) >= 4
    assert first_break(rows) is None
