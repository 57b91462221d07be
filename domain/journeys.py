"""Ways of applications through the stages of jobs, as their history tells them. Everything here is pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.hiring import Application, ApplicationStatus, Job, JobStage, StageTransition, StageType

UNDONE = "/undo"
"""What the id of a step ends in that took another one back."""
ORDER = tuple(StageType)
ENDS = (StageType.hired, StageType.archived)
"""Nobody stays there: the application is over."""


@dataclass(frozen=True)
class Stay:
    """Time that an application spent in a stage; `until` is now where it still is."""

    job_id: str
    stage: JobStage
    since: datetime
    until: datetime

    @property
    def days(self) -> float:
        return max((self.until - self.since).total_seconds() / 86400, 0.0)


def stays(
    application: Application, steps: Iterable[StageTransition], jobs: Mapping[str, Job], now: datetime
) -> list[Stay]:
    """In order of time. A stage that was removed since counts as what it was, a step that was undone not at all; where
    an application was transferred, what came before belongs to the job before. Jobs that are gone are left out."""
    taken = standing(steps)
    job_id = next((s.from_job_id for s in taken if s.from_job_id), application.job_id)
    since, found = application.applied_at, []
    for step in taken:
        found.append((job_id, step.from_stage_id, since, step.at))
        since, job_id = step.at, (step.job_id or job_id) if step.from_job_id else job_id
    active = application.status is ApplicationStatus.active
    found.append((application.job_id, application.stage_id, since, now if active else since))
    known = {id: {s.id: s for s in (*job.former_stages, *job.stages)} for id, job in jobs.items()}
    return [
        Stay(job, known[job][stage], start, end)
        for job, stage, start, end in found
        if job in known and stage in known[job]
    ]


def standing(steps: Iterable[StageTransition]) -> list[StageTransition]:
    """The steps that were not undone, in order of time."""
    ordered = sorted(steps, key=lambda s: s.at)
    ids = {s.id for s in ordered}
    return [s for s in ordered if f"{s.id}{UNDONE}" not in ids and not s.id.endswith(UNDONE)]


def way_of(job: Job, visited: Iterable[JobStage] = ()) -> list[JobStage]:
    """The stages on the way to a hire, in order. A removed one that somebody visited stands before the first stage of a
    later kind. Where people are turned down is no stage on the way."""
    way = [s for s in job.stages if s.type is not StageType.archived]
    former = {s.id for s in job.former_stages}
    for stage in {s.id: s for s in visited if s.id in former}.values():
        later = (n for n, s in enumerate(way) if ORDER.index(s.type) > ORDER.index(stage.type))
        way.insert(next(later, len(way)), stage)
    return way


def furthest(names: Sequence[str], visited: Iterable[str]) -> int:
    """How many of the stages somebody reached or passed by: to skip one is to have gone beyond it."""
    return max((names.index(name) + 1 for name in visited if name in names), default=0)
