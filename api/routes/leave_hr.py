"""What HR sets about leave, over HTTP. Posting is the confirmation that the chat asks for; rights and audit are the same."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal, TypeVar

from fastapi import APIRouter
from pydantic import BaseModel, Field

from actions.leave.adjusting import Adjusted
from actions.leave.assigning import Assigned, Opened
from actions.leave.blocking import Blocked, BlockedList
from actions.leave.calendar import HolidayAdded
from actions.leave.delegation import Delegated
from actions.tool import Result
from api.auth import Limited, SignedIn, Wired
from api.calls import called, confirmed
from api.wiring import Product
from domain.leave import BlockedDates
from domain.people import Actor

router = APIRouter(prefix="/leave", tags=["leave of HR"], dependencies=[Limited])
R = TypeVar("R", bound=Result)


class Block(BaseModel):
    start: date
    end: date | None = None
    reason: str = Field(min_length=3, max_length=200)
    department: str | None = None
    leave_type: str | None = None
    country: str | None = Field(None, description="As DE")


class Blocks(BaseModel):
    items: list[BlockedDates]


class Adjustment(BaseModel):
    employee: str = Field(description="Id or full name")
    leave_type: str
    days: Decimal = Field(description="With a minus to take back")
    reason: str = Field(min_length=3, max_length=300)
    until: date | None = None


class Assignment(BaseModel):
    employee: str = Field(description="Id or full name")
    policy: str = Field(description="Id, name or country")
    start: date
    end: date | None = None
    based_on: Literal["leave_period", "joining_date"] = "leave_period"


class Holiday(BaseModel):
    day: date
    name: str = Field(min_length=2, max_length=100)
    country: str | None = None
    optional: bool = False


class Period(BaseModel):
    start: date
    end: date | None = None
    country: str | None = None


class StandIn(BaseModel):
    person: str = Field(description="Id or full name, or nobody")
    of: str = Field(description="For whom: id or full name")


@router.get("/blocks")
async def blocks(actor: SignedIn, wired: Wired) -> Blocks:
    """Days on which I cannot take leave; for HR those of everybody."""
    return Blocks(items=list((await called(BlockedList, "leave.blocked", {}, actor, wired)).blocks))


@router.post("/blocks", status_code=201)
async def block(given: Block, actor: SignedIn, wired: Wired) -> Blocked:
    """Block days for leave. HR alone; 400 with the reason when it cannot be."""
    return await _done(Blocked, "leave.block", given, actor, wired)


@router.delete("/blocks/{block_id:path}")
async def unblock(block_id: str, actor: SignedIn, wired: Wired) -> Blocked:
    """Free blocked days again. HR alone."""
    return await confirmed(Blocked, "leave.unblock", {"block": block_id}, actor, wired)


@router.post("/adjustments", status_code=201)
async def adjust(given: Adjustment, actor: SignedIn, wired: Wired) -> Adjusted:
    """Give days by hand or take some back, with a reason; the employee is told. HR alone, never oneself."""
    return await _done(Adjusted, "leave.adjust", given, actor, wired)


@router.post("/assignments", status_code=201)
async def assign(given: Assignment, actor: SignedIn, wired: Wired) -> Assigned:
    """Assign a leave policy from a day on; the running period follows pro rata. HR alone, never oneself."""
    return await _done(Assigned, "leave.assign", given, actor, wired)


@router.post("/holidays", status_code=201)
async def add_holiday(given: Holiday, actor: SignedIn, wired: Wired) -> HolidayAdded:
    """A company holiday, which gives back leave approved on it, or a day of the optional list. HR alone."""
    return await _done(HolidayAdded, "leave.add_holiday", given, actor, wired)


@router.post("/periods", status_code=201)
async def open_period(given: Period, actor: SignedIn, wired: Wired) -> Opened:
    """A leave period other than the calendar year. HR alone."""
    return await _done(Opened, "leave.open_period", given, actor, wired)


@router.put("/delegate")
async def delegate(given: StandIn, actor: SignedIn, wired: Wired) -> Delegated:
    """Who decides in an approver's place while they are on leave. HR alone."""
    return await _done(Delegated, "leave.delegate", given, actor, wired)


async def _done(result: type[R], tool: str, given: BaseModel, actor: Actor, wired: Product) -> R:
    args: dict[str, Any] = given.model_dump(mode="json", exclude_none=True)
    return await confirmed(result, tool, args, actor, wired)
