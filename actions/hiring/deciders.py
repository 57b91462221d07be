"""Whose yes a step of an application needs: the asker's own, or that of the people whom the job's flow names."""

from __future__ import annotations

from collections.abc import Sequence

from actions.tool import Approvers, Context
from domain.approvals import Group
from domain.errors import BadInput
from domain.flows import STEP_UP, ApprovalFlow, FlowGroup, Transition
from domain.hiring import Job, JobStage, StageType
from domain.people import Actor, Person
from domain.permissions import Permission, may

TRANSITIONS: dict[StageType, Transition] = {
    StageType.offer: "offer",
    StageType.hired: "hire",
    StageType.archived: "reject",
}
"""Stage types that one person alone never decides; every other move is confirmed by the asker."""
RIGHT = {"recruiter": Permission.stage_change, "HR": Permission.stage_approve}


async def of(job: Job, to: JobStage, ctx: Context) -> Approvers:
    transition = TRANSITIONS.get(to.type)
    if transition is None:
        return Approvers("confirm", (ctx.actor.id,))
    first, *then = await groups(job, job.flow(transition), ctx)
    return Approvers(
        "approve",
        first.approver_ids,
        needed=first.needed,
        name=first.name,
        then=tuple(then),
        reason_for=frozenset({"yes"}) if transition == "reject" else frozenset(),
        step_up=transition in STEP_UP,
        permission=None if first.name == "hiring manager" else Permission.stage_approve,
    )


async def groups(job: Job, flow: ApprovalFlow, ctx: Context) -> list[Group]:
    """The people of each group, without the asker. Raises `BadInput` where there are too few."""
    people = await ctx.ports.records.find(Person, limit=5000)
    return [_group(g, job, people, ctx) for g in flow.groups]


def _group(wanted: FlowGroup, job: Job, people: Sequence[Person], ctx: Context) -> Group:
    ids = tuple(p.id for p in people if p.id != ctx.actor.id and _belongs(p, wanted, job))
    if len(ids) < wanted.needed:
        raise BadInput(_too_few(wanted, job, len(ids)))
    return Group(name=wanted.who, approver_ids=ids, needed=wanted.needed)


def _belongs(person: Person, wanted: FlowGroup, job: Job) -> bool:
    if wanted.who == "hiring manager":
        return person.id == job.hiring_manager_id
    return may(Actor(person=person), RIGHT[wanted.who])


def _too_few(wanted: FlowGroup, job: Job, there: int) -> str:
    if wanted.who == "hiring manager":
        return (
            f"{job.title} needs its hiring manager's yes, but has none besides you. Please have HR name one, or change who "
            "approves."
        )
    if not there:
        return "Nobody else may approve this yet: please ask an administrator to name an approver."
    return f"This needs {wanted.needed} of {wanted.who} besides you, and there are only {there}."
