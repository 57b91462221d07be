"""Leave of mine that waits or is still to come: which one is meant, and whether it can be changed."""

from __future__ import annotations

from actions.leave import books
from actions.leave.words import span
from actions.tool import Context, Unclear
from domain.leave import LeaveRequest, LeaveStatus
from domain.leave.requests import LIVE
from domain.messages import Option
from domain.permissions import hidden

BEGUN = "That leave has begun. Please ask HR to change what is left of it."


async def own(id: str, ctx: Context) -> LeaveRequest:
    found = await ctx.ports.records.get(LeaveRequest, id)
    if found is None or found.employee_id != ctx.actor.id:
        raise hidden("request")
    return found


async def changeable(ctx: Context) -> list[LeaveRequest]:
    """My open or approved requests that have not begun, the next first."""
    mine = await books.requests_of(ctx.ports.records, ctx.actor.id)
    return [r for r in mine if (r.status in LIVE and r.from_date > ctx.today) or still_open(r)]


def still_open(request: LeaveRequest) -> bool:
    return request.status is LeaveStatus.open


def status(request: LeaveRequest) -> str:
    """As people say it."""
    return "waiting" if still_open(request) else str(request.status)


def begun(request: LeaveRequest, ctx: Context) -> bool:
    return request.status is LeaveStatus.approved and request.from_date <= ctx.today


def _option(request: LeaveRequest, names: dict[str, str], locale: str) -> Option:
    when = span(request.from_date, request.to_date, locale)
    return Option(value=request.id, label=f"{names[request.leave_type_id]}, {when}, {status(request)}")


async def one_of(requests: list[LeaveRequest], sentence: str, ctx: Context) -> LeaveRequest:
    """The only one, or the question which."""
    if len(requests) == 1:
        return requests[0]
    names = {t.id: t.name for t in await books.types(ctx.ports.records)}
    options = tuple(_option(r, names, ctx.actor.person.text_locale) for r in requests)
    raise Unclear("request", sentence, options)
