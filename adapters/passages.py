"""Vectors of passages as the file holds them: a byte a number, and one number that says how long it is.

A resume has some ten passages, so they are most of the index; a byte each keeps cosines to a few thousandths.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from adapters.vector_mirror import products

LARGEST = 127
Floats = np.ndarray[Any, np.dtype[np.float32]]
Numbers = np.ndarray[Any, np.dtype[np.integer[Any]]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]


class NearestOf(NamedTuple):
    """Of each: whether there is a passage, the cosine of the nearest one (0 without any), and where that stands."""

    there: Flags
    cosines: Floats
    starts: Numbers
    ends: Numbers


def _kind(dimensions: int) -> np.dtype[Any]:
    return np.dtype([("start", "<u4"), ("end", "<u4"), ("unit", "<f4"), ("numbers", "i1", (dimensions,))])


def packed(vectors: Floats, spans: Sequence[tuple[int, int]]) -> bytes:
    """Rows of one vector each; `spans` may be empty."""
    rows = np.zeros(len(vectors), _kind(vectors.shape[1]))
    units = np.abs(vectors).max(axis=1, initial=0) / LARGEST
    if spans:
        rows["start"], rows["end"] = np.array(spans).T
    rows["unit"] = units
    rows["numbers"] = np.rint(vectors / np.where(units > 0, units, 1)[:, None])
    return rows.tobytes()


def unpacked(held: bytes, dimensions: int) -> Floats:
    rows = np.frombuffer(held, _kind(dimensions))
    vectors: Floats = rows["numbers"].astype(np.float32) * rows["unit"][:, None]
    return vectors


def nearest(held: Sequence[bytes], vector: Floats) -> NearestOf:
    """`held` are the passages of each, as `packed` made them."""
    kind = _kind(len(vector))
    of = np.array([len(each) // kind.itemsize for each in held], np.int64)
    rows = np.frombuffer(b"".join(held), kind)
    cosines = products(rows["numbers"], vector) * rows["unit"]
    first, there = np.cumsum(of) - of, of > 0
    best, at = np.zeros(len(held), np.float32), np.zeros(len(held), np.int64)
    if len(rows):
        best[there] = np.maximum.reduceat(cosines, first[there])
        owner = np.repeat(np.arange(len(held)), of)
        places = np.flatnonzero(cosines == best[owner])[::-1]
        at[owner[places]] = places  # the first of equals is written last
        return NearestOf(there, best, rows["start"][at] * there, rows["end"][at] * there)
    return NearestOf(there, best, at, at)
