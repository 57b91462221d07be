"""About the assistant itself."""

from __future__ import annotations

from typing import Any

from actions.tool import Args, Context, Result, Tool, open_to, tool
from domain.messages import Card
from domain.people import Actor
from domain.permissions import Permission

ABOUT = (
    "I am Peopledesk, an AI assistant. I answer from records and policies and say where from; people decide."
)
FIRST = (
    "candidates.search",
    "applications.list",
    "candidates.add",
    "pipeline.move",
    "resume.upload",
    "leave.balance",
    "leave.request",
    "pay.payslip",
    "policy.ask",
    "leave.away",
    "applications.mine",
    "approvals.list",
)
"""Tools that people come for most."""


class Ask(Args):
    pass


class Greeting(Result):
    title: str
    phrases: tuple[str, ...]

    def card(self) -> Card:
        return Card(title=self.title, text=ABOUT, suggestions=self.phrases)


def offered_to(actor: Actor) -> list[Tool[Any]]:
    """What this person can ask, what people come for most first, the rest in order of name."""
    offered = {t.name: t for t in open_to(actor) if t.offered}
    return [offered[name] for name in (*(n for n in FIRST if n in offered), *sorted(offered.keys() - FIRST))]


def phrases_for(actor: Actor) -> tuple[str, ...]:
    """A sentence for each thing this person can ask."""
    return tuple(t.phrases[0] for t in offered_to(actor))


def help_card(actor: Actor, title: str) -> Card:
    lines = "\n".join(f"- {t.description.rstrip('.')}: *{t.phrases[0]}*" for t in offered_to(actor))
    return Card(
        title=title, text=f"You can ask me, for instance:\n\n{lines}", suggestions=phrases_for(actor)[:4]
    )


class Help(Result):
    shown: Card

    def card(self) -> Card:
        return self.shown


@tool(
    "assistant.help",
    args=Ask,
    permission=Permission.assistant_use,
    phrases=("What can you do?",),
    audited=False,
    offered=False,
)
async def assistant_help(asked: Ask, ctx: Context) -> Help:
    """What I can do for you."""
    return Help(shown=help_card(ctx.actor, "What I can do for you"))


@tool(
    "assistant.hello",
    args=Ask,
    permission=Permission.assistant_use,
    phrases=("Hello",),
    audited=False,
    offered=False,
)
async def assistant_hello(asked: Ask, ctx: Context) -> Greeting:
    """Greet back."""
    first_name = ctx.actor.name.split()[0]
    return Greeting(title=f"Hello {first_name}", phrases=phrases_for(ctx.actor)[:4])
