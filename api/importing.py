"""Feeding the product from the command line: a folder of resumes, and the demo company."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from ulid import ULID

from actions import batches, catalogue
from actions.perform import Ready, permit, prepare
from actions.resumes import Batch
from actions.tool import Context
from actions.uploads import mine
from adapters.identity import hash_password
from api.calls import context
from api.settings import Settings
from api.terminal import show_card, somebody
from api.wiring import Product, wired
from deploy.demo import seed
from domain.errors import BadFile, BadInput, PeopledeskError, TooLarge
from domain.hiring import Candidate
from domain.messages import Address
from domain.people import Actor, Person
from domain.tickets import Ticket, TicketStatus
from knowledge import bundles, documents, file_names, listing, tables
from knowledge.bundles import MAX_FILES

SUFFIXES = documents.SUFFIXES | {".zip"}
LOOK_EVERY = 0.5


async def import_folder(
    settings: Settings, folder: Path, email: str, *, consent: bool, console: Console
) -> None:
    """Hand over every resume of a folder, a zip of them, or those that a CSV or XLSX beside them names, as one person,
    and show how the workers read them.

    Raises `BadInput` without consent or without files, `Refused` when the person may not: before anything is stored.
    """
    if not consent:
        raise BadInput("Resumes are only read with consent: add --consent when the people concerned agreed.")
    files = _resumes_in(folder)
    if others := _others_in(folder):
        named = ", ".join(others[: batches.LISTED]) + (", …" if len(others) > batches.LISTED else "")
        console.print(f"{len(others)} left alone, being no resumes by their names: {named}", markup=False)
    async with wired(settings, answering=False) as product:
        person = await somebody(email, product)
        batch = await _handed_over(files, person, product, console=console)
        if batch is None:
            raise BadInput("Nothing was handed over: every file was refused, with its reason above.")
        await _watch(batch, product, console)


def _resumes_in(folder: Path) -> list[Path]:
    if tables.is_table(folder.name):
        return _named_by(folder)
    if folder.is_file():
        return [folder]
    if not (files := _all_in(folder)):
        raise BadInput(
            f"There is no resume (PDF, DOCX, ODT, RTF, TXT, Markdown, HTML, picture, JSON Resume or Europass) in {folder}."
        )
    if len(files) > MAX_FILES:
        raise BadInput(
            f"{folder} holds {len(files)} files; {MAX_FILES} can be read at a time. Please hand them in in parts."
        )
    return files


def _named_by(table: Path) -> list[Path]:
    """The table, the files beside it that it names, and the archives beside it that hold those which are not there."""
    named = {file_names.bare(row.word) for row in listing.read(table.name, table.read_bytes())}
    beside = _all_in(table.parent)
    loose = [p for p in beside if file_names.bare(p.name) in named]
    missing = named - {file_names.bare(p.name) for p in loose}
    return [table, *loose, *(p for p in beside if p.suffix.lower() == ".zip" and _holds(p, missing))]


def _holds(archive: Path, missing: set[str]) -> bool:
    """Whether one of the files is in it; an archive that cannot be opened may hold them, and is refused with its reason."""
    try:
        names = bundles.names_of(archive.name, _content(archive))
    except (BadFile, TooLarge):
        return bool(missing)
    return not missing.isdisjoint(map(file_names.bare, names))


def _others_in(folder: Path) -> list[str]:
    files = [p for p in folder.rglob("*") if p.is_file() and not p.name.startswith(".")]
    return sorted(file_names.shown(p.name) for p in files if p.suffix.lower() not in SUFFIXES)


def _all_in(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())


async def _handed_over(
    files: Sequence[Path], person: Person, product: Product, *, console: Console
) -> Batch | None:
    ctx = Context(
        actor=Actor(person=person),
        ports=product.ports,
        now=product.ports.clock(),
        address=Address(channel="cli", conversation=f"{person.id}-{ULID()}"),
        call_id=f"cli:{ULID()}/0",
    )
    await permit(catalogue.tools()["candidates.add"], ctx)
    uploads: list[str] = []
    with console.status(f"Handing over {len(files)} files"):
        for path in files:
            uploads += await _uploaded(path, person, product, console)
    if not uploads:
        return None
    try:
        prepared = await prepare("candidates.add", {"uploads": uploads, "consent": True}, ctx)
        assert isinstance(prepared, Ready)  # noqa: S101 - nothing is lacking
        result = await prepared.run()
    except PeopledeskError:
        for upload in uploads:
            await product.engine.discard(upload)
        raise
    assert isinstance(result, Batch)  # noqa: S101 - what the tool returns
    return result


async def _uploaded(path: Path, person: Person, product: Product, console: Console) -> list[str]:
    """The upload's id; none when the file is refused, which is said."""
    try:
        content = await asyncio.to_thread(_content, path)
        return [await product.engine.upload(person.id, f"{path.parent.name}/{path.name}", content)]
    except (BadFile, TooLarge) as error:
        console.print(f"{path.parent.name}/{error.sentence}", style="yellow", markup=False)
        return []


def _content(path: Path) -> bytes:
    if path.stat().st_size > bundles.largest(path.name):
        raise bundles.too_large(path.name)
    return path.read_bytes()


async def _watch(batch: Batch, product: Product, console: Console) -> None:
    """A progress bar until every ticket is over; failures are listed with their reason."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
    )
    batch_id = batch.tickets[0].batch_id
    with bar:
        task = bar.add_task("", total=len(batch.tickets))
        while True:
            tickets = await product.ports.records.find(Ticket, {"batch_id": batch_id}, limit=10_000)
            over = [t for t in tickets if t.over]
            paused = any(t.status is TicketStatus.paused for t in tickets)
            words = "Paused; go on with `peopledesk uploads resume`" if paused else "Reading resumes"
            bar.update(task, completed=len(over), description=words)
            if len(over) == len(tickets):
                break
            await asyncio.sleep(LOOK_EVERY)
    for ticket in tickets:
        if ticket.status is TicketStatus.failed:
            console.print(f"{ticket.label} {batches.reason_of(ticket)}", style="yellow", markup=False)


async def steer(settings: Settings, action: str, email: str, report: Path | None, console: Console) -> None:
    """Look at or steer somebody's newest upload by its tool, and write what failed as CSV into `report`, if given."""
    async with wired(settings, answering=False) as product:
        ctx = context(Actor(person=await somebody(email, product)), product)
        prepared = await prepare(f"uploads.{action}", {}, ctx)
        assert isinstance(prepared, Ready)  # noqa: S101 - these tools need nothing
        result = await prepared.run()
        for message_id, card in result.changes():
            await product.engine.outbox.put(message_id, card)
        show_card(result.card(), console)
        if report:
            rows = batches.report_rows(await mine(None, ctx))
            await asyncio.to_thread(report.write_bytes, tables.as_csv(batches.COLUMNS, rows))
            console.print(f"{len(rows)} rows in {report}")


async def seed_demo(settings: Settings, console: Console) -> None:
    """The demo company in records and its resumes as files; nothing happens where it already is."""
    from deploy.demo import resumes  # reportlab is only loaded where it is used

    async with wired(settings, answering=False) as product:
        with console.status("Seeding the demo company: people, leave, payslips, jobs, policies"):
            await seed.seed(product.ports.records, datetime.now(UTC).date(), hash_password)
        folder = _demo_folder(settings)
        if not (folder / "truth.json").exists():
            with Progress(
                TextColumn("Rendering resumes"), BarColumn(), MofNCompleteColumn(), console=console
            ) as bar:
                task = bar.add_task("", total=120)
                resumes.render(folder, lambda done, total: bar.update(task, completed=done, total=total))


async def import_demo(settings: Settings, console: Console) -> None:
    """Have the workers read the demo's resumes as its recruiter would, then place the people in the pipeline."""
    async with wired(settings, answering=False) as product:
        recruiter = await somebody(seed.RECRUITER, product)
        known = {c.file_name for c in await product.ports.records.find(Candidate, limit=1000)}
        files = [
            p for p in _resumes_in(_demo_folder(settings)) if p.name not in known and p.suffix != ".json"
        ]
        batch = await _handed_over(files, recruiter, product, console=console)
        if batch:
            await _watch(batch, product, console)
        await seed.seed_applications(product.ports.records, product.ports.clock())


def _demo_folder(settings: Settings) -> Path:
    return settings.data / "demo-resumes"
