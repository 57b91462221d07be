"""What is suggested to whom."""

from __future__ import annotations

import pytest

from actions import catalogue
from actions.system import AREAS, FIRST, help_card, phrases_for
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


@pytest.mark.parametrize(
    ("name", "there", "absent"),
    [
        ("Mira Tanaka", {"Leave", "Pay", "My data"}, {"Candidates", "My application", "HR's records"}),
        ("Priya Nair", {"Candidates", "Jobs", "Applications", "Leave"}, {"My application", "Fairness"}),
        ("Aisha Khan", {"My application"}, {"Leave", "Pay", "Decisions", "Candidates"}),
    ],
)
async def test_help_is_a_few_lines_of_what_is_open(
    company: Company, name: str, there: set[str], absent: set[str]
) -> None:
    actor = (await company.ctx(name)).actor
    text = help_card(actor, "Help").text or ""
    lines = [line for line in text.splitlines() if line.startswith("- **")]
    areas = {line.split("**")[1] for line in lines}
    assert there <= areas
    assert not absent & areas
    assert len(lines) <= len(AREAS)
    said = {phrase for line in lines for phrase in line.partition(": *")[2].rstrip("*").split("* · *")}
    assert said <= set(phrases_for(actor))


def test_every_tool_that_help_names_exists() -> None:
    assert {name for names in AREAS.values() for name in names} <= set(catalogue.tools())
