"""Resumes in volume: `python -m bench.volume [COUNT]`. One resume against its parts, one worker against two, a chat beside a
batch, and what workers hold while COUNT (1,000 by default) small ones pass through them.

A resume's cost is taken from what the processes themselves compute, and set against its parts' a second later, round by round:
what a shared machine computes in a second differs by half from one minute to the next. What one and two workers get done is
taken by the clock, in pairs, and means something on an otherwise idle machine alone.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

import httpx
import psutil

from adapters.embeddings import embedder
from bench.turn import Asker, timed
from deploy.demo import volume
from deploy.demo.world.resume import Post
from domain.tickets import Ticket, TicketStatus
from knowledge import documents, resumes
from knowledge.chunks import chunks
from knowledge.reading import extract
from tests.stories.people import OnWeb, on_web
from tests.stories.world import World, running

PAIRS = 2
ROUND = 6
"""Files that are read end to end, and then piece by piece, before the next ones are."""
FEW = 100
"""Files of one measurement of a rate."""
BATCH = 200
"""Files that are read while somebody chats."""
ASKED = 150
EARLY = 200
OVER = ("completed", "failed")


def pieces(files: Sequence[Path]) -> tuple[float, float, float]:
    """Means in ms of own computing, alone in this process: text extraction, embedding its chunks, parsing."""
    model = embedder()
    model.embed(["warm"])
    taken: list[tuple[float, float, float]] = []
    for file in files:
        content = file.read_bytes()
        kind = documents.check(file.name, content)
        extract(kind, content)  # loads what this kind needs
        started = time.process_time()
        document = extract(kind, content)
        extracted = time.process_time()
        model.embed([document.text[a:b] for a, b in chunks(document.text)])
        embedded = time.process_time()
        resumes.parse(document, date.today())
        taken.append((extracted - started, embedded - extracted, time.process_time() - embedded))
    text, vectors, parsing = (1000 * statistics.mean(column) for column in zip(*taken, strict=True))
    return text, vectors, parsing


def small(folder: Path, count: int) -> list[Path]:
    """Resumes of one position and a few skills, as text: they cost little to read, and pass every step."""
    folder.mkdir()
    paths = []
    for resume in volume.people(count):
        post = (*resume.posts, Post("Trainee", "Example Ltd", "", "2020-01", "2020-12", ()))[0]
        head = f"{resume.name}\n{resume.email}\n{resume.phone}\n\nEXPERIENCE\n{post.title}, {post.company}"
        path = folder / f"{resume.id}.txt"
        path.write_text(
            f"{head}\n{post.start} - {post.end or 'present'}\n\nSKILLS\n{', '.join(resume.listed[:5])}\n"
        )
        paths.append(path)
    return paths


async def handed(priya: OnWeb, files: Sequence[Path], folder: Path) -> str:
    """The batch's id, once its tickets are in the queue."""
    archive = folder / f"{len(files)}-{time.monotonic_ns()}.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for file in files:
            packed.write(file, file.name)
    answer = await priya.http.post(
        "/resume/upload",
        files={"files": (archive.name, archive.read_bytes())},
        data={"consent": "true"},
        timeout=300,
    )
    assert answer.status_code == 202, answer.text
    return str(answer.json()["batch_id"])


async def until(world: World, batch: str, count: int) -> int:
    """Tickets that are over, once so many are."""
    while True:
        over = await _over(world, batch)
        if over >= count:
            return over
        await asyncio.sleep(0.2)


async def _over(world: World, batch: str) -> int:
    return sum([await world.records.count(Ticket, {"batch_id": batch, "status": s}) for s in OVER])


def workers_of(world: World) -> list[psutil.Process]:
    """Worker processes and warm readers."""
    found = []
    for process in psutil.Process(world.pid).children(recursive=True):
        with suppress(psutil.NoSuchProcess):  # a fork has ended since
            if {"api.worker", "knowledge.reading"} & set(process.cmdline()):
                found.append(process)
    return found


def computed(world: World) -> float:
    """Seconds that workers, readers and the forks that readers have ended computed so far."""
    times = [p.cpu_times() for p in workers_of(world)]
    forks = [p.cpu_times() for p in workers_of(world) if "knowledge.reading" in p.cmdline()]
    return sum(t.user + t.system for t in times) + sum(t.children_user + t.children_system for t in forks)


def held(world: World) -> float:
    """Resident MB of all worker processes and warm readers."""
    return sum(p.memory_info().rss for p in workers_of(world)) / 1e6


class Cost(NamedTuple):
    """Means in ms of own computing for one resume: end to end, and of its pieces alone."""

    whole: float
    text: float
    vectors: float
    parsing: float

    @property
    def ratio(self) -> float:
        return self.whole / (self.text + self.vectors)


async def costs(files: Sequence[Path]) -> list[Cost]:
    """Of each round."""
    with tempfile.TemporaryDirectory() as folder:
        async with running(Path(folder) / "data", settings={"PEOPLEDESK_WORKERS": "1"}) as world:
            priya = await on_web(world, "Priya Nair")
            assert isinstance(priya, OnWeb)
            await until(world, await handed(priya, files[:ROUND], Path(folder)), ROUND)  # warm
            await asyncio.to_thread(pieces, files[:ROUND])
            return [
                await _cost(world, priya, files[n : n + ROUND], Path(folder))
                for n in range(ROUND, len(files) - ROUND + 1, ROUND)
            ]


async def _cost(world: World, priya: OnWeb, files: Sequence[Path], folder: Path) -> Cost:
    before = computed(world)
    await until(world, await handed(priya, files, folder), len(files))
    whole = 1000 * (computed(world) - before) / len(files)
    return Cost(whole, *await asyncio.to_thread(pieces, files))


async def rate(files: Sequence[Path], workers: int) -> float:
    """Resumes a second by the clock."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {"PEOPLEDESK_WORKERS": str(workers)}
        async with running(Path(folder) / "data", settings=settings) as world:
            priya = await on_web(world, "Priya Nair")
            assert isinstance(priya, OnWeb)
            warm = await handed(priya, files[:4], Path(folder))
            await until(world, warm, 4)
            batch = await handed(priya, files[4:], Path(folder))
            first = await until(world, batch, 1)
            started = time.perf_counter()
            last = await until(world, batch, len(files) - 4)
            return (last - first) / (time.perf_counter() - started)


async def beside_chat(files: Sequence[Path]) -> str:
    """Somebody asks for their balance some times a second: first alone, then while two workers read the files."""
    with tempfile.TemporaryDirectory() as folder:
        async with running(Path(folder) / "data") as world:
            priya, mira = await on_web(world, "Priya Nair"), await on_web(world, "Mira Tanaka")
            assert isinstance(priya, OnWeb)
            assert isinstance(mira, OnWeb)
            await _asked(mira.http, 20)  # warm
            alone = await _asked(mira.http, ASKED)
            batch, beside = await handed(priya, files, Path(folder)), list[float]()
            while await _over(world, batch) < len(files):
                beside += await _asked(mira.http, 10)
    ratio = _p95(beside) / _p95(alone)
    return (
        f"| balance asked for while {len(files)} resumes are read, p95 | {_p95(beside):.0f} ms | alone: {_p95(alone):.0f} ms; "
        f"p50 {statistics.median(beside):.0f} ms, alone {statistics.median(alone):.0f} ms | {ratio:.1f}x | |"
    )


async def _asked(http: httpx.AsyncClient, times: int) -> list[float]:
    """Milliseconds each, in one conversation, with pauses."""
    asker, taken = Asker(http), []
    for _ in range(times):
        taken.append(await timed(asker.ask))
        await asyncio.sleep(0.05)
    return taken


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


async def all_of_them(files: Sequence[Path]) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        async with running(Path(folder) / "data") as world:
            priya = await on_web(world, "Priya Nair")
            assert isinstance(priya, OnWeb)
            batch = await handed(priya, files, Path(folder))
            started = time.perf_counter()
            await until(world, batch, EARLY)
            early = held(world)
            await until(world, batch, len(files))
            late, seconds = held(world), time.perf_counter() - started
            read = await world.records.count(
                Ticket, {"batch_id": batch, "status": TicketStatus.completed.value}
            )
    return [
        f"| {read} of {len(files)} small resumes in one batch, 2 worker processes | {seconds:.0f} s | | "
        f"{seconds / len(files):.2f} s each | |",
        f"| memory of all workers and readers after {len(files)} | {late:.0f} MB | after {EARLY}: "
        f"{early:.0f} MB | {late / early:.2f}x | flat |",
    ]


async def run(count: int) -> AsyncIterator[str]:
    """Rows of the bench's table, each as soon as it is known."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = await asyncio.to_thread(volume.render, folder / "cvs", BATCH)
        good = [f for n, f in enumerate(files[:FEW]) if n % volume.BAD_EVERY != volume.BAD_EVERY - 1]
        rounds = await costs(good)
        typical = Cost(*map(statistics.median, zip(*rounds, strict=True)))
        ratios = sorted(cost.ratio for cost in rounds)
        yield (
            f"| one resume end to end, own computing of worker and reader | {typical.whole:.0f} ms | text {typical.text:.0f} ms "
            f"+ embedding {typical.vectors:.0f} ms, alone | {statistics.median(ratios):.2f}x ({ratios[0]:.2f} to "
            f"{ratios[-1]:.2f} in {len(ratios)} rounds) | at most 1.5x |"
        )
        yield f"| of it: the profile | {typical.parsing:.0f} ms | | | |"
        rates = [(await rate(good, 1), await rate(good, 2)) for _ in range(PAIRS)]
        busy = os.getloadavg()[1]
        one, two = (statistics.median(column) for column in zip(*rates, strict=True))
        yield (
            f"| resumes a second, 2 worker processes | {two:.1f} | 1: {one:.1f} (load {busy:.1f}) | {two / one:.2f}x "
            "| at least 1.7x |"
        )
        yield await beside_chat(files)
        for row in await all_of_them(await asyncio.to_thread(small, folder / "small", count)):
            yield row


async def main(count: int) -> None:
    async for row in run(count):
        print(row, flush=True)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
