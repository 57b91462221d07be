"""A warm leave-balance turn over HTTP against the bare endpoint, in pairs, and the turn's cost in a long conversation."""

from __future__ import annotations

import asyncio
import socket
import statistics
import sys
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import httpx

from bench import parts
from deploy.demo.company import DEMO_PASSWORD
from tests.stories.world import World

PAIRS, WARM = 300, 50


@asynccontextmanager
async def bare(world: World) -> AsyncIterator[httpx.AsyncClient]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = (sys.executable, "-m", "bench.bare", str(world.data / "records.db"), str(port))
    process = await asyncio.create_subprocess_exec(*command)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:
        while True:
            try:
                await http.get("/balance/nobody")
                break
            except httpx.ConnectError:
                await asyncio.sleep(0.1)
        yield http
    process.terminate()
    await process.wait()


class Asker:
    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http
        self.conversation = str(uuid.uuid4())

    async def ask(self) -> None:
        body = {"message": parts.QUESTION, "conversation_id": self.conversation}
        answer = await self._http.post("/chat/query", json=body)
        assert "of vacation left" in answer.text, answer.text


async def timed(work: Callable[[], Awaitable[object]]) -> float:
    """Milliseconds."""
    started = time.perf_counter()
    await work()
    return (time.perf_counter() - started) * 1000


async def run(world: World) -> list[str]:
    person = await world.person("Mira Tanaka")
    async with httpx.AsyncClient(base_url=world.url, timeout=60) as http, bare(world) as baseline:
        token = await http.post("/auth/sign-in", json={"email": person.email, "password": DEMO_PASSWORD})
        http.headers["Authorization"] = f"Bearer {token.json()['token']}"
        lines = await _pairs(http, baseline, person.id)
        return lines + await parts.run(world, http) + await _long_conversation(http)


async def _pairs(http: httpx.AsyncClient, baseline: httpx.AsyncClient, person_id: str) -> list[str]:
    """Turn and baseline alternate, so that noise of the machine meets both."""

    async def read() -> httpx.Response:
        return await baseline.get(f"/balance/{person_id}")

    asker, turns, reads = Asker(http), [], []
    for n in range(WARM + PAIRS):
        if n % 20 == 0:  # conversations of ordinary length
            asker = Asker(http)
        turn, bare_read = await timed(asker.ask), await timed(read)
        if n >= WARM:
            turns.append(turn)
            reads.append(bare_read)
    ratio = statistics.median(t / r for t, r in zip(turns, reads, strict=True))
    return [
        f"| warm leave-balance turn | {statistics.median(turns):.1f} ms | bare endpoint "
        f"{statistics.median(reads):.1f} ms | {ratio:.1f}x | at most 8x |"
    ]


async def _long_conversation(http: httpx.AsyncClient) -> list[str]:
    """Message 500 of one conversation beside message 5 of a new one, in pairs."""
    long = Asker(http)
    for _ in range(500):
        await long.ask()
    ratios, lates, earlies = [], [], []
    for _ in range(60):
        short = Asker(http)
        for _ in range(4):
            await short.ask()
        early, late = await timed(short.ask), await timed(long.ask)
        ratios.append(late / early)
        lates.append(late)
        earlies.append(early)
    return [
        f"| turn at message 500 | {statistics.median(lates):.1f} ms | at message 5: "
        f"{statistics.median(earlies):.1f} ms | {statistics.median(ratios):.2f}x | at most 1.2x |"
    ]
