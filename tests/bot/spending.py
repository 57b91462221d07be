"""A tool for tests of decisions: its flow is written in its argument, and its effect is one row.

`ann,ben,cem:2;dora` asks two of three, then Dora; `!` wants a reason for each answer, `*` a fresh sign-in.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, cast

from actions.tool import Approved, Approvers, Args, Context, Result, Undo, declared, tool
from domain.approvals import Group
from domain.errors import Conflict
from domain.messages import Card
from domain.permissions import Permission
from domain.ports import Record

NAME = "test.spend"


class Budget(Record):
    """What a spending was asked against: closed, no yes counts."""

    collection: ClassVar[str] = "test_budgets"
    subjects: ClassVar[tuple[str, ...]] = ()

    closed: bool = False


class Spent(Record):
    collection: ClassVar[str] = "test_spent"
    subjects: ClassVar[tuple[str, ...]] = ()

    taken_back: bool = False


class Spend(Args):
    flow: str


class Receipt(Result):
    title: str

    def card(self) -> Card:
        return Card(title=self.title)


def groups_of(flow: str) -> tuple[Group, ...]:
    parts = [part.partition(":") for part in flow.rstrip("!*").split(";")]
    return tuple(
        Group(name=f"Group {n}", approver_ids=tuple(ids.split(",")), needed=int(needed or 1))
        for n, (ids, _, needed) in enumerate(parts, 1)
    )


async def _by(asked: Spend, ctx: Context) -> Approvers:
    first, *then = groups_of(asked.flow)
    return Approvers(
        "approve",
        first.approver_ids,
        first.needed,
        first.name,
        tuple(then),
        reason_for=frozenset({"yes", "no"}) if "!" in asked.flow else frozenset(),
        step_up="*" in asked.flow,
        permission=Permission.colleagues_read,
    )


async def _shown(asked: Spend, ctx: Context) -> Card:
    return Card(title="Spend it?", text="Three offers were compared.")


async def _still(asked: Spend, ctx: Context) -> None:
    budget = await ctx.ports.records.get(Budget, "budget")
    if budget and budget.closed:
        raise Conflict("The budget has been closed since. Please ask again next year.")


async def _take_back(asked: Spend, ctx: Context) -> Receipt:
    await ctx.ports.records.insert_all([Spent(id=f"spent:{ctx.call_id}", taken_back=True)])
    return Receipt(title="Taken back")


@contextmanager
def spending() -> Iterator[None]:
    """The tool is there while this lasts."""

    @tool(
        NAME,
        args=Spend,
        permission=Permission.assistant_use,
        phrases=("Spend it",),
        approval=Approved(by=_by, shown=_shown, still=_still),
        undo=Undo(run=_take_back),
    )
    async def spend(asked: Spend, ctx: Context) -> Receipt:
        """Spend it."""
        await ctx.ports.records.insert_all([Spent(id=f"spent:{ctx.call_id}")])
        return Receipt(title="Spent")

    try:
        yield
    finally:
        cast(dict[str, Any], declared()).pop(NAME)
