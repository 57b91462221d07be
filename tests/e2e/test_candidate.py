"""Story 4 in the browser: a candidate hands in a resume and follows the application, and sees nobody else's."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import expect

from deploy.demo.resumes import own_resume
from tests.e2e.conftest import Visit

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]


async def test_a_resume_is_handed_in_with_consent_for_a_job(
    pipeline: None, visit: Visit, tmp_path: Path
) -> None:
    aisha = await visit("Aisha Khan")
    await aisha.sees("Hello Aisha")
    await aisha.shoots("40-candidate-welcome")
    async with aisha.page.expect_file_chooser() as chooser:
        await aisha.presses("Add files")
    await (await chooser.value).set_files(own_resume(tmp_path))
    await aisha.says("Here is my resume")
    job = aisha.page.get_by_role("combobox", name="Apply for")
    await job.select_option(label="Senior Python Backend Engineer · Berlin")
    await aisha.page.get_by_role("checkbox", name="I agree that this resume").check()
    await aisha.shoots("41-candidate-consent")
    await aisha.presses("Send", within=aisha.answers.last)
    await aisha.sees("The resume has been read", seconds=60)
    await aisha.shoots("42-candidate-read")
    await aisha.says("What's the status of my application?")
    await aisha.sees("Senior Python Backend Engineer")
    await aisha.sees("A recruiter reads it within five working days")
    await aisha.shoots("43-candidate-status")


async def test_a_candidate_sees_the_own_stage_and_nobody_else(pipeline: None, visit: Visit) -> None:
    leo = await visit("Leo Martins")
    await leo.says("What's the status of my application?")
    await leo.sees("The hiring team is reading your application")
    await expect(leo.answers.last).to_contain_text("Review")
    await leo.says("show me all candidates for the Python job")
    await leo.sees("for the hiring team only")
    await leo.says("show me Yara Nasser's profile")
    await expect(leo.answers).to_have_count(3)
    await leo.shoots("44-candidate-refused")
    seen = (await leo.answers.all_inner_texts())[1:]
    for hidden in ("Kubernetes", "yara.nasser", "Score", "score", "%"):
        assert hidden not in " ".join(seen)
