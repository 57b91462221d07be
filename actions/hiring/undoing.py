"""Taking back a move or a rejection while nobody outside has heard of it: an act of its own, appended to the history."""

from __future__ import annotations

from actions.hiring.commit import untold, written
from actions.hiring.outcomes import Moved
from actions.hiring.steps import Done, OneStep, Step, the_candidate, the_job
from actions.tool import Context
from domain.errors import Conflict
from domain.flows import STEP_UP
from domain.hiring import Application, Job, StageTransition
from domain.transitions import Seen, kind_of, moved, unrejected


async def undone(asked: Step, ctx: Context) -> Moved:
    """Back where each of them was. Raises `Conflict` when one has gone on, has heard of it, or was hired."""
    job = await the_job(asked, ctx)
    act = ctx.call_id.removesuffix("/undo")
    acts = {s: _id(act, asked, s) for s in asked.resolved_steps}
    for step, act_id in acts.items():
        await _undoable(step, act_id, job, ctx)
    done = [await _back(asked, step, act_id, job, ctx) for step, act_id in acts.items()]
    back = job.stage(asked.resolved_steps[0].from_stage_id).name
    return Moved(steps=tuple(done), job=job.title, to_stage=back, decided_by=None)


def _id(call_id: str, asked: Step, step: OneStep) -> str:
    one = len(asked.resolved_steps) == 1
    return f"transition:{call_id}" + ("" if one else f":{step.application_id}")


async def _undoable(step: OneStep, act_id: str, job: Job, ctx: Context) -> None:
    to = job.stage(step.to_stage_id)
    candidate = await the_candidate(step, ctx)
    if to.type.value in STEP_UP or kind_of(to) == "hire":
        raise Conflict(f"{to.name} was decided by others, so it is not simply undone. Please ask for a move.")
    application = await ctx.ports.records.get(Application, step.application_id)
    mine = {act_id, f"{act_id}/undo"}
    if application is None or application.last_transition_id not in mine:
        raise Conflict(f"{candidate.name}'s application has gone on since. Please ask for a move.")
    if not await untold(act_id, ctx):
        raise Conflict(f"{candidate.name} has been told already. Please ask for the change itself.")


async def _back(asked: Step, step: OneStep, act_id: str, job: Job, ctx: Context) -> Done:
    before, candidate = job.stage(step.from_stage_id), await the_candidate(step, ctx)
    rejected = kind_of(job.stage(step.to_stage_id)) == "reject"
    transition = StageTransition(
        id=f"{act_id}/undo",
        application_id=step.application_id,
        candidate_id=candidate.id,
        job_id=job.id,
        kind="unreject" if rejected else "move",
        from_stage_id=step.to_stage_id,
        to_stage_id=before.id,
        actor_id=ctx.actor.id,
        reason="Undone",
        at=ctx.now,
    )
    believed = Seen(step.to_stage_id, act_id)

    def rule(application: Application) -> Application:
        if rejected:
            return unrejected(application, job, before, transition_id=transition.id, now=transition.at)
        return moved(
            application, job, before, believed=believed, transition_id=transition.id, now=transition.at
        )

    await written(transition, rule, ctx, believed)
    return Done(
        candidate=candidate.name, candidate_id=candidate.id, from_stage=job.stage(step.to_stage_id).name
    )
