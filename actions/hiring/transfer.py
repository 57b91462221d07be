"""The same application for another job: it begins there anew, with its history."""

from __future__ import annotations

from pydantic import Field

from actions import references
from actions.hiring import evidence
from actions.hiring.back import Ask, Changed, found, own, parts, transition_of
from actions.hiring.commit import SOURCE, candidate_told, written
from actions.tool import Approved, Context, tool
from domain.errors import AlreadyExists, BadInput, NotFound
from domain.hiring import Application, Job, JobStatus, StageType
from domain.messages import Card, Fact
from domain.permissions import Permission
from domain.transitions import seen, transferred


class Transfer(Ask):
    to_job: str = Field(title="To job", max_length=200)
    resolved_to_job_id: str | None = None


async def _transferable(asked: Transfer, ctx: Context) -> Transfer:
    candidate = await references.candidate(asked.candidate, ctx)
    to_job = await references.job(asked.to_job, ctx, field="to_job")
    application, job = await references.application(candidate, asked.job, ctx)
    to = to_job.stage_of_type(StageType.applied)
    transferred(application, job, to_job, to, believed=seen(application), transition_id="", now=ctx.now)
    if to_job.status is not JobStatus.open:
        raise BadInput(f"{to_job.title} is not open, so nobody can be transferred there.")
    if await ctx.ports.records.count(Application, {"candidate_id": candidate.id, "job_id": to_job.id}):
        raise BadInput(f"{candidate.name} has an application for {to_job.title} already.")
    update = {**found(asked, candidate, application, to), "resolved_to_job_id": to_job.id}
    return asked.model_copy(update=update)


async def _to_job(asked: Transfer, ctx: Context) -> Job:
    job = await ctx.ports.records.get(Job, asked.resolved_to_job_id or "")
    if job is None:
        raise NotFound("That job is gone.")
    return job


async def _shown(asked: Transfer, ctx: Context) -> Card:
    step, candidate, job = await parts(asked, ctx)
    to_job = await _to_job(asked, ctx)
    facts = (
        Fact(label="From", value=f"{job.title}, {job.stage(step.from_stage_id).name}"),
        Fact(label="To", value=f"{to_job.title}, {to_job.stage(step.to_stage_id).name}"),
    )
    title = f"Transfer {candidate.name} to {to_job.title}?"
    return Card(title=title, facts=facts, items=evidence.items(candidate, to_job), source=SOURCE)


@tool(
    "pipeline.transfer",
    args=Transfer,
    permission=Permission.stage_change,
    phrases=("Transfer Leo Martins to the Data Engineer job",),
    approval=Approved(by=own, shown=_shown),
    resolve=_transferable,
)
async def pipeline_transfer(asked: Transfer, ctx: Context) -> Changed:
    """Transfer an application to another job, where it begins anew."""
    step, candidate, job = await parts(asked, ctx)
    to_job = await _to_job(asked, ctx)
    to = to_job.stage(step.to_stage_id)
    transition = transition_of(asked, step, "transfer", ctx).model_copy(
        update={"job_id": to_job.id, "from_job_id": job.id}
    )

    def rule(application: Application) -> Application:
        return transferred(
            application,
            job,
            to_job,
            to,
            believed=step.believed,
            transition_id=transition.id,
            now=transition.at,
        )

    try:
        await written(transition, rule, ctx, step.believed)
    except AlreadyExists:
        raise BadInput(f"{candidate.name} has meanwhile applied for {to_job.title} themselves.") from None
    await candidate_told(transition, candidate, to_job, ctx)
    return Changed(
        title=f"{candidate.name} is now considered for {to_job.title}",
        job=to_job.title,
        stage=to.name,
        candidate_id=candidate.id,
    )
