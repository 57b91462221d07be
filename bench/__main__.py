"""`make bench`: every figure beside what it is compared with, measured in this one run, each as soon as it is known."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench import extraction, governance, intake, leave, match, resumes, retrieval, search, turn, volume
from tests.stories.world import running

HEAD = "| What | Ours | Beside | Ratio | Must reach |\n|---|---|---|---|---|"
SMALL = 400
"""Small resumes that pass through the workers."""


def _doing(what: str) -> None:
    print(f"{what} …", file=sys.stderr, flush=True)


def _found(rows: Sequence[str]) -> None:
    print("\n".join(rows), flush=True)


async def main() -> None:
    _found([HEAD])
    with tempfile.TemporaryDirectory() as folder:
        async with running(Path(folder) / "data") as world:
            _doing("Asking for a balance, in pairs with a bare endpoint")
            _found(await turn.run(world))
            _doing("Handing over 120 resumes")
            _found(await intake.run(world, Path(folder) / "resumes"))
            _doing("Matching jobs to 10,000 candidates")
            _found(await match.run(world))
        _doing("Reading ten years of leave, and a month of 500 people")
        _found(await leave.run(Path(folder)))
        _doing("Appending to the audit trail, verifying it, counting 100,000 applications")
        _found(await governance.run(Path(folder)))
    _doing("Reading resumes with one worker and with two, and in volume")
    async for row in volume.run(SMALL):
        _found([row])
    _doing("Searching among 100,000 candidates")
    _found(await search.run(search.COUNT))
    _doing("Looking for people of the same trade")
    _found(await retrieval.run(None))
    _doing("Reading invented resumes, and real ones")
    _found(await asyncio.to_thread(resumes.table))
    _found(await asyncio.to_thread(extraction.rows))


asyncio.run(main())
