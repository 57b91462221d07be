"""Hiring in the browser: several are moved by one proposal, and a candidate follows what happens to their own."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Visit

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]


async def test_several_are_moved_by_one_proposal_and_nobody_is_rejected_by_a_rule(
    pipeline: None, visit: Visit
) -> None:
    priya = await visit("Priya Nair")
    await priya.says("who is in review for the Python job")
    await priya.sees("1. ")
    await priya.says("move 1 and 2 to interview")
    await priya.sees("Move 2 people to Interview?")
    await priya.shoots("bulk-proposal")
    await priya.presses("No")
    await priya.says("reject everyone below 60 %")
    await priya.sees("I turn nobody down by a rule")
    await priya.shoots("37-no-rule")


async def test_a_candidate_writes_to_the_team_and_follows_the_timeline(pipeline: None, visit: Visit) -> None:
    leo, priya = await visit("Leo Martins"), await visit("Priya Nair")
    await leo.says("tell the recruiter I'm on holiday next week")
    await leo.sees("Sent to")
    await priya.says("offer Leo Martins interview times tomorrow 10:00, tomorrow 14:00 or next Friday 9:30")
    await priya.sees("Offer Leo Martins these 3 times?")
    await priya.presses("Yes, do it")
    await priya.sees("Leo Martins can choose")
    await leo.inbox.click()
    await leo.sees("Please choose a time for your interview")
    await leo.shoots("45-candidate-times")
    await leo.page.get_by_role("button", name="09:30").click()
    await leo.sees("Your interview is booked")
    await leo.says("show the timeline of my application")
    await leo.sees("Interview booked")
    assert await leo.barriers() == []
    await leo.shoots("timeline")
