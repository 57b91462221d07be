"""Policies from Markdown, and quoting the clause that answers a question."""

from __future__ import annotations

from datetime import date

import pytest

from domain.errors import BadInput
from knowledge.policies import parse, quote

LEAVE = """---
title: Leave and carry-over
version: "4.1"
effective_from: 2025-01-01
---

Everybody gets a rest.

## Vacation days

A full calendar year gives 25 days of vacation. Half days are possible.

## Carry-over

You may take up to 5 unused vacation days into the next year. They lapse on 31 March.

## Sick leave

From the fourth day on we need a doctor's certificate.
"""
TRAVEL = """---
title: Travel and expenses
version: "3.0"
effective_from: 2025-03-01
---
# Hotels and meals
Hotels up to 140 euros a night. Meals are paid by receipt.
# Client gifts
Gifts given or received are at most 35 euros in value.
"""
BOTH = (parse(LEAVE), parse(TRAVEL))


def test_reads_front_matter_and_clauses() -> None:
    policy = parse(LEAVE)
    assert (policy.id, policy.title, policy.version) == (
        "leave-and-carry-over-4-1",
        "Leave and carry-over",
        "4.1",
    )
    assert policy.effective_from == date(2025, 1, 1)
    assert [clause.heading for clause in policy.clauses] == [
        "Leave and carry-over",
        "Vacation days",
        "Carry-over",
        "Sick leave",
    ]
    assert policy.clauses[3].text == "From the fourth day on we need a doctor's certificate."


@pytest.mark.parametrize(
    ("markdown", "sentence"),
    [
        ("# Leave\n\nTake some.", "A policy starts with title"),
        ("---\ntitle: Leave\n---\n# A\n\nb", "The policy lacks version, effective_from."),
        ("---\ntitle: a\nversion: 1\neffective_from: soon\n---\n# A\n\nb", "effective_from is no date"),
        ("---\ntitle: [\n---\nb", "not valid YAML"),
        ("---\ntitle: a\nversion: 1\neffective_from: 2025-01-01\n---\n", "The policy a has no text"),
    ],
)
def test_says_what_is_wrong(markdown: str, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        parse(markdown)


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("Can I carry vacation days over?", "Carry-over"),
        ("how many holidays do I get a year", "Vacation days"),
        ("Do I need a doctor's note when I'm ill?", "Sick leave"),
        ("What may a hotel cost per night?", "Hotels and meals"),
        ("can I accept a gift from a client", "Client gifts"),
    ],
)
def test_quotes_the_clause_that_fits(question: str, heading: str) -> None:
    quoted = quote(question, BOTH)
    assert quoted is not None
    assert quoted.clause.heading == heading
    assert quoted.clause in quoted.policy.clauses


@pytest.mark.parametrize(
    "question", ["What's the weather in Paris?", "Can I bring my dog?", "", "and the?", "hello"]
)
def test_quotes_nothing_rather_than_something_unfitting(question: str) -> None:
    assert quote(question, BOTH) is None


def test_without_policies_there_is_nothing_to_quote() -> None:
    assert quote("Can I carry vacation days over?", ()) is None
