from __future__ import annotations

from collections.abc import Iterator

import pytest

from adapters.redis_server import RedisServer, start
from tests.servers.mongo import mongo
from tests.servers.redis import redis_over_tcp


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
    with redis_over_tcp() as url:
        yield url


@pytest.fixture(scope="session")
def mongo_url() -> Iterator[str]:
    with mongo() as url:
        yield url
