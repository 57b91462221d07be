"""A recruiter hands over many resumes at once in the browser: pauses, goes on, and looks at what failed."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from playwright.async_api import expect

from deploy.demo import volume
from tests.e2e.conftest import Visit

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(300)]
COUNT = 50


async def test_an_archive_is_read_paused_continued_and_reported(visit: Visit, tmp_path: Path) -> None:
    files = volume.render(tmp_path / "cvs", COUNT)
    with zipfile.ZipFile(tmp_path / "resumes.zip", "w") as archive:
        for file in files:
            archive.write(file, file.name)
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    priya = await visit("Priya Nair")
    await priya.drops([tmp_path / "resumes.zip", tmp_path / "old.doc"])
    await expect(priya.page.get_by_role("alert")).to_contain_text("old.doc is not a PDF")
    await expect(priya.page.get_by_role("button", name="Send")).to_be_disabled()
    await priya.shoots("59-one-refused")
    await priya.presses("Leave it out")
    await expect(priya.page.get_by_role("button", name="Send")).to_be_enabled()
    await priya.presses("Send")
    await priya.page.get_by_role("checkbox", name="were informed and agreed").check()
    await priya.presses("Send", within=priya.answers.last)
    await priya.sees(f"Reading {COUNT} resumes", seconds=60)
    await priya.says("pause the upload")
    await priya.sees("wait until you say")
    await priya.shoots("60-paused")
    await priya.presses("Go on", within=priya.answers.last)
    await priya.sees("Going on with")
    await priya.shoots("61-going-on")
    await priya.sees(f"{COUNT - 1} of {COUNT} resumes have been read", seconds=200)
    await priya.says("what failed and why")
    await expect(priya.answers.last).to_contain_text("Could not be read because it")
    await expect(priya.answers.last).to_contain_text("Is empty")
    async with priya.page.expect_download() as report:
        await priya.answers.last.get_by_text("What failed and why (CSV)").click()
    content = Path(await (await report.value).path()).read_text("utf-8-sig")
    assert content.splitlines()[0] == "file,state,reason,attempts"
    assert len(content.splitlines()) == 2
    await priya.shoots("62-report")
    await priya.says("try the failed ones again")
    await priya.sees("Trying 1 file again")
