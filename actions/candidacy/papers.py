"""Papers that I add to my application: kept for the hiring team to read, never read by software."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from actions.candidacy.own import one, team
from actions.hiring.commit import SOURCE
from actions.tool import Args, Context, Result, tool
from domain.conversations import Upload
from domain.correspondence import ApplicationPaper
from domain.errors import BadInput
from domain.messages import Card, Fact, Item, Link
from domain.permissions import Permission

MOST = 20
"""Papers of one application."""


class Attach(Args):
    uploads: tuple[str, ...] = Field((), title="Files")
    job: str | None = Field(None, title="For which application", max_length=200)


class Attached(Result):
    papers: tuple[ApplicationPaper, ...]
    candidate: str
    job: str
    team: tuple[str, ...]

    def card(self) -> Card:
        return Card(
            title="Added to your application",
            text="People of the hiring team can read it; software does not.",
            facts=(Fact(label="Job", value=self.job),),
            items=tuple(Item(title=p.name) for p in self.papers),
            tone="success",
            source=SOURCE,
        )

    def notices(self) -> Sequence[tuple[str, Card]]:
        links = tuple(
            Link(label=p.name, path=f"/applications/{p.application_id}/papers/{p.id}") for p in self.papers
        )
        card = Card(
            title=f"{self.candidate} has added papers",
            facts=(Fact(label="Job", value=self.job),),
            links=links,
            source=SOURCE,
        )
        return [(id, card) for id in self.team]


async def _mine(ids: Sequence[str], ctx: Context) -> list[Upload]:
    found = [await ctx.ports.records.get(Upload, id) for id in dict.fromkeys(ids)]
    mine = [u for u in found if u and u.owner_id == ctx.actor.id]
    if not mine or len(mine) != len(found):
        raise BadInput("Please drop the files into this conversation, or attach them, and say what they are.")
    return mine


async def _checked(asked: Attach, ctx: Context) -> Attach:
    await _mine(asked.uploads, ctx)
    own = await one(asked.job, ctx, active=True)
    held = await ctx.ports.records.count(ApplicationPaper, {"application_id": own.application.id})
    if held + len(asked.uploads) > MOST:
        raise BadInput(f"An application holds {MOST} papers at most.")
    return asked.model_copy(update={"job": own.job.id})


@tool(
    "application.attach",
    args=Attach,
    permission=Permission.application_act,
    phrases=("Here is my certificate for my application",),
    resolve=_checked,
)
async def application_attach(asked: Attach, ctx: Context) -> Attached:
    """Add certificates, references or other papers to my application."""
    own = await one(asked.job, ctx)
    papers = tuple(
        ApplicationPaper(
            id=f"paper:{upload.id}",
            application_id=own.application.id,
            candidate_id=own.candidate.id,
            name=upload.name,
            size=upload.size,
            file_key=upload.key,
            at=ctx.now,
        )
        for upload in await _mine(asked.uploads, ctx)
    )
    await ctx.ports.records.insert_all(papers)
    people = await team(own.job, ctx)
    return Attached(
        papers=papers,
        candidate=own.candidate.name,
        job=own.job.title,
        team=tuple(p.id for p in people),
    )
