"""What every listener of the Slack door shares: who is asking, handing a turn over, and saying what went wrong."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, ClassVar, Literal, Protocol

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.channel import TROUBLE, SlackChannel
from bot.slack.wire import Json, Place
from domain.errors import PeopledeskError
from domain.messages import Content, Turn
from domain.people import Person
from domain.ports import Moment, Record, Records

log = logging.getLogger(__name__)

STRANGER = "I do not know you yet. Please ask HR to link your Slack account to your employee record."
SORRY = "Something went wrong on our side, and it has been noted. Please try again in a moment."
_REMEMBERED = 5_000

Prompts = Callable[[Person], Sequence[str]]
"""Sentences that this person may want to start with, best first."""


class Engine(Protocol):
    """The conversation behind the door."""

    async def handle(self, turn: Turn) -> None:
        """Store the turn, run it, deliver what it says. Idempotent by `turn.id`."""

    async def upload(self, person_id: str, name: str, content: bytes) -> str:
        """Store an upload and return its id. Raises `BadFile` or `TooLarge`."""

    async def feedback(
        self, person: Person, message_id: str, rating: Literal["up", "down"], reason: str | None
    ) -> None:
        """Keep what a person thought of an answer."""


class Delivery(Record):
    """A payload that was acknowledged; it is gone once everything it asked for has been done."""

    collection: ClassVar[str] = "slack_deliveries"
    subjects: ClassVar[tuple[str, ...]] = ()
    indexed: ClassVar[tuple[str, ...]] = ("at",)

    listener: str
    body: dict[str, Any]
    at: Moment


@dataclass
class Door:
    engine: Engine
    records: Records
    channel: SlackChannel
    prompts: Prompts
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _seen: OrderedDict[str, None] = field(default_factory=OrderedDict)

    @property
    def client(self) -> AsyncWebClient:
        return self.channel.client

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Run in the background. The loop itself keeps only weak references to its tasks, so we keep them."""
        task = asyncio.create_task(_logged(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def settle(self, seconds: float) -> None:
        """Wait at most `seconds` for what runs in the background."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)

    def first_time(self, id: str) -> bool:
        """False for what Slack delivers again. The engine knows every turn, too; this spares the work before it."""
        if id in self._seen:
            return False
        self._seen[id] = None
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        return True

    async def keep(self, id: str, listener: str, body: Json) -> bool:
        """Store a payload before it is acknowledged. False when it is stored already."""
        kept = Delivery(id=id, listener=listener, body=body, at=datetime.now(UTC))
        return await self.records.insert_all([kept]) == 1

    async def drop(self, id: str) -> None:
        await self.records.delete(Delivery, id)

    async def kept(self) -> list[Delivery]:
        return await self.records.find(Delivery, order="at")

    async def person(self, slack_user_id: str) -> Person | None:
        found = await self.records.find(Person, {"slack_user_id": slack_user_id}, limit=1)
        return found[0] if found else None

    async def serve(self, place: Place, user: str, work: Callable[[Person], Awaitable[None]]) -> None:
        """Do `work` for whoever this Slack user is. Whatever goes wrong is told: nobody is left without an answer."""
        try:
            person = await self.person(user)
            if person is None:
                await self.whisper(place, user, STRANGER)
            else:
                await work(person)
        except PeopledeskError as error:
            await self.tell(place, user, error.sentence)
        except Exception:
            log.exception("a Slack listener failed")
            await self.tell(place, user, SORRY)

    async def accept(self, turn_id: str, place: Place, person: Person, content: Content) -> None:
        address = place.address
        await self.engine.handle(
            Turn(
                id=turn_id,
                address=address,
                address_key=address.key,
                speaker_id=person.id,
                content=content,
                at=datetime.now(UTC),
            )
        )

    async def tell(self, place: Place, user: str, sentence: str) -> None:
        """Say something that is no part of the conversation, where only this user reads it. `sentence` is ours."""
        if not place.direct:
            return await self.whisper(place, user, sentence)
        try:
            channel = await self.channel.channel_id(place)
            await self.client.chat_postMessage(
                channel=channel, thread_ts=place.thread or None, text=_escaped(sentence)
            )
        except TROUBLE as error:
            log.warning("Slack did not take a sentence: %s", error)

    async def whisper(self, place: Place, user: str, sentence: str) -> None:
        """The same as a message that leaves no trace. In a thread nobody has answered in, Slack shows none, so that
        it then goes above."""
        try:
            channel = await self.channel.channel_id(place)
            thread = place.thread if not place.direct else ""
            await self.client.chat_postEphemeral(
                channel=channel, user=user, thread_ts=thread or None, text=_escaped(sentence)
            )
        except TROUBLE as error:
            log.warning("Slack did not take a sentence: %s", error)


async def _logged(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Exception:
        log.exception("a Slack listener failed")


def _escaped(text: str) -> str:
    """Errors may name a file or a field, whose name people choose."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
