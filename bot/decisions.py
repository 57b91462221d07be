"""Decisions of people: checked when the button is pressed, stored once, then carried out in the asker's own turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actions import trail
from actions.perform import approvers_now
from actions.tool import Context
from bot.voice import TurnVoice
from domain.approvals import Approval, ApprovalStatus, decided
from domain.conversations import Conversation, Focus
from domain.errors import Conflict, PeopledeskError
from domain.messages import Card, Chose, Message, Turn
from domain.people import Actor, Person
from domain.permissions import hidden

if TYPE_CHECKING:
    from bot.conversation import Engine

TOLD = {
    ApprovalStatus.approved: "Approved by",
    ApprovalStatus.declined: "Declined by",
    ApprovalStatus.expired: "Expired without a decision",
}
CONFIRMED = {ApprovalStatus.approved: "Confirmed.", ApprovalStatus.declined: "Called off."}
"""When it was the asker's own yes or no."""


class Decisions:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._records = engine.ports.records

    async def decide(self, turn: Turn, chose: Chose, actor: Actor) -> str:
        """A pressed button: store the decision and say so; returns the approval's id, to be settled."""
        approve = chose.action == "approve"
        approval = await self.store(chose.ref, actor, approve, chose.reason)
        if approval.kind == "approve":
            asker = await self._records.get(Person, approval.asker_id)
            voice = TurnVoice(self._engine.outbox, turn.id, turn.address, actor.id, Focus())
            told = f"{'Approved' if approve else 'Declined'}: {(approval.card.title or '').rstrip('?')}."
            await voice.say(f"{turn.id}/0", text=f"{told} {asker.name if asker else 'The asker'} is told.")
        return approval.id

    async def store(self, approval_id: str, actor: Actor, approve: bool, reason: str | None) -> Approval:
        """Store somebody's yes or no, checked against their rights at this moment.

        Raises `NotFound` to whom it does not concern, `Refused` when their word does not count, `Conflict` when it is
        no longer open. Repeating one's own decision is no conflict.
        """
        approval = await self._concerning(approval_id, actor)
        same = ApprovalStatus.approved if approve else ApprovalStatus.declined
        if approval.decided_by == actor.id and approval.status is same:
            return approval
        decision = decided(approval, actor, approve, reason, self._engine.ports.clock())
        try:
            return await self._records.replace(decision)
        except Conflict:
            raise Conflict("Somebody else has just decided this.") from None

    async def _concerning(self, approval_id: str, actor: Actor) -> Approval:
        """The approval, while it is open with whoever may decide now; `NotFound` for whom it does not concern."""
        approval = await self._records.get(Approval, approval_id)
        if approval is None:
            raise hidden("request")
        asked = actor.id in (approval.asker_id, *approval.approver_ids)
        if approval.status is ApprovalStatus.pending:
            try:
                entitled = await approvers_now(approval, await self.asker(approval))
            except PeopledeskError:
                if asked:
                    raise
                raise hidden("request") from None
            approval = approval.model_copy(update={"approver_ids": entitled.ids})
        if not asked and actor.id not in approval.approver_ids:
            raise hidden("request")
        return approval

    async def expire(self, approval: Approval) -> None:
        """Close a question that nobody answered in time."""
        await self._records.replace(approval.model_copy(update={"status": ApprovalStatus.expired}))
        await self.settle(approval.id)

    async def settle(self, approval_id: str) -> None:
        """Carry out a decision in the turn that waits for it: once, however often this is called."""
        seen = await self._records.get(Approval, approval_id)
        if seen is None:
            return
        async with self._engine.outbox.alone(seen.address):
            approval = await self._records.get(Approval, approval_id)
            if approval is None or approval.applied or approval.status is ApprovalStatus.pending:
                return
            await self._audit(approval)
            await self._refresh_cards(approval)
            if await self._records.get(Person, approval.asker_id):
                await self._resume(approval)
            await self._records.replace(approval.model_copy(update={"applied": True}))

    async def _resume(self, approval: Approval) -> None:
        asker = await self.asker(approval)
        turn = await self._records.get(Turn, approval.turn_id)
        conversation = await self._records.get(Conversation, approval.address.key)
        if turn is None:
            return
        context, voice = await self._engine.context(turn, asker.actor, conversation)
        await self._engine.mind.resume(approval, context)
        await self._engine.outbox.touch(
            approval.address.key, unread=approval.kind == "approve", focus=voice.focus
        )

    async def asker(self, approval: Approval) -> Context:
        """The call that waits, as whoever asked. Raises `Conflict` when they are gone."""
        person = await self._records.get(Person, approval.asker_id)
        if person is None:
            raise Conflict("Who asked for this is no longer in the directory, so there is nothing to decide.")
        return Context(
            actor=Actor(person=person),
            ports=self._engine.ports,
            now=self._engine.ports.clock(),
            address=approval.address,
            call_id=approval.call_id,
        )

    async def _audit(self, approval: Approval) -> None:
        await trail.append(
            self._records,
            effect_id=f"{approval.id}:decided",
            at=approval.decided_at or approval.expires_at,
            actor_id=approval.decided_by or approval.asker_id,
            on_behalf_of=approval.asker_id,
            action=approval.tool,
            outcome=f"decision: {approval.status}",
            details={
                "approval": approval.id,
                "dwell_seconds": _dwell(approval),
                "reason_given": approval.reason is not None,
            },
        )

    async def _refresh_cards(self, approval: Approval) -> None:
        """Everybody's card of this question shows how it ended, and its buttons are gone."""
        decider = await self._records.get(Person, approval.decided_by) if approval.decided_by else None
        own = CONFIRMED.get(approval.status) if approval.kind == "confirm" else None
        ending = own or TOLD[approval.status] + (f" {decider.name}" if decider else "")
        if approval.reason:
            ending += f": “{approval.reason}”"

        def ended(card: Card) -> Card:
            return card.model_copy(update={"buttons": (), "text": ending})

        shown = await self._records.find(Message, {"turn_id": approval.turn_id})
        for message in shown:
            if message.id == approval.call_id or message.id.startswith(
                (f"{approval.id}@", f"{approval.id}:reminder@")
            ):
                await self._engine.outbox.update(message.id, ended)


def _dwell(approval: Approval) -> int | None:
    return round((approval.decided_at - approval.asked_at).total_seconds()) if approval.decided_at else None
