"""`make bench`: every figure beside what it is compared with, measured in this one run."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from bench import extraction, governance, intake, leave, match, resumes, search, turn
from tests.stories.world import running

HEAD = "| What | Ours | Beside | Ratio | Must reach |\n|---|---|---|---|---|"


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with running(Path(folder) / "data") as world:
            print("Asking for a balance, in pairs with a bare endpoint …", flush=True)
            lines = await turn.run(world)
            print("Handing over 120 resumes …", flush=True)
            lines += await intake.run(world, Path(folder) / "resumes")
            print("Matching jobs to 10,000 candidates …", flush=True)
            lines += await match.run(world)
        print("Reading ten years of leave, and a month of 500 people …", flush=True)
        lines += await leave.run(Path(folder))
        print("Appending to the audit trail, verifying it, counting 100,000 applications …", flush=True)
        lines += await governance.run(Path(folder))
    print("Searching among 100,000 candidates …", flush=True)
    lines += await search.run(search.COUNT)
    print("Reading forty invented resumes, and real ones …", flush=True)
    lines += await asyncio.to_thread(resumes.table)
    lines += await asyncio.to_thread(extraction.rows)
    print("\n".join([HEAD, *lines]))


asyncio.run(main())
