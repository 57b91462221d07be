"""Policies from Markdown, and quoting the clause that answers a question."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from domain.errors import BadInput
from knowledge.policies import parse, quote

ROOT = Path(__file__).parents[2]
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


DEMO = [
    parse(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "deploy/demo/policies").glob("*.md"))
]


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("can I work from Spain for a month", "Working from another country"),
        ("how much can I spend on a hotel", "Hotels and meals"),
        ("what is the per diem", "Hotels and meals"),
        ("what's the limit for a hotel in London", "Hotels and meals"),
        ("can I have wine on expenses at a client dinner", "Hotels and meals"),
        ("can I fly business class", "Trains before planes"),
        ("first or second class on the train?", "Trains before planes"),
        ("who pays for my home office chair", "Equipment"),
        ("can I get a second monitor", "Equipment"),
        ("may I use my own laptop", "Equipment"),
        ("how late can I submit expenses", "Claiming expenses"),
        ("when will my expenses be paid back", "Claiming expenses"),
        ("when do I have to hand in receipts", "Claiming expenses"),
        ("is there a policy on gifts", "Gifts and hospitality"),
        ("can I accept a present from a supplier", "Gifts and hospitality"),
        ("what's the notice period for holiday requests", "Asking for vacation"),
        ("can I take half days", "Asking for vacation"),
        ("what if my manager declines my vacation", "Asking for vacation"),
        ("what happens to unused vacation", "Carry-over"),
        ("do I need a doctor's note when sick", "Sick leave"),
        ("what happens if I get ill while on holiday", "Sick leave"),
        ("can I get time off when my kid is sick", "Carer's leave"),
        ("how many days of unpaid leave can I take", "Unpaid leave"),
        ("can I cancel my vacation", "Cancelling"),
        ("how long is parental leave", "How long parental leave lasts"),
        ("am I paid during parental leave", "Pay during parental leave"),
        ("how early do I need to announce parental leave", "Announcing parental leave"),
        ("can I come back part-time after the baby", "Coming back"),
        ("can I have a second job", "Conflicts of interest"),
        ("am I allowed to talk about my salary", "Pay confidentiality"),
        ("what do I do if I see harassment", "Respect"),
        ("can I report something anonymously", "Speaking up"),
        ("how long do you keep resumes of rejected applicants", "How long we keep your data"),
        ("how many days can I work from home", "How many days from home"),
        ("what are the core hours", "Core hours"),
    ],
)
def test_what_employees_really_ask_is_answered_from_the_right_clause(question: str, heading: str) -> None:
    quoted = quote(question, DEMO)
    assert quoted is not None
    assert quoted.clause.heading == heading


@pytest.mark.parametrize(
    "question",
    [
        "may I bring my dog to the office",
        "what is the dress code",
        "is overtime paid",
        "where can I park my car",
        "what's the wifi password",
        "who is the CEO",
        "when is the next all hands",
        "how do I reset my password",
        "do we have a pension scheme",
    ],
)
def test_what_no_clause_speaks_of_is_not_guessed(question: str) -> None:
    assert quote(question, DEMO) is None
