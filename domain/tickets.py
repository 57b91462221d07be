"""Long work: a ticket in records is the truth; the queue carries only its id."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar

from domain.messages import Address
from domain.ports import Moment, Record

LEASE = timedelta(seconds=30)
"""How long a worker may be silent before its ticket is given to another; renewed while it works."""
MAX_ATTEMPTS = 4


class TicketStatus(StrEnum):
    enqueued = "enqueued"
    running = "running"
    completed = "completed"
    failed = "failed"
    paused = "paused"
    """Kept back by whom it belongs to; no worker takes it."""
    stopped = "stopped"
    """Given up before it was begun, by whom it belongs to."""


OVER = frozenset({TicketStatus.completed, TicketStatus.failed, TicketStatus.stopped})


class Ticket(Record):
    collection: ClassVar[str] = "tickets"
    subjects: ClassVar[tuple[str, ...]] = ("actor_id", "result.candidate_id")
    indexed: ClassVar[tuple[str, ...]] = (
        "status",
        "actor_id",
        "batch_id",
        "kind",
        "created_at",
        "told",
        "dead",
        "result.candidate_id",
    )

    kind: str
    """Which background graph runs: `resume`."""
    queue: str
    args: dict[str, Any]
    actor_id: str
    batch_id: str
    """Tickets asked for together share a batch, and one progress card."""
    turn_id: str | None = None
    address: Address | None = None
    message_id: str | None = None
    """The asker's card that shows this batch."""
    label: str
    """What a person would call it: the file's name."""
    status: TicketStatus = TicketStatus.enqueued
    step: str = "waiting"
    percent: int = 0
    attempts: int = 0
    lease_until: Moment | None = None
    error: str | None = None
    """A sentence for the person, when failed."""
    result: dict[str, Any] = {}
    created_at: Moment
    finished_at: Moment | None = None
    dead: bool = False
    """Failed for a fault of ours after the last attempt: kept aside until somebody asks for another try."""
    retries: int = 0
    """How often a person asked for another try."""
    told: bool = False
    """Whether the asker's conversation has heard of its end."""

    @property
    def over(self) -> bool:
        return self.status in OVER

    def again(self) -> Ticket:
        """As it was when it was new, with all attempts before it."""
        fresh = {
            "status": TicketStatus.enqueued,
            "step": "waiting",
            "percent": 0,
            "attempts": 0,
            "lease_until": None,
            "error": None,
            "finished_at": None,
            "told": False,
            "dead": False,
            "retries": self.retries + 1,
        }
        return self.model_copy(update=fresh)

    def claimable(self, now: datetime) -> bool:
        """Waiting, or left by a worker that has been silent for a lease."""
        if self.status is TicketStatus.enqueued:
            return self.lease_until is None or self.lease_until <= now
        return self.status is TicketStatus.running and (self.lease_until is None or self.lease_until < now)
