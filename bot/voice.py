"""How a running turn speaks: the graph's `Voice`, with message ids that make saying it twice harmless."""

from __future__ import annotations

from actions.approvals import decision_buttons
from actions.tool import Result
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
        for message_id, card in result.changes():
            await self._outbox.put(message_id, card)
        for person_id, card in result.notices():
            if person := await self._outbox.ports.records.get(Person, person_id):
                await self._outbox.tell(person, f"{call['id']}:told", self._turn_id, card)
        self.focus = result.focus(self.focus).model_copy(update={"tool": call["tool"]})

    async def ask_approval(self, approval: Approval) -> None:
        if approval.kind == "confirm":
            card = approval.card.model_copy(update={"buttons": decision_buttons(approval)})
            return await self.say(approval.call_id, card)
        names = await self._tell_approvers(approval)
        waiting = approval.card.model_copy(
            update={"text": f"Waiting for {_either(names)} to decide. I will tell you here."}
        )
        await self.say(approval.call_id, waiting)

    async def _tell_approvers(self, approval: Approval) -> list[str]:
        """Put the question into each approver's inbox; returns the names, three at most."""
        card = approval.card.model_copy(update={"buttons": decision_buttons(approval)})
        names = []
        for person_id in approval.approver_ids:
            person = await self._outbox.ports.records.get(Person, person_id)
            if person:
                await self._outbox.tell(person, approval.id, approval.turn_id, card)
                names.append(person.name)
        return names[:3] or ["an approver"]


def _either(names: list[str]) -> str:
    """ "A", "A or B", "A, B or C"."""
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last
