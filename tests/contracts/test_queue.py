"""The contract of `Queue` on Celery over Redis, with real workers that are really killed."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from celery import Celery

from adapters.celery import QUEUES, CeleryQueue, celery_app, restore_unacked
from adapters.redis_server import RedisServer
from domain.errors import Unavailable

_databases = count(1)


@dataclass(frozen=True)
class Bench:
    """A broker database of its own, and the journal of the workers on it."""

    url: str
    app: Celery
    queue: CeleryQueue
    journal: Path

    def lines(self) -> list[str]:
        return self.journal.read_text().splitlines() if self.journal.exists() else []

    async def until(self, line: str, times: int = 1, seconds: float = 30) -> None:
        deadline = time.monotonic() + seconds
        while self.lines().count(line) < times:
            assert time.monotonic() < deadline, f"no {line!r} in {self.lines()}"
            await asyncio.sleep(0.05)

    @contextmanager
    def worker(self) -> Iterator[subprocess.Popen[bytes]]:
        log = (self.journal.parent / "worker.log").open("ab")
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "celery", "-A", "tests.servers.ticket_worker", "worker"),
                *("-c", "1", "-l", "INFO", "-n", f"{os.urandom(4).hex()}@test"),
            ],
            env=os.environ
            | {"BROKER_URL": self.url, "JOURNAL": str(self.journal), "REMAP_SIGTERM": "SIGQUIT"},
            stdout=log,
            stderr=log,
            process_group=0,
        )
        try:
            yield process
        finally:
            if process.poll() is None:
                kill_all(process)
            log.close()


def kill_all(worker: subprocess.Popen[bytes]) -> None:
    """The worker and its pool at once, as a machine that loses power."""
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


@pytest.fixture
def bench(embedded_redis: RedisServer, tmp_path: Path) -> Bench:
    url = embedded_redis.celery_url(next(_databases))
    app = celery_app(url)
    return Bench(url, app, CeleryQueue(app), tmp_path / "journal")


@pytest.fixture(params=["embedded", "system"])
def any_queue(request: pytest.FixtureRequest) -> CeleryQueue:
    if request.param == "embedded":
        url = request.getfixturevalue("embedded_redis").celery_url(next(_databases))
    else:
        url = str(request.getfixturevalue("system_redis")).removesuffix("0") + str(next(_databases))
    return CeleryQueue(celery_app(url))


async def test_tickets_wait_in_their_queue(any_queue: CeleryQueue) -> None:
    assert await any_queue.lengths() == dict.fromkeys(QUEUES, 0)
    await asyncio.gather(*(any_queue.enqueue(f"t{n}", queue="resume") for n in range(20)))
    await any_queue.enqueue("t", queue="cleanup")
    assert await any_queue.lengths() == {"resume": 20, "bulk": 0, "scoring": 0, "cleanup": 1}


async def test_an_unknown_queue_is_a_mistake(bench: Bench) -> None:
    with pytest.raises(ValueError, match="no queue 'other'"):
        await bench.queue.enqueue("t", queue="other")


async def test_without_a_worker_the_ping_says_so(any_queue: CeleryQueue) -> None:
    with pytest.raises(Unavailable, match="No worker"):
        await any_queue.ping()


async def test_without_a_broker_every_call_says_so_and_soon(tmp_path: Path) -> None:
    queue = CeleryQueue(celery_app(f"redis+socket://{tmp_path}/nobody.sock?virtual_host=0"))
    begun = time.monotonic()
    with pytest.raises(Unavailable):
        await queue.enqueue("t", queue="resume")
    with pytest.raises(Unavailable):
        await queue.lengths()
    with pytest.raises(Unavailable):
        await queue.ping()
    assert time.monotonic() - begun < 15


async def test_a_worker_runs_tickets_of_all_queues_and_answers(bench: Bench) -> None:
    for name in QUEUES:
        await bench.queue.enqueue(f"quick-{name}", queue=name)
    with bench.worker():
        for name in QUEUES:
            await bench.until(f"end quick-{name}")
        await bench.queue.ping()
        assert await bench.queue.lengths() == dict.fromkeys(QUEUES, 0)


async def test_a_resume_of_somebody_else_does_not_wait_for_a_thousand(bench: Bench) -> None:
    for n in range(12):
        await bench.queue.enqueue(f"bulk-{n}", queue="bulk")
    await bench.queue.enqueue("own", queue="resume")
    with bench.worker():
        await bench.until("end own")
        await bench.until("end bulk-11")
    assert bench.lines().index("start own") <= 2 * 2  # at most two others before it


async def test_a_pool_process_killed_in_the_middle_repeats_its_ticket_at_once(bench: Bench) -> None:
    await bench.queue.enqueue("deadly-1", queue="resume")
    with bench.worker():
        await bench.until("end deadly-1")
    assert bench.lines() == ["start deadly-1", "start deadly-1", "end deadly-1"]


async def test_what_a_killed_worker_held_is_restored_at_the_next_start(bench: Bench) -> None:
    await bench.queue.enqueue("slow-1", queue="resume")
    with bench.worker() as worker:
        await bench.until("start slow-1")
        kill_all(worker)
    assert (await bench.queue.lengths())["resume"] == 0
    assert restore_unacked(bench.app) == 1
    assert restore_unacked(bench.app) == 0
    assert (await bench.queue.lengths())["resume"] == 1
    with bench.worker():
        await bench.until("end slow-1")


async def test_a_worker_told_to_stop_hands_back_what_it_cannot_finish(bench: Bench) -> None:
    await bench.queue.enqueue("slow-1", queue="resume")
    with bench.worker() as worker:
        await bench.until("start slow-1")
        worker.send_signal(signal.SIGTERM)
        await asyncio.to_thread(worker.wait, 20)
    assert (await bench.queue.lengths())["resume"] == 1
