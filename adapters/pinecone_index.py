"""Search index whose vectors lie in Pinecone. Import where it is used: the vendor's library takes a while.

Pinecone learns and forgets with some delay and knows no words. So an index of our own holds words, tags and who there is, and
decides every condition; Pinecone is asked how near those people are (docs/decisions/0062).
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

import numpy as np

from adapters.measuring import FIRST_FEW, Floats, Pool, echo_of, rounded, shares, weights_of
from adapters.pinecone import FEW, MOST, Filter, Namespace, answered, opened, slices, there_is
from adapters.vector_mirror import COSINE_DECIMALS
from domain.errors import Unavailable
from domain.ports import Condition, Every, Hit, IndexEntry, Measures, Nearest, Ranked, SearchIndex

REACH = 2000
"""So many of the nearest are measured, and so many of the best by words and tags."""
SAMPLE = 200
"""People whose mean stands for everybody's."""


class PineconeIndex:
    """`SearchIndex` with its vectors in the Pinecone index at `host` (metric cosine), all else in `own`, which holds no vectors.

    `among` up to 10,000 people everybody is measured; beyond that those who are near, or fit by words and tags.
    """

    def __init__(self, own: SearchIndex, host: str, api_key: str, dimensions: int) -> None:
        self._own = own
        self._dimensions = dimensions
        self._typical: tuple[int, list[float]] | None = None
        """Of how many people, and their mean."""
        self._index = opened(host, api_key)
        self._people = Namespace(self._index, "people")
        """A record a person, under their id."""
        self._passages = Namespace(self._index, "passages")
        """A record a passage, under `<id>#<number>`."""

    # --- writing ----------------------------------------------------------------------------------------------

    async def upsert(self, entries: Sequence[IndexEntry]) -> None:
        """Vectors first: who is found has them. A crash between the two is made up for by the next try."""
        for entry in entries:
            self._check(entry)
        await self._people.put([_person(e) for e in entries if there_is(e.vector)])
        await self._people.remove([e.id for e in entries if not there_is(e.vector)])
        await self._passages.put(list(chain.from_iterable(map(_passages_of, entries))))
        for some in slices(entries, FEW):
            await self._passages.remove_where({"$or": [_passages_from(e.id, len(e.passages)) for e in some]})
        await self._own.upsert([replace(e, vector=(), passages=(), spans=()) for e in entries])
        self._typical = None

    async def delete(self, ids: Sequence[str]) -> None:
        """From our own index first: gone from every answer at once, whenever Pinecone forgets."""
        await self._own.delete(ids)
        self._typical = None
        await self._people.remove(ids)
        for some in slices(ids, FEW):
            await self._passages.remove_where({"candidate": {"$in": list(some)}})

    def _check(self, entry: IndexEntry) -> None:
        for vector in filter(len, (entry.vector, *entry.passages)):
            if len(vector) != self._dimensions:
                raise ValueError(f"a vector of {len(vector)} numbers in an index of {self._dimensions}")

    # --- by words and conditions ---------------------------------------------------------------------------------

    async def by_words(self, words: Sequence[str], limit: int, among: Condition | None = None) -> list[Hit]:
        return await self._own.by_words(words, limit, among)

    async def matching(self, among: Condition | None = None, limit: int | None = None) -> list[str]:
        return await self._own.matching(among, limit)

    async def counts(self, among: Condition | None = None, prefix: str = "") -> dict[str, int]:
        return await self._own.counts(among, prefix)

    async def count(self, among: Condition | None = None) -> int:
        return await self._own.count(among)

    # --- by vectors ------------------------------------------------------------------------------------------------

    async def by_vector(
        self, vector: Sequence[float], limit: int, among: Condition | None = None
    ) -> list[Hit]:
        near = await self._near(vector, limit, among)
        hits = [Hit(id, round(cosine, COSINE_DECIMALS)) for id, cosine in near.items()]
        return sorted(hits, key=lambda hit: (-hit.score, hit.id))[: max(0, limit)]

    async def by_passage(self, vector: Sequence[float], ids: Sequence[str]) -> list[Nearest]:
        best: dict[str, Nearest] = {}
        there = await self._own.matching(ids)
        asked = (self._passages_near(vector, some) for some in slices(there, FEW))
        for hit in chain.from_iterable(await asyncio.gather(*asked)):
            held = best.get(hit.id)
            if held is None or (-hit.score, hit.start) < (-held.score, held.start):
                best[hit.id] = hit
        return sorted(best.values(), key=lambda hit: (-hit.score, hit.id))

    async def ranked(self, by: Measures, limit: int, among: Condition | None = None) -> list[Ranked]:
        if not len(by.vector):
            return await self._own.ranked(by, limit, among)
        many = max(limit, by.depth)
        near = await self._near(by.vector, max(many, REACH), among)
        best = await self._own.ranked(replace(by, vector=(), depth=0), max(many, REACH), among)
        near |= await self._cosines(by.vector, [r.id for r in best if r.id not in near])
        ids = sorted({*near, *(r.id for r in best)})
        if not ids:
            return []
        common = max(0.0, float(np.dot(by.vector, await self.typical())))
        cosines = np.array([near.get(id, common) for id in ids], np.float64)
        parts = {**await self._said(by, ids, among), "meaning": rounded(shares(cosines, common))}
        pool = Pool(ids, _in_order(parts), weights_of(by)).leading(many)
        if not by.depth:
            return pool.ranked(limit)
        nearest = {hit.id: hit.score for hit in await self.by_passage(by.vector, pool.ids)}
        passages = np.array([nearest.get(id, 0.0) for id in pool.ids], np.float64)
        pool = pool.measured("passage", passages, common)
        return (await self._echoed(pool) if by.echo_weight else pool).ranked(limit, passages)

    async def _echoed(self, pool: Pool) -> Pool:
        first = await self._people.fetched(pool.leading(FIRST_FEW).ids)
        if len(pool.ids) <= FIRST_FEW or not first:
            return pool
        vectors = np.array([record.values for record in first.values()], np.float64)
        typical = await self.typical()
        echo = echo_of(vectors, typical).tolist()
        common = max(0.0, float(np.dot(echo, typical)))
        near = await self._cosines(echo, pool.ids)
        return pool.measured("echo", np.array([near.get(id, common) for id in pool.ids]), common)

    async def _said(self, by: Measures, ids: Sequence[str], among: Condition | None) -> dict[str, Floats]:
        """Words, as shares of what the best of all has, and fit."""
        parts: dict[str, Floats] = {}
        if by.words:
            best = await self._own.by_words(by.words, 1, among)
            scores = {hit.id: hit.score for hit in await self._own.by_words(by.words, len(ids), ids)}
            said = np.array([scores.get(id, 0.0) for id in ids], np.float64)
            parts["words"] = rounded(said / best[0].score if best else said)
        if by.tags:
            fitting = await self._own.ranked(Measures(tags=by.tags), len(ids), ids)
            fit = {r.id: r.parts["fit"] for r in fitting}
            parts["fit"] = rounded(np.array([fit.get(id, 0.0) for id in ids], np.float64))
        return parts

    async def vectors_of(self, ids: Sequence[str]) -> dict[str, list[list[float]]]:
        there = await self._people.fetched(await self._own.matching(ids))
        parts = [f"{id}#{n}" for id, record in there.items() for n in range(int(record.metadata["passages"]))]
        passages = await self._passages.fetched(parts)
        vectors = {id: [list(record.values)] for id, record in there.items()}
        for key in parts:
            if key in passages:
                vectors[key.rpartition("#")[0]].append(list(passages[key].values))
        return vectors

    async def typical(self) -> list[float]:
        """Of everybody, or of `SAMPLE` people evenly chosen; found anew when somebody came or went."""
        count = await self._own.count()
        if self._typical is None or self._typical[0] != count:
            ids = await self._own.matching()
            some = await self._people.fetched(ids[:: max(1, len(ids) // SAMPLE)])
            vectors = np.array([record.values for record in some.values()], np.float64)
            mean = vectors.mean(axis=0) if len(vectors) else np.zeros(self._dimensions)
            self._typical = count, mean.tolist()
        return self._typical[1]

    async def ping(self) -> None:
        """Raises `Unavailable` as well for an index of another width or metric."""
        await self._own.ping()
        stats = await answered(self._index.describe_index_stats)
        if stats.dimension != self._dimensions or stats.metric not in (None, "cosine"):
            raise Unavailable(
                f"The Pinecone index is for vectors of {stats.dimension} numbers by {stats.metric}; the embedder makes "
                f"{self._dimensions}, to be compared by cosine. Make such an index and name its host."
            )

    async def close(self) -> None:
        await asyncio.to_thread(self._index.close)
        await self._own.close()

    # --- asking Pinecone ---------------------------------------------------------------------------------------------

    async def _near(self, vector: Sequence[float], limit: int, among: Condition | None) -> dict[str, float]:
        """Cosines of all who meet the condition, or of the nearest where they are more than a filter may name."""
        if await self._own.count(among) <= MOST:
            return await self._cosines(vector, await self._own.matching(among))
        if among is None:
            limit = min(MOST, limit + REACH)  # some of them may be deleted, and not yet forgotten
        hits = await self._people.near(vector, MOST if among is not None else limit)
        found = {hit.id: hit.score for hit in hits}
        held = await self._own.matching(Every((list(found), among)) if among is not None else list(found))
        return {id: found[id] for id in held}

    async def _cosines(self, vector: Sequence[float], ids: Sequence[str]) -> dict[str, float]:
        """Of at most `MOST` people who are there; without those who have no vector."""
        if not ids:
            return {}
        hits = await self._people.near(vector, len(ids), {"candidate": {"$in": list(ids)}})
        return {hit.id: hit.score for hit in hits}

    async def _passages_near(self, vector: Sequence[float], ids: Sequence[str]) -> list[Nearest]:
        hits = await self._passages.near(vector, MOST, {"candidate": {"$in": list(ids)}}, told=True)
        return [
            Nearest(
                hit.metadata["candidate"],
                round(hit.score, COSINE_DECIMALS),
                int(hit.metadata["start"]),
                int(hit.metadata["end"]),
            )
            for hit in hits
        ]


def _person(entry: IndexEntry) -> dict[str, Any]:
    about = {"candidate": entry.id, "passages": len(entry.passages)}
    return {"id": entry.id, "values": [float(x) for x in entry.vector], "metadata": about}


def _passages_of(entry: IndexEntry) -> Iterator[dict[str, Any]]:
    for n, vector in enumerate(entry.passages):
        start, end = entry.spans[n] if entry.spans else (0, 0)
        about = {"candidate": entry.id, "number": n, "start": start, "end": end}
        if there_is(vector):
            yield {"id": f"{entry.id}#{n}", "values": [float(x) for x in vector], "metadata": about}


def _passages_from(id: str, number: int) -> Filter:
    """What an earlier, longer resume has left."""
    return {"$and": [{"candidate": {"$eq": id}}, {"number": {"$gte": number}}]}


def _in_order(parts: Mapping[str, Floats]) -> dict[str, Floats]:
    return {name: parts[name] for name in ("words", "meaning", "fit") if name in parts}
