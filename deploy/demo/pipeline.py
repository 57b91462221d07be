"""Where the demo's candidates stand in the demo's jobs, and how they got there."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from deploy.demo.jobs import JOB_OF_TRADE, jobs
from deploy.demo.people import person_id
from deploy.demo.world.resume import Resume
from domain.hiring import (
    NEEDS_ANOTHER_PERSON,
    Application,
    ApplicationStatus,
    Candidate,
    Job,
    StageTransition,
)
from domain.origins import Origin
from domain.transitions import kind_of

STAGE_OF = {
    "leo-martins": "review",
    "yara-nasser": "review",
    "nora-lindqvist": "interview",
    "tomas-herrera": "offer",
}
"""Those whom stories speak of."""
PATHS = {
    "applied": ("applied",),
    "review": ("applied", "review"),
    "interview": ("applied", "review", "interview"),
    "offer": ("applied", "review", "interview", "offer"),
    "hired": ("applied", "review", "interview", "offer", "hired"),
    "rejected": ("applied", "review", "rejected"),
}
WEIGHTS = {"applied": 6, "review": 7, "interview": 5, "offer": 2, "hired": 1, "rejected": 4}
SOURCES: dict[Origin, int] = {
    "Career page": 6,
    "LinkedIn": 5,
    "Referral": 4,
    "Agency": 2,
    "Job board": 2,
    "Event": 1,
}
SHARE = 0.48
"""Of the others, how many have applied."""
STATUS = {"hired": ApplicationStatus.hired, "rejected": ApplicationStatus.rejected}
REASONS = (
    "Others have worked longer with the tools of this job.",
    "The salary expected is beyond the band.",
    "Could not start before next summer.",
)


def stage_of(resume: Resume) -> str | None:
    """The stage that this person's application has reached; None for who has not applied."""
    if resume.id in STAGE_OF:
        return STAGE_OF[resume.id]
    dice = Random(f"application {resume.id}")
    return dice.choices(list(WEIGHTS), list(WEIGHTS.values()))[0] if dice.random() < SHARE else None


def job_of(resume: Resume) -> Job:
    return next(job for job in jobs() if job.id == JOB_OF_TRADE[resume.trade])


def history(
    candidate: Candidate, job: Job, stage: str, now: datetime
) -> tuple[Application, list[StageTransition]]:
    """The application and the steps that led to its stage, some days between them, the last some days before `now`."""
    dice = Random(f"history {candidate.email}")
    path, id = PATHS[stage], f"application:{candidate.id}:{job.id}"
    moments = [now - timedelta(days=dice.randint(1, 9), minutes=dice.randrange(600))]
    for _ in path[1:]:
        moments.insert(0, moments[0] - timedelta(days=dice.randint(3, 9), minutes=dice.randrange(600)))
    steps = [
        _step(id, candidate.id, job, path[n - 1 : n + 1], moments[n], dice.choice(REASONS))
        for n in range(1, len(path))
    ]
    application = Application(
        id=id,
        candidate_id=candidate.id,
        job_id=job.id,
        status=STATUS.get(stage, ApplicationStatus.active),
        stage_id=stage,
        last_transition_id=steps[-1].id if steps else None,
        last=steps[-1] if steps else None,
        source=Random(f"source {candidate.email}").choices(list(SOURCES), list(SOURCES.values()))[0],
        applied_at=moments[0],
        updated_at=moments[-1],
    )
    return application, steps


def _step(
    application_id: str, candidate_id: str, job: Job, stages: tuple[str, ...], at: datetime, reason: str
) -> StageTransition:
    start, end = stages
    alone = job.stage(end).type not in NEEDS_ANOTHER_PERSON
    return StageTransition(
        id=f"{application_id}:{end}",
        application_id=application_id,
        candidate_id=candidate_id,
        job_id=job.id,
        kind=kind_of(job.stage(end)),
        from_stage_id=start,
        to_stage_id=end,
        actor_id=job.recruiter_id or person_id("Priya Nair"),
        approved_by=None if alone else person_id("Elena Petrova"),
        reason=reason if end == "rejected" else None,
        at=at,
    )
