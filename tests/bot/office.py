"""The engine over the demo company, with a channel whose post can be stopped; people who say and press things in it."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from langgraph.checkpoint.base import BaseCheckpointSaver

from adapters.checkpoints import checkpointer
from bot.conversation import Engine
from bot.outbox import Outbox, stream_of
from bot.sweep import Sweep
from bot.web.channel import WebChannel
from domain.approvals import Approval
from domain.conversations import PendingForm
from domain.errors import Unavailable
from domain.messages import Address, Chose, Content, Event, Filled, Message, Said, Turn
from domain.people import Person
from domain.understanding import Understanding
from graphs.mind import Mind
from tests.company import Company

AT_ONCE = timedelta(0)


class Letterbox:
    """A channel that must be told, in Slack's place. While it is shut nothing can be delivered."""

    name = "slack"
    confirms = True

    def __init__(self) -> None:
        self.shut = False
        self.delivered: list[Message] = []
        self.told: list[tuple[Address, str]] = []
        self.waits: dict[str, list[str]] = {}

    async def deliver(self, message: Message) -> str | None:
        await asyncio.sleep(0.005)
        if self.shut:
            raise Unavailable("The letterbox is shut.")
        self.delivered.append(message)
        return f"letter-{message.id}"

    async def status(self, address: Address, text: str) -> None:
        self.told.append((address, text))

    def inbox_of(self, person: Person) -> Address | None:
        return None

    async def waiting(self, person: Person, approvals: Sequence[Approval]) -> None:
        self.waits[person.name] = [str(a.card.title) for a in approvals]


class Office:
    def __init__(
        self, company: Company, understanding: Understanding, saver: BaseCheckpointSaver[Any]
    ) -> None:
        self.company = company
        self.saver = saver
        self.records = company.records
        self.letters = Letterbox()
        self.outbox = Outbox(company.ports, [WebChannel(), self.letters])
        self.engine = Engine(company.ports, self.outbox, Mind(understanding, None, saver))
        self.sweep = Sweep(self.engine)
        self._run = uuid.uuid4().hex[:8]

    def place(self, name: str, channel: Any = "web", private: bool = True) -> Address:
        """A conversation of this test's own, always the same for the same name."""
        return Address(channel=channel, conversation=f"{name}-{self._run}", private=private)

    async def turn(self, who: str, content: Content, address: Address | None = None, id: str = "") -> Turn:
        person = await self.company.person(who)
        address = address or self.place(person.id)
        return Turn(
            id=id or f"turn-{uuid.uuid4().hex}",
            address=address,
            address_key=address.key,
            speaker_id=person.id,
            content=content,
            at=self.company.clock(),
        )

    async def says(self, who: str, text: str, address: Address | None = None, **more: Any) -> Turn:
        turn = await self.turn(who, Said(text=text, **more), address)
        await self.engine.handle(turn)
        return turn

    async def chooses(self, who: str, action: str, ref: str, reason: str | None = None) -> Turn:
        turn = await self.turn(who, Chose(action=action, ref=ref, reason=reason))
        await self.engine.handle(turn)
        return turn

    async def fills(self, who: str, form: PendingForm | str, **values: Any) -> Turn:
        form_id = form if isinstance(form, str) else form.id
        turn = await self.turn(who, Filled(form_id=form_id, values=values))
        await self.engine.handle(turn)
        return turn

    async def answers(self, turn: Turn) -> list[str]:
        """Words of everything the assistant said in a turn, in order; the turn's own address alone."""
        found = await self.records.find(Message, {"turn_id": turn.id}, order="at")
        return [words(m) for m in found if m.author == "assistant" and m.address == turn.address]

    async def said_to(self, who: str) -> list[str]:
        """Everything that somebody can read of the assistant's, in all conversations."""
        person = await self.company.person(who)
        found = await self.records.find(Message, {"owner_id": person.id}, order="at")
        return [words(m) for m in found if m.author == "assistant"]

    async def question(self) -> Approval:
        """The only approval there is."""
        (found,) = await self.records.find(Approval)
        assert isinstance(found, Approval)
        return found

    async def events(self, address: Address) -> list[Event]:
        stream = self.company.ports.signals.follow(stream_of(address.key), idle=0.05)
        return [Event.model_validate(e.data) async for e in stream]

    async def status(self, turn: Turn) -> str:
        stored = await self.records.get(Turn, turn.id)
        return str(stored.status) if stored else "unknown"

    async def reopened(self, turn: Turn) -> None:
        """As it is stored when a crash came before the turn's end."""
        stored = await self.records.get(Turn, turn.id)
        await self.records.replace(stored.model_copy(update={"status": "accepted"}))

    async def waiting_threads(self) -> set[str]:
        """Turns whose checkpoints are still kept."""
        return {str(c.config["configurable"]["thread_id"]) async for c in self.saver.alist(None)}


def words(message: Message) -> str:
    card = message.card
    told: list[str | None] = [message.text]
    if card:
        told += [card.title, card.text, *(f"{f.label}: {f.value}" for f in card.facts)]
        told += [t for i in card.items for t in (i.title, i.subtitle, i.badge)]
        told += [f"[{b.label}]" for b in card.buttons]
        told += [f"{f.label} {f.help or ''}" for f in (card.form.fields if card.form else ())]
    return "\n".join(t for t in told if t)


@asynccontextmanager
async def office_of(company: Company, folder: Path, understanding: Understanding) -> AsyncIterator[Office]:
    async with checkpointer(f"sqlite:///{folder / 'checkpoints.db'}") as saver:
        yield Office(company, understanding, saver)
