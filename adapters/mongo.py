"""Records in MongoDB, or in a server that speaks its protocol."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any
from urllib.parse import unquote

from pymongo import AsyncMongoClient
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.errors import BulkWriteError, PyMongoError

from adapters.record_rules import askable, outrun, plain, reach, require_searchable, taken
from domain.errors import Unavailable
from domain.ports import Between, OneOf, R, Record, Scalar, Where

ANSWER_WAIT_MS = 5000
DUPLICATE_KEY = 11000
_UNIQUE = "_unique"
"""Holds one text for each unique group of which no field is null, absent otherwise. A sparse unique index on that
text exempts nulls on every server; an index on the fields themselves would take two absent fields for equal, and
partial indexes are not known to every server (FerretDB 1.24)."""

Document = dict[str, Any]


class MongoRecords:
    """`Records` in the database named `database` of the server at `url` (`mongodb://` or `mongodb+srv://`). Connects on
    first use, and belongs to the event loop that uses it first."""

    def __init__(self, url: str, database: str) -> None:
        self._client: AsyncMongoClient[Document] = AsyncMongoClient(
            url, serverSelectionTimeoutMS=ANSWER_WAIT_MS, connectTimeoutMS=ANSWER_WAIT_MS
        )
        self._database = self._client[database]
        self._known: set[type[Record]] = set()

    async def get(self, kind: type[R], id: str) -> R | None:
        with _answering():
            stored = await (await self._collection(kind)).find_one({"_id": id})
        return _from_document(kind, stored) if stored else None

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
        condition = _condition(kind, where or {})
        direction = -1 if descending else 1
        by = [(name, direction) for name in dict.fromkeys((_stored_name(askable(kind, order)), "_id"))]
        if limit <= 0:  # which MongoDB takes for "all"
            return []
        with _answering():
            cursor = (await self._collection(kind)).find(condition).sort(by).skip(skip).limit(limit)
            return [_from_document(kind, stored) for stored in await cursor.to_list()]

    async def count(self, kind: type[Record], where: Where | None = None) -> int:
        condition = _condition(kind, where or {})
        with _answering():
            return await (await self._collection(kind)).count_documents(condition)

    async def column(self, kind: type[Record], field: str) -> list[tuple[str, str]]:
        asked = _stored_name(askable(kind, field))
        with _answering():
            cursor = (await self._collection(kind)).find({asked: {"$ne": None}}, {asked: 1})
            found = [
                (stored["_id"], stored[asked])
                for stored in await cursor.sort([(asked, 1), ("_id", 1)]).to_list()
            ]
        return found

    async def texts(self, kind: type[Record], *, after: str = "", limit: int) -> list[tuple[str, str]]:
        if limit <= 0:
            return []
        with _answering():
            cursor = (
                (await self._collection(kind)).find({"_id": {"$gt": after}}).sort([("_id", 1)]).limit(limit)
            )
            found = [_from_document(kind, stored) for stored in await cursor.to_list()]
        return [(record.id, record.model_dump_json()) for record in found]

    async def insert(self, record: Record) -> None:
        if await self.insert_all([record]) == 0:
            raise taken(type(record))

    async def insert_all(self, records: Sequence[Record]) -> int:
        by_kind = groupby(sorted(records, key=lambda record: record.collection), key=type)
        return sum([await self._insert_kind(kind, list(group)) for kind, group in by_kind])

    async def replace(self, record: R) -> R:
        newer = record.model_copy(update={"rev": record.rev + 1})
        with _answering():
            collection = await self._collection(type(record))
            try:
                done = await collection.replace_one(
                    {"_id": record.id, "rev": record.rev}, _to_document(newer)
                )
            except PyMongoError as error:
                if _is_duplicate(error):
                    raise taken(type(record)) from error
                raise
        if done.matched_count == 0:
            raise outrun(type(record))
        return newer

    async def delete(self, kind: type[Record], id: str) -> bool:
        with _answering():
            return (await (await self._collection(kind)).delete_one({"_id": id})).deleted_count > 0

    async def compact(self) -> None:
        """A server overwrites its files in its own time, and backups in theirs."""

    async def ping(self) -> None:
        with _answering():
            await self._database.command("ping")

    async def close(self) -> None:
        await self._client.close()

    async def _collection(self, kind: type[Record]) -> AsyncCollection[Document]:
        collection = self._database[kind.collection]
        if kind not in self._known:
            for keys, options in _indexes(
                kind
            ):  # one by one: FerretDB fails on several that are there already
                await collection.create_index(keys, **options)
            self._known.add(kind)
        return collection

    async def _insert_kind(self, kind: type[Record], records: Sequence[Record]) -> int:
        with _answering():
            collection = await self._collection(kind)
            try:
                await collection.insert_many([_to_document(record) for record in records], ordered=False)
            except BulkWriteError as error:
                failed = error.details["writeErrors"]
                if any(one["code"] != DUPLICATE_KEY for one in failed):
                    raise
                ids = {records[one["index"]].id for one in failed}
                if await collection.count_documents({"_id": {"$in": sorted(ids)}}) < len(ids):
                    raise taken(kind) from error  # kept out by a unique group, not by its id
                return len(records) - len(failed)
        return len(records)


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except PyMongoError as error:
        raise Unavailable(f"The records server does not answer as it should ({str(error)[:300]}).") from error


def _is_duplicate(error: PyMongoError) -> bool:
    """FerretDB reports a duplicate made by a replacement as an internal error, by its store's words."""
    return getattr(error, "code", None) == DUPLICATE_KEY or "UNIQUE constraint failed" in str(error)


def _stored_name(field: str) -> str:
    return "_id" if field == "id" else field


def _indexes(kind: type[Record]) -> Iterator[tuple[list[tuple[str, int]], dict[str, Any]]]:
    for group in [*((field,) for field in kind.indexed), *kind.ordered]:
        yield [*((field, 1) for field in group), ("_id", 1)], {}
    for group in kind.unique:
        yield [(f"{_UNIQUE}.{_group_name(group)}", 1)], {"unique": True, "sparse": True}


def _group_name(group: Sequence[str]) -> str:
    return "+".join(group).replace(".", "/")


# --- documents -------------------------------------------------------------------------------------------


def _to_document(record: Record) -> Document:
    fields = record.model_dump(mode="json")
    require_searchable(type(record), fields)
    unique = {
        _group_name(group): json.dumps(values)
        for group in record.unique
        if None not in (values := [reach(fields, field) for field in group])
    }
    document = _encoded(fields) | ({_UNIQUE: unique} if unique else {})
    return {"_id": document.pop("id"), **document}


def _from_document(kind: type[R], document: Mapping[str, Any]) -> R:
    fields = {name: _decoded(value) for name, value in document.items() if name not in ("_id", _UNIQUE)}
    return kind.model_validate({"id": document["_id"], **fields})


_LIST, _INTEGER = "%list", "%integer"
_ESCAPES = str.maketrans({"%": "%25", "$": "%24", ".": "%2E", "\0": "%00"})


def _encoded(value: Any) -> Any:
    """What any server takes: no key with `$`, `.` or NUL, no list directly within a list, no integer above 64 bits, no
    infinite number. (All can come from outside, in a form's values or a tool's arguments.)"""
    if isinstance(value, dict):
        return {key.translate(_ESCAPES): _encoded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [{_LIST: _encoded(inner)} if isinstance(inner, list) else _encoded(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return {_INTEGER: str(value)}
    return value


def _decoded(value: Any) -> Any:
    if isinstance(value, list):
        return [_decoded(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    if _INTEGER in value:
        return int(value[_INTEGER])
    if _LIST in value:
        return _decoded(value[_LIST])
    return {unquote(key) if "%" in key else key: _decoded(inner) for key, inner in value.items()}


# --- conditions ------------------------------------------------------------------------------------------


def _condition(kind: type[Record], where: Where) -> Document:
    return {_stored_name(askable(kind, field)): _comparison(plain(wanted)) for field, wanted in where.items()}


def _comparison(wanted: Scalar | OneOf | Between) -> Document:
    """Always an operator, so that no value is ever read as one."""
    if isinstance(wanted, OneOf):
        return {"$in": list(wanted.values)}
    if isinstance(wanted, Between):
        bounds = {"$gte": wanted.low, "$lte": wanted.high}
        return {"$ne": None} | {sign: value for sign, value in bounds.items() if value is not None}
    return {"$eq": wanted}
