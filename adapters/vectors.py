"""Search index in one SQLite file, and a copy of it in the memory of each process that searches.

The file is the truth. Every change takes the next number of one sequence, and a process brings its copy up to date
by reading what is later than the last number it saw, before each search: exact, and deletions hold everywhere at once.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import numpy as np

from adapters import passages, tag_names
from adapters.index_mirror import MAX_WORDS, IndexMirror, Row
from adapters.sqlite_file import answering, connect, transaction
from adapters.vector_mirror import COSINE_DECIMALS
from adapters.word_mirror import packed
from domain.errors import Unavailable
from domain.ports import Condition, Hit, IndexEntry, Measures, Nearest, Ranked

LAYOUT = 6
"""Of the file and of what its vectors are made of. One of another layout is emptied: `knowledge.indexing` fills it from the
candidates' records."""

AT_A_TIME = 2000
"""Entries read at a time: what is held twice while the copy is made."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS about(key TEXT PRIMARY KEY, value INTEGER NOT NULL);
INSERT OR IGNORE INTO about VALUES ('sequence', 0);
CREATE TABLE IF NOT EXISTS entries(
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, sequence INTEGER NOT NULL, vector BLOB, words BLOB, tags BLOB);
CREATE TABLE IF NOT EXISTS passages(number INTEGER PRIMARY KEY, vectors BLOB NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS entries_sequence ON entries(sequence);
"""
# An entry whose `vector` is NULL was deleted: its id alone stays, as a notice to the other processes.

Floats = np.ndarray[Any, np.dtype[np.float32]]
P = ParamSpec("P")
T = TypeVar("T")


class SqliteIndex:
    """`SearchIndex` in the file `path` for vectors of `dimensions` numbers. Safe with several processes.

    Raises `Unavailable` when the file holds vectors of another width, that is, of another embedder.
    """

    def __init__(self, path: Path, dimensions: int) -> None:
        self._path = path
        self._dimensions = dimensions
        self._mirror = IndexMirror(dimensions)
        self._reading = ThreadPoolExecutor(1, thread_name_prefix="index-reader")
        self._writing = ThreadPoolExecutor(1, thread_name_prefix="index-writer")
        with answering("The search index", path):
            self._reader, self._writer = connect(path, 2)
            self._writer.execute("PRAGMA secure_delete = ON")
            self._create()

    async def upsert(self, entries: Sequence[IndexEntry]) -> None:
        await self._run(self._writing, self._upsert, entries)

    async def delete(self, ids: Sequence[str]) -> None:
        await self._run(self._writing, self._delete, ids)

    async def by_vector(
        self, vector: Sequence[float], limit: int, among: Condition | None = None
    ) -> list[Hit]:
        return await self._run(self._reading, lambda: self._now().by_vector(vector, limit, among))

    async def by_passage(self, vector: Sequence[float], ids: Sequence[str]) -> list[Nearest]:
        return await self._run(self._reading, self._by_passage, np.array(vector, np.float32), ids)

    async def by_words(self, words: Sequence[str], limit: int, among: Condition | None = None) -> list[Hit]:
        asked = list(dict.fromkeys(words))[:MAX_WORDS]
        return await self._run(self._reading, lambda: self._now().by_words(asked, limit, among))

    async def ranked(self, by: Measures, limit: int, among: Condition | None = None) -> list[Ranked]:
        return await self._run(self._reading, self._ranked, by, limit, among)

    async def matching(self, among: Condition | None = None, limit: int | None = None) -> list[str]:
        return await self._run(self._reading, lambda: self._now().matching(among, limit))

    async def counts(self, among: Condition | None = None, prefix: str = "") -> dict[str, int]:
        return await self._run(self._reading, lambda: self._now().counts(among, prefix))

    async def vectors_of(self, ids: Sequence[str]) -> dict[str, list[list[float]]]:
        return await self._run(self._reading, self._vectors_of, ids)

    async def typical(self) -> list[float]:
        return await self._run(self._reading, lambda: self._now().typical())

    async def count(self, among: Condition | None = None) -> int:
        return await self._run(self._reading, lambda: self._now().count(among))

    async def ping(self) -> None:
        await self._run(self._reading, _one, self._reader, "SELECT value FROM about")

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
            if int(_one(self._writer, "PRAGMA user_version")) != LAYOUT:
                self._empty()
            for statement in filter(str.strip, (SCHEMA + tag_names.SCHEMA).split(";")):
                self._writer.execute(statement)
            self._writer.execute("INSERT OR IGNORE INTO about VALUES ('dimensions', ?)", (self._dimensions,))
            held = _one(self._writer, "SELECT value FROM about WHERE key = 'dimensions'")
        if held != self._dimensions:
            raise Unavailable(
                f"The search index {self._path} holds vectors of {held} numbers, not {self._dimensions}: another "
                "embedder made it. Delete the file; the next start indexes the candidates again."
            )

    def _empty(self) -> None:
        for table in ("about", "entries", "passages", "names"):
            self._writer.execute(f"DROP TABLE IF EXISTS {table}")
        self._writer.execute(f"PRAGMA user_version = {LAYOUT}")

    def _upsert(self, entries: Sequence[IndexEntry]) -> None:
        entries = list({e.id: e for e in entries}.values())
        changed = [
            (
                e.id,
                self._rows([e.vector] if len(e.vector) else []).tobytes(),
                passages.packed(self._rows(e.passages), e.spans),
                packed(e.text),
            )
            for e in entries
        ]
        with transaction(self._writer):
            held = self._held([e.id for e in entries])
            tags = tag_names.hold(self._writer, [e.tags for e in entries])
            for (id, vector, parts, words), its in zip(changed, tags, strict=True):
                number = self._change(id, vector, words, its)
                self._writer.execute("INSERT OR REPLACE INTO passages VALUES (?, ?)", (number, parts))
            tag_names.release(self._writer, held)

    def _rows(self, vectors: Sequence[Sequence[float]]) -> Floats:
        for vector in vectors:
            if len(vector) != self._dimensions:
                raise ValueError(f"a vector of {len(vector)} numbers in an index of {self._dimensions}")
        return np.array(vectors, np.float32).reshape(-1, self._dimensions)

    def _held(self, ids: Sequence[str]) -> list[bytes]:
        """The tags that these have now."""
        asked = "SELECT tags FROM entries WHERE id IN (SELECT value FROM json_each(?)) AND tags IS NOT NULL"
        return [tags for (tags,) in self._writer.execute(asked, (json.dumps(list(ids)),))]

    def _delete(self, ids: Sequence[str]) -> None:
        with transaction(self._writer):
            tag_names.release(self._writer, self._held(ids))
            for id in ids:
                if _one(self._writer, "SELECT 1 FROM entries WHERE id = ?", id):
                    number = self._change(id, None, None, None)
                    self._writer.execute("DELETE FROM passages WHERE number = ?", (number,))
        self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()  # which holds them still

    def _change(self, id: str, vector: bytes | None, words: bytes | None, tags: bytes | None) -> int:
        self._writer.execute("UPDATE about SET value = value + 1 WHERE key = 'sequence'")
        changed = self._writer.execute(
            "INSERT INTO entries(id, sequence, vector, words, tags) "
            "VALUES (?, (SELECT value FROM about WHERE key = 'sequence'), ?, ?, ?) "
            "ON CONFLICT(id) DO UPDATE SET sequence = excluded.sequence, vector = excluded.vector,"
            " words = excluded.words, tags = excluded.tags RETURNING number",
            (id, vector, words, tags),
        )
        (number,) = changed.fetchone()
        return int(number)

    def _now(self) -> IndexMirror:
        """The copy in memory, brought up to date."""
        if self._mirror.mostly_dead:
            self._mirror = IndexMirror(self._dimensions)
        later = "SELECT * FROM entries WHERE sequence > ? ORDER BY sequence"
        read = self._reader.execute(later, (self._mirror.sequence,))
        while rows := read.fetchmany(AT_A_TIME):
            self._mirror.names |= tag_names.later(self._reader, next(reversed(self._mirror.names), 0))
            self._mirror.update([Row(*row) for row in rows])
        return self._mirror

    def _ranked(self, by: Measures, limit: int, among: Condition | None) -> list[Ranked]:
        now = self._now()
        pool = now.pool(by, max(limit, by.depth), among)
        if not (by.depth and by.vector):
            return pool.ranked(limit)
        best = pool.leading(max(limit, by.depth))
        cosines = self._nearest(np.array(by.vector, np.float32), best.ids).cosines
        deeper = best.measured("passage", cosines, now.common(by.vector))
        if by.echo_weight:
            deeper = now.echoed(deeper)
        return deeper.ranked(limit, np.round(cosines, COSINE_DECIMALS))

    def _by_passage(self, vector: Floats, ids: Sequence[str]) -> list[Nearest]:
        self._now()
        found = self._nearest(vector, ids)
        cosines = np.round(found.cosines, COSINE_DECIMALS).tolist()
        rows = zip(
            found.there.tolist(), ids, cosines, found.starts.tolist(), found.ends.tolist(), strict=True
        )
        hits = (Nearest(id, score, start, end) for there, id, score, start, end in rows if there)
        return sorted(hits, key=lambda hit: (-hit.score, hit.id))

    def _nearest(self, vector: Floats, ids: Sequence[str]) -> passages.NearestOf:
        held = [b""] * len(ids)
        asked = "SELECT key, vectors FROM json_each(?) CROSS JOIN passages ON number = value"
        for place, vectors in self._reader.execute(asked, (json.dumps(self._mirror.numbers_of(ids)),)):
            held[place] = vectors
        return passages.nearest(held, vector)

    def _vectors_of(self, ids: Sequence[str]) -> dict[str, list[list[float]]]:
        rows = self._reader.execute(
            "SELECT id, vector, vectors FROM entries JOIN passages USING (number) "
            "WHERE id IN (SELECT value FROM json_each(?)) AND vector IS NOT NULL",
            (json.dumps(list(ids)),),
        )
        return {
            id: [
                *np.frombuffer(vector, np.float32).reshape(-1, self._dimensions).tolist(),
                *passages.unpacked(parts, self._dimensions).tolist(),
            ]
            for id, vector, parts in rows
        }


def _one(connection: sqlite3.Connection, sql: str, *values: str) -> Any:
    """First column of the first row; None without a row."""
    row = connection.execute(sql, values).fetchone()
    return row and row[0]
