"""How a running turn speaks: the graph's `Voice`, with message ids that make saying it twice harmless."""

from __future__ import annotations

from actions.tool import Result
from bot.decision_cards import DecisionCards, asked_card, either
from bot.outbox import Outbox
from domain.approvals import Approval
from domain.conversations import Focus, PendingForm
from domain.messages import Address, Card, Event, Message
from domain.people import Person
from graphs.state import Call


class TurnVoice:
    def __init__(self, outbox: Outbox, turn_id: str, address: Address, person_id: str, focus: Focus) -> None:
        self._outbox = outbox
        self._turn_id = turn_id
        self._address = address
        self._person_id = person_id
        self.focus = focus
        """Where the conversation's attention is after what was said so far."""

    async def say(self, message_id: str, card: Card | None = None, text: str | None = None) -> None:
        await self._outbox.post(
            Message(
                id=message_id,
                address=self._address,
                address_key=self._address.key,
                turn_id=self._turn_id,
                owner_id=self._person_id,
                author="assistant",
                text=text,
                card=card,
                at=self._outbox.ports.clock(),
            )
        )

    async def status(self, text: str) -> None:
        await self._outbox.status(self._address, self._turn_id, text)

    async def delta(self, message_id: str, text: str) -> None:
        event = Event(type="delta", turn_id=self._turn_id, message_id=message_id, text=text)
        await self._outbox.emit(self._address, event)

    async def form(self, call: Call, card: Card) -> None:
        waiting = PendingForm(
            id=call["id"],
            owner_id=self._person_id,
            tool=call["tool"],
            args=call["args"],
            asked_at=self._outbox.ports.clock(),
        )
        await self._outbox.ports.records.insert_all([waiting])
        await self.say(call["id"], card)

    async def answered(self, call: Call, result: Result) -> None:
        await self.say(call["id"], result.card())
        for person_id, card in result.notices():
            if person := await self._outbox.ports.records.get(Person, person_id):
                await self._outbox.tell(person, f"{call['id']}:told", self._turn_id, card)
        self.focus = result.focus(self.focus).model_copy(update={"tool": call["tool"]})

    async def ask_approval(self, approval: Approval) -> None:
        if approval.kind == "confirm":
            return await self.say(approval.call_id, asked_card(approval))
        cards = DecisionCards(self._outbox)
        names = await cards.tell(approval)
        text = f"Waiting for {either(names)} to decide. I will tell you here."
        await self.say(approval.call_id, approval.card.model_copy(update={"text": text}))
