"""Whose yes a step of an application needs."""

from __future__ import annotations

from actions.tool import Approvers, Context
from domain.errors import BadInput
from domain.hiring import NEEDS_ANOTHER_PERSON, Job, JobStage
from domain.people import Actor, Person
from domain.permissions import Permission, may


async def of(job: Job, to: JobStage, ctx: Context) -> Approvers:
    """The asker's own for a harmless move; for an offer, a hire and every rejection somebody else's."""
    if to.type not in NEEDS_ANOTHER_PERSON:
        return Approvers("confirm", (ctx.actor.id,))
    people = await ctx.ports.records.find(Person, limit=5000)
    entitled = [
        p.id for p in people if p.id != ctx.actor.id and may(Actor(person=p), Permission.stage_approve)
    ]
    if not entitled:
        raise BadInput("Nobody else may approve this yet: please ask an administrator to name an approver.")
    return Approvers("approve", tuple(entitled))
