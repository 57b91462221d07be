"""Applications and their stages. A harmless move is confirmed by the asker; an offer, a hire and every rejection
wait for another person."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field
from rapidfuzz import fuzz, process, utils

from actions import references
from actions.tool import Approved, Approvers, Args, Context, Result, Unclear, tool
from domain.conversations import Focus
from domain.errors import BadInput, NotFound
from domain.hiring import (
    NEEDS_ANOTHER_PERSON,
    Application,
    Candidate,
    Job,
    JobStage,
    StageTransition,
    StageType,
    moved,
)
from domain.messages import Card, Fact, Item, Option, Quote, Source
from domain.people import Actor, Person
from domain.permissions import Permission, may
from domain.profiles import Profile
from knowledge.evidence import quote, telling, unwrapped

SOURCE = Source(label="Applications")


class Step(Args):
    """What both moving and rejecting resolve to. The stage the asker saw is part of what is approved."""

    candidate: str = Field(title="Candidate", max_length=200)
    job: str | None = Field(None, title="Job")
    resolved_candidate_id: str | None = None
    resolved_application_id: str | None = None
    resolved_job_id: str | None = None
    resolved_from_stage_id: str | None = None
    resolved_to_stage_id: str | None = None


class Move(Step):
    stage: str = Field(title="To stage")


class Reject(Step):
    reason: str = Field(
        title="Reason (kept with the decision)", max_length=500, json_schema_extra={"long": True}
    )


class Moved(Result):
    candidate: str
    candidate_id: str
    job: str
    from_stage: str
    to_stage: str
    decided_by: str | None

    def card(self) -> Card:
        facts = [
            Fact(label="Job", value=self.job),
            Fact(label="Before", value=self.from_stage),
            Fact(label="Now", value=self.to_stage),
        ]
        if self.decided_by:
            facts.append(Fact(label="Approved by", value=self.decided_by))
        return Card(
            title=f"{self.candidate} is now in {self.to_stage}",
            tone="success",
            facts=tuple(facts),
            source=SOURCE,
        )

    def focus(self, before: Focus) -> Focus:
        return before.model_copy(update={"candidate_id": self.candidate_id})


# --- what is meant -----------------------------------------------------------------------------------------


async def _resolve(asked: Step, to: str, ctx: Context) -> dict[str, str]:
    candidate = await references.candidate(asked.candidate, ctx)
    application, job = await references.application(candidate, asked.job, ctx)
    target = _stage(job, to)
    moved(application, job, target, from_stage_id=application.stage_id, transition_id="", now=ctx.now)
    return {
        "resolved_candidate_id": candidate.id,
        "resolved_application_id": application.id,
        "resolved_job_id": job.id,
        "resolved_from_stage_id": application.stage_id,
        "resolved_to_stage_id": target.id,
    }


def _stage(job: Job, words: str) -> JobStage:
    if words in set(StageType):
        return job.stage_of_type(StageType(words))
    names = {s.id: s.name for s in job.stages}
    best = process.extractOne(
        words, names, scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=80
    )
    if best is None:
        options = tuple(Option(value=s.id, label=s.name) for s in job.stages)
        raise Unclear("stage", f"{job.title} has no stage called “{words}”.", options)
    return job.stage(best[2])


async def _move_resolved(asked: Move, ctx: Context) -> Move:
    found = await _resolve(asked, asked.stage, ctx)
    if found["resolved_to_stage_id"] in _archived(await _job(found["resolved_job_id"], ctx)):
        raise BadInput(f"To turn somebody down, say “reject {asked.candidate}” with the reason.")
    return asked.model_copy(update=found)


def _archived(job: Job) -> set[str]:
    return {s.id for s in job.stages if s.type is StageType.archived}


async def _reject_resolved(asked: Reject, ctx: Context) -> Reject:
    return asked.model_copy(update=await _resolve(asked, StageType.archived, ctx))


async def _job(job_id: str | None, ctx: Context) -> Job:
    job = await ctx.ports.records.get(Job, job_id or "")
    if job is None:
        raise NotFound("That job is gone.")
    return job


async def _candidate(asked: Step, ctx: Context) -> Candidate:
    candidate = await ctx.ports.records.get(Candidate, asked.resolved_candidate_id or "")
    if candidate is None:
        raise NotFound("That candidate is gone.")
    return candidate


async def _stages(asked: Step, ctx: Context) -> tuple[Job, JobStage, JobStage]:
    job = await _job(asked.resolved_job_id, ctx)
    return job, job.stage(asked.resolved_from_stage_id or ""), job.stage(asked.resolved_to_stage_id or "")


# --- whose yes counts, and what they are shown ---------------------------------------------------------------


async def _approvers(asked: Step, ctx: Context) -> Approvers:
    _, _, to = await _stages(asked, ctx)
    if to.type not in NEEDS_ANOTHER_PERSON:
        return Approvers("confirm", (ctx.actor.id,))
    people = await ctx.ports.records.find(Person, limit=5000)
    entitled = [
        p.id for p in people if p.id != ctx.actor.id and may(Actor(person=p), Permission.stage_approve)
    ]
    if not entitled:
        raise BadInput("Nobody else may approve this yet: please ask an administrator to name an approver.")
    return Approvers("approve", tuple(entitled))


async def _move_shown(asked: Move, ctx: Context) -> Card:
    job, before, to = await _stages(asked, ctx)
    candidate = await _candidate(asked, ctx)
    title = f"Move {candidate.name} to {to.name}?"
    return _evidence(
        title, candidate, job, (Fact(label="From", value=before.name), Fact(label="To", value=to.name))
    )


async def _reject_shown(asked: Reject, ctx: Context) -> Card:
    job, before, _ = await _stages(asked, ctx)
    candidate = await _candidate(asked, ctx)
    facts = (
        Fact(label="Asked by", value=ctx.actor.name),
        Fact(label="Stage", value=before.name),
        Fact(label="Reason given", value=asked.reason),
    )
    return _evidence(f"Reject {candidate.name}?", candidate, job, facts)


def _evidence(title: str, candidate: Candidate, job: Job, facts: tuple[Fact, ...]) -> Card:
    """Each must-have of the job with the words that show it, or "not found": before any number, without any rank."""
    items = tuple(
        Item(title=skill, badge="found" if quote else "not found", quotes=(quote,) if quote else ())
        for skill in job.must_have
        for quote in (_quote(candidate, candidate.profile, skill),)
    )
    return Card(title=title, facts=(Fact(label="Job", value=job.title), *facts), items=items, source=SOURCE)


def _quote(candidate: Candidate, profile: Profile, skill: str) -> Quote | None:
    held = next((s for s in profile.skills if s.name.lower() == skill.lower() and s.spans), None)
    if held is None:
        return None
    span = telling(candidate.text, held)
    source = f"{candidate.file_name}, page {span.page}"
    return Quote(text=unwrapped(quote(candidate.text, span.start, span.end)), source=source)


# --- the act ---------------------------------------------------------------------------------------------------


async def _perform(asked: Step, reason: str | None, ctx: Context) -> Moved:
    """Replace the application (the commit point), then append its history; repeating it changes nothing."""
    records = ctx.ports.records
    job, before, to = await _stages(asked, ctx)
    candidate = await _candidate(asked, ctx)
    application = await records.get(Application, asked.resolved_application_id or "")
    if application is None:
        raise NotFound("That application is gone.")
    transition_id = f"transition:{ctx.call_id}"
    after = moved(application, job, to, from_stage_id=before.id, transition_id=transition_id, now=ctx.now)
    if after is not application:
        await records.replace(after)
    approver = ctx.approval.decided_by if ctx.approval and ctx.approval.kind == "approve" else None
    step = StageTransition(
        id=transition_id,
        application_id=application.id,
        from_stage_id=before.id,
        to_stage_id=to.id,
        actor_id=ctx.actor.id,
        approved_by=approver,
        approval_id=ctx.approval.id if ctx.approval else None,
        reason=reason,
        at=ctx.now,
    )
    await records.insert_all([step])
    decider = await records.get(Person, approver) if approver else None
    return Moved(
        candidate=candidate.name,
        candidate_id=candidate.id,
        job=job.title,
        from_stage=before.name,
        to_stage=to.name,
        decided_by=decider.name if decider else None,
    )


async def _job_options(ctx: Context) -> Mapping[str, tuple[Option, ...]]:
    stages = (StageType.review, StageType.interview, StageType.offer, StageType.hired)
    return {"stage": tuple(Option(value=s, label=s.capitalize()) for s in stages)}


@tool(
    "pipeline.move",
    args=Move,
    permission=Permission.stage_change,
    phrases=("Move Leo Martins to interview for the Python job",),
    approval=Approved(by=_approvers, shown=_move_shown),
    resolve=_move_resolved,
    options=_job_options,
)
async def pipeline_move(asked: Move, ctx: Context) -> Moved:
    """Move an application to another stage; an offer or a hire needs another person's approval."""
    return await _perform(asked, None, ctx)


@tool(
    "pipeline.reject",
    args=Reject,
    permission=Permission.stage_change,
    phrases=("Reject Leo Martins",),
    approval=Approved(by=_approvers, shown=_reject_shown, words=("Confirm rejection", "Keep in process")),
    resolve=_reject_resolved,
)
async def pipeline_reject(asked: Reject, ctx: Context) -> Moved:
    """Turn an application down; another person always decides."""
    return await _perform(asked, asked.reason, ctx)
