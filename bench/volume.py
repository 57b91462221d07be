"""Resumes in volume: `python -m bench.volume [COUNT]`. One resume against its parts, one worker against two, and what workers
hold after 200 and after all of them."""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import psutil

from adapters.embeddings import embedder
from deploy.demo import volume
from domain.profiles import Profile
from domain.tickets import Ticket, TicketStatus
from knowledge import child, documents
from knowledge.chunks import chunks
from knowledge.reading import extract
from tests.stories.people import OnWeb, on_web
from tests.stories.world import World, running

PAIRS = 2
FEW = 100
EARLY = 200
OVER = ("completed", "failed")


def pieces(files: Sequence[Path]) -> tuple[float, float, float]:
    """Medians in ms, alone in this process: text extraction, embedding its chunks, and both read and parsed by the child."""
    model = embedder()
    model.embed(["warm"])
    child.warm()
    taken: list[tuple[float, float, float]] = []
    for file in files:
        content = file.read_bytes()
        try:
            kind = documents.check(file.name, content)
            extract(kind, content)  # loads what this kind needs
            started = time.perf_counter()
            text = extract(kind, content).text
        except documents.BadFile:
            continue
        extracted = time.perf_counter()
        model.embed([text[a:b] for a, b in chunks(text)])
        embedded = time.perf_counter()
        _, profile = documents.read_resume(file.name, content, date.today())
        assert isinstance(profile, Profile)
        taken.append((extracted - started, embedded - extracted, time.perf_counter() - embedded))
    return tuple(1000 * statistics.median(column) for column in zip(*taken, strict=True))  # type: ignore[return-value]


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


async def over(world: World, batch: str) -> int:
    counts = [await world.records.count(Ticket, {"batch_id": batch, "status": s}) for s in OVER]
    return sum(counts)


async def until(world: World, batch: str, count: int) -> None:
    while await over(world, batch) < count:  # noqa: ASYNC110 - as a person would look
        await asyncio.sleep(0.2)


def held(world: World) -> list[float]:
    """Resident MB of each worker process and each warm reader, largest first."""
    below = psutil.Process(world.pid).children(recursive=True)
    ours = [p for p in below if {"api.worker", "knowledge.reading"} & set(p.cmdline())]
    return sorted((p.memory_info().rss / 1e6 for p in ours), reverse=True)


async def rate(files: Sequence[Path], workers: int) -> tuple[float, float]:
    """Resumes a second, and the median ms of a ticket in a worker's hands."""
    with tempfile.TemporaryDirectory() as folder:
        async with running(Path(folder) / "data", settings={"PEOPLEDESK_WORKERS": str(workers)}) as world:
            priya = await on_web(world, "Priya Nair")
            assert isinstance(priya, OnWeb)
            warm = await handed(priya, files[:4], Path(folder))
            await until(world, warm, 4)
            batch = await handed(priya, files[4:], Path(folder))
            started = time.perf_counter()
            first = await over(world, batch)
            await until(world, batch, len(files) - 4)
            seconds = time.perf_counter() - started
            done = (len(files) - 4 - first) / seconds
            return done, 1000 * workers / done


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
            failed = await world.records.count(
                Ticket, {"batch_id": batch, "status": TicketStatus.failed.value}
            )
    return [
        f"| {len(files)} resumes in one batch, {failed} of them unreadable, 2 workers | {seconds:.0f} s | | "
        f"{seconds / len(files):.2f} s each | |",
        f"| memory of all workers and readers after {len(files)} | {sum(late):.0f} MB | after {EARLY}: "
        f"{sum(early):.0f} MB | {sum(late) / sum(early):.2f}x | flat |",
    ]


async def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = await asyncio.to_thread(volume.render, Path(folder) / "cvs", count)
        good = [f for n, f in enumerate(files) if n % volume.BAD_EVERY != volume.BAD_EVERY - 1]
        extraction, embedding, reading = await asyncio.to_thread(pieces, good[:60])
        rates = [(await rate(good[:FEW], 1), await rate(good[:FEW], 2)) for _ in range(PAIRS)]
        one = statistics.median(a[0] for a, _ in rates)
        two = statistics.median(b[0] for _, b in rates)
        alone = statistics.median(a[1] for a, _ in rates)
        rows = [
            f"| one resume end to end, one worker | {alone:.0f} ms | text {extraction:.0f} ms + embedding {embedding:.0f} ms, "
            f"alone | {alone / (extraction + embedding):.2f}x | at most 1.5x |",
            f"| of it: text and profile, in the child | {reading:.0f} ms | | | |",
            f"| resumes a second, two workers | {two:.1f} | one worker: {one:.1f} | {two / one:.2f}x | at least 1.7x |",
        ]
        print(*rows, sep="\n", flush=True)
        if count > EARLY:
            print(*await all_of_them(files), sep="\n", flush=True)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
