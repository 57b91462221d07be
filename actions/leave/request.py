"""Asking for days off, which the approver decides."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from pydantic import Field

from actions.forms import HIDDEN, NEEDED
from actions.leave import approvers, asking, books, receipts
from actions.leave.asking import Wanted
from actions.leave.receipts import LeaveReceipt
from actions.tool import Approved, Approvers, Args, Context, Unclear, tool
from domain.leave import LeaveStatus, LeaveType
from domain.messages import Card
from domain.permissions import Permission

ANY = LeaveType(id="any", name="Leave")
"""A kind without rules of its own."""


class RequestLeave(Args):
    leave_type: str | None = Field(None, title="Kind of leave", json_schema_extra={NEEDED: True})
    start: date = Field(title="First day")
    end: date | None = Field(None, title="Last day", description="Leave empty for a single day")
    half_day: Literal["none", "morning", "afternoon"] = Field("none", title="Half day")
    half_on: date | None = Field(None, title="Half day on", description="The first day when left out")
    days: int | None = Field(None, ge=1, le=366, json_schema_extra={**HIDDEN})
    """Of leave, when it was said so ("3 days from the 14th"): `end` then counts Monday to Friday, without holidays."""
    note: str | None = Field(None, title="Note for the approver", max_length=500)
    resolved_days: Decimal | None = None
    resolved_type_id: str | None = None


async def _wanted(asked: RequestLeave, ctx: Context) -> Wanted:
    named = asked.resolved_type_id or asked.leave_type
    kind = books.named_type(named or "", await books.types(ctx.ports.records))
    return _days(asked, kind)


def _days(asked: RequestLeave, kind: LeaveType) -> Wanted:
    end = asked.end or asked.start
    return Wanted(kind, asked.start, end, asked.half_day, asked.note, half_on=asked.half_on)


async def _check(asked: RequestLeave, ctx: Context) -> RequestLeave:
    """Days that no kind of leave allows are refused before the kind is asked for."""
    if asked.days and asked.end == _counted(asked.start, asked.days):
        kind = (await _wanted(asked, ctx)).kind if asked.leave_type else None
        include = kind is not None and kind.include_holiday
        end = await asking.last_day(asked.start, Decimal(asked.days), include, ctx)
        asked = asked.model_copy(update={"end": end, "days": None})
    if asked.leave_type is None:
        await asking.possible(_days(asked, ANY), ctx)
        raise Unclear("leave_type", "")
    wanted = await _wanted(asked, ctx)
    days = sum((await asking.cost(wanted, ctx)).values(), Decimal(0))
    update = {"resolved_days": days, "resolved_type_id": wanted.kind.id, "end": wanted.end}
    return asked.model_copy(update=update)


def _counted(start: date, days: int) -> date:
    """Where so many days from Monday to Friday end; an end that somebody changed since is another."""
    end = start
    while end.weekday() >= 5 or days > 1:
        days -= end.weekday() < 5
        end += timedelta(1)
    return end


async def _approvers(asked: RequestLeave, ctx: Context) -> Approvers:
    kind = (await _wanted(asked, ctx)).kind
    return await approvers.in_order(kind, asked.resolved_days or Decimal(0), ctx)


async def _above(asked: RequestLeave, ctx: Context) -> tuple[str, ...]:
    return await approvers.above(ctx.actor.person, ctx)


async def _shown(asked: RequestLeave, ctx: Context) -> Card:
    title = f"Leave for {ctx.actor.name}"
    return await asking.shown(await _wanted(asked, ctx), asked.resolved_days or Decimal(0), title, ctx)


async def _hold(asked: RequestLeave, ctx: Context) -> None:
    await asking.hold(await _wanted(asked, ctx), ctx)


async def _release(asked: RequestLeave, ctx: Context) -> None:
    days = asked.resolved_days or Decimal(0)
    await asking.decide(await _wanted(asked, ctx), days, ctx, LeaveStatus.declined)


@tool(
    "leave.request",
    args=RequestLeave,
    permission=Permission.leave_request,
    phrases=("I need Friday off", "Book vacation from 3 to 7 August"),
    approval=Approved(by=_approvers, shown=_shown, before=_hold, declined=_release, above=_above),
    resolve=_check,
    options=books.type_options,
)
async def leave_request(asked: RequestLeave, ctx: Context) -> LeaveReceipt:
    """Ask for days off; your manager approves."""
    wanted = await _wanted(asked, ctx)
    days = asked.resolved_days or Decimal(0)
    request = await asking.decide(wanted, days, ctx, LeaveStatus.approved)
    await asking.post(request, wanted.kind, ctx)
    return await receipts.receipt(request, wanted.kind, ctx)
