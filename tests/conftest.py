"""Parts that many tests need, started once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from adapters import redis_server
from bot.understanding.classifier import Classifier
from tests.company import Company, company_in, seed_into

TRAINED = Path(__file__).parent.parent / ".cache" / "understanding"


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The Redis server that the product starts itself."""
    server = redis_server.start(tmp_path_factory.mktemp("redis"))
    yield server.url
    server.stop()


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Records of the demo company on Monday, 2 March 2026, to be copied."""
    path = tmp_path_factory.mktemp("seeded") / "records.db"
    asyncio.run(seed_into(path))
    return path


@pytest.fixture(scope="session")
def understanding() -> Classifier:
    """Trained from what is in the repository; kept from run to run, since training takes some seconds."""
    return Classifier.load(TRAINED)


@pytest.fixture
async def company(tmp_path: Path, seeded: Path, redis_url: str) -> AsyncIterator[Company]:
    async with company_in(tmp_path, seeded, redis_url) as made:
        yield made
