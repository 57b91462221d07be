"""An installed Redis over TCP, as in production; the one that REDIS_URL names, else `redis-server` from PATH."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import redis

from tests.parts import need


@contextmanager
def redis_over_tcp() -> Iterator[str]:
    """URL of a running server's database 0."""
    if given := os.environ.get("REDIS_URL"):
        yield given
        return
    binary = shutil.which("redis-server")
    need(binary, "REDIS_URL, or redis-server on PATH")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(binary), "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _wait(redis.Redis(port=port))
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait()


def _wait(client: redis.Redis) -> None:
    for _ in range(200):
        try:
            client.ping()
            return
        except redis.RedisError:
            time.sleep(0.02)
    need(False, "a redis-server that starts")
