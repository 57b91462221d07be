"""Where my application stands, in plain words, and everything that has happened to it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from actions.candidacy.own import AI_NOTICE, Own, everything, one
from actions.hiring.commit import moment
from actions.hiring.history import transitions
from actions.tool import Args, Context, Result, tool
from domain.correspondence import ApplicationPaper, Letter
from domain.hiring import ApplicationStatus, Candidate, Job, StageTransition
from domain.interviews import ScheduledInterview
from domain.messages import Button, Card, Fact, Item, Link, Quote, Source
from domain.people import Person
from domain.permissions import Permission
from domain.ports import Moment

SOURCE = Source(label="Applications")
WITHDRAWN = "You withdrew this application. You may apply again at any time."


class Standing(BaseModel):
    """What a candidate may know of one application. No notes, no scores, nobody else."""

    model_config = ConfigDict(frozen=True)

    application_id: str
    job_id: str
    job: str
    stage: str
    status: str
    next_step: str


def standing(own: Own) -> Standing:
    application, stage = own.application, own.job.stage(own.application.stage_id)
    withdrew = application.status is ApplicationStatus.withdrawn
    return Standing(
        application_id=application.id,
        job_id=own.job.id,
        job=own.job.title,
        stage=stage.name,
        status=application.status.value,
        next_step=WITHDRAWN if withdrew else stage.next_step,
    )


class AskMine(Args):
    pass


class MyApplications(Result):
    applications: tuple[Standing, ...]
    has_resume: bool

    def card(self) -> Card:
        if not self.applications:
            text = (
                "We have your resume, but you have not applied for a job with it yet."
                if self.has_resume
                else "Drop your resume here to apply."
            )
            return Card(title="You have no application with us yet", text=text, source=SOURCE)
        return Card(
            title="Your application" + ("s" if len(self.applications) > 1 else ""),
            text=AI_NOTICE,
            items=tuple(map(_shown, self.applications)),
            source=SOURCE,
            suggestions=("Tell the recruiter I am on holiday next week", "How was my application assessed?"),
        )


def _shown(mine: Standing) -> Item:
    active = mine.status == "active"
    return Item(
        title=mine.job,
        badge=mine.stage if active else mine.status,
        subtitle=mine.next_step,
        buttons=(
            Button(label="Timeline", action="application.timeline", ref=mine.job_id),
            *(_withdraw(mine),) * active,
        ),
    )


def _withdraw(mine: Standing) -> Button:
    return Button(label="Withdraw", action="application.withdraw", ref=mine.job_id, style="danger")


@tool(
    "applications.mine",
    args=AskMine,
    permission=Permission.application_read,
    phrases=("What's the status of my application?",),
    audited=False,
)
async def applications_mine(asked: AskMine, ctx: Context) -> MyApplications:
    """Where my own application stands, and what comes next."""
    mine = await ctx.ports.records.find(Candidate, {"person_id": ctx.actor.id}, limit=1)
    told = [standing(own) for own in await everything(ctx)]
    return MyApplications(applications=tuple(told), has_resume=bool(mine))


# --- the timeline ------------------------------------------------------------------------------------------------


class AskTimeline(Args):
    job: str | None = Field(None, title="Job", max_length=200)


class Happened(BaseModel):
    model_config = ConfigDict(frozen=True)

    at: Moment
    what: str
    details: str | None = None
    quote: str | None = None
    by: str | None = None


class Timeline(Result):
    standing: Standing
    happened: tuple[Happened, ...]
    """Oldest first."""
    interviews: tuple[ScheduledInterview, ...]
    zone: str

    def card(self) -> Card:
        mine, active = self.standing, self.standing.status == "active"
        buttons = [Button(label="Write to the hiring team", action="application.tell", ref=mine.job_id)]
        buttons += [Button(label="Explain the assessment", action="application.explain", ref=mine.job_id)]
        buttons += [Button(label="Ask for a human review", action="application.review", ref=mine.job_id)]
        return Card(
            title=f"Your application for {mine.job}",
            text=AI_NOTICE,
            facts=(
                Fact(label="Now", value=mine.stage if active else mine.status.capitalize()),
                Fact(label="Next", value=mine.next_step),
            ),
            items=tuple(map(self._line, self.happened)),
            buttons=(*buttons, *(_withdraw(mine),) * active),
            links=tuple(calendar_link(i) for i in self.interviews if i.status == "scheduled"),
            source=SOURCE,
        )

    def _line(self, event: Happened) -> Item:
        quotes = (Quote(text=event.quote, source=event.by or "You"),) if event.quote else ()
        at = moment(event.at, self.zone)
        return Item(
            title=event.what, subtitle=f"{at} · {event.details}" if event.details else at, quotes=quotes
        )


def calendar_link(interview: ScheduledInterview) -> Link:
    return Link(
        label="Interview for your calendar (.ics)", path=f"/applications/interviews/{interview.id}.ics"
    )


@tool(
    "application.timeline",
    args=AskTimeline,
    permission=Permission.application_act,
    phrases=("Show the timeline of my application",),
    audited=False,
)
async def application_timeline(asked: AskTimeline, ctx: Context) -> Timeline:
    """Everything that has happened to my application, and what comes next."""
    own = await one(asked.job, ctx)
    records, where = ctx.ports.records, {"application_id": own.application.id}
    mine = standing(own)
    happened = [Happened(at=own.application.applied_at, what="You applied", details=AT_FIRST)]
    for step in await transitions(own.application, ctx):
        happened.append(await _step(step, own.job, ctx))
    for letter in await records.find(Letter, where, order="at"):
        happened.append(await _letter(letter, ctx))
    interviews = await records.find(ScheduledInterview, where, order="start")
    happened += [_interview(i, ctx) for i in interviews]
    for paper in await records.find(ApplicationPaper, where, order="at"):
        happened.append(Happened(at=paper.at, what=f"You added {paper.name}"))
    return Timeline(
        standing=mine,
        happened=tuple(sorted(happened, key=lambda h: h.at)),
        interviews=tuple(interviews),
        zone=ctx.actor.person.time_zone,
    )


AT_FIRST = "Your resume was read by software; people decide."


async def _step(step: StageTransition, now_job: Job, ctx: Context) -> Happened:
    """In the candidate's words: no names, no reasons."""
    job = await ctx.ports.records.get(Job, step.job_id) if step.job_id else now_job
    stage = (job or now_job).stage(step.to_stage_id).name
    what = {
        "move": f"Your application moved to {stage}",
        "hire": "You were hired",
        "reject": "Your application ended, decided by people",
        "unreject": f"Your application was taken up again, in {stage}",
        "withdraw": "You withdrew",
        "transfer": f"Your application was transferred to {(job or now_job).title}",
    }[step.kind]
    return Happened(at=step.at, what=what)


async def _letter(letter: Letter, ctx: Context) -> Happened:
    if letter.by == "candidate":
        return Happened(at=letter.at, what="You wrote", quote=letter.text)
    author = await ctx.ports.records.get(Person, letter.author_id)
    name = author.name if author else "The hiring team"
    return Happened(at=letter.at, what=f"{name} wrote", quote=letter.text, by=name)


def _interview(interview: ScheduledInterview, ctx: Context) -> Happened:
    at = moment(interview.start, ctx.actor.person.time_zone)
    if interview.status == "cancelled":
        return Happened(at=interview.booked_at, what="Interview cancelled", details=at)
    place = f", {interview.place}" if interview.place else ""
    return Happened(at=interview.booked_at, what="Interview booked", details=f"for {at}{place}")
