from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.understanding.classifier import Classifier
from tests.api.served import Served, seed_today, served
from tests.conftest import TRAINED


@pytest.fixture(scope="session")
def seeded_today(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("seeded-today") / "records.db"
    asyncio.run(seed_today(path))
    return path


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def server(
    tmp_path_factory: pytest.TempPathFactory, seeded_today: Path, understanding: Classifier, redis_url: str
) -> AsyncIterator[Served]:
    """One application for all these tests; each works in conversations of its own."""
    folder = tmp_path_factory.mktemp("served")
    async with served(folder, seeded_today, TRAINED, redis_url) as up:
        yield up
