"""What waits for my decision. Deciding itself is not a tool: it is a button, checked when it is pressed, so that no
words, read by whatever understands them, decide anything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from actions import references
from actions.standing_in import stands_in_for
from actions.tool import Args, Context, Result, tool
from domain.approvals import WORDS, Approval, ApprovalStatus
from domain.errors import NotFound
from domain.messages import Button, Card, Fact, Item, Source
from domain.people import Person
from domain.permissions import Permission
from domain.ports import Records

PAGE = 500
SOURCE = Source(label="Approvals")


class AskWaiting(Args):
    pass


class AskDecide(Args):
    which: str | None = Field(
        None, title="Which", description="A name, words of its title, or its place in the list"
    )
    answer: Literal["yes", "no"] = Field("yes", title="Your answer")
    reason: str | None = Field(None, title="Reason", max_length=500)


class Waiting(Result):
    approvals: tuple[Approval, ...]
    title: str = "Waiting for your decision"
    reason: str | None = None
    """Offered with a no; whoever presses may still change it."""

    def card(self) -> Card:
        if not self.approvals:
            return Card(title="Nothing is waiting for you", source=SOURCE)
        items = tuple(
            Item(
                title=a.card.title or a.tool,
                facts=(*a.card.facts, *_evidence(a.card)),
                quotes=tuple(q for item in a.card.items for q in item.quotes),
                buttons=decision_buttons(a, self.reason),
            )
            for a in self.approvals
        )
        return Card(title=self.title, items=items, source=SOURCE)

    def asks(self) -> Sequence[str]:
        return tuple(a.id for a in self.approvals)


def _evidence(card: Card) -> list[Fact]:
    """What was found and what was not, and who is meant where there are several: a list shows both sides, too."""
    told = [
        Fact(label=word.capitalize(), value=", ".join(names))
        for word in ("found", "unclear", "not found", "missing")
        if (names := [item.title for item in card.items if item.badge == word])
    ]
    several = [f"{i.title} ({i.subtitle})" if i.subtitle else i.title for i in card.items if not i.quotes]
    return told or ([Fact(label="About", value="; ".join(several))] if several else [])


def decision_buttons(approval: Approval, reason: str | None = None) -> tuple[Button, ...]:
    """Yes and no, worded for a confirmation or for somebody else's approval."""
    yes, no = wording(approval)
    return (
        Button(
            label=yes,
            action="approve",
            ref=approval.id,
            style="primary",
            asks_reason="yes" in approval.reason_for,
            signs_in=approval.step_up,
        ),
        Button(
            label=no,
            action="decline",
            ref=approval.id,
            asks_reason=approval.kind == "approve",
            reason=reason,
        ),
    )


def wording(approval: Approval) -> tuple[str, str]:
    """What the two buttons say."""
    own = approval.kind == "confirm" and approval.words == WORDS
    return ("Yes, do it", "No") if own else approval.words


async def waiting_for(records: Records, person_id: str, stands_in: frozenset[str]) -> list[Approval]:
    """Open questions that this person's word would move on, the one that expires first on top."""
    found: list[Approval] = []
    where = {"status": ApprovalStatus.pending.value}
    while page := await records.find(Approval, where, order="expires_at", limit=PAGE, skip=len(found)):
        found += page
    return [
        a
        for a in found
        if a.seat_of(person_id, stands_in) and (a.kind == "confirm") == (a.asker_id == person_id)
    ]


async def _mine(ctx: Context) -> tuple[Approval, ...]:
    standing = await stands_in_for(ctx.ports.records, ctx.actor.id, ctx.now)
    return tuple(await waiting_for(ctx.ports.records, ctx.actor.id, standing))


@tool(
    "approvals.list",
    args=AskWaiting,
    permission=Permission.assistant_use,
    phrases=("What is waiting for me?",),
    audited=False,
)
async def approvals_list(asked: AskWaiting, ctx: Context) -> Waiting:
    """Requests that wait for my decision."""
    return Waiting(approvals=await _mine(ctx))


@tool(
    "approvals.decide",
    args=AskDecide,
    permission=Permission.assistant_use,
    phrases=("Approve the first one",),
    audited=False,
    offered=False,
)
async def approvals_decide(asked: AskDecide, ctx: Context) -> Waiting:
    """Shows a waiting request with its evidence and the buttons that decide it; it decides nothing by itself."""
    waiting = await _mine(ctx)
    found = await picked(asked.which, waiting, ctx) if asked.which else waiting
    title = "Please press to decide" if asked.answer == "yes" else "Please press to decline"
    return Waiting(approvals=found, title=title, reason=asked.reason)


async def picked(words: str, waiting: tuple[Approval, ...], ctx: Context) -> tuple[Approval, ...]:
    """Those of the list that are meant by a place in it, by words of the title, or by who asked. Raises `NotFound`."""
    told: dict[str, str] = {}
    for approval in waiting:
        asker = await ctx.ports.records.get(Person, approval.asker_id)
        told[approval.id] = f"{approval.card.title or ''} {asker.name if asker else ''}"
    best = references.among(words, told)
    if not best:
        raise NotFound(
            f"Nothing that waits for you fits “{words}”. Ask “what is waiting for me?” to see all."
        )
    return tuple(a for a in waiting if a.id in best)
