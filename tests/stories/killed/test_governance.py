"""Decisions between Slack and the web through kills of everything; the books of account, and a candidate who leaves."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from deploy.demo import seed
from domain.approvals import Approval, ApprovalStatus
from domain.audit import AuditEvent, first_break
from domain.conversations import Conversation
from domain.hiring import Application, Candidate, StageTransition
from domain.messages import Message, Turn
from domain.people import Person
from tests.servers.slack import SlackServer
from tests.stories.people import OnSlack, OnWeb, on_slack, on_web
from tests.stories.world import World, running

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(400)]
PRIYA, ELENA, BEATRIX, JONAS = "Priya Nair", "Elena Petrova", "Beatrix Lang", "Jonas Weber"
PEOPLE = ("yara-nasser", "ewa-wisniewska", "nikolai-brandvold", "leo-martins")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def company(tmp_path_factory: pytest.TempPathFactory, resumes: Path) -> AsyncIterator[World]:
    """A company of its own, since it is killed; four have applied."""
    async with SlackServer() as slack, running(tmp_path_factory.mktemp("govern"), slack) as up:
        priya = await on_web(up, PRIYA)
        await priya.says("here are resumes", *[next(resumes.glob(f"{name}.*")) for name in PEOPLE])
        await priya.fills(consent=True)
        await priya.reads("Read 4 resumes", 150)
        await priya.leave()
        await seed.seed_applications(up.records, datetime.now(UTC))
        yield up


async def killed(company: World) -> None:
    await company.kill()
    await company.start()


async def stage(company: World, name: str) -> str:
    (candidate,) = await company.records.find(Candidate, {"name": name})
    (application,) = await company.records.find(Application, {"candidate_id": candidate.id})
    return application.stage_id


async def steps(company: World, name: str) -> list[StageTransition]:
    (candidate,) = await company.records.find(Candidate, {"name": name})
    found = await company.records.find(StageTransition, {"candidate_id": candidate.id}, order="at")
    return [step for step in found if step.approval_id]


async def test_asked_in_slack_decided_on_the_web_with_everything_killed_in_between(company: World) -> None:
    """The reverse, asked on the web and decided in Slack, is told in `test_crashes`."""
    priya, elena = await on_slack(company, PRIYA), await on_web(company, ELENA)
    await priya.says("reject Nikolai Brandvold because the role needs more Python")
    await priya.reads("to decide")
    await elena.reads("Reject Nikolai Brandvold?")
    await killed(company)
    await elena.presses("Confirm rejection", "Read, and agreed")
    await killed(company)
    await priya.reads("Nikolai Brandvold is now in")
    (step,) = await steps(company, "Nikolai Brandvold")
    assert (step.kind, step.approved_by) == ("reject", elena.person.id)
    assert (await priya.sees()).count("Nikolai Brandvold is now in") == 1
    await priya.leave()
    await elena.leave()


async def test_of_two_who_click_at_once_in_slack_and_on_the_web_one_decides_and_the_other_is_told_who(
    company: World,
) -> None:
    priya, elena, beatrix = (
        await on_web(company, PRIYA),
        await on_slack(company, ELENA),
        await on_web(company, BEATRIX),
    )
    assert isinstance(elena, OnSlack)
    await elena.opens_home()
    await priya.says("reject Ewa Wiśniewska because we closed the role")
    for approver in (elena, beatrix):
        await approver.reads("Reject Ewa Wiśniewska?")
    assert "Reject Ewa Wiśniewska?" in await elena.home()
    await asyncio.gather(
        elena.presses("Confirm rejection", "Agreed"), beatrix.presses("Keep in process", "Let us talk first")
    )
    (approval,) = [a for a in await decided(company, "pipeline.reject") if "Ewa" in str(a.card.title)]
    (vote,) = approval.votes
    winner, loser = (elena, beatrix) if vote.by == elena.person.id else (beatrix, elena)
    verb = "Approved" if approval.status is ApprovalStatus.approved else "Declined"
    assert (verb == "Approved") is (winner is elena)
    for reader in (winner, loser):
        await reader.reads(f"{verb} by {winner.person.name}")
    await loser.reads("already")
    assert len(await steps(company, "Ewa Wiśniewska")) == (winner is elena)
    assert "Reject Ewa Wiśniewska?" not in await elena.home(), "the Home tab is kept up to date"
    for somebody in (priya, elena, beatrix):
        await somebody.leave()


async def test_groups_in_order_with_a_kill_between_them_and_a_password_for_an_offer(company: World) -> None:
    """The hiring manager first, then HR; each yes needs a fresh sign-in, which Slack sends to the web for."""
    priya, elena, beatrix = (
        await on_web(company, PRIYA),
        await on_web(company, ELENA),
        await on_web(company, BEATRIX),
    )
    jonas = await on_slack(company, JONAS)
    assert isinstance(jonas, OnSlack)
    await elena.says("an offer for the Python job needs the hiring manager and then one of HR")
    await beatrix.reads("Change who approves")
    await beatrix.presses("Approve")
    await elena.reads("the hiring manager, then one of HR")
    await priya.says("move Yara Nasser to offer")
    await priya.reads("Waiting for Jonas Weber")
    await jonas.reads("Move Yara Nasser to Offer?")
    question = next(
        a
        for a in await company.records.find(Approval, {"tool": "pipeline.move"})
        if "Yara" in str(a.card.title)
    )
    assert jonas.link("Approve …").endswith(
        f"/#/approvals/{question.id.replace(':', '%3A').replace('/', '%2F')}"
    )
    assert "Move Yara Nasser to Offer?" not in await elena.sees()
    on_the_web = await on_web(company, JONAS)
    assert isinstance(on_the_web, OnWeb)
    await on_the_web.decides(question.id)
    await killed(company)
    await jonas.reads("Approved by Jonas Weber")
    await elena.reads("Move Yara Nasser to Offer?")
    before = await stage(company, "Yara Nasser")
    again = await on_web(company, ELENA)
    assert isinstance(again, OnWeb)
    await again.decides(question.id)
    await killed(company)
    await priya.reads("Yara Nasser is now in Offer")
    assert await stage(company, "Yara Nasser") != before
    (step,) = await steps(company, "Yara Nasser")
    assert step.approved_by == elena.person.id
    assert [v.by for v in (await company.records.get(Approval, question.id)).votes] == [  # type: ignore[union-attr]
        jonas.person.id,
        elena.person.id,
    ]
    for somebody in (priya, elena, beatrix, jonas, on_the_web, again):
        await somebody.leave()


async def test_a_move_is_undone_by_a_sentence(company: World) -> None:
    priya = await on_web(company, PRIYA)
    before = await stage(company, "Leo Martins")
    await priya.says("move Leo Martins to interview")
    await priya.presses("Yes, do it")
    await priya.reads("Leo Martins is now in Interview")
    await priya.says("undo that")
    await priya.reads("Leo Martins is now in Review")
    assert await stage(company, "Leo Martins") == before
    await priya.leave()


async def test_hr_asks_for_fairness_and_the_audit_of_one_application(company: World) -> None:
    elena = await on_web(company, ELENA)
    assert isinstance(elena, OnWeb)
    await elena.says("fairness report for the Python job")
    await elena.reads("Fairness: Senior Python Backend Engineer")
    lines = list(csv.reader(io.StringIO((await elena.downloads("CSV")).removeprefix("\ufeff"))))
    assert lines[0][:3] == ["measure", "dimension", "group"]
    await elena.says("export the audit for Yara Nasser's application")
    await elena.reads("of the audit trail")
    text = await elena.downloads("JSON Lines")
    rows = [json.loads(line) for line in text.splitlines()]
    assert {"application.transition", "resume.read"} <= {row["action"] for row in rows}
    assert not [name for name in ("Yara", "Nasser", "Priya", "Elena") if name in text]
    await elena.leave()


async def test_an_employee_sees_who_looked_at_their_pay(company: World) -> None:
    mira, elena = await on_web(company, "Mira Tanaka"), await on_web(company, ELENA)
    await mira.says("who looked at my pay?")
    await mira.reads("Nobody but you")
    await elena.says("show Mira Tanaka's last payslip")
    await elena.reads("Net")
    await mira.says("who looked at my pay?")
    await mira.reads("Elena Petrova")
    await mira.leave()
    await elena.leave()


async def test_a_candidate_has_everything_deleted_and_no_kill_saves_a_trace(company: World) -> None:
    leo, priya = await on_web(company, "Leo Martins"), await on_web(company, PRIYA)
    id, secret = leo.person.id, "I keep bees in Oerlikon"
    await leo.says(f"tell the recruiter {secret}")
    await priya.reads(secret)
    await leo.says("delete everything about me")
    await leo.reads("Delete everything about you?")
    await leo.presses("Delete everything")
    await company.kill()
    await company.start()
    async with asyncio.timeout(90):
        while await company.records.get(Person, id):  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.1)
    for kind in (Candidate, Conversation, Message, Turn, Approval, Application, AuditEvent):
        held = await company.records.texts(kind, limit=10_000)
        assert not [text for _, text in held if "Leo Martins" in text or secret in text], kind
    assert secret not in await priya.sees()
    assert first_break(await company.records.find(AuditEvent, limit=10_000)) is None
    await leo.leave()
    await priya.leave()


async def decided(company: World, tool: str) -> list[Approval]:
    async with asyncio.timeout(30):
        while True:
            found = await company.records.find(Approval, {"tool": tool})
            if all(a.applied for a in found):
                return found
            await asyncio.sleep(0.05)
