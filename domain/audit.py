"""The audit trail: append-only rows, each carrying the hash of the one before. No names: people stand as pseudonyms."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from domain.ports import Moment, Record

GENESIS = "0" * 64


class AuditEvent(Record):
    """`id` is the row's number, zero-padded; `effect_id` makes writing it twice harmless."""

    collection: ClassVar[str] = "audit"
    subjects: ClassVar[tuple[str, ...]] = ()
    indexed: ClassVar[tuple[str, ...]] = ("effect_id", "actor", "subject", "job_id", "action", "at")
    unique: ClassVar[tuple[tuple[str, ...], ...]] = (("effect_id",),)

    effect_id: str
    at: Moment
    actor: str
    on_behalf_of: str | None = None
    action: str
    subject: str | None = None
    job_id: str | None = None
    outcome: str
    details: dict[str, Any]
    previous: str
    hash: str
    """Last, since verifying cuts it off the row's text."""


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
    """SHA-256 over the row's JSON without its own hash and without `rev`."""
    payload = event.model_dump_json(exclude={"hash", "rev"})
    return hashlib.sha256(payload.encode()).hexdigest()


def link(event: AuditEvent) -> AuditEvent:
    return event.model_copy(update={"hash": digest(event)})


# --- verifying ---------------------------------------------------------------------------------------------


class Seal(BaseModel):
    """The end of the chain at some moment, kept outside the records: rows cut off the end are missed there."""

    model_config = ConfigDict(frozen=True)

    number: int
    hash: str


_ROW = re.compile(
    r'(\{"id":"(\d{12})",)"rev":\d+,(.*,"previous":"([0-9a-f]{64})"),"hash":"([0-9a-f]{64})"\}', re.DOTALL
)


class Chain:
    """Takes the rows' JSON texts in order and finds the first that was altered, moved, or follows a missing one."""

    def __init__(self, sealed: Seal | None = None) -> None:
        self._number, self._hash = 0, GENESIS
        self.broken: str | None = None
        """Id of the first row that is wrong, or of the sealed row when that is missing or another."""
        self._sealed = sealed

    @property
    def end(self) -> Seal:
        """The last row that is right."""
        return Seal(number=self._number, hash=self._hash)

    def take(self, text: str) -> bool:
        """False once something is wrong: the rest need not be read."""
        due = row_id(self._number + 1)
        row = _ROW.fullmatch(text)
        if row is None:
            self.broken = due
            return False
        head, id, body, previous, own = row.groups()
        right = own == hashlib.sha256(f"{head}{body}}}".encode()).hexdigest()
        if not right or id != due or previous != self._hash or not self._as_sealed(own):
            self.broken = id
            return False
        self._number, self._hash = self._number + 1, own
        return True

    def _as_sealed(self, hash: str) -> bool:
        return self._sealed is None or self._sealed.number != self._number + 1 or self._sealed.hash == hash

    def over(self) -> str | None:
        """After the last row: the id of the first wrong one, None when the chain is whole."""
        if self.broken is None and self._sealed and self._number < self._sealed.number:
            self.broken = row_id(self._number + 1)
        return self.broken


def first_break(rows: Iterable[AuditEvent], sealed: Seal | None = None) -> str | None:
    """Id of the first row that was altered, moved or follows a missing one; None when the chain is whole."""
    chain = Chain(sealed)
    for row in rows:
        if not chain.take(row.model_dump_json()):
            break
    return chain.over()
