"""A new job, from its description or as a copy: a draft until somebody opens it."""

from __future__ import annotations

import hashlib

from pydantic import Field, field_validator

from actions import criteria_books
from actions.jobs import AskJob, ShownJob, job_of, shown, which
from actions.tool import Args, Context, tool
from domain.first_stages import STAGES
from domain.hiring import Job, JobStatus
from domain.permissions import Permission
from knowledge import criteria as drafting, glosses, job_posting
from knowledge.criteria_reading import completed

DEPARTMENT = "Not said"


class NewJob(Args):
    title: str = Field(title="Title", max_length=job_posting.LONGEST_TITLE)
    location: str = Field(title="Place", max_length=100, description="A town, or remote")
    description: str = Field(
        title="Description",
        max_length=20_000,
        description="What the person will do and what they bring. The criteria are drafted from it.",
        json_schema_extra={"long": True},
    )
    department: str = Field(DEPARTMENT, title="Department", max_length=100)
    must_have: str | None = Field(
        None, title="Necessary skills", max_length=500, description="Separated by commas"
    )
    nice_to_have: str | None = Field(None, title="Skills that are nice to have", max_length=500)
    min_years: int = Field(0, title="Years of experience", ge=0, le=50)

    @field_validator("description")
    @classmethod
    def _says_something(cls, said: str) -> str:
        if sum(c.isalpha() for c in said) < 10:
            raise ValueError(
                "There is nothing in the description yet. Please say what the person will do and bring."
            )
        return said


def _listed(words: str | None) -> list[str]:
    return [word.strip() for word in (words or "").replace(";", ",").split(",") if word.strip()][:20]


@tool(
    "jobs.create",
    args=NewJob,
    permission=Permission.job_write,
    phrases=("Create a job",),
)
async def jobs_create(asked: NewJob, ctx: Context) -> ShownJob:
    """Create a job from its description; it is a draft until somebody opens it."""
    job = Job(
        id=_id(ctx),
        title=asked.title,
        department=asked.department,
        location=asked.location,
        status=JobStatus.draft,
        description=asked.description,
        min_years=asked.min_years,
        stages=STAGES,
        recruiter_id=ctx.actor.id,
    )
    must, nice = _listed(asked.must_have), _listed(asked.nice_to_have)
    draft = drafting.of_fields(must, nice, asked.min_years, job.title, job.description)
    draft, by = await completed(draft, job.description, ctx.ports.reader)
    criteria = criteria_books.first(job, draft, by, ctx.now)
    await ctx.ports.records.insert_all([criteria])
    await ctx.ports.records.insert_all([job])
    kept = await criteria_books.shown_on_job(await job_of(job.id, ctx), criteria, ctx.ports.records)
    return await shown(kept, ctx, f"{job.title} is a draft", done=True, warnings=_warnings(draft))


def _id(ctx: Context) -> str:
    return "job-" + hashlib.sha256(ctx.call_id.encode()).hexdigest()[:12]


def _warnings(draft: drafting.Draft) -> tuple[str, ...]:
    told = []
    if not any(c.kind == "skill" for c in draft.criteria):
        told.append(
            "I found no skills in the description. Please add them, for example “make Python a must”."
        )
    if draft.language in glosses.languages():
        told.append(
            f"The description is in {draft.language}. I read what it asks for by its usual phrases, and quote it as it "
            "stands: please check the criteria."
        )
    elif draft.language:
        told.append(
            f"The description seems to be in {draft.language}. I read skills, years and degrees in it by their names, "
            "and may have missed what only a sentence says: please check the criteria."
        )
    if draft.unfair:
        words = ", ".join(f"“{word}”" for word in draft.unfair)
        told.append(
            f"I made no criterion of {words}: age, sex, family, origin and looks must not decide about anybody. "
            "Please take it out of the description too."
        )
    if draft.addressed:
        told.append(
            "The description holds sentences that speak to a machine. They were not read and change nothing."
        )
    return tuple(told)


@tool(
    "jobs.copy",
    args=AskJob,
    permission=Permission.job_write,
    phrases=("Copy the Python job",),
    resolve=which,
)
async def jobs_copy(asked: AskJob, ctx: Context) -> ShownJob:
    """Copy a job with its criteria and stages; applications stay with the first. The copy is a draft."""
    records = ctx.ports.records
    job = await job_of(asked.resolved_job_id, ctx)
    criteria = await criteria_books.current(job, records, ctx.now)
    copy = job.model_copy(
        update={
            "id": _id(ctx),
            "rev": 1,
            "title": f"{job.title.removesuffix(' (copy)')} (copy)",
            "status": JobStatus.draft,
            "recruiter_id": ctx.actor.id,
        }
    )
    kept = {
        "id": f"{copy.id}:criteria:1",
        "job_id": copy.id,
        "version": 1,
        "rev": 1,
        "at": ctx.now,
        "by": ctx.actor.id,
    }
    change = {"change": f"Copied from {job.title}, version {criteria.version}"}
    await records.insert_all([criteria.model_copy(update=kept | change)])
    await records.insert_all([copy])
    return await shown(await job_of(copy.id, ctx), ctx, f"{copy.title} is a draft", done=True)
