"""What is true of the SQLite store alone; what every store must do is in tests/contracts/test_records.py."""

from __future__ import annotations

import multiprocessing
import sqlite3
import stat
import time
from collections.abc import AsyncIterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import ClassVar

import pytest

from adapters.sqlite import SqliteRecords
from domain.errors import Conflict, Unavailable
from domain.ports import Record


class Tally(Record):
    collection: ClassVar[str] = "tallies"
    indexed: ClassVar[tuple[str, ...]] = ("owner", "at")
    ordered: ClassVar[tuple[tuple[str, str], ...]] = (("owner", "at"),)

    owner: str
    at: int
    total: int = 0


@pytest.fixture
async def records(tmp_path: Path) -> AsyncIterator[SqliteRecords]:
    store = SqliteRecords(tmp_path / "deep" / "records.db")
    yield store
    await store.close()


def count_up(path: Path, times: int) -> int:
    """In a process of its own: add one `times` times, against everybody else; returns how often it had to repeat."""
    import asyncio

    async def work() -> int:
        store, repeats, done = SqliteRecords(path), 0, 0
        while done < times:
            tally = await store.get(Tally, "shared")
            assert tally is not None
            try:
                await store.replace(tally.model_copy(update={"total": tally.total + 1}))
                done += 1
            except Conflict:
                repeats += 1
        await store.close()
        return repeats

    return asyncio.run(work())


async def test_four_processes_lose_no_update(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    store = SqliteRecords(path)
    await store.insert(Tally(id="shared", owner="all", at=0))
    with ProcessPoolExecutor(4, mp_context=multiprocessing.get_context("spawn")) as pool:
        list(pool.map(count_up, [path] * 4, [50] * 4))
    final = await store.get(Tally, "shared")
    await store.close()
    assert final is not None
    assert (final.total, final.rev) == (200, 201)


def open_new(path: Path) -> int:
    """In a process of its own: open, write one row, count."""
    import asyncio
    import os

    async def work() -> int:
        store = SqliteRecords(path)
        await store.insert(Tally(id=str(os.getpid()), owner="all", at=0))
        seen = await store.count(Tally)
        await store.close()
        return seen

    return asyncio.run(work())


def test_processes_that_make_the_same_file_at_once_all_succeed(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4, mp_context=multiprocessing.get_context("spawn")) as pool:
        for attempt in range(10):
            seen = list(pool.map(open_new, [tmp_path / f"{attempt}.db"] * 4))
            assert min(seen) >= 1


async def test_the_newest_few_of_an_ordered_pair_come_straight_from_an_index(
    records: SqliteRecords, tmp_path: Path
) -> None:
    await records.insert(Tally(id="1", owner="o", at=1))
    plan = sqlite3.connect(tmp_path / "deep" / "records.db").execute(
        "EXPLAIN QUERY PLAN SELECT doc FROM tallies WHERE json_extract(doc, '$.owner') = ? "
        "ORDER BY json_extract(doc, '$.at') DESC, id DESC LIMIT ? OFFSET ?",
        ("o", 5, 0),
    )
    details = " ".join(str(row[3]) for row in plan)
    assert "tallies_by_owner_at" in details
    assert "TEMP B-TREE" not in details


async def test_the_file_is_its_owners_alone(records: SqliteRecords, tmp_path: Path) -> None:
    assert stat.S_IMODE((tmp_path / "deep" / "records.db").stat().st_mode) == 0o600


async def test_a_lock_held_elsewhere_does_not_hold_up_reads(records: SqliteRecords, tmp_path: Path) -> None:
    await records.insert(Tally(id="1", owner="o", at=1))
    other = sqlite3.connect(tmp_path / "deep" / "records.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    begun = time.perf_counter()
    assert await records.get(Tally, "1") is not None
    assert time.perf_counter() - begun < 1
    other.execute("ROLLBACK")
    other.close()


def test_a_path_that_cannot_be_a_file_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="does not answer"):
        SqliteRecords(tmp_path)


async def test_a_closed_store_says_that_it_is_closed(tmp_path: Path) -> None:
    store = SqliteRecords(tmp_path / "records.db")
    await store.close()
    with pytest.raises(Unavailable):
        await store.insert(Tally(id="1", owner="o", at=1))
    with pytest.raises(Unavailable):
        await store.get(Tally, "1")
    with pytest.raises(Unavailable):
        await store.ping()
