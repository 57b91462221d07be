"""How a running turn speaks: the graph's `Voice`, with message ids that make saying it twice harmless."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from actions import catalogue
from actions.forms import RESOLVED
from actions.tool import Result
from bot.decision_cards import DecisionCards, asked_card, either
from bot.outbox import Outbox
from domain.approvals import Approval, Shown
from domain.conversations import Focus, PendingForm
from domain.messages import Address, Button, Card, Event, Message
from domain.people import Person
from graphs.state import Call

DONE = ":done"
"""How the id of an answer ends that came after a decision."""


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
        self._turn_to(self.focus, call["tool"], call["args"], "form")

    async def answered(self, call: Call, result: Result) -> None:
        records = self._outbox.ports.records
        for approval_id in result.asks():
            id = f"shown:{approval_id}:{call['id']}"
            await records.insert_all([Shown(id=id, approval_id=approval_id, message_id=call["id"])])
        await self.say(call["id"], _undoable(result.card(), call))
        for call_id in result.outdates():
            for message_id in (call_id, f"{call_id}{DONE}"):
                await self._outbox.update(message_id, _without_buttons)
        for message_id, card in result.changes():
            await self._outbox.put(message_id, card)
        for person_id, card in result.notices():
            if person := await records.get(Person, person_id):
                await self._outbox.tell(person, f"{call['id']}:told", self._turn_id, card)
        self._turn_to(result.focus(self.focus), call["tool"], call["args"])

    def _turn_to(
        self,
        focus: Focus,
        tool: str,
        args: Mapping[str, Any],
        waits: Literal["form", "approval"] | None = None,
        call_id: str | None = None,
    ) -> None:
        confidential = catalogue.tools()[tool].confidential
        kept = {} if confidential else args
        given = {k: v for k, v in kept.items() if v is not None and not k.startswith(RESOLVED)}
        update = {"tool": tool, "args": given, "waits": waits, "call_id": call_id}
        self.focus = focus.model_copy(update=update)

    async def ask_approval(self, approval: Approval) -> None:
        self._turn_to(self.focus, approval.tool, approval.args, "approval", approval.call_id)
        if approval.kind == "confirm":
            return await self.say(approval.call_id, asked_card(approval))
        cards = DecisionCards(self._outbox)
        names = await cards.tell(approval)
        text = f"Waiting for {either(names)} to decide. I will tell you here."
        await self.say(approval.call_id, approval.card.model_copy(update={"text": text}))


def _undoable(card: Card, call: Call) -> Card:
    """With a button to take it back, where the tool says how."""
    tool = catalogue.tools().get(call["tool"])
    if tool is None or tool.undo is None:
        return card
    undo = Button(label="Undo", action="undo.last", ref=call["id"].removesuffix(DONE))
    return card.model_copy(update={"buttons": (*card.buttons, undo)})


def _without_buttons(card: Card) -> Card:
    return card.model_copy(update={"buttons": ()})
