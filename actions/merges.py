"""Undoing a merge: two resumes were taken for one person's and are not."""

from __future__ import annotations

import asyncio

from pydantic import Field

from actions import references
from actions.tool import Args, Context, Result, tool
from domain.errors import BadInput
from domain.hiring import Candidate, Merge
from domain.messages import Button, Card, Item
from domain.permissions import Permission
from domain.ports import Ports, Where
from knowledge import search


class AskUnmerge(Args):
    candidate: str = Field(title="Candidate", max_length=200)
    resolved_merge_id: str | None = None


class Unmerged(Result):
    kept: Candidate
    parted: Candidate

    def card(self) -> Card:
        return Card(
            title=f"{self.kept.name} are two candidates again",
            text="Applications stay with the one who was known first.",
            tone="success",
            items=tuple(
                Item(
                    title=c.name,
                    subtitle=c.file_name,
                    buttons=(Button(label="Open profile", action="candidates.show", ref=c.id),),
                )
                for c in (self.kept, self.parted)
            ),
        )


async def _newest(asked: AskUnmerge, ctx: Context) -> AskUnmerge:
    candidate = await references.candidate(asked.candidate, ctx)
    where: Where = {"candidate_id": candidate.id, "undone": False}
    merges = await ctx.ports.records.find(Merge, where, order="at", descending=True, limit=1)
    if not merges:
        raise BadInput(
            f"Nothing was merged into {candidate.name}: there is only one resume, or it was the same file."
        )
    return asked.model_copy(update={"resolved_merge_id": merges[0].id})


@tool(
    "candidates.unmerge",
    args=AskUnmerge,
    permission=Permission.candidate_add,
    phrases=("These are two people: undo the merge of Anna Schmidt",),
    resolve=_newest,
)
async def candidates_unmerge(asked: AskUnmerge, ctx: Context) -> Unmerged:
    """Part two resumes that were taken for one person's; the newest merge first."""
    records = ctx.ports.records
    merge = await records.get(Merge, asked.resolved_merge_id or "")
    if merge is None:
        raise BadInput("That merge is no longer on record.")
    current = await records.get(Candidate, merge.candidate_id)
    if current is None:
        raise BadInput("That candidate is no longer on record.")
    # What became of the person since the merge stays; what the newer resume said goes.
    kept = merge.earlier.model_copy(update={"rev": current.rev, "updated_at": ctx.now})
    kept = await records.replace(kept) if current.file_key != kept.file_key else current
    parted = _parted(merge)
    await records.insert_all([parted])
    await _indexed((kept, parted), ctx.ports)
    if not merge.undone:
        await records.replace(merge.model_copy(update={"undone": True}))
    return Unmerged(kept=kept, parted=parted)


def _parted(merge: Merge) -> Candidate:
    """The newer resume as a candidate of its own; an address or account that both name stays with the first."""
    shared = {
        field: None
        for field in ("email", "person_id")
        if getattr(merge.later, field) == getattr(merge.earlier, field)
    }
    return merge.later.model_copy(update=shared)


async def _indexed(candidates: tuple[Candidate, ...], ports: Ports) -> None:
    told = [c for c in candidates if not c.not_by_machine]
    entries = [await asyncio.to_thread(search.entry, c, ports.embedder) for c in told]
    await ports.index.upsert(entries)
