"""Asking a person of HR: a case with the end of the conversation, put into HR's inbox."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from actions import references
from actions.holders import holding
from actions.pay import day_text
from actions.tool import Args, Context, Result, Unclear, tool
from domain.cases import Case, Line
from domain.errors import BadInput, NotFound
from domain.messages import Button, Card, Fact, Item, Message, Option, Quote, Source
from domain.people import Person
from domain.permissions import Permission

SOURCE = Source(label="HR cases")
LINES = 12
"""Messages of the conversation that HR is given."""
SHOWN = 9
"""Cases among which one chooses."""


class OpenCase(Args):
    subject: str = Field(
        title="What is it about?", min_length=3, max_length=1000, json_schema_extra={"long": True}
    )


class Opened(Result):
    case: Case
    asker: Person
    hr: tuple[Person, ...]

    def card(self) -> Card:
        return Card(
            title="HR has your question",
            text="Somebody of HR will get back to you. They see the end of this conversation.",
            tone="success",
            facts=(Fact(label="About", value=self.case.subject), Fact(label="Case", value=self.case.id)),
            source=SOURCE,
        )

    def notices(self) -> Sequence[tuple[str, Card]]:
        said = "\n".join(f"{self._who(line)}: {line.text}" for line in self.case.transcript)
        quotes = (Quote(text=said, source="The conversation before"),) if said else ()
        card = Card(
            title=f"{self.asker.name} asks HR",
            facts=(
                Fact(label="About", value=self.case.subject),
                Fact(label="E-mail", value=self.asker.email),
            ),
            items=(Item(title="Conversation", quotes=quotes),) if quotes else (),
            buttons=(_close(self.case),),
            source=SOURCE,
        )
        return [(person.id, card) for person in self.hr]

    def _who(self, line: Line) -> str:
        return self.asker.name if line.author == "person" else "Peopledesk"


def _close(case: Case) -> Button:
    return Button(label="Close the case", action="case.close", ref=case.id)


async def _transcript(ctx: Context) -> tuple[Line, ...]:
    recent = await ctx.ports.records.find(
        Message, {"address_key": ctx.address.key}, order="at", descending=True, limit=LINES
    )
    lines = (Line(author=m.author, text=_text(m)) for m in reversed(recent) if m.owner_id == ctx.actor.id)
    return tuple(line for line in lines if line.text)


def _text(message: Message) -> str:
    card = message.card
    told = [message.text, card.title if card else None, card.text if card else None]
    return " – ".join(t for t in told if t)[:500]


@tool(
    "case.open",
    args=OpenCase,
    permission=Permission.case_open,
    phrases=("Talk to HR",),
)
async def case_open(asked: OpenCase, ctx: Context) -> Opened:
    """Ask a person of HR: opens a case with the end of this conversation."""
    records, id = ctx.ports.records, f"case:{ctx.call_id}"
    hr = await holding(Permission.case_read, records, but=ctx.actor.id)
    if not hr:
        raise BadInput("There is nobody in HR whom I could tell. Please ask your manager.")
    case = Case(
        id=id,
        person_id=ctx.actor.id,
        subject=asked.subject,
        transcript=await _transcript(ctx),
        opened_at=ctx.now,
    )
    await records.insert_all([case])
    return Opened(case=await records.get(Case, id) or case, asker=ctx.actor.person, hr=tuple(hr))


class CloseCase(Args):
    case: str | None = Field(
        None,
        title="Which case",
        max_length=200,
        description="Words of it, who asked, or its place in the list",
    )
    resolved_case_id: str | None = None


async def _open(ctx: Context) -> tuple[list[Case], dict[str, str]]:
    """The oldest first, with the names of who asked."""
    found = await ctx.ports.records.find(Case, {"status": "open"}, order="opened_at")
    people = [await ctx.ports.records.get(Person, c.person_id) for c in found]
    return found, {p.id: p.name for p in people if p}


async def _meant(asked: CloseCase, ctx: Context) -> CloseCase:
    if asked.case and await ctx.ports.records.get(Case, asked.case):
        return asked.model_copy(update={"resolved_case_id": asked.case})
    cases, names = await _open(ctx)
    told = {c.id: f"{c.subject} {names.get(c.person_id, '')}" for c in cases}
    meant = references.among(asked.case, told) if asked.case else list(told)
    if not meant:
        raise NotFound("No open case fits that. Ask “show the open cases” to see all.")
    if len(meant) > 1:
        options = tuple(Option(value=id, label=told[id]) for id in meant[:SHOWN])
        raise Unclear("case", "Which case do you want to close?", options)
    return asked.model_copy(update={"resolved_case_id": meant[0]})


class Closed(Result):
    case: Case

    def card(self) -> Card:
        return Card(
            title="The case is closed", facts=(Fact(label="About", value=self.case.subject),), source=SOURCE
        )

    def notices(self) -> Sequence[tuple[str, Card]]:
        return [(self.case.person_id, self.card().model_copy(update={"title": "HR closed your case"}))]


@tool(
    "case.close",
    args=CloseCase,
    permission=Permission.case_read,
    phrases=("Close the case about payslips",),
    resolve=_meant,
    offered=False,
)
async def case_close(asked: CloseCase, ctx: Context) -> Closed:
    """Close a case of HR."""
    case = await ctx.ports.records.get(Case, asked.resolved_case_id or "")
    if case is None:
        raise NotFound("I could not find that case.")
    if case.status == "open":
        changed = case.model_copy(update={"status": "closed", "closed_by": ctx.actor.id})
        case = await ctx.ports.records.replace(changed)
    return Closed(case=case)


class AskCases(Args):
    pass


class Cases(Result):
    cases: tuple[Case, ...]
    names: dict[str, str]
    locale: str

    def card(self) -> Card:
        items = tuple(
            Item(
                title=c.subject,
                subtitle=f"{self.names.get(c.person_id, 'Somebody')}, {day_text(c.opened_at.date(), self.locale)}",
                buttons=(_close(c),),
            )
            for c in self.cases
        )
        return Card(
            title=f"{len(items)} open cases" if items else "No case is open", items=items, source=SOURCE
        )


@tool(
    "case.list",
    args=AskCases,
    permission=Permission.case_read,
    phrases=("Show the open HR cases",),
)
async def case_list(asked: AskCases, ctx: Context) -> Cases:
    """The open cases of HR."""
    found, names = await _open(ctx)
    return Cases(cases=tuple(found), names=names, locale=ctx.actor.person.text_locale)
