from __future__ import annotations

from datetime import date

import pytest

from domain.people import Person, Role
from domain.policies import Clause, Policy, in_force

TODAY = date(2026, 3, 2)


def policy(
    version: str, since: date, countries: tuple[str, ...] = (), groups: tuple[str, ...] = ()
) -> Policy:
    return Policy(
        id=f"{version}{countries}{groups}",
        title="Travel",
        version=version,
        effective_from=since,
        clauses=(Clause(heading="A", text="b"),),
        countries=countries,
        groups=groups,
    )


def person(country: str = "DE", department: str = "Engineering") -> Person:
    return Person(
        id="p",
        name="P",
        email="p@x",
        roles=frozenset({Role.employee}),
        country=country,
        department=department,
    )


OLD, NEW, COMING = (policy(v, date(y, 1, 1)) for v, y in (("1", 2024), ("2", 2026), ("3", 2027)))
GERMAN, SALES = policy("1-de", date(2025, 1, 1), ("DE",)), policy("1-s", date(2025, 6, 1), groups=("sales",))
BOTH = policy("1-de-s", date(2024, 1, 1), ("DE",), ("Sales",))


@pytest.mark.parametrize(
    ("known", "who", "version"),
    [
        ([OLD, NEW, COMING], person(), "2"),
        ([OLD, COMING], person(), "1"),
        ([OLD, NEW, GERMAN], person(), "1-de"),
        ([OLD, NEW, GERMAN], person("GB"), "2"),
        ([NEW, SALES], person("GB", "Sales"), "1-s"),
        ([NEW, GERMAN, SALES, BOTH], person("DE", "Sales"), "1-de-s"),
    ],
)
def test_one_version_of_a_title_counts_for_a_person(known: list[Policy], who: Person, version: str) -> None:
    for order in (known, known[::-1]):
        assert [p.version for p in in_force(order, who, TODAY)] == [version]


def test_what_is_for_others_or_later_does_not_count() -> None:
    assert in_force([COMING, SALES, policy("x", TODAY, ("US",))], person(), TODAY) == []
