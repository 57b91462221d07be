"""Many resumes at once by every way in but the browser (`tests/e2e/test_batch.py`): a zip in Slack, the command line, a table
of links; each steered and reported where it was handed in."""

from __future__ import annotations

import asyncio
import re
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from domain.audit import AuditEvent
from domain.conversations import Upload
from domain.hiring import Candidate
from domain.tickets import Ticket
from knowledge import tables
from tests.stories.people import OnSlack, OnWeb, on_slack, on_web
from tests.stories.test_command_line import PRIYA, peopledesk, started
from tests.stories.world import World

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(300)]
READ = 60.0


def resumes_in(folder: Path, mark: str, count: int = 12) -> list[Path]:
    """So many that they wait in the queue of large batches, and one that cannot be read."""
    folder.mkdir()
    files = [folder / f"{mark}-{n}.txt" for n in range(count)]
    for n, file in enumerate(files):
        name = f"{mark.title()} {'Abcdefghijklmnopqrst'[n] * 3}"
        file.write_text(f"{name}\n{mark}{n}@post.example\nBerlin\n\nSKILLS\nPython\n")
    files[3].write_bytes(b" . - ")
    return files


async def test_a_zip_in_slack_is_one_message_that_is_edited(world: World, tmp_path: Path) -> None:
    files = resumes_in(tmp_path / "cvs", "slacker")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for file in files:
            archive.write(file, f"{file.stem}/cv.txt")
    priya = await on_slack(world, "Priya Nair")
    assert isinstance(priya, OnSlack)
    before = (await priya.sees()).count("Resume intake")  # of other stories in the same direct messages
    await priya.says("", tmp_path / "all.zip")
    await priya.fills(consent=True)
    await priya.reads("Reading 12 resumes")
    await priya.goes_on("pause the upload")
    await priya.reads("wait until you say")
    await priya.presses("Go on")
    seen = await priya.reads("11 of 12 resumes have been read", READ)
    assert "slacker-3/cv.txt" in seen  # which of the twelve called cv.txt it is
    assert "has no readable text" in seen
    assert len(re.findall("Read 11 of 12 resumes; 1 could not be read", seen)) == 1
    assert seen.count("Resume intake") == before + 1
    await priya.goes_on("what failed in my upload and why?")
    await priya.reads("Could not be read because it")
    await priya.leave()


async def test_what_a_table_names_is_read_and_steered_from_the_command_line(
    world: World, tmp_path: Path
) -> None:
    files = resumes_in(tmp_path / "cvs", "lister")
    table = tmp_path / "cvs" / "some.csv"
    table.write_text("file\n" + "\n".join(f.name for f in files[:4]) + "\n")
    code, told = await peopledesk(world, "import-resumes", str(table), "--as", PRIYA, "--consent")
    assert (code, "4/4" in told) == (0, True), told
    assert "lister-3.txt has no readable text" in told
    assert await world.records.count(Candidate, {"email": "lister0@post.example"}) == 1
    kept = await world.records.find(Upload, limit=10_000)
    assert not [u for u in kept if "lister-5" in u.name], "stored, though no table names it"
    report = tmp_path / "report.csv"
    code, told = await peopledesk(world, "uploads", "show", "--as", PRIYA, "--csv", str(report))
    assert (code, "Read 3 of 4 resumes; 1 could not be read" in told) == (0, True), told
    (row,) = tables.read(report.name, report.read_bytes()).rows
    assert (row.cells["file"], row.cells["state"]) == ("lister-3.txt", "not read")
    code, told = await peopledesk(world, "uploads", "retry", "--as", PRIYA)
    assert (code, "Trying 1 file again" in told) == (0, True), told


async def test_the_command_line_is_killed_and_what_was_accepted_is_read_once(
    world: World, tmp_path: Path
) -> None:
    """kill -9 while files are handed over leaves nothing to be read; once the tickets are there, they need nobody to watch.
    The table names files in the archive beside it."""
    files = resumes_in(tmp_path / "cvs", "mortal", count=20)
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for file in files:
            archive.write(file, file.name)
    table = tmp_path / "list.xlsx"
    table.write_bytes(tables.as_xlsx(["file"], [[f.name] for f in files]))
    me = await world.person("Priya Nair")
    mine = {"actor_id": me.id, "kind": "resume"}
    tickets, uploads = await world.records.count(Ticket, mine), await world.records.count(Upload)
    handing = await started(world, "import-resumes", str(tmp_path / "cvs"), "--as", PRIYA, "--consent")
    while await world.records.count(Upload) == uploads:  # noqa: ASYNC110 - another process
        await asyncio.sleep(0.002)
    handing.kill()
    await handing.wait()
    assert await world.records.count(Ticket, mine) == tickets
    watching = await started(world, "import-resumes", str(table), "--as", PRIYA, "--consent")
    while await world.records.count(Ticket, mine) == tickets:  # noqa: ASYNC110 - likewise
        await asyncio.sleep(0.002)
    watching.kill()
    await watching.wait()
    newest = (await world.records.find(Ticket, mine, order="created_at", descending=True, limit=1))[0]
    over = await all_over(world, newest.batch_id)
    assert Counter(t.status.value for t in over) == {"completed": 19, "failed": 1}
    assert [t.label for t in over if t.error] == ["mortal-3.txt"]
    for n, ticket in enumerate(sorted(over, key=lambda t: int(t.id.rsplit(":", 1)[1]))):
        once = int(n != 3)
        assert await world.records.count(Candidate, {"email": f"mortal{n}@post.example"}) == once
        assert await world.records.count(AuditEvent, {"effect_id": f"{ticket.id}:read"}) == once


async def all_over(world: World, batch: str) -> list[Ticket]:
    """The batch's tickets, once the last is over."""
    async with asyncio.timeout(READ):
        while True:
            found = await world.records.find(Ticket, {"batch_id": batch})
            if all(t.over for t in found):
                return found
            await asyncio.sleep(0.1)  # they are in other processes


async def test_a_table_of_links_to_what_was_uploaded(world: World, tmp_path: Path) -> None:
    files = resumes_in(tmp_path / "cvs", "linker")
    priya = await on_web(world, "Priya Nair")
    assert isinstance(priya, OnWeb)
    ids = [await priya.uploads(file) for file in files]
    table = tmp_path / "list.csv"
    links = [f"{world.url}/files/{id}" for id in ids]
    table.write_text(
        "name,link\n" + "\n".join(f"x,{link}" for link in [*links, "https://elsewhere.example/cv"])
    )
    answer = await priya.http.post(
        "/resume/upload", files={"files": (table.name, table.read_bytes())}, data={"consent": "true"}
    )
    assert answer.status_code == 202, answer.text
    batch = answer.json()["batch_id"]
    await all_over(world, batch)
    report = (await priya.http.get(f"/resume/report/{batch}")).text
    rows = [line.split(",")[0] for line in report.splitlines()[1:]]
    assert sorted(rows) == ["linker-3.txt", "list.csv row 14"]
    assert await world.records.count(Candidate, {"email": "linker11@post.example"}) == 1
    await priya.leave()
