"""Company policies: versioned documents, quoted clause by clause."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from domain.people import Person
from domain.ports import Record


class Clause(BaseModel):
    model_config = ConfigDict(frozen=True)

    heading: str
    text: str


class Policy(Record):
    collection: ClassVar[str] = "policies"
    subjects: ClassVar[tuple[str, ...]] = ()
    indexed: ClassVar[tuple[str, ...]] = ("title",)

    title: str
    version: str
    effective_from: date
    clauses: tuple[Clause, ...]
    countries: tuple[str, ...] = ()
    """ISO 3166-1 alpha-2 codes where it applies; everywhere when empty."""
    groups: tuple[str, ...] = ()
    """Departments, teams or roles for whom it applies; everybody when empty."""

    def applies_to(self, person: Person) -> bool:
        names = {name.casefold() for name in (person.department, person.team, *person.roles) if name}
        here = not self.countries or person.country in self.countries
        return here and (not self.groups or bool(names & {group.casefold() for group in self.groups}))


def in_force(policies: Sequence[Policy], person: Person, today: date) -> list[Policy]:
    """For each title the one that counts for the person today: the most special, then the newest version.

    A version for one country or group stands beside the general one and counts there instead of it.
    """
    ranked: dict[str, Policy] = {}
    for policy in policies:
        if policy.effective_from <= today and policy.applies_to(person):
            best = ranked.get(policy.title)
            if best is None or _rank(policy) > _rank(best):
                ranked[policy.title] = policy
    return list(ranked.values())


def _rank(policy: Policy) -> tuple[int, date, str]:
    return bool(policy.countries) + bool(policy.groups), policy.effective_from, policy.version
