"""120 resumes through two worker processes: how long, and how much memory API and workers take."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

import psutil

from deploy.demo import resumes
from domain.tickets import Ticket, TicketStatus
from tests.stories.world import World


async def run(world: World, folder: Path) -> list[str]:
    await asyncio.to_thread(resumes.render, folder, lambda done, total: None)
    started = time.perf_counter()
    peak = asyncio.create_task(_peak(world))
    await _import(world, folder)
    seconds = time.perf_counter() - started
    peak.cancel()
    tickets = await world.records.find(Ticket, limit=1000)
    read = [t for t in tickets if t.status is TicketStatus.completed]
    return [
        f"| {len(read)} of {len(tickets)} resumes, 2 worker processes | {seconds:.0f} s | | "
        f"{seconds / len(tickets):.2f} s each | under 180 s |",
        f"| memory of the API process, peak | {PEAKS['api']:.0f} MB | | | under 400 MB |",
        f"| memory of a worker process, peak | {PEAKS['worker']:.0f} MB | all worker processes: "
        f"{PEAKS['workers']:.0f} MB | | under 700 MB |",
    ]


PEAKS = {"api": 0.0, "worker": 0.0, "workers": 0.0}


async def _import(world: World, folder: Path) -> None:
    command = (sys.executable, "-m", "api.cli", "import-resumes", str(folder), "--consent")
    person = await world.person("Priya Nair")
    process = await asyncio.create_subprocess_exec(*command, "--as", person.email, env=world.environment())
    assert await process.wait() == 0


async def _peak(world: World) -> None:
    """Unique set sizes are what a process costs; shared pages of forked workers are counted once."""
    api = psutil.Process(world.pid)
    while True:
        workers = [p for p in api.children(recursive=True) if "api.worker" in " ".join(p.cmdline())]
        sizes = [p.memory_info().rss / 1e6 for p in workers]
        alone = [p.memory_full_info().uss / 1e6 for p in workers]
        PEAKS["api"] = max(PEAKS["api"], api.memory_info().rss / 1e6)
        PEAKS["worker"] = max([PEAKS["worker"], *sizes])
        PEAKS["workers"] = max(PEAKS["workers"], sum(alone))
        await asyncio.sleep(1)
