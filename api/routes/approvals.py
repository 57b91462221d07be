"""Decisions over HTTP, for programs; people use the buttons of the cards."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.auth import Limited, Proven, SignedIn, Wired
from domain.approvals import Approval, ApprovalStatus
from domain.permissions import hidden

router = APIRouter(prefix="/approvals", tags=["approvals"])


class Decision(BaseModel):
    approve: bool
    reason: str | None = Field(None, max_length=2000)


class Approvals(BaseModel):
    items: list[Approval]


@router.get("")
async def waiting(actor: SignedIn, wired: Wired) -> Approvals:
    """What waits for my decision, the one that expires first on top."""
    where = {"status": ApprovalStatus.pending.value}
    pending = await wired.ports.records.find(Approval, where, order="expires_at")
    return Approvals(items=[a for a in pending if actor.id in a.approver_ids])


@router.post("/{approval_id:path}/decision", dependencies=[Limited])
async def decide(approval_id: str, given: Decision, actor: SignedIn, proof: Proven, wired: Wired) -> Approval:
    """Approve or decline, once. 404 when it does not concern me, 409 when it was already decided."""
    try:
        await wired.engine.decisions.store(
            approval_id, actor, given.approve, given.reason, proof.signed_in_at
        )
    finally:
        await wired.engine.decisions.settle(approval_id)
    found = await wired.ports.records.get(Approval, approval_id)
    if found is None:
        raise hidden("request")
    return found
