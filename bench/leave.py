"""The balance of a person with ten years of ledger beside one with a year; the calendar of 500 people and a month.

Both on the embedded store and, where one can be built, on a server that speaks MongoDB's protocol.
"""

from __future__ import annotations

import asyncio
import shutil
import statistics
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from actions.leave.books import ledger_as_of
from actions.leave.team_calendar import absences
from adapters.mongo import MongoRecords
from adapters.sqlite import SqliteRecords
from bench.turn import timed
from domain.leave import (
    LeaveRequest,
    LeaveStatus,
    LeaveType,
    LedgerEntry,
    always,
    application,
    balance,
    due,
)
from domain.people import Person, Role
from domain.ports import Record, Records
from tests.servers.mongo import mongo

TODAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, tzinfo=UTC)
KIND = LeaveType(id="vacation", name="Vacation", carry_forward=Decimal(5), carry_forward_months=3)
TERMS = always(Decimal(30))
PEOPLE = 500
TIMES = LOOKS = 200
SLOWER = 20
"""How often each is measured: on a server without indexes a look takes a second or more."""


def _request(person: str, start: date, days: int) -> LeaveRequest:
    return LeaveRequest(
        id=f"{person}-{start}",
        employee_id=person,
        leave_type_id=KIND.id,
        from_date=start,
        to_date=start + timedelta(days - 1),
        days=Decimal(days),
        status=LeaveStatus.approved,
        asked_at=AT,
    )


def _ledger(person: str, since: int) -> list[LedgerEntry]:
    """Every year since then: 24 days in single ones, twice a month, and what the nightly run posts."""
    first = date(since, 1, 1)
    rows = due(KIND, person, TERMS, [], first, AT)
    for year in range(since, TODAY.year + 1):
        rows += due(KIND, person, TERMS, rows, date(year, 1, 1), AT)
        for month in range(1, 13):
            for day in (3, 17):
                asked = _request(person, date(year, month, day), 1)
                rows += application(asked, {asked.from_date: Decimal(1)}, rows, AT)
    return rows + due(KIND, person, TERMS, rows, TODAY, AT)


def _calendar() -> Iterator[LeaveRequest]:
    """Three years of everybody: a stretch of four days every five weeks."""
    for n in range(PEOPLE):
        day = date(2024, 1, 1) + timedelta(n % 35)
        while day < date(2027, 1, 1):
            yield _request(f"person-{n}", day, 4)
            day += timedelta(35)


def _person(n: int) -> Person:
    return Person(
        id=f"person-{n}", name=f"Person {n}", email=f"{n}@x.example", roles=frozenset({Role.employee})
    )


async def _fill(records: Records) -> None:
    rows: list[Record] = [_person(n) for n in range(PEOPLE)]
    rows += [*_ledger("one", TODAY.year), *_ledger("ten", TODAY.year - 9), *_calendar()]
    for n in range(PEOPLE // 10):  # others' ledgers, so that the table is not only theirs
        rows += _ledger(f"other-{n}", TODAY.year - 1)
    for start in range(0, len(rows), 1000):
        await records.insert_all(rows[start : start + 1000])


async def _measure(records: Records, where: str, times: int) -> list[str]:
    await _fill(records)

    async def ask(person: str) -> None:
        entries = await ledger_as_of(records, person, TODAY, TODAY)
        assert balance(KIND.id, entries, [], TODAY).allocated > 0

    ones, tens = [], []
    for n in range(times + 5):
        one, ten = await timed(lambda: ask("one")), await timed(lambda: ask("ten"))
        if n >= 5:
            ones.append(one)
            tens.append(ten)
    ratio = statistics.median(t / o for t, o in zip(tens, ones, strict=True))
    month = (date(2026, 11, 1), date(2026, 11, 30))

    async def look() -> None:
        team = {p.id for p in await records.find(Person, order="name", limit=10_000)}
        found = await absences(records, team, *month)
        assert len({r.employee_id for r in found}) > PEOPLE * 0.9

    first = await timed(look)
    looks = sorted([await timed(look) for _ in range(LOOKS)])
    everybody = {f"person-{n}" for n in range(PEOPLE)}
    alone = sorted([await timed(lambda: absences(records, everybody, *month)) for _ in range(LOOKS)])
    return [
        f"| balance, ten years of ledger, {where} | {statistics.median(tens):.2f} ms | one year "
        f"{statistics.median(ones):.2f} ms | {ratio:.2f}x | at most 1.5x |",
        f"| calendar of {PEOPLE} people and a month, {where}, p95 | {alone[int(LOOKS * 0.95)]:.1f} ms "
        f"| p50 {alone[LOOKS // 2]:.1f} ms | | under 100 ms |",
        f"| the same with the directory of {PEOPLE} people read anew, p95 | {looks[int(LOOKS * 0.95)]:.1f} ms "
        f"| p50 {looks[LOOKS // 2]:.1f} ms; a month's first look {first:.0f} ms | | under 100 ms |",
    ]


async def run(folder: Path) -> list[str]:
    embedded = SqliteRecords(folder / "leave.db")
    lines = await _measure(embedded, "SQLite", TIMES)
    await embedded.close()
    async with _server() as url:
        if url is None:
            return [*lines, "| the same on a MongoDB-protocol server | not measured: no Go toolchain | | | |"]
        served = MongoRecords(url, "bench")
        lines += await _measure(served, "MongoDB protocol", SLOWER)
        await served.close()
    return lines


@asynccontextmanager
async def _server() -> AsyncIterator[str | None]:
    if not shutil.which("go"):
        yield None
        return
    serving = mongo()
    url = await asyncio.to_thread(serving.__enter__)
    try:
        yield url
    finally:
        await asyncio.to_thread(serving.__exit__, None, None, None)


if __name__ == "__main__":
    with TemporaryDirectory() as temporary:
        print("\n".join(asyncio.run(run(Path(temporary)))), file=sys.stdout)
