"""Several measures of many candidates made one score, as `Measures` says, and the best of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest
from typing import Any

import numpy as np

from domain.ports import Measures, Ranked

FIRST_FEW = 5
"""Whose echo is sought."""
DECIMALS = 4
"""Of measures and scores: what differs less is equal."""
_SLACK = 4 * 10.0**-DECIMALS
"""How far apart two scores can be that are the other way round once everything is rounded."""

Numbers = np.ndarray[Any, np.dtype[np.int64]]
Floats = np.ndarray[Any, np.dtype[np.floating[Any]]]


@dataclass(frozen=True)
class Pool:
    """Candidates and what each measures: `parts` hold a number for each of the `ids`, rounded."""

    ids: Sequence[str]
    parts: Mapping[str, Floats]
    weights: Mapping[str, int]

    def leading(self, count: int) -> Pool:
        """The best so many, best first, equals by id."""
        order = leading(self._scores(), self.ids.__getitem__, count)
        return Pool([self.ids[n] for n in order], {k: v[order] for k, v in self.parts.items()}, self.weights)

    def measured(self, name: str, cosines: Floats, common: float) -> Pool:
        """With a part more: cosines of each, of which the typical person has `common`."""
        return replace(self, parts={**self.parts, name: rounded(shares(cosines, common))})

    def ranked(self, limit: int, cosines: Floats | None = None) -> list[Ranked]:
        """`cosines` are those of the nearest passages, one for each of the `ids`."""
        scores = self._scores()
        order = leading(scores, self.ids.__getitem__, limit)
        nearest = np.zeros(len(scores)) if cosines is None else cosines
        measured = [values[order].tolist() for values in self.parts.values()]
        told = zip(scores[order].tolist(), nearest[order].tolist(), *measured, strict=True)
        return [
            Ranked(self.ids[n], score, dict(zip(self.parts, values, strict=True)), cosine)
            for n, (score, cosine, *values) in zip(order, told, strict=True)
        ]

    def _scores(self) -> Floats:
        return np.round(fused(self.parts, self.weights, len(self.ids)), DECIMALS)


def rounded(values: Floats) -> Floats:
    return np.round(values.astype(np.float64), DECIMALS)


def shares(values: Floats, least: float = 0.0) -> Floats:
    """As shares of the best one's, above `least`."""
    span = float(values.max(initial=least)) - least
    if span <= 0:
        return np.zeros(len(values), values.dtype)
    above = values - values.dtype.type(least)
    return np.clip(above, 0, None, out=above) / values.dtype.type(span)


def weights_of(by: Measures) -> dict[str, int]:
    return {
        "words": 1,
        "meaning": by.vector_weight,
        "passage": 1,
        "fit": by.tags_weight,
        "echo": by.echo_weight,
    }


def echo_of(vectors: Floats, typical: Sequence[float]) -> Floats:
    """Where these lie seen from the typical person, of length 1: feedback from the first results, after Rocchio
    (Manning, Raghavan, Schütze 2008, chapter 9)."""
    apart = vectors.mean(axis=0) - np.asarray(typical)
    length = float(np.linalg.norm(apart))
    echo: Floats = (apart / length if length else apart).astype(np.float32)
    return echo


def fused(parts: Mapping[str, Floats], weights: Mapping[str, int], count: int) -> Floats:
    """The weighted mean of the parts; 1 for everybody when nothing was asked."""
    if not parts:
        return np.ones(count)
    summed = np.asarray(sum(values * weights[name] for name, values in parts.items()))
    return summed / sum(weights[name] for name in parts)


def likely(scores: Floats, count: int) -> Numbers:
    """Places of those who can be among the best so many once everything is rounded."""
    if count >= len(scores):
        return np.arange(len(scores))
    return np.flatnonzero(scores >= np.partition(scores, -count)[-count] - _SLACK)


def leading(scores: Floats, id_of: Callable[[int], str], count: int) -> list[int]:
    """Places of the best so many, best first, equals by id. Crowds of equals are not sorted as a whole."""
    places: Sequence[int] = range(len(scores))
    if 0 < count < len(scores):
        last = np.partition(scores, -count)[-count]
        above = np.flatnonzero(scores > last).tolist()
        equal = np.flatnonzero(scores == last).tolist()
        places = [*above, *nsmallest(count - len(above), equal, key=id_of)]
    listed = scores.tolist()
    return sorted(places, key=lambda n: (-listed[n], id_of(n)))[: max(0, count)]
