"""Workers that end hard after a given number of calls to their parts: `mortal_worker REDIS_URL`, then a line
`FOLDER TICKET CALLS` for each on stdin; what it exited with comes back as a line: 9 when it was killed, 0 at the end.

What a call did is done when the process ends, as with a power cut between two lines. Each is a fork of one warm process,
because loading everything takes longer than a worker lives.
"""

from __future__ import annotations

import asyncio
import inspect
import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from adapters.demographics import ApartDemographics
from adapters.embedding_cache import CachedEmbedder
from adapters.embeddings import HashingEmbedder
from adapters.files import FolderFiles
from adapters.redis import RedisSignals
from adapters.sqlite import SqliteRecords
from adapters.vectors import SqliteIndex
from bot.outbox import Outbox
from bot.tickets import Tickets
from domain.ports import Ports
from domain.reading import Reading, V
from knowledge import child
from tests.company import MONDAY, ListQueue


class CleanScanner:
    async def scan(self, content: bytes) -> str | None:
        return None

    async def ping(self) -> None: ...


class StudiousReader:
    """A model that finds what the rules miss in `tests.graphs.test_intake_kills.RESUME`."""

    name = "studious"

    async def read(self, instructions: str, documents: Sequence[str], schema: type[V]) -> Reading[V]:
        return Reading(schema.model_validate({"location": "Oderkies"}), "studious-1", 1, 1)


READS = {"get", "find", "count"}
"""Calls to a store that leave it as it was: a kill after one finds what a kill after the call before it finds."""


class Mortal:
    """A part whose calls, but for `READS`, are counted down to the end of the process."""

    left = 0

    def __init__(self, store: Any) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._store, name)
        if not callable(call) or name in READS:
            return call

        async def counted(*args: Any, **named: Any) -> Any:
            return _counted(await call(*args, **named))

        return counted if inspect.iscoroutinefunction(call) else lambda *args: _counted(call(*args))


def _counted(result: Any) -> Any:
    Mortal.left -= 1
    if Mortal.left == 0:
        os._exit(9)
    return result


async def work(folder: Path, ticket: str, now: datetime, redis_url: str) -> None:
    records = SqliteRecords(folder / "records.db")
    index = SqliteIndex(folder / "index.db", HashingEmbedder().dimensions)
    signals = RedisSignals("redis://127.0.0.1:1/0")  # nobody is told anything
    apart = ApartDemographics(SqliteRecords(folder / "demographics.db"), b"a key")
    ports = Ports(
        records=Mortal(records),  # type: ignore[arg-type]
        files=Mortal(FolderFiles(folder / "files")),  # type: ignore[arg-type]
        index=Mortal(index),  # type: ignore[arg-type]
        embedder=Mortal(CachedEmbedder(Mortal(HashingEmbedder()), redis_url)),  # type: ignore[arg-type]
        queue=ListQueue(),
        signals=signals,
        clock=lambda: now,
        reader=Mortal(StudiousReader()),  # type: ignore[arg-type]
        scanner=Mortal(CleanScanner()),  # type: ignore[arg-type]
        demographics=apart,
    )
    try:
        await Tickets(ports, Outbox(ports, [])).work(ticket)
    finally:
        await signals.close()
        await index.close()
        await records.close()


def main(redis_url: str) -> None:
    child.warm()
    for reader in child._idle:  # is no child of a fork, which would take it for dead and load one of its own
        reader.process.poll = lambda: None  # type: ignore[method-assign]
    for line in sys.stdin:
        folder, ticket, calls = line.split()
        if (pid := os.fork()) == 0:
            Mortal.left = int(calls)
            asyncio.run(work(Path(folder), ticket, MONDAY, redis_url))
            os._exit(0)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
