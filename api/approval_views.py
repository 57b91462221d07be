"""An approval as its reader may see it: names, not ids; who has spoken, who is still due, and what the reader can do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import AwareDatetime, BaseModel

from actions.approvals import wording
from actions.standing_in import stands_in_for
from domain.approvals import Answer, Approval, ApprovalStatus
from domain.messages import Card
from domain.people import Actor, Person
from domain.ports import Ports

LEFT = "Somebody who has left"


class Seat(BaseModel):
    name: str
    state: Literal["yes", "no", "due", "waiting", "not needed"]


class GroupView(BaseModel):
    name: str
    needed: int
    yeses: int
    people: list[Seat]


class VoteView(BaseModel):
    by: str
    in_place_of: str | None
    answer: Answer
    reason: str | None
    at: AwareDatetime
    dwell_seconds: int


class ApprovalView(BaseModel):
    id: str
    together: str
    """The same for what was asked at once: shown as one group, decided one by one."""
    tool: str
    kind: Literal["confirm", "approve"]
    status: ApprovalStatus
    applied: bool
    card: Card
    asked_by: str
    asked_at: AwareDatetime
    expires_at: AwareDatetime
    words: tuple[str, str]
    reason_for: list[Answer]
    step_up: bool
    mine: bool
    """Whether the reader's word would count now."""
    groups: list[GroupView]
    votes: list[VoteView]
    reason: str | None


async def views(approvals: Sequence[Approval], reader: Actor, ports: Ports) -> list[ApprovalView]:
    standing = await stands_in_for(ports.records, reader.id, ports.clock())
    return [await _view(approval, reader, standing, ports) for approval in approvals]


async def _view(a: Approval, reader: Actor, standing: frozenset[str], ports: Ports) -> ApprovalView:
    names: dict[str, str] = {}
    for id in {*a.concerned}:
        person = await ports.records.get(Person, id)
        names[id] = person.name if person else LEFT
    return ApprovalView(
        id=a.id,
        together=f"{a.turn_id} {a.tool}",
        tool=a.tool,
        kind=a.kind,
        status=a.status,
        applied=a.applied,
        card=a.card,
        asked_by=names[a.asker_id],
        asked_at=a.asked_at,
        expires_at=a.expires_at,
        words=wording(a),
        reason_for=sorted(a.reason_for),
        step_up=a.step_up,
        mine=may_decide(a, reader.id, standing),
        groups=[_group(a, n, names) for n in range(len(a.groups))],
        votes=[
            VoteView(
                by=names[v.by],
                in_place_of=names[v.seat] if v.seat != v.by else None,
                answer=v.answer,
                reason=v.reason,
                at=v.at,
                dwell_seconds=v.dwell_seconds,
            )
            for v in a.votes
        ],
        reason=a.reason,
    )


def may_decide(approval: Approval, person_id: str, standing: frozenset[str]) -> bool:
    own = approval.asker_id == person_id
    return (approval.kind == "confirm") == own and approval.seat_of(person_id, standing) is not None


def _group(a: Approval, n: int, names: dict[str, str]) -> GroupView:
    group = a.groups[n]
    spoken = {v.seat: v.answer for v in a.votes}
    people = []
    for seat in group.approver_ids:
        state: Literal["yes", "no", "due", "waiting", "not needed"]
        if seat in spoken:
            state = spoken[seat]
        elif seat in a.due:
            state = "due"
        else:
            later = a.status is ApprovalStatus.pending and n > a.turn_of
            state = "waiting" if later else "not needed"
        people.append(Seat(name=names[a.holder(seat)], state=state))
    return GroupView(name=group.name, needed=group.needed, yeses=a.yeses(n), people=people)
