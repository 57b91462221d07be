"""Whose leave HR is about to change: a colleague by name, never oneself."""

from __future__ import annotations

from actions import references
from actions.tool import Context
from domain.errors import BadInput, Refused
from domain.people import Person, Role
from domain.permissions import Permission, hidden


async def to_manage(words: str, ctx: Context) -> Person:
    """The employee meant. Raises `Refused` for oneself: nobody changes their own days."""
    person = await references.permitted(words, Permission.leave_manage, ctx)
    if person.roles == frozenset({Role.candidate}):
        raise BadInput(f"{person.name} is a candidate; leave is for employees.")
    if person.id == ctx.actor.id:
        raise Refused("Nobody changes their own leave account. Please ask a colleague in HR to do it.")
    return person


async def known(id: str | None, ctx: Context) -> Person:
    """The employee that was resolved before. Raises `NotFound` when they are gone."""
    person = await ctx.ports.records.get(Person, id or "")
    if person is None:
        raise hidden("employee")
    return person
