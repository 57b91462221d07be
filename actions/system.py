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
AREAS = {
    "Candidates": ("candidates.search", "candidates.add", "candidates.compare"),
    "Jobs": ("jobs.match", "jobs.create", "jobs.analytics", "jobs.list"),
    "Applications": ("applications.list", "pipeline.move", "interview.questions"),
    "My application": ("resume.upload", "applications.mine", "application.tell"),
    "Leave": ("leave.request", "leave.balance", "leave.away"),
    "Pay": ("pay.payslip", "pay.change", "pay.tax_documents"),
    "Attendance": ("attendance.check_in", "attendance.month", "attendance.correct"),
    "Decisions": ("approvals.delegate", "approvals.list"),
    "Company": ("policy.ask", "case.open"),
    "HR's records": ("leave.adjust", "table.check", "case.list"),
    "Fairness": ("fairness.report", "audit.export", "privacy.holds"),
    "My data": ("profile.show", "audit.looks", "privacy.held"),
}
"""The lines of the help, and what each names: the first of them that are open to whoever asks. A line is theirs whose
first is."""
A_LINE = 3
"""Sentences a line of the help."""


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
    """A line an area, with a few sentences each: enough to begin with, short enough to be read."""
    phrases = {t.name: t.phrases[0] for t in offered_to(actor)}
    asked = {area: [phrases[n] for n in names if n in phrases][:A_LINE] for area, names in AREAS.items()}
    mine = {area: said for area, said in asked.items() if AREAS[area][0] in phrases}
    lines = "\n".join(f"- **{area}**: *{'* · *'.join(said)}*" for area, said in mine.items())
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
