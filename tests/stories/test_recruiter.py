"""Stories 2 and 3: a recruiter hands over resumes, finds people, moves one and asks for a rejection."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from domain.hiring import Candidate
from tests.stories.people import Somebody
from tests.stories.world import World

pytestmark = pytest.mark.asyncio(loop_scope="session")
Enter = Callable[[str], Awaitable[Somebody]]
HANDED_OVER = 14


@pytest.fixture(scope="session")
def truth(resumes: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((resumes / "truth.json").read_text())
    return found


async def test_resumes_are_read_in_the_background_with_progress(
    world: World, enter: Enter, door: str, resumes: Path
) -> None:
    """A PDF, a DOCX, a TXT and a scan, and one that is no resume at all."""
    priya = await enter("Priya Nair")
    files = _some(resumes, HANDED_OVER)[0 if door == "web" else 1 :: 2]
    await priya.says("here are resumes", *files)
    await priya.reads("consent" if door == "slack" else "agreed")
    await priya.fills(consent=True)
    await priya.reads(f"Read {len(files)} resumes", seconds=90)
    names = {c.file_name for c in await world.records.find(Candidate)}
    assert {f.name for f in files} <= names


async def test_without_consent_nothing_is_read(world: World, enter: Enter, resumes: Path) -> None:
    priya = await enter("Priya Nair")
    before = await world.records.count(Candidate)
    await priya.says("", *_some(resumes, HANDED_OVER + 1)[-1:])
    await priya.reads("Resumes" if False else "resume")
    assert await world.records.count(Candidate) == before


def _some(folder: Path, count: int) -> list[Path]:
    """A mixed handful: every kind of file the demo has, scans among them."""
    by_suffix = {s: sorted(folder.glob(f"*{s}")) for s in (".pdf", ".docx", ".txt")}
    return [by_suffix[s][n] for n in range(count) for s in by_suffix if n < len(by_suffix[s])][:count]
