"""A growing array: one value, or one row, for each position."""

from __future__ import annotations

from typing import Any

import numpy as np


class Column:
    """Values of one type, to which more are added at the end. What is full doubles."""

    def __init__(self, kind: type[np.generic], width: int | None = None) -> None:
        self._room = np.zeros((0,) if width is None else (0, width), kind)
        self._used = 0

    def __len__(self) -> int:
        return self._used

    @property
    def values(self) -> np.ndarray[Any, np.dtype[Any]]:
        """Those there are, to be read and changed until more are added."""
        return self._room[: self._used]

    def extend(self, more: np.ndarray[Any, np.dtype[Any]]) -> None:
        needed = self._used + len(more)
        if needed > len(self._room):
            shape = (max(needed, 2 * len(self._room), 256), *self._room.shape[1:])
            larger = np.zeros(shape, self._room.dtype)
            larger[: self._used] = self.values
            self._room = larger
        self._room[self._used : needed] = more
        self._used = needed
