"""Decisions of people: checked when the button is pressed, stored once, then carried out in the asker's own turn."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from actions import trail
from actions.perform import approvers_now, check_still
from actions.standing_in import stands_in_for
from actions.tool import Context
from bot.decision_cards import DecisionCards
from bot.voice import TurnVoice
from domain.approvals import Approval, ApprovalStatus, Vote, closed, decided, handed_over
from domain.conversations import Conversation, Focus
from domain.errors import Conflict, PeopledeskError
from domain.messages import Chose, Turn
from domain.people import Actor, Person
from domain.permissions import Permission, hidden, require

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
        approval = await self.store(chose.ref, actor, approve, chose.reason)
        if approval.kind == "approve":
            asker = await self._records.get(Person, approval.asker_id)
            voice = TurnVoice(self._engine.outbox, turn.id, turn.address, actor.id, Focus())
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
        """Store somebody's yes or no, checked against their rights and the facts of this moment.

        Raises `NotFound` to whom it does not concern, `Refused` when their word does not count, `Conflict` when it is
        no longer open, not yet theirs, or what it was about has changed (which closes it), `BadInput` without a
        reason that it needs. Repeating one's own word is no conflict.
        """
        while True:
            approval, standing = await self._concerning(approval_id, actor)
            said = next((v for v in approval.votes if v.by == actor.id), None)
            if said and said.answer == ("yes" if approve else "no"):
                return approval
            decision = decided(
                approval,
                actor,
                approve,
                reason,
                self._engine.ports.clock(),
                stands_in_for=standing,
                signed_in_at=signed_in_at,
            )
            if approve:
                await self._check_still(approval)
            with suppress(Conflict):  # somebody else spoke at this moment: read what they said, and try again
                return await self._records.replace(decision)

    async def hand_over(self, approval_id: str, actor: Actor, to: Person) -> Approval:
        """Give one's own seat of this question to somebody else. Raises as `store`, and `BadInput` and `Refused` when
        that person cannot take it."""
        while True:
            approval, _ = await self._concerning(approval_id, actor)
            if approval.status is ApprovalStatus.pending:
                await self._may_stand_in(approval, Actor(person=to))
            given = handed_over(approval, actor, to.id, self._engine.ports.clock())
            with suppress(Conflict):
                return await self._records.replace(given)

    async def _concerning(self, approval_id: str, actor: Actor) -> tuple[Approval, frozenset[str]]:
        """The approval, while it is open with whoever may decide now, and for whom this person may speak in it;
        `NotFound` for whom it does not concern."""
        approval = await self._records.get(Approval, approval_id)
        if approval is None:
            raise hidden("request")
        asked = actor.id in approval.concerned
        if approval.status is not ApprovalStatus.pending:
            if not asked:
                raise hidden("request")
            return approval, frozenset()
        try:
            approval = await self.seated(approval)
        except PeopledeskError:
            if asked:
                raise
            raise hidden("request") from None
        standing = await stands_in_for(self._records, actor.id, self._engine.ports.clock())
        seat = approval.seat_of(actor.id, standing) if approval.kind == "approve" else None
        if not asked and seat is None and actor.id not in approval.concerned:
            raise hidden("request")
        if seat not in (None, actor.id):
            await self._may_stand_in(approval, actor)
        return approval, standing

    async def seated(self, approval: Approval) -> Approval:
        """The approval with whoever sits in its groups now. Raises `Conflict` when its asker is gone, or when the
        groups themselves are other ones."""
        now = (await approvers_now(approval, await self.asker(approval))).groups
        if len(now) != len(approval.groups):
            raise Conflict("Who has to approve this has been changed since it was asked. Please ask again.")
        groups = tuple(
            group.model_copy(update={"approver_ids": current.approver_ids})
            for group, current in zip(approval.groups, now, strict=True)
        )
        return approval.model_copy(update={"groups": groups})

    async def _may_stand_in(self, approval: Approval, actor: Actor) -> None:
        """Raises `Refused` for who may not see or decide such a thing at all, whoever gave it to them."""
        needed = (await approvers_now(approval, await self.asker(approval))).permission
        require(actor, needed or Permission.colleagues_read)

    async def _check_still(self, approval: Approval) -> None:
        """Close a question whose subject has changed since. Raises `Conflict` with what changed."""
        try:
            await check_still(approval, await self.asker(approval))
        except Conflict as changed:
            now = self._engine.ports.clock()
            outdated = closed(approval, ApprovalStatus.outdated, changed.sentence, now)
            with suppress(Conflict):  # it was decided or closed by somebody else: the same end
                await self._records.replace(outdated)
            raise

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
