"""Every bad file and archive that docs/intake.md lists, handed to the running product among good ones: each ends as the table
says, and nothing else notices."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import BinaryIO

import httpx
import psutil
import pytest

from bench.volume import workers_of
from domain.conversations import Upload
from domain.hiring import Candidate
from domain.tickets import Ticket, TicketStatus as T
from knowledge import documents, file_names, reading
from tests.knowledge import hostile
from tests.knowledge.hostile import ODD, Sample
from tests.knowledge.test_bundles import packed
from tests.stories.people import OnWeb, on_web
from tests.stories.world import World

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(300)]
LARGE = "more than 200 MB"
GROWTH = 200_000_000
"""Bytes that a worker or a warm reader may hold more than before: what is bad is held by forks."""


class Watch:
    """What the web server, the workers, the readers and their forks hold, looked at ten times a second."""

    def __init__(self, world: World) -> None:
        self._world = world
        lasting = [psutil.Process(world.pid), *workers_of(world)]
        self.before = {p.pid: p.memory_info().rss for p in lasting}
        self.most: dict[int, int] = {}
        self.readers: set[int] = set()

    async def look(self) -> None:
        while True:
            web = psutil.Process(self._world.pid)
            for process in [web, *web.children(recursive=True)]:
                try:
                    held, reader = process.memory_info().rss, "knowledge.reading" in process.cmdline()
                except psutil.Error:
                    continue  # it ended meanwhile
                self.most[process.pid] = max(held, self.most.get(process.pid, 0))
                self.readers |= {process.pid} if reader else set()
            await asyncio.sleep(0.1)


@asynccontextmanager
async def watched(world: World) -> AsyncIterator[Watch]:
    watch = Watch(world)
    looking = asyncio.create_task(watch.look())
    try:
        yield watch
    finally:
        looking.cancel()


def good(count: int) -> list[Sample]:
    names = [f"Gwen {'Abcdefghijklmnopqrstuvwxyz'[n % 26] * (3 + n // 26)}" for n in range(count)]
    return [(f"good-{n}.txt", f"{name}\ngwen{n}@post.example\n".encode()) for n, name in enumerate(names)]


async def handed(who: OnWeb, name: str, content: bytes | BinaryIO) -> httpx.Response:
    return await who.http.post("/resume/upload", files={"files": (name, content)}, data={"consent": "true"})


async def over(world: World, batch: str) -> list[Ticket]:
    """The batch's tickets in the order of their files, once the last is over."""
    while True:
        tickets = await world.records.find(Ticket, {"batch_id": batch})
        if all(t.over for t in tickets):
            return sorted(tickets, key=lambda t: int(t.id.rsplit(":", 1)[1]))
        await asyncio.sleep(0.2)


def told(ticket: Ticket) -> str:
    return (ticket.error or "").removeprefix(file_names.shown(ticket.label)).strip()


async def test_each_ends_as_the_table_says_and_nothing_else_notices(world: World) -> None:
    said, bad = hostile.promised("File"), hostile.files()
    assert set(said) == set(bad), "a row without a sample, or a sample without a row"
    assert said[ODD][0] == "as the file"
    said[ODD] = said["a program"]
    samples = [(row, *sample) for row, some in bad.items() for sample in some]
    others = good(len(samples))
    priya = await on_web(world, "Priya Nair")
    assert isinstance(priya, OnWeb)
    async with watched(world) as watch:
        among = await handed(priya, "all.zip", _interleaved(samples, others))
        assert among.status_code == 202, among.text
        later: dict[str, tuple[str, str]] = {}
        for row, name, content in samples:
            answer = await handed(priya, name, content)
            status, _, ending = said[row][0].partition(", ")
            assert (row, answer.status_code) == (row, int(status)), answer.text
            if answer.status_code == 202:
                later[answer.json()["batch_id"]] = (row, ending)
            else:
                shown = "cvfdp.exe" if row == ODD else name
                assert answer.json()["detail"] == f"{shown} {said[row][1]}"
        await _archives(priya, world)
        for batch, (row, ending) in later.items():
            (alone,) = await over(world, batch)
            assert (row, alone.status) == (row, T.completed if ending == "read" else T.failed)
            assert ending == "read" or told(alone) == said[row][1]
        tickets = await over(world, among.json()["batch_id"])
    for (row, _, _), ticket in zip(samples, tickets[::2], strict=True):
        read = said[row][0] == "202, read"
        assert (row, ticket.status, ticket.attempts) == (row, T.completed if read else T.failed, 1)
        assert read or told(ticket) == said[row][1]
    waited = [(t.finished_at - t.created_at).total_seconds() for t in tickets[1::2] if t.finished_at]
    assert [t.status for t in tickets[1::2]] == [T.completed] * len(others)
    assert max(waited) < documents.WALL_SECONDS
    for n in range(len(others)):
        assert await world.records.count(Candidate, {"email": f"gwen{n}@post.example"}) == 1
    _unharmed(world, watch)
    await _nothing_left(world, watch)
    await priya.leave()


def _interleaved(samples: Sequence[tuple[str, str, bytes]], others: Sequence[Sample]) -> bytes:
    files: dict[str, bytes] = {}
    for n, ((_, name, content), (other, resume)) in enumerate(zip(samples, others, strict=True)):
        files |= {f"{n}/{name.rsplit('/')[-1]}": content, other: resume}
    return packed(files)


async def _archives(priya: OnWeb, world: World) -> None:
    said, bad = hostile.promised("Archive"), hostile.archives()
    assert set(said) == {*bad, LARGE}
    with tempfile.TemporaryFile() as sparse:
        sparse.truncate(200_000_001)
        answer = await handed(priya, "all.zip", sparse)
    assert (str(answer.status_code), answer.json()["detail"]) == (said[LARGE][0], f"all.zip {said[LARGE][1]}")
    for row, samples in bad.items():
        for name, content in samples:
            answer = await handed(priya, name, content)
            status, _, ending = said[row][0].partition(", ")
            assert (row, answer.status_code) == (row, int(status)), answer.text
            if ending:
                failed, read = sorted(await over(world, answer.json()["batch_id"]), key=lambda t: t.label)
                assert (row, failed.status, read.status) == (row, T.failed, T.completed)
                assert told(failed) == said[row][1]
            else:
                assert answer.json()["detail"] == f"{name} {said[row][1]}"


def _unharmed(world: World, watch: Watch) -> None:
    """The same workers, grown little; no fork beyond its limit, and none at work any more."""
    alive = {p.pid: p for p in workers_of(world)}
    assert set(watch.before) <= {world.pid, *alive}, "a worker or its reader ended"
    assert [p for p, before in watch.before.items() if watch.most[p] > before + GROWTH] == []
    assert max(watch.most.values()) < reading.MEMORY_BYTES
    readers = [p for p in alive.values() if "knowledge.reading" in p.cmdline()]
    assert [fork for reader in readers for fork in reader.children(recursive=True)] == []


async def _nothing_left(world: World, watch: Watch) -> None:
    """No temporary folder, and no file but those of tickets and uploads."""
    for pid in watch.readers:
        assert list(Path(tempfile.gettempdir()).glob(f"{reading.FOLDER}{pid}-*")) == []
    known = {str(t.args.get("key")) for t in await world.records.find(Ticket, limit=10_000)}
    known |= {u.key for u in await world.records.find(Upload, limit=10_000)}
    folder = world.data / "files"
    kept = {str(p.relative_to(folder)) for p in (folder / "resumes").rglob("*") if p.is_file()}
    assert kept - known == set()
