"""Somebody decides in another's place for a while."""

from __future__ import annotations

from typing import ClassVar

from domain.ports import Moment, Record


class Delegation(Record):
    """Until when somebody decides in another's place whatever waits for them; one a person, replaced by the next."""

    collection: ClassVar[str] = "delegations"
    indexed: ClassVar[tuple[str, ...]] = ("person_id", "to_id", "until")
    subjects: ClassVar[tuple[str, ...]] = ("person_id", "to_id")

    person_id: str
    to_id: str
    since: Moment
    until: Moment


def delegation_id(person_id: str) -> str:
    return f"delegation:{person_id}"
