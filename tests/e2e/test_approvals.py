"""The page of approvals: a list with evidence, decided with and without a reason, a stand-in, the history; on a phone,
in the dark, and for those who do not see it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.async_api import Locator, expect

from tests.e2e.conftest import Visit
from tests.e2e.looks import LOOKS
from tests.e2e.visitor import Visitor

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]


async def opens(visitor: Visitor) -> None:
    conversations = visitor.page.get_by_role("navigation", name="Conversations")
    await conversations.get_by_role("button", name="Approvals").click()
    await expect(visitor.page.get_by_role("heading", name="Approvals")).to_be_visible()


async def asks(visitor: Visitor, weeks: int) -> None:
    """For the Tuesday some weeks ahead."""
    day = date.today() + timedelta(weeks=weeks, days=1 - date.today().weekday())
    await visitor.says(f"book unpaid leave on {day:%d %B %Y}")
    await visitor.sees("Waiting for Jonas Weber")


def request(visitor: Visitor, title: str) -> Locator:
    return visitor.page.get_by_role("article", name=title)


async def test_what_waits_is_listed_and_decided(visit: Visit) -> None:
    mira, jonas = await visit("Mira Tanaka"), await visit("Jonas Weber")
    await asks(mira, 5)
    await asks(mira, 6)
    await opens(jonas)
    leave = request(jonas, "Leave for Mira Tanaka").last
    await expect(leave).to_contain_text("Asked by Mira Tanaka")
    await expect(leave).to_contain_text("Jonas Weber is asked now")
    assert await jonas.faults("approvals-light") == []
    await jonas.presses("Decline", within=leave)
    dialog = jonas.page.get_by_role("dialog", name="Decline")
    await dialog.get_by_label("Reason").press_sequentially("We ship that day.")
    assert await jonas.faults("approvals-reason") == []
    await jonas.presses("Decline", within=dialog)
    await mira.sees("We ship that day.")
    await expect(request(jonas, "Leave for Mira Tanaka")).to_have_count(1)
    await jonas.presses("Approve", within=request(jonas, "Leave for Mira Tanaka"))
    await mira.sees("Your leave is approved")
    await jonas.presses("Decided")
    over = request(jonas, "Leave for Mira Tanaka").filter(has_text="Declined.").first
    await expect(over).to_contain_text("Declined.")
    await expect(over).to_contain_text("Jonas Weber: no, “We ship that day.”")
    await expect(over.get_by_role("button")).to_have_count(0)
    assert await jonas.faults("approvals-decided") == []


async def test_a_stand_in_sees_and_decides_it(visit: Visit) -> None:
    mira, jonas, sam = await visit("Mira Tanaka"), await visit("Jonas Weber"), await visit("Sam Okafor")
    await opens(jonas)
    await jonas.presses("Let somebody stand in")
    dialog = jonas.page.get_by_role("dialog", name="Let somebody stand in")
    await dialog.get_by_label("Colleague").fill("Sam Okafor")
    await dialog.get_by_label("Until").fill((date.today() + timedelta(3)).isoformat())
    assert await jonas.barriers() == []
    await jonas.presses("Let them decide", within=dialog)
    await jonas.sees("Sam Okafor decides for you until")
    await asks(mira, 7)
    await opens(sam)
    await sam.sees("You decide for Jonas Weber.")
    await sam.presses("Approve", within=request(sam, "Leave for Mira Tanaka").last)
    await mira.sees("Your leave is approved")
    await jonas.presses("Decide myself again")
    await jonas.sees("Only you decide what waits for you.")
    await opens(jonas)
    await jonas.presses("Decided")
    await jonas.sees("Sam Okafor for Jonas Weber: yes")


async def test_on_a_phone_in_the_dark(visit: Visit) -> None:
    mira = await visit("Mira Tanaka")
    await asks(mira, 8)
    jonas = await visit("Jonas Weber", **LOOKS["phone-dark"])
    await jonas.page.get_by_role("button", name="Conversations").click()
    await opens(jonas)
    await expect(request(jonas, "Leave for Mira Tanaka").last).to_be_visible()
    assert await jonas.faults("approvals-phone-dark") == []
