"""The newest match of a job as it is kept, for programs to read."""

from __future__ import annotations

from actions import criteria_books
from actions.jobs import AskJob, job_meant, job_of
from actions.match_rows import holding, newest_match
from actions.matching import Matches, kept_rows
from actions.tool import Context, tool
from domain.errors import NotFound
from domain.permissions import Permission


class AskMatches(AskJob):
    limit: int = 10


async def _there(asked: AskMatches, ctx: Context) -> AskMatches:
    return asked.model_copy(update={"resolved_job_id": (await job_meant(asked.job, ctx)).id})


@tool(
    "jobs.matches",
    args=AskMatches,
    permission=Permission.score_read,
    phrases=("Show the last matches of the Python job",),
    resolve=_there,
    offered=False,  # what programs read; people ask for the match
)
async def jobs_matches(asked: AskMatches, ctx: Context) -> Matches:
    """The newest match of a job, whether or not it still holds."""
    records = ctx.ports.records
    job = await job_of(asked.resolved_job_id, ctx)
    match = await newest_match(job, records)
    if match is None:
        raise NotFound(f"{job.title} has not been matched yet. Ask for a match first.")
    current = await criteria_books.current(job, records, ctx.now)
    holds = await holding(job, current, ctx.ports) is not None
    return await kept_rows(job, match, records, holds=holds, limit=asked.limit)
