"""Changing what a job asks for: by a sentence; each change is a new version."""

from __future__ import annotations

from pydantic import Field

from actions import criteria_books
from actions.jobs import ShownJob, job_meant, job_of, shown
from actions.tool import Args, Context, tool
from domain.permissions import Permission
from knowledge.criteria_editing import HOW, edited


class ChangeCriteria(Args):
    change: str = Field(
        title="What to change", max_length=1000, description=HOW, json_schema_extra={"long": True}
    )
    job: str | None = Field(None, title="Job", max_length=200)
    resolved_job_id: str | None = None


async def _checked(asked: ChangeCriteria, ctx: Context) -> ChangeCriteria:
    """Understood before anything is written."""
    job = await job_meant(asked.job, ctx)
    before = await criteria_books.current(job, ctx.ports.records, ctx.now)
    edited(before.criteria, before.weights, asked.change)
    return asked.model_copy(update={"resolved_job_id": job.id})


@tool(
    "jobs.criteria",
    args=ChangeCriteria,
    permission=Permission.job_write,
    phrases=("Make Kafka a must for the Python job",),
    resolve=_checked,
)
async def jobs_criteria(asked: ChangeCriteria, ctx: Context) -> ShownJob:
    """Change what a job asks for, or how much it counts; scores made by the version before keep naming it."""
    records = ctx.ports.records
    job = await job_of(asked.resolved_job_id, ctx)
    before = await criteria_books.current(job, records, ctx.now)
    by = f"{ctx.actor.id} {ctx.call_id}"
    if before.by == by:  # this very call was done before a crash
        after = before
    else:
        change = edited(before.criteria, before.weights, asked.change)
        after = await criteria_books.appended(
            before, change.criteria, change.weights, change.told, by, ctx.now, records
        )
    job = await criteria_books.shown_on_job(job, after, records)
    return await shown(job, ctx, f"{job.title}: {after.change}", done=True)
