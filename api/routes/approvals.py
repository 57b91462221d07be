"""The inbox of decisions over HTTP: the same rules as by a button, for programs and for the web app's own page."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, BaseModel, Field

from actions import deciding, references
from actions.approvals import waiting_for
from actions.perform import NeedsApproval, Ready, prepare
from actions.standing_in import stand_ins, stands_in_for
from actions.tool import Result
from api import calls
from api.approval_views import ApprovalView, views
from api.auth import Limited, Proven, SignedIn, Wired
from api.wiring import Product
from domain.approvals import Approval, ApprovalStatus
from domain.delegations import Delegation, delegation_id
from domain.errors import BadInput, NotFound
from domain.people import Actor, Person
from domain.ports import OneOf, Where

router = APIRouter(prefix="/approvals", tags=["approvals"])
PAGE = 20
SCANNED = 1000
"""Rows looked through for one page of the history, which may therefore be short and still have a next one."""
DECIDED = OneOf(tuple(s.value for s in ApprovalStatus if s is not ApprovalStatus.pending))


class Decision(BaseModel):
    approve: bool
    reason: str | None = Field(None, max_length=2000)


class Colleague(BaseModel):
    person: str = Field(max_length=200)
    """A full name, or an id."""


class StandIn(Colleague):
    until: date


class Standing(BaseModel):
    """Who decides for me, and for whom I decide."""

    stand_in: str | None
    until: AwareDatetime | None
    for_others: list[str]


class Approvals(BaseModel):
    items: list[ApprovalView]
    next: int | None
    """Where the following page begins; null after the last."""
    waiting: int
    """How many wait for me."""


@router.get("")
async def listed(
    actor: SignedIn,
    wired: Wired,
    state: Literal["waiting", "asked", "decided"] = "waiting",
    cursor: Annotated[int, Query(ge=0)] = 0,
) -> Approvals:
    """What waits for my decision, the one that expires first on top; with `state=asked` what I wait for, with
    `decided` what is over and concerned me, both newest first."""
    ports = wired.ports
    standing = await stands_in_for(ports.records, actor.id, ports.clock())
    waiting = await waiting_for(ports.records, actor.id, standing)
    if state == "waiting":
        page, left = waiting[cursor : cursor + PAGE], waiting[cursor + PAGE :]
        after = cursor + PAGE if left else None
    else:
        page, after = await _past(state, cursor, actor, wired)
    return Approvals(items=await views(page, actor, ports), next=after, waiting=len(waiting))


async def _past(
    state: Literal["asked", "decided"], cursor: int, actor: Actor, wired: Product
) -> tuple[list[Approval], int | None]:
    where: Where = {"status": DECIDED}
    if state == "asked":
        where = {"status": ApprovalStatus.pending.value, "asker_id": actor.id}
    rows = await wired.ports.records.find(
        Approval, where, order="asked_at", descending=True, limit=SCANNED, skip=cursor
    )
    page: list[Approval] = []
    for n, row in enumerate(rows, 1):
        if actor.id in row.concerned:
            page.append(row)
        if len(page) == PAGE:
            return page, cursor + n if n < len(rows) or len(rows) == SCANNED else None
    return page, cursor + SCANNED if len(rows) == SCANNED else None


# --- in my place ---------------------------------------------------------------------------------------------


@router.get("/stand-in")
async def standing(actor: SignedIn, wired: Wired) -> Standing:
    """Who decides for me just now, and for whom I do."""
    records, now = wired.ports.records, wired.ports.clock()
    mine = await records.get(Delegation, delegation_id(actor.id))
    held = (await stand_ins(records, [actor.id], now)).get(actor.id)
    to = await records.get(Person, held) if held else None
    others = [await records.get(Person, id) for id in await stands_in_for(records, actor.id, now)]
    return Standing(
        stand_in=to.name if to else None,
        until=mine.until if mine and to else None,
        for_others=sorted(p.name for p in others if p),
    )


@router.put("/stand-in", dependencies=[Limited])
async def stand_in(given: StandIn, actor: SignedIn, wired: Wired) -> Standing:
    """Let a colleague decide for me, until a day (included)."""
    await _confirmed("approvals.delegate", given.model_dump(mode="json"), actor, wired)
    return await standing(actor, wired)


@router.delete("/stand-in", dependencies=[Limited])
async def end_stand_in(actor: SignedIn, wired: Wired) -> Standing:
    """Decide myself again."""
    await _confirmed("approvals.end_delegation", {}, actor, wired)
    return await standing(actor, wired)


async def _confirmed(name: str, given: dict[str, object], actor: Actor, wired: Product) -> Result:
    """Run a tool whose yes is the asker's own: the request is that yes. Tells whoever the result names."""
    ctx = calls.context(actor, wired)
    prepared = await prepare(name, given, ctx)
    if isinstance(prepared, NeedsApproval) and prepared.approvers.kind == "confirm":
        prepared = Ready(prepared.tool, prepared.args, ctx)
    if not isinstance(prepared, Ready):
        raise BadInput("A detail is missing or wrong. Please name a colleague and a day.")
    result = await prepared.run()
    for person_id, card in result.notices():
        if person := await wired.ports.records.get(Person, person_id):
            await wired.engine.outbox.tell(person, f"{ctx.call_id}:told", ctx.call_id, card)
    return result


# --- one question --------------------------------------------------------------------------------------------------


@router.get("/{approval_id:path}")
async def one(approval_id: str, actor: SignedIn, wired: Wired) -> ApprovalView:
    """A question that concerns me: its evidence, who has spoken, who is due."""
    approval, _ = await deciding.concerning(wired.ports, approval_id, actor)
    (view,) = await views([approval], actor, wired.ports)
    return view


@router.post("/{approval_id:path}/decision", dependencies=[Limited])
async def decide(
    approval_id: str, given: Decision, actor: SignedIn, proof: Proven, wired: Wired
) -> ApprovalView:
    """Say yes or no, once. 404 when it does not concern me, 409 when it was already decided or has changed, 400 when
    a reason is missing, 403 when a fresh sign-in is: sign in again and bring the new token."""
    try:
        await deciding.store(wired.ports, approval_id, actor, given.approve, given.reason, proof.signed_in_at)
    finally:
        await wired.engine.decisions.settle(approval_id)
    return await one(approval_id, actor, wired)


@router.post("/{approval_id:path}/hand-over", dependencies=[Limited])
async def hand_over(approval_id: str, given: Colleague, actor: SignedIn, wired: Wired) -> ApprovalView:
    """Give my part in one question to a colleague, who decides it instead."""
    ctx = calls.context(actor, wired)
    to = await references.person(given.person, ctx)
    if to is None:
        raise NotFound(f"I know no single colleague called {given.person}. Please give the full name.")
    await deciding.hand_over(wired.ports, approval_id, actor, to)
    await wired.engine.decisions.settle(approval_id)
    return await one(approval_id, actor, wired)
