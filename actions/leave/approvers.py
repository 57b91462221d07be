"""Whose yes counts for somebody's leave, and who decides while that person is away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from actions.tool import Approvers, Args, Context
from domain.approvals import Group
from domain.errors import BadInput
from domain.leave import LeaveRequest, LeaveStatus, LeaveType
from domain.people import Actor, Department, Person
from domain.permissions import Permission, may
from domain.ports import Between, Records, Where

HIGHEST = 6
"""Managers above an approver who is away, before HR is asked."""


async def leave_approvers(person: Person, ctx: Context) -> Approvers:
    """The manager; else the department's approver; else whoever may approve for everybody. Never the asker.

    An approver who is on leave today is stood in for by the delegate they named, or their own manager, and so on; they
    may still decide themselves.
    """
    records = ctx.ports.records
    for named in (person.leave_approver_id or person.manager_id, await _of_department(records, person)):
        if named and (present := await _present(records, named, person, ctx)):
            own = () if present.id == named or named == person.id else (named,)
            return Approvers("approve", (present.id, *own))
    return Approvers("approve", await from_hr(records, person))


async def in_order(kind: LeaveType, days: Decimal, ctx: Context) -> Approvers:
    """The approver of the asker, and then HR where the kind asks for it: for so many days, or always."""
    first = await leave_approvers(ctx.actor.person, ctx)
    if kind.hr_from_days is None or days < kind.hr_from_days:
        return first
    hr = await from_hr(ctx.ports.records, ctx.actor.person)
    if set(first.ids) <= set(hr):
        return first  # HR decides alone already: nobody is asked twice
    return replace(first, name="Manager", then=(Group(name="HR", approver_ids=hr),))


async def confirm(asked: Args, ctx: Context) -> Approvers:
    """The asker's own yes: what is about to happen is shown before it does."""
    return Approvers("confirm", (ctx.actor.id,))


async def above(person: Person, ctx: Context) -> tuple[str, ...]:
    """Who decides when the approvers do not: the managers of those, else HR."""
    approvers = await leave_approvers(person, ctx)
    records = ctx.ports.records
    known = [await records.get(Person, id) for id in approvers.ids]
    managers = [await records.get(Person, p.manager_id) for p in known if p and p.manager_id]
    ids = tuple(m.id for m in managers if m and m.id not in (person.id, *approvers.ids))
    return ids or tuple(id for id in await from_hr(records, person) if id not in approvers.ids)


async def from_hr(records: Records, person: Person) -> tuple[str, ...]:
    """Who may approve for everybody. Raises `BadInput` when there is nobody."""
    people = await records.find(Person, limit=5000)
    found = tuple(p.id for p in people if _anybodys(p) and p.id != person.id)
    if not found:
        raise BadInput("Nobody can approve your leave yet: please ask HR to set your approver.")
    return found


def _anybodys(person: Person) -> bool:
    stranger = Person(id="", name="", email="", roles=frozenset())
    return may(Actor(person=person), Permission.leave_approve, stranger)


async def _of_department(records: Records, person: Person) -> str | None:
    found = await records.find(Department, {"name": person.department}) if person.department else []
    return found[0].leave_approver_id if found else None


async def _present(records: Records, named: str | None, asker: Person, ctx: Context) -> Person | None:
    """The approver, or who stands in for them today."""
    seen: set[str] = set()
    entitled = False
    while named and named not in seen and len(seen) < HIGHEST:
        seen.add(named)
        person = await records.get(Person, named)
        if person is None:
            return None
        entitled = entitled or _may_approve(person, asker)
        if not entitled:
            return None
        if person.id != asker.id and not await is_away(records, [person.id], ctx):
            return person
        named = person.delegate_id or person.manager_id
    return None


async def is_away(records: Records, ids: Sequence[str], ctx: Context) -> bool:
    """Whether any of them is on approved leave today."""
    today = ctx.today.isoformat()
    for id in ids:
        where: Where = {"employee_id": id, "from_date": Between(high=today), "to_date": Between(low=today)}
        found = await records.find(LeaveRequest, where)
        if any(r.status is LeaveStatus.approved and r.half_day == "none" for r in found):
            return True
    return False


def _may_approve(person: Person, about: Person) -> bool:
    named = about.leave_approver_id == person.id
    return person.id != about.id and (named or may(Actor(person=person), Permission.leave_approve, about))
