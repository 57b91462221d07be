"""Words of one process in memory: BM25 over the stems of every entry's text, and which entries say a phrase.

A text is held as the hashes of its stems, and of each two that follow each other, with how often they come: enough to
rank and to find phrases, and not readable. Two words in a vocabulary of 200,000 share a hash about four times.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any
from zlib import crc32

import numpy as np
import snowballstemmer

from adapters.columns import Column

K1, B = 1.2, 0.75
"""Of BM25, as in Lucene and FTS5."""
MUCH_LARGER = 2
"""Sorted postings are merged with those before them unless these are so many times more: each posting is moved a few
times in all, and a word is looked up in a few places."""
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
    said = _hashes(text)
    terms, often = np.unique(np.concatenate([said, _pairs(said)]), return_counts=True)
    return (terms << np.uint64(32) | np.minimum(often, 255).astype(np.uint64)).tobytes()


def stems(text: str) -> Iterator[str]:
    """In order, without accents and without words that say nothing."""
    return map(_stem, _words(text))


class _Unaccented(dict[int, str]):
    """Each character in its plain form (NFKD), without marks; found out at its first use."""

    def __missing__(self, code: int) -> str:
        plain = "".join(c for c in unicodedata.normalize("NFKD", chr(code)) if not unicodedata.combining(c))
        self[code] = plain
        return plain


_UNACCENTED = _Unaccented()


def _words(text: str) -> Iterator[str]:
    if not text.isascii():
        text = text.translate(_UNACCENTED)
    return (word for word in _WORD.findall(text.casefold()) if word not in _STOP)


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    stem: str = _STEMMER.stemWord(word) if word.isascii() and word.isalpha() else word
    return stem


@lru_cache(maxsize=100_000)
def _hash(word: str) -> int:
    return crc32(_stem(word).encode())


def _hashes(text: str) -> Postings:
    return np.fromiter(map(_hash, _words(text)), np.uint64)


def _pairs(terms: Postings) -> Postings:
    """A hash of each two that follow each other (multiplicative, Knuth 6.4), as wide as a word's."""
    return (terms[:-1] << np.uint64(32) | terms[1:]) * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(32)


def _terms(words: str) -> list[int]:
    """The hash of one word; of several, those of each two that follow each other."""
    said = _hashes(words)
    terms: list[int] = (said if len(said) < 2 else _pairs(said)).tolist()
    return terms


class _Sorted:
    """Postings in the order of their terms: 5 bytes each, and 12 a term."""

    def __init__(self, postings: Postings) -> None:
        postings.sort()
        terms = (postings >> np.uint64(32)).astype(np.uint32)
        first = np.flatnonzero(terms[1:] != terms[:-1]) + 1
        self._first = np.concatenate([[0], first, [len(terms)]])
        self._terms = terms[self._first[:-1]]
        self._at = postings.astype(np.uint32) >> np.uint32(8)
        self._often = postings.astype(np.uint8)

    def __len__(self) -> int:
        return len(self._at)

    def __call__(self, term: int) -> tuple[Positions, Floats]:
        place = int(np.searchsorted(self._terms, np.uint32(term)))
        if place == len(self._terms) or self._terms[place] != term:
            return _NONE, _NEVER
        here = slice(self._first[place], self._first[place + 1])
        return self._at[here].astype(np.int64), self._often[here].astype(np.float32)

    def postings(self) -> Postings:
        terms = np.repeat(self._terms.astype(np.uint64), np.diff(self._first))
        return terms << np.uint64(32) | self._at.astype(np.uint64) << np.uint64(8) | self._often


class WordMirror:
    """The words of each position. Positions come in order, each once."""

    def __init__(self) -> None:
        self._parts: list[_Sorted] = []
        """The largest and oldest first."""
        self._new: list[Postings] = []
        self._lengths = Column(np.float32)
        self._alive = Column(np.bool_)
        self._norm: Floats | None = None

    def put(self, words: Sequence[bytes]) -> None:
        """The next positions, `words` as `packed` made them."""
        held = np.frombuffer(b"".join(words), np.uint64)
        of_each = np.array([len(each) // held.itemsize for each in words])
        positions = np.arange(len(words), dtype=np.uint64) + np.uint64(len(self._lengths))
        owner = np.repeat(np.arange(len(words)), of_each)
        self._lengths.extend(np.bincount(owner, held & np.uint64(0xFF), len(words)))
        self._alive.extend(np.ones(len(words), np.bool_))
        self._norm = None
        if len(held):
            self._new.append(held | np.repeat(positions << np.uint64(8), of_each))

    def drop(self, position: int) -> None:
        self._alive.values[position] = False
        self._norm = None

    def saying(self, words: str) -> Positions:
        """Positions that have these words in a row (of more than two: each two of them in a row), ascending."""
        found = [self._postings(term)[0] for term in _terms(words)]
        together = found[0] if found else np.zeros(0, np.int64)
        for each in found[1:]:
            together = np.intersect1d(together, each, assume_unique=True)
        return together

    def scores(self, words: Iterable[str]) -> Floats:
        """BM25 of every position; 0 where none of the words is, and for who was dropped."""
        alive, norm = self._alive.values, self._normed()
        there = max(1, int(np.count_nonzero(alive)))
        total = np.zeros(len(alive), np.float32)
        for word in words:
            terms = _terms(word)
            at, often = self._postings(terms[0]) if len(terms) == 1 else _once(self.saying(word))
            here = alive[at]
            at, often = at[here], often[here]
            rarity = np.log1p((there - len(at) + 0.5) / (len(at) + 0.5))
            total[at] += rarity * often * (K1 + 1) / (often + norm[at])
        return total

    def _normed(self) -> Floats:
        """How much the length of each counts, by the mean length."""
        if self._norm is None:
            lengths, alive = self._lengths.values, self._alive.values
            there = max(1, int(np.count_nonzero(alive)))
            shares = lengths / max(1.0, float(lengths[alive].sum()) / there)
            self._norm = (K1 * (1 - B + B * shares)).astype(np.float32)
        return self._norm

    def _postings(self, term: int) -> tuple[Positions, Floats]:
        """Positions ascending, each once."""
        self._settle()
        found = [part(term) for part in self._parts]
        if len(found) == 1:
            return found[0]
        at, often = zip(*found, strict=True) if found else ((), ())
        return np.concatenate([*at, _NONE]), np.concatenate([*often, _NEVER])

    def _settle(self) -> None:
        """Sort in what is new."""
        if not self._new:
            return
        self._parts.append(_Sorted(np.concatenate(self._new)))
        self._new = []
        while len(self._parts) > 1 and len(self._parts[-2]) < MUCH_LARGER * len(self._parts[-1]):
            last, before = self._parts.pop(), self._parts.pop()
            self._parts.append(_Sorted(np.concatenate([before.postings(), last.postings()])))


_NONE: Positions = np.zeros(0, np.int64)
_NEVER: Floats = np.zeros(0, np.float32)


def _once(at: Positions) -> tuple[Positions, Floats]:
    return at, np.ones(len(at), np.float32)
