"""What is suggested to whom."""

from __future__ import annotations

import pytest

from actions import catalogue
from actions.system import FIRST, phrases_for
from tests.company import Company


def test_what_stands_first_exists() -> None:
    assert set(FIRST) <= set(catalogue.tools())


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Mira Tanaka", "How many vacation days do I have left?"),
        ("Priya Nair", "Find Python developers with 5+ years in Berlin who know Kafka"),
        ("Aisha Khan", "I want to upload my resume"),
    ],
)
async def test_people_are_offered_what_they_come_for(company: Company, name: str, first: str) -> None:
    phrases = phrases_for((await company.ctx(name)).actor)
    assert phrases[0] == first
    assert len(phrases) == len(set(phrases))
