"""Legal holds: while one is open, nothing about a person is deleted."""

from __future__ import annotations

from datetime import timedelta

from pydantic import Field

from actions import references
from actions.tool import Args, Context, Result, tool
from domain.erasure import LegalHold
from domain.errors import BadInput
from domain.hiring import Candidate
from domain.messages import Card, Fact, Item, Source
from domain.permissions import Permission

SOURCE = Source(label="Legal holds")


class AskHold(Args):
    candidate: str = Field(title="Candidate", max_length=200)
    reason: str = Field(title="Reason", min_length=3, max_length=300, json_schema_extra={"long": True})
    resolved_candidate_id: str | None = None


class AskRelease(Args):
    candidate: str = Field(title="Candidate", max_length=200)
    resolved_candidate_id: str | None = None


class HoldChanged(Result):
    name: str
    on: bool
    reason: str

    def card(self) -> Card:
        return Card(
            title=f"{self.name} is {'under legal hold' if self.on else 'no longer under legal hold'}",
            text="Nothing about them is deleted, whoever asks, until it is released." if self.on else None,
            facts=(Fact(label="Reason", value=self.reason),) if self.on else (),
            tone="success",
            source=SOURCE,
        )


async def _hold_resolved(asked: AskHold, ctx: Context) -> AskHold:
    found = await references.candidate(asked.candidate, ctx)
    return asked.model_copy(update={"resolved_candidate_id": found.id})


async def _release_resolved(asked: AskRelease, ctx: Context) -> AskRelease:
    found = await references.candidate(asked.candidate, ctx)
    return asked.model_copy(update={"resolved_candidate_id": found.id})


@tool(
    "privacy.hold",
    args=AskHold,
    permission=Permission.privacy_hold,
    phrases=("Put Leo Martins under legal hold",),
    resolve=_hold_resolved,
)
async def privacy_hold(asked: AskHold, ctx: Context) -> HoldChanged:
    """Keep everything about a candidate until the hold is released."""
    found = await references.candidate(asked.resolved_candidate_id or asked.candidate, ctx)
    hold = LegalHold(
        id=f"hold:{ctx.call_id}",
        subject_id=found.id,
        reason=asked.reason,
        placed_by=ctx.actor.id,
        placed_at=ctx.now,
    )
    await ctx.ports.records.insert_all([hold])
    return HoldChanged(name=found.name, on=True, reason=asked.reason)


@tool(
    "privacy.release",
    args=AskRelease,
    permission=Permission.privacy_hold,
    phrases=("Release the legal hold on Leo Martins",),
    resolve=_release_resolved,
)
async def privacy_release(asked: AskRelease, ctx: Context) -> HoldChanged:
    """End a candidate's legal hold."""
    records = ctx.ports.records
    found = await references.candidate(asked.resolved_candidate_id or asked.candidate, ctx)
    held = await records.find(LegalHold, {"subject_id": found.id})
    if not any(h.released_at is None or _just_now(h, ctx) for h in held):
        raise BadInput(f"There is no legal hold on {found.name}.")
    for hold in (h for h in held if h.released_at is None):
        released = {"released_at": ctx.now, "released_by": ctx.actor.id}
        await records.replace(hold.model_copy(update=released))
    return HoldChanged(name=found.name, on=False, reason="")


def _just_now(hold: LegalHold, ctx: Context) -> bool:
    """Released by this person a moment ago: perhaps by this very call, before a crash."""
    at = hold.released_at
    return at is not None and hold.released_by == ctx.actor.id and ctx.now - at < timedelta(minutes=10)


class AskHolds(Args):
    pass


class Holds(Result):
    rows: tuple[tuple[str, str, str], ...]
    """Name, reason, since when."""

    def card(self) -> Card:
        items = tuple(
            Item(title=name, subtitle=f"{reason} · since {since}") for name, reason, since in self.rows
        )
        return Card(title="Legal holds" if items else "There is no legal hold", items=items, source=SOURCE)


@tool(
    "privacy.holds",
    args=AskHolds,
    permission=Permission.privacy_hold,
    phrases=("Which legal holds are there?",),
    audited=False,
)
async def privacy_holds(asked: AskHolds, ctx: Context) -> Holds:
    """The legal holds that are open."""
    rows = []
    for hold in await ctx.ports.records.find(LegalHold, {"released_at": None}):
        candidate = await ctx.ports.records.get(Candidate, hold.subject_id)
        rows.append((candidate.name if candidate else "?", hold.reason, f"{hold.placed_at:%d %b %Y}"))
    return Holds(rows=tuple(rows))
