"""People of the company, candidates who sign in, and who is asking."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from domain.ports import Record


class Role(StrEnum):
    employee = "employee"
    manager = "manager"
    recruiter = "recruiter"
    hr = "hr"
    admin = "admin"
    candidate = "candidate"


class Person(Record):
    """Somebody the directory knows. Candidates who sign in are persons with the role `candidate` alone."""

    collection: ClassVar[str] = "people"
    subjects: ClassVar[tuple[str, ...]] = ("id",)
    indexed: ClassVar[tuple[str, ...]] = ("email", "slack_user_id", "manager_id", "department", "name")
    unique: ClassVar[tuple[tuple[str, ...], ...]] = (("email",), ("slack_user_id",))

    name: str
    email: str
    roles: frozenset[Role]
    title: str | None = None
    department: str | None = None
    team: str | None = None
    manager_id: str | None = None
    country: str = "DE"
    """ISO 3166-1 alpha-2; decides the holiday calendar."""
    subdivision: str | None = None
    """ISO 3166-2 part after the hyphen (`BE`), as the holiday calendar wants it."""
    time_zone: str = "Europe/Berlin"
    locale: str = "en_GB"
    joined_on: date | None = None
    leave_approver_id: str | None = None
    """Who decides about leave, when it is not the manager."""
    delegate_id: str | None = None
    """Who stands in for decisions while this person is on leave; without one, their manager."""
    slack_user_id: str | None = None
    shift_id: str | None = None
    """Of the `Shift` that attendance is held against."""

    @property
    def text_locale(self) -> str:
        """For numbers and dates in what we write: English, the way the person's country writes them."""
        return f"en_{self.locale.split('_')[-1]}"


class Department(Record):
    collection: ClassVar[str] = "departments"
    subjects: ClassVar[tuple[str, ...]] = ()
    indexed: ClassVar[tuple[str, ...]] = ("name",)
    unique: ClassVar[tuple[tuple[str, ...], ...]] = (("name",),)

    name: str
    leave_approver_id: str | None = None
    """Decides about leave of who has no approver of their own."""


class Actor(BaseModel):
    """Who asks, read from the directory afresh for every turn. Never from text, never from a model."""

    model_config = ConfigDict(frozen=True)

    person: Person

    @property
    def id(self) -> str:
        return self.person.id

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def roles(self) -> frozenset[Role]:
        return self.person.roles


class Account(Record):
    """A local sign-in; production uses Firebase instead and has none."""

    collection: ClassVar[str] = "accounts"
    subjects: ClassVar[tuple[str, ...]] = ("id",)
    indexed: ClassVar[tuple[str, ...]] = ("email",)
    unique: ClassVar[tuple[tuple[str, ...], ...]] = (("email",),)

    email: str
    password_hash: str
