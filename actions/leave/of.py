"""A colleague's leave, for who may read it: a manager of their team, HR of everybody."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from actions import references
from actions.leave import books
from actions.leave.balances import AskBalance, Balances, balance_of, balances_of
from actions.leave.words import REQUESTS, days_text, span
from actions.tool import Args, Context, Result, tool
from domain.errors import NotFound
from domain.leave import LeaveRequest
from domain.messages import Card, Item, Source
from domain.people import Person, Role
from domain.permissions import Permission, hidden, may

NOT_YOURS = "I find nobody of that name whose time off you may see: your own, for a manager their team's, for HR everybody's."


class AskOf(Args):
    employee: str = Field(title="Whose", description="A name, or the id of an employee")
    leave_type: str | None = Field(None, title="Kind of leave")
    as_of: date | None = Field(None, title="As of")
    resolved_employee_id: str | None = None


class LeaveOf(Result):
    name: str
    balances: Balances
    requests: tuple[LeaveRequest, ...]

    def card(self) -> Card:
        names, locale = self.balances.names, self.balances.locale
        items = tuple(
            Item(
                title=f"{names.get(r.leave_type_id, r.leave_type_id)}, {span(r.from_date, r.to_date, locale)}",
                subtitle=days_text(r.days),
                badge={"open": "waiting"}.get(r.status, r.status),
            )
            for r in self.requests
            if r.to_date >= self.balances.as_of
        )
        return Card(
            title=f"Leave of {self.name}",
            table=self.balances.table(),
            items=items,
            source=Source(label=f"Leave ledger, {REQUESTS.lower()}"),
        )


async def _whose(asked: AskOf, ctx: Context) -> AskOf:
    """The employee meant. Somebody whose leave is not the asker's to see is not told apart from nobody."""
    found = await ctx.ports.records.get(Person, asked.employee)
    found = found or await references.person(asked.employee, ctx)
    found = found or await references.person(asked.employee.removesuffix("s"), ctx)  # "miras leave"
    if found is None or found.roles == frozenset({Role.candidate}):
        raise NotFound(NOT_YOURS)
    if not may(ctx.actor, Permission.leave_read, found):
        raise NotFound(NOT_YOURS)
    kind = await balance_of(asked.leave_type, ctx.ports.records) if asked.leave_type else None
    return asked.model_copy(update={"resolved_employee_id": found.id, "leave_type": kind})


@tool(
    "leave.of",
    args=AskOf,
    permission=Permission.leave_read,
    phrases=("How many days does Mira Tanaka have left?",),
    resolve=_whose,
    offered=False,
)
async def leave_of(asked: AskOf, ctx: Context) -> LeaveOf:
    """Leave balance and requests of one employee: my own, my team's, for HR anybody's."""
    person = await ctx.ports.records.get(Person, asked.resolved_employee_id or "")
    if person is None:
        raise hidden("employee")
    wanted = AskBalance(leave_type=asked.leave_type, as_of=asked.as_of)
    return LeaveOf(
        name=person.name,
        balances=await balances_of(person, wanted, ctx),
        requests=tuple(await books.requests_of(ctx.ports.records, person.id)),
    )
