"""Resumes over HTTP: upload with consent, and what became of it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, UploadFile

from actions import catalogue
from actions.perform import NeedsDetails, Ready, permit, prepare
from actions.resumes import NOT_AGREED, Batch
from actions.tool import Context
from api.auth import Limited, SignedIn, Wired
from api.calls import context
from api.routes.chat import LARGEST_FILE
from domain.errors import BadInput, TooLarge
from domain.people import Role
from domain.permissions import hidden
from domain.tickets import Ticket
from graphs.router import UPLOADS
from knowledge import bundles

router = APIRouter(tags=["resumes"])


@router.post("/resume/upload", status_code=202, dependencies=[Limited])
async def upload(
    files: list[UploadFile],
    actor: SignedIn,
    wired: Wired,
    consent: Annotated[bool, Form()] = False,
    job: Annotated[str | None, Form()] = None,
) -> dict[str, Any]:
    """Hand over resumes with consent; answers with a ticket for each file. Follow them at `/resume/status/{job_id}`.

    A zip archive stands for the files in it, a thousand at most. A file that is refused at once (type, size, damage) refuses the whole upload: nothing is half-stored.
    """
    name = UPLOADS[actor.roles == frozenset({Role.candidate})]
    ctx = context(actor, wired)
    await permit(catalogue.tools()[name], ctx)
    if not consent:
        raise BadInput(NOT_AGREED)
    contents = [inner for f in files for inner in await _contents(f)]
    for file, content in contents:
        if len(content) > LARGEST_FILE:
            raise TooLarge(f"{file} is larger than 10 MB. Please send a smaller file.")
        await wired.engine.check(file, content)
    ids = [await wired.engine.upload(actor.id, file, content) for file, content in contents]
    given: dict[str, Any] = {"uploads": ids, "consent": consent} | ({"job": job} if job else {})
    try:
        batch = await _started(name, given, ctx)
    except BadInput:
        for id in ids:
            await wired.engine.discard(id)
        raise
    return {"batch_id": batch.tickets[0].batch_id, "tickets": [_shown(t) for t in batch.tickets]}


async def _started(name: str, given: dict[str, Any], ctx: Context) -> Batch:
    prepared = await prepare(name, given, ctx)
    if isinstance(prepared, NeedsDetails):
        raise BadInput(prepared.sentence)
    assert isinstance(prepared, Ready)  # noqa: S101 - these tools wait for nobody
    batch = await prepared.run()
    assert isinstance(batch, Batch)  # noqa: S101
    return batch


async def _contents(file: UploadFile) -> list[tuple[str, bytes]]:
    """The file, or the files of a zip archive."""
    name = file.filename or "file"
    if not name.lower().endswith(".zip"):
        return [(name, await file.read(LARGEST_FILE + 1))]
    return list(bundles.files_of(name, await file.read(bundles.MAX_BUNDLE_BYTES + 1)))


@router.get("/resume/status/{job_id:path}")
async def status(job_id: str, actor: SignedIn, wired: Wired) -> dict[str, Any]:
    """How far a ticket is: `{"step": "embedding", "percent": 60}`. Only the person who asked may see it."""
    ticket = await wired.ports.records.get(Ticket, job_id)
    if ticket is None or ticket.actor_id != actor.id:
        raise hidden("ticket")
    return _shown(ticket)


def _shown(ticket: Ticket) -> dict[str, Any]:
    return {
        "job_id": ticket.id,
        "file": ticket.label,
        "status": ticket.status,
        "step": ticket.step,
        "percent": ticket.percent,
        "error": ticket.error,
        "candidate_id": ticket.result.get("candidate_id"),
    }
