"""The engine behind every door: a turn is stored once, run under its conversation's lock, and answered."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Literal

from ulid import ULID

from actions import catalogue
from actions.forms import asked, sent
from actions.tool import Context
from bot.decisions import Decisions
from bot.outbox import Outbox
from bot.tickets import Tickets
from bot.voice import TurnVoice
from domain.conversations import Conversation, Feedback, Focus, PendingForm, Upload
from domain.errors import (
    AlreadyExists,
    BadInput,
    Conflict,
    NotFound,
    PeopledeskError,
    Unauthenticated,
    Unavailable,
)
from domain.messages import Card, Chose, Event, Filled, Finished, Item, Message, Said, Turn
from domain.people import Actor, Person
from domain.permissions import hidden
from domain.ports import Ports
from graphs.mind import Mind
from graphs.state import Call, State, TurnContext
from knowledge import bundles, file_names

log = logging.getLogger(__name__)
LONGEST = 4000
"""Characters of a message that are read; the rest is kept in the transcript and not interpreted."""
CHECKS = 2
"""Files checked at a time; an encrypted PDF is tried in a child process, and each of those takes memory."""
WINDOW = 12
"""Messages of the transcript that a model sees."""
_NO_FOCUS = Focus()


class Engine:
    def __init__(self, ports: Ports, outbox: Outbox, mind: Mind | None) -> None:
        """Without a mind it tells of finished work alone, which is all that a worker does."""
        self.ports = ports
        self.outbox = outbox
        self._mind = mind
        self.tickets = Tickets(ports, outbox)
        self._checks = ThreadPoolExecutor(
            CHECKS, "checks"
        )  # apart, so that nothing else waits for a slow file
        self.decisions = Decisions(self)

    @property
    def mind(self) -> Mind:
        if self._mind is None:
            raise Unavailable("A worker does not answer; the web server does.")
        return self._mind

    async def handle(self, turn: Turn) -> None:
        """Store and run a turn; one that was seen before is left alone."""
        if await self.accept(turn):
            await self.run(turn)

    async def accept(self, turn: Turn) -> bool:
        """Store a turn so that it will be run even after a crash. False when it was seen before.

        Raises `NotFound` when the conversation is somebody else's.
        """
        said = turn.content if isinstance(turn.content, Said) else Said(text="")
        title = said.text or ", ".join(await self._names(said.uploads, turn.speaker_id))
        await self.outbox.open(turn.address, turn.speaker_id, title)
        try:
            await self.ports.records.insert(turn)
        except AlreadyExists:
            return False
        return True

    async def run(self, turn: Turn) -> None:
        """Run an accepted turn to its end. Never raises: whatever happens, the person is answered."""
        async with self.outbox.alone(turn.address):
            stored = await self.ports.records.get(Turn, turn.id)
            if stored is None or stored.status != "accepted":
                return
            await self.outbox.emit(turn.address, Event(type="run_started", turn_id=turn.id))
            status: Literal["done", "failed"] = "done"
            try:
                await self._dispatch(turn)
            except PeopledeskError as error:
                await self._apologise(turn, error.title, error.sentence)
            except Exception:  # the last line of defence: silence would be worse than any wording
                log.exception("turn %s failed", turn.id)
                status = "failed"
                sentence = (
                    f"That did not work, and the fault is ours. Please tell your administrator: {turn.id}"
                )
                await self._apologise(turn, "Something went wrong", sentence)
            await self.ports.records.replace(await self._ended(stored, status))
            await self.outbox.emit(turn.address, Event(type="run_finished", turn_id=turn.id))
        match turn.content:
            case Chose(action="approve" | "decline", ref=approval_id):
                await self._settle(approval_id)  # outside the lock: it takes that of the asker's conversation

    async def _settle(self, approval_id: str) -> None:
        try:
            await self.decisions.settle(approval_id)
        except PeopledeskError as error:
            log.warning("the sweep will carry out %s: %s", approval_id, error)

    async def _ended(self, turn: Turn, status: Literal["done", "failed"]) -> Turn:
        """The turn at its end; what was entered in confidence goes with it."""
        content = turn.content
        if isinstance(content, Filled):
            form = await self.ports.records.get(PendingForm, content.form_id)
            if form and _confidential(form.tool):
                content = content.model_copy(update={"values": {}})
        return turn.model_copy(update={"status": status, "content": content})

    async def _dispatch(self, turn: Turn) -> None:
        actor = await self.actor(turn.speaker_id)
        match turn.content:
            case Said() as said:
                await self._said(turn, said, actor)
            case Chose(action="approve" | "decline") as chose:
                await self.decisions.decide(turn, chose, actor)
            case Chose() as chose:
                await self._chose(turn, chose, actor)
            case Filled() as filled:
                await self._filled(turn, filled, actor)
            case Finished() as finished:
                await self.tickets.finished(finished.ticket_id)

    async def _apologise(self, turn: Turn, title: str, sentence: str) -> None:
        voice = TurnVoice(self.outbox, turn.id, turn.address, turn.speaker_id, _NO_FOCUS)
        await voice.say(f"{turn.id}/error", Card(title=title, text=sentence, tone="warning"))

    async def actor(self, person_id: str) -> Actor:
        """The person as the directory knows them now. Raises `Unauthenticated` when they are gone."""
        person = await self.ports.records.get(Person, person_id)
        if person is None:
            raise Unauthenticated("You are not in the directory. Please ask your administrator.")
        return Actor(person=person)

    # --- what a turn can be ------------------------------------------------------------------------------

    async def _said(self, turn: Turn, said: Said, actor: Actor) -> None:
        await self.outbox.post(
            Message(
                id=f"{turn.id}:said",
                address=turn.address,
                address_key=turn.address_key,
                turn_id=turn.id,
                owner_id=actor.id,
                author="person",
                text=said.text,
                card=_attached(await self._names(said.uploads, turn.speaker_id)),
                at=turn.at,
            )
        )
        await self.think(turn, actor, State(text=said.text[:LONGEST], uploads=list(said.uploads), calls=[]))

    async def _names(self, uploads: tuple[str, ...], owner_id: str) -> list[str]:
        found = [await self.ports.records.get(Upload, u) for u in uploads]
        return [u.name for u in found if u and u.owner_id == owner_id]

    async def _chose(self, turn: Turn, chose: Chose, actor: Actor) -> None:
        """A button that names a tool: its reference is the tool's first argument, if it takes any."""
        tool = catalogue.tools().get(chose.action)
        if tool is None:
            raise NotFound("That button is no longer in use. Please ask again.")
        first = list(asked(tool.args))[:1]
        await self.think(turn, actor, _one_call(turn, tool.name, dict.fromkeys(first, chose.ref)))

    async def _filled(self, turn: Turn, filled: Filled, actor: Actor) -> None:
        form = await self.ports.records.get(PendingForm, filled.form_id)
        if form is None or form.owner_id != actor.id:
            raise hidden("form")
        if form.filled_by not in (None, turn.id):
            raise Conflict("That form was already sent.")
        if form.filled_by is None:
            await self.ports.records.replace(form.model_copy(update={"filled_by": turn.id}))
        locale = actor.person.text_locale
        shown = {} if _confidential(form.tool) else filled.values
        await self.outbox.update(form.id, lambda card: sent(card, shown, locale))
        await self.think(turn, actor, _one_call(turn, form.tool, {**form.args, **filled.values}))

    # --- the graph ---------------------------------------------------------------------------------------

    async def think(self, turn: Turn, actor: Actor, state: State) -> None:
        """Run the assistant's graph for a turn, and remember what the conversation is now about."""
        conversation = await self.ports.records.get(Conversation, turn.address_key)
        context, voice = await self.context(turn, actor, conversation)
        await self.mind.run(turn.id, state, context)
        if conversation and voice.focus != conversation.focus:
            await self.outbox.touch(turn.address_key, focus=voice.focus)

    async def context(
        self, turn: Turn, actor: Actor, conversation: Conversation | None
    ) -> tuple[TurnContext, TurnVoice]:
        focus = conversation.focus if conversation else _NO_FOCUS
        voice = TurnVoice(self.outbox, turn.id, turn.address, actor.id, focus)
        asker = Context(
            actor=actor,
            ports=self.ports,
            now=self.ports.clock(),
            address=turn.address,
            call_id=turn.id,
            focus=focus,
        )
        window = await self._window(turn) if self.mind.model else []
        return TurnContext(asker, voice, self.mind.understanding, self.mind.model, window), voice

    async def _window(self, turn: Turn) -> list[Message]:
        """The last messages before this turn, oldest first."""
        recent = await self.ports.records.find(
            Message, {"address_key": turn.address_key}, order="at", descending=True, limit=WINDOW
        )
        return [m for m in reversed(recent) if m.turn_id != turn.id]

    # --- beside the conversation ---------------------------------------------------------------------------

    async def check(self, name: str, content: bytes) -> None:
        """Raises `BadFile` or `TooLarge` when such a file would be refused."""
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._checks, bundles.check, name, content)

    async def upload(self, person_id: str, name: str, content: bytes) -> str:
        """Keep a file somebody handed over; returns its id. Raises `BadFile` or `TooLarge` with the reason."""
        await self.check(name, content)
        id = str(ULID())
        upload = Upload(
            id=id,
            owner_id=person_id,
            name=file_names.kept(name),
            size=len(content),
            key=f"resumes/{id}",
            sha256=hashlib.sha256(content).hexdigest(),
            at=self.ports.clock(),
        )
        await self.ports.files.put(upload.key, content)
        await self.ports.records.insert(upload)
        return id

    async def discard(self, upload_id: str) -> None:
        """Forget a file that nothing has used."""
        if upload := await self.ports.records.get(Upload, upload_id):
            await self.ports.files.delete(upload.key)
            await self.ports.records.delete(Upload, upload.id)

    async def feedback(
        self, person: Person, message_id: str, rating: Literal["up", "down"], reason: str | None
    ) -> None:
        """Keep a thumb on an answer of one's own conversation. Raises `NotFound`."""
        message = await self.ports.records.get(Message, message_id)
        if message is None or message.owner_id != person.id or message.author != "assistant":
            raise hidden("answer")
        if reason and len(reason) > LONGEST:
            raise BadInput(f"Please keep the reason under {LONGEST} characters.")
        await self.ports.records.insert(
            Feedback(
                id=str(ULID()),
                message_id=message.id,
                turn_id=message.turn_id,
                person_id=person.id,
                rating=rating,
                reason=reason,
                at=self.ports.clock(),
            )
        )


def _confidential(tool: str) -> bool:
    declared = catalogue.tools().get(tool)
    return declared is not None and declared.confidential


def _attached(names: Sequence[str]) -> Card | None:
    """The files that came with a message."""
    return Card(items=tuple(Item(title=name) for name in names)) if names else None


def _one_call(turn: Turn, tool: str, args: dict[str, Any]) -> State:
    return State(text="", uploads=[], calls=[Call(id=f"{turn.id}/0", tool=tool, args=args)])
