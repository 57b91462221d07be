"""Files of HR from the command line: tables in and out, and policies."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from actions.hr_tables import imports
from actions.payroll_inputs import COLUMNS, Inputs
from actions.perform import NeedsDetails, Ready, prepare
from actions.policies import Added
from api.calls import called, context
from api.settings import Settings
from api.terminal import somebody
from api.wiring import wired
from domain.errors import BadInput
from domain.people import Actor
from domain.permissions import Permission, require
from knowledge import tables


async def import_table(
    settings: Settings, kind: str, file: Path, email: str, *, go: bool, console: Console
) -> None:
    """Check a table of HR, list its bad rows, and with `go` add all of its rows. Raises `BadInput` when any is bad."""
    async with wired(settings, answering=False) as product:
        person = await somebody(email, product)
        table = await asyncio.to_thread(_table, file)
        with Progress(TextColumn("Checking"), BarColumn(), MofNCompleteColumn(), console=console) as bar:
            task = bar.add_task("", total=len(table.rows))
            done = await imports.import_table(
                kind,
                table,
                context(Actor(person=person), product),
                dry_run=not go,
                progress=lambda checked, _: bar.update(task, completed=checked),
            )
    for row in done.bad:
        console.print(f"[yellow]Row {row.row}:[/] {escape(row.reason)}", highlight=False)
    if done.bad:
        raise BadInput(f"{len(done.bad)} of {done.rows} rows are bad, so nothing was added.")
    console.print(
        f"{done.added} rows added." if go else f"All {done.rows} rows are fine. Add them with --go."
    )


def _table(file: Path) -> tables.Table:
    return tables.read(file.name, file.read_bytes())


async def export_table(settings: Settings, kind: str, file: Path, email: str, *, console: Console) -> None:
    """Write a table of HR into `file`, which must not be there yet. Raises `BadInput`, `Refused`."""
    _require_table(file)
    async with wired(settings, answering=False) as product:
        person = await somebody(email, product)
        columns, rows = await imports.export_table(kind, context(Actor(person=person), product))
    await _write(columns, rows, file, console)


async def payroll_inputs(settings: Settings, month: str, file: Path, email: str, *, console: Console) -> None:
    """Write what payroll has to know of a month (as 2026-03) into `file`. Raises `BadInput`, `Refused`."""
    _require_table(file)
    async with wired(settings, answering=False) as product:
        actor = Actor(person=await somebody(email, product))
        found = await called(Inputs, "payroll.inputs", {"month": month}, actor, product)
    await _write(COLUMNS, found.cells(), file, console)


def _require_table(file: Path) -> None:
    if not tables.is_table(file.name):
        raise BadInput(f"{file.name} is neither .csv nor .xlsx. Please name the file as one of these.")


async def _write(columns: Sequence[str], rows: Sequence[Sequence[str]], file: Path, console: Console) -> None:
    write = tables.as_csv if file.suffix.lower() == ".csv" else tables.as_xlsx
    try:
        with file.open("xb") as new:
            new.write(await asyncio.to_thread(write, columns, rows))
    except FileExistsError:
        raise BadInput(f"{file} is there already. Please give another name.") from None
    console.print(f"{len(rows)} rows in {file}.")


async def add_policy(
    settings: Settings, file: Path, facts: Mapping[str, str | None], email: str, *, console: Console
) -> None:
    """Add a version of a policy, as `policy.add` does in a conversation. Raises `BadInput` saying what is missing."""
    async with wired(settings, answering=False) as product:
        actor = Actor(person=await somebody(email, product))
        require(actor, Permission.policy_add)
        content = await asyncio.to_thread(file.read_bytes)
        upload = await product.engine.upload(actor.id, file.name, content)
        try:
            prepared = await prepare("policy.add", {"uploads": [upload], **facts}, context(actor, product))
            if isinstance(prepared, NeedsDetails):
                raise BadInput(prepared.sentence)
            assert isinstance(prepared, Ready)  # noqa: S101 - the tool waits for nobody
            added = await prepared.run()
        finally:
            await product.engine.discard(upload)
    assert isinstance(added, Added)  # noqa: S101 - what the tool returns
    policy = added.policy
    whom = (
        f" for {', '.join((*policy.countries, *policy.groups))}" if policy.countries or policy.groups else ""
    )
    console.print(
        f"{policy.title}, version {policy.version}, applies from {policy.effective_from}{whom}: "
        f"{len(policy.clauses)} clauses."
    )
