"""What recruiters search for and whom they keep: searches to go back to, shortlists."""

from __future__ import annotations

from typing import Any, ClassVar

from domain.ports import Moment, Record


class Search(Record):
    """A search as it was understood. Its id derives from the call that made it; chips, downloads and "back" name it."""

    collection: ClassVar[str] = "searches"
    indexed: ClassVar[tuple[str, ...]] = ("owner_id", "at")
    subjects: ClassVar[tuple[str, ...]] = ("owner_id",)

    owner_id: str
    query: dict[str, Any]
    before: str | None = None
    """The search that this one was made from."""
    at: Moment


class Shortlisted(Record):
    """A candidate on a recruiter's shortlist for a job: one row each, whose id derives from the three."""

    collection: ClassVar[str] = "shortlisted"
    indexed: ClassVar[tuple[str, ...]] = ("job_id", "recruiter_id", "candidate_id", "at")
    subjects: ClassVar[tuple[str, ...]] = ("candidate_id", "recruiter_id")

    job_id: str
    recruiter_id: str
    candidate_id: str
    at: Moment


def shortlisted_id(job_id: str, recruiter_id: str, candidate_id: str) -> str:
    return f"shortlisted:{job_id}:{recruiter_id}:{candidate_id}"
