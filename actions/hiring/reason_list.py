"""The list of rejection reasons: read by the hiring team, kept by HR."""

from __future__ import annotations

from pydantic import Field

from actions.hiring import reasons
from actions.tool import Args, Context, Result, tool
from domain.errors import BadInput, Conflict
from domain.messages import Card, Source, Table
from domain.permissions import Permission
from domain.rejections import OTHER, ReasonType, RejectionReason


class AskReasons(Args):
    pass


class Reasons(Result):
    reasons: tuple[RejectionReason, ...]
    headline: str

    def card(self) -> Card:
        rows = tuple((r.name, r.type) for r in self.reasons)
        return Card(
            title=self.headline,
            table=Table(columns=("Reason", "Type"), rows=rows),
            source=Source(label="Rejection reasons"),
        )


@tool(
    "reasons.list",
    args=AskReasons,
    permission=Permission.stage_change,
    phrases=("Which rejection reasons do we have?",),
    audited=False,
)
async def reasons_list(asked: AskReasons, ctx: Context) -> Reasons:
    """The reasons by which rejections are counted."""
    return Reasons(reasons=await reasons.active(ctx), headline="Rejection reasons")


class AddReason(Args):
    name: str = Field(title="Reason", min_length=3, max_length=80)
    type: ReasonType = Field("We rejected them", title="Type")


@tool(
    "reasons.add",
    args=AddReason,
    permission=Permission.reasons_change,
    phrases=("Add the rejection reason Failed background check",),
)
async def reasons_add(asked: AddReason, ctx: Context) -> Reasons:
    """Add a rejection reason."""
    known = await reasons.everything(ctx)
    same = next((r for r in known if r.name.casefold() == asked.name.casefold()), None)
    if same is None:
        words = tuple(w for w in asked.name.casefold().split() if len(w) > 3)
        new = RejectionReason(id=f"reason:{ctx.call_id}", name=asked.name, type=asked.type, words=words)
        await ctx.ports.records.insert_all([new])
    elif not same.active:
        await _kept(same.model_copy(update={"active": True}), ctx)
    return Reasons(reasons=await reasons.active(ctx), headline=f"“{asked.name}” is a rejection reason now")


class RetireReason(Args):
    name: str = Field(title="Reason", max_length=80)
    resolved_reason_id: str | None = None


async def _known(asked: RetireReason, ctx: Context) -> RetireReason:
    found = await reasons.meant(asked.name, "", ctx, field="name")
    if found.id == OTHER.id:
        raise BadInput("“Other” stays: what fits nowhere else is counted there.")
    return asked.model_copy(update={"name": found.id, "resolved_reason_id": found.id})


@tool(
    "reasons.retire",
    args=RetireReason,
    permission=Permission.reasons_change,
    phrases=("Retire the rejection reason Took another job",),
    resolve=_known,
)
async def reasons_retire(asked: RetireReason, ctx: Context) -> Reasons:
    """Take a rejection reason off the list; rejections that were counted by it keep it."""
    found = await reasons.by_id(asked.resolved_reason_id, ctx)
    if found.active:
        await _kept(found.model_copy(update={"active": False}), ctx)
    return Reasons(reasons=await reasons.active(ctx), headline=f"“{found.name}” is no longer offered")


async def _kept(reason: RejectionReason, ctx: Context) -> None:
    """Store a reason of ours or of HR as it is now."""
    if await ctx.ports.records.insert_all([reason]):
        return
    try:
        await ctx.ports.records.replace(reason)
    except Conflict:
        raise Conflict("Somebody else has just changed that reason. Please look again.") from None
