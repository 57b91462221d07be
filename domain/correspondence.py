"""What a candidate and the hiring team write to each other about an application, and the papers a candidate adds."""

from __future__ import annotations

from typing import ClassVar, Literal

from domain.ports import Moment, Record


class Letter(Record):
    collection: ClassVar[str] = "letters"
    indexed: ClassVar[tuple[str, ...]] = ("application_id", "candidate_id", "author_id", "at")
    subjects: ClassVar[tuple[str, ...]] = ("candidate_id", "author_id")

    application_id: str
    candidate_id: str
    author_id: str
    """Id of the person who wrote it."""
    by: Literal["candidate", "team"]
    text: str
    at: Moment


class ApplicationPaper(Record):
    """A certificate, a letter of reference, a portfolio: kept for people to read, never read by the machine."""

    collection: ClassVar[str] = "application_papers"
    indexed: ClassVar[tuple[str, ...]] = ("application_id", "candidate_id", "at")
    subjects: ClassVar[tuple[str, ...]] = ("candidate_id",)

    application_id: str
    candidate_id: str
    name: str
    size: int
    file_key: str
    at: Moment
