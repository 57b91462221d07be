"""For those who run it: health, metrics, queues, and tickets as they change."""

from __future__ import annotations

import asyncio
from typing import Any

from fastapi import APIRouter, Response, WebSocket, WebSocketDisconnect
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from actions import trail
from api.auth import SignedIn, Wired, person_of
from api.health import report
from api.wiring import Product
from domain.errors import PeopledeskError, Unauthenticated
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
    try:
        opening = await asyncio.wait_for(socket.receive_json(), 10)
        token = opening.get("token") if isinstance(opening, dict) else None
        if not isinstance(token, str):
            raise Unauthenticated("The first message must carry a token.")
        actor = await person_of(token, wired)
    except (PeopledeskError, TimeoutError, ValueError):
        await socket.close(4401, "Please sign in again.")
        return
    except WebSocketDisconnect:
        return
    watching = asyncio.create_task(_tell(socket, actor.id, wired))
    try:
        while True:
            await socket.receive_text()
    except WebSocketDisconnect:
        watching.cancel()


async def _tell(socket: WebSocket, person_id: str, wired: Product) -> None:
    """Look at the person's newest tickets, and send those that changed."""
    seen: dict[str, int] = {}
    while True:
        mine = await wired.ports.records.find(
            Ticket, {"actor_id": person_id}, order="created_at", descending=True, limit=1000
        )
        for ticket in mine:
            if seen.get(ticket.id) != ticket.rev and not (ticket.over and not seen):
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
