"""The real Slack app against a loopback Slack, with a small engine that records what reaches it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest
from fastapi import FastAPI

from adapters.sqlite import SqliteRecords
from bot.slack import http
from bot.slack.app import SlackApp, build
from bot.slack.channel import SlackChannel, connect
from domain.errors import AlreadyExists, BadFile
from domain.messages import Card, Message, Said, Turn
from domain.people import Person, Role
from domain.ports import Records
from tests.servers.slack import BOT_TOKEN, SECRET, SlackServer
from tests.servers.slack_people import SlackPeople

ADA, BEN, STRANGER = "UADA", "UBEN", "USTRANGER"
PROMPTS = (
    "How many vacation days do I have left?",
    "Show my last payslip",
    "I need Friday off",
    "Who is out?",
    "Five",
)
WEB = "https://people.example.com"

Reply = Callable[[Turn], Card | None]


@dataclass
class RecordingEngine:
    """A second implementation of `Engine`: it keeps what it is given, and answers through the channel.
    While `idle` is not set it is busy with something else."""

    channel: SlackChannel
    records: Records
    reply: Reply = lambda turn: Card(title="Answer", text=f"You said: {getattr(turn.content, 'text', '')}")
    idle: asyncio.Event = field(default_factory=asyncio.Event)
    turns: list[Turn] = field(default_factory=list)
    uploads: dict[str, bytes] = field(default_factory=dict)
    ratings: list[tuple[str, str, str, str | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.idle.set()

    async def handle(self, turn: Turn) -> None:
        await self.idle.wait()
        try:
            await self.records.insert(turn)
        except AlreadyExists:
            return
        self.turns.append(turn)
        card = self.reply(turn)
        if card is not None:
            await self.say(turn, card)

    async def say(self, turn: Turn, card: Card, id: str = "answer") -> None:
        message = Message(
            id=f"{turn.id}/{id}",
            address=turn.address,
            address_key=turn.address_key,
            turn_id=turn.id,
            owner_id=turn.speaker_id,
            author="assistant",
            card=card,
            at=datetime.now(UTC),
        )
        await self.records.insert(message)
        await self.channel.deliver(message)

    async def upload(self, person_id: str, name: str, content: bytes) -> str:
        if not content.startswith(b"%PDF"):
            raise BadFile(f"{name} is not a PDF.")
        self.uploads[f"{person_id}/{name}"] = content
        return f"{person_id}/{name}"

    async def feedback(
        self, person: Person, message_id: str, rating: Literal["up", "down"], reason: str | None
    ) -> None:
        self.ratings.append((person.id, message_id, rating, reason))

    @property
    def said(self) -> list[str]:
        return [turn.content.text for turn in self.turns if isinstance(turn.content, Said)]


def person(id: str, name: str, slack_user_id: str, *roles: Role) -> Person:
    return Person(
        id=id,
        name=name,
        email=f"{id}@example.com",
        roles=frozenset({Role.employee, *roles}),
        slack_user_id=slack_user_id,
    )


@pytest.fixture
async def slack() -> AsyncIterator[SlackServer]:
    async with SlackServer() as server:
        for user in (ADA, BEN, STRANGER):
            server.add_user(user)
        server.add_channel("CGENERAL", ADA, BEN, STRANGER)
        yield server


@pytest.fixture
async def records(tmp_path: Path) -> AsyncIterator[Records]:
    store = SqliteRecords(tmp_path / "records.db")
    await store.insert(person("ada", "Ada Park", ADA))
    await store.insert(person("ben", "Ben Ruiz", BEN, Role.manager))
    yield store
    await store.close()


@pytest.fixture
def channel(slack: SlackServer) -> SlackChannel:
    return SlackChannel(connect(BOT_TOKEN, slack.api), WEB)


@pytest.fixture
def engine(channel: SlackChannel, records: Records) -> RecordingEngine:
    return RecordingEngine(channel, records)


@pytest.fixture
async def app(engine: RecordingEngine, records: Records, channel: SlackChannel) -> AsyncIterator[SlackApp]:
    built = build(
        engine,
        records,
        bot_token=BOT_TOKEN,
        signing_secret=SECRET,
        prompts=lambda person: PROMPTS,
        channel=channel,
    )
    yield built
    await built.close()


@pytest.fixture
async def people(slack: SlackServer, app: SlackApp) -> AsyncIterator[SlackPeople]:
    api = FastAPI()
    api.include_router(http.router(app))
    sender = SlackPeople(slack, api)
    yield sender
    await sender.close()
