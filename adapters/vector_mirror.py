"""Vectors of one process in memory: rows of one matrix, each owned by an entry; searched exhaustively."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from domain.ports import Hit

NOBODY = -1
NO_SCORE = -2.0
"""Below any cosine."""
DECIMALS = 6
"""Cosines are rounded so: the same vector in another row of the matrix may differ in the seventh."""


class VectorMirror:
    """Holds every entry's vectors as of change number `sequence`."""

    def __init__(self, dimensions: int) -> None:
        self.sequence = 0
        self._ids: list[str] = []
        self._position: dict[str, int] = {}
        self._rows: np.ndarray[Any, np.dtype[np.float32]] = np.zeros((0, dimensions), np.float32)
        self._owners: np.ndarray[Any, np.dtype[np.int32]] = np.zeros(0, np.int32)
        self._used = 0
        self._dead = 0

    def put(self, sequence: int, id: str, vectors: bytes | None) -> None:
        """Replace what is held of `id` by `vectors` (float32 rows; None: deleted)."""
        self._forget(id)
        rows = np.frombuffer(vectors or b"", np.float32).reshape(-1, self._rows.shape[1])
        self._make_room(len(rows))
        position = self._position.setdefault(id, len(self._ids))
        if position == len(self._ids):
            self._ids.append(id)
        end = self._used + len(rows)
        self._rows[self._used : end], self._owners[self._used : end] = rows, position
        self._used, self.sequence = end, sequence

    def nearest(
        self, vector: np.ndarray[Any, np.dtype[np.float32]], limit: int, among: Sequence[str] | None
    ) -> list[Hit]:
        """Entries by their best row's cosine with `vector`, best first, equals by id."""
        best = self._best(vector)
        if among is not None:
            allowed = [self._position[id] for id in among if id in self._position]
            best[np.setdiff1d(np.arange(len(best)), allowed)] = NO_SCORE
        found = np.flatnonzero(best > NO_SCORE)
        if limit < 1 or not len(found):
            return []
        if len(found) > limit:
            found = found[best[found] >= np.partition(best[found], -limit)[-limit]]
        hits = [Hit(self._ids[position], float(best[position])) for position in found]
        return sorted(hits, key=lambda hit: (-hit.score, hit.id))[:limit]

    def _best(self, vector: np.ndarray[Any, np.dtype[np.float32]]) -> np.ndarray[Any, np.dtype[np.float32]]:
        """Best cosine of each entry, by position."""
        best = np.full(len(self._ids), NO_SCORE, np.float32)
        owners = self._owners[: self._used]
        alive = owners != NOBODY
        cosines = np.round(self._rows[: self._used] @ vector, DECIMALS)
        np.maximum.at(best, owners[alive], cosines[alive])
        return best

    def _forget(self, id: str) -> None:
        position = self._position.get(id)
        if position is None:
            return
        mine = np.flatnonzero(self._owners[: self._used] == position)
        self._rows[mine], self._owners[mine] = 0, NOBODY
        self._dead += len(mine)

    def _make_room(self, wanted: int) -> None:
        """Close the gaps once half of the rows are dead; double the matrix when it is full."""
        if self._dead > self._used // 2:
            alive = np.flatnonzero(self._owners[: self._used] != NOBODY)
            self._rows, self._owners = self._rows[alive], self._owners[alive]
            self._used, self._dead = len(alive), 0
        missing = self._used + wanted - len(self._rows)
        if missing > 0:
            extra = max(missing, len(self._rows), 256)
            self._rows = np.concatenate([self._rows, np.zeros((extra, self._rows.shape[1]), np.float32)])
            self._owners = np.concatenate([self._owners, np.full(extra, NOBODY, np.int32)])
