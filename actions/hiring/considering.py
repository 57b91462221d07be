"""People whom the hiring team found, put forward for a job: an application that begins with the team instead of the
candidate."""

from __future__ import annotations

from pydantic import Field

from actions import references, referring, trail
from actions.hiring import evidence
from actions.hiring.commit import SOURCE, TOLD_AFTER
from actions.jobs import job_meant, job_of
from actions.tool import Approved, Approvers, Args, Context, Result, tool
from domain.conversations import Focus
from domain.errors import BadInput
from domain.hiring import Application, Candidate, Job, JobStage, JobStatus, StageType
from domain.messages import Card, Fact, Item
from domain.notices import Notice
from domain.permissions import Permission

MOST = 20


class Consider(Args):
    candidates: str = Field(title="Whom?", max_length=1000)
    job: str | None = Field(None, title="For which job?", max_length=200)
    resolved_job_id: str | None = None
    resolved_candidate_ids: tuple[str, ...] = ()


class Considered(Result):
    people: tuple[Candidate, ...]
    job: Job
    stage: str

    def card(self) -> Card:
        names = _and([c.name for c in self.people])
        verb = "is" if len(self.people) == 1 else "are"
        return Card(
            title=f"{names} {verb} now considered for {self.job.title}",
            tone="success",
            facts=(Fact(label="Stage", value=self.stage), Fact(label="Source", value="Sourced")),
            source=SOURCE,
            suggestions=(f"Who is in {self.stage.lower()} for {self.job.title}?",),
        )

    def focus(self, before: Focus) -> Focus:
        one = self.people[0].id if len(self.people) == 1 else before.candidate_id
        return before.model_copy(update={"candidate_id": one, "job_id": self.job.id})


def _and(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _first(job: Job) -> JobStage:
    """A stage for leads where the job has one."""
    lead = next((s for s in job.stages if s.type is StageType.lead), None)
    return lead or job.stage_of_type(StageType.applied)


async def _possible(asked: Consider, ctx: Context) -> Consider:
    """Raises `BadInput` for a job that is not open, for somebody who has an application for it, and for too many."""
    people = await referring.candidates(asked.candidates, ctx)
    job = await job_meant(asked.job, ctx)
    if job.status is not JobStatus.open:
        raise BadInput(f"{job.title} is not open. Say “open the {job.title} job” first.")
    if len(people) > MOST:
        raise BadInput(f"I put at most {MOST} people forward at once; you named {len(people)}.")
    for one in people:
        where = {"candidate_id": one.id, "job_id": job.id}
        if there := await ctx.ports.records.find(Application, where, limit=1):
            stage = job.stage(there[0].stage_id).name
            raise BadInput(f"{one.name} has an application for {job.title} already ({stage}).")
    ids = tuple(c.id for c in people)
    return asked.model_copy(update={"resolved_job_id": job.id, "resolved_candidate_ids": ids})


async def _own(asked: Consider, ctx: Context) -> Approvers:
    return Approvers("confirm", (ctx.actor.id,))


async def _people(asked: Consider, ctx: Context) -> list[Candidate]:
    return [await references.candidate(id, ctx) for id in asked.resolved_candidate_ids]


async def _shown(asked: Consider, ctx: Context) -> Card:
    job, people = await job_of(asked.resolved_job_id, ctx), await _people(asked, ctx)
    told = [c.name for c in people if c.person_id]
    return Card(
        title=f"Consider {_and([c.name for c in people])} for {job.title}?",
        text=f"{_and(told)} will be told, as with every application." if told else None,
        facts=(Fact(label="Stage", value=_first(job).name),),
        items=tuple(Item(title=c.name, subtitle=evidence.summary(c, job) or None) for c in people),
        source=SOURCE,
    )


@tool(
    "pipeline.consider",
    args=Consider,
    permission=Permission.stage_change,
    phrases=("Consider Leo Martins for the Data Engineer job",),
    approval=Approved(by=_own, shown=_shown),
    resolve=_possible,
)
async def pipeline_consider(asked: Consider, ctx: Context) -> Considered:
    """Put candidates whom you found forward for a job, as applications of their own."""
    job, people = await job_of(asked.resolved_job_id, ctx), await _people(asked, ctx)
    for one in people:
        await _applied(one, job, ctx)
    return Considered(people=tuple(people), job=job, stage=_first(job).name)


async def _applied(candidate: Candidate, job: Job, ctx: Context) -> None:
    """Once, under the id that the candidate's own application would have: whoever was first is kept."""
    stage, records = _first(job), ctx.ports.records
    id = f"application:{candidate.id}:{job.id}"
    where = {"candidate_id": candidate.id, "job_id": job.id}
    there = await records.find(Application, where, limit=1)
    if any(a.id != id for a in there):
        raise BadInput(f"{candidate.name} has meanwhile an application for {job.title}.")
    made = Application(
        id=id,
        candidate_id=candidate.id,
        job_id=job.id,
        stage_id=stage.id,
        source=candidate.source or "Sourced",
        applied_at=ctx.now,
        updated_at=ctx.now,
    )
    await records.insert_all([made])
    await trail.append(
        records,
        effect_id=f"{ctx.call_id}:considered:{candidate.id}",
        at=ctx.now,
        actor_id=ctx.actor.id,
        subject_id=candidate.id,
        action="application.made",
        outcome="considered",
        details={"application": id, "job": job.id, "stage": stage.id},
    )
    if candidate.person_id:
        card = Card(
            title=f"You are considered for {job.title}",
            text=f"Our hiring team thinks of you for this job. {stage.next_step} If you do not want this, say “withdraw my application”.",
            source=SOURCE,
        )
        notice = Notice(
            id=f"{ctx.call_id}:considered:{candidate.id}:told",
            person_id=candidate.person_id,
            card=card,
            at=ctx.now + TOLD_AFTER,
        )
        await records.insert_all([notice])
