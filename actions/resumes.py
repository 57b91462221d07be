"""Resumes handed over: consent first, then a ticket for each file; the worker reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import Field, field_validator

from actions.tool import Args, Context, Result, tool
from domain.conversations import Upload
from domain.errors import BadInput
from domain.hiring import Job, JobStatus
from domain.messages import Card, Item, Option, Progress, Source
from domain.permissions import Permission
from domain.privacy import ATTESTED_TEXT, CONSENT_TEXT, Consent
from domain.tickets import Ticket, TicketStatus

LISTED = 10
"""Files shown one by one in a batch's card; failures are always shown."""
KIND = "resume"


NOT_AGREED = "Nothing is read before you agree. Tick the box to go on."


def _agreed(given: bool) -> bool:
    if not given:
        raise ValueError(NOT_AGREED)
    return given


class AddCandidates(Args):
    uploads: tuple[str, ...] = Field((), title="Files")
    consent: bool = Field(title=ATTESTED_TEXT)

    _consent = field_validator("consent")(_agreed)


class UploadResume(Args):
    uploads: tuple[str, ...] = Field((), title="Files")
    job: str | None = Field(
        None, title="Apply for", description="Leave empty to only be found for future openings"
    )
    consent: bool = Field(title=CONSENT_TEXT)

    _consent = field_validator("consent")(_agreed)


class Batch(Result):
    tickets: tuple[Ticket, ...]

    def card(self) -> Card:
        return batch_card(self.tickets)


def batch_card(tickets: Sequence[Ticket]) -> Card:
    """Where a batch of resumes stands: one bar, and a line a file (all failures, and the first few others)."""
    over = [t for t in tickets if t.over]
    failed = [t for t in tickets if t.status is TicketStatus.failed]
    shown = list(tickets) if len(tickets) <= LISTED else failed[: LISTED * 3]
    percent = sum(100 if t.over else t.percent for t in tickets) // max(1, len(tickets))
    done = len(over) == len(tickets)
    return Card(
        title=_headline(tickets, over, failed),
        tone="plain" if not done else "warning" if failed else "success",
        progress=None if done else Progress(percent=percent, step=_step(tickets), state="running"),
        items=tuple(map(_line, shown)),
        source=Source(label="Resume intake"),
    )


def _headline(tickets: Sequence[Ticket], over: Sequence[Ticket], failed: Sequence[Ticket]) -> str:
    files = "1 resume" if len(tickets) == 1 else f"{len(tickets)} resumes"
    if len(over) < len(tickets):
        return f"Reading {files}" + (f", {len(over)} done" if over else "")
    if failed:
        return f"Read {len(tickets) - len(failed)} of {files}; {len(failed)} could not be read"
    return f"Read {files}"


def _step(tickets: Sequence[Ticket]) -> str:
    running = next((t for t in tickets if t.status is TicketStatus.running), None)
    return running.step if running else "waiting"


BADGES = {
    TicketStatus.enqueued: "waiting",
    TicketStatus.running: "reading",
    TicketStatus.completed: "read",
    TicketStatus.failed: "not read",
}


def _line(ticket: Ticket) -> Item:
    badge = BADGES[ticket.status]
    told = str(ticket.error or ticket.result.get("summary") or ticket.step)
    return Item(title=ticket.label, subtitle=None if told == badge else told, badge=badge)


def ending(tickets: Sequence[Ticket]) -> str:
    """One sentence when a batch is through; the card above holds the details."""
    failed = sum(t.status is TicketStatus.failed for t in tickets)
    if len(tickets) == 1:
        return "The file could not be read; the reason is above." if failed else "The resume has been read."
    if failed:
        return f"{len(tickets) - failed} of {len(tickets)} resumes have been read; see above for the others."
    return f"All {len(tickets)} resumes have been read."


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
    """Consent, then tickets, then the queue: what a crash leaves out is made up for by the sweep."""
    records = ctx.ports.records
    consent = Consent(
        id=f"consent:{ctx.call_id}",
        given_by=ctx.actor.id,
        text=consent_text,
        file_hashes=tuple(u.sha256 for u in uploads),
        at=ctx.now,
    )
    tickets = [
        Ticket(
            id=f"ticket:{ctx.call_id}:{n}",
            kind=KIND,
            queue="resume",
            args={"key": u.key, "name": u.name, "sha256": u.sha256, "consent_id": consent.id, **extra},
            actor_id=ctx.actor.id,
            batch_id=ctx.call_id,
            turn_id=ctx.call_id.rsplit("/", 1)[0],
            address=ctx.address,
            message_id=ctx.call_id,
            label=u.name,
            created_at=ctx.now,
        )
        for n, u in enumerate(uploads)
    ]
    await records.insert_all([consent])
    await records.insert_all(tickets)
    for ticket in tickets:
        await ctx.ports.queue.enqueue(ticket.id, queue=ticket.queue)
    return Batch(tickets=tuple(tickets))


@tool(
    "candidates.add",
    args=AddCandidates,
    permission=Permission.candidate_add,
    phrases=("I want to add resumes",),
    resolve=_attached,
)
async def candidates_add(asked: AddCandidates, ctx: Context) -> Batch:
    """Add resumes of candidates: they are read in the background, with progress here."""
    return await _start(await _uploads(asked.uploads, ctx), ATTESTED_TEXT, {}, ctx)


async def _own(asked: UploadResume, ctx: Context) -> UploadResume:
    if len(await _uploads(asked.uploads, ctx)) > 1:
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
    extra = {"person_id": ctx.actor.id} | ({"job_id": job.id} if job else {})
    return await _start(await _uploads(asked.uploads, ctx), CONSENT_TEXT, extra, ctx)
