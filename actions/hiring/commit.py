"""Writing a step of an application so that a crash at any line is harmless.

The application is the commit point: it is replaced with its new stage and with the step that led there, in one
document. The step then goes into the history; whoever changes the application next puts it there first, so that none is
ever missing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from actions import trail
from actions.tool import Context
from domain import openings
from domain.errors import BadInput, Conflict, NotFound
from domain.hiring import Application, Candidate, Job, StageTransition
from domain.messages import Card, Fact, Source
from domain.notices import Notice
from domain.people import Person
from domain.transitions import Seen, seen

SOURCE = Source(label="Applications")
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
Rule = Callable[[Application], Application]
TOLD_AFTER = timedelta(minutes=10)
"""A step reaches the candidate this much later: as long as it can be undone."""


async def written(
    step: StageTransition, rule: Rule, ctx: Context, believed: Seen | None = None
) -> Application:
    """Apply `rule` to the application of `step` and write the step into its history, once.

    Raises what the rule raises, `NotFound` when the application is gone, `Conflict` that tells what changed when it is
    not where it was believed to be. Without a belief the step begins wherever the application is.
    """
    records = ctx.ports.records
    while True:
        application = await records.get(Application, step.application_id)
        if application is None:
            raise NotFound("That application is gone.")
        if await records.get(StageTransition, step.id):
            break
        if application.last_transition_id == step.id:
            break
        if believed:
            await _still_there(application, believed, ctx)
        if application.last:
            await records.insert_all([application.last])
        after = rule(application)
        if believed is None:
            step = step.model_copy(
                update={"from_stage_id": application.stage_id, "to_stage_id": after.stage_id}
            )
        try:
            application = await records.replace(after.model_copy(update={"last": step}))
        except Conflict:
            continue  # changed meanwhile: the rule says whether that matters
        break
    if application.last_transition_id == step.id:
        await records.insert_all([application.last or step])
    await _audited(step, ctx)
    return application


async def _audited(step: StageTransition, ctx: Context) -> None:
    await trail.append(
        ctx.ports.records,
        effect_id=step.id,
        at=ctx.now,
        actor_id=step.approved_by or step.actor_id,
        on_behalf_of=step.on_behalf_of or (step.actor_id if step.approved_by else None),
        action="application.transition",
        subject_id=step.candidate_id,
        outcome=step.kind,
        details={
            "application": step.application_id,
            "job": step.job_id,
            "from_job": step.from_job_id,
            "from": step.from_stage_id,
            "to": step.to_stage_id,
            "approval": step.approval_id,
            "rejection_reason": step.rejection_reason_id,
            "reason_given": step.reason is not None,
        },
    )


async def opening_filled(job_id: str, application_id: str, ctx: Context) -> None:
    """Take an opening of the job for this application. Raises `BadInput` when none is left, under any race."""
    await job_changed(job_id, lambda job: openings.filled(job, application_id, ctx.now), ctx)


async def opening_released(job_id: str, application_id: str, ctx: Context) -> None:
    await job_changed(job_id, lambda job: openings.released(job, application_id), ctx)


async def job_changed(job_id: str, rule: Callable[[Job], Job], ctx: Context) -> Job:
    """Replace a job by what `rule` makes of it, however often somebody else changes it meanwhile."""
    while True:
        job = await ctx.ports.records.get(Job, job_id)
        if job is None:
            raise NotFound("That job is gone.")
        after = rule(job)
        if after is job:
            return job
        try:
            return await ctx.ports.records.replace(after)
        except Conflict:
            continue


# --- what changed meanwhile ------------------------------------------------------------------------------------


async def still_there(application_id: str, believed: Seen, ctx: Context) -> None:
    """Raises `Conflict` that tells what changed when an application is not where it was believed to be."""
    application = await ctx.ports.records.get(Application, application_id)
    if application is None:
        raise Conflict("That application is gone.")
    await _still_there(application, believed, ctx)


async def _still_there(application: Application, believed: Seen, ctx: Context) -> None:
    """Raises `Conflict` that tells who moved it meanwhile, when, and to where."""
    if seen(application) == believed:
        return
    raise Conflict(await _what_changed(application, believed, ctx))


async def _what_changed(application: Application, believed: Seen, ctx: Context) -> str:
    records = ctx.ports.records
    job, candidate = (
        await records.get(Job, application.job_id),
        await records.get(Candidate, application.candidate_id),
    )
    name = candidate.name if candidate else "The candidate"
    step = application.last
    if step is None and application.last_transition_id:
        step = await records.get(StageTransition, application.last_transition_id)
    now = f"{job.stage(application.stage_id).name} of {job.title}" if job else application.stage_id
    if step is None:
        return f"{name} is now in {now}. Please look again and ask anew."
    by = await records.get(Person, step.actor_id)
    zone = ctx.actor.person.time_zone
    return (
        f"{by.name if by else 'Somebody'} {_DID[step.kind]} {name} on {moment(step.at, zone)}, after you looked; "
        f"the application is now in {now}. Please look again and ask anew."
    )


_DID = {
    "move": "moved",
    "hire": "hired",
    "reject": "rejected",
    "unreject": "took back the rejection of",
    "withdraw": "recorded the withdrawal of",
    "transfer": "transferred",
}


def moment(at: datetime, zone: str) -> str:
    """ "3 Mar 2026, 10:12" in a time zone."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local.day} {local:%b %Y, %H:%M}"


# --- the candidate is told -----------------------------------------------------------------------------------


async def candidate_told(step: StageTransition, candidate: Candidate, job: Job, ctx: Context) -> None:
    """In their own inbox, in plain words: where they are now and what comes next. No names, no reasons."""
    if candidate.person_id is None:
        return
    stage = job.stage(step.to_stage_id)
    ended = step.kind == "reject"
    title = f"Your application for {job.title}" + (" has ended" if ended else f": {stage.name}")
    card = Card(
        title=title,
        text=stage.next_step,
        facts=() if ended else (Fact(label="Stage", value=stage.name),),
        source=SOURCE,
    )
    notice = Notice(
        id=f"{step.id}:candidate", person_id=candidate.person_id, card=card, at=step.at + TOLD_AFTER
    )
    await ctx.ports.records.insert_all([notice])


async def untold(transition_id: str, ctx: Context) -> bool:
    """Keep a step from the candidate that was taken back; False when they have been told of it already."""
    notice = await ctx.ports.records.get(Notice, f"{transition_id}:candidate")
    if notice is None or notice.at == NEVER:
        return True
    if notice.told:
        return False
    try:
        await ctx.ports.records.replace(notice.model_copy(update={"told": True, "at": NEVER}))
    except Conflict:
        return await untold(transition_id, ctx)
    return True


def reachable(candidate: Candidate) -> str:
    """The account under which a candidate signs in. Raises `BadInput` when there is none."""
    if candidate.person_id is None:
        by_mail = f" Please write to {candidate.email}." if candidate.email else ""
        raise BadInput(f"{candidate.name} has no account here, so no message reaches them.{by_mail}")
    return candidate.person_id


async def review_needed(application_id: str, needed: bool, ctx: Context) -> None:
    """Mark an application, or take the mark away; written down either way."""
    while application := await ctx.ports.records.get(Application, application_id):
        if application.needs_human_review is needed:
            return
        await trail.append(
            ctx.ports.records,
            effect_id=f"{ctx.call_id}:review:{needed}",
            at=ctx.now,
            actor_id=ctx.actor.id,
            subject_id=application.candidate_id,
            action="application.review",
            outcome="needs_human_review" if needed else "reviewed by a person",
            details={"application": application.id, "job": application.job_id},
        )
        try:
            await ctx.ports.records.replace(application.model_copy(update={"needs_human_review": needed}))
        except Conflict:
            continue
