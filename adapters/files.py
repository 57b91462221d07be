"""Files in a folder. A reader sees the old content or the new, never a part."""

from __future__ import annotations

import asyncio
import os
import re
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from domain.errors import NotFound, Unavailable

_KEY = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
"""Names parted by slashes; none begins with a dot, so a key leads neither out of the folder nor to our own drafts."""
MISSING = "I could not find that file."
_DRAFT = ".draft-"
LEFT_SECONDS = 3600.0
"""Beyond what writing any file takes."""

T = TypeVar("T")


def checked(key: str) -> str:
    """The key. Raises `ValueError` when it is no key of ours."""
    if not _KEY.fullmatch(key):
        raise ValueError(f"{key!r} is not a key for a file")
    return key


class FolderFiles:
    """`Files` under `root`, which is made when absent. Raises `ValueError` on a key that is no key of ours."""

    def __init__(self, root: Path) -> None:
        self._root = root
        with _answering(root):
            root.mkdir(parents=True, exist_ok=True, mode=0o700)
            _tidied(root)

    async def put(self, key: str, content: bytes) -> None:
        path = self._path(key)
        await self._in_thread(lambda: _write(self._root, path, content))

    async def get(self, key: str) -> bytes:
        path = self._path(key)
        content = await self._in_thread(lambda: _read(path))
        if content is None:
            raise NotFound(MISSING)
        return content

    async def delete(self, key: str) -> None:
        """What is absent stays absent: no error."""
        path = self._path(key)
        await self._in_thread(lambda: _remove(path))

    async def ping(self) -> None:
        await self._in_thread(lambda: _probe(self._root))

    def _path(self, key: str) -> Path:
        return self._root / checked(key)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        def answered() -> T:
            with _answering(self._root):
                return work()

        return await asyncio.to_thread(answered)


@contextmanager
def _answering(root: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unavailable(
            f"The files in {root} cannot be used ({error.strerror}). Check that its disk has room and may be written."
        ) from error


def _tidied(root: Path) -> None:
    """Remove the drafts of whoever was killed while writing them."""
    for draft in root.glob(f"{_DRAFT}*"):
        with suppress(FileNotFoundError):
            if draft.stat().st_mtime < time.time() - LEFT_SECONDS:
                draft.unlink()


def _write(root: Path, path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = root / f"{_DRAFT}{secrets.token_hex(8)}"
    try:
        with open(draft, "xb", opener=_private) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def _remove(path: Path) -> None:
    try:
        path.unlink()
    except (FileNotFoundError, NotADirectoryError):
        return
    _sync_folder(path.parent)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _sync_folder(folder: Path) -> None:
    """The new name itself has to survive a power cut too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _probe(root: Path) -> None:
    """A folder may be there and yet refuse: only a write tells."""
    probe = root / f"{_DRAFT}probe"
    _write(root, probe, b"")
    probe.unlink(missing_ok=True)
