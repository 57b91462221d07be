"""A person's word on a question: checked against rights and facts of this moment, then stored. The only writer of votes
and handovers; what follows from them is the engine's."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from actions import perform
from actions.standing_in import stands_in_for
from actions.tool import Context
from domain.approvals import Approval, ApprovalStatus, closed, decided, handed_over
from domain.errors import Conflict, PeopledeskError
from domain.people import Actor, Person
from domain.permissions import Permission, hidden, require
from domain.ports import Ports


async def store(
    ports: Ports,
    approval_id: str,
    actor: Actor,
    approve: bool,
    reason: str | None,
    signed_in_at: datetime | None = None,
) -> Approval:
    """Store somebody's yes or no.

    Raises `NotFound` to whom it does not concern, `Refused` when their word does not count, `Conflict` when it is
    no longer open, not yet theirs, or what it was about has changed (which closes it), `BadInput` without a
    reason that it needs. Repeating one's own word is no conflict.
    """
    while True:
        approval, standing = await concerning(ports, approval_id, actor)
        said = next((v for v in approval.votes if v.by == actor.id), None)
        if said and said.answer == ("yes" if approve else "no"):
            return approval
        after = decided(
            approval,
            actor,
            approve,
            reason,
            ports.clock(),
            stands_in_for=standing,
            signed_in_at=signed_in_at,
        )
        if approve:
            await _check_still(ports, approval)
        with suppress(Conflict):  # somebody else spoke at this moment: read what they said, and try again
            return await ports.records.replace(after)


async def hand_over(ports: Ports, approval_id: str, actor: Actor, to: Person) -> Approval:
    """Give one's own seat in this question to somebody else. Raises as `store`, and `BadInput` and `Refused` when
    that person cannot take it."""
    while True:
        approval, _ = await concerning(ports, approval_id, actor)
        given = handed_over(approval, actor, to.id, ports.clock())
        await _may_stand_in(ports, approval, Actor(person=to))
        with suppress(Conflict):
            return await ports.records.replace(given)


async def concerning(ports: Ports, approval_id: str, actor: Actor) -> tuple[Approval, frozenset[str]]:
    """The approval, while it is open with whoever may decide now, and in whose place this person may speak in it;
    `NotFound` for whom it does not concern."""
    approval = await ports.records.get(Approval, approval_id)
    if approval is None:
        raise hidden("request")
    asked = actor.id in approval.concerned
    if approval.status is not ApprovalStatus.pending:
        if not asked:
            raise hidden("request")
        return approval, frozenset()
    try:
        approval = await seated(ports, approval)
    except PeopledeskError:
        if asked:
            raise
        raise hidden("request") from None
    standing = await stands_in_for(ports.records, actor.id, ports.clock())
    seat = approval.seat_of(actor.id, standing) if approval.kind == "approve" else None
    if not asked and seat is None and actor.id not in approval.concerned:
        raise hidden("request")
    if seat not in (None, actor.id):
        await _may_stand_in(ports, approval, actor)
    return approval, standing


async def seated(ports: Ports, approval: Approval) -> Approval:
    """The approval with whoever sits in its groups now. Raises `Conflict` when its asker is gone, or when the
    groups themselves are other ones."""
    now = (await perform.approvers_now(approval, await asker(ports, approval))).groups
    if len(now) != len(approval.groups):
        raise Conflict("Who has to approve this has been changed since it was asked. Please ask again.")
    groups = tuple(
        group.model_copy(update={"approver_ids": current.approver_ids})
        for group, current in zip(approval.groups, now, strict=True)
    )
    return approval.model_copy(update={"groups": groups})


async def asker(ports: Ports, approval: Approval) -> Context:
    """The call that waits, as whoever asked. Raises `Conflict` when they are gone."""
    person = await ports.records.get(Person, approval.asker_id)
    if person is None:
        raise Conflict("Who asked for this is no longer in the directory, so there is nothing to decide.")
    return Context(
        actor=Actor(person=person),
        ports=ports,
        now=ports.clock(),
        address=approval.address,
        call_id=approval.call_id,
    )


async def _may_stand_in(ports: Ports, approval: Approval, actor: Actor) -> None:
    """Raises `Refused` for who may not see or decide such a thing at all, whoever gave it to them."""
    require(actor, Permission.approval_share)
    needed = (await perform.approvers_now(approval, await asker(ports, approval))).permission
    if needed:
        require(actor, needed)


async def _check_still(ports: Ports, approval: Approval) -> None:
    """Close a question whose subject has changed since. Raises `Conflict` with what changed."""
    try:
        await perform.check_still(approval, await asker(ports, approval))
    except Conflict as changed:
        outdated = closed(approval, ApprovalStatus.outdated, changed.sentence, ports.clock())
        with suppress(Conflict):  # it was decided or closed by somebody else: the same end
            await ports.records.replace(outdated)
        raise
