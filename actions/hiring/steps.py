"""A step of one application, from the words to the act: who is meant, what is seen, and the writing of it."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from actions import references
from actions.hiring import deciders, evidence, named
from actions.hiring.commit import (
    candidate_told,
    opening_filled,
    opening_released,
    still_there,
    written,
)
from actions.tool import Approvers, Args, Context
from domain import openings
from domain.errors import BadInput, Conflict, NotFound, PeopledeskError
from domain.hiring import (
    Application,
    ApplicationStatus,
    Candidate,
    Job,
    JobStage,
    StageTransition,
    StageType,
)
from domain.transitions import Seen, kind_of, moved, seen


class OneStep(BaseModel):
    """What is approved: which application, and the stage and step that whoever asked had before their eyes."""

    model_config = ConfigDict(frozen=True)

    candidate_id: str
    application_id: str
    from_stage_id: str
    seen_transition_id: str | None
    to_stage_id: str

    @property
    def believed(self) -> Seen:
        return Seen(self.from_stage_id, self.seen_transition_id)


class Step(Args):
    """What moving and rejecting resolve to. The candidate and the application stand for themselves when it is one."""

    candidate: str = Field(title="Candidate", max_length=500)
    job: str | None = Field(None, title="Job")
    resolved_job_id: str | None = None
    resolved_candidate_id: str | None = None
    resolved_application_id: str | None = None
    resolved_steps: tuple[OneStep, ...] = ()


async def resolved(
    candidates: list[Candidate], job_words: str | None, to: str, ctx: Context
) -> tuple[Job, dict[str, object]]:
    """The steps to the stage called `to`, all of one job. Raises `BadInput`, `Conflict`, `NotFound`, `Unclear`."""
    steps: list[OneStep] = []
    jobs: dict[str, Job] = {}
    for candidate in candidates:
        application, job = await references.application(candidate, job_words, ctx)
        target = named.stage(job, to)
        moved(application, job, target, believed=seen(application), transition_id="", now=ctx.now)
        jobs[job.id] = job
        steps.append(
            OneStep(
                candidate_id=candidate.id,
                application_id=application.id,
                from_stage_id=application.stage_id,
                seen_transition_id=application.last_transition_id,
                to_stage_id=target.id,
            )
        )
    if len(jobs) > 1:
        titles = " and ".join(sorted(j.title for j in jobs.values()))
        raise BadInput(
            f"They are in different jobs ({titles}). Please say which: “… for the {job.title} job”."
        )
    one = steps[0] if len(steps) == 1 else None
    return job, {
        "resolved_job_id": job.id,
        "resolved_candidate_id": one and one.candidate_id,
        "resolved_application_id": one and one.application_id,
        "resolved_steps": tuple(steps),
    }


async def the_job(asked: Step, ctx: Context) -> Job:
    job = await ctx.ports.records.get(Job, asked.resolved_job_id or "")
    if job is None:
        raise NotFound("That job is gone.")
    return job


async def the_candidate(step: OneStep, ctx: Context) -> Candidate:
    candidate = await ctx.ports.records.get(Candidate, step.candidate_id)
    if candidate is None:
        raise NotFound("That candidate is gone.")
    return candidate


def target(asked: Step, job: Job) -> JobStage:
    return job.stage(asked.resolved_steps[0].to_stage_id)


def hireable(job: Job, to: JobStage, now: datetime) -> None:
    """Raises `BadInput` when a hire was asked for and no opening is open."""
    if to.type is StageType.hired:
        openings.filled(job, "nobody", now)


class Done(BaseModel):
    """One step that was taken, or the sentence why it was not."""

    candidate: str
    candidate_id: str
    from_stage: str
    problem: str | None = None


async def taken(
    asked: Step,
    step: OneStep,
    ctx: Context,
    *,
    reason: str | None = None,
    rejection_reason_id: str | None = None,
) -> Done:
    """Write one step, tell the candidate. Repeating it changes nothing."""
    job, candidate = await the_job(asked, ctx), await the_candidate(step, ctx)
    to = job.stage(step.to_stage_id)
    one = len(asked.resolved_steps) == 1
    transition = StageTransition(
        id=f"transition:{ctx.call_id}" + ("" if one else f":{step.application_id}"),
        application_id=step.application_id,
        candidate_id=candidate.id,
        job_id=job.id,
        kind=kind_of(to),
        from_stage_id=step.from_stage_id,
        to_stage_id=to.id,
        actor_id=ctx.actor.id,
        approved_by=approver(ctx),
        approval_id=ctx.approval.id if ctx.approval else None,
        reason=reason,
        rejection_reason_id=rejection_reason_id,
        evidence=evidence.lines(candidate, job),
        at=ctx.now,
    )
    await _written(step, transition, job, to, ctx)
    await candidate_told(transition, candidate, job, ctx)
    return Done(
        candidate=candidate.name, candidate_id=candidate.id, from_stage=job.stage(step.from_stage_id).name
    )


async def _written(step: OneStep, transition: StageTransition, job: Job, to: JobStage, ctx: Context) -> None:
    """A hire takes its opening first and gives it back when the application has gone elsewhere: not when it is hired already,
    by another yes or another run of this one, which may come at the same moment and gets its opening back here."""

    def rule(application: Application) -> Application:
        return moved(
            application, job, to, believed=step.believed, transition_id=transition.id, now=transition.at
        )

    if to.type is not StageType.hired:
        await written(transition, rule, ctx, step.believed)
        return
    await opening_filled(job.id, step.application_id, ctx)
    try:
        after = await written(transition, rule, ctx, step.believed)
    except PeopledeskError as error:
        if error.status < 500:
            now = await ctx.ports.records.get(Application, step.application_id)
            if not _is_hired(now, job):
                await opening_released(job.id, step.application_id, ctx)
        raise
    if _is_hired(after, job):
        await opening_filled(job.id, step.application_id, ctx)


def _is_hired(application: Application | None, job: Job) -> bool:
    return (
        application is not None
        and application.status is ApplicationStatus.hired
        and application.job_id == job.id
    )


def approver(ctx: Context) -> str | None:
    """Whose yes this runs under, when it was somebody else's."""
    return ctx.approval.decided_by if ctx.approval and ctx.approval.kind == "approve" else None


async def approvers(asked: Step, ctx: Context) -> Approvers:
    job = await the_job(asked, ctx)
    return await deciders.of(job, target(asked, job), ctx)


async def by_rule(words: str, ctx: Context) -> bool:
    """Whether the words name people by a rule ("everyone below 60 %"), and are nobody's name."""
    if not named.RULE.search(words):
        return False
    return not await ctx.ports.records.find(Candidate, {"name": words.strip()}, limit=1)


async def unchanged(asked: Step, ctx: Context) -> None:
    """Raises `Conflict` that tells what changed, when nobody of those asked about is still where they were."""
    conflict: Conflict | None = None
    for step in asked.resolved_steps:
        try:
            await still_there(step.application_id, step.believed, ctx)
        except Conflict as error:
            conflict = error
        else:
            return
    if conflict:
        raise conflict
