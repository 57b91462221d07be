"""The jobs we hire for."""

from __future__ import annotations

from actions.tool import Args, Context, Result, tool
from domain.hiring import Application, Job
from domain.messages import Card, Item, Source
from domain.permissions import Permission


class AskJobs(Args):
    pass


class Jobs(Result):
    jobs: tuple[Job, ...]
    counts: dict[str, int]
    """Active applications by job id."""

    def card(self) -> Card:
        items = tuple(
            Item(
                title=job.title,
                subtitle=f"{job.department} · {job.location} · {_applicants(self.counts.get(job.id, 0))}",
                badge=job.status.replace("_", " "),
            )
            for job in self.jobs
        )
        return Card(title="Jobs", items=items, source=Source(label="Jobs"))


def _applicants(count: int) -> str:
    return "1 active application" if count == 1 else f"{count} active applications"


@tool(
    "jobs.list",
    args=AskJobs,
    permission=Permission.job_read,
    phrases=("Which jobs are open?",),
    audited=False,
)
async def jobs_list(asked: AskJobs, ctx: Context) -> Jobs:
    """The jobs and how many applications each has."""
    jobs = await ctx.ports.records.find(Job, order="title")
    counts = {
        job.id: await ctx.ports.records.count(Application, {"job_id": job.id, "status": "active"})
        for job in jobs
    }
    return Jobs(jobs=tuple(jobs), counts=counts)
