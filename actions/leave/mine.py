"""What became of my requests."""

from __future__ import annotations

from actions.leave import books
from actions.leave.words import REQUESTS, day, days_text, span
from actions.tool import Args, Context, Result, tool
from domain.approvals import Approval, ApprovalStatus, approval_id
from domain.leave import LeaveRequest, LeaveStatus
from domain.messages import Button, Card, Item, Source
from domain.people import Person
from domain.permissions import Permission

RECENT = 14
"""Days for which a request that came to nothing is still shown."""


class AskMine(Args):
    pass


class MyRequests(Result):
    requests: tuple[LeaveRequest, ...]
    names: dict[str, str]
    who: dict[str, str] = {}
    """By request: who decided, or who is still to decide."""
    locale: str

    def card(self) -> Card:
        if not self.requests:
            return Card(title="You have no leave planned or waiting", source=Source(label=REQUESTS))
        return Card(
            title="Your leave requests",
            items=tuple(map(self._item, self.requests)),
            source=Source(label=REQUESTS),
        )

    def _item(self, r: LeaveRequest) -> Item:
        told = [days_text(r.days), f"asked {day(r.asked_at.date(), self.locale)}"]
        if who := self.who.get(r.id):
            told.append(f"waiting for {who}" if r.status is LeaveStatus.open else f"{r.status} by {who}")
        if r.decision_reason:
            told.append(f"“{r.decision_reason}”")
        live = r.status in (LeaveStatus.open, LeaveStatus.approved)
        cancel = Button(label="Cancel it", action="leave.cancel", ref=r.id)
        return Item(
            title=f"{self.names[r.leave_type_id]}, {span(r.from_date, r.to_date, self.locale)}",
            subtitle=" · ".join(told),
            badge={"open": "waiting"}.get(r.status, r.status),
            buttons=(cancel,) if live else (),
        )


@tool(
    "leave.mine",
    args=AskMine,
    permission=Permission.leave_read,
    phrases=("What happened to my leave request?", "What leave have I planned?"),
    audited=False,
)
async def leave_mine(asked: AskMine, ctx: Context) -> MyRequests:
    """My leave requests: waiting, decided with the reason, planned."""
    mine = [r for r in await books.requests_of(ctx.ports.records, ctx.actor.id) if _current(r, ctx)]
    return MyRequests(
        requests=tuple(mine),
        names={t.id: t.name for t in await books.types(ctx.ports.records)},
        who={r.id: who for r in mine if (who := await _who(r, ctx))},
        locale=ctx.actor.person.text_locale,
    )


def _current(request: LeaveRequest, ctx: Context) -> bool:
    asked_lately = (ctx.now - request.asked_at).days <= RECENT
    return request.status is LeaveStatus.open or request.to_date >= ctx.today or asked_lately


async def _who(request: LeaveRequest, ctx: Context) -> str | None:
    """Names of those who decided or are to decide."""
    ids: tuple[str, ...] = (request.decided_by,) if request.decided_by else ()
    if request.status is LeaveStatus.open:
        approval = await ctx.ports.records.get(Approval, approval_id(request.id.removeprefix("leave:")))
        ids = approval.approver_ids if approval and approval.status is ApprovalStatus.pending else ()
    people = [await ctx.ports.records.get(Person, id) for id in ids[:3]]
    return " or ".join(p.name for p in people if p) or None
