"""Parts that many tests need, started once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import hypothesis
import pytest

from adapters import redis_server
from bot.understanding.classifier import Classifier
from tests.company import Company, company_in, seed_into

TRAINED = Path(__file__).parent.parent / ".cache" / "understanding"
SHARED = ("tests/e2e", "tests/stories")
"""Folders whose files have one running company, so that one process runs them all."""
LONG = (
    "tests/e2e",
    "tests/graphs/test_intake_kills.py",
    "tests/stories",
    "tests/stories/killed/test_governance.py",
    "tests/stories/killed/test_crashes.py",
    "tests/stories/killed/test_production_stores.py",
    "tests/bot/test_any_decisions.py",
    "tests/actions/test_any_pipeline.py",
    "tests/bot/web/test_client.py",
)
"""What takes long begins first, or one process would be busy with it when the other has nothing left."""

# How long an example takes depends on what else the machine does; what must be quick measures its own time.
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")


def place(nodeid: str) -> str:
    """What stays together in one process: a file, since it may share fixtures, or a folder of `SHARED`."""
    file = nodeid.partition("::")[0]
    folder = file.rpartition("/")[0]
    return folder if folder in SHARED else file


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    rank = {name: n for n, name in enumerate(LONG)}
    items.sort(key=lambda item: rank.get(place(item.nodeid), len(rank)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    from xdist.scheduler import LoadScopeScheduling

    class ByPlace(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return place(nodeid)

    config.option.loadscopereorder = False
    return ByPlace(config, log)


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
