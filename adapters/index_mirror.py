"""Everything that a process holds of the search index in memory: who there is, their words, vectors and tags.

An entry has a position; a changed one gets a new position, and its old one is dead. Tags are bitmaps of positions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from pyroaring import BitMap

from adapters.vector_mirror import Floats, VectorMirror
from adapters.word_mirror import WordMirror
from domain.ports import Condition, Either, Every, Hit, Measures, Neither, Ranked, Saying, Tagged

MAX_WORDS = 64
"""Words of one question that are looked up; a page pasted as a question must not become a query of thousands."""
DECIMALS = 4
"""Of measures and scores: what differs less is equal."""
Positions = np.ndarray[Any, np.dtype[np.int64]]


class IndexMirror:
    """The index as of change number `sequence`."""

    def __init__(self, dimensions: int) -> None:
        self.sequence = 0
        self._vectors = VectorMirror(dimensions)
        self._words = WordMirror()
        self._ids: list[str] = []
        self._position: dict[str, int] = {}
        self._alive = BitMap()
        self._tags: defaultdict[str, defaultdict[str, BitMap]] = defaultdict(lambda: defaultdict(BitMap))
        """Kind ("skill") → tag ("skill:Python") → positions."""

    @property
    def mostly_dead(self) -> bool:
        """Whether making it anew is worth while."""
        return len(self._ids) > 2 * len(self._alive) + 1000

    def put(self, sequence: int, id: str, vector: bytes, words: bytes, tags: str) -> None:
        """Replace what is held of `id`; `tags` stand one a line."""
        self.drop(sequence, id)
        position = self._position[id] = len(self._ids)
        self._ids.append(id)
        self._alive.add(position)
        self._vectors.put(position, vector)
        self._words.put(position, words)
        for tag in tags.split("\n") if tags else ():
            self._tags[_kind(tag)][tag].add(position)

    def drop(self, sequence: int, id: str) -> None:
        self.sequence = sequence
        position = self._position.pop(id, None)
        if position is not None:
            self._alive.discard(position)
            self._vectors.drop(position)
            self._ids[position] = ""

    # --- asking --------------------------------------------------------------------------------------------

    def by_vector(self, vector: Sequence[float], limit: int, among: Condition | None) -> list[Hit]:
        asked = np.array(vector, np.float32)
        found, cosines = self._vectors.nearest(asked, _array(self._meeting(among)))
        return self._best(found, cosines, limit)

    def by_words(self, words: Sequence[str], limit: int, among: Condition | None) -> list[Hit]:
        there = _array(self._meeting(among))
        scores = self._said(words, there)
        return self._best(there[scores > 0], scores[scores > 0], limit)

    def ranked(self, by: Measures, limit: int, among: Condition | None) -> list[Ranked]:
        there = _array(self._meeting(among))
        parts: dict[str, Any] = {}
        if by.words:
            parts["words"] = _of_best(self._said(by.words[:MAX_WORDS], there))
        if by.vector:
            asked = np.array(by.vector, np.float32)
            common = max(0.0, float(np.dot(by.vector, self.typical())))
            cosines = np.full(len(there), common, np.float32)
            found, near = self._vectors.nearest(asked, there)
            cosines[np.searchsorted(there, found)] = near
            parts["meaning"] = _of_best(cosines, common)
        if by.tags:
            parts["fit"] = self._tagged(by.tags)[there]
        for name, values in parts.items():
            parts[name] = np.round(values.astype(np.float64), DECIMALS)
        scores = _fused(parts, by.vector_weight, len(there))
        best = self._best(there, scores, limit)
        places = np.searchsorted(there, [self._position[hit.id] for hit in best])
        return [
            Ranked(hit.id, hit.score, {name: float(values[place]) for name, values in parts.items()})
            for hit, place in zip(best, places, strict=True)
        ]

    def _said(self, words: Sequence[str], there: Positions) -> Floats:
        alive = np.zeros(len(self._ids), np.bool_)
        alive[_array(self._alive)] = True
        return self._words.scores(words, alive)[there]

    def _tagged(self, weights: Mapping[str, float]) -> Any:
        scores = np.zeros(len(self._ids), np.float64)
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

    def typical(self) -> list[float]:
        return self._vectors.mean()

    def count(self, among: Condition | None) -> int:
        return len(self._meeting(among))

    # --- conditions -----------------------------------------------------------------------------------------

    def _meeting(self, condition: Condition | None) -> BitMap:
        """Who is there and meets it."""
        return self._alive if condition is None else self._alive & self._met(condition)

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
        if limit < 1 or not len(positions):
            return []
        if len(positions) > limit:
            kept = scores >= np.partition(scores, -limit)[-limit]
            positions, scores = positions[kept], scores[kept]
        found = zip(positions.tolist(), scores.tolist(), strict=True)
        hits = [Hit(self._ids[at], float(score)) for at, score in found]
        return sorted(hits, key=lambda hit: (-hit.score, hit.id))[:limit]


_NOBODY = BitMap()


def _of_best(scores: Floats, least: float = 0.0) -> Floats:
    """As shares of the best one's, above `least`."""
    span = float(scores.max(initial=least)) - least
    return np.clip((scores - least) / span, 0, 1) if span > 0 else np.zeros(len(scores), np.float32)


def _fused(parts: Mapping[str, Any], vector_weight: int, count: int) -> Any:
    """As `Measures` says; 1 for everybody when nothing was asked."""
    halves = [parts["fit"]] if "fit" in parts else []
    weights = {"words": 1, "meaning": vector_weight}
    soft = [(weights[name], values) for name, values in parts.items() if name in weights]
    if soft:
        halves.append(sum(w * values for w, values in soft) / sum(w for w, _ in soft))
    return np.round(sum(halves) / len(halves), DECIMALS) if halves else np.ones(count)


def _kind(tag: str) -> str:
    return tag.partition(":")[0]


def _known(ids: Iterable[str], position: Mapping[str, int]) -> Iterator[int]:
    return (position[id] for id in ids if id in position)


def _array(bitmap: BitMap) -> Positions:
    return np.array(bitmap.to_array(), np.int64)
