"""Consent: nothing is read by the machine before the person, or somebody entitled on their behalf, has agreed."""

from __future__ import annotations

from typing import ClassVar

from domain.ports import Moment, Record

CONSENT_TEXT = (
    "I agree that this resume is stored and read automatically to assess applications. "
    "A person makes every decision; I can ask for my data or its deletion at any time."
)
ATTESTED_TEXT = "I confirm that the people concerned were informed and agreed to their resumes being stored and read automatically."


class Consent(Record):
    collection: ClassVar[str] = "consents"
    subjects: ClassVar[tuple[str, ...]] = ("given_by",)
    indexed: ClassVar[tuple[str, ...]] = ("given_by", "at")

    given_by: str
    text: str
    """The very words agreed to."""
    file_hashes: tuple[str, ...]
    at: Moment
    withdrawn_at: Moment | None = None
