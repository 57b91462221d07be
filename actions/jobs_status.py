"""A job opened, put on hold, closed and reopened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from actions.jobs import SOURCE, AskJob, active_of, applicants, job_meant, job_of, which
from actions.tool import Args, Context, Result, tool
from domain.conversations import Focus
from domain.errors import BadInput
from domain.hiring import Job, JobStatus
from domain.messages import Card, Fact, Option
from domain.permissions import Permission


class AskStatus(Args):
    job: str | None = Field(None, title="Job", max_length=200)
    status: Literal["open", "on_hold", "closed"] = Field(title="Status")
    resolved_job_id: str | None = None


class ChangedStatus(Result):
    job: Job
    before: JobStatus
    active: int

    def card(self) -> Card:
        status = self.job.status.replace("_", " ")
        stays = self.active and self.job.status is not JobStatus.open
        return Card(
            title=f"{self.job.title} is {status}"
            if self.before is not self.job.status
            else f"{self.job.title} was {status} already",
            tone="success",
            text=f"{applicants(self.active)} stay as they are; nobody was told anything." if stays else None,
            facts=(
                Fact(label="Before", value=self.before.replace("_", " ")),
                Fact(label="Now", value=status),
            ),
            source=SOURCE,
        )

    def focus(self, before: Focus) -> Focus:
        return before.model_copy(update={"job_id": self.job.id})


async def _which_status(asked: AskStatus, ctx: Context) -> AskStatus:
    return asked.model_copy(update={"resolved_job_id": (await job_meant(asked.job, ctx)).id})


async def _set(job_id: str | None, status: JobStatus, ctx: Context) -> ChangedStatus:
    job = await job_of(job_id, ctx)
    changed = job.model_copy(update={"status": status})
    if job.status is not status:
        changed = await ctx.ports.records.replace(changed)
    return ChangedStatus(job=changed, before=job.status, active=await active_of(job, ctx))


async def _statuses(ctx: Context) -> Mapping[str, tuple[Option, ...]]:
    words = {"open": "Open", "on_hold": "On hold", "closed": "Closed"}
    return {"status": tuple(Option(value=value, label=label) for value, label in words.items())}


@tool(
    "jobs.status",
    args=AskStatus,
    permission=Permission.job_write,
    phrases=("Put the Python job on hold",),
    resolve=_which_status,
    options=_statuses,
)
async def jobs_status(asked: AskStatus, ctx: Context) -> ChangedStatus:
    """Open a job, put it on hold, close or reopen it; its applications stay as they are."""
    return await _set(asked.resolved_job_id, JobStatus(asked.status), ctx)


@tool(
    "jobs.open",
    args=AskJob,
    permission=Permission.job_write,
    phrases=("Open the Python job",),
    resolve=which,
    offered=False,  # the button of a job that is not open
)
async def jobs_open(asked: AskJob, ctx: Context) -> ChangedStatus:
    """Open a job: candidates can apply for it."""
    job = await job_of(asked.resolved_job_id, ctx)
    if not job.description.strip():
        raise BadInput(f"{job.title} has no description, so candidates could not know what they apply for.")
    return await _set(job.id, JobStatus.open, ctx)
