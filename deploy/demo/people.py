"""Who works at Brindlewick Rail, an invented company, and which candidates sign in."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from deploy.demo.shifts import shift_of
from domain.people import Person, Role

COMPANY = "Brindlewick Rail"
DOMAIN = "brindlewick.example"
CANDIDATE_DOMAIN = "post.example"
CANDIDATES = ("Leo Martins", "Aisha Khan", "Nora Lindqvist", "Tomás Herrera")
"""Candidates with an account. Aisha Khan has not uploaded anything yet."""
MET_FIRST = (
    "Mira Tanaka",
    "Jonas Weber",
    "Priya Nair",
    "Elena Petrova",
    "Sam Okafor",
    "Aisha Khan",
    "Leo Martins",
)
"""One or two for each role, whose work touches: Jonas decides on Mira's leave, Elena on whom Priya turns down."""

UNDECOMPOSED = {
    ord(letter): plain
    for pair in ("łl", "ŁL", "øo", "ØO", "ıi", "đd", "ĐD", "ßss", "æae", "ÆAe")
    for letter, plain in [(pair[0], pair[1:])]
}
"""Letters that Unicode does not take apart, and what stands for them."""

PLACES = {
    "DE": ("BE", "Europe/Berlin", "en_DE"),
    "US": ("CA", "America/Los_Angeles", "en_US"),
    "IN": ("KA", "Asia/Kolkata", "en_IN"),
    "GB": ("ENG", "Europe/London", "en_GB"),
}
"""Country to its office: ISO 3166-2 subdivision, IANA time zone, locale."""


@dataclass(frozen=True)
class Employee:
    person: Person
    salary: Decimal
    """A year, in the currency of the country."""


def slug(name: str) -> str:
    """`Hana Novotná` to `hana-novotna`: ids and addresses are ASCII."""
    plain = name.translate(UNDECOMPOSED)
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")


def person_id(name: str) -> str:
    return f"p-{slug(name)}"


def email(name: str, domain: str) -> str:
    first, _, last = slug(name).partition("-")
    return f"{first}.{last}@{domain}"


def employees(today: date) -> tuple[Employee, ...]:
    """Everybody in `people.csv`, the head first; joining dates count back from `today`."""
    with Path(__file__).with_name("people.csv").open(encoding="utf-8") as file:
        return tuple(_employee(row, today) for row in csv.DictReader(file))


def _employee(row: dict[str, str], today: date) -> Employee:
    subdivision, time_zone, locale = PLACES[row["country"]]
    person = Person(
        id=person_id(row["name"]),
        name=row["name"],
        email=email(row["name"], DOMAIN),
        roles=frozenset({Role.employee, *(Role(word) for word in row["roles"].split())}),
        title=row["title"],
        department=row["department"],
        team=row["team"],
        manager_id=person_id(row["manager"]) if row["manager"] else None,
        country=row["country"],
        subdivision=subdivision,
        time_zone=time_zone,
        locale=locale,
        joined_on=date(today.year - int(row["years"]), int(row["month"]), 1),
        slack_user_id="U" + slug(row["name"]).replace("-", "").upper(),
        shift_id=shift_of(row["department"], row["country"]),
    )
    return Employee(person, Decimal(row["salary"]))


def candidates() -> tuple[Person, ...]:
    return tuple(
        Person(
            id=person_id(name),
            name=name,
            email=email(name, CANDIDATE_DOMAIN),
            roles=frozenset({Role.candidate}),
        )
        for name in CANDIDATES
    )
