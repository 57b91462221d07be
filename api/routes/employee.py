"""What an employee has, over HTTP: the same tools, rights and audit as in the conversation.

`employee_id` is one's own id (see `/me`), or somebody's on whose rows one holds the right. For everybody else the
answer is 403 in the same words, whether or not there is such a person.
"""

from __future__ import annotations

import asyncio
from datetime import date

from fastapi import APIRouter, Response
from pydantic import BaseModel

from actions.attendance import Today
from actions.attendance_month import Month
from actions.attendance_team import Seen, Team, Wanted
from actions.dashboard import Dashboard
from actions.pay import ShownPayslip
from actions.pay_year import Document
from actions.profile import Profile
from api import pay_pdf
from api.auth import Limited, SignedIn, Wired
from api.calls import called
from api.paging import Cursor, Limit, page
from domain.errors import Refused
from domain.pay import Payslip, TaxDocument
from domain.people import Actor
from domain.permissions import REFUSALS, Permission


class TeamPage(BaseModel):
    day: date
    group: str
    items: list[Seen]
    next_cursor: str | None = None


router = APIRouter(prefix="/employee", tags=["employee"], dependencies=[Limited])


@router.get("/profile/{employee_id}")
async def profile(employee_id: str, actor: SignedIn, wired: Wired) -> Profile:
    """Job, manager and contact details. One's own; a manager the team's, HR anybody's, audited."""
    return await called(Profile, "profile.show", {"person": employee_id}, actor, wired)


@router.get("/dashboard/{employee_id}")
async def dashboard(employee_id: str, actor: SignedIn, wired: Wired) -> Dashboard:
    """Leave, next holiday, last payslip, attendance today and open requests; everybody's own alone."""
    _oneself(employee_id, actor, Permission.profile_read)
    return await called(Dashboard, "dashboard.show", {}, actor, wired)


@router.get("/payroll/{employee_id}")
async def payroll(employee_id: str, actor: SignedIn, wired: Wired, month: str | None = None) -> Payslip:
    """The last submitted payslip, or that of `month` (as 2026-03). One's own; HR anybody's, audited."""
    given = {"person": employee_id, "month": month}
    return (await called(ShownPayslip, "pay.of", given, actor, wired)).slip


@router.get("/payroll/{employee_id}/{document}.pdf", response_class=Response)
async def payroll_pdf(employee_id: str, document: str, actor: SignedIn, wired: Wired) -> Response:
    """A payslip (by its id) or a tax document (`tax-2025`) as PDF. Every download is audited."""
    given = {"person": employee_id, "document": document}
    found = await called(Document, "pay.document", given, actor, wired)
    content = await asyncio.to_thread(_rendered, found)
    name = f"{document}.pdf".encode("ascii", "ignore").decode().replace('"', "")
    return Response(
        content,
        media_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


@router.get("/attendance/{employee_id}")
async def attendance(employee_id: str, actor: SignedIn, wired: Wired, month: str | None = None) -> Month:
    """Every day of this month, or of `month` (as 2026-03): in, out, minutes worked, late and early; times in UTC.
    One's own; a manager the team's, HR anybody's."""
    return await called(Month, "attendance.of", {"person": employee_id, "month": month}, actor, wired)


@router.get("/team-attendance")
async def team_attendance(
    actor: SignedIn,
    wired: Wired,
    day: date | None = None,
    group: str | None = None,
    show: Wanted = "everybody",
    limit: Limit = 100,
    cursor: Cursor = None,
) -> TeamPage:
    """Who of the people who report to me is in, late or missing on a day, today when left out; for HR of everybody, or
    of a `group`. `show` narrows the list to `in`, `late` or `missing`. 403 for everybody else."""
    given = {"day": day, "group": group, "show": show}
    found = await called(Team, "attendance.team", given, actor, wired)
    shown = [seen for seen in found.people if found.wanted(seen)]
    items, following = page(shown, lambda seen: seen.employee_id, cursor, limit)
    return TeamPage(day=found.day, group=found.group, items=items, next_cursor=following)


@router.post("/attendance/check-in/{employee_id}")
async def check_in(employee_id: str, actor: SignedIn, wired: Wired) -> Today:
    """Check in, each for themselves. 409 while checked in."""
    _oneself(employee_id, actor, Permission.attendance_record)
    return await called(Today, "attendance.check_in", {}, actor, wired)


@router.post("/attendance/check-out/{employee_id}")
async def check_out(employee_id: str, actor: SignedIn, wired: Wired) -> Today:
    """Check out, each for themselves. 400 when not checked in."""
    _oneself(employee_id, actor, Permission.attendance_record)
    return await called(Today, "attendance.check_out", {}, actor, wired)


def _oneself(employee_id: str, actor: Actor, permission: Permission) -> None:
    if employee_id != actor.id:
        raise Refused(REFUSALS[permission])


def _rendered(found: Document) -> bytes:
    if isinstance(found.document, TaxDocument):
        return pay_pdf.tax_pdf(found.document, found.person)
    return pay_pdf.payslip_pdf(found.document, found.person)
