"""What the product needs from technology. Each port has an embedded and a production adapter in `adapters/`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, Protocol, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, PlainSerializer

from domain.demographics import Demographics
from domain.reading import Reader, Scanner
from domain.search_index import (
    Condition as Condition,
    Either as Either,
    Every as Every,
    Hit as Hit,
    IndexEntry as IndexEntry,
    Measures as Measures,
    Nearest as Nearest,
    Neither as Neither,
    Ranked as Ranked,
    Saying as Saying,
    SearchIndex as SearchIndex,
    Tagged as Tagged,
)


def _fixed_width(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


Moment = Annotated[AwareDatetime, PlainSerializer(_fixed_width, when_used="json")]
"""A point in time, stored in UTC at one width so that stored text sorts as time does."""


# --- records ---------------------------------------------------------------------------------------------


class Record(BaseModel):
    """One stored document. `rev` grows by one at each replacement and guards against lost updates."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    collection: ClassVar[str]
    indexed: ClassVar[tuple[str, ...]] = ()
    """Fields that may be asked by; dots reach into sub-objects. Nothing else is ever used in a query."""
    unique: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Groups of indexed fields that no two documents may share; a null in the group exempts a document."""
    ordered: ClassVar[tuple[tuple[str, str], ...]] = ()
    """(asked by, ordered by) pairs of indexed fields whose newest few must cost the same however many there are."""
    subjects: ClassVar[tuple[str, ...]] = ()
    """Indexed fields that hold the id of the person or candidate whom the document is about: what export collects
    and erasure reaches."""

    id: str
    rev: int = 1


R = TypeVar("R", bound=Record)
Scalar = str | int | bool | None


@dataclass(frozen=True)
class OneOf:
    """The field equals one of the values; an empty tuple matches nothing."""

    values: tuple[Scalar, ...]


@dataclass(frozen=True)
class Between:
    """The field lies between `low` and `high`, both included; a missing bound is open. Compared as stored:
    text by code point (dates and `Moment`s therefore by time), numbers by size."""

    low: str | int | None = None
    high: str | int | None = None


Where = Mapping[str, Scalar | OneOf | Between]


class Records(Protocol):
    """Documents by id and by indexed field; every write is one document and atomic."""

    async def get(self, kind: type[R], id: str) -> R | None: ...

    async def insert(self, record: Record) -> None:
        """Raises `AlreadyExists` when the id or a unique group is taken."""

    async def insert_all(self, records: Sequence[Record]) -> int:
        """Insert those whose id is absent; returns how many were new. For seeds, imports and ledger rows."""

    async def replace(self, record: R) -> R:
        """Store `record` if the stored `rev` still equals `record.rev`; returns it with the new `rev`.

        Raises `Conflict` when somebody else was first or the document is gone, `AlreadyExists` on a unique group.
        """

    async def delete(self, kind: type[Record], id: str) -> bool: ...

    async def find(
        self,
        kind: type[R],
        where: Where | None = None,
        *,
        order: str = "id",
        descending: bool = False,
        limit: int = 1000,
        skip: int = 0,
    ) -> list[R]:
        """Matching documents, ordered by one indexed field and then by id. `ValueError` on a field not indexed."""

    async def count(self, kind: type[Record], where: Where | None = None) -> int: ...

    async def column(self, kind: type[Record], field: str) -> list[tuple[str, str]]:
        """The id and one indexed text of every document that has it, in order of the text. `ValueError` on a field not
        indexed."""

    async def texts(self, kind: type[Record], *, after: str = "", limit: int) -> list[tuple[str, str]]:
        """Ids and documents as JSON text (as `model_dump_json` writes them), by id, those beyond `after`."""

    async def compact(self) -> None:
        """See to it that what was deleted is gone from the disk as well."""

    async def ping(self) -> None:
        """Raises `Unavailable` when the store does not answer."""

    async def close(self) -> None: ...


# --- signals: locks and event streams (Redis) -------------------------------------------------------------


@dataclass(frozen=True)
class StreamEvent:
    id: str
    """Grows within its stream; what a client sends back as `Last-Event-ID`."""
    data: dict[str, Any]


class Signals(Protocol):
    """Locks and short-lived event streams, shared by every process."""

    def lock(self, name: str, *, seconds: float, wait: float) -> AbstractAsyncContextManager[None]:
        """Hold `name`, renewed while held; given up at most `seconds` after a crash. `Busy` after `wait` seconds."""

    async def publish(self, stream: str, event: dict[str, Any]) -> str:
        """Append an event (kept one hour); returns its id."""

    def follow(
        self, stream: str, *, after: str = "0", idle: float | None = None
    ) -> AsyncIterator[StreamEvent]:
        """Events later than `after`, first those kept, then live. Ends after `idle` seconds of silence, if given."""

    async def forget(self, stream: str) -> None:
        """Drop a stream; its followers read everything anew."""

    async def latest(self, stream: str) -> str:
        """Id of the newest event, `"0"` for an empty stream."""

    async def ping(self) -> None: ...

    async def close(self) -> None: ...


# --- long work ---------------------------------------------------------------------------------------------


class Queue(Protocol):
    """Hands ticket ids to workers. The ticket itself lives in records and is the truth."""

    async def enqueue(self, ticket_id: str, *, queue: str) -> None: ...

    async def lengths(self) -> dict[str, int]:
        """Waiting tickets per queue."""

    async def ping(self) -> None:
        """Raises `Unavailable` when no worker answers."""


# --- files ---------------------------------------------------------------------------------------------------


class Files(Protocol):
    """Bytes under a key; keys are made by us (`resumes/<id>`), never by people."""

    async def put(self, key: str, content: bytes) -> None: ...

    async def get(self, key: str) -> bytes:
        """Raises `NotFound`."""

    async def delete(self, key: str) -> None: ...

    async def ping(self) -> None: ...


# --- search ------------------------------------------------------------------------------------------------


class Embedder(Protocol):
    """Text to unit vectors."""

    name: str
    """Model and version; part of the cache key and of every score's provenance."""
    dimensions: int

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """One vector of length 1 a text, shape (len(texts), dimensions). Blocking: call it from a thread."""

    def forget(self, texts: Sequence[str]) -> None:
        """Drop what is remembered of these texts, if anything is. Raises `Unavailable` when that cannot be done now."""


# --- waiting turns -------------------------------------------------------------------------------------------


class Threads(Protocol):
    """Turns that wait for a decision, by their id."""

    async def drop(self, turn_id: str) -> None: ...


class Clock(Protocol):
    def __call__(self) -> datetime:
        """Now, aware, in UTC."""


@dataclass(frozen=True)
class Ports:
    """Every port at once, as the wiring chose them; what tools and background graphs are given."""

    records: Records
    files: Files
    index: SearchIndex
    embedder: Embedder
    queue: Queue
    signals: Signals
    clock: Clock
    demographics: Demographics
    reader: Reader | None = None
    second_reader: Reader | None = None
    """A larger model, for what the first leaves unclear."""
    """None where no language model is configured: rules alone."""
    scanner: Scanner | None = None
    threads: Threads | None = None
    """None where nothing can wait for a decision."""
