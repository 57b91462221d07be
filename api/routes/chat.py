"""The web chat over HTTP: conversations, what is said in them, and their streams."""

from __future__ import annotations

import asyncio
import uuid
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Request, Response, UploadFile
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from actions.system import phrases_for
from api import agui
from api.auth import FilesLimited, Limited, SignedIn, Wired
from api.bounds import content_of
from api.routes.conversations import event_stream, inbox_of, mine
from api.wiring import Product
from bot.outbox import stream_of
from bot.web.channel import inbox_id, upload_log_id
from domain.conversations import Conversation
from domain.errors import BadInput
from domain.messages import Address, Chose, Content, Filled, Message, Said, Turn
from domain.people import Actor, Role
from domain.permissions import hidden

router = APIRouter(tags=["chat"])
LONGEST_MESSAGE = 200_000
LARGEST_FILE = 10 * 1024 * 1024
RESERVED = (inbox_id(""), upload_log_id(""))
"""How the conversations begin that are made for a person."""
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.:-]{1,80}$")]


class Sent(BaseModel):
    """Ids are the client's (UUIDs): sending the same `client_message_id` again is the same turn."""

    conversation_id: Id = Field(default_factory=lambda: str(uuid.uuid4()))
    client_message_id: Id = Field(default_factory=lambda: str(uuid.uuid4()))


class Words(Sent):
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
    given: Words,
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
    address = await _writable(sent.conversation_id, actor, wired)
    turn = Turn(
        id=f"web:{actor.id}:{sent.client_message_id}",
        address=address,
        address_key=address.key,
        speaker_id=actor.id,
        content=content,
        at=wired.ports.clock(),
    )
    streamed = "text/event-stream" in (accept or "")
    seen = await wired.ports.records.get(Turn, turn.id) is not None
    after = "0" if seen else await wired.ports.signals.latest(stream_of(address.key))
    running = request.app.state.background.start(_handled(turn, wired))
    if streamed:
        await _accepted(running, wired, turn)
        return event_stream(agui.turn_events(wired.ports.signals, address, turn.id, after))
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


async def _writable(conversation_id: str, actor: Actor, wired: Product) -> Address:
    """The same, or a new one, which is mine from the moment I write into it; but those that are made for a person
    are opened by nobody else."""
    address = Address(channel="web", conversation=conversation_id)
    if address == inbox_of(actor):
        await wired.engine.outbox.open(address, actor.id, "Inbox", kind="inbox")
    elif await wired.ports.records.get(Conversation, address.key) or conversation_id.startswith(RESERVED):
        await mine(conversation_id, actor, wired)
    return address


async def _handled(turn: Turn, wired: Product) -> None:
    """Run the turn; one that was sent before is waited for, so that sending it again gets the same answer."""
    await wired.engine.accept(turn)
    await wired.engine.run(turn)


async def _accepted(running: asyncio.Task[None], wired: Product, turn: Turn) -> None:
    """Return once the turn is stored; raises what kept it from being stored."""
    while not running.done():
        if await wired.ports.records.get(Turn, turn.id) is not None:
            return
        await asyncio.sleep(0.002)
    running.result()


# --- beside --------------------------------------------------------------------------------------------------


@router.post("/files", status_code=201, dependencies=[FilesLimited])
async def upload(file: UploadFile, actor: SignedIn, wired: Wired) -> dict[str, Any]:
    """Hand over a file; nothing reads it until it is used with consent."""
    name, content = await content_of(file)
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
