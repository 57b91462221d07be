"""Skills in text: synonyms, longest match, and words that also mean something else."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from knowledge import skills


def names(text: str) -> list[str]:
    return [mention.name for mention in skills.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("k8s and golang, react.js; postgres", ["Kubernetes", "Go", "React", "PostgreSQL"]),
        ("Java and JavaScript", ["Java", "JavaScript"]),
        ("C/C++/C# and .NET Core", ["C", "C++", "C#", ".NET"]),
        ("C, C++, C#", ["C", "C++", "C#"]),
        ("Python, Go, SQL", ["Python", "Go", "SQL"]),
        ("services in Go for banks", ["Go"]),
        ("R, SPSS and Excel", ["R", "SPSS", "Microsoft Excel"]),
        ("Ansible, Chef, Puppet", ["Ansible", "Chef (configuration)", "Puppet"]),
        ("Spring, Hibernate, Java", ["Spring", "Hibernate", "Java"]),
        ("Word, Excel, PowerPoint", ["Microsoft Word", "Microsoft Excel", "Microsoft PowerPoint"]),
        ("React developer, five years", ["React"]),
        ("react developers in pune", ["React"]),
        ("project\nmanagement", ["Project management"]),
        ("Wrote SQL.Managed Jira", ["SQL", "Jira"]),
        ("CI/CD and A/B testing", ["CI/CD", "A/B testing"]),
    ],
)
def test_finds(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Go to the shop and go on.",
        "I excel at it. Excel in everything!",
        "John R. Smith, Vitamin C; grades A, B, C",
        "R&D budget",
        "Teams of five, access to the word of the year",
        "In spring we react; Spring 2020",
        "Head chef, Chef",
        "see github.com/python/cpython or write to ruby@react.com",
        "Javanese, Scalability, Pythonic",
        "the rest of the class",
    ],
)
def test_leaves_alone(text: str) -> None:
    assert names(text) == []


def test_a_market_is_no_language() -> None:
    assert "Go" not in names("Our Go to market plan, with SQL and Python")


@pytest.mark.parametrize(
    ("word", "expected"),
    [("k8s", "Kubernetes"), ("GO", "Go"), ("c", "C"), ("REST APIs", "REST"), ("excel", "Microsoft Excel")],
)
def test_canonical(word: str, expected: str) -> None:
    assert skills.canonical(word) == expected


def test_canonical_knows_what_it_does_not_know() -> None:
    assert skills.canonical("underwater basket weaving") is None


def test_every_skill_is_its_own_canonical_name_and_has_a_trade() -> None:
    assert len(skills.every()) >= 350
    assert {skills.canonical(name) for name in skills.every()} == set(skills.every())
    assert len({skills.trade_of(name) for name in skills.every()}) >= 15


def test_every_ambiguous_word_is_a_term() -> None:
    taxonomy = skills._taxonomy()
    assert set(taxonomy.ambiguous) <= set(taxonomy.names)


@given(
    st.lists(st.sampled_from([*skills.every(), "go", ",", "\n", "and", "/", "Ünïcode", "R."]), max_size=30)
)
def test_mentions_are_ordered_apart_and_say_their_skill(words: list[str]) -> None:
    text = " ".join(words)
    mentions = skills.find(text)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    assert all(skills.canonical(text[m.start : m.end]) == m.name for m in mentions)
