"""Putting messages into the transcript and in front of people: stored first, then shown, shown again until it worked."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from typing import Any

from bot.channel import Channel
from domain.conversations import Conversation
from domain.errors import AlreadyExists, Conflict, NotFound, PeopledeskError
from domain.messages import Address, Card, Event, Message
from domain.people import Person
from domain.ports import Ports

log = logging.getLogger(__name__)
TITLE = 60


def stream_of(address_key: str) -> str:
    """The event stream of a conversation."""
    return f"events:{address_key}"


def stream_of_person(person_id: str) -> str:
    """The stream that tells a person which of their conversations has news."""
    return f"person:{person_id}"


class Outbox:
    def __init__(self, ports: Ports, channels: Sequence[Channel]) -> None:
        self.ports = ports
        self.channels = {c.name: c for c in channels}

    def alone(self, address: Address) -> AbstractAsyncContextManager[None]:
        """Only one turn at a time runs in a conversation. Raises `Busy` after a minute."""
        return self.ports.signals.lock(f"conversation:{address.key}", seconds=10, wait=60)

    async def emit(self, address: Address, event: Event) -> None:
        await self.ports.signals.publish(
            stream_of(address.key), event.model_dump(mode="json", exclude_none=True)
        )

    async def status(self, address: Address, turn_id: str, text: str) -> None:
        await self.emit(address, Event(type="status", turn_id=turn_id, text=text))
        if channel := self.channels.get(address.channel):
            await channel.status(address, text)

    async def post(self, message: Message) -> bool:
        """Add a message to its conversation; one whose id is known changes nothing and returns False."""
        channel = self.channels.get(message.address.channel)
        told = message.author == "person" or (channel is not None and not channel.confirms)
        message = message.model_copy(update={"delivered": told})
        new = await self.ports.records.insert_all([message]) == 1
        if new:
            await self.show(message)
        return new

    async def update(self, message_id: str, change: Callable[[Card], Card]) -> None:
        """Change a message's card wherever it is shown; nothing when there is no such message."""
        while (message := await self.ports.records.get(Message, message_id)) is not None:
            card = change(message.card or Card())
            if card == message.card:
                return
            try:
                message = await self.ports.records.replace(message.model_copy(update={"card": card}))
            except Conflict:
                continue
            return await self.show(message)

    async def put(self, message_id: str, card: Card) -> None:
        """As `update`, whatever the card was."""
        await self.update(message_id, lambda before: card)

    async def show(self, message: Message) -> None:
        """Tell the stream and the channel. A channel that fails, or is not configured now, is tried again by the
        sweep."""
        await self.emit(message.address, Event(type="message", turn_id=message.turn_id, message=message))
        channel = self.channels.get(message.address.channel)
        if message.author == "person" or channel is None:
            return
        try:
            if channel.confirms:
                await self._deliver(message.id, channel)
            else:
                await channel.deliver(message)
        except PeopledeskError as error:
            log.warning("%s could not show message %s: %s", channel.name, message.id, error)

    async def _deliver(self, message_id: str, channel: Channel) -> None:
        """Deliver a message as it stands now and keep the channel's reference to it. One at a time: whoever changed it
        while another was posting it would else post it a second time, or be overtaken by an older state."""
        async with self.ports.signals.lock(f"message:{message_id}", seconds=10, wait=60):
            message = await self.ports.records.get(Message, message_id)
            reference = await channel.deliver(message) if message else None
            while message and (not message.delivered or reference not in (None, message.external_ref)):
                confirmed = {"delivered": True, "external_ref": reference or message.external_ref}
                with suppress(Conflict):
                    await self.ports.records.replace(message.model_copy(update=confirmed))
                message = await self.ports.records.get(Message, message_id)

    async def tell(self, person: Person, message_id: str, turn_id: str, card: Card) -> None:
        """Tell somebody something they did not just ask for, in every channel that reaches them."""
        addresses = [c.inbox_of(person) for c in self.channels.values()]
        await asyncio.gather(*(self._tell_at(a, person, message_id, turn_id, card) for a in addresses if a))

    async def _tell_at(
        self, address: Address, person: Person, message_id: str, turn_id: str, card: Card
    ) -> None:
        await self.open(address, person.id, "Inbox", kind="inbox")
        message = Message(
            id=f"{message_id}@{address.key}",
            address=address,
            address_key=address.key,
            turn_id=turn_id,
            owner_id=person.id,
            author="assistant",
            card=card,
            at=self.ports.clock(),
        )
        if await self.post(message):
            await self.touch(address.key, unread=True)

    async def open(self, address: Address, owner_id: str, title: str, kind: str = "chat") -> Conversation:
        """The conversation at an address, made at first use. Raises `NotFound` when it is somebody else's."""
        found = await self.ports.records.get(Conversation, address.key)
        if found is None:
            found = Conversation.model_validate(
                {
                    "id": address.key,
                    "owner_id": owner_id,
                    "address": address,
                    "kind": kind,
                    "title": " ".join(title.split())[:TITLE] or "Conversation",
                    "updated_at": self.ports.clock(),
                }
            )
            try:
                await self.ports.records.insert(found)
            except AlreadyExists:
                return await self.open(address, owner_id, title, kind)
        if found.owner_id != owner_id:
            raise NotFound("I could not find that conversation.")
        return found

    async def touch(self, address_key: str, *, unread: bool = False, **changes: Any) -> None:
        """Note that something happened in a conversation, with changes of its fields."""
        while (found := await self.ports.records.get(Conversation, address_key)) is not None:
            update = {
                **changes,
                "updated_at": self.ports.clock(),
                "unread": found.unread + 1 if unread else found.unread,
            }
            try:
                await self.ports.records.replace(found.model_copy(update=update))
            except Conflict:
                continue
            if unread:
                news = {"conversation_id": found.address.conversation, "channel": found.address.channel}
                await self.ports.signals.publish(stream_of_person(found.owner_id), news)
            return

    async def seen(self, address_key: str) -> None:
        """Everything in a conversation has been read."""
        found = await self.ports.records.get(Conversation, address_key)
        if found and found.unread:
            with suppress(Conflict):  # news arrived meanwhile, so it is not all read
                await self.ports.records.replace(found.model_copy(update={"unread": 0}))
