"""The command line beside the running product: asks, feeds a folder with a progress bar, looks after every part."""

from __future__ import annotations

import asyncio
import shutil
import sys
from pathlib import Path

import pytest

from domain.hiring import Candidate
from tests.stories.world import World

pytestmark = pytest.mark.asyncio(loop_scope="session")
PRIYA, MIRA = "priya.nair@brindlewick.example", "mira.tanaka@brindlewick.example"


async def peopledesk(world: World, *command: str) -> tuple[int, str]:
    """Exit code, and what stands on the terminal."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "api.cli", *command),
        env=world.environment() | {"COLUMNS": "200"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await process.communicate()
    return process.returncode or 0, output.decode()


async def test_a_balance_is_asked_for(world: World) -> None:
    code, output = await peopledesk(world, "ask", "how many vacation days do I have left?", "--as", MIRA)
    assert code == 0
    assert "of vacation left" in output
    assert "Leave ledger" in output


async def test_nobody_is_answered_whom_the_directory_does_not_know(world: World) -> None:
    code, output = await peopledesk(
        world, "ask", "show my last payslip", "--as", "nobody@brindlewick.example"
    )
    assert code == 1
    assert "knows nobody" in output
    assert "Traceback" not in output


async def test_every_part_answers(world: World) -> None:
    code, output = await peopledesk(world, "doctor")
    assert code == 0, output
    assert " no " not in output


async def test_a_folder_is_imported_with_consent_and_what_is_no_resume_is_named(
    world: World, resumes: Path, tmp_path: Path
) -> None:
    names = ("giulia-marchesi.pdf", "tanvi-borkar.docx", "paula-echeverria.txt")
    for name in names:
        shutil.copy(resumes / name, tmp_path / name)
    (tmp_path / "empty.pdf").write_bytes(b"")
    refused, told = await peopledesk(world, "import-resumes", str(tmp_path), "--as", PRIYA)
    assert refused == 1
    assert "consent" in told
    assert await world.records.count(Candidate, {"name": "Giulia Marchesi"}) == 0
    code, output = await peopledesk(world, "import-resumes", str(tmp_path), "--as", PRIYA, "--consent")
    assert code == 0, output
    assert "3/3" in output
    assert "empty.pdf" in output
    known = {c.file_name for c in await world.records.find(Candidate)}
    assert set(names) <= known
