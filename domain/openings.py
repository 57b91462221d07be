"""The seats of a job. A hire fills one; when the last is filled the job may be closed."""

from __future__ import annotations

from datetime import datetime

from domain.errors import BadInput
from domain.hiring import Job, Opening


def free(job: Job) -> tuple[Opening, ...]:
    return tuple(o for o in job.openings if o.status == "open")


def filled(job: Job, application_id: str, now: datetime) -> Job:
    """The job with its first open opening filled by this application; unchanged when it fills one already.

    Raises `BadInput` when none is open: nobody is hired beyond the openings.
    """
    if any(o.application_id == application_id for o in job.openings):
        return job
    if not free(job):
        raise BadInput(
            f"{job.title} has no open opening left. To hire one more, say “add an opening to {job.title}” first."
        )
    taken = {"status": "closed", "closed_at": now, "application_id": application_id, "close_reason": "Filled"}
    return _with(job, free(job)[0].model_copy(update=taken))


def released(job: Job, application_id: str) -> Job:
    """The job with the opening open again that this application was about to fill."""
    held = next((o for o in job.openings if o.application_id == application_id), None)
    if held is None:
        return job
    again = {"status": "open", "closed_at": None, "application_id": None, "close_reason": None}
    return _with(job, held.model_copy(update=again))


def opened(job: Job, count: int, now: datetime) -> Job:
    last = max((int(o.id) for o in job.openings if o.id.isdecimal()), default=0)
    new = tuple(Opening(id=str(last + n), opened_at=now) for n in range(1, count + 1))
    return job.model_copy(update={"openings": (*job.openings, *new)})


def closed(job: Job, opening_id: str, reason: str, now: datetime) -> Job:
    """Raises `BadInput` when there is no such open opening."""
    found = next((o for o in free(job) if o.id == opening_id), None)
    if found is None:
        names = ", ".join(o.id for o in free(job)) or "none"
        raise BadInput(f"{job.title} has no open opening {opening_id}. Open are: {names}.")
    return _with(job, found.model_copy(update={"status": "closed", "closed_at": now, "close_reason": reason}))


def _with(job: Job, changed: Opening) -> Job:
    return job.model_copy(
        update={"openings": tuple(changed if o.id == changed.id else o for o in job.openings)}
    )
