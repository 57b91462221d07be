"""What waits for my decision. Deciding itself is not a tool: it is a button, checked when it is pressed."""

from __future__ import annotations

from actions.tool import Args, Context, Result, tool
from domain.approvals import Approval, ApprovalStatus
from domain.messages import Button, Card, Item, Source
from domain.permissions import Permission


class AskWaiting(Args):
    pass


class Waiting(Result):
    approvals: tuple[Approval, ...]

    def card(self) -> Card:
        if not self.approvals:
            return Card(title="Nothing is waiting for you", source=Source(label="Approvals"))
        items = tuple(
            Item(
                title=a.card.title or a.tool,
                facts=a.card.facts,
                quotes=tuple(q for item in a.card.items for q in item.quotes),
                buttons=decision_buttons(a),
            )
            for a in self.approvals
        )
        return Card(title="Waiting for your decision", items=items, source=Source(label="Approvals"))


def decision_buttons(approval: Approval) -> tuple[Button, ...]:
    """Yes and no, worded for a confirmation or for somebody else's approval."""
    yes, no = ("Yes, do it", "No") if approval.kind == "confirm" else approval.words
    why = "yes" in approval.reason_for
    return (
        Button(label=yes, action="approve", ref=approval.id, style="primary", asks_reason=why),
        Button(label=no, action="decline", ref=approval.id, asks_reason=approval.kind == "approve"),
    )


@tool(
    "approvals.list",
    args=AskWaiting,
    permission=Permission.assistant_use,
    phrases=("What is waiting for me?",),
    audited=False,
)
async def approvals_list(asked: AskWaiting, ctx: Context) -> Waiting:
    """Requests that wait for my decision."""
    where = {"status": ApprovalStatus.pending.value}
    pending = await ctx.ports.records.find(Approval, where, order="expires_at")
    return Waiting(approvals=tuple(a for a in pending if ctx.actor.id in a.approver_ids))
