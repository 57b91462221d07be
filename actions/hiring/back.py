"""Taking a rejection back, and recording that a candidate withdrew."""

from __future__ import annotations

from pydantic import Field

from actions import references
from actions.hiring import evidence, named
from actions.hiring.commit import SOURCE, candidate_told, untold, written
from actions.hiring.steps import OneStep, the_candidate
from actions.tool import Approved, Approvers, Args, Context, Result, tool
from domain.conversations import Focus
from domain.errors import NotFound
from domain.hiring import (
    Application,
    ApplicationStatus,
    Candidate,
    Job,
    JobStage,
    StageTransition,
    StageType,
    TransitionKind,
)
from domain.messages import Card, Fact
from domain.permissions import Permission
from domain.transitions import unrejected, withdrawn


class Ask(Args):
    candidate: str = Field(title="Candidate", max_length=200)
    job: str | None = Field(None, title="Job", max_length=200)
    reason: str | None = Field(None, title="Why", max_length=500)
    resolved_job_id: str | None = None
    resolved_candidate_id: str | None = None
    resolved_application_id: str | None = None
    resolved_step: OneStep | None = None


class Changed(Result):
    title: str
    job: str
    stage: str
    candidate_id: str

    def card(self) -> Card:
        facts = (Fact(label="Job", value=self.job), Fact(label="Stage", value=self.stage))
        return Card(title=self.title, facts=facts, tone="success", source=SOURCE)

    def focus(self, before: Focus) -> Focus:
        return before.model_copy(update={"candidate_id": self.candidate_id})


async def own(asked: Ask, ctx: Context) -> Approvers:
    return Approvers("confirm", (ctx.actor.id,))


def found(asked: Ask, candidate: Candidate, application: Application, to: JobStage) -> dict[str, object]:
    return {
        "resolved_job_id": application.job_id,
        "resolved_candidate_id": candidate.id,
        "resolved_application_id": application.id,
        "resolved_step": OneStep(
            candidate_id=candidate.id,
            application_id=application.id,
            from_stage_id=application.stage_id,
            seen_transition_id=application.last_transition_id,
            to_stage_id=to.id,
        ),
    }


async def parts(asked: Ask, ctx: Context) -> tuple[OneStep, Candidate, Job]:
    assert asked.resolved_step is not None  # noqa: S101 - filled by resolve, which always runs
    job = await ctx.ports.records.get(Job, asked.resolved_job_id or "")
    if job is None:
        raise NotFound("That job is gone.")
    return asked.resolved_step, await the_candidate(asked.resolved_step, ctx), job


def transition_of(asked: Ask, step: OneStep, kind: TransitionKind, ctx: Context) -> StageTransition:
    return StageTransition(
        id=f"transition:{ctx.call_id}",
        application_id=step.application_id,
        candidate_id=step.candidate_id,
        job_id=asked.resolved_job_id,
        kind=kind,
        from_stage_id=step.from_stage_id,
        to_stage_id=step.to_stage_id,
        actor_id=ctx.actor.id,
        approval_id=ctx.approval.id if ctx.approval else None,
        reason=asked.reason,
        at=ctx.now,
    )


# --- a rejection taken back ------------------------------------------------------------------------------------


async def _rejected(asked: Ask, ctx: Context) -> Ask:
    candidate = await references.candidate(asked.candidate, ctx)
    application, job = await named.application(candidate, asked.job, ApplicationStatus.rejected, ctx)
    left = await _left(application, ctx)
    back = job.stage(left.from_stage_id if left else job.stage_of_type(StageType.review).id)
    unrejected(application, job, back, transition_id="", now=ctx.now)
    return asked.model_copy(update=found(asked, candidate, application, back))


async def _left(application: Application, ctx: Context) -> StageTransition | None:
    """The rejection, which knows the stage that it took the application from."""
    return application.last or await ctx.ports.records.get(
        StageTransition, application.last_transition_id or ""
    )


async def _back_shown(asked: Ask, ctx: Context) -> Card:
    step, candidate, job = await parts(asked, ctx)
    facts = (
        Fact(label="Job", value=job.title),
        Fact(label="Back in", value=job.stage(step.to_stage_id).name),
    )
    return Card(
        title=f"Take back the rejection of {candidate.name}?",
        facts=facts,
        items=evidence.items(candidate, job),
        source=SOURCE,
    )


@tool(
    "pipeline.unreject",
    args=Ask,
    permission=Permission.stage_change,
    phrases=("Take back the rejection of Leo Martins",),
    approval=Approved(by=own, shown=_back_shown),
    resolve=_rejected,
)
async def pipeline_unreject(asked: Ask, ctx: Context) -> Changed:
    """Take a rejection back: the application is active again in the stage it left."""
    step, candidate, job = await parts(asked, ctx)
    back = job.stage(step.to_stage_id)
    transition = transition_of(asked, step, "unreject", ctx)

    def rule(application: Application) -> Application:
        return unrejected(application, job, back, transition_id=transition.id, now=transition.at)

    await written(transition, rule, ctx, step.believed)
    if not await untold(step.seen_transition_id or "", ctx):
        await candidate_told(transition, candidate, job, ctx)
    return Changed(
        title=f"{candidate.name} is back in {back.name}",
        job=job.title,
        stage=back.name,
        candidate_id=candidate.id,
    )


# --- a candidate who withdrew ------------------------------------------------------------------------------------


async def _active(asked: Ask, ctx: Context) -> Ask:
    candidate = await references.candidate(asked.candidate, ctx)
    application, job = await references.application(candidate, asked.job, ctx)
    withdrawn(application, transition_id="", now=ctx.now)
    return asked.model_copy(update=found(asked, candidate, application, job.stage(application.stage_id)))


async def _withdrawal_shown(asked: Ask, ctx: Context) -> Card:
    step, candidate, job = await parts(asked, ctx)
    facts = [
        Fact(label="Job", value=job.title),
        Fact(label="Stage", value=job.stage(step.from_stage_id).name),
    ]
    if asked.reason:
        facts.append(Fact(label="Why", value=asked.reason))
    return Card(title=f"Record that {candidate.name} withdrew?", facts=tuple(facts), source=SOURCE)


@tool(
    "pipeline.withdraw",
    args=Ask,
    permission=Permission.stage_change,
    phrases=("Leo Martins withdrew his application",),
    approval=Approved(by=own, shown=_withdrawal_shown),
    resolve=_active,
)
async def pipeline_withdraw(asked: Ask, ctx: Context) -> Changed:
    """Record that a candidate withdrew, on their behalf."""
    step, candidate, job = await parts(asked, ctx)
    transition = transition_of(asked, step, "withdraw", ctx).model_copy(
        update={"on_behalf_of": candidate.person_id or candidate.id}
    )

    def rule(application: Application) -> Application:
        return withdrawn(application, transition_id=transition.id, now=transition.at)

    await written(transition, rule, ctx, step.believed)
    return Changed(
        title=f"{candidate.name} has withdrawn",
        job=job.title,
        stage=job.stage(step.from_stage_id).name,
        candidate_id=candidate.id,
    )
