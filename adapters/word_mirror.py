"""Words of one process in memory: BM25 over the stems of every entry's text, and which entries say a phrase.

A text is held as the hashes of its stems, and of each two that follow each other, with how often they come: enough to
rank and to find phrases, and not readable. Two words in a vocabulary of 200,000 share a hash about four times.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any
from zlib import crc32

import numpy as np
import snowballstemmer

K1, B = 1.2, 0.75
"""Of BM25, as in Lucene and FTS5."""
TAIL = 2000
"""Entries, and a fifth of the rest, that are looked through as they are before they are sorted in."""
_WORD = re.compile(r"[^\W_]+[+#]*")
_SAY_NOTHING = (
    "a an and are as at be been but by for from had has have i in into is my of on or our that the their these this to"
    " was we were which will with you your"
)
_STOP = frozenset(_SAY_NOTHING.split())
_STEMMER = snowballstemmer.stemmer("english")

Positions = np.ndarray[Any, np.dtype[np.int64]]
Floats = np.ndarray[Any, np.dtype[np.float32]]
Postings = np.ndarray[Any, np.dtype[np.uint64]]
"""In 64 bits each: 32 of the stem's hash, 24 of the position, 8 of how often."""


def packed(text: str) -> bytes:
    """What an entry keeps of its text: a uint64 a stem, of its hash and how often it comes."""
    said = [crc32(stem.encode()) for stem in stems(text)]
    counts = Counter([*said, *_pairs(said)])
    return np.array([term << 32 | min(n, 255) for term, n in counts.items()], np.uint64).tobytes()


def stems(text: str) -> Iterator[str]:
    """In order, without accents and without words that say nothing."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return (_stem(word) for word in _WORD.findall(plain.casefold()) if word not in _STOP)


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    stem: str = _STEMMER.stemWord(word) if word.isascii() and word.isalpha() else word
    return stem


def _pairs(terms: list[int]) -> list[int]:
    return [crc32(f"{a} {b}".encode()) for a, b in itertools.pairwise(terms)]


def _terms(words: str) -> list[int]:
    """The hash of one word; of several, those of each two that follow each other."""
    said = [crc32(stem.encode()) for stem in stems(words)]
    return said if len(said) < 2 else _pairs(said)


class _Sorted:
    """Postings in the order of their terms: 5 bytes each, and 12 a term."""

    def __init__(self, postings: Postings) -> None:
        postings.sort()
        self._terms, first = np.unique((postings >> np.uint64(32)).astype(np.uint32), return_index=True)
        self._first = np.append(first, len(postings))
        self._at = ((postings >> np.uint64(8)) & np.uint64(0xFFFFFF)).astype(np.uint32)
        self._often = (postings & np.uint64(0xFF)).astype(np.uint8)

    def __call__(self, term: int) -> tuple[Positions, Floats]:
        place = int(np.searchsorted(self._terms, np.uint32(term)))
        if place == len(self._terms) or self._terms[place] != term:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        here = slice(self._first[place], self._first[place + 1])
        return self._at[here].astype(np.int64), self._often[here].astype(np.float32)

    def postings(self) -> Postings:
        terms = np.repeat(self._terms.astype(np.uint64), np.diff(self._first))
        return terms << np.uint64(32) | self._at.astype(np.uint64) << np.uint64(8) | self._often


class WordMirror:
    """The words of each position."""

    def __init__(self) -> None:
        self._sorted = _Sorted(np.zeros(0, np.uint64))
        self._sorted_in = 0
        self._new: list[Postings] = []
        self._tail: Postings = np.zeros(0, np.uint64)
        self._tail_of = 0
        self._lengths: list[int] = []

    def put(self, position: int, words: bytes) -> None:
        """`words` as `packed` made them; positions come in order."""
        held = np.frombuffer(words, np.uint64)
        self._new.append(held | np.uint64(position << 8))
        self._lengths.append(int((held & np.uint64(0xFF)).sum()))

    def saying(self, words: str) -> Positions:
        """Positions that have these words in a row (of more than two: each two of them in a row), ascending."""
        found = [np.unique(self._postings(term)[0]) for term in _terms(words)]
        together = found[0] if found else np.zeros(0, np.int64)
        for each in found[1:]:
            together = np.intersect1d(together, each, assume_unique=True)
        return together

    def scores(self, words: Iterable[str], alive: np.ndarray[Any, np.dtype[np.bool_]]) -> Floats:
        """BM25 of every position; 0 where none of the words is."""
        lengths = np.array(self._lengths, np.float32)
        there = max(1, int(alive.sum()))
        norm = K1 * (1 - B + B * lengths / max(1.0, float(lengths[alive].sum()) / there))
        total = np.zeros(len(alive), np.float32)
        for word in words:
            terms = _terms(word)
            at, often = self._postings(terms[0]) if len(terms) == 1 else _once(self.saying(word))
            here = alive[at]
            at, often = at[here], often[here]
            rarity = np.log1p((there - len(at) + 0.5) / (len(at) + 0.5))
            total[at] += rarity * often * (K1 + 1) / (often + norm[at])
        return total

    def _postings(self, term: int) -> tuple[Positions, Floats]:
        self._settle()
        at, often = self._sorted(term)
        fresh = self._tail[(self._tail >> np.uint64(32)) == term]
        if not len(fresh):
            return at, often
        later = ((fresh >> np.uint64(8)) & np.uint64(0xFFFFFF)).astype(np.int64)
        return np.concatenate([at, later]), np.concatenate(
            [often, (fresh & np.uint64(0xFF)).astype(np.float32)]
        )

    def _settle(self) -> None:
        """Make what is new searchable: sorted in when it is much, side by side when it is little."""
        if self._tail_of == len(self._new):
            return
        if len(self._new) > TAIL + self._sorted_in // 5:
            self._sorted = _Sorted(np.concatenate([self._sorted.postings(), *self._new]))
            self._sorted_in += len(self._new)
            self._new, self._tail, self._tail_of = [], np.zeros(0, np.uint64), 0
        else:
            self._tail = np.concatenate([self._tail, *self._new[self._tail_of :]])
            self._tail_of = len(self._new)


def _once(at: Positions) -> tuple[Positions, Floats]:
    return at, np.ones(len(at), np.float32)
