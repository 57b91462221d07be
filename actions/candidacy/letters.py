"""Messages between a candidate and the hiring team, each delivered into the other's own conversation."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from actions import references
from actions.candidacy.own import one, team
from actions.hiring.commit import SOURCE, reachable
from actions.tool import Approved, Approvers, Args, Context, Result, tool
from domain.correspondence import Letter
from domain.errors import BadInput, NotFound
from domain.hiring import Candidate, Job
from domain.messages import Button, Card, Fact, Item, Quote
from domain.permissions import Permission

LONGEST = 2000


class Sent(Result):
    letter: Letter
    author: str
    to: tuple[tuple[str, str], ...]
    """Id and name of who receives it."""
    job: Job

    def card(self) -> Card:
        names = " and ".join(name for _, name in self.to[:2]) if len(self.to) < 3 else "the hiring team"
        return Card(
            title=f"Sent to {names}",
            items=(self._quote(),),
            facts=(Fact(label="About", value=self.job.title),),
            tone="success",
            source=SOURCE,
        )

    def notices(self) -> Sequence[tuple[str, Card]]:
        candidate = self.letter.by == "candidate"
        action, ref = (
            ("candidate.message", self.letter.candidate_id)
            if candidate
            else ("application.tell", self.job.id)
        )
        card = Card(
            title=f"{self.author} writes about {'the' if candidate else 'your'} application",
            facts=(Fact(label="Job", value=self.job.title),),
            items=(self._quote(),),
            buttons=(Button(label="Reply", action=action, ref=ref),),
            source=SOURCE,
        )
        return [(id, card) for id, _ in self.to]

    def _quote(self) -> Item:
        return Item(title="Message", quotes=(Quote(text=self.letter.text, source=self.author),))


async def _sent(letter: Letter, author: str, to: Sequence[tuple[str, str]], job: Job, ctx: Context) -> Sent:
    await ctx.ports.records.insert_all([letter])
    return Sent(letter=letter, author=author, to=tuple(to), job=job)


# --- from the candidate --------------------------------------------------------------------------------------


class Tell(Args):
    job: str | None = Field(None, title="About which job", max_length=200)
    text: str = Field(title="Message", min_length=2, max_length=LONGEST, json_schema_extra={"long": True})


async def _mine(asked: Tell, ctx: Context) -> Tell:
    return asked.model_copy(update={"job": (await one(asked.job, ctx)).job.id})


@tool(
    "application.tell",
    args=Tell,
    permission=Permission.application_act,
    phrases=("Tell the recruiter I'm on holiday next week",),
    resolve=_mine,
)
async def application_tell(asked: Tell, ctx: Context) -> Sent:
    """Write to the hiring team about my application."""
    own = await one(asked.job, ctx)
    people = await team(own.job, ctx)
    if not people:
        raise BadInput("There is nobody in the hiring team whom I could tell at the moment.")
    letter = Letter(
        id=f"letter:{ctx.call_id}",
        application_id=own.application.id,
        candidate_id=own.candidate.id,
        author_id=ctx.actor.id,
        by="candidate",
        text=asked.text,
        at=ctx.now,
    )
    return await _sent(letter, own.candidate.name, [(p.id, p.name) for p in people], own.job, ctx)


# --- from the hiring team -------------------------------------------------------------------------------------


class Write(Args):
    candidate: str = Field(title="Candidate", max_length=200)
    text: str = Field(title="Message", min_length=2, max_length=LONGEST, json_schema_extra={"long": True})
    job: str | None = Field(None, title="Job", max_length=200)
    resolved_candidate_id: str | None = None
    resolved_application_id: str | None = None
    resolved_job_id: str | None = None


async def _to_whom(asked: Write, ctx: Context) -> Write:
    candidate = await references.candidate(asked.candidate, ctx)
    application, job = await references.application(candidate, asked.job, ctx)
    reachable(candidate)
    return asked.model_copy(
        update={
            "resolved_candidate_id": candidate.id,
            "resolved_application_id": application.id,
            "resolved_job_id": job.id,
        }
    )


async def _own(asked: Write, ctx: Context) -> Approvers:
    return Approvers("confirm", (ctx.actor.id,))


async def _parts(asked: Write, ctx: Context) -> tuple[Candidate, Job]:
    candidate = await ctx.ports.records.get(Candidate, asked.resolved_candidate_id or "")
    job = await ctx.ports.records.get(Job, asked.resolved_job_id or "")
    if candidate is None or job is None:
        raise NotFound("That application is gone.")
    return candidate, job


async def _shown(asked: Write, ctx: Context) -> Card:
    candidate, job = await _parts(asked, ctx)
    return Card(
        title=f"Send this to {candidate.name}?",
        facts=(Fact(label="Job", value=job.title),),
        items=(Item(title="Message", quotes=(Quote(text=asked.text, source=ctx.actor.name),)),),
        source=SOURCE,
    )


@tool(
    "candidate.message",
    args=Write,
    permission=Permission.candidate_contact,
    phrases=("Message Leo Martins: please bring your certificates",),
    approval=Approved(by=_own, shown=_shown),
    resolve=_to_whom,
)
async def candidate_message(asked: Write, ctx: Context) -> Sent:
    """Write to a candidate; it arrives in their own conversation."""
    candidate, job = await _parts(asked, ctx)
    letter = Letter(
        id=f"letter:{ctx.call_id}",
        application_id=asked.resolved_application_id or "",
        candidate_id=candidate.id,
        author_id=ctx.actor.id,
        by="team",
        text=asked.text,
        at=ctx.now,
    )
    return await _sent(letter, ctx.actor.name, [(reachable(candidate), candidate.name)], job, ctx)
