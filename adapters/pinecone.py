"""One namespace of a Pinecone index, within the vendor's limits. Import where it is used: the library takes a while.

https://docs.pinecone.io/reference/api/database-limits/operation-limits
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

import numpy as np
from pinecone import Index, NotFoundError, PineconeError

from domain.errors import Unavailable

TIMEOUT = 10.0
"""Seconds that one request may take; the vendor's library tries again by itself."""
MOST = 10_000
"""Hits of a query, and ids that a filter may name."""
MOST_WRITTEN = 1000
"""Records of a request that writes."""
LARGEST_WRITE = 2_000_000
"""Bytes of a request that writes; a number takes up to `NUMBER` of them, the rest of a record up to `REST`."""
NUMBER, REST = 24, 500
FEW = 100
"""Ids in an address or in a request that deletes."""

Filter = Mapping[str, Any]
T = TypeVar("T")


def opened(host: str, api_key: str) -> Index:
    """The index at `host`, which is not asked yet."""
    with _answering():
        return Index(host=host, api_key=api_key, timeout=TIMEOUT)


class Namespace:
    """Records of an id, a vector and what is known of it. Every method raises `Unavailable`."""

    def __init__(self, index: Index, name: str) -> None:
        self._index = index
        self._name = name

    async def put(self, rows: Sequence[dict[str, Any]]) -> None:
        """`rows` have `id`, `values` (not all of them 0) and `metadata`; each replaces what is held under its id."""
        size = LARGEST_WRITE // (len(rows[0]["values"]) * NUMBER + REST) if rows else 1
        for some in slices(rows, max(1, min(MOST_WRITTEN, size))):
            await answered(partial(self._index.upsert, vectors=some, namespace=self._name))

    async def remove(self, ids: Sequence[str]) -> None:
        for some in slices(ids, FEW):
            await self._remove(ids=some)

    async def remove_where(self, met: Filter) -> None:
        await self._remove(filter=met)

    async def _remove(self, **what: Any) -> None:
        def remove() -> None:
            try:
                self._index.delete(namespace=self._name, **what)
            except NotFoundError:
                return  # nothing was ever written here

        await answered(remove)

    async def near(
        self, vector: Sequence[float], limit: int, met: Filter | None = None, *, told: bool = False
    ) -> Sequence[Any]:
        """The nearest, with `id`, `score` and, when `told`, `metadata`. To a vector of zeros nothing is near."""
        if limit < 1 or not there_is(vector):
            return []
        answer = await answered(
            lambda: self._index.query(
                vector=[float(x) for x in vector],
                top_k=min(limit, MOST),
                namespace=self._name,
                filter=met,
                include_metadata=told,
            )
        )
        return answer.matches

    async def fetched(self, ids: Sequence[str]) -> dict[str, Any]:
        """Those that are there, in this order, with `values` and `metadata`."""
        found: dict[str, Any] = {}
        for some in slices(ids, FEW):
            answer = await answered(partial(self._index.fetch, ids=some, namespace=self._name))
            found |= answer.vectors
        return {id: found[id] for id in ids if id in found}


def there_is(vector: Sequence[float]) -> bool:
    """Whether it is one that Pinecone takes: not of zeros alone."""
    return bool(np.any(np.asarray(vector)))


def slices(rows: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (rows[at : at + size] for at in range(0, len(rows), size))


async def answered(work: Callable[[], T]) -> T:
    """What a request gives, made in a thread. Raises `Unavailable`."""

    def asked() -> T:
        with _answering():
            return work()

    return await asyncio.to_thread(asked)


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except PineconeError as error:
        raise Unavailable(
            f"The vectors in Pinecone cannot be reached just now ({type(error).__name__})."
        ) from error
