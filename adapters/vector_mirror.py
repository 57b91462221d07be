"""Vectors of one process in memory: one row of a matrix for each entry, searched exhaustively."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from adapters.columns import Column

COSINE_DECIMALS = 6
"""To round cosines to: the same vector in another row of the matrix may differ in the seventh."""
FEW = 4
"""Among fewer than one in so many, their rows alone are multiplied."""
AT_A_TIME = 512
"""Rows multiplied at a time: few enough to stay in the processor's cache, and for BLAS to start no threads, which cost more
than they gain and wait for each other on a busy machine."""

Floats = np.ndarray[Any, np.dtype[np.float32]]
Numbers = np.ndarray[Any, np.dtype[np.int64]]


class VectorMirror:
    """The vector of each position; zeros for who has none. Positions come in order, each once."""

    def __init__(self, dimensions: int) -> None:
        self._rows = Column(np.float32, dimensions)
        self._there = Column(np.bool_)
        self._dimensions = dimensions
        self._sum = np.zeros(dimensions, np.float64)
        self._count = 0

    def put(self, vectors: Sequence[bytes]) -> None:
        """Of the next positions: float32 numbers; nothing for who has no vector."""
        none = bytes(4 * self._dimensions)
        more = np.frombuffer(b"".join(v or none for v in vectors), np.float32).reshape(-1, self._dimensions)
        self._rows.extend(more)
        self._sum += more.sum(axis=0, dtype=np.float64)
        self._there.extend(np.array([bool(v) for v in vectors]))
        self._count += sum(map(bool, vectors))

    def drop(self, position: int) -> None:
        row = self._rows.values[position]
        self._sum -= row
        self._count -= bool(self._there.values[position])
        row[:] = 0
        self._there.values[position] = False

    def rows(self, among: Numbers) -> Floats:
        """Zeros for who has none."""
        held: Floats = self._rows.values[among]
        return held

    def cosines(self, vector: Floats, among: Numbers) -> Floats:
        """With each of the positions `among`; not a number for who has no vector."""
        rows = self._rows.values
        if len(among) * FEW < len(rows):
            parts = (rows[among[at : at + AT_A_TIME]] @ vector for at in range(0, len(among), AT_A_TIME))
            cosines = np.concatenate([np.zeros(0, np.float32), *parts])
        else:
            cosines = products(rows, vector)[among]
        there = self._there.values[among]
        return np.where(there, cosines, np.float32(np.nan))

    def mean(self) -> list[float]:
        """Of everybody who has one; zeros without any."""
        mean: list[float] = (self._sum / max(1, self._count)).tolist()
        return mean


def products(rows: np.ndarray[Any, np.dtype[Any]], vector: Floats) -> Floats:
    """Of each row, of whatever numbers, with the vector."""
    found = np.empty(len(rows), np.float32)
    for at in range(0, len(rows), AT_A_TIME):
        some = rows[at : at + AT_A_TIME].astype(np.float32, copy=False)
        np.dot(some, vector, out=found[at : at + AT_A_TIME])
    return found
