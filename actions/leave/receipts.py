"""What the asker is told once their leave is decided."""

from __future__ import annotations

from actions.leave.words import SOURCE, days_text, span
from actions.tool import Context, Result
from domain.leave import LeaveRequest, LeaveStatus, LeaveType
from domain.messages import Card, Fact, Source
from domain.people import Person


class LeaveReceipt(Result):
    request: LeaveRequest
    type_name: str
    decided_by: str | None
    locale: str

    def card(self) -> Card:
        r = self.request
        if r.status is not LeaveStatus.approved:
            return Card(title=f"This request was {r.status} before", tone="warning")
        return Card(
            title="Your leave is approved",
            tone="success",
            facts=(
                Fact(label="Leave", value=self.type_name),
                Fact(label="When", value=span(r.from_date, r.to_date, self.locale)),
                Fact(label="Costs", value=days_text(r.days)),
                *((Fact(label="Approved by", value=self.decided_by),) if self.decided_by else ()),
            ),
            source=Source(label=SOURCE),
        )


async def receipt(request: LeaveRequest, kind: LeaveType, ctx: Context) -> LeaveReceipt:
    by = request.decided_by
    decider = await ctx.ports.records.get(Person, by) if by else None
    return LeaveReceipt(
        request=request,
        type_name=kind.name,
        decided_by=decider.name if decider else None,
        locale=ctx.actor.person.text_locale,
    )
