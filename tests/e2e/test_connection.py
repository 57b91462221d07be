"""What a browser goes through: reloads, no network, the end of a session."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.e2e.conftest import Visit

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]


async def test_a_reload_in_the_middle_loses_nothing(visit: Visit, resumes: Callable[[str], Path]) -> None:
    priya = await visit("Priya Nair")
    await priya.drops([resumes("uwe-trautmann")])  # a scan, which takes some seconds
    await priya.says("here is somebody for sales")
    await priya.page.get_by_role("checkbox").check()
    await priya.presses("Send", within=priya.answers.last)
    await priya.page.get_by_role("progressbar").wait_for()
    await expect(priya.page).to_have_url(re.compile("#/c/"))
    await priya.page.reload()
    await priya.sees("here is somebody for sales")
    await priya.sees("The resume has been read", seconds=60)
    await expect(priya.page.get_by_role("heading", name="Read 1 resume")).to_have_count(1)
    await expect(priya.answers.get_by_text("The resume has been read")).to_have_count(1)
    await expect(priya.page.get_by_role("progressbar")).to_have_count(0)


async def test_without_a_network_nothing_is_lost_and_all_comes_back(visit: Visit) -> None:
    ananya = await visit("Ananya Rao")
    await ananya.says("Show my last payslip")
    await ananya.sees("Your payslip for")
    await ananya.context.set_offline(True)
    await ananya.says("How many sick days do I have?")
    await ananya.sees("Peopledesk does not answer right now")
    await ananya.shoots("50-offline")
    await ananya.context.set_offline(False)
    await ananya.presses("Send again")
    await ananya.sees("of sick leave left")
    await expect(ananya.page.get_by_text("The connection was lost")).to_be_hidden()
    await expect(
        ananya.page.get_by_text("How many sick days do I have?").and_(ananya.page.locator("p"))
    ).to_have_count(1)
    await ananya.shoots("51-online-again")


async def test_news_of_an_absence_arrive_with_the_network(visit: Visit) -> None:
    amelie, jonas = await visit("Amelie Fournier"), await visit("Jonas Weber")
    await jonas.inbox.click()
    await expect(jonas.inbox).not_to_contain_text("unread")
    await jonas.presses("New chat")
    await jonas.context.set_offline(True)
    await amelie.says("I need vacation next Thursday")
    await amelie.sees("Waiting for Jonas Weber")
    await expect(jonas.inbox).not_to_contain_text("unread")
    await jonas.context.set_offline(False)
    await expect(jonas.inbox).to_contain_text("1 unread", timeout=30_000)
    await jonas.inbox.click()
    await jonas.presses("Approve", within=jonas.card("Leave for Amelie Fournier"))
    await amelie.sees("Your leave is approved")


async def test_signing_out_leaves_nothing_behind(visit: Visit) -> None:
    ananya = await visit("Ananya Rao")
    await ananya.says("Show my last payslip")
    await ananya.sees("Your payslip for")
    await ananya.page.get_by_role("button", name="Signed in as Ananya Rao").click()
    await ananya.page.get_by_role("menuitem", name="Sign out").click()
    await ananya.sees("Look around as somebody from the demo company")
    assert await ananya.page.evaluate("sessionStorage.length") == 0
    await ananya.page.go_back()
    await expect(ananya.box).to_be_hidden()


async def test_a_token_that_counts_no_longer_leads_to_the_sign_in(visit: Visit) -> None:
    ananya = await visit("Ananya Rao")
    await ananya.page.evaluate("sessionStorage.setItem('peopledesk.token', 'forged')")
    await ananya.page.reload()
    await ananya.sees("Your session has ended. Please sign in again.")
    await ananya.shoots("52-session-ended")
    await ananya.page.get_by_role("button", name="Ananya Rao").click()
    await expect(ananya.box).to_be_visible()
