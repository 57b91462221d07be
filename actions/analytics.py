"""How hiring goes: applications by stage, source, recruiter and month, how long they take, and how good the machine's
advice was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pydantic import Field

from actions import references
from actions.advice import Share, Steps, accepted_of, overridden_of, sources_of
from actions.funnel import (
    By,
    GroupNumbers,
    StageNumbers,
    Way,
    by_group,
    by_stage,
    charts,
    days_to_hire,
    table,
    way,
)
from actions.jobs import job_meant
from actions.tool import Args, Context, Result, tool
from domain.conversations import Focus
from domain.errors import BadInput, NotFound
from domain.hiring import Application, ApplicationStatus, Job, StageTransition
from domain.messages import Card, Chart, Fact, Series, Source
from domain.origins import Origin
from domain.people import Person
from domain.permissions import Permission
from domain.ports import OneOf, Records, Where

ME = frozenset({"me", "my", "mine", "myself"})


class AskAnalytics(Args):
    job: str | None = Field(None, title="Job", max_length=200, description="Leave empty for all jobs")
    recruiter: str | None = Field(None, title="Recruiter", max_length=100, description="Whose jobs")
    source: Origin | None = Field(None, title="Where applicants come from")
    stage: str | None = Field(None, title="Have been in stage", max_length=60)
    since: date | None = Field(None, title="Applied from")
    until: date | None = Field(None, title="Applied to")
    by: By | None = Field(None, title="Listed by")
    resolved_job_id: str | None = None
    resolved_recruiter_id: str | None = None


class Analytics(Result):
    job: Job | None
    narrowed: tuple[str, ...] = ()
    """What the numbers are limited to, beside the job, in words."""
    applications: int
    active: int
    stages: tuple[StageNumbers, ...]
    sources: dict[str, int]
    by: By
    groups: tuple[GroupNumbers, ...]
    hired: Share
    accepted: Share
    """Of the first ten of the newest matches who have applied and were decided about: how many went on."""
    overridden: Share
    """Verdicts that a recruiter put right, of those of the scores kept."""
    days_to_hire: float | None
    as_of: str

    def card(self) -> Card:
        narrowed = tuple(Fact(label="Only", value=words) for words in self.narrowed)
        if not self.applications:
            none = "nobody like that has applied" if self.narrowed else "nobody has applied yet"
            return Card(
                title=f"{self._of}: {none}",
                facts=(*narrowed, Fact(label="Verdicts put right", value=self.overridden.told)),
                source=Source(label="Applications", as_of=self.as_of),
            )
        days = f"{self.days_to_hire:g} days" if self.days_to_hire is not None else "nobody yet"
        facts = (
            *narrowed,
            Fact(label="Applications", value=f"{self.applications}, {self.active} active"),
            Fact(label="Hired", value=self.hired.told),
            Fact(label="From application to hire, median", value=days),
            Fact(label="First ten of a match who went on", value=self.accepted.told),
            Fact(label="Verdicts put right by a recruiter", value=self.overridden.told),
        )
        return Card(
            title=f"{self._of}: how hiring is going",
            facts=facts,
            table=table(self.by, self.groups),
            charts=(*charts(self.stages), self._origins()),
            source=Source(label="Applications and their history", as_of=self.as_of),
            suggestions=self._suggestions(),
        )

    @property
    def _of(self) -> str:
        return self.job.title if self.job else "All jobs"

    def _origins(self) -> Chart:
        names = tuple(sorted(self.sources, key=lambda name: -self.sources[name]))
        counts = Series(name="applications", values=tuple(self.sources[name] for name in names))
        return Chart(title="Where applicants come from", labels=names, series=(counts,))

    def _suggestions(self) -> tuple[str, ...]:
        other = "By source" if self.by != "source" else "By month"
        return (other, "By recruiter", "Only this year") if not self.job else (other, "Which jobs are open?")

    def focus(self, before: Focus) -> Focus:
        return before.model_copy(update={"job_id": self.job.id}) if self.job else before


async def _which(asked: AskAnalytics, ctx: Context) -> AskAnalytics:
    """Raises `BadInput` for a period that ends before it begins, `NotFound` for nobody of that name."""
    if asked.since and asked.until and asked.until < asked.since:
        raise BadInput(f"The period ends ({asked.until}) before it begins ({asked.since}).")
    job = await job_meant(asked.job, ctx) if asked.job else None
    found = {"resolved_job_id": job and job.id}
    if asked.recruiter:
        found["resolved_recruiter_id"] = (await _recruiter(asked.recruiter, ctx)).id
    return asked.model_copy(update=found)


async def _recruiter(words: str, ctx: Context) -> Person:
    if words.casefold() in ME:
        return ctx.actor.person
    if (found := await references.person(words, ctx)) is None:
        raise NotFound(f"I know no single colleague called {words}. Please give the full name.")
    return found


@tool(
    "jobs.analytics",
    args=AskAnalytics,
    permission=Permission.candidate_read,
    phrases=("How is hiring going for the Python job?",),
    resolve=_which,
)
async def jobs_analytics(asked: AskAnalytics, ctx: Context) -> Analytics:
    """Hiring in numbers, of all jobs or some: stages, days, conversion, sources, quality of matches, overrides."""
    records = ctx.ports.records
    jobs = await _jobs(asked, records)
    job = jobs.get(asked.resolved_job_id or "")
    where: Where = {"job_id": OneOf(tuple(jobs))}
    found = await records.find(Application, where, limit=100_000)
    steps = await _steps(found, records)
    sources = await sources_of(found, records)
    everything = await _every_job(steps, jobs, records)
    ways = [way(a, steps, everything, ctx.now) for a in found if _applied_within(a, asked, ctx)]
    ways = [w for w in ways if _meant(w, asked, sources)]
    known = [w.application for w in ways]
    by = asked.by or ("source" if job else "job")
    return Analytics(
        job=job,
        narrowed=await _narrowed(asked, ctx),
        applications=len(known),
        active=sum(a.status is ApplicationStatus.active for a in known),
        stages=by_stage(ways, job),
        sources=dict(Counter(sources[a.id] for a in known)),
        by=by,
        groups=by_group(ways, await _grouping(by, jobs, sources, ctx)),
        hired=Share(part=sum(w.hired for w in ways), whole=len(ways)),
        accepted=await accepted_of(known, jobs, steps, records),
        overridden=await overridden_of(where, records),
        days_to_hire=days_to_hire(ways),
        as_of=f"{ctx.now:%d %b %Y %H:%M} UTC",
    )


async def _jobs(asked: AskAnalytics, records: Records) -> dict[str, Job]:
    if asked.resolved_job_id:
        found = await records.get(Job, asked.resolved_job_id)
        return {found.id: found} if found else {}
    of, jobs = asked.resolved_recruiter_id, await records.find(Job, limit=100_000)
    return {j.id: j for j in jobs if of is None or j.recruiter_id == of}


async def _every_job(steps: Steps, jobs: dict[str, Job], records: Records) -> dict[str, Job]:
    """With the jobs from which somebody was transferred."""
    before = {s.from_job_id for of in steps.values() for s in of if s.from_job_id} - set(jobs)
    gone = await records.find(Job, {"id": OneOf(tuple(sorted(before)))}, limit=max(len(before), 1))
    return jobs | {j.id: j for j in gone}


async def _steps(applications: Sequence[Application], records: Records) -> Steps:
    """The history of each, its newest step included, which a crash may have left in the application alone."""
    found: Steps = {a.id: [] for a in applications}
    ids = tuple(found)
    for start in range(0, len(ids), 500):
        where = {"application_id": OneOf(ids[start : start + 500])}
        for step in await records.find(StageTransition, where, order="at", limit=100_000):
            found[step.application_id].append(step)
    for a in applications:
        if a.last and a.last.id not in {s.id for s in found[a.id]}:
            found[a.id].append(a.last)
    return found


def _applied_within(application: Application, asked: AskAnalytics, ctx: Context) -> bool:
    """Both days included, in the asker's own calendar."""
    zone = ZoneInfo(ctx.actor.person.time_zone)
    start = datetime.combine(asked.since, time(), zone) if asked.since else None
    end = datetime.combine(asked.until + timedelta(days=1), time(), zone) if asked.until else None
    at = application.applied_at
    return (start is None or at >= start) and (end is None or at < end)


def _meant(way: Way, asked: AskAnalytics, sources: Mapping[str, str]) -> bool:
    if asked.source and sources[way.application.id] != asked.source:
        return False
    if not asked.stage:
        return True
    wanted = asked.stage.casefold()
    return any(wanted in (s.name.casefold(), s.type.value) for s in way.stages)


async def _narrowed(asked: AskAnalytics, ctx: Context) -> tuple[str, ...]:
    told = []
    if asked.since or asked.until:
        since = f"from {asked.since:%-d %b %Y}" if asked.since else ""
        until = f"to {asked.until:%-d %b %Y}" if asked.until else ""
        told.append(f"applied {since} {until}".replace("  ", " ").strip())
    if asked.source:
        told.append(f"source {asked.source}")
    if asked.stage:
        told.append(f"have been in {asked.stage.capitalize()}")
    if asked.resolved_recruiter_id:
        person = await ctx.ports.records.get(Person, asked.resolved_recruiter_id)
        told.append(f"jobs of {person.name if person else 'somebody who has left'}")
    return tuple(told)


async def _grouping(
    by: By, jobs: Mapping[str, Job], sources: Mapping[str, str], ctx: Context
) -> Callable[[Application], str]:
    if by == "source":
        return lambda a: sources[a.id]
    if by == "month":
        zone = ZoneInfo(ctx.actor.person.time_zone)
        return lambda a: f"{a.applied_at.astimezone(zone):%Y-%m}"
    if by == "job":
        return lambda a: jobs[a.job_id].title
    ids = tuple(sorted({j.recruiter_id for j in jobs.values() if j.recruiter_id}))
    found = await ctx.ports.records.find(Person, {"id": OneOf(ids)}, limit=max(len(ids), 1))
    names = {p.id: p.name for p in found}
    return lambda a: names.get(jobs[a.job_id].recruiter_id or "", "Nobody named")
