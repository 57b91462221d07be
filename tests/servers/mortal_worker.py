"""A worker whose process ends hard after a given number of calls to its stores: `mortal_worker FOLDER TICKET CALLS`.

What a call did is done when the process ends, as with a power cut between two lines. It exits with 9
when it was killed, with 0 when it came to the end.
"""

from __future__ import annotations

import asyncio
import os
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from adapters.demographics import ApartDemographics
from adapters.embeddings import HashingEmbedder
from adapters.files import FolderFiles
from adapters.redis import RedisSignals
from adapters.sqlite import SqliteRecords
from adapters.vectors import SqliteIndex
from bot.outbox import Outbox
from bot.tickets import Tickets
from domain.ports import Ports
from tests.company import MONDAY, ListQueue


class Mortal:
    """A store whose calls are counted down to the end of the process."""

    left = 0

    def __init__(self, store: Any) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._store, name)

        async def counted(*args: Any, **named: Any) -> Any:
            result = await call(*args, **named)
            Mortal.left -= 1
            if Mortal.left == 0:
                os._exit(9)
            return result

        return counted


async def work(folder: Path, ticket: str, now: datetime) -> None:
    records = SqliteRecords(folder / "records.db")
    index = SqliteIndex(folder / "index.db", HashingEmbedder().dimensions)
    signals = RedisSignals("redis://127.0.0.1:1/0")  # nobody is told anything
    apart = ApartDemographics(SqliteRecords(folder / "demographics.db"), b"a key")
    ports = Ports(
        records,
        FolderFiles(folder / "files"),
        index,
        HashingEmbedder(),
        ListQueue(),
        signals,
        lambda: now,
        apart,
    )
    mortal = replace(ports, records=Mortal(records), index=Mortal(index), files=Mortal(ports.files))
    try:
        await Tickets(mortal, Outbox(mortal, [])).work(ticket)
    finally:
        await signals.close()
        await index.close()
        await records.close()


if __name__ == "__main__":
    Mortal.left = int(sys.argv[3])
    asyncio.run(work(Path(sys.argv[1]), sys.argv[2], MONDAY))
