"""Human approval: a record that waits, is decided once, and whose effects can be replayed after a crash."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar, Literal

from domain.errors import Conflict, Refused
from domain.messages import Address, Card
from domain.people import Actor
from domain.ports import Moment, Record

LIFETIME = timedelta(days=14)


class ApprovalStatus(StrEnum):
    pending = "pending"
    approved = "approved"
    declined = "declined"
    expired = "expired"


def approval_id(call_id: str) -> str:
    """Of the question that a call asks."""
    return f"approval:{call_id}"


class Approval(Record):
    """A call of a tool that waits for somebody's yes. Its id derives from the turn and the call, so asking again
    after a crash finds the same record. Replacing it with a decided status is the commit point of the decision;
    `applied` turns true once everything that follows from it has been done."""

    collection: ClassVar[str] = "approvals"
    subjects: ClassVar[tuple[str, ...]] = ("asker_id", "args.resolved_candidate_id")
    indexed: ClassVar[tuple[str, ...]] = (
        "status",
        "asker_id",
        "applied",
        "expires_at",
        "tool",
        "args.resolved_candidate_id",
    )

    tool: str
    args: dict[str, Any]
    asker_id: str
    kind: Literal["confirm", "approve"]
    """`confirm`: the asker's own yes. `approve`: somebody else's."""
    approver_ids: tuple[str, ...]
    words: tuple[str, str] = ("Approve", "Decline")
    """What the two buttons of an approver say."""
    card: Card
    """What the approver is shown: the evidence first."""
    turn_id: str
    call_id: str
    address: Address
    asked_at: Moment
    expires_at: Moment
    status: ApprovalStatus = ApprovalStatus.pending
    decided_by: str | None = None
    decided_at: Moment | None = None
    reason: str | None = None
    applied: bool = False
    reminded_at: Moment | None = None
    escalated_at: Moment | None = None
    """From then on whoever stands above the approvers may decide too."""


def decided(approval: Approval, by: Actor, approve: bool, reason: str | None, now: datetime) -> Approval:
    """The approval with its decision. Raises `Conflict` when it is no longer open, `Refused` when this person's
    word does not count: nobody approves their own request."""
    if approval.status is not ApprovalStatus.pending:
        raise Conflict(f"This was already {approval.status}.")
    if now >= approval.expires_at:
        raise Conflict("This request has expired. Please ask again.")
    own = by.id == approval.asker_id
    if own and approval.kind == "approve" and approve:
        raise Refused("Nobody approves their own request; somebody else has to decide.")
    if by.id not in approval.approver_ids and not (own and not approve):
        raise Refused("This decision is not yours to make.")
    status = ApprovalStatus.approved if approve else ApprovalStatus.declined
    return approval.model_copy(
        update={"status": status, "decided_by": by.id, "decided_at": now, "reason": reason}
    )
