"""The whole product as separate processes on loopback: what the stories talk to, kill and start again."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
import psutil

from adapters import redis_server
from adapters.identity import hash_password
from adapters.sqlite import SqliteRecords
from bot.understanding.classifier import Classifier
from deploy.demo import seed
from domain.people import Person
from domain.ports import Records
from tests.servers.slack import BOT_TOKEN, SECRET, SlackServer

START_WAIT = 240
TRAINED = Path(__file__).parents[2] / ".cache" / "understanding"
"""The classifier is trained once for all worlds: its file is named after everything that it depends on."""


class World:
    """A company (`records`), its data folder, and the processes of `peopledesk up`."""

    def __init__(
        self, data: Path, slack: SlackServer | None, records: Records, settings: Mapping[str, str]
    ) -> None:
        self.data = data
        self.slack = slack
        self.records = records
        self._settings = settings
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start everything and wait until every part answers."""
        log = (self.data / "up.log").open("ab")
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "api.cli", "up"),
            env=self.environment(),
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=redis_server.die_with_parent,  # not even a killed test run leaves it behind
        )
        async with httpx.AsyncClient() as http, asyncio.timeout(START_WAIT):
            while not await self._healthy(http):
                assert self._process.returncode is None, (self.data / "up.log").read_text()[-4000:]
                await asyncio.sleep(0.2)

    async def kill(self) -> None:
        """kill -9 of every process at once, as a power cut would."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        await self._process.wait()

    async def stop(self) -> None:
        """In order: what it started has ended when it ends itself."""
        if self._process and self._process.returncode is None:
            started = psutil.Process(self.pid).children(recursive=True)
            self._process.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(self._process.wait(), 40)
            except TimeoutError:
                await self.kill()
            assert list(filter(_at_work, started)) == []

    @property
    def pid(self) -> int:
        """Of the web server's process, the parent of the workers."""
        assert self._process is not None
        return self._process.pid

    async def person(self, name: str) -> Person:
        (found,) = await self.records.find(Person, {"name": name})
        return found

    async def _healthy(self, http: httpx.AsyncClient) -> bool:
        try:
            return (await http.get(f"{self.url}/health", timeout=5)).status_code == 200
        except httpx.HTTPError:
            return False

    def environment(self) -> dict[str, str]:
        ours = {
            "PEOPLEDESK_DATA": str(self.data),
            "PEOPLEDESK_PORT": str(self.port),
            "PEOPLEDESK_DEMO": "true",
            "PEOPLEDESK_WORKERS": "2",
            "PEOPLEDESK_REQUESTS_PER_MINUTE": "6000",
        }
        ours |= self._settings
        if self.slack:
            ours |= {
                "PEOPLEDESK_SLACK_BOT_TOKEN": BOT_TOKEN,
                "PEOPLEDESK_SLACK_SIGNING_SECRET": SECRET,
                "PEOPLEDESK_SLACK_BASE_URL": self.slack.api,
            }
        return {k: v for k, v in os.environ.items() if not k.startswith("PEOPLEDESK_")} | ours


def _at_work(process: psutil.Process) -> bool:
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


@asynccontextmanager
async def running(
    data: Path,
    slack: SlackServer | None = None,
    records: Records | None = None,
    settings: Mapping[str, str] | None = None,
) -> AsyncIterator[World]:
    """A seeded company with everything running; on embedded stores unless `settings` name others."""
    data.mkdir(parents=True, exist_ok=True)
    await asyncio.to_thread(Classifier.load, TRAINED)
    (data / "understanding").symlink_to(TRAINED)
    world = World(data, slack, records or SqliteRecords(data / "records.db"), settings or {})
    await seed.seed(world.records, datetime.now(UTC).date(), hash_password)
    await world.start()
    try:
        yield world
    finally:
        await world.stop()
        await world.records.close()


def workday(ahead: int) -> date:
    """The first day, at least so many days from now, that is neither a weekend nor Christmas or New Year."""
    day = datetime.now(UTC).date() + timedelta(ahead)
    while day.weekday() >= 5 or (day.month, day.day) in ((12, 25), (12, 26), (1, 1)):
        day += timedelta(1)
    return day
