"""For those who run it: health, metrics, queues, and tickets as they change."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from fastapi import APIRouter, Response, WebSocket, WebSocketDisconnect
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from actions import trail
from api.auth import SIGN_IN, SignedIn, Wired, person_of
from api.health import report
from api.wiring import Product
from domain.errors import Unauthenticated
from domain.people import Actor
from domain.permissions import Permission, hidden, may, require
from domain.tickets import Ticket, TicketStatus

router = APIRouter(tags=["operations"])
LOOK_EVERY = 0.5


@router.get("/health")
async def health(wired: Wired, response: Response) -> dict[str, Any]:
    """Every part asked; 503 when one that is needed does not answer."""
    asked = await report(wired)
    response.status_code = 200 if asked["status"] == "ok" else 503
    return asked


@router.get("/metrics")
async def metrics() -> Response:
    """Prometheus metrics of this process."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


@router.get("/jobs/queue")
async def queue(actor: SignedIn, wired: Wired) -> dict[str, int]:
    """Tickets waiting in each queue."""
    require(actor, Permission.health_read)
    return await wired.ports.queue.lengths()


@router.get("/jobs/status")
async def jobs(actor: SignedIn, wired: Wired) -> dict[str, Any]:
    """How many tickets are in each state, and the dead letters with their reasons: one's own, or everybody's for those who
    run the product."""
    whose: dict[str, Any] = {} if may(actor, Permission.health_read) else {"actor_id": actor.id}
    counts = {
        s.value: await wired.ports.records.count(Ticket, {**whose, "status": s.value}) for s in TicketStatus
    }
    dead = await wired.ports.records.find(Ticket, {**whose, "dead": True}, order="created_at", limit=1000)
    letters = [{"job_id": t.id, "file": t.label, "error": t.error, "attempts": t.attempts} for t in dead]
    return {"tickets": counts, "dead": letters}


@router.post("/jobs/retry/{ticket}", status_code=202)
async def retry(ticket: str, actor: SignedIn, wired: Wired) -> dict[str, Any]:
    """Try a failed ticket again: whose it is may, and who runs the product."""
    found = await wired.ports.records.get(Ticket, ticket)
    if found is None or not (found.actor_id == actor.id or may(actor, Permission.health_read)):
        raise hidden("ticket")
    again = await wired.engine.tickets.retry(ticket)
    await trail.append(
        wired.ports.records,
        effect_id=f"{ticket}:retry:{again.retries}",
        at=wired.ports.clock(),
        actor_id=actor.id,
        action="ticket.retry",
        outcome="done",
        details={"retries": again.retries},
    )
    return {"job_id": again.id, "status": again.status}


@router.websocket("/jobs/ws")
async def watch(socket: WebSocket) -> None:
    """Progress of my own tickets. First send `{"token": "<bearer token>"}`; then each change of a ticket arrives as
    `{"job_id", "step", "percent", "status", "error"}`."""
    wired: Product = socket.app.state.product
    await socket.accept()
    watching: asyncio.Task[None] | None = None
    try:
        actor = await _greeted(socket, wired)
        watching = asyncio.create_task(_tell(socket, actor.id, wired))
        while True:
            await _words(socket)
    except Unauthenticated:
        await socket.close(4401, SIGN_IN)
    except WebSocketDisconnect:
        return
    finally:
        if watching:
            watching.cancel()


async def _greeted(socket: WebSocket, wired: Product) -> Actor:
    """Whose socket this is. Raises `Unauthenticated` when its first message carries no good token."""
    try:
        opening = json.loads(await asyncio.wait_for(_words(socket), 10))
    except (TimeoutError, ValueError, RecursionError):
        opening = None
    token = opening.get("token") if isinstance(opening, dict) else None
    if not isinstance(token, str):
        raise Unauthenticated(SIGN_IN)
    return await person_of(token, wired)


async def _words(socket: WebSocket) -> str:
    """The next message's text, empty for bytes. Raises `WebSocketDisconnect` at the end."""
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1000))
    return message.get("text") or ""


async def _tell(socket: WebSocket, person_id: str, wired: Product) -> None:
    """Look at the person's newest tickets, and send those that changed; of what was over before, nothing."""
    seen: dict[str, int] | None = None
    while True:
        mine = await wired.ports.records.find(
            Ticket, {"actor_id": person_id}, order="created_at", descending=True, limit=1000
        )
        for ticket in mine:
            if not ticket.over if seen is None else seen.get(ticket.id) != ticket.rev:
                await socket.send_json(
                    {
                        "job_id": ticket.id,
                        "step": ticket.step,
                        "percent": ticket.percent,
                        "status": ticket.status,
                        "error": ticket.error,
                    }
                )
        seen = {t.id: t.rev for t in mine}
        await asyncio.sleep(LOOK_EVERY)
