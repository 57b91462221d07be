"""Story 1 in the browser: balance, payslip, a day off; the manager decides in a browser of his own."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.e2e.conftest import Visit

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]


async def test_a_day_off_is_asked_for_and_approved_live(visit: Visit) -> None:
    mira, jonas = await visit(), await visit("Jonas Weber")
    await mira.arrives()
    await mira.sees("Look around as somebody from the demo company")
    await mira.shoots("01-sign-in")
    await mira.page.get_by_role("button", name="Mira Tanaka").click()
    await mira.sees("Hello Mira")
    await mira.shoots("02-welcome")

    await mira.says("How many vacation days do I have left?")
    await mira.sees("of vacation left")
    await mira.says("Show my last payslip")
    await mira.sees("Your payslip for")
    await mira.shoots("03-balance-and-payslip")

    await mira.says("I need Friday off")
    await mira.sees("Kind of leave")
    await mira.shoots("04-form")
    form = mira.answers.last
    await form.get_by_label("Kind of leave").select_option(label="Vacation")
    await mira.presses("Send", within=form)
    await mira.sees("Waiting for Jonas Weber")
    await mira.shoots("05-asked")

    await expect(jonas.inbox).to_contain_text("1 unread")
    await jonas.shoots("06-inbox-unread")
    await jonas.inbox.click()
    await jonas.sees("Leave for Mira Tanaka")
    await expect(jonas.inbox).not_to_contain_text("unread")
    await jonas.shoots("07-inbox-open")
    await jonas.presses("Approve")
    await jonas.sees("Approved by Jonas Weber")
    await jonas.shoots("08-inbox-approved")
    await mira.sees("Your leave is approved")
    await mira.shoots("09-approved")
