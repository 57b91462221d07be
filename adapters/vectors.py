"""Search index in one SQLite file: words in FTS5, vectors as float32 bytes, and a copy of the vectors in memory.

The file is the truth. Every change takes the next number of one sequence, and a process brings its copy up to date
by reading what is later than the last number it saw, before each search: exact, and deletions hold everywhere at once.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import numpy as np

from adapters.sqlite_file import answering, connect, transaction
from adapters.vector_mirror import VectorMirror
from domain.errors import Unavailable
from domain.ports import Hit, IndexEntry

MAX_WORDS = 64
"""Words of one question that are looked up; a page pasted as a question must not become a query of thousands."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS about(key TEXT PRIMARY KEY, value INTEGER NOT NULL);
INSERT OR IGNORE INTO about VALUES ('sequence', 0);
CREATE TABLE IF NOT EXISTS entries(
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, sequence INTEGER NOT NULL, vectors BLOB);
CREATE INDEX IF NOT EXISTS entries_sequence ON entries(sequence);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(text, tokenize = "porter unicode61 tokenchars '+#'");
"""
# `words.rowid` is `entries.number`. An entry whose `vectors` is NULL was deleted: its id alone stays, as a notice to
# the other processes. `+` and `#` belong to words so that C, C++ and C# differ.

P = ParamSpec("P")
T = TypeVar("T")


class SqliteIndex:
    """`SearchIndex` in the file `path` for vectors of `dimensions` numbers. Safe with several processes.

    Raises `Unavailable` when the file holds vectors of another width, that is, of another embedder.
    """

    def __init__(self, path: Path, dimensions: int) -> None:
        self._path = path
        self._dimensions = dimensions
        self._mirror = VectorMirror(dimensions)
        self._reading = ThreadPoolExecutor(1, thread_name_prefix="index-reader")
        self._writing = ThreadPoolExecutor(1, thread_name_prefix="index-writer")
        with answering("The search index", path):
            self._reader, self._writer = connect(path, 2)
            self._writer.execute("PRAGMA secure_delete = ON")
            self._create()

    async def upsert(self, entries: Sequence[IndexEntry]) -> None:
        packed = [(entry.id, entry.text, self._packed(entry)) for entry in entries]
        await self._run(self._writing, self._upsert, packed)

    async def delete(self, ids: Sequence[str]) -> None:
        await self._run(self._writing, self._delete, ids)

    async def by_vector(
        self, vector: Sequence[float], limit: int, among: Sequence[str] | None = None
    ) -> list[Hit]:
        return await self._run(self._reading, self._by_vector, vector, limit, among)

    async def by_words(
        self, words: Sequence[str], limit: int, among: Sequence[str] | None = None
    ) -> list[Hit]:
        return await self._run(self._reading, self._by_words, words, limit, among)

    async def vectors_of(self, id: str) -> list[list[float]]:
        return await self._run(self._reading, self._vectors_of, id)

    async def count(self) -> int:
        return await self._run(self._reading, self._count)

    async def ping(self) -> None:
        await self.count()

    async def close(self) -> None:
        for pool in (self._reading, self._writing):
            await asyncio.to_thread(pool.shutdown)
        self._reader.close()
        self._writer.close()

    async def _run(self, pool: Executor, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        def answered() -> T:
            with answering("The search index", self._path):
                return work(*args, **kwargs)

        try:
            running = pool.submit(answered)
        except RuntimeError as closed:
            raise Unavailable("The search index is closed because the program is stopping.") from closed
        return await asyncio.wrap_future(running)

    def _create(self) -> None:
        with transaction(self._writer):
            for statement in filter(str.strip, SCHEMA.split(";")):
                self._writer.execute(statement)
            self._writer.execute("INSERT OR IGNORE INTO about VALUES ('dimensions', ?)", (self._dimensions,))
            (held,) = self._writer.execute("SELECT value FROM about WHERE key = 'dimensions'").fetchone()
        if held != self._dimensions:
            raise Unavailable(
                f"The search index {self._path} holds vectors of {held} numbers, not {self._dimensions}: another "
                "embedder made it. Delete the file and index the candidates again."
            )

    def _packed(self, entry: IndexEntry) -> bytes:
        for vector in entry.vectors:
            if len(vector) != self._dimensions:
                raise ValueError(f"a vector of {len(vector)} numbers in an index of {self._dimensions}")
        return np.array(entry.vectors, np.float32).tobytes()

    def _upsert(self, entries: Iterable[tuple[str, str, bytes]]) -> None:
        with transaction(self._writer):
            for id, text, vectors in entries:
                number = self._change(id, vectors)
                self._writer.execute("INSERT INTO words(rowid, text) VALUES (?, ?)", (number, text))

    def _delete(self, ids: Iterable[str]) -> None:
        with transaction(self._writer):
            known = [id for id in ids if _one(self._writer, "SELECT 1 FROM entries WHERE id = ?", id)]
            for id in known:
                self._change(id, None)
            if known:  # drops the deleted words from FTS5's own lists too, which otherwise happens much later
                self._writer.execute("INSERT INTO words(words) VALUES ('optimize')")
        self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()  # which holds them still

    def _change(self, id: str, vectors: bytes | None) -> int:
        """Number of the entry, its vectors set, its words gone."""
        self._writer.execute("UPDATE about SET value = value + 1 WHERE key = 'sequence'")
        self._writer.execute(
            "INSERT INTO entries(id, sequence, vectors) "
            "VALUES (?, (SELECT value FROM about WHERE key = 'sequence'), ?) "
            "ON CONFLICT(id) DO UPDATE SET sequence = excluded.sequence, vectors = excluded.vectors",
            (id, vectors),
        )
        number = int(_one(self._writer, "SELECT number FROM entries WHERE id = ?", id))
        self._writer.execute("DELETE FROM words WHERE rowid = ?", (number,))
        return number

    def _by_vector(self, vector: Sequence[float], limit: int, among: Sequence[str] | None) -> list[Hit]:
        later = "SELECT sequence, id, vectors FROM entries WHERE sequence > ? ORDER BY sequence"
        for sequence, id, vectors in self._reader.execute(later, (self._mirror.sequence,)):
            self._mirror.put(sequence, id, vectors)
        return self._mirror.nearest(np.array(vector, np.float32), limit, among)

    def _by_words(self, words: Sequence[str], limit: int, among: Sequence[str] | None) -> list[Hit]:
        asked = [_quoted(word) for word in dict.fromkeys(words) if word.strip("\0 ")][:MAX_WORDS]
        if not asked or limit < 1:
            return []
        restriction = "" if among is None else "AND id IN (SELECT value FROM json_each(?)) "
        rows = self._reader.execute(
            "SELECT id, bm25(words) FROM words JOIN entries ON number = words.rowid "  # noqa: S608
            f"WHERE words MATCH ? {restriction}ORDER BY 2, id LIMIT ?",
            [" OR ".join(asked), *([] if among is None else [json.dumps(list(among))]), limit],
        )
        return [Hit(id, -score) for id, score in rows]

    def _vectors_of(self, id: str) -> list[list[float]]:
        held = _one(self._reader, "SELECT vectors FROM entries WHERE id = ?", id) or b""
        vectors: list[list[float]] = np.frombuffer(held, np.float32).reshape(-1, self._dimensions).tolist()
        return vectors

    def _count(self) -> int:
        return int(_one(self._reader, "SELECT count(*) FROM entries WHERE vectors IS NOT NULL"))


def _one(connection: sqlite3.Connection, sql: str, *values: str) -> Any:
    """First column of the first row; None without a row."""
    row = connection.execute(sql, values).fetchone()
    return row and row[0]


def _quoted(word: str) -> str:
    """An FTS5 string: no character in it but the doubled quote means anything to FTS5."""
    return '"' + word.replace("\0", " ").replace('"', '""') + '"'
