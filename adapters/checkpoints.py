"""Where paused turns wait: LangGraph's savers on the file or server that a URL names."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiosqlite
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

from adapters.sqlite_file import LOCK_WAIT, answering, connect
from domain.errors import BadInput, Unavailable

DATABASE = "peopledesk"
"""Used when a MongoDB URL names none."""
ANSWER_WITHIN = 5000
"""Milliseconds to look for a MongoDB server."""

PLAIN = JsonPlusSerializer(allowed_msgpack_modules=None)
"""Revives plain data and LangGraph's own types, no other class that a stored checkpoint names: what
`LANGGRAPH_STRICT_MSGPACK=true` asks for, but whoever imported LangGraph first."""


Saver = BaseCheckpointSaver[Any]


def checkpointer(url: str) -> AbstractAsyncContextManager[Saver]:
    """A saver, set up, on `sqlite:///path` (`sqlite:////absolute/path`) or `mongodb://host/database`.

    Raises `BadInput` on another URL, and on entering `Unavailable` when the file or server cannot be used.
    """
    scheme = urlsplit(url).scheme
    if scheme == "sqlite":
        return _sqlite(Path(url.removeprefix("sqlite:///")))
    if scheme in ("mongodb", "mongodb+srv"):
        return _mongo(url)
    raise BadInput(
        f"Checkpoints cannot be kept in {scheme or 'that'}. Use sqlite:///path or mongodb://host/database."
    )


@asynccontextmanager
async def _sqlite(path: Path) -> AsyncIterator[BaseCheckpointSaver[Any]]:
    with answering("The checkpoints file", path):
        for first in connect(path):  # makes the file, private and in WAL mode, one process at a time
            first.close()
        connection = await aiosqlite.connect(path, timeout=LOCK_WAIT)
    try:
        saver = AsyncSqliteSaver(connection, serde=PLAIN)
        with answering("The checkpoints file", path):
            await connection.execute("PRAGMA secure_delete = ON")
            await saver.setup()
        yield saver
    finally:
        await connection.close()


@asynccontextmanager
async def _mongo(url: str) -> AsyncIterator[BaseCheckpointSaver[Any]]:
    from langgraph.checkpoint.mongodb import MongoDBSaver  # deferred: brings much along, where it is not used
    from pymongo import MongoClient
    from pymongo.errors import PyMongoError

    database = urlsplit(url).path.strip("/") or DATABASE
    client: MongoClient[dict[str, Any]] = MongoClient(url, serverSelectionTimeoutMS=ANSWER_WITHIN)
    try:
        try:
            saver = await asyncio.to_thread(MongoDBSaver, client, database, serde=PLAIN)
        except PyMongoError as error:
            raise Unavailable("The MongoDB server for checkpoints does not answer. Check its URL.") from error
        yield saver
    finally:
        await asyncio.to_thread(client.close)


class SaverThreads:
    """`Threads` of a saver."""

    def __init__(self, saver: BaseCheckpointSaver[Any]) -> None:
        self._saver = saver

    async def drop(self, turn_id: str) -> None:
        await self._saver.adelete_thread(turn_id)
        if isinstance(self._saver, AsyncSqliteSaver):
            await self._saver.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
