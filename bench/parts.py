"""Where the time of a leave-balance turn goes: each piece alone, on the same stores, in this process."""

from __future__ import annotations

import statistics
import time
import uuid
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from langgraph.checkpoint.memory import InMemorySaver

from actions.perform import Ready, prepare
from actions.tool import Context, Result
from adapters import redis_server
from adapters.redis import RedisSignals
from bot.understanding.classifier import Classifier
from domain.messages import Address, Card, Message, Said, Turn
from domain.people import Actor
from domain.ports import Ports
from domain.understanding import Asking
from graphs.mind import Mind
from graphs.state import State, TurnContext
from tests.stories.world import World

ROUNDS = 200
QUESTION = "how many vacation days do I have left?"


async def median(work: Callable[[], Awaitable[object]]) -> float:
    """Milliseconds."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        await work()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


class Silent:
    """A voice that says nothing, so that the graph is timed without telling."""

    async def answered(self, call: Any, result: Result) -> None:
        result.card()

    async def say(self, message_id: str, card: Card | None = None, text: str | None = None) -> None:
        raise AssertionError(f"the balance was not understood: {card}")

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"a balance needs no {name}")


async def run(world: World, http: httpx.AsyncClient) -> list[str]:
    person = await world.person("Mira Tanaka")
    signals = RedisSignals(redis_server.start(world.data / "redis").url)
    understanding = Classifier.load(Path(world.data) / "understanding")
    address = Address(channel="web", conversation=f"parts-{uuid.uuid4()}")
    ports: Any = Ports(world.records, None, None, None, None, signals, lambda: datetime.now(UTC), None)  # type: ignore[arg-type]
    asker = Context(Actor(person=person), ports, datetime.now(UTC), address, "bench/0")
    mind = Mind(understanding, None, InMemorySaver())
    voice: Any = Silent()
    context = TurnContext(asker, voice, understanding, None, ())

    async def tool() -> None:
        prepared = await prepare("leave.balance", {"leave_type": "vacation"}, asker)
        assert isinstance(prepared, Ready)
        (await prepared.run()).card()

    async def understand() -> None:
        assert understanding.read(QUESTION, Asking(today=asker.today, locale="en_DE"))

    async def graph() -> None:
        await mind.run("bench", State(text=QUESTION, uploads=[], calls=[]), context)

    async def told() -> None:
        async with signals.lock("bench", seconds=30, wait=1):
            for _ in range(4):
                await signals.publish("bench", {"type": "message", "text": "x" * 600})

    async def stored() -> None:
        turn = _turn(address, person.id)
        await world.records.insert(turn)
        for author in ("person", "assistant"):
            await world.records.insert(_message(turn, author))
        await world.records.replace(turn.model_copy(update={"status": "done"}))

    async def door() -> None:
        await http.get("/me")

    alone = await median(tool) + await median(understand)
    pieces = [
        ("HTTP, token, directory", await median(door)),
        ("turn and two messages stored", await median(stored)),
        ("lock and four events in Redis", await median(told)),
        ("understanding the sentence", await median(understand)),
        ("the tool: right, ledger, card", await median(tool)),
        ("LangGraph around it", max(0.0, await median(graph) - alone)),
    ]
    await signals.close()
    return [f"| of a turn: {what} | {ms:.1f} ms | | | |" for what, ms in pieces]


def _turn(address: Address, person_id: str) -> Turn:
    return Turn(
        id=f"bench:{uuid.uuid4()}",
        address=address,
        address_key=address.key,
        speaker_id=person_id,
        content=Said(text=QUESTION),
        at=datetime.now(UTC),
    )


def _message(turn: Turn, author: Any) -> Message:
    return Message(
        id=f"{turn.id}:{author}",
        address=turn.address,
        address_key=turn.address_key,
        turn_id=turn.id,
        owner_id=turn.speaker_id,
        author=author,
        text=QUESTION,
        at=turn.at,
    )
