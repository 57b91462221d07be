"""The stages of a job: added, renamed, and removed when nobody is in them."""

from __future__ import annotations

import re

from domain.errors import BadInput
from domain.hiring import Job, JobStage, StageType

LONGEST = 40
MOST = 15
NEXT_STEPS = {
    StageType.lead: "We have your profile and get in touch when something fits.",
    StageType.applied: "We have your application. A recruiter reads it next.",
    StageType.review: "The hiring team is looking at your application.",
    StageType.interview: "You talk to the team. Your recruiter sends you times to choose from.",
    StageType.offer: "We are preparing an offer. Your recruiter calls you to go through it.",
}
"""What a candidate is told in a stage that says nothing of its own. The two ends of a pipeline are not added."""


def added(job: Job, name: str, type: StageType, after: JobStage, next_step: str | None) -> Job:
    """The job with one more stage. Raises `BadInput` on a name that is taken, and on the ends of a pipeline."""
    if type not in NEXT_STEPS:
        raise BadInput("Every job has its own Hired and Rejected; other stages lie before them.")
    if after.type in (StageType.hired, StageType.archived):
        raise BadInput(f"A stage cannot come after {after.name}.")
    if len(job.stages) >= MOST:
        raise BadInput(f"{job.title} has {MOST} stages, which is as many as a job can have.")
    named = _free_name(job, name)
    stage = JobStage(id=_id(job, named), name=named, type=type, next_step=next_step or NEXT_STEPS[type])
    at = job.stages.index(after) + 1
    return job.model_copy(update={"stages": (*job.stages[:at], stage, *job.stages[at:])})


def renamed(job: Job, stage: JobStage, name: str) -> Job:
    named = _free_name(job, name, but=stage)
    stages = tuple(s.model_copy(update={"name": named}) if s.id == stage.id else s for s in job.stages)
    return job.model_copy(update={"stages": stages})


def removed(job: Job, stage: JobStage, applications: int) -> Job:
    """The job without a stage. Raises `BadInput` when `applications` are in it or when it is one of the ends."""
    if applications:
        told = "1 application is" if applications == 1 else f"{applications} applications are"
        raise BadInput(f"{told} in {stage.name}. Please move them first; only an empty stage can be removed.")
    alike = [s for s in job.stages if s.type is stage.type]
    if stage.type in (StageType.applied, StageType.hired, StageType.archived) and len(alike) == 1:
        raise BadInput(f"{job.title} needs its {stage.name}: a pipeline begins and ends somewhere.")
    return job.model_copy(
        update={
            "stages": tuple(s for s in job.stages if s.id != stage.id),
            "former_stages": (*job.former_stages, stage),
        }
    )


def _free_name(job: Job, name: str, but: JobStage | None = None) -> str:
    named = " ".join(name.split())
    if not named or len(named) > LONGEST:
        raise BadInput(f"A stage needs a name of at most {LONGEST} characters.")
    if any(s.name.casefold() == named.casefold() for s in job.stages if s != but):
        raise BadInput(f"{job.title} already has a stage called {named}.")
    return named


def _id(job: Job, name: str) -> str:
    """From the name, and never one that was used before: histories must not change their meaning."""
    plain = re.sub(r"\W+", "-", name.casefold()).strip("-") or "stage"
    used = {s.id for s in (*job.stages, *job.former_stages)}
    return next(
        id for n in range(1, len(used) + 2) if (id := plain if n == 1 else f"{plain}-{n}") not in used
    )
