"""The port of a language model that reads documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from pydantic import BaseModel

V = TypeVar("V", bound=BaseModel)


@dataclass(frozen=True)
class Reading(Generic[V]):
    """What the model answered, and for provenance and cost: its exact version and the tokens used."""

    value: V
    model: str
    tokens_in: int
    tokens_out: int


class Reader(Protocol):
    """It answers in a fixed schema and has no tools, so that what a document says can change nothing but what is quoted
    from that document."""

    name: str

    async def read(self, instructions: str, documents: Sequence[str], schema: type[V]) -> Reading[V]:
        """Raises `Unavailable` when the model fails, or when its answer does not fit the schema."""


class Scanner(Protocol):
    """Looks for viruses."""

    async def scan(self, content: bytes) -> str | None:
        """Name of what was found, None for a clean file. Raises `Unavailable` whenever it cannot say: what was not
        scanned is never taken for clean."""

    async def ping(self) -> None:
        """Raises `Unavailable` when it does not answer."""
