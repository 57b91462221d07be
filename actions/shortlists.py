"""Whom a recruiter keeps in mind for a job. It is their own note: no stage changes, nobody is told, nobody is rejected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from pydantic import Field

from actions import referring
from actions.forms import NEEDED
from actions.jobs import job_meant, job_of
from actions.listing import line_of
from actions.tool import Args, Context, Result, tool
from domain.conversations import Focus
from domain.hiring import Candidate, Job, JobStatus
from domain.messages import Button, Card, Item, Option, Source
from domain.permissions import Permission
from domain.searches import Shortlisted, shortlisted_id

MOST = 200


class AskShortlist(Args):
    candidates: str = Field(title="Whom?", max_length=1000)
    job: str | None = Field(None, title="For which job?", max_length=200, json_schema_extra={NEEDED: True})
    resolved_job_id: str | None = None
    resolved_candidate_ids: tuple[str, ...] = ()


async def _resolved(asked: AskShortlist, ctx: Context) -> AskShortlist:
    found = await referring.candidates(asked.candidates, ctx)
    job = await job_meant(asked.job, ctx)
    ids = tuple(c.id for c in found)
    return asked.model_copy(update={"resolved_job_id": job.id, "resolved_candidate_ids": ids})


async def _open_jobs(ctx: Context) -> Mapping[str, tuple[Option, ...]]:
    jobs = await ctx.ports.records.find(Job, {"status": str(JobStatus.open)}, order="title")
    return {"job": tuple(Option(value=j.id, label=f"{j.title} · {j.location}") for j in jobs)}


class Kept(Result):
    """A recruiter's shortlist for a job, in the order in which people came onto it."""

    job: Job
    people: tuple[Candidate, ...]
    said: str

    def card(self) -> Card:
        return Card(
            title=self.said,
            text=None if self.people else "Search for candidates and say “shortlist 1, 3 and 5”.",
            items=tuple(
                Item(
                    title=f"{n}. {c.name}",
                    subtitle=line_of(c),
                    buttons=(
                        Button(label="Open profile", action="candidates.show", ref=c.id),
                        Button(label="Take off", action="shortlists.remove", ref=f"{self.job.id} {c.id}"),
                    ),
                )
                for n, c in enumerate(self.people, 1)
            ),
            source=Source(label="Your shortlist; nobody’s application changes by it"),
            suggestions=("Compare the first two",) if len(self.people) > 1 else (),
        )

    def focus(self, before: Focus) -> Focus:
        ids = tuple(c.id for c in self.people)
        return before.model_copy(update={"candidate_ids": ids, "job_id": self.job.id})


@tool(
    "shortlists.add",
    args=AskShortlist,
    permission=Permission.candidate_read,
    phrases=("Shortlist 1, 3 and 5 for the Python job",),
    resolve=_resolved,
    options=_open_jobs,
)
async def shortlists_add(asked: AskShortlist, ctx: Context) -> Kept:
    """Put candidates onto your shortlist for a job."""
    job = await job_of(asked.resolved_job_id, ctx)
    rows = [
        Shortlisted(
            id=shortlisted_id(job.id, ctx.actor.id, id),
            job_id=job.id,
            recruiter_id=ctx.actor.id,
            candidate_id=id,
            at=ctx.now + timedelta(microseconds=n),  # they stay in the order in which they were named
        )
        for n, id in enumerate(asked.resolved_candidate_ids)
    ]
    new = await ctx.ports.records.insert_all(rows)
    people = await _people(job, ctx)
    added = f"{new} added" if new else "They were on it already"
    return Kept(job=job, people=people, said=f"Shortlist for {job.title}: {len(people)} ({added})")


class AskShortlisted(Args):
    job: str | None = Field(None, title="Which job?", max_length=200, json_schema_extra={NEEDED: True})
    resolved_job_id: str | None = None


async def _whose(asked: AskShortlisted, ctx: Context) -> AskShortlisted:
    """The job named or last spoken of, else the only one that the asker keeps a list for."""
    words = asked.job
    if words is None and ctx.focus.job_id is None:
        rows = await ctx.ports.records.find(Shortlisted, {"recruiter_id": ctx.actor.id}, limit=10_000)
        kept = {row.job_id for row in rows}
        words = kept.pop() if len(kept) == 1 else None
    return asked.model_copy(update={"resolved_job_id": (await job_meant(words, ctx)).id})


@tool(
    "shortlists.show",
    args=AskShortlisted,
    permission=Permission.candidate_read,
    phrases=("Show my shortlist for the Python job",),
    resolve=_whose,
    options=_open_jobs,
)
async def shortlists_show(asked: AskShortlisted, ctx: Context) -> Kept:
    """Your shortlist for a job."""
    job = await job_of(asked.resolved_job_id, ctx)
    people = await _people(job, ctx)
    return Kept(job=job, people=people, said=f"Shortlist for {job.title}: {len(people)}")


class AskRemove(Args):
    entry: str = Field(title="Which entry?", max_length=400)
    """`<job> <candidate>`"""


@tool(
    "shortlists.remove",
    args=AskRemove,
    permission=Permission.candidate_read,
    phrases=("Take somebody off the shortlist",),
    offered=False,
)
async def shortlists_remove(asked: AskRemove, ctx: Context) -> Kept:
    """Take a candidate off your shortlist, by the button beside them."""
    job_id, _, candidate_id = asked.entry.partition(" ")
    job = await job_of(job_id, ctx)
    await ctx.ports.records.delete(Shortlisted, shortlisted_id(job.id, ctx.actor.id, candidate_id))
    people = await _people(job, ctx)
    return Kept(job=job, people=people, said=f"Shortlist for {job.title}: {len(people)}")


async def _people(job: Job, ctx: Context) -> tuple[Candidate, ...]:
    where = {"job_id": job.id, "recruiter_id": ctx.actor.id}
    rows = await ctx.ports.records.find(Shortlisted, where, order="at", limit=MOST)
    found = [await ctx.ports.records.get(Candidate, row.candidate_id) for row in rows]
    return tuple(c for c in found if c)
