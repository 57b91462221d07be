"""The application of whoever asks: a candidate is only ever shown, and only ever acts on, their own."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz, utils

from actions.holders import holding
from actions.tool import Context, Unclear
from domain.errors import NotFound
from domain.hiring import Application, ApplicationStatus, Candidate, Job
from domain.messages import Option
from domain.people import Actor, Person
from domain.permissions import Permission, may

NONE_YET = "You have no application with us yet. Drop your resume here to apply."
AI_NOTICE = (
    "Software reads your resume and shows the hiring team where it speaks of what the job asks for. It decides nothing: "
    "people make every decision. You may ask for an explanation, or for a person to look again."
)


@dataclass(frozen=True)
class Own:
    candidate: Candidate
    application: Application
    job: Job


async def everything(ctx: Context) -> list[Own]:
    """All applications of the asker, the active ones first, the newest first."""
    records = ctx.ports.records
    mine = await records.find(Candidate, {"person_id": ctx.actor.id}, limit=1)
    found = await records.find(Application, {"candidate_id": mine[0].id}) if mine else []
    owned = [
        Own(mine[0], application, job)
        for application in found
        if (job := await records.get(Job, application.job_id))
    ]
    over = ApplicationStatus.active
    return sorted(
        owned, key=lambda o: (o.application.status is not over, -o.application.applied_at.timestamp())
    )


async def one(job_words: str | None, ctx: Context, *, active: bool = False) -> Own:
    """The application meant: that for the job named, or the only one. Raises `NotFound`, `Unclear`."""
    owned = await everything(ctx)
    if not owned:
        raise NotFound(NONE_YET)
    if job_words:
        owned = [o for o in owned if _named(o.job, job_words)]
        if not owned:
            raise NotFound(f"You have no application for a job called “{job_words}”.")
    going = [o for o in owned if o.application.status is ApplicationStatus.active]
    if active and not going:
        raise NotFound(f"Your application for {owned[0].job.title} is over ({owned[0].application.status}).")
    among = going or owned
    if len(among) > 1:
        options = tuple(Option(value=o.job.id, label=o.job.title) for o in among)
        raise Unclear("job", "You have applied for several jobs. Which one is this about?", options)
    return among[0]


def _named(job: Job, words: str) -> bool:
    return job.id == words or fuzz.token_set_ratio(words, job.title, processor=utils.default_process) >= 75


async def team(job: Job, ctx: Context) -> list[Person]:
    """Who speaks for the company about a job: its recruiter, or everybody who may write to candidates."""
    recruiter = await ctx.ports.records.get(Person, job.recruiter_id or "")
    if recruiter and may(Actor(person=recruiter), Permission.candidate_contact):
        return [recruiter]
    return await holding(Permission.candidate_contact, ctx.ports.records)
