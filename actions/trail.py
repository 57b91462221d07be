"""Writing the audit trail: each row hashes the one before, people stand as pseudonyms."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ulid import ULID

from domain.audit import GENESIS, AuditEvent, Pseudonym, link, row_id
from domain.errors import AlreadyExists
from domain.ports import Records


async def pseudonym(records: Records, person_id: str) -> str:
    """The stand-in for a person (or candidate) in the trail, made at first use."""
    found = await records.find(Pseudonym, {"person_id": person_id}, limit=1)
    if found:
        return found[0].id
    try:
        made = Pseudonym(id=f"psn-{ULID()}", person_id=person_id)
        await records.insert(made)
        return made.id
    except AlreadyExists:
        return await pseudonym(records, person_id)


async def append(
    records: Records,
    *,
    effect_id: str,
    at: datetime,
    actor_id: str,
    action: str,
    outcome: str,
    subject_id: str | None = None,
    on_behalf_of: str | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Add one row; a second call with the same `effect_id` adds nothing. Details must carry no names."""
    actor = await pseudonym(records, actor_id)
    subject = await pseudonym(records, subject_id) if subject_id else None
    behalf = await pseudonym(records, on_behalf_of) if on_behalf_of else None
    while not await records.find(AuditEvent, {"effect_id": effect_id}, limit=1):
        newest = await records.find(AuditEvent, order="id", descending=True, limit=1)
        number = int(newest[0].id) + 1 if newest else 1
        row = AuditEvent(
            id=row_id(number),
            effect_id=effect_id,
            at=at,
            actor=actor,
            on_behalf_of=behalf,
            action=action,
            subject=subject,
            outcome=outcome,
            details=details or {},
            previous=newest[0].hash if newest else GENESIS,
            hash="",
        )
        try:
            await records.insert(link(row))
        except AlreadyExists:
            continue  # another process took the number: read the tail again
