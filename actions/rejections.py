"""Rejecting an application, one at a time and never by a rule; another person always decides."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pydantic import Field

from actions import trail
from actions.forms import NEEDED
from actions.hiring import evidence, named, reasons
from actions.hiring.commit import SOURCE, review_needed
from actions.hiring.outcomes import Moved, outcome
from actions.hiring.steps import (
    Step,
    approvers,
    by_rule,
    resolved,
    taken,
    the_candidate,
    the_job,
    unchanged,
)
from actions.hiring.undoing import undone
from actions.tool import Approved, Context, Unclear, Undo, tool
from domain.errors import BadInput
from domain.hiring import StageType
from domain.messages import Card, Fact, Option
from domain.permissions import Permission

BY_RULE = (
    "I turn nobody down by a rule: a score, a threshold or a list is no decision about a person (GDPR Art. 22, and the "
    "European Court on SCHUFA, C-634/21). Somebody has to look at each application and give a reason. You can say "
    "“reject 2 and 4 because …”, which asks for a decision on each, or “show me 2” to read what speaks for them."
)
REVIEW = "The reason speaks of a score. Read the evidence and judge for yourself: a score alone is no reason."
_SCORE = re.compile(
    r"\bscor(?:e|es|ed|ing)\b|\brank(?:s|ed|ing)?\b|\d ?%|\bper ?cent\b|\b(?:the|our) (?:ai|algorithm|model|system|machine)\b",
    re.I,
)


class Reject(Step):
    reason: str | None = Field(
        None,
        title="Reason (kept with the decision)",
        max_length=500,
        json_schema_extra={"long": True, NEEDED: True},
    )
    """Asked for once it is clear that it is one person's: a rule is refused whatever the reason."""
    category: str | None = Field(None, title="Kind of reason", max_length=80)
    resolved_reason_id: str | None = None
    resolved_several: tuple[str, ...] = ()
    """Candidates, while they are still to be parted."""


async def _reject_resolved(asked: Reject, ctx: Context) -> Reject:
    if await by_rule(asked.candidate, ctx):
        await _refused_by_rule(ctx)
    if not asked.reason:
        raise Unclear("reason", "Please give the reason; it is kept with the decision.")
    candidates = await named.candidates(asked.candidate, ctx)
    if len(candidates) > 1:  # parted by `_each`: a decision for each of them, with its own evidence
        return asked.model_copy(update={"resolved_several": tuple(c.id for c in candidates)})
    _, found = await resolved(candidates, asked.job, StageType.archived, ctx)
    reason = await reasons.meant(asked.category, asked.reason, ctx)
    return asked.model_copy(update={**found, "resolved_reason_id": reason.id})


async def _each(asked: Reject, ctx: Context) -> tuple[Reject, ...]:
    return tuple(
        asked.model_copy(update={"candidate": id, "resolved_several": ()}) for id in asked.resolved_several
    )


async def _refused_by_rule(ctx: Context) -> None:
    """Refused and written down: that somebody tried to is part of the history of a company's hiring."""
    await trail.append(
        ctx.ports.records,
        effect_id=f"{ctx.call_id}:by-rule",
        at=ctx.now,
        actor_id=ctx.actor.id,
        action="pipeline.reject",
        outcome="refused: by a rule",
    )
    raise BadInput(BY_RULE)


async def _reject_shown(asked: Reject, ctx: Context) -> Card:
    job = await the_job(asked, ctx)
    (step,) = asked.resolved_steps
    candidate = await the_candidate(step, ctx)
    kind = await reasons.by_id(asked.resolved_reason_id, ctx)
    facts = [
        Fact(label="Job", value=job.title),
        Fact(label="Asked by", value=ctx.actor.name),
        Fact(label="Stage", value=job.stage(step.from_stage_id).name),
        Fact(label="Reason given", value=asked.reason or ""),
        Fact(label="Kind of reason", value=f"{kind.name} ({kind.type})"),
    ]
    if _SCORE.search(asked.reason or ""):
        facts.append(Fact(label="Needs human review", value=REVIEW))
    items = evidence.items(candidate, job)
    return Card(title=f"Reject {candidate.name}?", facts=tuple(facts), items=items, source=SOURCE)


async def _tagged(asked: Reject, ctx: Context) -> None:
    if _SCORE.search(asked.reason or ""):
        await review_needed(asked.resolved_steps[0].application_id, True, ctx)


async def _kept(asked: Reject, ctx: Context) -> None:
    if _SCORE.search(asked.reason or ""):
        await review_needed(asked.resolved_steps[0].application_id, False, ctx)


async def _reason_options(ctx: Context) -> Mapping[str, tuple[Option, ...]]:
    return {"category": await reasons.options(ctx)}


@tool(
    "pipeline.reject",
    args=Reject,
    permission=Permission.stage_change,
    phrases=("Reject Leo Martins",),
    approval=Approved(
        by=approvers,
        shown=_reject_shown,
        words=("Confirm rejection", "Keep in process"),
        before=_tagged,
        declined=_kept,
        still=unchanged,
    ),
    resolve=_reject_resolved,
    options=_reason_options,
    each=_each,
    undo=Undo[Reject](undone),
)
async def pipeline_reject(asked: Reject, ctx: Context) -> Moved:
    """Turn an application down; another person always decides, on each by itself."""
    (step,) = asked.resolved_steps
    done = await taken(asked, step, ctx, reason=asked.reason, rejection_reason_id=asked.resolved_reason_id)
    return await outcome(asked, (done,), ctx)
