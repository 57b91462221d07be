"""The stages of a job, changed in plain sentences: added, renamed, removed when empty."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from actions import references
from actions.hiring import named
from actions.hiring.commit import job_changed
from actions.tool import Args, Context, Result, tool
from domain import stages
from domain.conversations import Focus
from domain.hiring import Application, Job, StageType
from domain.messages import Card, Source, Table
from domain.permissions import Permission


class AskStages(Args):
    job: str = Field(title="Job", max_length=200)


class Stages(Result):
    job: Job
    counts: dict[str, int]
    """Active applications by stage id."""
    headline: str

    def card(self) -> Card:
        rows = tuple((s.name, s.type.value, str(self.counts.get(s.id, 0))) for s in self.job.stages)
        return Card(
            title=self.headline,
            table=Table(columns=("Stage", "Kind", "Active"), rows=rows, numeric=(2,)),
            source=Source(label="Jobs"),
        )

    def focus(self, before: Focus) -> Focus:
        return before


async def _shown(job: Job, headline: str, ctx: Context) -> Stages:
    counts = {
        s.id: await ctx.ports.records.count(
            Application, {"job_id": job.id, "stage_id": s.id, "status": "active"}
        )
        for s in job.stages
    }
    return Stages(job=job, counts=counts, headline=headline)


@tool(
    "stages.list",
    args=AskStages,
    permission=Permission.job_read,
    phrases=("Which stages does the Python job have?",),
    audited=False,
)
async def stages_list(asked: AskStages, ctx: Context) -> Stages:
    """The stages of a job in order, with how many applications are in each."""
    job = await references.job(asked.job, ctx)
    return await _shown(job, f"Stages of {job.title}", ctx)


class AddStage(Args):
    job: str = Field(title="Job", max_length=200)
    name: str = Field(title="Name of the stage", max_length=stages.LONGEST)
    after: str | None = Field(None, title="After which stage", max_length=60)
    kind: Literal["lead", "applied", "review", "interview", "offer"] | None = Field(None, title="Kind")
    next_step: str | None = Field(
        None, title="What candidates are told happens there", max_length=300, json_schema_extra={"long": True}
    )
    resolved_job_id: str | None = None
    resolved_after_id: str | None = None


async def _where(asked: AddStage, ctx: Context) -> AddStage:
    """After the stage named; by itself before the offer."""
    job = await references.job(asked.job, ctx)
    if asked.after:
        after = named.stage(job, asked.after, "after")
    else:
        late = (StageType.offer, StageType.hired, StageType.archived)
        after = [s for s in job.stages if s.type not in late][-1]
    stages.added(job, asked.name, _kind(asked, after.type), after, asked.next_step)
    return asked.model_copy(update={"resolved_job_id": job.id, "resolved_after_id": after.id})


def _kind(asked: AddStage, after: StageType) -> StageType:
    """As said; else what the name says; else that of the stage before, and an interview after the offer's rest."""
    if asked.kind:
        return StageType(asked.kind)
    words = asked.name.casefold()
    for kind, telling in _TELLING.items():
        if any(w in words for w in telling):
            return kind
    return after if after in (StageType.lead, StageType.review, StageType.interview) else StageType.review


_TELLING = {
    StageType.interview: ("interview", "onsite", "on-site", "phone", "call", "meeting", "panel", "trial"),
    StageType.offer: ("offer", "contract", "reference"),
    StageType.review: ("review", "screen", "test", "task", "assessment", "check"),
}


@tool(
    "stages.add",
    args=AddStage,
    permission=Permission.job_stages,
    phrases=("Add a stage Phone screen after Review to the Python job",),
    resolve=_where,
)
async def stages_add(asked: AddStage, ctx: Context) -> Stages:
    """Add a stage to a job."""

    def rule(job: Job) -> Job:
        if any(s.name.casefold() == asked.name.casefold() for s in job.stages):
            return job  # done before a crash
        after = job.stage(asked.resolved_after_id or "")
        return stages.added(job, asked.name, _kind(asked, after.type), after, asked.next_step)

    job = await job_changed(asked.resolved_job_id or "", rule, ctx)
    return await _shown(job, f"{job.title} now has the stage {asked.name}", ctx)


class RenameStage(Args):
    job: str = Field(title="Job", max_length=200)
    stage: str = Field(title="Stage", max_length=60)
    name: str = Field(title="New name", max_length=stages.LONGEST)
    resolved_job_id: str | None = None
    resolved_stage_id: str | None = None


async def _which(asked: RenameStage, ctx: Context) -> RenameStage:
    job = await references.job(asked.job, ctx)
    stage = named.stage(job, asked.stage)
    stages.renamed(job, stage, asked.name)
    return asked.model_copy(update={"resolved_job_id": job.id, "resolved_stage_id": stage.id})


@tool(
    "stages.rename",
    args=RenameStage,
    permission=Permission.job_stages,
    phrases=("Rename the stage Review of the Python job to Screening",),
    resolve=_which,
)
async def stages_rename(asked: RenameStage, ctx: Context) -> Stages:
    """Give a stage of a job another name; who is in it stays there."""

    def rule(job: Job) -> Job:
        return stages.renamed(job, job.stage(asked.resolved_stage_id or ""), asked.name)

    job = await job_changed(asked.resolved_job_id or "", rule, ctx)
    return await _shown(job, f"The stage is now called {asked.name}", ctx)


class RemoveStage(Args):
    job: str = Field(title="Job", max_length=200)
    stage: str = Field(title="Stage", max_length=60)
    resolved_job_id: str | None = None
    resolved_stage_id: str | None = None


async def _removable(asked: RemoveStage, ctx: Context) -> RemoveStage:
    job = await references.job(asked.job, ctx)
    stage = named.stage(job, asked.stage)
    stages.removed(job, stage, await _in(job, stage.id, ctx))
    return asked.model_copy(update={"resolved_job_id": job.id, "resolved_stage_id": stage.id})


async def _in(job: Job, stage_id: str, ctx: Context) -> int:
    return await ctx.ports.records.count(
        Application, {"job_id": job.id, "stage_id": stage_id, "status": "active"}
    )


@tool(
    "stages.remove",
    args=RemoveStage,
    permission=Permission.job_stages,
    phrases=("Remove the stage Phone screen from the Python job",),
    resolve=_removable,
)
async def stages_remove(asked: RemoveStage, ctx: Context) -> Stages:
    """Remove a stage that nobody is in; histories go on naming it."""
    stage_id = asked.resolved_stage_id or ""
    count = await _in(await references.job(asked.resolved_job_id or "", ctx), stage_id, ctx)

    def rule(job: Job) -> Job:
        if stage_id not in {s.id for s in job.stages}:
            return job
        return stages.removed(job, job.stage(stage_id), count)

    job = await job_changed(asked.resolved_job_id or "", rule, ctx)
    return await _shown(job, f"{job.title} no longer has the stage {job.stage(stage_id).name}", ctx)
