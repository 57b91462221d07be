"""Taking back what one has just done, where its tool says how and nothing has followed from it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from pydantic import Field

from actions import catalogue, trail
from actions.tool import Args, Context, Result, tool
from domain.conversations import Focus
from domain.errors import BadInput, Conflict
from domain.messages import Card
from domain.permissions import Permission, hidden, require
from domain.undoing import Reversible, reversible_id


class AskUndo(Args):
    act: str | None = Field(None, title="Which act", description="Leave empty for the last one")


class Undone(Result):
    of: Reversible
    result: Result

    def card(self) -> Card:
        return self.result.card()

    def notices(self) -> Sequence[tuple[str, Card]]:
        return self.result.notices()

    def outdates(self) -> Sequence[str]:
        return (self.of.call_id,)

    def focus(self, before: Focus) -> Focus:
        return self.result.focus(before)


async def _meant(asked: AskUndo, ctx: Context) -> Reversible:
    """Raises `NotFound` for an act that is not there or not one's own, `Conflict` when it can no longer be undone."""
    records = ctx.ports.records
    if asked.act:
        act = await records.get(Reversible, reversible_id(asked.act))
    else:
        mine = await records.find(
            Reversible, {"actor_id": ctx.actor.id}, order="at", descending=True, limit=20
        )
        act = next((m for m in mine if m.undone_by in (None, ctx.call_id)), None)
        if act is None:
            raise BadInput("There is nothing that I could undo for you.")
    if act is None or act.actor_id != ctx.actor.id:
        raise hidden("act")
    if act.undone_by not in (None, ctx.call_id):
        raise Conflict("That was undone already.")
    if act.undone_by is None and ctx.now >= act.until:
        minutes = round((act.until - act.at).total_seconds() / 60)
        raise Conflict(
            f"That can be undone for {minutes} minutes, which are over. Please ask for the change itself."
        )
    return act


@tool(
    "undo.last",
    args=AskUndo,
    permission=Permission.act_undo,
    phrases=("Undo that",),
    audited=False,
)
async def undo_last(asked: AskUndo, ctx: Context) -> Undone:
    """Take back what I have just done, while nothing has followed from it."""
    act = await _meant(asked, ctx)
    undone = catalogue.tools()[act.tool]
    if undone.undo is None:
        raise Conflict("That cannot be undone any more. Please ask for the change itself.")
    require(ctx.actor, undone.permission)
    args = undone.args.model_validate(act.args)
    result = await undone.undo.run(args, replace(ctx, call_id=f"{act.call_id}/undo", approval=None))
    await trail.append(
        ctx.ports.records,
        effect_id=f"{act.call_id}:undone",
        at=ctx.now,
        actor_id=ctx.actor.id,
        action=act.tool,
        outcome="undone",
        details={"channel": ctx.address.channel},
    )
    if act.undone_by is None:
        with suppress(Conflict):  # two presses: the act is taken back by the same ids
            await ctx.ports.records.replace(
                act.model_copy(update={"undone_by": ctx.call_id, "undone_at": ctx.now})
            )
    return Undone(of=act, result=result)
