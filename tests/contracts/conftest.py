from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator

import pytest
import redis

from adapters.redis_server import RedisServer, start
from tests.parts import need
from tests.servers.mongo import mongo


@pytest.fixture(scope="session")
def embedded_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """The server that the product carries, even where a newer one is installed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", "")
        server = start(tmp_path_factory.mktemp("redis"))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def system_redis() -> Iterator[str]:
    """URL of an installed server, over TCP as in production."""
    binary = shutil.which("redis-server")
    need(binary, "redis-server on PATH")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(binary), "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    client = redis.Redis(port=port)
    for _ in range(200):
        try:
            client.ping()
            break
        except redis.RedisError:
            time.sleep(0.02)
    yield f"redis://127.0.0.1:{port}/0"
    process.terminate()
    process.wait()


@pytest.fixture(scope="session")
def mongo_url() -> Iterator[str]:
    with mongo() as url:
        yield url
