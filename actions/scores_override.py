"""A recruiter's own word on a verdict: kept with its reason, shown as theirs, and the score computed anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field
from rapidfuzz import fuzz, process, utils

from actions import criteria_books, references
from actions.forms import NEEDED
from actions.jobs import job_of
from actions.scores import Explained, candidate_meant, explained, held, job_for
from actions.scoring import scoring_allowed
from actions.tool import Args, Context, Unclear, tool
from domain.hiring import Job
from domain.messages import Option
from domain.permissions import Permission
from domain.rubric import Finding, Override, Score, Verdict


class AskOverride(Args):
    candidate: str | None = Field(None, title="Candidate", max_length=200, json_schema_extra={NEEDED: True})
    criterion: str = Field(title="Criterion", max_length=100)
    finding: Literal["found", "unclear", "missing"] = Field(title="Your verdict")
    reason: str = Field(
        title="Reason (kept with it)", min_length=5, max_length=500, json_schema_extra={"long": True}
    )
    job: str | None = Field(None, title="Job", max_length=200)
    resolved_candidate_id: str | None = None
    resolved_job_id: str | None = None
    resolved_criterion_id: str | None = None


async def _which_verdict(asked: AskOverride, ctx: Context) -> AskOverride:
    candidate = await candidate_meant(asked.candidate, ctx)
    job = await job_for(candidate, asked.job, ctx)
    await scoring_allowed(job, ctx.ports)
    criteria = await criteria_books.current(job, ctx.ports.records, ctx.now)
    names = {c.id: c.label for c in criteria.criteria}
    if asked.criterion in names:
        id = asked.criterion
    else:
        best = process.extractOne(
            asked.criterion, names, scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=80
        )
        if best is None:
            options = tuple(Option(value=id, label=label) for id, label in names.items())
            raise Unclear("criterion", f"{job.title} has no criterion called “{asked.criterion}”.", options)
        id = best[2]
    found = {"resolved_candidate_id": candidate.id, "resolved_job_id": job.id, "resolved_criterion_id": id}
    return asked.model_copy(update=found)


async def _criteria_options(ctx: Context) -> Mapping[str, tuple[Option, ...]]:
    job = await ctx.ports.records.get(Job, ctx.focus.job_id) if ctx.focus.job_id else None
    if job is None:
        return {}
    criteria = await criteria_books.current(job, ctx.ports.records, ctx.now)
    return {"criterion": tuple(Option(value=c.id, label=c.label) for c in criteria.criteria)}


@tool(
    "scores.override",
    args=AskOverride,
    permission=Permission.score_override,
    phrases=("Kafka is found for Leo Martins because he ran it at his last job",),
    resolve=_which_verdict,
    options=_criteria_options,
)
async def scores_override(asked: AskOverride, ctx: Context) -> Explained:
    """Put a person's verdict in the place of the machine's, with the reason; the score is computed anew."""
    job = await job_of(asked.resolved_job_id, ctx)
    candidate = await references.candidate(asked.resolved_candidate_id or "", ctx)
    before, criteria = await held(candidate, job, ctx)
    verdict = next(v for v in before.verdicts if v.criterion_id == asked.resolved_criterion_id)
    word = Override(
        id=f"override:{ctx.call_id}",
        job_id=job.id,
        candidate_id=candidate.id,
        criterion_id=verdict.criterion_id,
        finding=asked.finding,
        before=_before(verdict, before.score),
        reason=asked.reason,
        input_hash=before.score.input_hash,
        by=ctx.actor.id,
        at=ctx.now,
    )
    await ctx.ports.records.insert_all([word])
    label = next(c.label for c in criteria.criteria if c.id == verdict.criterion_id)
    result = await explained(candidate, job, ctx, f"{label} counts as {asked.finding} for {candidate.name}")
    said = {"criterion": word.criterion_id, "before": word.before, "now": word.finding}
    return result.model_copy(update={"word": said})


def _before(verdict: Verdict, score: Score) -> Finding:
    return next(v.finding for v in score.verdicts if v.criterion_id == verdict.criterion_id)
