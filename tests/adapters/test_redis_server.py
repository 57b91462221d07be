"""The supervisor of the embedded Redis server, with real servers and real programs that are killed."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import redis

from adapters.redis_server import RedisServer, start
from domain.errors import Unavailable

OWNER = """
import sys, time
from pathlib import Path
from urllib.parse import unquote, urlsplit
from adapters.redis_server import start
server = start(Path(sys.argv[1]))
print(server.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RedisServer]:
    running = start(tmp_path / "redis")
    yield running
    running.stop()


def until(true: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def owner_of(folder: Path) -> tuple[subprocess.Popen[str], int]:
    """Another program that starts the folder's server, and the server's process id."""
    program = subprocess.Popen([sys.executable, "-c", OWNER, str(folder)], stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    return program, int(program.stdout.readline())


def test_serves_on_a_socket_of_this_user_alone(server: RedisServer, tmp_path: Path) -> None:
    client = redis.Redis.from_url(server.url)
    assert client.set("a", "b")
    assert client.config_get("port") == {"port": "0"}
    assert stat.S_IMODE((tmp_path / "redis" / "redis.sock").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "redis").stat().st_mode) == 0o700
    assert server.healthy()


def test_what_was_written_is_there_after_a_restart_and_after_a_kill(tmp_path: Path) -> None:
    for way in (signal.SIGTERM, signal.SIGKILL):
        first = start(tmp_path)
        assert first.pid is not None
        redis.Redis.from_url(first.url).incr("n")
        os.kill(first.pid, way)
        assert until(lambda: not first.healthy())  # noqa: B023
        first.stop()
    last = start(tmp_path)
    assert redis.Redis.from_url(last.url).get("n") == b"2"
    last.stop()
    assert not last.healthy()


def test_a_second_start_uses_the_first_ones_server_and_does_not_stop_it(
    server: RedisServer, tmp_path: Path
) -> None:
    second = start(tmp_path / "redis")
    assert (second.pid, second.url) == (None, server.url)
    second.stop()
    assert server.healthy()


def test_a_second_program_uses_the_first_ones_server(tmp_path: Path) -> None:
    program, pid = owner_of(tmp_path)
    second = start(tmp_path)
    assert second.pid is None
    assert redis.Redis.from_url(second.url).info("server")["process_id"] == pid
    program.kill()
    program.wait()


def test_the_server_never_outlives_a_killed_program_and_the_next_start_recovers(tmp_path: Path) -> None:
    program, pid = owner_of(tmp_path)
    program.kill()
    program.wait()
    fresh = start(tmp_path)  # at once: the old server may still be on its way out
    assert fresh.pid not in (None, pid)
    assert fresh.healthy()
    assert until(lambda: not alive(pid))
    fresh.stop()


def test_a_stale_socket_is_no_obstacle(tmp_path: Path) -> None:
    first = start(tmp_path)
    assert first.pid is not None
    os.kill(first.pid, signal.SIGKILL)
    first.stop()
    assert (tmp_path / "redis.sock").exists()
    second = start(tmp_path)
    assert second.healthy()
    second.stop()


def test_a_folder_with_a_very_long_path_and_odd_signs(tmp_path: Path) -> None:
    for folder in (tmp_path / ("long" * 30), tmp_path / "odd %41 #?"):
        running = start(folder)
        assert redis.Redis.from_url(running.url).ping()
        socket_folder = Path(unquote(urlsplit(running.url).path)).parent
        running.stop()
        assert socket_folder.exists() == (socket_folder == folder), "nothing is left behind beside the data"


def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    (tmp_path / "appendonly.aof").write_text("this is no journal\n" * 5)
    (tmp_path / "appendonlydir").write_text("nor is this a folder")
    with pytest.raises(Unavailable, match=r"did not start: .+redis\.log"):
        start(tmp_path)
    (tmp_path / "appendonly.aof").unlink()
    (tmp_path / "appendonlydir").unlink()
    start(tmp_path).stop()
