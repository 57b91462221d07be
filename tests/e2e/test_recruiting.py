"""What a recruiter reads, in a browser: results with chips, people side by side, a score explained, hiring in numbers."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.looks import LOOKS
from tests.e2e.visitor import Visitor

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(240)]
TALL = {"dark": 1450, "phone": 1900}
"""Height in which all of the numbers can be seen at once."""
TO_TOP = """
card => {
  let around = card.parentElement;
  while (around && !/auto|scroll/.test(getComputedStyle(around).overflowY)) around = around.parentElement;
  if (around) around.scrollTop += card.getBoundingClientRect().top - around.getBoundingClientRect().top - 16;
}
"""


async def test_a_chip_is_taken_out_by_a_click_and_scores_are_explained(pipeline: None, visit: Visit) -> None:
    priya = await visit("Priya Nair")
    await _asks(priya, "python developers in Berlin with 5+ years, ideally kafka, no java", "Looked for")
    found = await _looked_at(priya, "results")
    await priya.page.get_by_role("button", name="Remove: 5+ years").last.click()
    await expect(priya.answers.last).not_to_contain_text("5+ years")
    await _asks(priya, "compare the first two", "Other skills")
    found += await _looked_at(priya, "comparison")
    await priya.says("match the python job")
    await priya.sees("Best matches for", seconds=60)
    await priya.sees("The matches for")
    await _asks(priya, "why is the first one first?", "Number 1 of")
    found += await _looked_at(priya, "explanation")
    assert found == []


@pytest.mark.parametrize("look", TALL)
async def test_hiring_in_numbers_is_drawn(pipeline: None, visit: Visit, look: str) -> None:
    looks = LOOKS[look]
    tall = {"viewport": looks["viewport"] | {"height": TALL[look]}}
    priya = await visit("Priya Nair", **looks | tall)
    await _asks(priya, "how is hiring going?", "Where applicants come from")
    await expect(priya.answers.last.locator("svg.recharts-surface").nth(3)).to_be_visible()
    assert await _looked_at(priya, f"analytics-{look}") == []


async def _asks(priya: Visitor, words: str, told: str) -> None:
    before = await priya.answers.count()
    await priya.says(words)
    await expect(priya.answers).to_have_count(before + 1, timeout=20_000)
    await expect(priya.answers.last).to_contain_text(told, timeout=20_000)


async def _looked_at(priya: Visitor, shot: str) -> list[str]:
    await priya.page.wait_for_timeout(700)  # until the bars stand
    await priya.answers.last.evaluate(TO_TOP)
    return await priya.faults(shot)
