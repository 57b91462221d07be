"""The newest match of a job as it is kept, for programs to read."""

from __future__ import annotations

from actions import criteria_books
from actions.jobs import AskJob, job_meant, job_of
from actions.matching import Row, criteria_of, holding, match_card, newest_match, rows_of
from actions.tool import Context, Result, tool
from domain.errors import NotFound
from domain.hiring import Job
from domain.messages import Card
from domain.permissions import Permission
from domain.rubric import JobCriteria, Match


class AskMatches(AskJob):
    limit: int = 10


class Matches(Result):
    """A match that is kept, for programs: its rows as they stand now."""

    job: Job
    match: Match
    criteria: JobCriteria
    rows: tuple[Row, ...]
    holds: bool
    """Whether nothing that it depends on has changed since, and a day has not passed."""

    def card(self) -> Card:
        return match_card(self.job, self.match, self.criteria, self.rows)


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
    criteria = await criteria_of(match, job, records)
    rows = await rows_of(match, criteria, records, limit=asked.limit)
    current = await criteria_books.current(job, records, ctx.now)
    return Matches(
        job=job,
        match=match,
        criteria=criteria,
        rows=tuple(rows),
        holds=await holding(job, current, ctx.ports) is not None,
    )
