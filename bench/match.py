"""A job matched to ten thousand candidates without a model: `python -m bench.match [COUNT]`.

The candidates of `bench.crowd` are added to the demo company. A match is asked for over HTTP and made by a worker process;
asked for again it still holds, which is timed in pairs with the bare endpoint. The work itself is timed in this process too.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from adapters.embeddings import embedder
from adapters.vectors import SqliteIndex
from bench.crowd import crowd
from bench.turn import bare, timed
from deploy.demo.company import DEMO_PASSWORD
from domain.hiring import Job
from domain.ports import Embedder, Ports, SearchIndex
from domain.tickets import Ticket
from graphs import screening
from tests.stories.world import World, running

COUNT = 10_000
PAIRS = 40
FRESH = 3
"""Jobs matched anew."""


async def run(world: World, count: int = COUNT) -> list[str]:
    embed = embedder()
    index = SqliteIndex(world.data / "index.db", embed.dimensions)
    for batch in crowd(count, embed):
        await world.records.insert_all([candidate for candidate, _ in batch])
        await index.upsert([entry for _, entry in batch])
    jobs = (await world.records.find(Job, {"status": "open"}, order="title"))[:FRESH]
    priya = await world.person("Priya Nair")
    async with httpx.AsyncClient(base_url=world.url, timeout=60) as http, bare(world) as baseline:
        token = await http.post("/auth/sign-in", json={"email": priya.email, "password": DEMO_PASSWORD})
        http.headers["Authorization"] = f"Bearer {token.json()['token']}"
        fresh = [await _fresh(job, http) for job in jobs]
        own = [await _own(job, world, index, embed) for job in jobs]
        kept, reads = await _pairs(jobs[0], http, baseline, priya.id)
    await index.close()
    pairs = [k / r for k, r in zip(kept, reads, strict=True)]
    return [
        f"| match of a job, {count:,} candidates, no model | {statistics.median(fresh):.1f} s | own computing "
        f"{statistics.median(own):.1f} s; slowest of {len(jobs)} {max(fresh):.1f} s | | at most 3 s |",
        f"| the same while the last one holds | {statistics.median(kept):.0f} ms | bare endpoint "
        f"{statistics.median(reads):.1f} ms; p95 {_p95(kept):.0f} ms | {statistics.median(pairs):.1f}x | at most 50 ms |",
    ]


async def _own(job: Job, world: World, index: SearchIndex, embed: Embedder) -> float:
    """Seconds of computing, in this process."""

    async def report(step: str, percent: int) -> None:
        pass

    parts: Any = dict.fromkeys(("files", "queue", "signals", "demographics"))
    ports = Ports(
        records=world.records, index=index, embedder=embed, clock=lambda: datetime.now(UTC), **parts
    )
    await index.count()
    ticket = Ticket(
        id=f"bench:{job.id}", kind="match", queue="scoring", args={"job_id": job.id}, actor_id="bench",
        batch_id="bench", label=job.title, created_at=datetime.now(UTC),
    )  # fmt: skip
    computed = time.process_time()
    found = await screening.match(ticket, ports, report)
    assert found["candidate_ids"]
    return time.process_time() - computed


async def _fresh(job: Job, http: httpx.AsyncClient) -> float:
    """Seconds from asking until the ticket is over; the candidates are new, so that no earlier match holds."""
    started = time.perf_counter()
    answer = await http.post("/job/match", json={"job_id": job.id})
    assert answer.status_code == 202, answer.text
    while True:
        status = (await http.get(f"/resume/status/{answer.json()['ticket']}")).json()
        assert status["status"] != "failed", status
        if status["status"] == "completed":
            return time.perf_counter() - started
        await asyncio.sleep(0.02)


async def _pairs(
    job: Job, http: httpx.AsyncClient, baseline: httpx.AsyncClient, person: str
) -> tuple[list[float], list[float]]:
    async def match() -> None:
        answer = await http.post("/job/match", json={"job_id": job.id})
        assert answer.json().get("cached") is True, answer.text

    async def read() -> None:
        await baseline.get(f"/balance/{person}")

    times = [(await timed(match), await timed(read)) for _ in range(PAIRS + 5)][5:]
    return [kept for kept, _ in times], [bare_read for _, bare_read in times]


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


async def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with running(Path(folder) / "data") as world:
            print("\n".join(await run(world, count)))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT))
