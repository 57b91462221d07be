"""Watching and steering a batch of resumes: how far it is, pause, go on, stop, try again what failed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pydantic import Field

from actions import batches
from actions.resumes import KIND, enqueued
from actions.tool import Args, Context, Result, tool
from domain.errors import BadInput, Conflict
from domain.messages import Card, Fact
from domain.permissions import Permission, hidden
from domain.ports import OneOf, Where
from domain.tickets import Ticket, TicketStatus

MOST = 5000


class AskUpload(Args):
    """One's own newest upload that fits, or the one a button names."""

    upload: str | None = Field(None, title="Upload", max_length=300)


class Steered(Result):
    tickets: tuple[Ticket, ...]
    text: str

    def card(self) -> Card:
        return Card(
            title=batches.headline(self.tickets), text=self.text, buttons=batches.controls(self.tickets)
        )

    def changes(self) -> Sequence[tuple[str, Card]]:
        message = self.tickets[0].message_id
        return ((message, batches.batch_card(self.tickets)),) if message else ()


class Report(Result):
    tickets: tuple[Ticket, ...]

    def card(self) -> Card:
        failed = batches.of_status(self.tickets, TicketStatus.failed)
        counts = [
            Fact(label=word.capitalize(), value=str(len(found)))
            for status, word in batches.BADGES.items()
            if (found := batches.of_status(self.tickets, status))
        ]
        return batches.batch_card(self.tickets).model_copy(
            update={
                "facts": tuple(counts),
                "table": batches.reasons(failed) if failed else None,
                "links": batches.report_link(self.tickets) if failed else (),
            }
        )


async def mine(batch_id: str | None, ctx: Context, *statuses: TicketStatus) -> list[Ticket]:
    """The asker's own batch: the one named, or the newest with a ticket in one of the statuses (any when none is
    given). Empty when there is no such batch. Raises `NotFound` for one that is not theirs."""
    records = ctx.ports.records
    if batch_id is None:
        where: Where = {"actor_id": ctx.actor.id, "kind": KIND}
        if statuses:
            where = {**where, "status": OneOf(tuple(s.value for s in statuses))}
        newest = await records.find(Ticket, where, order="created_at", descending=True, limit=1)
        if not newest:
            return []
        batch_id = newest[0].batch_id
    found = await records.find(Ticket, {"batch_id": batch_id}, limit=MOST)
    if not found or found[0].actor_id != ctx.actor.id or found[0].kind != KIND:
        raise hidden("upload")
    return found


async def _steered(
    asked: AskUpload,
    ctx: Context,
    change: Callable[[Ticket], Ticket],
    *statuses: TicketStatus,
    to: TicketStatus,
) -> tuple[list[Ticket], list[Ticket]]:
    """The batch after the change, and the tickets that changed. Those in none of the statuses, or taken by a worker at
    this very moment, stay as they are. Repeating it changes what is left, and finds the batch that it changed."""
    changed: list[Ticket] = []
    after: list[Ticket] = []
    for ticket in await mine(asked.upload, ctx, *statuses) or await mine(asked.upload, ctx, to):
        kept = ticket
        if ticket.status in statuses and "key" in ticket.args:
            try:
                kept = await ctx.ports.records.replace(change(ticket))
                changed.append(kept)
            except Conflict:
                kept = await ctx.ports.records.get(Ticket, ticket.id) or ticket
        after.append(kept)
    return after, changed


def _status(status: TicketStatus, **more: object) -> Callable[[Ticket], Ticket]:
    return lambda ticket: ticket.model_copy(update={"status": status, "lease_until": None, **more})


def _under_way(tickets: Sequence[Ticket]) -> str:
    running = len(batches.of_status(tickets, TicketStatus.running))
    return (
        f" {running} that {'is' if running == 1 else 'are'} being read now will be finished."
        if running
        else ""
    )


@tool(
    "uploads.show",
    args=AskUpload,
    permission=Permission.candidate_add,
    phrases=("How far is my upload?",),
    audited=False,
)
async def uploads_show(asked: AskUpload, ctx: Context) -> Report:
    """How far my upload of resumes is, what failed and why."""
    tickets = await mine(asked.upload, ctx)
    if not tickets:
        raise BadInput(
            "You have not uploaded any resumes yet. Drop them here, or a zip of them, and I will read them."
        )
    return Report(tickets=tuple(tickets))


@tool(
    "uploads.pause",
    args=AskUpload,
    permission=Permission.candidate_add,
    phrases=("Pause the upload",),
)
async def uploads_pause(asked: AskUpload, ctx: Context) -> Steered:
    """Pause my upload of resumes: what waits is kept back until I say go on."""
    tickets, changed = await _steered(
        asked, ctx, _status(TicketStatus.paused), TicketStatus.enqueued, to=TicketStatus.paused
    )
    if not changed and not batches.of_status(tickets, TicketStatus.paused):
        raise BadInput("There is nothing to pause: no resume of yours is waiting to be read.")
    waiting = len(batches.of_status(tickets, TicketStatus.paused))
    return Steered(tickets=tuple(tickets), text=f"{waiting} wait until you say “go on”.{_under_way(tickets)}")


@tool(
    "uploads.resume",
    args=AskUpload,
    permission=Permission.candidate_add,
    phrases=("Go on with the upload",),
)
async def uploads_resume(asked: AskUpload, ctx: Context) -> Steered:
    """Go on with an upload of resumes that I paused."""
    tickets, changed = await _steered(
        asked, ctx, _status(TicketStatus.enqueued), TicketStatus.paused, to=TicketStatus.enqueued
    )
    if not changed and not batches.of_status(tickets, TicketStatus.enqueued):
        raise BadInput("No upload of yours is paused.")
    await enqueued(changed, ctx)
    return Steered(tickets=tuple(tickets), text=f"Going on with {len(changed)}.")


@tool(
    "uploads.stop",
    args=AskUpload,
    permission=Permission.candidate_add,
    phrases=("Stop the upload",),
)
async def uploads_stop(asked: AskUpload, ctx: Context) -> Steered:
    """Stop my upload of resumes: what has been read stays, the rest is not read."""
    stop = _status(
        TicketStatus.stopped, error="You stopped it before it was read.", finished_at=ctx.now, told=True
    )
    tickets, changed = await _steered(
        asked, ctx, stop, TicketStatus.enqueued, TicketStatus.paused, to=TicketStatus.stopped
    )
    stopped = len(batches.of_status(tickets, TicketStatus.stopped))
    if not changed and not stopped:
        raise BadInput("There is nothing to stop: no resume of yours is waiting to be read.")
    read = len(batches.of_status(tickets, TicketStatus.completed))
    text = f"{stopped} will not be read; the {read} that were read stay.{_under_way(tickets)}"
    return Steered(tickets=tuple(tickets), text=text)


@tool(
    "uploads.retry",
    args=AskUpload,
    permission=Permission.candidate_add,
    phrases=("Try the failed resumes again",),
)
async def uploads_retry(asked: AskUpload, ctx: Context) -> Steered:
    """Try again to read the resumes of my upload that failed."""
    tickets, changed = await _steered(asked, ctx, Ticket.again, TicketStatus.failed, to=TicketStatus.enqueued)
    if not changed:
        raise BadInput("No resume of yours failed that could be tried again.")
    await enqueued(changed, ctx)
    words = "1 file" if len(changed) == 1 else f"{len(changed)} files"
    return Steered(tickets=tuple(tickets), text=f"Trying {words} again.")
