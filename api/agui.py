"""Our conversation events in AG-UI's event types, as server-sent events that can be resumed."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import anyio

from bot.outbox import stream_of
from domain.messages import Address, Event
from domain.ports import Signals, StreamEvent

HEARTBEAT = 15.0
"""Seconds of silence after which a comment keeps proxies from closing the connection."""


def translated(event: Event, conversation_id: str) -> Iterator[dict[str, Any]]:
    """AG-UI events for one of ours; see docs.ag-ui.com, "Events"."""
    run = {"threadId": conversation_id, "runId": event.turn_id}
    match event.type:
        case "run_started":
            yield {"type": "RUN_STARTED", **run}
        case "run_finished":
            yield {"type": "RUN_FINISHED", **run}
        case "run_error":
            yield {"type": "RUN_ERROR", "message": event.text, **run}
        case "status":
            yield {"type": "CUSTOM", "name": "status", "value": {"runId": event.turn_id, "text": event.text}}
        case "delta":
            yield {"type": "TEXT_MESSAGE_CONTENT", "messageId": event.message_id, "delta": event.text}
        case "message":
            shown = event.message.model_dump(mode="json") if event.message else None
            yield {"type": "CUSTOM", "name": "message", "value": shown}


def frame(id: str, event: dict[str, Any]) -> str:
    return f"id: {id}\ndata: {json.dumps(event)}\n\n"


async def conversation_events(signals: Signals, address: Address, after: str) -> AsyncIterator[str]:
    """Every event of a conversation later than `after`, for as long as the client listens."""
    async for stored in _with_heartbeat(signals, stream_of(address.key), after):
        if stored is None:
            yield ": still here\n\n"
            continue
        for event in translated(Event.model_validate(stored.data), address.conversation):
            yield frame(stored.id, event)


async def turn_events(signals: Signals, address: Address, turn_id: str, after: str) -> AsyncIterator[str]:
    """The events of one turn, from its start to its end."""
    async for stored in signals.follow(stream_of(address.key), after=after, idle=120):
        event = Event.model_validate(stored.data)
        if event.turn_id == turn_id:
            for told in translated(event, address.conversation):
                yield frame(stored.id, told)
            if event.type in ("run_finished", "run_error"):
                return


async def person_events(signals: Signals, stream: str, after: str) -> AsyncIterator[str]:
    """Which of a person's web conversations have news."""
    async for stored in _with_heartbeat(signals, stream, after):
        if stored is None:
            yield ": still here\n\n"
        elif stored.data.get("channel") == "web":
            yield frame(stored.id, {"type": "CUSTOM", "name": "unread", "value": stored.data})


async def _with_heartbeat(signals: Signals, stream: str, after: str) -> AsyncIterator[StreamEvent | None]:
    """The stream's events, and None after each silence."""
    while True:
        async for stored in signals.follow(stream, after=after, idle=HEARTBEAT):
            after = stored.id
            yield stored
        yield None
        await anyio.lowlevel.checkpoint()
