"""Opening an SQLite file that several processes share."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from domain.errors import Unavailable

LOCK_WAIT = 10.0
"""Seconds to wait for another process's write before giving up."""


def connect(path: Path, connections: int = 1) -> list[sqlite3.Connection]:
    """Autocommitting connections to `path`, made with its folder when absent; each for one thread at a time.

    Open after a fork, never before. Raises `OSError` or `sqlite3.Error`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _alone_in(path.parent):
        path.touch(mode=0o600)
        return [_connection(path) for _ in range(connections)]


def _connection(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=LOCK_WAIT, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA secure_delete = ON")
    return connection


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """One process at a time: SQLite's switch to write-ahead logging does not wait for another that is switching."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def answering(what: str, path: Path) -> Iterator[None]:
    """Turns what SQLite and the disk raise into `Unavailable`; `what` is the file's name in the sentence."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise Unavailable(
            f"{what} {path} does not answer ({error}). Check that its disk has room and may be written."
        ) from error


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Holds the file's write lock from the start."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
