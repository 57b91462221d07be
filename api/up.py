"""The whole product on one machine: Redis, workers and the web server, started together and ended together."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer
import uvicorn

from adapters import redis_server
from adapters.celery import QUEUES, celery_app, restore_unacked
from api.settings import Settings

RESTART_AFTER = 2.0
"""Seconds before a worker that ended is started again."""
BEHIND = 5
"""How much nicer than the web server a worker is (nice(2)), where both run on one machine."""


@contextmanager
def with_redis(settings: Settings) -> Iterator[Settings]:
    """The settings with a Redis that runs: the one that is named, or one of our own."""
    if settings.redis_url:
        yield settings
        return
    server = redis_server.start(settings.data / "redis")
    try:
        yield settings.model_copy(update={"redis_url": server.url})
    finally:
        server.stop()


def serve(settings: Settings) -> None:
    """The web server in this process, until it is told to stop."""
    from api.app import build  # deferred: its paths and their models, which no other command needs

    uvicorn.run(
        build(settings), host=settings.host, port=settings.port, log_level="warning", access_log=False
    )


def work(settings: Settings, *, processes: int) -> int:
    """Celery's worker as a child of this process; returns its exit code."""
    child = _worker(settings, processes)
    try:
        return child.wait()
    finally:
        _ended(child)


def _worker(settings: Settings, processes: int) -> subprocess.Popen[bytes]:
    command = ["celery", "-q", "-A", "api.worker", "worker", "-Q", ",".join(QUEUES), "-l", "WARNING"]
    alone = ["--without-gossip", "--without-mingle", "--without-heartbeat"]  # workers tell each other nothing
    name = f"peopledesk-{os.getpid()}@%h"
    return _child([*command, *alone, "-c", str(processes), "-n", name], settings, _behind)


def _behind() -> None:
    """For `preexec_fn`: a thousand resumes may wait, whoever asks something may not."""
    redis_server.die_with_parent()
    os.nice(BEHIND)


def _child(
    module: list[str], settings: Settings, before: Callable[[], None] = redis_server.die_with_parent
) -> subprocess.Popen[bytes]:
    """A Python module as a child process that ends with us and works on the same data and Redis."""
    environment = os.environ | {
        "PEOPLEDESK_REDIS_URL": settings.redis_url,
        "PEOPLEDESK_DATA": str(settings.data.resolve()),
        "REMAP_SIGTERM": "SIGQUIT",
        "OMP_THREAD_LIMIT": "1",
    }
    command = [sys.executable, "-m", *module]
    return subprocess.Popen(command, env=environment, preexec_fn=before)  # noqa: S603 - ours


class _Keeper(threading.Thread):
    """Keeps the workers running; one that dies is started again."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(daemon=True, name="worker-keeper")
        self._settings = settings
        self._ending = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        while not self._ending.is_set():
            self._child = _worker(self._settings, self._settings.workers)
            self._child.wait()
            self._ending.wait(RESTART_AFTER)

    def end(self) -> None:
        self._ending.set()
        if self._child:
            _ended(self._child)


def _ended(worker: subprocess.Popen[bytes]) -> None:
    """It puts back what it is at while Redis is still there."""
    if worker.poll() is None:
        worker.terminate()
        try:
            worker.wait(15)
        except subprocess.TimeoutExpired:
            worker.kill()


def run(command: str, settings: Settings) -> None:
    """One of our own commands, to its end. Raises `typer.Exit` when it fails."""
    if code := _child(["api.cli", command], settings).wait():
        raise typer.Exit(code)


def run_all(settings: Settings, *, feed: str | None) -> None:
    """Workers and the web server, until Ctrl-C. Whatever was under way when it was last killed is finished first.

    `feed` is a command of our own that runs beside them once, such as importing the demo's resumes.
    """
    restore_unacked(celery_app(settings.broker_url()))
    keeper = _Keeper(settings)
    keeper.start()
    if feed:
        _child(["api.cli", feed], settings)
    try:
        serve(settings)
    finally:
        keeper.end()
