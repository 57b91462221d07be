"""What a conversation remembers besides its transcript: whose it is, and what was last talked about."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from domain.messages import Address, Plain
from domain.ports import Moment, Record


class Focus(Plain):
    """What a follow-up refers to."""

    tool: str | None = None
    """The tool of the last answer."""
    args: dict[str, Any] = {}
    """What it was asked with, as far as people may give it; what is left out of a follow-up still holds."""
    waits: Literal["form", "approval"] | None = None
    """What the last answer was, when it was no result yet."""
    call_id: str | None = None
    """Of the call that waits for an approval."""
    query: dict[str, Any] | None = None
    """The last search, to be refined."""
    search_id: str | None = None
    """Where that search is kept (`domain.searches.Search`)."""
    candidate_ids: tuple[str, ...] = ()
    """The candidates last listed, in order: "the second one"."""
    candidate_id: str | None = None
    """The one candidate last spoken of: "her"."""
    person_id: str | None = None
    """The colleague whose payslip or attendance was last shown: "and December?"."""
    month: str | None = None
    """The month (`2026-03`) of the last payslip or attendance: "and the month before?"."""
    job_id: str | None = None
    """The job last spoken of: "this job"."""


class Conversation(Record):
    """`id` is the address's key. The inbox is the conversation in which a person is told what they did not ask."""

    collection: ClassVar[str] = "conversations"
    subjects: ClassVar[tuple[str, ...]] = ("owner_id",)
    indexed: ClassVar[tuple[str, ...]] = ("owner_id", "updated_at", "kind")

    owner_id: str
    address: Address
    kind: Literal["chat", "inbox"] = "chat"
    title: str
    updated_at: Moment
    unread: int = 0
    focus: Focus = Focus()


class PendingForm(Record):
    """A call that waits for details; `id` is the call's id. Once filled it belongs to the turn that filled it, so a form
    counts once, and that turn can be repeated after a crash."""

    collection: ClassVar[str] = "forms"
    subjects: ClassVar[tuple[str, ...]] = ("owner_id",)
    indexed: ClassVar[tuple[str, ...]] = ("owner_id",)

    owner_id: str
    tool: str
    args: dict[str, Any]
    asked_at: Moment
    filled_by: str | None = None


class Upload(Record):
    """A file somebody handed over that no tool has used yet. Its bytes lie in files under `key`."""

    collection: ClassVar[str] = "uploads"
    subjects: ClassVar[tuple[str, ...]] = ("owner_id",)
    indexed: ClassVar[tuple[str, ...]] = ("owner_id", "at")

    owner_id: str
    name: str
    size: int
    key: str
    sha256: str
    at: Moment


class Feedback(Record):
    """Thumbs on an answer, kept with what was asked, done and answered (the message and its turn)."""

    collection: ClassVar[str] = "feedback"
    subjects: ClassVar[tuple[str, ...]] = ("person_id",)
    indexed: ClassVar[tuple[str, ...]] = ("message_id", "at", "person_id")

    message_id: str
    turn_id: str
    person_id: str
    rating: Literal["up", "down"]
    reason: str | None = None
    at: Moment
