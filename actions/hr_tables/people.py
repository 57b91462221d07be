"""People, as HR's table of them has it. HR and administrators are appointed by an administrator, not by a table."""

from __future__ import annotations

from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError
from pydantic import Field, field_validator

from actions.hr_tables.kinds import Day, Kind, Known
from actions.tool import Args
from domain.people import Person, Role


class PersonRow(Args):
    id: str = Field(pattern=r"^[a-z0-9-]{2,80}$")
    name: str = Field(min_length=2, max_length=200)
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=200)
    roles: str = "employee"
    title: str | None = None
    department: str | None = None
    team: str | None = None
    manager_id: str | None = None
    leave_approver_id: str | None = None
    country: str = Field("DE", pattern=r"^[A-Z]{2}$")
    subdivision: str | None = None
    time_zone: str = "Europe/Berlin"
    locale: str = "en_GB"
    joined_on: Day | None = None
    shift_id: str | None = None

    @field_validator("time_zone")
    @classmethod
    def _zone(cls, given: str) -> str:
        if given not in available_timezones():
            raise ValueError(f"{given} is no time zone; please write it as Europe/Berlin")
        return given

    @field_validator("locale")
    @classmethod
    def _locale(cls, given: str) -> str:
        try:
            Locale.parse(given)
        except (UnknownLocaleError, ValueError):
            raise ValueError(f"{given} is no locale; please write it as en_GB") from None
        return given


def made(row: PersonRow, known: Known) -> Person:
    roles = row.roles.replace(",", " ").replace(";", " ").split()
    unknown = [word for word in roles if word not in Role.__members__]
    if unknown or not roles:
        raise ValueError(f"roles: {', '.join(unknown) or 'nothing'} is no role; there are {', '.join(Role)}")
    if {Role.admin, Role.hr} & set(roles):
        raise ValueError("roles: HR and administrators are appointed by an administrator, not by a table")
    for column in ("manager_id", "leave_approver_id"):
        named = getattr(row, column)
        if named == row.id:
            raise ValueError(f"{column}: nobody is that to themselves")
        if named and named not in known.new_people:
            known.person(named, column)
    if row.shift_id and row.shift_id not in known.shifts:
        raise ValueError(
            f"shift_id: there is no shift {row.shift_id}; there are {', '.join(sorted(known.shifts)) or 'none'}"
        )
    email = row.email.lower()
    if email in known.emails:
        raise ValueError(f"email: {email} belongs to somebody already")
    known.emails.add(email)
    details = row.model_dump(exclude={"roles", "email"})
    return Person(**details, email=email, roles=frozenset(Role(word) for word in roles))


def told(person: Person, known: Known) -> dict[str, str]:
    dumped = person.model_dump(mode="json") | {"roles": " ".join(sorted(person.roles))}
    return {name: str(value) for name, value in dumped.items() if value is not None}


KIND = Kind(PersonRow, Person, made, told)
