from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.understanding.classifier import Classifier
from tests.bot.office import Office, office_of
from tests.company import Company


@pytest.fixture
async def office(company: Company, tmp_path: Path, understanding: Classifier) -> AsyncIterator[Office]:
    async with office_of(company, tmp_path, understanding) as opened:
        yield opened
