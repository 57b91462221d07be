"""The audit trail over HTTP: exported by those who account for it, and verified."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import date
from typing import Literal

from fastapi import APIRouter
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from actions import trail
from actions.audit import Export, condition, exported
from api.auth import Limited, SignedIn, Wired
from api.calls import called, context
from domain.audit import AuditEvent
from domain.permissions import Permission, require
from domain.ports import Records, Where
from knowledge import tables

router = APIRouter(prefix="/audit", tags=["audit"], dependencies=[Limited])
COLUMNS = (
    "id",
    "at",
    "actor",
    "on_behalf_of",
    "action",
    "subject",
    "job_id",
    "outcome",
    "details",
    "previous",
    "hash",
)


async def _jsonl(where: Where, records: Records) -> AsyncIterator[str]:
    async for event in exported(where, records):
        yield event.model_dump_json(exclude={"rev"}) + "\n"


async def _csv(where: Where, records: Records) -> AsyncIterator[str]:
    yield tables.csv_lines([COLUMNS])
    async for event in exported(where, records):
        yield tables.csv_lines([_cells(event)])


def _cells(event: AuditEvent) -> list[str]:
    fields = event.model_dump(mode="json")
    return [
        json.dumps(fields[c], sort_keys=True) if c == "details" else str(fields[c] or "") for c in COLUMNS
    ]


WRITERS = {"jsonl": _jsonl, "csv": _csv}


@router.get("/export.{form}", response_class=StreamingResponse)
async def export(
    form: Literal["jsonl", "csv"],
    actor: SignedIn,
    wired: Wired,
    person: str | None = None,
    job: str | None = None,
    by: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> StreamingResponse:
    """Rows about a `person` (or candidate), of a `job`, done `by` somebody, in a period of whole days. The export is itself
    audited. People stand as pseudonyms."""
    given = {"person": person, "job": job, "by": by, "since": since, "until": until}
    found = await called(Export, "audit.export", given, actor, wired)
    where = await condition(found.asked, context(actor, wired))
    return StreamingResponse(
        WRITERS[form](where, wired.ports.records),
        media_type="application/x-ndjson" if form == "jsonl" else "text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="audit.{form}"',
            "Cache-Control": "no-store",
        },
    )


class Verified(BaseModel):
    rows: int
    head: str
    """Hash of the last right row. Kept elsewhere, it proves later that nothing before it was changed."""
    whole: bool
    broken_at: str | None


@router.get("/verify")
async def verify(actor: SignedIn, wired: Wired) -> Verified:
    """Go through the whole chain, and hold it against the seal that is kept outside the records."""
    require(actor, Permission.audit_export)
    chain = await trail.verify(wired.ports.records, wired.ports.files)
    return Verified(
        rows=chain.end.number, head=chain.end.hash, whole=chain.broken is None, broken_at=chain.broken
    )
