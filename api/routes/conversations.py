"""Reading the web chat over HTTP: my conversations, what was said in them, and what happens now."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query
from fastapi.responses import StreamingResponse

from api import agui
from api.auth import SignedIn, Wired
from api.wiring import Product
from bot.outbox import stream_of, stream_of_person
from bot.web.channel import inbox_id
from domain.conversations import Conversation
from domain.messages import Address, Message
from domain.people import Actor
from domain.permissions import hidden

router = APIRouter(tags=["chat"])
Limit = Annotated[int, Query(ge=1, le=500)]
Cursor = Annotated[int, Query(ge=0, le=10**9)]
EventId = Annotated[str | None, Header(pattern=r"^\d{1,20}(-\d{1,20})?$")]
"""`Last-Event-ID`: what a stream's events are called."""


def event_stream(events: AsyncIterator[str]) -> StreamingResponse:
    return StreamingResponse(
        events,
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


@router.get("/chat/conversations")
async def conversations(
    actor: SignedIn, wired: Wired, limit: Limit = 50, cursor: Cursor = 0
) -> dict[str, Any]:
    """My conversations, newest first; my inbox is always there."""
    await wired.engine.outbox.open(inbox_of(actor), actor.id, "Inbox", kind="inbox")
    found = await wired.ports.records.find(
        Conversation,
        {"owner_id": actor.id},
        order="updated_at",
        descending=True,
        limit=limit,
        skip=cursor,
    )
    items = [
        {
            "id": c.address.conversation,
            "title": c.title,
            "updated_at": c.updated_at,
            "kind": c.kind,
            "unread": c.unread,
        }
        for c in found
        if c.address.channel == "web"
    ]
    return {"items": items, "next": cursor + limit if len(found) == limit else None}


def inbox_of(actor: Actor) -> Address:
    return Address(channel="web", conversation=inbox_id(actor.id))


async def mine(conversation_id: str, actor: Actor, wired: Product) -> Address:
    """The address of one of my conversations. Raises `NotFound`, the same for somebody else's and for none."""
    address = Address(channel="web", conversation=conversation_id)
    found = await wired.ports.records.get(Conversation, address.key)
    if conversation_id != inbox_id(actor.id) and (found is None or found.owner_id != actor.id):
        raise hidden("conversation")
    return address


@router.get("/chat/conversations/{conversation_id}/messages")
async def messages(conversation_id: str, actor: SignedIn, wired: Wired, limit: Limit = 200) -> dict[str, Any]:
    """The newest messages, oldest first, and the event id from which to follow."""
    address = await mine(conversation_id, actor, wired)
    last = await wired.ports.signals.latest(stream_of(address.key))
    newest = await wired.ports.records.find(
        Message, {"address_key": address.key}, order="at", descending=True, limit=limit
    )
    return {"items": list(reversed(newest)), "last_event_id": last}


@router.get("/chat/conversations/{conversation_id}/events")
async def events(
    conversation_id: str, actor: SignedIn, wired: Wired, last_event_id: EventId = None
) -> StreamingResponse:
    """The conversation as it happens (AG-UI events), resumable by `Last-Event-ID`."""
    address = await mine(conversation_id, actor, wired)
    after = last_event_id or await wired.ports.signals.latest(stream_of(address.key))
    return event_stream(agui.conversation_events(wired.ports.signals, address, after))


@router.post("/chat/conversations/{conversation_id}/read", status_code=204)
async def read(conversation_id: str, actor: SignedIn, wired: Wired) -> None:
    """I have seen this conversation."""
    address = await mine(conversation_id, actor, wired)
    found = await wired.ports.records.get(Conversation, address.key)
    if found and found.unread:
        await wired.engine.outbox.seen(found.id)


@router.get("/me/events")
async def my_events(actor: SignedIn, wired: Wired, last_event_id: EventId = None) -> StreamingResponse:
    """Which of my conversations have news."""
    stream = stream_of_person(actor.id)
    after = last_event_id or await wired.ports.signals.latest(stream)
    return event_stream(agui.person_events(wired.ports.signals, stream, after))
