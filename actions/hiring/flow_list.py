"""Who approves an offer, a hire and a rejection of a job: read by the hiring team, changed by HR with a second person."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from actions import references
from actions.hiring import deciders
from actions.hiring.commit import job_changed
from actions.holders import holding
from actions.tool import Approved, Approvers, Args, Context, Result, tool
from domain.errors import BadInput, NotFound
from domain.flows import STEP_UP, ApprovalFlow, Transition, groups
from domain.hiring import Job
from domain.messages import Card, Fact, Source, Table
from domain.people import Actor, Person
from domain.permissions import Permission, may

SOURCE = Source(label="Jobs")
ALL: tuple[Transition, ...] = ("offer", "hire", "reject")
NAMES = {"offer": "Offer", "hire": "Hire", "reject": "Rejection"}


class AskFlow(Args):
    job: str = Field(title="Job", max_length=200)


class Flows(Result):
    job: Job
    manager: str | None
    headline: str

    def card(self) -> Card:
        rows = tuple((NAMES[t], self.job.flow(t).text, "yes" if t in STEP_UP else "no") for t in ALL)
        return Card(
            title=self.headline,
            facts=(Fact(label="Hiring manager", value=self.manager or "nobody yet"),),
            table=Table(columns=("Step", "Approved by", "Fresh sign-in"), rows=rows),
            source=SOURCE,
        )


async def _shown(job: Job, headline: str, ctx: Context) -> Flows:
    manager = await ctx.ports.records.get(Person, job.hiring_manager_id or "")
    return Flows(job=job, manager=manager.name if manager else None, headline=headline)


@tool(
    "flow.show",
    args=AskFlow,
    permission=Permission.job_read,
    phrases=("Who has to approve an offer for the Python job?",),
    audited=False,
)
async def flow_show(asked: AskFlow, ctx: Context) -> Flows:
    """Whose yes an offer, a hire and a rejection of a job need."""
    job = await references.job(asked.job, ctx)
    return await _shown(job, f"Approvals for {job.title}", ctx)


class SetFlow(Args):
    job: str = Field(title="Job", max_length=200)
    step: Literal["offer", "hire", "reject"] = Field(title="Step")
    approvers: str = Field(
        title="Who approves, in order",
        description="Such as: the hiring manager, then two of HR",
        max_length=200,
    )
    resolved_job_id: str | None = None
    resolved_flow: ApprovalFlow | None = None


async def _valid(asked: SetFlow, ctx: Context) -> SetFlow:
    job = await references.job(asked.job, ctx)
    flow = ApprovalFlow(transition=asked.step, groups=groups(asked.approvers))
    await deciders.groups(job, flow, ctx)  # a flow that nobody could ever go through is refused
    return asked.model_copy(update={"resolved_job_id": job.id, "resolved_flow": flow})


async def _another(asked: Args, ctx: Context) -> Approvers:
    """Nobody loosens alone what is there to keep anybody from deciding alone."""
    others = await holding(Permission.stage_approve, ctx.ports.records, but=ctx.actor.id)
    ids = tuple(person.id for person in others)
    if not ids:
        raise BadInput("Nobody else of HR may approve this: please ask an administrator.")
    return Approvers("approve", ids, permission=Permission.stage_approve)


async def _flow_shown(asked: SetFlow, ctx: Context) -> Card:
    job = await _job(asked.resolved_job_id, ctx)
    assert asked.resolved_flow is not None  # noqa: S101 - filled by resolve
    facts = (
        Fact(label="Job", value=job.title),
        Fact(label="Until now", value=job.flow(asked.step).text),
        Fact(label="From now on", value=asked.resolved_flow.text),
    )
    return Card(title=f"Change who approves {_a(NAMES[asked.step].lower())}?", facts=facts, source=SOURCE)


async def _job(id: str | None, ctx: Context) -> Job:
    job = await ctx.ports.records.get(Job, id or "")
    if job is None:
        raise NotFound("That job is gone.")
    return job


@tool(
    "flow.set",
    args=SetFlow,
    permission=Permission.flow_change,
    phrases=("Offers of the Python job are approved by the hiring manager, then two of HR",),
    approval=Approved(by=_another, shown=_flow_shown),
    resolve=_valid,
)
async def flow_set(asked: SetFlow, ctx: Context) -> Flows:
    """Change whose yes an offer, a hire or a rejection of a job needs; another person of HR agrees to it."""
    flow = asked.resolved_flow
    assert flow is not None  # noqa: S101 - filled by resolve

    def rule(job: Job) -> Job:
        others = tuple(f for f in job.flows if f.transition != flow.transition)
        return job.model_copy(update={"flows": (*others, flow)})

    job = await job_changed(asked.resolved_job_id or "", rule, ctx)
    return await _shown(job, f"{NAMES[asked.step]}s of {job.title}: {flow.text}", ctx)


class SetManager(Args):
    job: str = Field(title="Job", max_length=200)
    person: str = Field(title="Hiring manager", max_length=200)
    resolved_job_id: str | None = None
    resolved_manager_id: str | None = None


async def _manager(asked: SetManager, ctx: Context) -> SetManager:
    job = await references.job(asked.job, ctx)
    person = await references.person(asked.person, ctx)
    if person is None or not may(Actor(person=person), Permission.colleagues_read):
        raise NotFound(f"I know no single colleague called {asked.person}. Please give the full name.")
    return asked.model_copy(update={"resolved_job_id": job.id, "resolved_manager_id": person.id})


async def _manager_shown(asked: SetManager, ctx: Context) -> Card:
    job = await _job(asked.resolved_job_id, ctx)
    new = await ctx.ports.records.get(Person, asked.resolved_manager_id or "")
    name = new.name if new else asked.person
    facts = (Fact(label="Job", value=job.title), Fact(label="Hiring manager", value=name))
    return Card(title=f"Make {name} the hiring manager of {job.title}?", facts=facts, source=SOURCE)


@tool(
    "flow.manager",
    args=SetManager,
    permission=Permission.flow_change,
    phrases=("Make Jonas Weber the hiring manager of the Python job",),
    approval=Approved(by=_another, shown=_manager_shown),
    resolve=_manager,
)
async def flow_manager(asked: SetManager, ctx: Context) -> Flows:
    """Name the hiring manager of a job; another person of HR agrees to it."""

    def rule(job: Job) -> Job:
        return job.model_copy(update={"hiring_manager_id": asked.resolved_manager_id})

    job = await job_changed(asked.resolved_job_id or "", rule, ctx)
    return await _shown(job, f"Approvals for {job.title}", ctx)


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
