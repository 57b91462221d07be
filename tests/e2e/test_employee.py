"""Story 1 in the browser: balance, payslip, a day off; the manager decides in a browser of his own."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import expect

from domain.pay import Payslip
from domain.people import Person
from tests.e2e.conftest import Visit
from tests.e2e.visitor import Visitor
from tests.stories.people import on_web
from tests.stories.world import World, workday

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]


async def test_balance_and_payslip_are_shown(visit: Visit) -> None:
    mira = await visit()
    await mira.arrives()
    await mira.sees("Look around as somebody from the demo company")
    await mira.shoots("10-sign-in")
    await mira.page.get_by_role("button", name="Mira Tanaka").click()
    await mira.sees("Hello Mira")
    await mira.page.get_by_role("button", name="I need Friday off").wait_for()
    await mira.shoots("11-welcome")
    await mira.says("How many vacation days do I have left?")
    await mira.sees("of vacation left")
    await mira.says("Show my last payslip")
    await mira.sees("Your payslip for")
    await expect(mira.answers.last.get_by_role("row", name="Net pay")).to_be_visible()
    await mira.shoots("12-payslip")
    await mira.page.mouse.move(780, 400)
    await mira.page.mouse.wheel(0, -2000)
    await mira.shoots("chat-light")


async def test_a_day_off_is_asked_for_and_approved_live(visit: Visit) -> None:
    mira, jonas = await visit("Mira Tanaka"), await visit("Jonas Weber")
    await mira.says("I need Friday off")
    await mira.sees("Kind of leave")
    await mira.shoots("13-form")
    await mira.page.get_by_label("Kind of leave").select_option(label="Vacation")
    await mira.presses("Send", within=mira.answers.last)
    await mira.sees("Waiting for Jonas Weber")
    await mira.shoots("14-asked")
    await _opens_the_inbox(jonas, "15-inbox-unread")
    request = jonas.card("Leave for Mira Tanaka")
    await expect(request).to_be_visible()
    await jonas.shoots("16-inbox-open")
    await jonas.presses("Approve", within=request)
    await expect(request).to_contain_text("Approved by Jonas Weber")
    await expect(request.get_by_role("button", name="Approve")).to_have_count(0)
    await jonas.shoots("17-inbox-approved")
    await mira.sees("Your leave is approved")
    await mira.shoots("18-approved")


async def test_a_day_off_is_declined_with_a_reason(visit: Visit) -> None:
    mira, jonas = await visit("Mira Tanaka"), await visit("Jonas Weber")
    await mira.says("I need vacation next Wednesday")
    await mira.sees("Waiting for Jonas Weber")
    await _opens_the_inbox(jonas, "19-inbox-again")
    await jonas.presses("Decline", within=jonas.card("Leave for Mira Tanaka"))
    dialog = jonas.page.get_by_role("dialog", name="Decline")
    await expect(dialog.get_by_role("button", name="Decline")).to_be_disabled()
    await dialog.get_by_label("Reason").press_sequentially("We ship that day.")
    await jonas.shoots("19-decline-dialog")
    await jonas.presses("Decline", within=dialog)
    await jonas.sees("Declined by Jonas Weber: “We ship that day.”")
    await mira.sees("Jonas Weber declined")
    await expect(mira.answers.last).to_contain_text("We ship that day.")
    await mira.shoots("19-declined")


async def test_leave_beside_a_colleagues_and_two_payslips_compared(visit: Visit, world: World) -> None:
    jonas, mira = await visit("Jonas Weber"), await visit("Mira Tanaka")
    manager, day = await world.person("Jonas Weber"), workday(130)
    team = await world.records.find(Person, {"manager_id": manager.id}, order="name")
    colleague = next(p for p in team if p.name != "Mira Tanaka" and p.country == "DE")
    theirs = await on_web(world, colleague.name)
    await theirs.says(f"book vacation on {day:%d %B %Y}")
    await jonas.inbox.click()
    await jonas.presses("Approve", within=jonas.card(f"Leave for {colleague.name}"))
    await theirs.reads("Your leave is approved")
    await theirs.leave()

    await mira.says(f"book vacation on {day:%d %B %Y}")
    await mira.sees("Waiting for Jonas Weber")
    await mira.shoots("leave-request")
    request = jonas.card("Leave for Mira Tanaka")
    await expect(request).to_contain_text(colleague.name)
    await request.scroll_into_view_if_needed()
    assert await jonas.faults("leave-approval") == []
    await jonas.presses("Approve", within=request)
    await mira.sees("Your leave is approved")

    slips = await world.records.find(
        Payslip, {"employee_id": "p-mira-tanaka", "status": "submitted"}, order="end_date"
    )
    (bonus,) = [s for s in slips if any(line.additional and line.amount for line in s.earnings)][-1:]
    compared = f"compare {bonus.end_date - timedelta(40):%B %Y} and {bonus.end_date:%B %Y}"
    await mira.says(compared)
    await mira.sees("Sum of the above")
    assert await mira.faults("payslip-comparison") == []
    phone = await visit("Mira Tanaka", viewport={"width": 390, "height": 844}, color_scheme="dark")
    await phone.says(compared)
    await phone.sees("The main reason: Annual bonus")
    assert await phone.faults("payslip-comparison-phone") == []


async def test_hr_sees_every_bad_row_of_a_table(visit: Visit, tmp_path: Path) -> None:
    elena = await visit("Elena Petrova")
    table = tmp_path / "allocations.csv"
    table.write_text(
        "employee_id;leave_type;from_date;to_date;days\n"
        "p-mira-tanaka;vacation;01.01.2031;31.12.2031;28,5\n"
        "p-nobody;vacation;01.01.2031;31.12.2031;30\n"
        "p-jonas-weber;sabbatical;01/02/2031;31.12.2031;1.234\n"
    )
    await elena.drops([table])
    await elena.says("import these allocations")
    await elena.sees("2 rows cannot be added")
    assert await elena.faults("hr-table") == []


async def test_everything_by_keyboard_alone(visit: Visit) -> None:
    mira, jonas = await visit(), await visit()
    await _signs_in_by_keyboard(jonas, "Jonas Weber")
    await _signs_in_by_keyboard(mira, "Mira Tanaka")
    await mira.page.keyboard.type("I need next Tuesday off")
    await mira.page.keyboard.press("Enter")
    kind = mira.page.get_by_label("Kind of leave")
    await expect(kind).to_be_focused()
    await mira.page.keyboard.type("Vac")
    await expect(kind.locator("option:checked")).to_have_text("Vacation")
    await mira.tabs_to(mira.answers.last.get_by_role("button", name="Send", exact=True))
    await mira.page.keyboard.press("Enter")
    await mira.sees("Waiting for Jonas Weber")

    await expect(jonas.inbox).to_contain_text("unread")
    await jonas.tabs_to(jonas.inbox)
    await jonas.page.keyboard.press("Enter")
    request = jonas.card("Leave for Mira Tanaka")
    await jonas.tabs_to(request.get_by_role("button", name="Approve"))
    await jonas.page.keyboard.press("Space")
    await expect(request).to_contain_text("Approved by Jonas Weber")
    await mira.sees("Your leave is approved")
    news = mira.page.get_by_role("log", name="News")
    await expect(news).to_contain_text("Your leave is approved")


async def _opens_the_inbox(jonas: Visitor, shot: str) -> None:
    await expect(jonas.inbox).to_contain_text("unread")
    await jonas.shoots(shot)
    await jonas.inbox.click()
    await expect(jonas.inbox).not_to_contain_text("unread")


async def _signs_in_by_keyboard(visitor: Visitor, name: str) -> None:
    await visitor.arrives()
    card = visitor.page.get_by_role("button", name=name)
    await card.wait_for()
    await visitor.tabs_to(card)
    await visitor.page.keyboard.press("Enter")
    await expect(visitor.box).to_be_focused()
