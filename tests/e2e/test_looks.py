"""Phone and desktop, light and dark, and what axe says about each page."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.conftest import DESKTOP, Visit
from tests.e2e.visitor import Visitor

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
}
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": DESKTOP, "color_scheme": "light"},
    "dark": {"viewport": DESKTOP, "color_scheme": "dark"},
    "phone-light": {**PHONE, "color_scheme": "light"},
    "phone-dark": {**PHONE, "color_scheme": "dark"},
}


@pytest.mark.parametrize("look", LOOKS)
async def test_every_page_is_whole_and_free_of_barriers(visit: Visit, look: str) -> None:
    jonas = await visit(**LOOKS[look])
    found: list[str] = []
    await jonas.arrives()
    await jonas.sees("Look around as somebody from the demo company")
    found += await _looked_at(jonas, f"60-{look}-sign-in")
    await jonas.page.get_by_role("button", name="Jonas Weber").click()
    await jonas.says("How many vacation days do I have left and show my last payslip")
    await jonas.sees("of vacation left")
    await jonas.sees("Your payslip for")
    found += await _looked_at(jonas, look if look == "phone-dark" else f"61-{look}-thread")
    await jonas.says("how many vacation days do I have left?")
    await jonas.says("I need Friday off")
    await jonas.sees("Kind of leave")
    found += await _looked_at(jonas, f"62-{look}-form")
    if "phone" in look:
        await jonas.presses("Conversations")
        await jonas.page.get_by_role("dialog").wait_for()
        found += await _looked_at(jonas, f"63-{look}-drawer")
    await jonas.inbox.click()
    await jonas.page.get_by_role("main", name="Inbox").wait_for()
    found += await _looked_at(jonas, f"64-{look}-inbox")
    assert found == []


async def _looked_at(visitor: Visitor, shot: str) -> list[str]:
    await visitor.shoots(shot)
    wide: dict[str, Any] = await visitor.page.evaluate(
        "({page: document.documentElement.scrollWidth, window: innerWidth})"
    )
    too_wide = [f"{shot}: {wide['page']} px wide"] if wide["page"] > wide["window"] else []
    return too_wide + [f"{shot}: {barrier}" for barrier in await visitor.barriers()]
