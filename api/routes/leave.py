"""Leave over HTTP: balances, requests, and asking for days. The same road as from a conversation."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field
from ulid import ULID

from actions.leave.of import LeaveOf
from actions.perform import NeedsDetails, Ready, prepare
from actions.tool import Context
from api.auth import Limited, SignedIn, Wired
from api.paging import Cursor, Limit, page
from api.wiring import Product
from bot.web.channel import inbox_id
from domain.approvals import Approval, approval_id
from domain.conversations import PendingForm
from domain.errors import BadInput, Conflict
from domain.leave import Balance, LeaveRequest
from domain.messages import Address, Filled, Turn
from domain.people import Actor
from domain.permissions import hidden

router = APIRouter(prefix="/employee", tags=["employee"])


class Balances(BaseModel):
    employee_id: str
    as_of: date
    balances: list[Balance]


class Requests(BaseModel):
    items: list[LeaveRequest]
    next_cursor: str | None = None


class NewRequest(BaseModel):
    leave_type: str = Field(description="Id or name: vacation, sick, unpaid, …")
    start: date
    end: date | None = Field(None, description="The last day; a single day when left out")
    half_day: Literal["none", "morning", "afternoon"] = "none"
    half_on: date | None = Field(None, description="The day of which half is taken; the first when left out")
    note: str | None = Field(None, max_length=500)


class WorkedDay(BaseModel):
    worked: date = Field(description="A weekend or a holiday with a check-in and a check-out of mine")
    reason: str | None = Field(None, max_length=300)


class Payout(BaseModel):
    days: Decimal = Field(gt=0, le=366)
    leave_type: str | None = None


class Waiting(BaseModel):
    approval_id: str
    approver_ids: list[str]


class Asked(BaseModel):
    request: LeaveRequest
    approval_id: str
    approver_ids: list[str]


@router.get("/leave-balance/{employee_id}")
async def leave_balance(
    employee_id: str, actor: SignedIn, wired: Wired, as_of: date | None = None, leave_type: str | None = None
) -> Balances:
    """Days of leave as of a day, today when left out, by kind: mine, my team's, for HR anybody's; 404 otherwise."""
    found = await _of(employee_id, actor, wired, as_of=as_of, leave_type=leave_type)
    return Balances(
        employee_id=employee_id, as_of=found.balances.as_of, balances=list(found.balances.balances)
    )


@router.get("/leave-requests/{employee_id}")
async def leave_requests(
    employee_id: str, actor: SignedIn, wired: Wired, limit: Limit = 100, cursor: Cursor = None
) -> Requests:
    """Requests in order of their first day: mine, my team's, for HR anybody's; 404 otherwise."""
    found = (await _of(employee_id, actor, wired)).requests
    items, following = page(found, lambda request: request.id, cursor, limit)
    return Requests(items=items, next_cursor=following)


@router.post("/leave-request", status_code=202, dependencies=[Limited])
async def leave_request(given: NewRequest, actor: SignedIn, wired: Wired) -> Asked:
    """Ask for days off for myself. 400 with the rule that stands in the way; otherwise my approver is asked, and the
    decision arrives in my inbox and at `/employee/leave-requests`."""
    approval = await _waiting("leave.request", given, actor, wired)
    request = await wired.ports.records.get(LeaveRequest, f"leave:{approval.call_id}")
    if request is None:
        raise BETWEEN
    return Asked(request=request, approval_id=approval.id, approver_ids=list(approval.approver_ids))


@router.post("/leave-compensatory", status_code=202, dependencies=[Limited])
async def leave_compensatory(given: WorkedDay, actor: SignedIn, wired: Wired) -> Waiting:
    """Ask for a day off for work on a free day; my attendance of that day is the evidence, my approver decides."""
    approval = await _waiting("leave.compensatory", given, actor, wired)
    return Waiting(approval_id=approval.id, approver_ids=list(approval.approver_ids))


@router.post("/leave-encashment", status_code=202, dependencies=[Limited])
async def leave_encashment(given: Payout, actor: SignedIn, wired: Wired) -> Waiting:
    """Ask for days to be paid out instead of taken; HR decides."""
    approval = await _waiting("leave.encash", given, actor, wired)
    return Waiting(approval_id=approval.id, approver_ids=list(approval.approver_ids))


async def _waiting(tool: str, given: BaseModel, actor: Actor, wired: Product) -> Approval:
    """The question that the call asks somebody else. Raises `BadInput` with the rule that stands in the way."""
    args = given.model_dump(mode="json", exclude_none=True)
    turn = _turn(actor, wired)
    ctx = _context(actor, wired, f"{turn.id}/0")
    prepared = await prepare(tool, args, ctx)
    if isinstance(prepared, NeedsDetails):
        raise BadInput(prepared.sentence)
    form = PendingForm(id=f"{turn.id}/form", owner_id=actor.id, tool=tool, args=args, asked_at=ctx.now)
    await wired.ports.records.insert_all([form])
    await wired.engine.outbox.open(turn.address, actor.id, "Inbox", kind="inbox")
    await wired.engine.handle(turn)
    approval = await wired.ports.records.get(Approval, approval_id(ctx.call_id))
    if approval is None:
        raise BETWEEN
    return approval


BETWEEN = Conflict("Another request of yours came between. Please look at your leave and ask again.")


def _turn(actor: Actor, wired: Product) -> Turn:
    """A form that the person fills in their web inbox: its answer and the decision are told there."""
    address = Address(channel="web", conversation=inbox_id(actor.id))
    id = f"http:{ULID()}"
    return Turn(
        id=id,
        address=address,
        address_key=address.key,
        speaker_id=actor.id,
        content=Filled(form_id=f"{id}/form", values={}),
        at=wired.ports.clock(),
    )


def _context(actor: Actor, wired: Product, call_id: str) -> Context:
    address = Address(channel="web", conversation=inbox_id(actor.id))
    return Context(actor=actor, ports=wired.ports, now=wired.ports.clock(), address=address, call_id=call_id)


async def _of(employee_id: str, actor: Actor, wired: Product, **more: Any) -> LeaveOf:
    given = {"employee": employee_id, **more}
    prepared = await prepare("leave.of", given, _context(actor, wired, f"http:{ULID()}/0"))
    if isinstance(prepared, NeedsDetails):
        raise BadInput(prepared.sentence)
    if not isinstance(prepared, Ready):
        raise hidden("employee")
    found = await prepared.run()
    assert isinstance(found, LeaveOf)  # noqa: S101 - what the tool returns
    return found
