from datetime import date
from pathlib import Path

import pytest

from bot.understanding.classifier import Classifier
from domain.understanding import Asking

WEDNESDAY = date(2026, 11, 25)


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("understanding")


@pytest.fixture(scope="session")
def classifier(cache: Path) -> Classifier:
    return Classifier.load(cache)


@pytest.fixture
def asking() -> Asking:
    return Asking(WEDNESDAY, "en_GB")
