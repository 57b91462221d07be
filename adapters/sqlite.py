"""Records in one SQLite file: a table of JSON documents per collection. Safe with several processes on the file.

Reads are microseconds, so they run on the event loop's own thread; writes run in a thread of their own, so that
waiting for another process's write lock never holds up the loop.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from adapters.record_rules import askable, outrun, plain, require_searchable, taken
from adapters.sqlite_file import answering, connect, transaction
from domain.errors import Unavailable
from domain.ports import Between, OneOf, R, Record, Scalar, Where

P = ParamSpec("P")
T = TypeVar("T")


class SqliteRecords:
    """`Records` in the file `path`, made with its folder when absent. Open it after a fork, never before."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: set[type[Record]] = set()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite-writer")
        with self._answering():
            self._writer, self._reader = connect(path, 2)

    async def get(self, kind: type[R], id: str) -> R | None:
        rows = await self._read(kind, f"SELECT doc FROM {kind.collection} WHERE id = ?", [id])  # noqa: S608
        return kind.model_validate_json(rows[0][0]) if rows else None

    async def find(
        self,
        kind: type[R],
        where: Where | None = None,
        *,
        order: str = "id",
        descending: bool = False,
        limit: int = 1000,
        skip: int = 0,
    ) -> list[R]:
        condition, values = _condition(kind, where or {})
        direction = "DESC" if descending else "ASC"
        by = "" if order == "id" else f"{_expression(askable(kind, order))} {direction}, "
        rows = await self._read(
            kind,
            f"SELECT doc FROM {kind.collection} WHERE {condition} "  # noqa: S608
            f"ORDER BY {by}id {direction} LIMIT ? OFFSET ?",
            [*values, max(limit, 0), skip],
        )
        return [kind.model_validate_json(doc) for (doc,) in rows]

    async def count(self, kind: type[Record], where: Where | None = None) -> int:
        condition, values = _condition(kind, where or {})
        rows = await self._read(kind, f"SELECT count(*) FROM {kind.collection} WHERE {condition}", values)  # noqa: S608
        return int(rows[0][0])

    async def column(self, kind: type[Record], field: str) -> list[tuple[str, str]]:
        value = _expression(askable(kind, field))
        sql = f"SELECT id, {value} FROM {kind.collection} WHERE {value} IS NOT NULL ORDER BY {value}, id"  # noqa: S608
        return [(id, text) for id, text in await self._read(kind, sql, [])]

    async def texts(self, kind: type[Record], *, after: str = "", limit: int) -> list[tuple[str, str]]:
        sql = f"SELECT id, doc FROM {kind.collection} WHERE id > ? ORDER BY id LIMIT ?"  # noqa: S608
        return [(id, doc) for id, doc in await self._read(kind, sql, [after, max(limit, 0)])]

    async def insert(self, record: Record) -> None:
        if await self.insert_all([record]) == 0:
            raise taken(type(record))

    async def insert_all(self, records: Sequence[Record]) -> int:
        for kind in {type(record) for record in records}:
            await self._prepare(kind)
        new, clash = await self._write(self._insert, records)
        if clash is not None:
            raise taken(type(clash))
        return new

    async def replace(self, record: R) -> R:
        await self._prepare(type(record))
        newer = record.model_copy(update={"rev": record.rev + 1})
        await self._write(self._replace, newer)
        return newer

    async def delete(self, kind: type[Record], id: str) -> bool:
        await self._prepare(kind)
        return await self._write(self._delete, kind, id)

    async def compact(self) -> None:
        """What is deleted is overwritten (`secure_delete`); the write-ahead log, which still holds it, is emptied."""
        await asyncio.wrap_future(self._thread.submit(self._empty_log))

    def _empty_log(self) -> None:
        with self._answering():
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    async def ping(self) -> None:
        with self._answering():
            self._reader.execute("SELECT count(*) FROM sqlite_schema").fetchone()

    async def close(self) -> None:
        await asyncio.to_thread(self._thread.shutdown)
        self._reader.close()
        self._writer.close()

    def _answering(self) -> AbstractContextManager[None]:
        return answering("The records file", self._path)

    async def _read(self, kind: type[Record], sql: str, values: Sequence[Scalar]) -> list[tuple[Any, ...]]:
        await self._prepare(kind)
        with self._answering():
            return self._reader.execute(sql, values).fetchall()

    async def _write(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        def in_transaction() -> T:
            with self._answering(), transaction(self._writer):
                return work(*args, **kwargs)

        try:
            writing = self._thread.submit(in_transaction)
        except RuntimeError as closed:
            raise Unavailable("The records are closed because the program is stopping.") from closed
        return await asyncio.wrap_future(writing)

    async def _prepare(self, kind: type[Record]) -> None:
        if kind not in self._known:
            await self._write(self._create, kind)
            self._known.add(kind)

    def _create(self, kind: type[Record]) -> None:
        for statement in _schema(kind):
            self._writer.execute(statement)

    def _insert(self, records: Sequence[Record]) -> tuple[int, Record | None]:
        """How many were new, and one that a unique group kept out, if any."""
        new, clash = 0, None
        for record in records:
            try:
                new += self._writer.execute(
                    f"INSERT INTO {record.collection}(id, rev, doc) VALUES (?, ?, ?) ON CONFLICT(id) DO NOTHING",  # noqa: S608
                    (record.id, record.rev, _document(record)),
                ).rowcount
            except sqlite3.IntegrityError:
                clash = record
        return new, clash

    def _replace(self, newer: Record) -> None:
        try:
            changed = self._writer.execute(
                f"UPDATE {newer.collection} SET rev = ?, doc = ? WHERE id = ? AND rev = ?",  # noqa: S608
                (newer.rev, _document(newer), newer.id, newer.rev - 1),
            ).rowcount
        except sqlite3.IntegrityError as clash:
            raise taken(type(newer)) from clash
        if changed == 0:
            raise outrun(type(newer))

    def _delete(self, kind: type[Record], id: str) -> bool:
        return self._writer.execute(f"DELETE FROM {kind.collection} WHERE id = ?", (id,)).rowcount > 0  # noqa: S608


def _document(record: Record) -> str:
    text = record.model_dump_json()
    if "\\u0000" in text:  # seldom, so that the check costs next to nothing
        require_searchable(type(record), json.loads(text))
    return text


def _expression(field: str) -> str:
    return "id" if field == "id" else f"json_extract(doc, '$.{field}')"


def _schema(kind: type[Record]) -> Iterator[str]:
    """A unique index counts nulls as different from each other, which is what exempts them."""
    name = kind.collection
    yield f"CREATE TABLE IF NOT EXISTS {name}(id TEXT PRIMARY KEY, rev INTEGER NOT NULL, doc TEXT NOT NULL)"
    groups: list[tuple[str, ...]] = [*((field,) for field in kind.indexed), *kind.ordered]
    for group in groups:
        yield _index(name, "INDEX", "by", group, tail=", id")
    for group in kind.unique:
        yield _index(name, "UNIQUE INDEX", "one", group, tail="")


def _index(table: str, what: str, prefix: str, fields: Sequence[str], tail: str) -> str:
    name = f"{table}_{prefix}_{'_'.join(fields).replace('.', '_')}"
    return f"CREATE {what} IF NOT EXISTS {name} ON {table}({', '.join(map(_expression, fields))}{tail})"


def _condition(kind: type[Record], where: Where) -> tuple[str, list[Scalar]]:
    """SQL over declared fields, and the values to bind to it."""
    parts: list[str] = ["TRUE"]
    values: list[Scalar] = []
    for field, wanted in where.items():
        part, bound = _comparison(_expression(askable(kind, field)), plain(wanted))
        parts.append(part)
        values.extend(bound)
    return " AND ".join(parts), values


def _comparison(expression: str, wanted: Scalar | OneOf | Between) -> tuple[str, Sequence[Scalar]]:
    if isinstance(wanted, OneOf):
        concrete = [value for value in wanted.values if value is not None]
        null = f" OR {expression} IS NULL" if None in wanted.values else ""
        return f"({expression} IN ({', '.join('?' * len(concrete))}){null})", concrete
    if isinstance(wanted, Between):
        bounds = [
            (sign, value) for sign, value in ((">=", wanted.low), ("<=", wanted.high)) if value is not None
        ]
        parts = [f"{expression} IS NOT NULL", *(f"{expression} {sign} ?" for sign, _ in bounds)]
        return f"({' AND '.join(parts)})", [value for _, value in bounds]
    if wanted is None:
        return f"{expression} IS NULL", []
    return f"{expression} = ?", [wanted]
