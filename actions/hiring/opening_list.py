"""The openings of a job: how many may be hired, by whom they were filled, and why one was closed."""

from __future__ import annotations

from pydantic import Field

from actions import references
from actions.hiring.commit import job_changed, moment as moment_text
from actions.tool import Args, Context, Result, tool
from domain import openings
from domain.errors import BadInput
from domain.hiring import Application, Candidate, Job, JobStatus, Opening
from domain.messages import Button, Card, Item, Source
from domain.permissions import Permission

SOURCE = Source(label="Jobs")


class AskOpenings(Args):
    job: str = Field(title="Job", max_length=200)


class Openings(Result):
    job: Job
    names: dict[str, str]
    """Of who fills an opening, by application."""
    zone: str
    headline: str

    def card(self) -> Card:
        done = not openings.free(self.job) and self.job.status is JobStatus.open
        return Card(
            title=self.headline,
            text="All openings are filled or closed. The job can be closed." if done else None,
            items=tuple(map(self._line, self.job.openings)),
            buttons=(Button(label="Close the job", action="jobs.finish", ref=self.job.id),) if done else (),
            source=SOURCE,
        )

    def _line(self, opening: Opening) -> Item:
        if opening.status == "open":
            return Item(title=f"Opening {opening.id}", badge="open")
        who = self.names.get(opening.application_id or "")
        at = f", {moment_text(opening.closed_at, self.zone)}" if opening.closed_at else ""
        told = f"Filled by {who}" if who else opening.close_reason or "Closed"
        return Item(title=f"Opening {opening.id}", badge="closed", subtitle=told + at)


async def _shown(job: Job, headline: str | None, ctx: Context) -> Openings:
    names = {}
    for opening in job.openings:
        application = await ctx.ports.records.get(Application, opening.application_id or "")
        candidate = application and await ctx.ports.records.get(Candidate, application.candidate_id)
        if candidate and opening.application_id:
            names[opening.application_id] = candidate.name
    free = len(openings.free(job))
    told = f"{job.title}: {free} of {len(job.openings)} opening{'s' if len(job.openings) > 1 else ''} open"
    return Openings(job=job, names=names, zone=ctx.actor.person.time_zone, headline=headline or told)


@tool(
    "openings.list",
    args=AskOpenings,
    permission=Permission.job_read,
    phrases=("How many openings does the Python job have?",),
)
async def openings_list(asked: AskOpenings, ctx: Context) -> Openings:
    """The openings of a job: open, filled by whom, or closed and why."""
    return await _shown(await references.job(asked.job, ctx), None, ctx)


class AddOpenings(Args):
    job: str = Field(title="Job", max_length=200)
    count: int = Field(1, title="How many", ge=1, le=50)
    resolved_job_id: str | None = None
    resolved_known: int | None = None


async def _counted(asked: AddOpenings, ctx: Context) -> AddOpenings:
    job = await references.job(asked.job, ctx)
    return asked.model_copy(update={"resolved_job_id": job.id, "resolved_known": len(job.openings)})


@tool(
    "openings.add",
    args=AddOpenings,
    permission=Permission.job_stages,
    phrases=("Add two openings to the Python job",),
    resolve=_counted,
)
async def openings_add(asked: AddOpenings, ctx: Context) -> Openings:
    """Add openings to a job, so that more people may be hired."""

    def rule(job: Job) -> Job:
        if len(job.openings) > (asked.resolved_known or 0):
            return job  # done before a crash, or by somebody else just now: what there is now is shown
        return openings.opened(job, asked.count, ctx.now)

    return await _shown(await job_changed(asked.resolved_job_id or "", rule, ctx), None, ctx)


class CloseOpening(Args):
    job: str = Field(title="Job", max_length=200)
    opening: str | None = Field(None, title="Which opening", max_length=20)
    reason: str = Field(title="Reason", min_length=3, max_length=200)
    resolved_job_id: str | None = None
    resolved_opening_id: str | None = None


async def _closable(asked: CloseOpening, ctx: Context) -> CloseOpening:
    """The one named; without a name the last open one."""
    job = await references.job(asked.job, ctx)
    free = openings.free(job)
    id = (asked.opening or (free[-1].id if free else "")).strip().lstrip("#")
    openings.closed(job, id, asked.reason, ctx.now)
    return asked.model_copy(update={"resolved_job_id": job.id, "resolved_opening_id": id})


@tool(
    "openings.close",
    args=CloseOpening,
    permission=Permission.job_stages,
    phrases=("Close an opening of the Python job because the budget was cut",),
    resolve=_closable,
)
async def openings_close(asked: CloseOpening, ctx: Context) -> Openings:
    """Close an opening of a job with a reason, so that fewer people may be hired."""
    id = asked.resolved_opening_id or ""

    def rule(job: Job) -> Job:
        if any(o.id == id and o.close_reason == asked.reason for o in job.openings):
            return job
        return openings.closed(job, id, asked.reason, ctx.now)

    return await _shown(await job_changed(asked.resolved_job_id or "", rule, ctx), None, ctx)


class FinishJob(Args):
    job: str = Field(title="Job", max_length=200)


class Finished(Result):
    job: Job
    active: int

    def card(self) -> Card:
        left = f"{self.active} applications are" if self.active != 1 else "1 application is"
        return Card(
            title=f"{self.job.title} is closed",
            text=f"{left} still active: please decide on each, so that nobody waits for nothing."
            if self.active
            else None,
            tone="success",
            source=SOURCE,
        )


async def _finishable(asked: FinishJob, ctx: Context) -> FinishJob:
    job = await references.job(asked.job, ctx)
    if free := len(openings.free(job)):
        raise BadInput(
            f"{job.title} still has {free} open opening{'s' if free > 1 else ''}. Please close them first."
        )
    return asked.model_copy(update={"job": job.id})


@tool(
    "jobs.finish",
    args=FinishJob,
    permission=Permission.job_stages,
    phrases=("All openings are filled, close the job",),
    resolve=_finishable,
    offered=False,
)
async def jobs_finish(asked: FinishJob, ctx: Context) -> Finished:
    """Close a job whose openings are all filled or closed."""

    def rule(job: Job) -> Job:
        return job if job.status is JobStatus.closed else job.model_copy(update={"status": JobStatus.closed})

    job = await job_changed(asked.job, rule, ctx)
    active = await ctx.ports.records.count(Application, {"job_id": job.id, "status": "active"})
    return Finished(job=job, active=active)
