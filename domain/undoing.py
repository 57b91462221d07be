"""What was done and may still be taken back."""

from __future__ import annotations

from typing import Any, ClassVar

from domain.ports import Moment, Record


def reversible_id(call_id: str) -> str:
    return f"reversible:{call_id}"


class Reversible(Record):
    """An act whose tool says how it is undone, kept from the act on: nothing of it is deleted by undoing it."""

    collection: ClassVar[str] = "reversibles"
    indexed: ClassVar[tuple[str, ...]] = ("actor_id", "at", "args.resolved_candidate_id")
    subjects: ClassVar[tuple[str, ...]] = ("actor_id", "args.resolved_candidate_id")

    tool: str
    args: dict[str, Any]
    call_id: str
    actor_id: str
    """Who asked for it; they alone may take it back."""
    at: Moment
    until: Moment
    undone_by: str | None = None
    """The call that took it back, which may be repeated after a crash."""
    undone_at: Moment | None = None
