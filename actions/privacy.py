"""What we hold about somebody: shown and handed out to themselves, and deleted on their word."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Sequence

from pydantic import Field

from actions import references
from actions.holders import holding
from actions.tool import Approved, Approvers, Args, Context, Result, tool
from domain.erasure import LegalHold, record_kinds
from domain.errors import BadInput, Conflict
from domain.hiring import Candidate
from domain.messages import Card, Fact, Link, Progress, Source
from domain.people import Account, Actor
from domain.permissions import Permission, may
from domain.ports import OneOf, Record, Records
from domain.privacy import Consent
from domain.tickets import Ticket

SOURCE = Source(label="Records about you")
KIND = "erase"
WITHHELD = (Account,)
"""Not handed out: a password's hash serves nobody but whoever steals the file."""


async def ids_of(actor: Actor, records: Records) -> set[str]:
    """The person, and the candidate they are, if any."""
    mine = await records.find(Candidate, {"person_id": actor.id}, limit=1)
    return {actor.id, *(candidate.id for candidate in mine)}


async def held(ids: set[str], records: Records) -> AsyncIterator[Record]:
    """Every document about the person, kind by kind."""
    asked = OneOf(tuple(sorted(ids)))
    for kind in sorted(record_kinds(), key=lambda kind: kind.collection):
        if kind in WITHHELD:
            continue
        seen: set[str] = set()
        for field in kind.subjects:
            for record in await records.find(kind, {field: asked}, limit=100_000):
                if record.id not in seen:
                    seen.add(record.id)
                    yield record


class AskHeld(Args):
    pass


class Held(Result):
    counts: dict[str, int]
    candidate: bool

    def card(self) -> Card:
        facts = tuple(
            Fact(label=name.replace("_", " ").capitalize(), value=str(count))
            for name, count in self.counts.items()
        )
        return Card(
            title="What we hold about you",
            text="The archive has all of it: records as JSON, and your files. "
            + (
                "Say “delete everything about me” to have it deleted."
                if self.candidate
                else "What employment and tax law ask us to keep stays until HR removes it; ask HR with “talk to HR”."
            ),
            facts=facts,
            links=(Link(label="Download everything (ZIP)", path="/privacy/export.zip"),),
            source=SOURCE,
        )


@tool(
    "privacy.held",
    args=AskHeld,
    permission=Permission.privacy_own,
    phrases=("What do you hold about me?",),
    audited=False,
)
async def privacy_held(asked: AskHeld, ctx: Context) -> Held:
    """Everything that is held about me, as a list and as an archive."""
    ids = await ids_of(ctx.actor, ctx.ports.records)
    counts = Counter([record.collection async for record in held(ids, ctx.ports.records)])
    own = may(ctx.actor, Permission.privacy_erase_own)
    return Held(counts=dict(sorted(counts.items())), candidate=own)


# --- consent ---------------------------------------------------------------------------------------------------


class Withdrawn(Result):
    known: bool
    """Whether there is a resume, or a consent, that this ends the use of."""

    def card(self) -> Card:
        if not self.known:
            return Card(title="We hold no resume of yours, and no consent", source=SOURCE)
        return Card(
            title="Your consent is withdrawn",
            text="Your resume is no longer searched, matched or scored by software. Applications go on with people "
            "alone; a resume that you hand in later needs your consent anew. Say “delete everything about me” to have the resume deleted as well.",
            tone="success",
            source=SOURCE,
        )


@tool(
    "privacy.withdraw_consent",
    args=AskHeld,
    permission=Permission.privacy_erase_own,
    phrases=("I withdraw my consent",),
)
async def withdraw_consent(asked: AskHeld, ctx: Context) -> Withdrawn:
    """Withdraw my consent to automatic reading, search and scoring."""
    records = ctx.ports.records
    mine = await records.find(Candidate, {"person_id": ctx.actor.id}, limit=1)
    for candidate in mine:
        await _apart(candidate, records)
        await ctx.ports.index.delete([candidate.id])
    given = await records.find(Consent, {"given_by": ctx.actor.id})
    for consent in given:
        if consent.withdrawn_at is None:
            await records.replace(consent.model_copy(update={"withdrawn_at": ctx.now}))
    return Withdrawn(known=bool(mine or given))


async def _apart(candidate: Candidate, records: Records) -> None:
    """Marked first, since what lacks in the index is otherwise put there again."""
    current: Candidate | None = candidate
    while current and not current.not_by_machine:
        try:
            await records.replace(current.model_copy(update={"not_by_machine": True}))
            return
        except Conflict:
            current = await records.get(Candidate, candidate.id)


# --- erasure ---------------------------------------------------------------------------------------------------


class EraseMe(Args):
    pass


class Erasing(Result):
    ticket: Ticket
    own: bool

    def card(self) -> Card:
        return (
            erasing([self.ticket])
            if not self.own
            else Card(
                title="Everything about you is being deleted",
                text="It takes a few minutes, and cannot be undone. This conversation goes, too, and you will be signed out. "
                "What stays is a note without your name that somebody was deleted.",
                tone="success",
            )
        )


def erasing(batch: Sequence[Ticket]) -> Card:
    """Where an erasure stands, without a name."""
    ticket = batch[0]
    if not ticket.over:
        return Card(title="Deleting", progress=Progress(percent=ticket.percent, step=ticket.step))
    if ticket.error:
        return Card(title="Nothing more was deleted", text=ticket.error, tone="warning")
    done = ticket.result
    return Card(
        title="Everything about the person has been deleted",
        text=f"{done.get('deleted', 0)} records are gone, and {done.get('blanked', 0)} that mentioned the person were blanked.",
        tone="success",
    )


async def _no_hold(ids: set[str], records: Records) -> None:
    """Raises `BadInput` under a legal hold: it beats deletion."""
    where = {"subject_id": OneOf(tuple(ids)), "released_at": None}
    if await records.find(LegalHold, where, limit=1):
        raise BadInput(
            "A legal hold keeps this data for now: it is locked away from use, and deleted when the hold ends."
        )


async def _hold_checked(asked: EraseMe, ctx: Context) -> EraseMe:
    await _no_hold(await ids_of(ctx.actor, ctx.ports.records), ctx.ports.records)
    return asked


async def _myself(asked: EraseMe, ctx: Context) -> Approvers:
    return Approvers("confirm", (ctx.actor.id,))


async def _all_of_it(asked: EraseMe, ctx: Context) -> Card:
    return Card(
        title="Delete everything about you?",
        text="Your resume, applications, messages and answers. Applications that are under way end. It cannot be undone.",
        tone="warning",
    )


async def _start(candidate_id: str | None, person_id: str | None, own: bool, ctx: Context) -> Ticket:
    ticket = Ticket(
        id=f"ticket:{ctx.call_id}",
        kind=KIND,
        queue="cleanup",
        args={
            "candidate_id": candidate_id,
            "person_id": person_id,
            "asked_by": ctx.approval.decided_by if ctx.approval else ctx.actor.id,
            "own": own,
        },
        actor_id=ctx.actor.id,
        batch_id=ctx.call_id,
        turn_id=ctx.call_id.rsplit("/", 1)[0],
        address=None if own else ctx.address,
        message_id=None if own else f"{ctx.call_id}:done",
        label="Deletion",
        created_at=ctx.now,
        told=own,
    )
    await ctx.ports.records.insert_all([ticket])
    await ctx.ports.queue.enqueue(ticket.id, queue=ticket.queue)
    return ticket


@tool(
    "privacy.erase_me",
    args=EraseMe,
    permission=Permission.privacy_erase_own,
    phrases=("Delete everything about me",),
    approval=Approved(by=_myself, shown=_all_of_it, words=("Delete everything", "Keep it")),
    resolve=_hold_checked,
)
async def erase_me(asked: EraseMe, ctx: Context) -> Erasing:
    """Delete everything about me."""
    mine = await ctx.ports.records.find(Candidate, {"person_id": ctx.actor.id}, limit=1)
    return Erasing(ticket=await _start(mine[0].id if mine else None, ctx.actor.id, True, ctx), own=True)


class EraseCandidate(Args):
    candidate: str = Field(title="Candidate", max_length=200)
    reason: str = Field(title="Reason", min_length=3, max_length=300, json_schema_extra={"long": True})
    resolved_candidate_id: str | None = None


async def _candidate(asked: EraseCandidate, ctx: Context) -> EraseCandidate:
    found = await references.candidate(asked.candidate, ctx)
    await _no_hold({found.id, found.person_id or found.id}, ctx.ports.records)
    return asked.model_copy(update={"resolved_candidate_id": found.id})


async def _others(asked: EraseCandidate, ctx: Context) -> Approvers:
    others = await holding(Permission.privacy_erase, ctx.ports.records, but=ctx.actor.id)
    if not others:
        raise BadInput("Nobody else may approve this yet: please ask an administrator to name an approver.")
    return Approvers("approve", tuple(person.id for person in others))


async def _shown(asked: EraseCandidate, ctx: Context) -> Card:
    found = await ctx.ports.records.get(Candidate, asked.resolved_candidate_id or "")
    return Card(
        title=f"Delete everything about {found.name if found else 'the candidate'}?",
        text="Resume, applications, messages about them, search entries and files. It cannot be undone.",
        facts=(Fact(label="Asked by", value=ctx.actor.name), Fact(label="Reason", value=asked.reason)),
        tone="warning",
    )


@tool(
    "privacy.erase",
    args=EraseCandidate,
    permission=Permission.privacy_erase,
    phrases=("Erase Leo Martins",),
    approval=Approved(by=_others, shown=_shown, words=("Delete everything", "Keep it")),
    resolve=_candidate,
)
async def erase_candidate(asked: EraseCandidate, ctx: Context) -> Erasing:
    """Delete everything about a candidate; another person of HR has to agree."""
    found = await ctx.ports.records.get(Candidate, asked.resolved_candidate_id or "")
    if found is None:
        raise BadInput("That candidate is gone already.")
    return Erasing(ticket=await _start(found.id, found.person_id, False, ctx), own=False)
