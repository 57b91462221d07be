"""Resumes over HTTP: upload with consent, and what became of it."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Response, UploadFile

from actions import batches, catalogue
from actions.perform import NeedsDetails, Ready, permit, prepare
from actions.resumes import NOT_AGREED, Batch
from actions.tool import Context, Result
from actions.unpacking import AT_ONCE, too_many
from actions.uploads import Steered, mine
from api.auth import Limited, SignedIn, Wired
from api.bounds import content_of
from api.calls import context
from domain.errors import BadInput
from domain.people import Role
from domain.permissions import hidden
from domain.tickets import Ticket
from graphs.router import UPLOADS
from knowledge import tables
from knowledge.bundles import MAX_FILES

router = APIRouter(tags=["resumes"])


@router.post(
    "/resume/upload", status_code=202, dependencies=[Limited], form_limits={"max_files": 10 * MAX_FILES}
)
async def upload(
    files: list[UploadFile],
    actor: SignedIn,
    wired: Wired,
    consent: Annotated[bool, Form()] = False,
    job: Annotated[str | None, Form()] = None,
) -> dict[str, Any]:
    """Hand over resumes with consent; answers with a ticket for each file. Follow them at `/resume/status/{job_id}`.

    A zip archive stands for the files in it, a thousand at most; a CSV or XLSX with a column `file` says which of them are
    read, or names earlier uploads by their id (an address elsewhere is never fetched). A single file or an archive that
    is refused at once (type, size, damage) refuses the whole upload: nothing is half-stored. A bad file within an archive
    is a ticket that failed, with its reason.
    """
    name = UPLOADS[actor.roles == frozenset({Role.candidate})]
    ctx = context(actor, wired)
    await permit(catalogue.tools()[name], ctx)
    if not consent:
        raise BadInput(NOT_AGREED)
    loose = [f for f in files if not tables.is_table(f.filename or "")]
    if len(loose) > MAX_FILES:
        raise too_many(len(loose))
    contents = [await content_of(f) for f in files]
    for file, content in contents:
        await wired.engine.check(file, content)
    ids: list[str] = []
    for n in range(0, len(contents), AT_ONCE):
        some = contents[n : n + AT_ONCE]
        ids += await asyncio.gather(*(wired.engine.upload(actor.id, *one) for one in some))
    given: dict[str, Any] = {"uploads": ids, "consent": consent} | ({"job": job} if job else {})
    try:
        batch = await _started(name, given, ctx)
    except BadInput:
        for id in ids:
            await wired.engine.discard(id)
        raise
    return {"batch_id": batch.tickets[0].batch_id, "tickets": [_shown(t) for t in batch.tickets]}


async def _started(name: str, given: dict[str, Any], ctx: Context) -> Batch:
    batch = await _done(name, given, ctx)
    assert isinstance(batch, Batch)  # noqa: S101 - what these tools return
    return batch


async def _done(name: str, given: dict[str, Any], ctx: Context) -> Result:
    prepared = await prepare(name, given, ctx)
    if isinstance(prepared, NeedsDetails):
        raise BadInput(prepared.sentence)
    assert isinstance(prepared, Ready)  # noqa: S101 - these tools wait for nobody
    return await prepared.run()


@router.get("/resume/status/{job_id:path}")
async def status(job_id: str, actor: SignedIn, wired: Wired) -> dict[str, Any]:
    """How far a ticket is: `{"step": "embedding_upsert", "percent": 70}`. Only the person who asked may see it."""
    ticket = await wired.ports.records.get(Ticket, job_id)
    if ticket is None or ticket.actor_id != actor.id:
        raise hidden("ticket")
    return _shown(ticket)


Steering = Literal["pause", "resume", "stop", "retry"]


@router.post("/resume/batch/{steering}", dependencies=[Limited])
async def steer(
    steering: Steering, actor: SignedIn, wired: Wired, batch: str | None = None
) -> dict[str, Any]:
    """Pause my batch, go on with it, stop it, or try again what failed: the batch named, or my newest that fits."""
    given = {"upload": batch} if batch else {}
    result = await _done(f"uploads.{steering}", given, context(actor, wired))
    assert isinstance(result, Steered)  # noqa: S101 - what these tools return
    for message_id, card in result.changes():
        await wired.engine.outbox.put(message_id, card)
    counts = Counter(t.status for t in result.tickets)
    return {"batch_id": result.tickets[0].batch_id, "said": result.text, "tickets": counts}


@router.get("/resume/report/{batch_id:path}", response_class=Response)
async def report(batch_id: str, actor: SignedIn, wired: Wired) -> Response:
    """What of my batch was not read and why, as CSV."""
    ctx = context(actor, wired)
    await permit(catalogue.tools()["uploads.show"], ctx)
    rows = batches.report_rows(await mine(batch_id, ctx))
    headers = {
        "Content-Disposition": 'attachment; filename="not-read.csv"',
        "Cache-Control": "no-store",
    }
    return Response(
        tables.as_csv(batches.COLUMNS, rows), media_type="text/csv; charset=utf-8", headers=headers
    )


def _shown(ticket: Ticket) -> dict[str, Any]:
    return {
        "job_id": ticket.id,
        "file": ticket.label,
        "status": ticket.status,
        "step": ticket.step,
        "percent": ticket.percent,
        "error": ticket.error,
        "note": ticket.result.get("note"),
        "candidate_id": ticket.result.get("candidate_id"),
    }
