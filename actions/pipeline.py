"""Moving applications, one or several at once. A harmless move is confirmed by the asker; an offer and a hire wait for
other people."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from actions.hiring import evidence, named
from actions.hiring.commit import SOURCE
from actions.hiring.outcomes import Moved, outcome
from actions.hiring.steps import (
    Done,
    Step,
    approvers,
    by_rule,
    hireable,
    resolved,
    taken,
    target,
    the_candidate,
    the_job,
    unchanged,
)
from actions.hiring.undoing import undone
from actions.tool import Approved, Context, Undo, tool
from domain.errors import BadInput, Conflict, NotFound
from domain.hiring import NEEDS_ANOTHER_PERSON, Candidate, Job, StageType
from domain.messages import Card, Fact, Item, Option
from domain.permissions import Permission

PICKED_BY_RULE = (
    "I pick nobody by a score or a rule: whoever is left out would be turned down by it. Please look at the list and "
    "name the people, such as “move 1, 3 and 5 to interview”."
)


class Move(Step):
    stage: str = Field(title="To stage", max_length=60)


async def _move_resolved(asked: Move, ctx: Context) -> Move:
    if not named.listing(asked.candidate) and await by_rule(asked.candidate, ctx):
        raise BadInput(PICKED_BY_RULE)
    candidates = await named.candidates(asked.candidate, ctx)
    job, found = await resolved(candidates, asked.job, asked.stage, ctx)
    asked = asked.model_copy(update=found)
    to = target(asked, job)
    if to.type is StageType.archived:
        raise BadInput(f"To turn somebody down, say “reject {asked.candidate}” with the reason.")
    if len(candidates) > 1 and to.type in NEEDS_ANOTHER_PERSON:
        raise BadInput(f"{to.name} is decided for one person at a time. Please ask for each of them.")
    hireable(job, to, ctx.now)
    return asked


async def _move_shown(asked: Move, ctx: Context) -> Card:
    job = await the_job(asked, ctx)
    to = target(asked, job)
    if len(asked.resolved_steps) > 1:
        return await _several_shown(asked, job, to.name, ctx)
    (step,) = asked.resolved_steps
    candidate = await the_candidate(step, ctx)
    facts = (
        Fact(label="Job", value=job.title),
        Fact(label="From", value=job.stage(step.from_stage_id).name),
        Fact(label="To", value=to.name),
        Fact(label="Asked by", value=ctx.actor.name),
    )
    items = evidence.items(candidate, job)
    return Card(title=f"Move {candidate.name} to {to.name}?", facts=facts, items=items, source=SOURCE)


async def _several_shown(asked: Move, job: Job, to: str, ctx: Context) -> Card:
    items = []
    for step in asked.resolved_steps:
        candidate = await the_candidate(step, ctx)
        items.append(
            Item(
                title=candidate.name,
                badge=job.stage(step.from_stage_id).name,
                subtitle=evidence.summary(candidate, job),
            )
        )
    return Card(
        title=f"Move {len(items)} people to {to}?",
        facts=(Fact(label="Job", value=job.title), Fact(label="To", value=to)),
        items=tuple(items),
        source=SOURCE,
    )


async def _stage_options(ctx: Context) -> Mapping[str, tuple[Option, ...]]:
    stages = (StageType.review, StageType.interview, StageType.offer, StageType.hired)
    return {"stage": tuple(Option(value=s, label=s.capitalize()) for s in stages)}


@tool(
    "pipeline.move",
    args=Move,
    permission=Permission.stage_change,
    phrases=("Move Leo Martins to interview for the Python job", "Move 1, 3 and 5 to interview"),
    approval=Approved(by=approvers, shown=_move_shown, still=unchanged),
    resolve=_move_resolved,
    options=_stage_options,
    undo=Undo[Move](undone),
)
async def pipeline_move(asked: Move, ctx: Context) -> Moved:
    """Move one or several applications to another stage; an offer or a hire needs other people's approval."""
    if len(asked.resolved_steps) == 1:
        return await outcome(asked, (await taken(asked, asked.resolved_steps[0], ctx),), ctx)
    done = []
    for step in asked.resolved_steps:
        try:
            done.append(await taken(asked, step, ctx))
        except (BadInput, Conflict, NotFound) as error:  # one that was moved meanwhile keeps nobody else back
            candidate = await ctx.ports.records.get(Candidate, step.candidate_id)
            name = candidate.name if candidate else "Somebody who is gone"
            problem = Done(
                candidate=name, candidate_id=step.candidate_id, from_stage="", problem=error.sentence
            )
            done.append(problem)
    return await outcome(asked, tuple(done), ctx)
