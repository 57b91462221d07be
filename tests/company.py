"""The demo company for tests: real records, files, index and Redis; the clock stands where the test puts it."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from actions.tool import Context
from adapters.demographics import ApartDemographics
from adapters.embeddings import HashingEmbedder
from adapters.files import FolderFiles
from adapters.redis import RedisSignals
from adapters.sqlite import SqliteRecords
from adapters.vectors import SqliteIndex
from deploy.demo import seed
from domain.conversations import Focus, Upload
from domain.errors import Unavailable
from domain.hiring import Application, Candidate, Merge
from domain.messages import Address
from domain.people import Actor, Person, Role
from domain.ports import Ports, Record, Records
from tests.knowledge.resumes_by_hand import candidate

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PYTHON_JOB = "job-python-backend"
STAGES = {"Leo Martins": "review", "Yara Nasser": "review", "Nora Lindqvist": "interview"}
"""The candidates who have applied for the Python job, and how far they are."""
SIGNED_IN = ("Leo Martins", "Nora Lindqvist")
"""Those of them who have an account."""


class Clock:
    """Stands still until told."""

    def __init__(self, now: datetime = MONDAY) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, by: timedelta) -> None:
        self.now += by


class ListQueue:
    """A queue without workers: what was handed over can be read."""

    def __init__(self) -> None:
        self.waiting: list[tuple[str, str]] = []

    async def enqueue(self, ticket_id: str, *, queue: str) -> None:
        self.waiting.append((queue, ticket_id))

    async def lengths(self) -> dict[str, int]:
        return dict(Counter(queue for queue, _ in self.waiting))

    async def ping(self) -> None:
        return None

    def take(self, queue: str = "resume") -> list[str]:
        """The queue's waiting tickets. Nothing waits any more, also what came by itself (the weekly report)."""
        taken, self.waiting = self.waiting, []
        return [ticket for name, ticket in taken if name == queue]


class Faltering:
    """Records in which one collection cannot be written while `down` names it, as on a disk that is full."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self.down: type[Record] | None = None

    async def insert_all(self, records: Sequence[Record]) -> int:
        self._check(*map(type, records))
        return await self._records.insert_all(records)

    async def insert(self, record: Record) -> None:
        self._check(type(record))
        await self._records.insert(record)

    async def replace(self, record: Any) -> Any:
        self._check(type(record))
        return await self._records.replace(record)

    def _check(self, *kinds: type[Record]) -> None:
        if self.down in kinds:
            raise Unavailable("The records file does not answer (disk full).")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._records, name)


@dataclass
class Company:
    ports: Ports
    clock: Clock
    queue: ListQueue
    _calls: Any = field(default_factory=count)

    @property
    def records(self) -> Any:
        return self.ports.records

    def breaks(self, kind: type[Record] | None) -> None:
        """From now on nothing of this kind can be written; None mends it."""
        self.records.down = kind

    async def person(self, name: str) -> Person:
        (found,) = await self.records.find(Person, {"name": name})
        assert isinstance(found, Person)
        return found

    async def actor(self, name: str) -> Actor:
        return Actor(person=await self.person(name))

    async def candidate(self, name: str) -> Candidate:
        (found,) = await self.records.find(Candidate, {"name": name})
        assert isinstance(found, Candidate)
        return found

    async def application(self, name: str) -> Application:
        of = await self.candidate(name)
        (found,) = await self.records.find(Application, {"candidate_id": of.id})
        assert isinstance(found, Application)
        return found

    async def appoint(self, name: str, *roles: Role) -> Person:
        """Give somebody exactly these roles from now on."""
        person = await self.person(name)
        changed: Person = await self.records.replace(person.model_copy(update={"roles": frozenset(roles)}))
        return changed

    async def ctx(self, name: str, call_id: str | None = None, focus: Focus | None = None) -> Context:
        """Somebody asks, in a web conversation of their own."""
        actor = await self.actor(name)
        return Context(
            actor=actor,
            ports=self.ports,
            now=self.clock(),
            address=Address(channel="web", conversation=f"of-{actor.id}"),
            call_id=call_id or f"turn-{next(self._calls)}/0",
            focus=focus or Focus(),
        )

    async def upload(self, owner: str, content: bytes = b"Ada Park\nada@example.com\n") -> Upload:
        person = await self.person(owner)
        number = next(self._calls)
        upload = Upload(
            id=f"upload-{number}",
            owner_id=person.id,
            name=f"resume-{number}.txt",
            size=len(content),
            key=f"resumes/{number}",
            sha256=f"{number:064d}",
            at=self.clock(),
        )
        await self.ports.files.put(upload.key, content)
        await self.records.insert(upload)
        return upload


@asynccontextmanager
async def company_in(folder: Path, seeded: Path, redis_url: str) -> AsyncIterator[Company]:
    """A company of its own, from a copy of the seeded records. Redis is shared, so its streams and locks are told
    apart by what the test calls its conversations."""
    shutil.copy(seeded, folder / "records.db")
    records = SqliteRecords(folder / "records.db")
    index = SqliteIndex(folder / "index.db", HashingEmbedder().dimensions)
    signals = RedisSignals(redis_url)
    clock, queue = Clock(), ListQueue()
    apart = ApartDemographics(SqliteRecords(folder / "demographics.db"), b"a key")
    ports = Ports(
        Faltering(records),
        FolderFiles(folder / "files"),
        index,
        HashingEmbedder(),
        queue,
        signals,
        clock,
        apart,
    )
    try:
        yield Company(ports, clock, queue)
    finally:
        await signals.close()
        await index.close()
        await records.close()
        await apart.close()


async def seed_into(
    path: Path, at: datetime = MONDAY, hash_password: Callable[[str], str] = lambda password: "none"
) -> None:
    """The demo company, and three candidates who have applied for its Python job."""
    records = SqliteRecords(path)
    await seed.seed(records, at.date(), hash_password)
    people = {p.name: p.id for p in await records.find(Person)}
    for name, stage in STAGES.items():
        made = _candidate(name, people.get(name) if name in SIGNED_IN else None)
        application = Application(
            id=f"application:{made.id}",
            candidate_id=made.id,
            job_id=PYTHON_JOB,
            stage_id=stage,
            applied_at=at,
            updated_at=at,
        )
        await records.insert_all([made, application])
        if name == "Yara Nasser":
            await records.insert_all([_merge(made, at, number) for number in range(3)])
    await records.close()


def _merge(made: Candidate, at: datetime, number: int) -> Merge:
    """As if a newer resume had been taken for hers by its e-mail address."""
    earlier = made.model_copy(update={"file_key": "resumes/earlier"})
    later = made.model_copy(update={"id": f"{made.id}-later-{number}"})
    return Merge(
        id=f"merge:{made.id}:{number}",
        candidate_id=made.id,
        because="e-mail",
        earlier=earlier,
        later=later,
        at=at,
    )


def _candidate(name: str, person_id: str | None) -> Candidate:
    body = "Built REST services in Python on PostgreSQL and Apache Kafka."
    slug = name.lower().replace(" ", ".")
    made = candidate(f"c-{slug}", name, "Berlin", 6, [("Backend Engineer", "2020")], body)
    return made.model_copy(update={"person_id": person_id, "email": f"{slug}@post.example"})
