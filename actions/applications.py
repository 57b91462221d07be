"""The hiring team's view of applications, by job and stage."""

from __future__ import annotations

from pydantic import Field

from actions import references
from actions.tool import Args, Context, Result, tool
from domain.conversations import Focus
from domain.hiring import Application, ApplicationStatus, Candidate, Job
from domain.messages import Card, Item, Source
from domain.permissions import Permission

SOURCE = Source(label="Applications")


class AskApplications(Args):
    job: str | None = Field(None, title="Job")
    stage: str | None = Field(None, title="Stage")


class Applications(Result):
    rows: tuple[tuple[str, str, str], ...]
    candidate_ids: tuple[str, ...]
    headline: str

    def card(self) -> Card:
        items = tuple(
            Item(title=f"{n}. {name}", subtitle=job, badge=stage)
            for n, (name, job, stage) in enumerate(self.rows, 1)
        )
        return Card(title=self.headline, items=items, source=SOURCE)

    def focus(self, before: Focus) -> Focus:
        return Focus(candidate_ids=self.candidate_ids)


@tool(
    "applications.list",
    args=AskApplications,
    permission=Permission.candidate_read,
    phrases=("Who is in interview for the Python job?",),
)
async def applications_list(asked: AskApplications, ctx: Context) -> Applications:
    """Active applications, by job and stage."""
    records = ctx.ports.records
    job = await references.job(asked.job, ctx) if asked.job else None
    jobs = {j.id: j for j in await records.find(Job)}
    where: dict[str, str] = {"status": ApplicationStatus.active.value} | ({"job_id": job.id} if job else {})
    rows, ids = [], []
    for application in await records.find(Application, where, limit=500):
        its_job = jobs[application.job_id]
        stage = its_job.stage(application.stage_id)
        wanted = asked.stage is None or asked.stage.lower() in (stage.type, stage.id, stage.name.lower())
        candidate = await records.get(Candidate, application.candidate_id) if wanted else None
        if candidate:
            rows.append((candidate.name, its_job.title, stage.name))
            ids.append(candidate.id)
    what = "1 active application" if len(rows) == 1 else f"{len(rows)} active applications"
    return Applications(
        rows=tuple(rows[:50]),
        candidate_ids=tuple(ids[:50]),
        headline=what + (f" for {job.title}" if job else ""),
    )
