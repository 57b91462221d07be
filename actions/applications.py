"""Looking at applications: a candidate's own, and the hiring team's by job and stage."""

from __future__ import annotations

from pydantic import Field

from actions import references
from actions.tool import Args, Context, Result, tool
from domain.conversations import Focus
from domain.hiring import Application, ApplicationStatus, Candidate, Job
from domain.messages import Card, Item, Source
from domain.permissions import Permission

SOURCE = Source(label="Applications")


class AskMine(Args):
    pass


class MyApplications(Result):
    """What a candidate may know: where it stands and what comes next. No notes, no scores, nobody else."""

    applications: tuple[tuple[str, str, str, str], ...]
    """Job title, stage, next step, status."""
    has_resume: bool

    def card(self) -> Card:
        if not self.applications:
            text = (
                "We have your resume, but you have not applied for a job with it yet."
                if self.has_resume
                else "Drop your resume here to apply."
            )
            return Card(title="You have no application with us yet", text=text, source=SOURCE)
        items = tuple(
            Item(title=title, badge=stage if status == "active" else status, subtitle=next_step)
            for title, stage, next_step, status in self.applications
        )
        return Card(title="Your application" + ("s" if len(items) > 1 else ""), items=items, source=SOURCE)


@tool(
    "applications.mine",
    args=AskMine,
    permission=Permission.application_read,
    phrases=("What's the status of my application?",),
    audited=False,
)
async def applications_mine(asked: AskMine, ctx: Context) -> MyApplications:
    """Where my own application stands, and what comes next."""
    records = ctx.ports.records
    mine = await records.find(Candidate, {"person_id": ctx.actor.id}, limit=1)
    found = await records.find(Application, {"candidate_id": mine[0].id}) if mine else []
    told = []
    for application in found:
        job = await records.get(Job, application.job_id)
        if job:
            stage = job.stage(application.stage_id)
            told.append((job.title, stage.name, stage.next_step, str(application.status)))
    return MyApplications(applications=tuple(told), has_resume=bool(mine))


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
