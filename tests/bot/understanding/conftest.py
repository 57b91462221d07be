import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.understanding import store
from bot.understanding.classifier import Classifier
from domain.understanding import Asking
from tests.conftest import TRAINED

WEDNESDAY = date(2026, 11, 25)


@pytest.fixture(scope="session")
def cache(understanding: Classifier, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what was trained."""
    folder = tmp_path_factory.mktemp("understanding")
    shutil.copy(TRAINED / f"understanding-{store.key()}.npz", folder)
    return folder


@pytest.fixture(scope="session")
def classifier(cache: Path) -> Classifier:
    return Classifier.load(cache)


@pytest.fixture
def asking() -> Asking:
    return Asking(WEDNESDAY, "en_GB")
