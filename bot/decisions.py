"""Decisions of people: checked when the button is pressed, stored once, then carried out in the asker's own turn."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from actions import deciding, trail
from bot.decision_cards import DecisionCards
from bot.voice import TurnVoice
from domain.approvals import Approval, ApprovalStatus, Vote, closed
from domain.conversations import Conversation, Focus
from domain.errors import Conflict, SignInAgain
from domain.messages import Button, Card, Chose, Turn
from domain.people import Actor, Person

if TYPE_CHECKING:
    from bot.conversation import Engine


class Decisions:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._records = engine.ports.records
        self._cards = DecisionCards(engine.outbox)

    async def decide(self, turn: Turn, chose: Chose, actor: Actor) -> None:
        """A pressed button: store the vote and say so; what follows from it is left to `settle`."""
        approve = chose.action == "approve"
        voice = TurnVoice(self._engine.outbox, turn.id, turn.address, actor.id, Focus())
        try:
            approval = await self.store(chose.ref, actor, approve, chose.reason)
        except SignInAgain as needed:
            return await voice.say(f"{turn.id}/0", _sign_in_for(chose.ref, needed))
        if approval.kind == "approve":
            asker = await self._records.get(Person, approval.asker_id)
            told = f"{'Approved' if approve else 'Declined'}: {(approval.card.title or '').rstrip('?')}."
            then = f"{asker.name if asker else 'The asker'} is told."
            if approval.status is ApprovalStatus.pending:
                then = await self._cards.waiting(approval)
            await voice.say(f"{turn.id}/0", text=f"{told} {then}")

    async def store(
        self,
        approval_id: str,
        actor: Actor,
        approve: bool,
        reason: str | None,
        signed_in_at: datetime | None = None,
    ) -> Approval:
        """Store somebody's yes or no; raises as `deciding.store`."""
        return await deciding.store(self._engine.ports, approval_id, actor, approve, reason, signed_in_at)

    async def expire(self, approval: Approval) -> None:
        """Close a question that nobody answered in time."""
        now = self._engine.ports.clock()
        await self._records.replace(closed(approval, ApprovalStatus.expired, None, now))
        await self.settle(approval.id)

    async def settle(self, approval_id: str) -> None:
        """Carry out what was said, once, however often this is called: cards and the trail after each vote, and after
        the last the act, in the turn that waits for it."""
        seen = await self._records.get(Approval, approval_id)
        if seen is None:
            return
        async with self._engine.outbox.alone(seen.address):
            approval = await self._records.get(Approval, approval_id)
            if approval is None or approval.applied:
                return
            pending = approval.status is ApprovalStatus.pending
            if pending and approval.told:
                return
            await self._audit(approval)
            await self._cards.refresh(approval)
            if pending:
                await self._cards.tell(approval)
            elif await self._records.get(Person, approval.asker_id):
                await self._resume(approval)
            done = approval.model_copy(update={"told": True, "applied": not pending})
            with suppress(Conflict):  # one more word meanwhile: whoever said it settles it
                await self._records.replace(done)

    async def _resume(self, approval: Approval) -> None:
        asker = await deciding.asker(self._engine.ports, approval)
        turn = await self._records.get(Turn, approval.turn_id)
        conversation = await self._records.get(Conversation, approval.address.key)
        if turn is None:
            return
        context, voice = await self._engine.context(turn, asker.actor, conversation)
        await self._engine.mind.resume(approval, context)
        await self._engine.outbox.touch(
            approval.address.key, unread=approval.kind == "approve", focus=voice.focus
        )

    async def _audit(self, approval: Approval) -> None:
        """A row for each vote and handover, and one for the end."""
        ended = approval.status is not ApprovalStatus.pending
        last = len(approval.votes) - 1
        for n, vote in enumerate(approval.votes):
            final = ended and approval.decided_by is not None and n == last
            outcome = f"decision: {approval.status}" if final else f"vote: {vote.answer}"
            await self._row(approval, "decided" if final else f"vote:{n}", vote.at, vote.by, outcome, vote)
        for n, handover in enumerate(approval.handovers):
            to = await trail.pseudonym(self._records, handover.to_id)
            await self._row(
                approval, f"handover:{n}", handover.at, handover.by, "decision handed over", to=to
            )
        if ended and approval.decided_by is None:
            at = approval.decided_at or approval.expires_at
            await self._row(approval, "decided", at, approval.asker_id, f"decision: {approval.status}")

    async def _row(
        self,
        approval: Approval,
        suffix: str,
        at: datetime,
        actor_id: str,
        outcome: str,
        vote: Vote | None = None,
        to: str | None = None,
    ) -> None:
        details: dict[str, object] = {"approval": approval.id}
        if vote:
            details |= {"dwell_seconds": vote.dwell_seconds, "reason_given": vote.reason is not None}
            if vote.seat != vote.by:
                details["in_place_of"] = await trail.pseudonym(self._records, vote.seat)
        await trail.append(
            self._records,
            effect_id=f"{approval.id}:{suffix}",
            at=at,
            actor_id=actor_id,
            on_behalf_of=approval.asker_id,
            action=approval.tool,
            outcome=outcome,
            details=details | ({"to": to} if to else {}),
        )


def _sign_in_for(approval_id: str, needed: SignInAgain) -> Card:
    """With the way to where the password is asked for."""
    button = Button(
        label="Sign in and approve", action="approve", ref=approval_id, style="primary", signs_in=True
    )
    return Card(title=needed.title, text=needed.sentence, tone="warning", buttons=(button,))
