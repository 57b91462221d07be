"""The web chat over HTTP: conversations, what is said in them, and their streams."""

from __future__ import annotations

import asyncio
import uuid
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Request, Response, UploadFile
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, Field

from actions.system import phrases_for
from api import agui
from api.auth import Limited, SignedIn, Wired
from api.wiring import Product
from bot.outbox import stream_of, stream_of_person
from bot.web.channel import inbox_id
from domain.conversations import Conversation
from domain.errors import BadInput, TooLarge
from domain.messages import Address, Chose, Content, Filled, Message, Said, Turn
from domain.people import Actor, Role
from domain.permissions import hidden

router = APIRouter(tags=["chat"])
LONGEST_MESSAGE = 200_000
LARGEST_FILE = 10 * 1024 * 1024
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.:-]{1,80}$")]


class Sent(BaseModel):
    """Ids are the client's (UUIDs): sending the same `client_message_id` again is the same turn."""

    conversation_id: Id = Field(default_factory=lambda: str(uuid.uuid4()))
    client_message_id: Id = Field(default_factory=lambda: str(uuid.uuid4()))


class Query(Sent):
    message: str = Field("", max_length=LONGEST_MESSAGE)
    uploads: list[Id] = Field([], max_length=1000)


class Choice(Sent):
    action: str = Field(max_length=100)
    ref: str = Field(max_length=2000)
    message_id: str | None = None
    reason: str | None = Field(None, max_length=2000)


class FilledForm(Sent):
    form_id: str = Field(max_length=300)
    values: dict[str, Any]


class Answer(BaseModel):
    turn_id: str
    conversation_id: str
    messages: list[Message]


class Thumb(BaseModel):
    message_id: str
    rating: Literal["up", "down"]
    reason: str | None = None


# --- saying something ----------------------------------------------------------------------------------------

Prefer = Annotated[str | None, Header()]
Accept = Annotated[str | None, Header()]


@router.post("/chat/query", dependencies=[Limited], response_model=Answer)
async def query(
    given: Query,
    actor: SignedIn,
    wired: Wired,
    request: Request,
    prefer: Prefer = None,
    accept: Accept = None,
) -> Response:
    """Ask something. The answer comes whole; as a stream of events with `Accept: text/event-stream`; or, with
    `Prefer: respond-async`, on the conversation's own stream."""
    if not given.message.strip() and not given.uploads:
        raise BadInput("Please write something, or attach a file.")
    said = Said(text=given.message, uploads=tuple(given.uploads))
    return await _taken(said, given, actor, wired, request, prefer, accept)


@router.post("/chat/choose", dependencies=[Limited], response_model=Answer)
async def choose(
    given: Choice,
    actor: SignedIn,
    wired: Wired,
    request: Request,
    prefer: Prefer = None,
    accept: Accept = None,
) -> Response:
    """Press a button of a card."""
    chose = Chose(action=given.action, ref=given.ref, reason=given.reason)
    return await _taken(chose, given, actor, wired, request, prefer, accept)


@router.post("/chat/form", dependencies=[Limited], response_model=Answer)
async def form(
    given: FilledForm,
    actor: SignedIn,
    wired: Wired,
    request: Request,
    prefer: Prefer = None,
    accept: Accept = None,
) -> Response:
    """Send a card's form."""
    filled = Filled(form_id=given.form_id, values=given.values)
    return await _taken(filled, given, actor, wired, request, prefer, accept)


async def _taken(
    content: Content,
    sent: Sent,
    actor: Actor,
    wired: Product,
    request: Request,
    prefer: str | None,
    accept: str | None,
) -> Response:
    """Store the turn, then run it apart from this request: a lost connection loses nothing."""
    address = await _mine(sent.conversation_id, actor, wired)
    turn = Turn(
        id=f"web:{actor.id}:{sent.client_message_id}",
        address=address,
        address_key=address.key,
        speaker_id=actor.id,
        content=content,
        at=wired.ports.clock(),
    )
    streamed = "text/event-stream" in (accept or "")
    after = await wired.ports.signals.latest(stream_of(address.key)) if streamed else "0"
    running = request.app.state.background.start(wired.engine.handle(turn))
    if streamed:
        await _accepted(running, wired, turn)
        return _stream(agui.turn_events(wired.ports.signals, address, turn.id, after))
    known = {"turn_id": turn.id, "conversation_id": sent.conversation_id}
    if "respond-async" in (prefer or ""):
        await _accepted(running, wired, turn)
        return JSONResponse(known, 202)
    await asyncio.shield(running)
    messages = await wired.ports.records.find(Message, {"turn_id": turn.id}, order="at")
    mine = [
        m for m in messages if m.author == "assistant" and m.owner_id == actor.id and m.address == address
    ]
    return Response(Answer(**known, messages=mine).model_dump_json(), media_type="application/json")


async def _accepted(running: asyncio.Task[None], wired: Product, turn: Turn) -> None:
    """Return once the turn is stored; raises what kept it from being stored."""
    while not running.done():
        if await wired.ports.records.get(Turn, turn.id) is not None:
            return
        await asyncio.sleep(0.002)
    running.result()


def _stream(events: Any) -> StreamingResponse:
    return StreamingResponse(
        events,
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


# --- reading -------------------------------------------------------------------------------------------------


@router.get("/chat/conversations")
async def conversations(actor: SignedIn, wired: Wired, limit: int = 50, cursor: int = 0) -> dict[str, Any]:
    """My conversations, newest first; my inbox is always there."""
    await wired.engine.outbox.open(_inbox(actor), actor.id, "Inbox", kind="inbox")
    found = await wired.ports.records.find(
        Conversation,
        {"owner_id": actor.id},
        order="updated_at",
        descending=True,
        limit=min(limit, 200),
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


def _inbox(actor: Actor) -> Address:
    return Address(channel="web", conversation=inbox_id(actor.id))


async def _mine(conversation_id: str, actor: Actor, wired: Product) -> Address:
    """The address of one of my conversations. A new one is mine from the moment I open it."""
    address = Address(channel="web", conversation=conversation_id)
    found = await wired.ports.records.get(Conversation, address.key)
    if found is not None and found.owner_id != actor.id:
        raise hidden("conversation")
    if found is None and conversation_id.startswith("inbox-") and conversation_id != inbox_id(actor.id):
        raise hidden("conversation")
    return address


@router.get("/chat/conversations/{conversation_id}/messages")
async def messages(conversation_id: str, actor: SignedIn, wired: Wired, limit: int = 200) -> dict[str, Any]:
    """The newest messages, oldest first, and the event id from which to follow."""
    address = await _mine(conversation_id, actor, wired)
    last = await wired.ports.signals.latest(stream_of(address.key))
    newest = await wired.ports.records.find(
        Message, {"address_key": address.key}, order="at", descending=True, limit=min(limit, 500)
    )
    return {"items": list(reversed(newest)), "last_event_id": last}


@router.get("/chat/conversations/{conversation_id}/events")
async def events(
    conversation_id: str, actor: SignedIn, wired: Wired, last_event_id: Annotated[str | None, Header()] = None
) -> StreamingResponse:
    """The conversation as it happens (AG-UI events), resumable by `Last-Event-ID`."""
    address = await _mine(conversation_id, actor, wired)
    after = last_event_id or await wired.ports.signals.latest(stream_of(address.key))
    return _stream(agui.conversation_events(wired.ports.signals, address, after))


@router.post("/chat/conversations/{conversation_id}/read", status_code=204)
async def read(conversation_id: str, actor: SignedIn, wired: Wired) -> None:
    """I have seen this conversation."""
    address = await _mine(conversation_id, actor, wired)
    found = await wired.ports.records.get(Conversation, address.key)
    if found and found.unread:
        await wired.engine.outbox.seen(found.id)


@router.get("/me/events")
async def my_events(
    actor: SignedIn, wired: Wired, last_event_id: Annotated[str | None, Header()] = None
) -> StreamingResponse:
    """Which of my conversations have news."""
    stream = stream_of_person(actor.id)
    after = last_event_id or await wired.ports.signals.latest(stream)
    return _stream(agui.person_events(wired.ports.signals, stream, after))


# --- beside --------------------------------------------------------------------------------------------------


@router.post("/files", status_code=201, dependencies=[Limited])
async def upload(file: UploadFile, actor: SignedIn, wired: Wired) -> dict[str, Any]:
    """Hand over a file; nothing reads it until it is used with consent."""
    content = await file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise TooLarge("That file is larger than 10 MB. Please send a smaller one.")
    name = file.filename or "file"
    id = await wired.engine.upload(actor.id, name, content)
    return {"id": id, "name": name, "size": len(content)}


@router.get("/chat/suggestions/{user_role}")
async def suggestions(user_role: Role, actor: SignedIn) -> dict[str, list[str]]:
    """Sentences to start with, for one of my own roles."""
    if user_role not in actor.roles:
        raise hidden("role")
    alone = Actor(person=actor.person.model_copy(update={"roles": frozenset({user_role})}))
    return {"items": list(phrases_for(alone))}


@router.post("/chat/feedback", status_code=204)
async def feedback(given: Thumb, actor: SignedIn, wired: Wired) -> None:
    """A thumb on an answer, with a reason if you like."""
    await wired.engine.feedback(actor.person, given.message_id, given.rating, given.reason)
