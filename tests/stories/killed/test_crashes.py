"""kill -9 of everything, in the middle of a resume and between a question and its answer: finished once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio

from domain.audit import AuditEvent, first_break
from domain.hiring import Candidate
from domain.leave import LeaveRequest, LeaveStatus, LedgerEntry
from domain.tickets import Ticket, TicketStatus
from tests.servers.slack import SlackServer
from tests.stories.people import on_slack, on_web
from tests.stories.world import World, running, workday

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(300)]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def company(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """A company of its own, since it is killed."""
    async with SlackServer() as slack, running(tmp_path_factory.mktemp("crashes"), slack) as up:
        yield up


async def test_a_resume_and_a_decision_survive_two_kills_of_everything(company: World, resumes: Path) -> None:
    """In the middle of resumes and between asking for leave on the web and approving it in Slack; then right after the yes."""
    files = sorted(resumes.glob("*.pdf"))[:12]
    priya, mira = await on_web(company, "Priya Nair"), await on_web(company, "Mira Tanaka")
    jonas = await on_slack(company, "Jonas Weber")
    day = workday(30)
    await mira.says(f"book vacation on {day:%d %B %Y}")
    await jonas.reads("Leave for Mira Tanaka")
    await priya.says("here are resumes", *files)
    await priya.fills(consent=True)
    await _until(company, TicketStatus.running)
    await company.kill()
    left = await company.records.find(Ticket)
    assert any(not t.over for t in left)
    await company.start()
    await jonas.presses("Approve")
    await company.kill()
    await company.start()
    await mira.reads("Your leave is approved")
    await priya.reads("Read 12 resumes", 150)
    await _leave_was_given_once(company, mira.person.id, day)
    await _each_was_read_once(company, files)
    assert (await mira.sees()).count("Your leave is approved") == 1
    assert (await priya.sees()).count("have been read") == 1
    assert first_break(await company.records.find(AuditEvent, limit=10_000)) is None
    for somebody in (priya, mira, jonas):
        await somebody.leave()


async def _leave_was_given_once(company: World, employee_id: str, day: date) -> None:
    asked = {"employee_id": employee_id, "from_date": day.isoformat()}
    (request,) = await company.records.find(LeaveRequest, asked)
    assert request.status is LeaveStatus.approved
    entries = await company.records.find(LedgerEntry, {"transaction_id": request.id})
    assert [e.days for e in entries] == [-request.days]


async def _each_was_read_once(company: World, files: Sequence[Path]) -> None:
    candidates = await company.records.find(Candidate)
    assert sorted(c.file_name for c in candidates) == [f.name for f in files]
    assert await company.records.count(AuditEvent, {"action": "resume.read"}) == len(files)


async def _until(company: World, status: TicketStatus) -> None:
    async with asyncio.timeout(60):
        while not await company.records.count(Ticket, {"status": status.value}):  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.02)
