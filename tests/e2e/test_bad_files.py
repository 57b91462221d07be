"""A recruiter drops bad files of every class into the browser: each says what is wrong and what to do, where it lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.conftest import Visit
from tests.knowledge import hostile

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(300)]
AT_THE_DOOR = (
    "truncated",
    "encrypted",
    "another type inside",
    "zip bomb (DOCX)",
    "macro",
    "XXE, entity bomb (DOCX)",
)
WHEN_READ = ("a page without text", "300 pages", "decompression bomb (PNG)", "a PDF's head, then rubbish")


def written(folder: Path, rows: dict[str, list[hostile.Sample]], *names: str) -> dict[str, Path]:
    """The first sample of each of these rows, called after it."""
    paths = {}
    for row in names:
        name, content = rows[row][0]
        paths[row] = folder / f"{row.split(' (')[0]}{Path(name).suffix}"
        paths[row].write_bytes(content)
    return paths


async def test_bad_files_are_refused_where_they_lie_and_the_rest_is_read(
    visit: Visit, tmp_path: Path
) -> None:
    said = hostile.promised("File") | hostile.promised("Archive")
    refused = written(tmp_path, hostile.files(), *AT_THE_DOOR)
    refused |= written(tmp_path, hostile.archives(), "names that lead out of it")
    unread = written(tmp_path, hostile.files(), *WHEN_READ)
    (tmp_path / "good.txt").write_bytes(b"Gwen Aldous\ngwen.aldous@post.example\n")
    priya = await visit("Priya Nair")
    await priya.drops([*refused.values(), *unread.values(), tmp_path / "good.txt"])
    for row, path in refused.items():
        await priya.sees(f"{path.name} {said[row][1]}")
    assert await priya.faults("63-bad-files") == []
    await priya.presses("Leave them out")
    await priya.presses("Send")
    await priya.page.get_by_role("checkbox", name="were informed and agreed").check()
    await priya.presses("Send", within=priya.answers.last)
    await priya.sees("1 of 5 resumes have been read", seconds=90)
    for row, path in unread.items():
        await priya.sees(f"{path.name} {said[row][1]}")
    assert await priya.faults("64-unread-files") == []
