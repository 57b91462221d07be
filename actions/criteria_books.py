"""The criteria of jobs as they are kept: one row a version, the newest counts."""

from __future__ import annotations

from datetime import datetime

from domain.hiring import Job
from domain.ports import Records
from domain.rubric import Criterion, JobCriteria, Weights
from knowledge import criteria as drafting


def first(job: Job, draft: drafting.Draft, by: str, now: datetime) -> JobCriteria:
    """Version 1: what was drafted from the job."""
    return JobCriteria(
        id=f"{job.id}:criteria:1",
        job_id=job.id,
        version=1,
        criteria=draft.criteria,
        change="Drafted from the description",
        by=by,
        at=now,
    )


def drafted(job: Job) -> drafting.Draft:
    return drafting.of_fields(job.must_have, job.nice_to_have, job.min_years, job.title, job.description)


async def current(job: Job, records: Records, now: datetime) -> JobCriteria:
    """The newest version; drafted by rules where a job came without any."""
    where = {"job_id": job.id}
    found = await records.find(JobCriteria, where, order="version", descending=True, limit=1)
    if found:
        return found[0]
    made = first(job, drafted(job), drafting.VERSION, now)
    await records.insert_all([made])
    return await records.get(JobCriteria, made.id) or made


async def appended(
    before: JobCriteria, criteria: tuple[Criterion, ...], weights: Weights, change: str, by: str, now: datetime,
    records: Records,
) -> JobCriteria:  # fmt: skip
    """The next version, stored. Raises `AlreadyExists` when somebody else wrote it first."""
    made = JobCriteria(
        id=f"{before.job_id}:criteria:{before.version + 1}",
        job_id=before.job_id,
        version=before.version + 1,
        criteria=criteria,
        weights=weights,
        change=change,
        by=by,
        at=now,
    )
    await records.insert(made)
    return made


async def shown_on_job(job: Job, criteria: JobCriteria, records: Records) -> Job:
    """The job with what its criteria say, as approvals and lists show it."""
    skills = [c for c in criteria.criteria if c.kind in ("skill", "language")]
    years = max((c.years or 0 for c in criteria.criteria if c.kind == "years"), default=0)
    said = {
        "must_have": tuple(c.name for c in skills if c.need == "must"),
        "nice_to_have": tuple(c.name for c in skills if c.need == "nice"),
        "min_years": int(years),
    }
    changed = job.model_copy(update=said)
    return job if changed == job else await records.replace(changed)
