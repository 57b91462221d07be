"""Everything that happened to an application, for the hiring team: who, for whom, why, and under whose yes."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from actions import references
from actions.hiring import reasons
from actions.hiring.commit import SOURCE, moment
from actions.tool import Args, Context, Result, tool
from domain.conversations import Focus
from domain.correspondence import ApplicationPaper, Letter
from domain.hiring import Application, Candidate, Job, StageTransition
from domain.interviews import ScheduledInterview
from domain.messages import Card, Fact, Item, Link
from domain.people import Person
from domain.permissions import Permission
from domain.ports import Moment


class AskHistory(Args):
    candidate: str = Field(title="Candidate", max_length=200)
    job: str | None = Field(None, title="Job", max_length=200)
    resolved_candidate_id: str | None = None
    resolved_application_id: str | None = None
    resolved_job_id: str | None = None


class Entry(BaseModel):
    """One line of a history, newest last."""

    model_config = ConfigDict(frozen=True)

    at: Moment
    what: str
    who: str | None = None
    details: tuple[tuple[str, str], ...] = ()


class History(Result):
    application: Application
    candidate: str
    job: Job
    transitions: tuple[StageTransition, ...]
    entries: tuple[Entry, ...]
    papers: tuple[ApplicationPaper, ...]
    zone: str

    def card(self) -> Card:
        now = self.job.stage(self.application.stage_id).name
        active = self.application.status == "active"
        facts = [
            Fact(label="Job", value=self.job.title),
            Fact(label="Now", value=now if active else self.application.status.value.capitalize()),
        ]
        if self.application.needs_human_review:
            facts.append(Fact(label="Needs human review", value="Yes"))
        return Card(
            title=f"History of {self.candidate}",
            facts=tuple(facts),
            items=tuple(map(self._line, self.entries)),
            links=tuple(
                Link(label=p.name, path=f"/applications/{self.application.id}/papers/{p.id}")
                for p in self.papers
            ),
            source=SOURCE,
        )

    def _line(self, entry: Entry) -> Item:
        who = f"{entry.who}, " if entry.who else ""
        return Item(
            title=entry.what,
            subtitle=who + moment(entry.at, self.zone),
            facts=tuple(Fact(label=label, value=value) for label, value in entry.details),
        )

    def focus(self, before: Focus) -> Focus:
        return before.model_copy(update={"candidate_id": self.application.candidate_id})


async def _which(asked: AskHistory, ctx: Context) -> AskHistory:
    candidate = await references.candidate(asked.candidate, ctx)
    application, job = await references.application(candidate, asked.job, ctx)
    return asked.model_copy(
        update={
            "resolved_candidate_id": candidate.id,
            "resolved_application_id": application.id,
            "resolved_job_id": job.id,
        }
    )


@tool(
    "applications.history",
    args=AskHistory,
    permission=Permission.candidate_read,
    phrases=("Show the history of Leo Martins' application",),
    resolve=_which,
)
async def applications_history(asked: AskHistory, ctx: Context) -> History:
    """What happened to an application, who did it, why, and under whose yes."""
    records = ctx.ports.records
    candidate = await references.candidate(asked.resolved_candidate_id or "", ctx)
    application, job = await references.application(candidate, asked.resolved_job_id, ctx)
    where = {"application_id": application.id}
    steps = await transitions(application, ctx)
    letters = await records.find(Letter, where, order="at")
    interviews = await records.find(ScheduledInterview, where, order="start")
    papers = await records.find(ApplicationPaper, where, order="at")
    entries = [Entry(at=application.applied_at, what=f"{candidate.name} applied")]
    entries += [await _step(s, ctx) for s in steps]
    entries += [Entry(at=x.at, what=f"“{x.text}”", who=await _name(x.author_id, ctx)) for x in letters]
    entries += [_interview(i, ctx) for i in interviews]
    entries += [Entry(at=p.at, what=f"Added {p.name}", who=candidate.name) for p in papers]
    return History(
        application=application,
        candidate=candidate.name,
        job=job,
        transitions=tuple(steps),
        entries=tuple(sorted(entries, key=lambda e: e.at)),
        papers=tuple(papers),
        zone=ctx.actor.person.time_zone,
    )


async def transitions(application: Application, ctx: Context) -> list[StageTransition]:
    """The steps so far, also one that a crash has kept out of the history until now."""
    steps = await ctx.ports.records.find(StageTransition, {"application_id": application.id}, order="at")
    if application.last and application.last.id not in {s.id for s in steps}:
        steps.append(application.last)
    return steps


async def _step(step: StageTransition, ctx: Context) -> Entry:
    jobs = [
        await ctx.ports.records.get(Job, id) for id in (step.from_job_id or step.job_id, step.job_id) if id
    ]
    before, after = (jobs[0], jobs[-1]) if jobs else (None, None)
    details = [
        ("Stage", f"{_stage(before, step.from_stage_id)} → {_stage(after, step.to_stage_id)}"),
        ("On behalf of", await _name(step.on_behalf_of, ctx)),
        ("Approved by", await _name(step.approved_by, ctx)),
        ("Reason", step.reason),
    ]
    if step.rejection_reason_id:
        details.append(("Kind of reason", (await reasons.by_id(step.rejection_reason_id, ctx)).name))
    return Entry(
        at=step.at,
        what=_WHAT[step.kind],
        who=await _name(step.actor_id, ctx),
        details=tuple((label, value) for label, value in details if value),
    )


_WHAT = {
    "move": "Moved",
    "hire": "Hired",
    "reject": "Rejected",
    "unreject": "Rejection taken back",
    "withdraw": "Withdrawn",
    "transfer": "Transferred to another job",
}


def _stage(job: Job | None, id: str) -> str:
    return next((s.name for s in (*job.stages, *job.former_stages) if s.id == id), id) if job else id


def _interview(interview: ScheduledInterview, ctx: Context) -> Entry:
    at = moment(interview.start, ctx.actor.person.time_zone)
    what = "Interview booked" if interview.status == "scheduled" else "Interview cancelled"
    return Entry(at=interview.booked_at, what=what, details=(("When", at),))


async def _name(id: str | None, ctx: Context) -> str | None:
    if id is None:
        return None
    person = await ctx.ports.records.get(Person, id)
    candidate = None if person else await ctx.ports.records.get(Candidate, id)
    found = person or candidate
    return found.name if found else "somebody who has left"
