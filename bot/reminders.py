"""Questions to approvers that nobody answers: a reminder after two working days, and after five
whoever stands above."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from actions import catalogue
from actions.deciding import seated
from bot.conversation import Engine
from bot.decision_cards import DecisionCards, asked_card
from domain.approvals import Approval, ApprovalStatus
from domain.errors import PeopledeskError
from domain.messages import Card
from domain.people import Person

EVERY = timedelta(minutes=10)
REMIND, ESCALATE = 2, 5
"""Working days since it was asked."""


class Reminders:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._records = engine.ports.records
        self._cards = DecisionCards(engine.outbox)
        self._next: datetime | None = None

    async def run(self, now: datetime, patience: timedelta) -> None:
        if self._next is None or now >= self._next:
            self._next = now + EVERY
            await self.once(now)

    async def once(self, now: datetime) -> None:
        """Look after every waiting question to others."""
        pending = {"status": ApprovalStatus.pending.value}
        for approval in await self._records.find(Approval, pending, order="expires_at", limit=1000):
            if approval.kind == "approve" and approval.expires_at > now:
                try:
                    await self._look_after(approval, now)
                except PeopledeskError:
                    continue  # decided just now, or nobody may decide: the next look tries again

    async def _look_after(self, approval: Approval, now: datetime) -> None:
        """What has been told is noted first: a crash between the two costs a reminder, never tells twice."""
        rule = catalogue.tools()[approval.tool].approval
        waited = working_days_since(approval.put_at.date(), now.date())
        update: dict[str, object] = {}
        if waited >= REMIND and approval.reminded_at is None:
            update["reminded_at"] = now
        if waited >= ESCALATE and approval.escalated_at is None and rule and rule.above:
            update["escalated_at"] = now
        before = approval.approver_ids
        changed = await seated(self._engine.ports, approval.model_copy(update=update))
        new = tuple(id for id in changed.approver_ids if id not in before)
        if update or changed != approval:
            changed = await self._records.replace(changed)
        card = asked_card(changed)
        standing = [
            id for id in await self._cards.asked(changed) if id not in (*changed.approver_ids, *before)
        ]
        names = [await self._tell(id, changed.id, changed, card) for id in (*new, *standing)]
        if "reminded_at" in update:
            reminder = card.model_copy(update={"title": f"Still waiting for you: {card.title}"})
            for id in (*(id for id in before if id in changed.approver_ids), *standing):
                await self._tell(id, f"{changed.id}:reminder", changed, reminder)
        if "escalated_at" in update:
            await self._tell_asker(changed, [n for n in names if n])

    async def _tell(self, person_id: str, message_id: str, approval: Approval, card: Card) -> str | None:
        person = await self._records.get(Person, person_id)
        if person is None:
            return None
        await self._engine.outbox.tell(person, message_id, approval.turn_id, card)
        return person.name

    async def _tell_asker(self, approval: Approval, names: list[str]) -> None:
        text = f"I have asked {' or '.join(names[:3])} to decide." if names else "I have reminded them."
        card = Card(title=f"No decision for {ESCALATE} working days", text=text, facts=approval.card.facts)
        await self._tell(approval.asker_id, f"{approval.id}:escalated", approval, card)


def working_days_since(start: date, today: date) -> int:
    """Mondays to Fridays after `start`, up to `today`."""
    return sum((start + timedelta(n)).weekday() < 5 for n in range(1, (today - start).days + 1))
