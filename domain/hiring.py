"""Candidates, jobs and applications, in Greenhouse's terms: an application is a candidate's way through one job."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from domain.errors import BadInput
from domain.flows import DEFAULTS, ApprovalFlow, Transition
from domain.origins import Origin
from domain.ports import Moment, Record
from domain.profiles import Profile


class Flag(BaseModel):
    """Something about a resume that its readers should know: said to them, never scored, no reason to reject anybody."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["hidden_text", "many_skills"]
    sentence: str
    quotes: tuple[str, ...] = ()
    """The words in question, each with why a reader does not see them."""


class Candidate(Record):
    """A person who may be hired. `person_id` links to the one who signs in, if any."""

    collection: ClassVar[str] = "candidates"
    subjects: ClassVar[tuple[str, ...]] = ("id", "person_id")
    indexed: ClassVar[tuple[str, ...]] = (
        "person_id",
        "email",
        "phone_digits",
        "name",
        "resume_hash",
        "created_at",
        "updated_at",
        "not_by_machine",
    )
    unique: ClassVar[tuple[tuple[str, ...], ...]] = (("email",), ("person_id",))

    name: str
    email: str | None = None
    phone: str | None = None
    phone_digits: str | None = None
    """The last nine digits, which are the same however the number is written."""
    location: str | None = None
    person_id: str | None = None
    profile: Profile
    text: str
    """Visible text of the newest resume; the profile's spans point into it."""
    file_key: str
    file_name: str
    resume_hash: str
    """SHA-256 of the file's bytes."""
    flags: tuple[Flag, ...] = ()
    earlier_files: tuple[str, ...] = ()
    """Keys of resumes that a newer one replaced."""
    source: Origin | None = None
    """Where they come from, as whoever handed in the first resume said."""
    not_by_machine: bool = False
    """They withdrew their consent: no software searches, compares or scores them until they hand in a resume again."""
    created_at: Moment
    updated_at: Moment


class Merge(Record):
    """A resume taken for that of somebody known by another one: both sides as they were, so that it can be undone."""

    collection: ClassVar[str] = "merges"
    subjects: ClassVar[tuple[str, ...]] = ("candidate_id",)
    indexed: ClassVar[tuple[str, ...]] = ("candidate_id", "undone", "at")

    candidate_id: str
    because: Literal["person", "e-mail", "phone", "history"]
    earlier: Candidate
    later: Candidate
    """The newer resume as a candidate of its own."""
    at: Moment
    undone: bool = False


class StageType(StrEnum):
    lead = "lead"
    applied = "applied"
    review = "review"
    interview = "interview"
    offer = "offer"
    hired = "hired"
    archived = "archived"


class JobStage(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    type: StageType
    next_step: str
    """What a candidate is told happens now."""


class JobStatus(StrEnum):
    draft = "draft"
    open = "open"
    on_hold = "on_hold"
    closed = "closed"


class Opening(BaseModel):
    """One seat of a job: open until an application fills it, or until it is closed with a reason."""

    model_config = ConfigDict(frozen=True)

    id: str
    status: Literal["open", "closed"] = "open"
    opened_at: Moment | None = None
    closed_at: Moment | None = None
    application_id: str | None = None
    close_reason: str | None = None


class Job(Record):
    """A requisition with its own stages, in order."""

    collection: ClassVar[str] = "jobs"
    subjects: ClassVar[tuple[str, ...]] = ()
    indexed: ClassVar[tuple[str, ...]] = ("status", "title", "department")

    title: str
    department: str
    location: str
    status: JobStatus
    description: str
    must_have: tuple[str, ...] = ()
    nice_to_have: tuple[str, ...] = ()
    min_years: int = 0
    stages: tuple[JobStage, ...]
    former_stages: tuple[JobStage, ...] = ()
    """Stages that were removed: histories still name them, nobody moves there."""
    openings: tuple[Opening, ...] = (Opening(id="1"),)
    recruiter_id: str | None = None
    hiring_manager_id: str | None = None
    flows: tuple[ApprovalFlow, ...] = ()
    """Whose yes an offer, a hire and a rejection need; what is not named here follows the default."""

    def flow(self, transition: Transition) -> ApprovalFlow:
        return next((f for f in self.flows if f.transition == transition), DEFAULTS[transition])

    def stage(self, stage_id: str) -> JobStage:
        """A stage of now or of before."""
        return next(s for s in (*self.stages, *self.former_stages) if s.id == stage_id)

    def stage_of_type(self, type: StageType) -> JobStage:
        """The first stage of that type. Raises `BadInput` when the job has none."""
        found = next((s for s in self.stages if s.type is type), None)
        if found is None:
            raise BadInput(
                f"{self.title} has no {type} stage; it has {', '.join(s.name for s in self.stages)}."
            )
        return found


class ApplicationStatus(StrEnum):
    active = "active"
    rejected = "rejected"
    hired = "hired"
    withdrawn = "withdrawn"


TransitionKind = Literal["move", "reject", "unreject", "withdraw", "transfer", "hire"]


class StageTransition(Record):
    """One step of an application's history; only ever appended. Its id is the effect id of the call that made it."""

    collection: ClassVar[str] = "stage_transitions"
    indexed: ClassVar[tuple[str, ...]] = ("application_id", "at", "candidate_id", "job_id")
    subjects: ClassVar[tuple[str, ...]] = ("candidate_id",)

    application_id: str
    candidate_id: str | None = None
    job_id: str | None = None
    """The job of the stage that was reached."""
    from_job_id: str | None = None
    """The job before, when the application was transferred."""
    kind: TransitionKind = "move"
    from_stage_id: str
    to_stage_id: str
    actor_id: str
    """Who asked for it."""
    on_behalf_of: str | None = None
    """For whom it was written down, when that is somebody else: a candidate who withdrew by telephone."""
    approved_by: str | None = None
    approval_id: str | None = None
    reason: str | None = None
    """Words of the hiring team; never shown to the candidate."""
    rejection_reason_id: str | None = None
    evidence: tuple[str, ...] = ()
    """What whoever decided was shown: each must-have with the words that show it, or "not found"."""
    at: Moment


class Application(Record):
    """Candidate x job. `rev` is its version. `last` is the newest step of its history, stored with the stage it led to:
    whoever writes next first makes sure that it stands in the history, so that no crash can lose it."""

    collection: ClassVar[str] = "applications"
    indexed: ClassVar[tuple[str, ...]] = ("candidate_id", "job_id", "status", "stage_id")
    unique: ClassVar[tuple[tuple[str, ...], ...]] = (("candidate_id", "job_id"),)
    subjects: ClassVar[tuple[str, ...]] = ("candidate_id",)

    candidate_id: str
    job_id: str
    status: ApplicationStatus = ApplicationStatus.active
    stage_id: str
    last_transition_id: str | None = None
    last: StageTransition | None = None
    needs_human_review: bool = False
    """The candidate asked for a person to look again, or a score was given as the reason to reject."""
    source: Origin | None = None
    """Where this application comes from; the candidate's own source where nobody said."""
    applied_at: Moment
    updated_at: Moment


NEEDS_ANOTHER_PERSON = frozenset({StageType.offer, StageType.hired, StageType.archived})
"""Stage types that one person alone never decides; every other move is confirmed by the asker."""
