"""Stories 2 and 3 in the browser: resumes handed over and found again, a stage changed, a rejection decided by HR."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.async_api import expect

from domain.audit import AuditEvent
from tests.e2e.conftest import Visit
from tests.e2e.visitor import Visitor
from tests.stories.world import World

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]
DROPPED = ("soren-kjaer", "nikolai-brandvold", "bruno-tavares", "zanele-dube")
"""A PDF, a DOCX, a TXT and a scan."""


async def test_resumes_are_dropped_read_and_found(
    pipeline: None, visit: Visit, resumes: Callable[[str], Path]
) -> None:
    priya = await visit("Priya Nair")
    await priya.sees("Hello Priya")
    files = [resumes(id) for id in DROPPED]
    await priya.drops(files)
    for file in files:
        await expect(priya.page.get_by_role("button", name=f"Remove {file.name}")).to_be_visible()
    await expect(priya.page.get_by_role("button", name="Send")).to_be_enabled()
    await priya.shoots("20-resumes-dropped")
    await priya.presses("Send")
    tick = priya.page.get_by_role("checkbox", name="were informed and agreed")
    await expect(tick).to_be_focused()
    await priya.shoots("21-consent")
    await priya.presses("Send", within=priya.answers.last)
    await priya.sees("Please tick this to go on.")
    await tick.check()
    await priya.presses("Send", within=priya.answers.last)
    await priya.page.get_by_role("progressbar").wait_for()
    await priya.shoots("22-reading")
    await priya.sees(f"All {len(files)} resumes have been read", seconds=60)
    await expect(priya.page.get_by_role("progressbar")).to_have_count(0)
    await priya.shoots("23-read")

    await priya.says("python developers with 5+ years in Berlin who know kafka")
    await priya.sees("Looked for")
    await priya.shoots("24-found")
    found = await priya.answers.last.inner_text()
    assert "Leo Martins" in found  # known before
    assert "Fabian Grünewald" not in found  # no Kafka
    await priya.says("only those with Go")
    for what in ("Go", "Søren Kjær", "Nikolai Brandvold"):  # the two were just read
        await expect(priya.answers.last).to_contain_text(what)
    await priya.shoots("recruiter")

    await priya.presses("Open profile", within=priya.answers.last)
    await priya.sees("E-mail")
    await priya.shoots("26-profile")


async def test_a_move_is_confirmed_by_its_button(pipeline: None, visit: Visit) -> None:
    priya = await visit("Priya Nair")
    await priya.says("move Ewa Wiśniewska to interview for the Python job")
    await priya.sees("Move Ewa Wiśniewska to Interview?")
    await priya.shoots("30-move")
    await priya.presses("Yes, do it")
    await priya.sees("Ewa Wiśniewska is now in Interview")
    await expect(priya.page.get_by_role("button", name="Yes, do it")).to_have_count(0)
    await priya.shoots("31-moved")


async def test_a_rejection_waits_for_hr_who_decides_it(pipeline: None, visit: Visit) -> None:
    priya, elena = await visit("Priya Nair"), await visit("Elena Petrova")
    await _asks_to_reject(priya, "Adaeze Okonkwo", "because we need five years")
    await priya.shoots("32-reject-waits")
    await _opens_the_inbox(elena)
    await elena.sees("Reject Adaeze Okonkwo?")
    await elena.shoots("approval")
    await _confirms(elena)
    await elena.sees("Approved by Elena Petrova")
    await elena.shoots("34-hr-approved")
    await priya.sees("Adaeze Okonkwo is now in Rejected")
    await priya.shoots("35-recruiter-told")


async def test_a_question_outlives_a_restart_of_everything(
    pipeline: None, world: World, visit: Visit
) -> None:
    priya, elena = await visit("Priya Nair"), await visit("Elena Petrova")
    await _asks_to_reject(priya, "Yara Nasser", "because they took another job")
    await _opens_the_inbox(elena)
    await elena.sees("Reject Yara Nasser?")
    await world.kill()
    await elena.sees("The connection was lost. Trying again")
    await elena.shoots("36-connection-lost")
    await world.start()
    await expect(elena.page.get_by_text("The connection was lost")).to_be_hidden(timeout=40_000)
    await _confirms(elena)
    await elena.sees("Approved by Elena Petrova")
    await priya.sees("Yara Nasser is now in Rejected", seconds=40)
    trail = await world.records.find(AuditEvent, {"action": "pipeline.reject"})
    assert [e.outcome for e in trail if e.details.get("approval")][-2:] == ["decision: approved", "done"]


async def _asks_to_reject(priya: Visitor, name: str, reason: str) -> None:
    await priya.says(f"reject {name} {reason}")
    await priya.sees("Waiting for")


async def _opens_the_inbox(elena: Visitor) -> None:
    await expect(elena.inbox).to_contain_text("unread")
    await elena.inbox.click()


async def _confirms(elena: Visitor) -> None:
    await elena.presses("Confirm rejection")
    await elena.page.get_by_role("textbox", name="Reason").fill("Read it, and agree")
    await elena.presses("Confirm rejection", within=elena.page.get_by_role("dialog"))
