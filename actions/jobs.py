"""The jobs we hire for: which one is meant, the list, and one with what it asks for."""

from __future__ import annotations

from pydantic import Field

from actions import criteria_books, references
from actions.tool import Args, Context, Result, Unclear, tool
from domain.conversations import Focus
from domain.errors import NotFound
from domain.hiring import Application, Job, JobStatus
from domain.messages import Button, Card, Fact, Item, Option, Quote, Source
from domain.permissions import Permission
from domain.rubric import PARTS, Criterion, JobCriteria, Weights

SOURCE = Source(label="Jobs")
THIS = frozenset(
    {
        "this",
        "that",
        "it",
        "this job",
        "that job",
        "the job",
        "this role",
        "that role",
        "this position",
        "this one",
    }
)


# --- which job -----------------------------------------------------------------------------------------------


async def job_meant(words: str | None, ctx: Context, field: str = "job") -> Job:
    """The job named, or the one last spoken of. Raises `Unclear` with the open jobs where neither says which."""
    if words and words.strip().lower().strip(" .?!") not in THIS:
        return await references.job(words, ctx, field)
    if ctx.focus.job_id and (job := await ctx.ports.records.get(Job, ctx.focus.job_id)):
        return job
    jobs = await ctx.ports.records.find(Job, {"status": JobStatus.open.value}, order="title")
    if len(jobs) == 1:
        return jobs[0]
    raise Unclear(
        field, "Which job?", tuple(Option(value=j.id, label=f"{j.title} · {j.location}") for j in jobs)
    )


async def job_of(id: str | None, ctx: Context) -> Job:
    job = await ctx.ports.records.get(Job, id or "")
    if job is None:
        raise NotFound("That job is gone.")
    return job


# --- list and show ---------------------------------------------------------------------------------------------


class AskJobs(Args):
    status: JobStatus | None = Field(None, title="Status")


class Jobs(Result):
    jobs: tuple[Job, ...]
    counts: dict[str, int]
    """Active applications by job id."""

    def card(self) -> Card:
        items = tuple(
            Item(
                title=job.title,
                subtitle=f"{job.department} · {job.location} · {applicants(self.counts.get(job.id, 0))}",
                badge=job.status.replace("_", " "),
                buttons=(Button(label="Open job", action="jobs.show", ref=job.id),),
            )
            for job in self.jobs
        )
        return Card(title="Jobs" if items else "There are no such jobs", items=items, source=SOURCE)


def applicants(count: int) -> str:
    return "1 active application" if count == 1 else f"{count} active applications"


@tool(
    "jobs.list",
    args=AskJobs,
    permission=Permission.job_read,
    phrases=("Which jobs are open?",),
    audited=False,
)
async def jobs_list(asked: AskJobs, ctx: Context) -> Jobs:
    """The jobs and how many applications each has."""
    where = {"status": asked.status.value} if asked.status else {}
    jobs = await ctx.ports.records.find(Job, where, order="title")
    counts = {job.id: await active_of(job, ctx) for job in jobs}
    return Jobs(jobs=tuple(jobs), counts=counts)


async def active_of(job: Job, ctx: Context) -> int:
    return await ctx.ports.records.count(Application, {"job_id": job.id, "status": "active"})


class AskJob(Args):
    job: str | None = Field(None, title="Job", max_length=200)
    resolved_job_id: str | None = None


class ShownJob(Result):
    job: Job
    criteria: JobCriteria
    active: int
    headline: str
    warnings: tuple[str, ...] = ()
    done: bool = False
    """Whether the card tells of something that was just done."""

    def card(self) -> Card:
        return Card(
            title=self.headline,
            tone="warning" if self.warnings else "success" if self.done else "plain",
            text="\n\n".join(self.warnings) or None,
            facts=(
                Fact(label="Status", value=self.job.status.replace("_", " ")),
                Fact(label="Place", value=self.job.location),
                Fact(label="Department", value=self.job.department),
                Fact(label="Applications", value=applicants(self.active)),
                Fact(label="Weights", value=weights_in_words(self.criteria.weights)),
            ),
            items=tuple(map(criterion_item, self.criteria.criteria)),
            buttons=self._buttons(),
            source=Source(
                label=f"Criteria, version {self.criteria.version}", as_of=f"{self.criteria.at:%d %b %Y}"
            ),
            suggestions=(*self._for_example(), "Match this job"),
        )

    def _for_example(self) -> tuple[str, ...]:
        nice = [c.name for c in self.criteria.criteria if c.kind == "skill" and c.need == "nice"]
        return (f"Make {nice[0]} a must",) if nice else ("Weight education 0",)

    def _buttons(self) -> tuple[Button, ...]:
        open_ = Button(label="Open it", action="jobs.open", ref=self.job.id, style="primary")
        match = Button(label="Find matches", action="jobs.match", ref=self.job.id)
        return (match,) if self.job.status is JobStatus.open else (open_, match)

    def focus(self, before: Focus) -> Focus:
        return before.model_copy(update={"job_id": self.job.id})


def criterion_item(criterion: Criterion) -> Item:
    """What is asked for, with the words of the description that ask for it."""
    weight = "does not count" if not criterion.weight else f"weight {criterion.weight}"
    return Item(
        title=criterion.label,
        subtitle=f"{PARTS[criterion.part]} · {weight}",
        badge="must" if criterion.need == "must" else "nice to have",
        quotes=(Quote(text=criterion.quote, source="description"),) if criterion.quote else (),
    )


def weights_in_words(weights: Weights) -> str:
    return ", ".join(f"{name.lower()} {weights.of(part)}" for part, name in PARTS.items())


async def which(asked: AskJob, ctx: Context) -> AskJob:
    return asked.model_copy(update={"resolved_job_id": (await job_meant(asked.job, ctx)).id})


async def shown(
    job: Job, ctx: Context, headline: str, *, done: bool = False, warnings: tuple[str, ...] = ()
) -> ShownJob:
    criteria = await criteria_books.current(job, ctx.ports.records, ctx.now)
    active = await active_of(job, ctx)
    return ShownJob(
        job=job, criteria=criteria, active=active, headline=headline, done=done, warnings=warnings
    )


@tool(
    "jobs.show",
    args=AskJob,
    permission=Permission.job_read,
    phrases=("Show me the criteria of the Python job",),
    resolve=which,
    audited=False,
)
async def jobs_show(asked: AskJob, ctx: Context) -> ShownJob:
    """A job with what it asks for: each criterion, its weight, and the words of the description."""
    job = await job_of(asked.resolved_job_id, ctx)
    return await shown(job, ctx, job.title)
