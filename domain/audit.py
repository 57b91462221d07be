"""The audit trail: append-only rows, each carrying the hash of the one before. No names: people stand as pseudonyms."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, ClassVar

from domain.ports import Moment, Record

GENESIS = "0" * 64


class AuditEvent(Record):
    """`id` is the row's number, zero-padded; `effect_id` makes writing it twice harmless."""

    collection: ClassVar[str] = "audit"
    subjects: ClassVar[tuple[str, ...]] = ()
    indexed: ClassVar[tuple[str, ...]] = ("effect_id", "actor", "subject", "action", "at")
    unique: ClassVar[tuple[tuple[str, ...], ...]] = (("effect_id",),)

    effect_id: str
    at: Moment
    actor: str
    on_behalf_of: str | None = None
    action: str
    subject: str | None = None
    outcome: str
    details: dict[str, Any]
    previous: str
    hash: str


class Pseudonym(Record):
    """The only link from the trail to a person; erasing it breaks the link, and the chain still verifies."""

    collection: ClassVar[str] = "pseudonyms"
    subjects: ClassVar[tuple[str, ...]] = ("person_id",)
    indexed: ClassVar[tuple[str, ...]] = ("person_id",)
    unique: ClassVar[tuple[tuple[str, ...], ...]] = (("person_id",),)

    person_id: str


def row_id(number: int) -> str:
    return f"{number:012d}"


def digest(event: AuditEvent) -> str:
    """SHA-256 over the row without its own hash (and without `rev`), keys sorted."""
    payload = event.model_dump_json(exclude={"hash", "rev"})
    return hashlib.sha256(payload.encode()).hexdigest()


def link(event: AuditEvent) -> AuditEvent:
    return event.model_copy(update={"hash": digest(event)})


def first_break(rows: Iterable[AuditEvent]) -> str | None:
    """Id of the first row that was altered, moved or follows a missing one; None when the chain is whole."""
    previous = GENESIS
    for number, row in enumerate(rows, 1):
        if row.id != row_id(number) or row.previous != previous or row.hash != digest(row):
            return row.id
        previous = row.hash
    return None
