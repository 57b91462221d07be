"""Tables of HR into records: every row is checked first, and either all of them are added or none.

An import only adds: a row that is there already, or twice in the table, is a bad row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from pydantic import Field, ValidationError

from actions import trail
from actions.attendance import clock
from actions.tool import Args, Context
from domain.attendance import Attendance, Checkin, at, attendance_id, measured
from domain.errors import BadInput
from domain.people import Person, Role
from domain.permissions import Permission, require
from domain.ports import Record
from knowledge.tables import Row

FIRST = 2
"""The first row under the header, as a spreadsheet numbers it."""


class PersonRow(Args):
    id: str = Field(pattern=r"^[a-z0-9-]{2,80}$")
    name: str = Field(min_length=2, max_length=200)
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=200)
    roles: str = "employee"
    title: str | None = None
    department: str | None = None
    team: str | None = None
    manager_id: str | None = None
    country: str = Field("DE", pattern=r"^[A-Z]{2}$")
    time_zone: str = "Europe/Berlin"
    locale: str = "en_GB"
    joined_on: date | None = None


class AttendanceRow(Args):
    employee_id: str
    day: date
    came: time
    left: time | None = None


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


Known = Mapping[str, Person]
Made = Callable[[Any, Known], Record]


def _person(row: PersonRow, known: Known) -> Person:
    roles = row.roles.replace(",", " ").replace(";", " ").split()
    unknown = [word for word in roles if word not in Role.__members__]
    if unknown or not roles:
        raise ValueError(f"roles: {', '.join(unknown) or 'nothing'} is no role; there are {', '.join(Role)}")
    if {Role.admin, Role.hr} & set(roles):
        raise ValueError("roles: HR and administrators are appointed by an administrator, not by a table")
    if row.manager_id and row.manager_id not in known:
        raise ValueError(f"manager_id: there is no person {row.manager_id}")
    details = row.model_dump(exclude={"roles", "email"})
    return Person(**details, email=row.email.lower(), roles=frozenset(Role(word) for word in roles))


def _attendance(row: AttendanceRow, known: Known) -> Attendance:
    person = known.get(row.employee_id)
    if person is None:
        raise ValueError(f"employee_id: there is no person {row.employee_id}")
    id = attendance_id(person.id, row.day)
    marks = [Checkin(log_type="in", at=at(row.day, row.came, person.time_zone), call_id=f"{id}:in")]
    if row.left:
        day = row.day + timedelta(row.left <= row.came)
        marks.append(Checkin(log_type="out", at=at(day, row.left, person.time_zone), call_id=f"{id}:out"))
    return Attendance(id=id, employee_id=person.id, day=row.day, checkins=tuple(marks))


@dataclass(frozen=True)
class Kind:
    row: type[Args]
    made: Made
    stored: type[Record]


KINDS: Mapping[str, Kind] = {
    "people": Kind(PersonRow, _person, Person),
    "attendance": Kind(AttendanceRow, _attendance, Attendance),
}


async def import_rows(
    kind: str,
    rows: Sequence[Row],
    ctx: Context,
    *,
    dry_run: bool,
    progress: Callable[[int, int], None] | None = None,
) -> Imported:
    """Check every row; add all of them when none is bad and this is no dry run. `progress` hears (checked, rows).

    Raises `Refused` without the right, `BadInput` for an unknown kind or an empty table.
    """
    require(ctx.actor, Permission.bulk_change)
    chosen = _kind(kind)
    if not rows:
        raise BadInput("The table has no rows under its header.")
    people = {p.id: p for p in await ctx.ports.records.find(Person, limit=100_000)}
    if kind == "people":  # managers may stand in the same table
        people |= {r["id"]: _PLACEHOLDER for r in rows if r.get("id") and r["id"] not in people}
    emails = {p.email for p in people.values()}
    found: list[Record] = []
    bad: list[BadRow] = []
    for number, row in enumerate(rows, FIRST):
        try:
            made = chosen.made(_validated(chosen.row, row), people)
            await _new(made, found, emails, ctx)
            found.append(made)
        except ValueError as error:
            bad.append(BadRow(number, str(error)))
        if progress:
            progress(number - FIRST + 1, len(rows))
    added = 0 if bad or dry_run else await ctx.ports.records.insert_all(found)
    await trail.append(
        ctx.ports.records,
        effect_id=f"{ctx.call_id}:import",
        at=ctx.now,
        actor_id=ctx.actor.id,
        action=f"import.{kind}",
        outcome="dry run" if dry_run else "refused" if bad else "done",
        details={"rows": len(rows), "added": added, "bad": len(bad)},
    )
    return Imported(len(rows), added, tuple(bad))


_PLACEHOLDER = Person(id="", name="", email="", roles=frozenset())


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise BadInput(f"There is no table called {name}. There are: {', '.join(KINDS)}.")
    return KINDS[name]


def _validated(kind: type[Args], row: Row) -> Args:
    try:
        return kind.model_validate({k: v for k, v in row.items() if v})
    except ValidationError as error:
        told = (f"{'.'.join(map(str, p['loc']))}: {p['msg'].lower()}" for p in error.errors())
        raise ValueError("; ".join(told)) from None


async def _new(made: Record, before: Sequence[Record], emails: set[str], ctx: Context) -> None:
    if any(other.id == made.id for other in before):
        raise ValueError("it stands in the table twice")
    if await ctx.ports.records.get(type(made), made.id):
        raise ValueError("it is there already")
    if isinstance(made, Person):
        if made.email in emails:
            raise ValueError(f"email: {made.email} belongs to somebody already")
        emails.add(made.email)


async def export_rows(kind: str, ctx: Context) -> tuple[list[str], list[list[str]]]:
    """Columns and rows of a kind, as its import reads them. Raises like `import_rows`."""
    require(ctx.actor, Permission.bulk_change)
    chosen = _kind(kind)
    await trail.append(
        ctx.ports.records,
        effect_id=f"{ctx.call_id}:export",
        at=ctx.now,
        actor_id=ctx.actor.id,
        action=f"export.{kind}",
        outcome="done",
    )
    columns = list(chosen.row.model_fields)
    people = {p.id: p for p in await ctx.ports.records.find(Person, limit=100_000)}
    stored = await ctx.ports.records.find(chosen.stored, limit=1_000_000)
    return columns, [_row(columns, record, people) for record in stored]


def _row(columns: Sequence[str], record: Record, people: Known) -> list[str]:
    told = record.model_dump(mode="json")
    if isinstance(record, Person):
        told["roles"] = " ".join(sorted(record.roles))
    if isinstance(record, Attendance):
        zone = people[record.employee_id].time_zone if record.employee_id in people else "UTC"
        day = measured(record, None, zone)
        told |= {"came": clock(day.in_time, zone), "left": clock(day.out_time, zone)}
    return ["" if told.get(column) is None else str(told[column]) for column in columns]
