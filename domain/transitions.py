"""From one state of an application to the next. Everything here is pure; what it refuses it refuses with the rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.errors import BadInput, Conflict
from domain.hiring import Application, ApplicationStatus, Job, JobStage, StageType, TransitionKind

STATUS = {StageType.archived: ApplicationStatus.rejected, StageType.hired: ApplicationStatus.hired}
"""What reaching a stage of that type makes of an application; every other leaves it active."""


@dataclass(frozen=True)
class Seen:
    """Where the caller believed an application to be: the stage, and the step that led there."""

    stage_id: str
    transition_id: str | None


def seen(application: Application) -> Seen:
    return Seen(application.stage_id, application.last_transition_id)


def kind_of(to: JobStage) -> TransitionKind:
    if to.type is StageType.archived:
        return "reject"
    return "hire" if to.type is StageType.hired else "move"


def moved(
    application: Application, job: Job, to: JobStage, *, believed: Seen, transition_id: str, now: datetime
) -> Application:
    """The application in its new stage. Raises `Conflict` when it is no longer where the caller believed it to be,
    `BadInput` when it is over or already there, or when that stage was removed."""
    if application.last_transition_id == transition_id:
        return application
    _active(application)
    _still(application, job, believed)
    if to.id == application.stage_id:
        raise BadInput(f"The application is already in {to.name}.")
    if to not in job.stages:
        raise BadInput(f"{job.title} no longer has a stage {to.name}.")
    status = STATUS.get(to.type, ApplicationStatus.active)
    reviewed = {"needs_human_review": False} if status is ApplicationStatus.rejected else {}
    return _next(application, transition_id, now, stage_id=to.id, status=status, **reviewed)


def unrejected(
    application: Application, job: Job, back_to: JobStage, *, transition_id: str, now: datetime
) -> Application:
    """Active again, in the stage that the rejection took it from. Raises `BadInput` when it is not rejected."""
    if application.last_transition_id == transition_id:
        return application
    if application.status is not ApplicationStatus.rejected:
        raise BadInput(f"Only a rejected application can be taken back up; this one is {application.status}.")
    if back_to not in job.stages:
        raise BadInput(
            f"It was in {back_to.name}, which {job.title} no longer has. Please add that stage again."
        )
    return _next(
        application,
        transition_id,
        now,
        stage_id=back_to.id,
        status=ApplicationStatus.active,
        needs_human_review=False,
    )


def withdrawn(application: Application, *, transition_id: str, now: datetime) -> Application:
    """Ended by the candidate, in the stage where it was. Raises `BadInput` when it is over already."""
    if application.last_transition_id == transition_id:
        return application
    _active(application)
    return _next(application, transition_id, now, status=ApplicationStatus.withdrawn)


def transferred(
    application: Application,
    job: Job,
    to_job: Job,
    to: JobStage,
    *,
    believed: Seen,
    transition_id: str,
    now: datetime,
) -> Application:
    """The same application, now for another job. It never lands where one person alone could not have moved it."""
    if application.last_transition_id == transition_id:
        return application
    _active(application)
    _still(application, job, believed)
    if to_job.id == job.id:
        raise BadInput(f"The application is already for {job.title}.")
    if to.type in (*STATUS, StageType.offer):
        raise BadInput(f"A transfer starts anew: {to.name} of {to_job.title} is decided there.")
    return _next(application, transition_id, now, job_id=to_job.id, stage_id=to.id)


def _active(application: Application) -> None:
    if application.status is not ApplicationStatus.active:
        raise BadInput(f"This application is already {application.status}.")


def _still(application: Application, job: Job, believed: Seen) -> None:
    if seen(application) != believed:
        raise Conflict(
            f"The application is now in {job.stage(application.stage_id).name}; it was changed after you looked. "
            "Please look again and ask anew."
        )


def _next(application: Application, transition_id: str, now: datetime, **changes: Any) -> Application:
    return application.model_copy(update={"updated_at": now, "last_transition_id": transition_id, **changes})
