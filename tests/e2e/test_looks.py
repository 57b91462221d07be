"""Phone and desktop, light and dark, and what axe says about each page."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Visit
from tests.e2e.looks import LOOKS

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]


@pytest.mark.parametrize("look", LOOKS)
async def test_every_page_is_whole_and_free_of_barriers(visit: Visit, look: str) -> None:
    jonas = await visit(**LOOKS[look])
    found: list[str] = []
    await jonas.arrives()
    await jonas.sees("Look around as somebody from the demo company")
    found += await jonas.faults(f"60-{look}-sign-in")
    await jonas.page.get_by_role("button", name="Jonas Weber").click()
    await jonas.says("How many vacation days do I have left and show my last payslip")
    await jonas.sees("of vacation left")
    await jonas.sees("Your payslip for")
    found += await jonas.faults(look if look == "phone-dark" else f"61-{look}-thread")
    await jonas.says("how many vacation days do I have left?")
    await jonas.says("I need Friday off")
    await jonas.sees("Kind of leave")
    found += await jonas.faults(f"62-{look}-form")
    if "phone" in look:
        await jonas.presses("Conversations")
        await jonas.page.get_by_role("dialog").wait_for()
        found += await jonas.faults(f"63-{look}-drawer")
    await jonas.inbox.click()
    await jonas.page.get_by_role("main", name="Inbox").wait_for()
    found += await jonas.faults(f"64-{look}-inbox")
    assert found == []
