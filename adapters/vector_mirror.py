"""Vectors of one process in memory: one row of a matrix for each entry, searched exhaustively."""

from __future__ import annotations

from typing import Any

import numpy as np

DECIMALS = 6
"""Cosines are rounded so: the same vector in another row of the matrix may differ in the seventh."""
FEW = 4
"""Among fewer than one in so many, their rows alone are multiplied."""

Floats = np.ndarray[Any, np.dtype[np.float32]]
Numbers = np.ndarray[Any, np.dtype[np.int64]]


class VectorMirror:
    """The vector of each position. A position is given once, and later ones are higher."""

    def __init__(self, dimensions: int) -> None:
        self._rows: Floats = np.zeros((0, dimensions), np.float32)
        self._used = 0
        self._sum = np.zeros(dimensions, np.float64)
        self._count = 0

    def put(self, position: int, vector: bytes) -> None:
        """Float32 numbers; nothing for who has no vector."""
        self._make_room(position + 1)
        if vector:
            self._rows[position] = np.frombuffer(vector, np.float32)
        self._count_in(position, 1 if vector else 0)

    def drop(self, position: int) -> None:
        self._count_in(position, -1 if self._rows[position].any() else 0)
        self._rows[position] = 0

    def nearest(self, vector: Floats, among: Numbers) -> tuple[Numbers, Floats]:
        """Those of the positions `among` that have a vector, and their cosines."""
        if len(among) * FEW < self._used:
            cosines = self._rows[among] @ vector
        else:
            cosines = (self._rows[: self._used] @ vector)[among]
        there = cosines != 0
        there[~there] = self._rows[among[~there]].any(axis=1)
        return among[there], np.round(cosines[there], DECIMALS)

    def mean(self) -> list[float]:
        """Of everybody who has one; zeros without any."""
        mean: list[float] = (self._sum / max(1, self._count)).tolist()
        return mean

    def _count_in(self, position: int, sign: int) -> None:
        self._sum += sign * self._rows[position].astype(np.float64)
        self._count += sign

    def _make_room(self, positions: int) -> None:
        """Double what is full."""
        self._used = max(self._used, positions)
        if positions > len(self._rows):
            more = np.zeros((max(positions, 2 * len(self._rows), 256), self._rows.shape[1]), np.float32)
            more[: len(self._rows)] = self._rows
            self._rows = more
