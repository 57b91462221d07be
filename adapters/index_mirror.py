"""Everything that a process holds of the search index in memory: who there is, their words, vectors and tags.

An entry has a position; a changed one gets a new position, and its old one is dead. Tags are bitmaps of positions.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from pyroaring import BitMap

from adapters.measuring import FIRST_FEW, Pool, echo_of, fused, leading, likely, rounded, shares, weights_of
from adapters.vector_mirror import COSINE_DECIMALS, Floats, VectorMirror
from adapters.word_mirror import WordMirror
from domain.ports import Condition, Either, Every, Hit, Measures, Neither, Saying, Tagged

MAX_WORDS = 64
"""Words of one question that are looked up; a page pasted as a question must not become a query of thousands."""
Positions = np.ndarray[Any, np.dtype[np.int64]]


class Row(NamedTuple):
    """Of the file: `tags` are uint32 numbers; `vector` is None for who was deleted, and empty for who has none."""

    number: int
    id: str
    sequence: int
    vector: bytes | None
    words: bytes
    tags: bytes


class IndexMirror:
    """The index as of change number `sequence`."""

    def __init__(self, dimensions: int) -> None:
        self.sequence = 0
        self.names: dict[int, str] = {}
        """Of tags, by their numbers in the file."""
        self._vectors = VectorMirror(dimensions)
        self._words = WordMirror()
        self._ids: list[str] = []
        self._numbers: list[int] = []
        self._position: dict[str, int] = {}
        self._alive = BitMap()
        self._tags: defaultdict[str, defaultdict[str, BitMap]] = defaultdict(lambda: defaultdict(BitMap))
        """Kind ("skill") → tag ("skill:Python") → positions."""
        self._met_last: tuple[Condition | None, BitMap] = (None, self._alive)
        """The last condition with who met it: one search asks for the same ones several times."""

    @property
    def mostly_dead(self) -> bool:
        """Whether making it anew is worth while."""
        return len(self._ids) > 2 * len(self._alive) + 1000

    def update(self, rows: Sequence[Row]) -> None:
        """Replace what is held of each; without a vector it is no more."""
        for row in rows:
            self._drop(row.id)
        self.sequence = max(self.sequence, *(row.sequence for row in rows))
        self._met_last = None, self._alive
        if there := [row for row in rows if row.vector is not None]:
            self._add(there)

    def _add(self, there: Sequence[Row]) -> None:
        first = len(self._ids)
        self._ids += [row.id for row in there]
        self._numbers += [row.number for row in there]
        self._position |= {row.id: at for at, row in enumerate(there, first)}
        self._alive.add_range(first, len(self._ids))
        self._vectors.put([row.vector or b"" for row in there])
        self._words.put([row.words for row in there])
        self._tag(first, [row.tags for row in there])

    def _tag(self, first: int, tags: Sequence[bytes]) -> None:
        """Tags of each position from `first` on. One without a name went with an entry that is about to go too."""
        held = np.frombuffer(b"".join(tags), np.uint32).astype(np.uint64)
        positions = np.arange(first, first + len(tags), dtype=np.uint64)
        both = held << np.uint64(32) | np.repeat(positions, [len(t) // 4 for t in tags])
        both.sort()
        numbers, owners = (both >> np.uint64(32)).astype(np.uint32), both.astype(np.uint32)
        starts = np.flatnonzero(np.diff(numbers, prepend=np.uint32(0)))  # numbers begin with 1
        ends = np.append(starts, len(both))[1:]
        for number, start, end in zip(numbers[starts].tolist(), starts.tolist(), ends.tolist(), strict=True):
            if tag := self.names.get(number):
                self._tags[_kind(tag)][tag].update(array("I", owners[start:end].tobytes()))

    def _drop(self, id: str) -> None:
        position = self._position.pop(id, None)
        if position is not None:
            self._alive.discard(position)
            self._vectors.drop(position)
            self._words.drop(position)
            self._ids[position] = ""

    # --- asking --------------------------------------------------------------------------------------------

    def by_vector(self, vector: Sequence[float], limit: int, among: Condition | None) -> list[Hit]:
        asked = np.array(vector, np.float32)
        there = _array(self._meeting(among))
        cosines = self._vectors.cosines(asked, there)
        known = ~np.isnan(cosines)
        return self._best(there[known], np.round(cosines[known], COSINE_DECIMALS), limit)

    def by_words(self, words: Sequence[str], limit: int, among: Condition | None) -> list[Hit]:
        there = _array(self._meeting(among))
        scores = self._said(words, there)
        return self._best(there[scores > 0], scores[scores > 0], limit)

    def pool(self, by: Measures, limit: int, among: Condition | None) -> Pool:
        """At least the best so many of those who meet the condition, measured."""
        there = _array(self._meeting(among))
        parts: dict[str, Any] = {}
        if by.words:
            parts["words"] = shares(self._said(by.words[:MAX_WORDS], there))
        if by.vector:
            common = self.common(by.vector)
            cosines = self._vectors.cosines(np.array(by.vector, np.float32), there)
            parts["meaning"] = shares(np.nan_to_num(cosines, copy=False, nan=common), common)
        if by.tags:
            parts["fit"] = self._tagged(by.tags)[there]
        weights = weights_of(by)
        best = likely(fused(parts, weights, len(there)), limit)
        ids = [self._ids[at] for at in there[best].tolist()]
        return Pool(ids, {name: rounded(values[best]) for name, values in parts.items()}, weights)

    def echoed(self, pool: Pool) -> Pool:
        """The pool with how alike everybody in it is to the first few."""
        if len(pool.ids) <= FIRST_FEW:
            return pool
        first = [self._position[id] for id in pool.leading(FIRST_FEW).ids]
        echo = echo_of(self._vectors.rows(np.array(first)), self.typical())
        common = self.common(echo.tolist())
        there = np.array([self._position[id] for id in pool.ids])
        cosines = np.nan_to_num(self._vectors.cosines(echo, there), nan=common)
        return pool.measured("echo", cosines, common)

    def common(self, vector: Sequence[float]) -> float:
        """The cosine that a typical person has with it."""
        return max(0.0, float(np.dot(vector, self._vectors.mean())))

    def _said(self, words: Sequence[str], there: Positions) -> Floats:
        return self._words.scores(words)[there]

    def _tagged(self, weights: Mapping[str, float]) -> Any:
        scores = np.zeros(len(self._ids), np.float32)
        for tag, weight in weights.items():
            scores[_array(self._having(tag))] += weight
        return scores

    def matching(self, among: Condition | None, limit: int | None) -> list[str]:
        return sorted(self._ids[at] for at in self._meeting(among))[:limit]

    def counts(self, among: Condition | None, prefix: str) -> dict[str, int]:
        there = self._meeting(among)
        kinds = [_kind(prefix)] if ":" in prefix else list(self._tags)
        tags = (item for kind in kinds if kind in self._tags for item in self._tags[kind].items())
        counted = ((t, there.intersection_cardinality(held)) for t, held in tags if t.startswith(prefix))
        return {tag: count for tag, count in counted if count}

    def numbers_of(self, ids: Sequence[str]) -> list[int | None]:
        """Of the file; None for who is not there."""
        places = map(self._position.get, ids)
        return [None if place is None else self._numbers[place] for place in places]

    def typical(self) -> list[float]:
        return self._vectors.mean()

    def count(self, among: Condition | None) -> int:
        return len(self._meeting(among))

    # --- conditions -----------------------------------------------------------------------------------------

    def _meeting(self, condition: Condition | None) -> BitMap:
        """Who is there and meets it."""
        last, met = self._met_last
        if last is not condition and last != condition:
            met = self._alive if condition is None else self._alive & self._met(condition)
            self._met_last = condition, met
        return met

    def _met(self, condition: Condition) -> BitMap:
        match condition:
            case Tagged(tags):
                return BitMap.union(BitMap(), *map(self._having, tags))
            case Saying(words):
                return BitMap(self._words.saying(words).astype(np.uint32))
            case Every(of):
                return BitMap.intersection(self._alive, *map(self._met, of))
            case Either(of):
                return BitMap.union(BitMap(), *map(self._met, of))
            case Neither(of):
                return self._alive - BitMap.union(BitMap(), *map(self._met, of))
            case ids:
                return BitMap(list(_known(ids, self._position)))

    def _having(self, tag: str) -> BitMap:
        return self._tags[_kind(tag)].get(tag, _NOBODY) if _kind(tag) in self._tags else _NOBODY

    def _best(self, positions: Positions, scores: Any, limit: int) -> list[Hit]:
        """The best of them, equals by id."""
        ids = [self._ids[at] for at in positions.tolist()]
        values = scores.astype(np.float64)
        return [Hit(ids[n], float(values[n])) for n in leading(values, ids.__getitem__, limit)]


_NOBODY = BitMap()


def _kind(tag: str) -> str:
    return tag.partition(":")[0]


def _known(ids: Iterable[str], position: Mapping[str, int]) -> Iterator[int]:
    return (position[id] for id in ids if id in position)


def _array(bitmap: BitMap) -> Positions:
    return np.array(bitmap.to_array(), np.int64)
