"""Boolean searches as they are typed."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings, strategies as st

from domain.errors import BadInput
from knowledge.boolean import AnyOf, Both, Not, Term, is_boolean, parse, terms


def word(words: str) -> Term:
    return Term(words, False)


def test_and_binds_closer_than_or_and_parentheses_bind_closest() -> None:
    assert parse("a OR b AND c") == AnyOf((word("a"), Both((word("b"), word("c")))))
    assert parse("(a OR b) AND c") == Both((AnyOf((word("a"), word("b"))), word("c")))
    assert parse('java -spring "site reliability"') == Both(
        (word("java"), Not(word("spring")), Term("site reliability", True))
    )
    assert parse("NOT (a OR b)") == Not(AnyOf((word("a"), word("b"))))


def test_what_is_excluded_is_not_wanted() -> None:
    assert [t.words for t in terms(parse("(java OR kotlin) AND NOT (spring OR php)"))] == ["java", "kotlin"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("(java OR kotlin) AND NOT spring", True),
        ('"site reliability"', True),
        ("java or kotlin and not spring", False),
        ("FIND ME JAVA AND PYTHON", False),
        ("people who said “yes”", False),
    ],
)
def test_who_types_capitals_means_the_operators(text: str, meant: bool) -> None:
    assert is_boolean(text) is meant


@pytest.mark.parametrize(
    "text", ["(java AND", "java AND (kotlin", "AND", "a OR OR b", ")(", "a AND NOT", "x " * 300]
)
def test_what_cannot_be_read_is_explained(text: str) -> None:
    with pytest.raises(BadInput, match="search"):
        parse(text)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["AND", "OR", "NOT", "(", ")", '"', "java", "-x", "“"]), max_size=30).map(
        " ".join
    )
)
def test_any_row_of_signs_is_read_or_refused(text: str) -> None:
    with suppress(BadInput):
        assert all(term.words for term in terms(parse(text)))
