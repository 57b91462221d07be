"""Who decides about leave in an approver's place whenever they are on leave themselves: set by HR. For a while, and for
everything, people name somebody themselves (`approvals.delegate`)."""

from __future__ import annotations

from pydantic import Field

from actions import references
from actions.leave import approvers, employee
from actions.tool import Approved, Args, Context, Result, tool
from domain.errors import BadInput, NotFound
from domain.messages import Card, Fact, Source
from domain.notices import Notice
from domain.people import Person, Role
from domain.permissions import Permission

NOBODY = ("nobody", "no one", "noone", "none", "no-one")
SOURCE = "Directory"


class Delegate(Args):
    person: str = Field(title="Who stands in", description="A colleague's name, or nobody")
    of: str = Field(title="For whom", description="A name, or the id of an employee")
    resolved_delegate_id: str | None = None
    resolved_person_id: str | None = None


async def _checked(asked: Delegate, ctx: Context) -> Delegate:
    whose = await employee.to_manage(asked.of, ctx)
    update: dict[str, str | None] = {"resolved_person_id": whose.id, "resolved_delegate_id": None}
    if asked.person.lower().strip(" .!") not in NOBODY:
        named = await references.person(asked.person, ctx)
        if named is None or named.roles == frozenset({Role.candidate}):
            raise NotFound(f"I know no single colleague called {asked.person}. Please give the full name.")
        if named.id == whose.id:
            raise BadInput("Nobody stands in for themselves. Please name a colleague.")
        update["resolved_delegate_id"] = named.id
    return asked.model_copy(update=update)


async def _named(asked: Delegate, ctx: Context) -> tuple[Person, Person | None]:
    whose = await employee.known(asked.resolved_person_id, ctx)
    id = asked.resolved_delegate_id
    return whose, (await employee.known(id, ctx) if id else None)


async def _shown(asked: Delegate, ctx: Context) -> Card:
    whose, named = await _named(asked, ctx)
    if named is None:
        return Card(title=f"Nobody but the manager stands in for {whose.name} any more?")
    return Card(
        title=f"{named.name} decides in {whose.name}'s place?",
        text="On each day of their approved leave, until somebody else is named.",
    )


class Delegated(Result):
    whose: str
    delegate: str | None

    def card(self) -> Card:
        who = self.delegate or "their manager"
        return Card(
            title=f"While {self.whose} is on leave, {who} decides",
            tone="success",
            facts=(Fact(label="Stands in", value=self.delegate or "nobody named"),),
            source=Source(label=SOURCE),
        )


@tool(
    "leave.delegate",
    args=Delegate,
    permission=Permission.leave_manage,
    phrases=("Priya Nair stands in for Jonas Weber while he is on leave",),
    approval=Approved(by=approvers.confirm, shown=_shown, words=("Yes", "No")),
    resolve=_checked,
)
async def leave_delegate(asked: Delegate, ctx: Context) -> Delegated:
    """Name who decides in an approver's place while they are on leave."""
    whose, named = await _named(asked, ctx)
    id = named.id if named else None
    if whose.delegate_id != id:
        await ctx.ports.records.replace(whose.model_copy(update={"delegate_id": id}))
    if named:
        card = Card(title=f"You decide in {whose.name}'s place while they are on leave")
        notice = Notice(id=f"notice:{ctx.call_id}:delegate", person_id=named.id, card=card, at=ctx.now)
        await ctx.ports.records.insert_all([notice])
    return Delegated(whose=whose.name, delegate=named.name if named else None)
