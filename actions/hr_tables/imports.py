"""From a table to records: every row is checked first, and either all of them are added or none.

An import only adds: a row that is there already, or twice in the table, is a bad row. What is found good is decided by
one document, after which a crash changes nothing: see `finish`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from pydantic import ValidationError

from actions import trail
from actions.hr_tables import allocations, attendance, payslips, people
from actions.hr_tables.kinds import Kind, Known
from actions.tool import Args, Context
from domain.attendance import Shift
from domain.errors import AlreadyExists, BadInput, NotFound
from domain.imports import Import
from domain.leave import LeaveType, LedgerEntry
from domain.pay import Payslip
from domain.people import Person
from domain.permissions import Permission, require
from domain.ports import Between, Ports, Record
from knowledge import cells
from knowledge.tables import Row, Table

KINDS: Mapping[str, Kind] = {
    "people": people.KIND,
    "allocations": allocations.KIND,
    "attendance": attendance.KIND,
    "payslips": payslips.KIND,
}
HEADER = 1
"""The number under which what is wrong with the columns is told."""
MOST = 1_000_000
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class BadRow:
    row: int
    reason: str


@dataclass(frozen=True)
class Imported:
    """`added` is 0 for a dry run and whenever any row is bad."""

    rows: int
    added: int
    bad: tuple[BadRow, ...]


def kind_of(name: str) -> Kind:
    if name not in KINDS:
        raise BadInput(f"There is no table called {name}. There are: {', '.join(KINDS)}.")
    return KINDS[name]


def fitting(table: Table) -> list[str]:
    """The kinds whose required columns the table has, and all of whose columns are known to them."""
    return [name for name, kind in KINDS.items() if not _wrong_columns(kind, table)]


async def import_table(
    name: str,
    table: Table,
    ctx: Context,
    *,
    dry_run: bool,
    progress: Progress | None = None,
) -> Imported:
    """Check every row; add all of them when none is bad and this is no dry run. `progress` hears (checked, rows).

    Raises `Refused` without the right, `BadInput` for an unknown kind or an empty table, `AlreadyExists` when somebody
    added the same in this very moment.
    """
    require(ctx.actor, Permission.bulk_change)
    kind = kind_of(name)
    if not table.rows:
        raise BadInput("The table has no rows under its header.")
    async with ctx.ports.signals.lock(f"import:{name}", seconds=30, wait=60):
        found, bad = await checked(kind, table, ctx, progress)
        if not bad and not dry_run:
            await finish(await decide(name, found, ctx), ctx.ports)
    added = 0 if bad or dry_run else len(found)
    await trail.append(
        ctx.ports.records,
        effect_id=f"{ctx.call_id}:import",
        at=ctx.now,
        actor_id=ctx.actor.id,
        action=f"import.{name}",
        outcome="dry run" if dry_run else "refused" if bad else "done",
        details={"rows": len(table.rows), "added": added, "bad": len(bad)},
    )
    return Imported(len(table.rows), added, tuple(bad))


# --- checking --------------------------------------------------------------------------------------------------


async def checked(
    kind: Kind, table: Table, ctx: Context, progress: Progress | None
) -> tuple[Sequence[Record], list[BadRow]]:
    if wrong := _wrong_columns(kind, table):
        return [], [BadRow(HEADER, reason) for reason in wrong]
    known = await _known(kind, table, ctx)
    found: dict[str, Record] = {}
    bad: list[BadRow] = []
    for n, row in enumerate(table.rows, 1):
        try:
            made = kind.made(_read(kind, row), known)
            if made.id in found:
                raise ValueError("it stands in the table twice")
            if await ctx.ports.records.get(kind.stored, made.id):
                raise ValueError("it is there already")
            found[made.id] = made
        except ValueError as error:
            bad.append(BadRow(row.number, str(error)))
        if progress:
            progress(n, len(table.rows))
    return kind.finished(list(found.values()), known) if not bad else [], bad


def _wrong_columns(kind: Kind, table: Table) -> list[str]:
    names = {_plain(column) for column in table.columns if not kind.component(column)}
    unknown = [c for c in table.columns if not kind.component(c) and _plain(c) not in kind.columns]
    missing = [c for c in kind.required if c != "lines" and c not in names]
    told = f"the columns are {', '.join(kind.columns)}"
    wrong = [f"there is no column {', '.join(unknown)}; {told}"] if unknown else []
    return wrong + ([f"the column {', '.join(missing)} is missing; {told}"] if missing else [])


def _plain(column: str) -> str:
    """`Employee ID` is `employee_id`."""
    return "_".join(column.casefold().replace("-", " ").split()).replace("__", "_")


def _read(kind: Kind, row: Row) -> Args:
    given: dict[str, Any] = {_plain(k): v for k, v in row.cells.items() if v and not kind.component(k)}
    if "lines" in kind.row.model_fields:
        parts = ((kind.component(column), cell) for column, cell in row.cells.items() if cell)
        given["lines"] = {": ".join(part): cell for part, cell in parts if part}
    try:
        return kind.row.model_validate(given)
    except ValidationError as error:
        raise ValueError("; ".join(_told(problem) for problem in error.errors())) from None


def _told(problem: Any) -> str:
    at = problem["loc"]
    column = at[-1] if at[0] == "lines" else at[0]
    if problem["type"] == "missing":
        return f"{column}: it is empty"
    message = str(problem["msg"]).removeprefix("Value error, ")
    return f"{column}: {message[:1].lower()}{message[1:]}"


async def _known(kind: Kind, table: Table, ctx: Context) -> Known:
    """What the kind's rows are held against, in a query each."""
    records = ctx.ports.records
    everybody = await records.find(Person, limit=MOST)
    known = Known(
        today=ctx.today,
        now=ctx.now,
        people={p.id: p for p in everybody},
        types={t.id: t for t in await records.find(LeaveType)},
        shifts=frozenset(s.id for s in await records.find(Shift)),
        emails={p.email for p in everybody},
    )
    if kind.stored is Person:
        ids = (v for row in table.rows for k, v in row.cells.items() if _plain(k) == "id")
        known.new_people = set(ids)
    since = Between(low=_first_day(table))
    if kind.stored is LedgerEntry:
        for entry in await records.find(LedgerEntry, {"to_date": since}, limit=MOST):
            if kind.shown(entry):
                known.allocations[entry.employee_id].append(entry)
    if kind.stored is Payslip:
        for slip in await records.find(Payslip, {"end_date": since}, limit=MOST):
            known.slips[slip.employee_id].append(slip)
    return known


def _first_day(table: Table) -> str:
    """Of the first year that the table names: what ends before it can neither collide with a row nor be summed up."""
    years = [y for row in table.rows for v in row.cells.values() if (y := _year(v))]
    return date(min(years, default=1970), 1, 1).isoformat()


def _year(cell: str) -> int | None:
    try:
        return cells.day(cell).year
    except ValueError:
        return None


# --- adding ----------------------------------------------------------------------------------------------------


async def decide(name: str, found: Sequence[Record], ctx: Context) -> Import:
    """The import, stored: from here on all of its records count. A repeated call finds the first one's."""
    id = f"import:{ctx.call_id}"
    key = f"imports/{sha256(id.encode()).hexdigest()[:32]}"
    content = json.dumps([record.model_dump(mode="json") for record in found]).encode()
    made = Import(id=id, table=name, by=ctx.actor.id, rows=len(found), key=key, at=ctx.now)
    await ctx.ports.files.put(made.key, content)
    await ctx.ports.records.insert_all([made])
    return await ctx.ports.records.get(Import, id) or made


async def done(ctx: Context) -> Imported | None:
    """What this very call has added already, when it is repeated after a crash."""
    decided = await ctx.ports.records.get(Import, f"import:{ctx.call_id}")
    if decided is None or decided.by != ctx.actor.id:
        return None
    await finish(decided, ctx.ports)
    return Imported(decided.rows, decided.rows, ())


async def finish(decided: Import, ports: Ports) -> None:
    """Add what is not there yet, and let go of the file. Safe to repeat, also while another process does it.

    Raises `AlreadyExists` when a row is kept out by what somebody else added since it was checked; the import is then
    marked as failed, and stays so.
    """
    if decided.status != "decided":
        return
    kind = kind_of(decided.table)
    try:
        content = await ports.files.get(decided.key)
    except NotFound:
        return  # another process has just finished it
    try:
        await ports.records.insert_all([kind.stored.model_validate(one) for one in json.loads(content)])
        status = "added"
    except AlreadyExists:
        status = "failed"
    fresh = await ports.records.get(Import, decided.id)
    if fresh and fresh.status == "decided":
        await ports.records.replace(fresh.model_copy(update={"status": status}))
    await ports.files.delete(decided.key)
    if status == "failed":
        raise AlreadyExists(
            "Somebody added one of these rows while they were checked. Please check the table again."
        )


# --- back ------------------------------------------------------------------------------------------------------


async def export_table(name: str, ctx: Context) -> tuple[list[str], list[list[str]]]:
    """Columns and rows of a kind, as its import reads them; audited. Raises like `import_table`."""
    require(ctx.actor, Permission.bulk_change)
    kind = kind_of(name)
    await trail.append(
        ctx.ports.records,
        effect_id=f"{ctx.call_id}:export",
        at=ctx.now,
        actor_id=ctx.actor.id,
        action=f"export.{name}",
        outcome="done",
    )
    everybody = await ctx.ports.records.find(Person, limit=MOST)
    known = Known(today=ctx.today, now=ctx.now, people={p.id: p for p in everybody})
    stored = await ctx.ports.records.find(kind.stored, limit=MOST)
    rows = [kind.told(record, known) for record in stored if kind.shown(record)]
    columns = [*kind.columns, *_further(kind, rows)]
    return columns, [[row.get(column, "") for column in columns] for row in rows]


def _further(kind: Kind, rows: Iterable[Mapping[str, str]]) -> list[str]:
    seen = dict.fromkeys(column for row in rows for column in row if kind.component(column))
    return sorted(seen, key=lambda column: column.startswith("ytd"))
