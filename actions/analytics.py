"""How hiring goes: applicants by stage and source, days in stage, conversion, and how good the machine's advice was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from statistics import median

from pydantic import Field

from actions.advice import Share, Steps, accepted_of, overridden_of, sources_of
from actions.jobs import job_meant
from actions.tool import Args, Context, Result, tool
from domain.conversations import Focus
from domain.hiring import (
    Application,
    ApplicationStatus,
    Job,
    JobStage,
    StageTransition,
    StageType,
)
from domain.messages import Card, Chart, Fact, Series, Source
from domain.permissions import Permission
from domain.ports import OneOf, Records

ORDER = tuple(StageType)


class AskAnalytics(Args):
    job: str | None = Field(None, title="Job", max_length=200, description="Leave empty for all jobs")
    resolved_job_id: str | None = None


class StageNumbers(Result):
    stage: str
    now: int
    """Applications in it at this moment."""
    reached: int
    """Applications that have ever been in it, or went past it."""
    days: float | None
    """Median days that those who have left it stayed, and those still there have stayed so far."""

    def card(self) -> Card:
        return Card(title=self.stage)


class Analytics(Result):
    job: Job | None
    applications: int
    active: int
    stages: tuple[StageNumbers, ...]
    sources: dict[str, int]
    hired: Share
    accepted: Share
    """Of the first ten of the newest matches who have applied and were decided about: how many went on."""
    overridden: Share
    """Verdicts that a recruiter put right, of those of the scores kept."""
    days_to_hire: float | None
    as_of: str

    def card(self) -> Card:
        if not self.applications:
            return Card(
                title=f"{self._of}: nobody has applied yet",
                facts=(Fact(label="Verdicts put right", value=self.overridden.told),),
                source=Source(label="Applications", as_of=self.as_of),
            )
        days = f"{self.days_to_hire:g} days" if self.days_to_hire is not None else "nobody yet"
        facts = (
            Fact(label="Applications", value=f"{self.applications}, {self.active} active"),
            Fact(label="Hired", value=self.hired.told),
            Fact(label="From application to hire, median", value=days),
            Fact(label="First ten of a match who went on", value=self.accepted.told),
            Fact(label="Verdicts put right by a recruiter", value=self.overridden.told),
        )
        return Card(
            title=f"{self._of}: how hiring is going",
            facts=facts,
            charts=self._charts(),
            source=Source(label="Applications and their history", as_of=self.as_of),
            suggestions=("Which jobs are open?", "Who is in interview?"),
        )

    @property
    def _of(self) -> str:
        return self.job.title if self.job else "All jobs"

    def _charts(self) -> tuple[Chart, ...]:
        names = tuple(s.stage for s in self.stages)
        funnel = Chart(
            title="Applications by stage",
            labels=names,
            series=(
                Series(name="there now", values=tuple(s.now for s in self.stages)),
                Series(name="ever got there", values=tuple(s.reached for s in self.stages)),
            ),
        )
        stayed = [s for s in self.stages if s.days is not None]
        charts = [funnel]
        if stayed:
            values = tuple(s.days or 0.0 for s in stayed)
            days = Series(name="median", values=values)
            labels = tuple(s.stage for s in stayed)
            charts.append(Chart(title="Days in stage", labels=labels, series=(days,), unit="days"))
        charts.append(self._conversion())
        sources = tuple(sorted(self.sources, key=lambda name: -self.sources[name]))
        counts = Series(name="applications", values=tuple(self.sources[name] for name in sources))
        charts.append(Chart(title="Where applicants come from", labels=sources, series=(counts,)))
        return tuple(charts)

    def _conversion(self) -> Chart:
        steps = [(a, b) for a, b in zip(self.stages, self.stages[1:], strict=False) if a.reached]
        values = tuple(round(100 * b.reached / a.reached, 1) for a, b in steps)
        labels = tuple(f"{a.stage} → {b.stage}" for a, b in steps)
        return Chart(
            title="Went on to the next stage",
            labels=labels,
            series=(Series(name="share", values=values),),
            unit="%",
        )

    def focus(self, before: Focus) -> Focus:
        return before.model_copy(update={"job_id": self.job.id}) if self.job else before


async def _which(asked: AskAnalytics, ctx: Context) -> AskAnalytics:
    return (
        asked.model_copy(update={"resolved_job_id": (await job_meant(asked.job, ctx)).id})
        if asked.job
        else asked
    )


@tool(
    "jobs.analytics",
    args=AskAnalytics,
    permission=Permission.candidate_read,
    phrases=("How is hiring going for the Python job?",),
    resolve=_which,
)
async def jobs_analytics(asked: AskAnalytics, ctx: Context) -> Analytics:
    """Hiring in numbers, of a job or of all: stages, sources, days, conversion, quality of matches, overrides."""
    records = ctx.ports.records
    job = await records.get(Job, asked.resolved_job_id) if asked.resolved_job_id else None
    where = {"job_id": job.id} if job else {}
    applications = await records.find(Application, where, limit=100_000)
    steps = await _steps(applications, records)
    jobs = {job.id: job} if job else {j.id: j for j in await records.find(Job)}
    known = [a for a in applications if a.job_id in jobs]
    hired = [a for a in known if a.status is ApplicationStatus.hired]
    took = [(a.updated_at - a.applied_at).total_seconds() / 86400 for a in hired]
    return Analytics(
        job=job,
        applications=len(known),
        active=sum(a.status is ApplicationStatus.active for a in known),
        stages=_stages(known, steps, jobs, job, ctx.now),
        sources=await sources_of(known, records),
        hired=Share(part=len(hired), whole=len(known)),
        accepted=await accepted_of(known, jobs, steps, records),
        overridden=await overridden_of(where, records),
        days_to_hire=round(median(took), 1) if took else None,
        as_of=f"{ctx.now:%d %b %Y %H:%M} UTC",
    )


async def _steps(applications: Sequence[Application], records: Records) -> Steps:
    found: Steps = {a.id: [] for a in applications}
    ids = tuple(found)
    for start in range(0, len(ids), 500):
        where = {"application_id": OneOf(ids[start : start + 500])}
        for step in await records.find(StageTransition, where, order="at", limit=100_000):
            found[step.application_id].append(step)
    return found


def _stages(
    applications: Sequence[Application], steps: Steps, jobs: dict[str, Job], job: Job | None, now: datetime
) -> tuple[StageNumbers, ...]:
    """By the stages of the job, or by their types over all jobs; where people are turned down is no step on the way."""
    names = _names(job)
    there: Counter[str] = Counter()
    reached: Counter[str] = Counter()
    stayed: dict[str, list[float]] = {name: [] for name in names}
    for application in applications:
        stage_of = {s.id: s for s in jobs[application.job_id].stages}
        visited = [*(s.from_stage_id for s in steps[application.id]), application.stage_id]
        places = [
            names.index(n) for id in visited if id in stage_of and (n := _name(stage_of[id], job)) in names
        ]
        for place in range(max(places, default=-1) + 1):
            reached[names[place]] += 1
        here = stage_of.get(application.stage_id)
        if here and application.status is not ApplicationStatus.rejected:
            there[_name(here, job)] += 1
        for id, days in _stays(application, steps[application.id], now):
            if id in stage_of and _name(stage_of[id], job) in stayed:
                stayed[_name(stage_of[id], job)].append(days)
    return tuple(
        StageNumbers(
            stage=name,
            now=there[name],
            reached=reached[name],
            days=round(median(stayed[name]), 1) if stayed[name] else None,
        )
        for name in names
    )


def _names(job: Job | None) -> list[str]:
    if job is None:
        return [t.capitalize() for t in ORDER if t not in (StageType.archived, StageType.lead)]
    return [s.name for s in job.stages if s.type is not StageType.archived]


def _name(stage: JobStage, job: Job | None) -> str:
    return stage.name if job else stage.type.capitalize()


def _stays(
    application: Application, steps: Sequence[StageTransition], now: datetime
) -> list[tuple[str, float]]:
    """Stage ids with the days spent there, the present one too while the application is active."""
    since, stays = application.applied_at, []
    for step in steps:
        stays.append((step.from_stage_id, (step.at - since).total_seconds() / 86400))
        since = step.at
    if application.status is ApplicationStatus.active:
        stays.append((application.stage_id, (now - since).total_seconds() / 86400))
    return [(id, max(days, 0.0)) for id, days in stays]
