"""Resumes handed over: consent first, then a ticket for each file; the worker reads them."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pydantic import Field, field_validator

from actions.batches import batch_card
from actions.tool import Args, Context, Result, tool
from actions.unpacking import AT_ONCE, Handed, files_of, let_go
from domain.conversations import Upload
from domain.errors import BadInput, NotFound
from domain.hiring import Job, JobStatus
from domain.messages import Card, Option
from domain.origins import Origin
from domain.permissions import Permission
from domain.privacy import ATTESTED_TEXT, CONSENT_TEXT, Consent
from domain.tickets import Ticket, TicketStatus
from knowledge import file_names
from knowledge.bundles import MAX_FILES

KIND = "resume"
FEW = 10
"""Files handed over together that are read before larger batches, which wait in a queue of their own."""

NOT_AGREED = "Nothing is read before you agree. Tick the box to go on."


def _agreed(given: bool) -> bool:
    if not given:
        raise ValueError(NOT_AGREED)
    return given


class AddCandidates(Args):
    uploads: tuple[str, ...] = Field((), title="Files")
    consent: bool = Field(title=ATTESTED_TEXT)
    source: Origin | None = Field(None, title="Where do they come from?")

    _consent = field_validator("consent")(_agreed)


class UploadResume(Args):
    uploads: tuple[str, ...] = Field((), title="Files")
    job: str | None = Field(
        None, title="Apply for", description="Leave empty to only be found for future openings"
    )
    source: Origin | None = Field(None, title="Where did you hear of us?")
    consent: bool = Field(title=CONSENT_TEXT)

    _consent = field_validator("consent")(_agreed)


class Batch(Result):
    tickets: tuple[Ticket, ...]

    def card(self) -> Card:
        return batch_card(self.tickets)


async def _uploads(ids: tuple[str, ...], ctx: Context) -> list[Upload]:
    """The asker's own uploads. Raises `BadInput` when there are none: a file cannot be typed."""
    found = [await ctx.ports.records.get(Upload, id) for id in dict.fromkeys(ids)]
    mine = [u for u in found if u and u.owner_id == ctx.actor.id]
    if not mine or len(mine) != len(found):
        raise BadInput(
            "Please drop the resume files (PDF, DOCX or any other common kind) into this conversation, or attach them."
        )
    return mine


async def _attached(asked: AddCandidates, ctx: Context) -> AddCandidates:
    await _uploads(asked.uploads, ctx)
    return asked


async def _start(uploads: Sequence[Upload], consent_text: str, extra: dict[str, str], ctx: Context) -> Batch:
    """Consent, then tickets, then the queue: what a crash leaves out is made up for by the sweep. A file that there is
    none of is a ticket that has failed already, so that one report tells of everything."""
    records = ctx.ports.records
    try:
        files = await files_of(uploads, ctx)
    except NotFound:  # a crash came after an archive was let go
        known = await records.find(Ticket, {"batch_id": ctx.call_id}, limit=MAX_FILES)
        await let_go(uploads, [t.args.get("key") for t in known], ctx)
        return Batch(tickets=tuple(sorted(known, key=lambda t: int(t.id.rsplit(":", 1)[1]))))
    consent = Consent(
        id=f"consent:{ctx.call_id}",
        given_by=ctx.actor.id,
        text=consent_text,
        file_hashes=tuple(f.sha256 for f in files if f.key),
        at=ctx.now,
    )
    tickets = _tickets(files, {"consent_id": consent.id, **extra}, ctx)
    await records.insert_all([consent])
    await records.insert_all(tickets)
    await enqueued([t for t in tickets if not t.over], ctx)
    await let_go(uploads, [f.key for f in files], ctx)
    return Batch(tickets=tuple(tickets))


async def enqueued(tickets: Iterable[Ticket], ctx: Context) -> None:
    """Into their queues, several at a time; what a crash leaves out the sweep puts there."""
    left = iter(tickets)

    async def some() -> None:
        for ticket in left:
            await ctx.ports.queue.enqueue(ticket.id, queue=ticket.queue)

    await asyncio.gather(*(some() for _ in range(AT_ONCE)))


def _tickets(files: Sequence[Handed], extra: dict[str, str], ctx: Context) -> list[Ticket]:
    """A file is called by its name, and by its folder too where another one is called the same."""
    queue = "resume" if len(files) <= FEW else "bulk"
    names = Counter(file_names.shown(f.name) for f in files)
    labels = [f.name if names[file_names.shown(f.name)] > 1 else f.name.rsplit("/", 1)[-1] for f in files]
    return [
        _ticket(n, f, label, queue, extra, ctx)
        for n, (f, label) in enumerate(zip(files, labels, strict=True))
    ]


def _ticket(number: int, file: Handed, label: str, queue: str, extra: dict[str, str], ctx: Context) -> Ticket:
    ticket = Ticket(
        id=f"ticket:{ctx.call_id}:{number}",
        kind=KIND,
        queue=queue,
        args={"key": file.key, "name": file.name, "sha256": file.sha256, **extra} if file.key else extra,
        actor_id=ctx.actor.id,
        batch_id=ctx.call_id,
        turn_id=ctx.call_id.rsplit("/", 1)[0],
        address=ctx.address,
        message_id=ctx.call_id,
        label=label,
        created_at=ctx.now,
    )
    if file.error is None:
        return ticket
    failed = {"status": TicketStatus.failed, "error": file.error, "finished_at": ctx.now, "told": True}
    return ticket.model_copy(update=failed)


@tool(
    "candidates.add",
    args=AddCandidates,
    permission=Permission.candidate_add,
    phrases=("I want to add resumes",),
    resolve=_attached,
)
async def candidates_add(asked: AddCandidates, ctx: Context) -> Batch:
    """Add resumes of candidates, up to a thousand, also in a zip or named by a table: read in the background, with progress here."""
    return await _start(await _uploads(asked.uploads, ctx), ATTESTED_TEXT, _said(asked.source), ctx)


def _said(source: Origin | None) -> dict[str, str]:
    return {"source": source} if source else {}


async def _own(asked: UploadResume, ctx: Context) -> UploadResume:
    found = await _uploads(asked.uploads, ctx)
    if len(found) > 1 or found[0].name.lower().endswith((".zip", ".csv", ".xlsx")):
        raise BadInput("Please send one file: your resume.")
    return asked


async def _open_jobs(ctx: Context) -> Mapping[str, tuple[Option, ...]]:
    jobs = await ctx.ports.records.find(Job, {"status": JobStatus.open.value}, order="title")
    return {"job": tuple(Option(value=j.id, label=f"{j.title} · {j.location}") for j in jobs)}


@tool(
    "resume.upload",
    args=UploadResume,
    permission=Permission.resume_upload,
    phrases=("I want to upload my resume",),
    resolve=_own,
    options=_open_jobs,
)
async def resume_upload(asked: UploadResume, ctx: Context) -> Batch:
    """Upload my resume, and apply for a job with it."""
    job = await ctx.ports.records.get(Job, asked.job) if asked.job else None
    if asked.job and (job is None or job.status is not JobStatus.open):
        raise BadInput("That job is no longer open. Please choose another.")
    extra = {"person_id": ctx.actor.id} | ({"job_id": job.id} if job else {}) | _said(asked.source)
    return await _start(await _uploads(asked.uploads, ctx), CONSENT_TEXT, extra, ctx)
