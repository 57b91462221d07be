"""The command line beside the running product: asks, feeds a folder with a progress bar, looks after every part."""

from __future__ import annotations

import asyncio
import shutil
import sys
from pathlib import Path

import pytest

from domain.hiring import Candidate
from knowledge import tables
from tests.stories.world import World

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(300)]
PRIYA, MIRA = "priya.nair@brindlewick.example", "mira.tanaka@brindlewick.example"
ELENA = "elena.petrova@brindlewick.example"


async def peopledesk(world: World, *command: str) -> tuple[int, str]:
    """Exit code, and what stands on the terminal."""
    process = await started(world, *command)
    output, _ = await process.communicate()
    return process.returncode or 0, output.decode()


async def started(world: World, *command: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "api.cli", *command),
        env=world.environment() | {"COLUMNS": "200"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )


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
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    refused, told = await peopledesk(world, "import-resumes", str(tmp_path), "--as", PRIYA)
    assert refused == 1
    assert "consent" in told
    assert await world.records.count(Candidate, {"name": "Giulia Marchesi"}) == 0
    code, output = await peopledesk(world, "import-resumes", str(tmp_path), "--as", PRIYA, "--consent")
    assert code == 0, output
    assert "3/3" in output
    assert "empty.pdf is empty" in output
    assert "1 left alone, being no resumes by their names: old.doc" in output
    known = {c.file_name for c in await world.records.find(Candidate)}
    assert set(names) <= known


async def test_a_table_of_payslips_is_checked_added_and_comes_out_again(world: World, tmp_path: Path) -> None:
    table = tmp_path / "march.csv"
    header = (
        "employee_id;start_date;end_date;posting_date;status;currency;total_working_days;payment_days;"
        "gross_pay;net_pay;earning: Basic salary;tax: Income tax\n"
    )
    good = "p-mira-tanaka;01.03.2024;31.03.2024;28.03.2024;submitted;EUR;21;21;4.000,00;3.000,00;4.000,00;1.000,00\n"
    table.write_text(header + good.replace("3.000,00", "3.000,01"))
    refused, told = await peopledesk(world, "import-table", "payslips", str(table), "--as", ELENA, "--go")
    assert refused == 1
    assert "Row 2: net_pay: 3000.01, but gross less deductions is 3000.00" in told
    table.write_text(header + good)
    assert (await peopledesk(world, "import-table", "payslips", str(table), "--as", MIRA))[0] == 1
    code, output = await peopledesk(world, "import-table", "payslips", str(table), "--as", ELENA)
    assert (code, "Add them with --go" in output) == (0, True), output
    code, output = await peopledesk(world, "import-table", "payslips", str(table), "--as", ELENA, "--go")
    assert (code, "1 rows added" in output) == (0, True), output
    out = tmp_path / "out.xlsx"
    code, output = await peopledesk(world, "export-table", "payslips", str(out), "--as", ELENA)
    assert code == 0, output
    rows = [row.cells for row in tables.read(out.name, out.read_bytes()).rows]
    assert [r["net_pay"] for r in rows if r["end_date"] == "2024-03-31"] == ["3000.00"]


async def test_a_policy_is_added_and_quoted_at_once(world: World, tmp_path: Path) -> None:
    policy = tmp_path / "dogs.txt"
    policy.write_text("1. Dogs\n\nDogs may come to the office on Fridays when the team agrees to it.\n")
    facts = ("--title", "Animals", "--version", "1", "--effective-from", "2025-01-01", "--countries", "de")
    assert (await peopledesk(world, "add-policy", str(policy), "--as", MIRA, *facts))[0] == 1
    lacking, told = await peopledesk(world, "add-policy", str(policy), "--as", ELENA)
    assert (lacking, "title" in told) == (1, True)
    code, output = await peopledesk(world, "add-policy", str(policy), "--as", ELENA, *facts)
    assert (code, "Animals, version 1, applies from 2025-01-01 for DE" in output) == (0, True), output
    code, output = await peopledesk(world, "ask", "what is the policy on dogs in the office?", "--as", MIRA)
    assert code == 0
    assert "Dogs may come to the office on Fridays" in output
    assert "Animals, version 1" in output
