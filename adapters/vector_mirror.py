"""Vectors of one process in memory: one row of a matrix for each entry, searched exhaustively."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from adapters.columns import Column

DECIMALS = 6
"""Cosines are rounded so: the same vector in another row of the matrix may differ in the seventh."""
FEW = 4
"""Among fewer than one in so many, their rows alone are multiplied."""

Floats = np.ndarray[Any, np.dtype[np.float32]]
Numbers = np.ndarray[Any, np.dtype[np.int64]]


class VectorMirror:
    """The vector of each position; zeros for who has none. Positions come in order, each once."""

    def __init__(self, dimensions: int) -> None:
        self._rows = Column(np.float32, dimensions)
        self._dimensions = dimensions
        self._sum = np.zeros(dimensions, np.float64)
        self._count = 0

    def put(self, vectors: Sequence[bytes]) -> None:
        """Of the next positions: float32 numbers; nothing for who has no vector."""
        none = bytes(4 * self._dimensions)
        more = np.frombuffer(b"".join(v or none for v in vectors), np.float32).reshape(-1, self._dimensions)
        self._rows.extend(more)
        self._sum += more.sum(axis=0, dtype=np.float64)
        self._count += sum(map(bool, vectors))

    def drop(self, position: int) -> None:
        row = self._rows.values[position]
        self._sum -= row
        self._count -= bool(row.any())
        row[:] = 0

    def nearest(self, vector: Floats, among: Numbers) -> tuple[Numbers, Floats]:
        """Those of the positions `among` that have a vector, and their cosines."""
        rows = self._rows.values
        cosines = rows[among] @ vector if len(among) * FEW < len(rows) else (rows @ vector)[among]
        there = cosines != 0
        there[~there] = rows[among[~there]].any(axis=1)
        return among[there], np.round(cosines[there], DECIMALS)

    def mean(self) -> list[float]:
        """Of everybody who has one; zeros without any."""
        mean: list[float] = (self._sum / max(1, self._count)).tolist()
        return mean
