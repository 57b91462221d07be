"""The command line: run it, ask it, feed it, look after it."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Coroutine
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.logging import RichHandler
from rich.table import Table

from api import accounting, catalogue_docs, hr_files, importing, terminal, up
from api.health import report
from api.settings import Settings, settings
from api.wiring import wired
from domain.errors import PeopledeskError

app = typer.Typer(
    no_args_is_help=True, help="Peopledesk: HR and hiring by conversation.", pretty_exceptions_enable=False
)
audit = typer.Typer(no_args_is_help=True, help="The audit trail: verify it, export it.")
app.add_typer(audit, name="audit")
console = Console()
As = Annotated[
    str, typer.Option("--as", help="E-mail of the person who asks; the directory decides what they may.")
]


@app.callback()
def _prepare(verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Say more.")] = False) -> None:
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C: what was started ends in order
    level = logging.INFO if verbose else logging.WARNING
    logging.basicConfig(
        level=level, format="%(message)s", handlers=[RichHandler(console=Console(stderr=True))]
    )


@app.command(name="up")
def up_(
    demo: Annotated[
        bool, typer.Option("--demo", help="With the demo company: about 60 people and 120 resumes.")
    ] = False,
    port: Annotated[int | None, typer.Option(help="Port of the web chat.")] = None,
) -> None:
    """Run everything on this machine: Redis, workers, web chat. Ctrl-C ends it."""
    chosen = _settings(demo=demo or None, port=port)
    with up.with_redis(chosen) as running:
        if demo:
            up.run("seed-demo", running)
        console.print(f"[bold]Peopledesk[/] is at [link={running.url}]{running.url}[/] · Ctrl-C ends it")
        up.run_all(running, feed="import-demo" if demo else None)


@app.command()
def api() -> None:
    """Run the web server alone (workers and Redis run elsewhere)."""
    with up.with_redis(settings()) as running:
        up.serve(running)


@app.command()
def worker(
    processes: Annotated[int | None, typer.Option(help="Processes; PEOPLEDESK_WORKERS by default.")] = None,
) -> None:
    """Run a worker alone."""
    with up.with_redis(settings()) as running:
        raise typer.Exit(up.work(running, processes=processes or running.workers))


@app.command()
def ask(sentence: str, as_: As) -> None:
    """Ask one thing as somebody, and read the answer here. Local identity only."""
    with up.with_redis(_local()) as running:
        _done(terminal.ask(running, sentence, as_, console))


@app.command(name="import-resumes")
def import_resumes(
    folder: Annotated[Path, typer.Argument(exists=True)],
    as_: As,
    consent: Annotated[bool, typer.Option(help="The people concerned were informed and agreed.")] = False,
) -> None:
    """Hand over every resume of a folder, a zip, or a CSV or XLSX that names files (also within zips) beside it, and watch them being read."""
    with up.with_redis(_local()) as running:
        _done(importing.import_folder(running, folder, as_, consent=consent, console=console))


class Steering(StrEnum):
    show = "show"
    pause = "pause"
    resume = "resume"
    stop = "stop"
    retry = "retry"


@app.command()
def uploads(
    action: Steering,
    as_: As,
    csv: Annotated[Path | None, typer.Option(help="Write what failed and why into this file.")] = None,
) -> None:
    """Look at my newest upload of resumes, pause it, go on, stop it, or try again what failed."""
    with up.with_redis(_local()) as running:
        _done(importing.steer(running, action, as_, csv, console))


@app.command(name="import-table")
def import_table(
    kind: Annotated[str, typer.Argument(help="people, allocations, attendance or payslips")],
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    as_: As,
    go: Annotated[bool, typer.Option("--go", help="Add the rows; without it they are only checked.")] = False,
) -> None:
    """Check a CSV or XLSX table of HR row by row, and add all of its rows or none."""
    with up.with_redis(_local()) as running:
        _done(hr_files.import_table(running, kind, file, as_, go=go, console=console))


@app.command(name="export-table")
def export_table(
    kind: Annotated[str, typer.Argument(help="people, allocations, attendance or payslips")],
    file: Annotated[Path, typer.Argument(dir_okay=False, help="A name that ends in .csv or .xlsx")],
    as_: As,
) -> None:
    """Write a table of HR into a file, in the columns that its import reads."""
    with up.with_redis(_local()) as running:
        _done(hr_files.export_table(running, kind, file, as_, console=console))


@app.command(name="payroll-inputs")
def payroll_inputs(
    month: Annotated[str, typer.Argument(help="As 2026-03")],
    file: Annotated[Path, typer.Argument(dir_okay=False, help="A name that ends in .csv or .xlsx")],
    as_: As,
) -> None:
    """Write what payroll has to know of a month: unpaid and partly paid days, days of leave paid out."""
    with up.with_redis(_local()) as running:
        _done(hr_files.payroll_inputs(running, month, file, as_, console=console))


@app.command(name="add-policy")
def add_policy(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Markdown, PDF, DOCX or text")],
    as_: As,
    title: Annotated[str | None, typer.Option(help="Not needed for Markdown with front matter.")] = None,
    version: Annotated[str | None, typer.Option()] = None,
    effective_from: Annotated[
        str | None, typer.Option(help="The day it applies from, as 2026-01-31.")
    ] = None,
    countries: Annotated[
        str | None, typer.Option(help="Codes such as DE,GB; everywhere when left out.")
    ] = None,
    groups: Annotated[
        str | None, typer.Option(help="Departments, teams or roles; everybody when left out.")
    ] = None,
) -> None:
    """Add a version of a company policy; questions are answered from it at once."""
    facts = {
        "title": title,
        "version": version,
        "effective_from": effective_from,
        "countries": countries,
        "groups": groups,
    }
    with up.with_redis(_local()) as running:
        _done(hr_files.add_policy(running, file, facts, as_, console=console))


@app.command(name="seed-demo", hidden=True)
def seed_demo() -> None:
    """Put the demo company into records and render its resumes; a process of its own, so that its memory goes."""
    _done(importing.seed_demo(settings(), console))


@app.command(name="import-demo", hidden=True)
def import_demo() -> None:
    """Read the demo's resumes and make its applications; what was read before is left alone."""
    _done(importing.import_demo(settings(), console))


@audit.command(name="verify")
def audit_verify(
    expect: Annotated[
        str | None,
        typer.Option(help="NUMBER:HASH as an earlier run printed it; kept outside, it proves more."),
    ] = None,
) -> None:
    """Go through the whole chain: exit 1 when a row was changed, removed or moved."""
    with up.with_redis(settings()) as running:
        _done(accounting.verify(running, expect, console))


@audit.command(name="export")
def audit_export(
    as_: As,
    person: Annotated[str | None, typer.Option(help="About whom: a colleague or a candidate.")] = None,
    job: Annotated[str | None, typer.Option(help="Of which job.")] = None,
    by: Annotated[str | None, typer.Option(help="Done by whom.")] = None,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])] = None,
    form: Annotated[str, typer.Option("--format", help="jsonl or csv")] = "jsonl",
) -> None:
    """Write rows to standard output, as JSON Lines or CSV; the export is itself audited."""
    given = {
        "person": person,
        "job": job,
        "by": by,
        "since": since and since.date(),
        "until": until and until.date(),
    }
    with up.with_redis(_local()) as running:
        _done(accounting.export(running, as_, given, form))


@app.command()
def doctor() -> None:
    """Ask every part whether it answers."""

    async def asked(running: Settings) -> bool:
        async with wired(running) as product:
            found = await report(product)
        table = Table("Part", "Answers", "Detail")
        for name, part in found["parts"].items():
            table.add_row(
                name, "yes" if part["ok"] else "[red]no[/]", str(part.get("detail") or f"{part['ms']} ms")
            )
        console.print(table)
        return bool(found["status"] == "ok")

    with up.with_redis(settings()) as running:
        if not asyncio.run(asked(running)):
            raise typer.Exit(1)


@app.command()
def docs(
    check: Annotated[bool, typer.Option("--check", help="Fail when they are not current.")] = False,
) -> None:
    """Write docs/tools.md and docs/permissions.md from the tool catalogue and the table of rights."""
    if check and not catalogue_docs.current():
        console.print("The pages made from the catalogue are not current: run `peopledesk docs`.")
        raise typer.Exit(1)
    if not check:
        catalogue_docs.write()


def _settings(**changes: object) -> Settings:
    given = {k: v for k, v in changes.items() if v is not None}
    return Settings.model_validate(settings().model_dump() | given) if given else settings()


def _local() -> Settings:
    chosen = settings()
    if chosen.identity != "local":
        raise typer.BadParameter("This command names people by e-mail, so it needs local identity.")
    return chosen


def _done(work: Coroutine[Any, Any, None]) -> None:
    try:
        asyncio.run(work)
    except PeopledeskError as error:
        console.print(error.sentence, style="yellow", markup=False)
        raise typer.Exit(1) from None


if __name__ == "__main__":
    app()
