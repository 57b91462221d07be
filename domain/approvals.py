"""Human approval: a record that waits for the yes of its groups in order, is decided once, and whose effects can be
replayed after a crash. Groups and k of n as in Greenhouse's approval flows."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar, Literal

from domain.errors import BadInput, Conflict, Refused, SignInAgain
from domain.messages import Address, Card, Plain
from domain.people import Actor
from domain.ports import Moment, Record

LIFETIME = timedelta(days=14)
FRESH = timedelta(minutes=5)
"""How old the sign-in of somebody may be whose yes needs a fresh one."""
OWN = "Nobody approves their own request; somebody else has to decide."
NOT_YOURS = "This decision is not yours to make."
SIGN_IN_AGAIN = (
    "A yes to this needs a fresh sign-in, not older than five minutes. Approvals in the web app asks for your password "
    "and then approves it. Saying no needs none."
)
Answer = Literal["yes", "no"]
WORDS = ("Approve", "Decline")


class ApprovalStatus(StrEnum):
    pending = "pending"
    approved = "approved"
    declined = "declined"
    expired = "expired"
    outdated = "outdated"
    """What it was asked about has changed since, so that nobody can say yes any more."""


class Group(Plain):
    """People of whom `needed` must say yes before the next group is asked. Each of them is a seat."""

    name: str = ""
    approver_ids: tuple[str, ...]
    needed: int = 1


class Vote(Plain):
    """One person's word. `seat` is the approver in whose place it was given: the voter, or whom they stood in for."""

    by: str
    seat: str
    group: int
    answer: Answer
    reason: str | None = None
    at: Moment
    dwell_seconds: int
    """Since the question was put to the voter's group."""


class Handover(Plain):
    """An approver gave this one decision to somebody else; the newest of a seat counts."""

    seat: str
    to_id: str
    by: str
    at: Moment


def approval_id(call_id: str) -> str:
    """Of the question that a call asks."""
    return f"approval:{call_id}"


class Approval(Record):
    """A call of a tool that waits for people's yes. Its id derives from the turn and the call, so asking again
    after a crash finds the same record. Replacing it with one more vote is the commit point of that vote; the vote
    that settles the matter sets the status with it. `applied` turns true once everything that follows from the
    decision has been done, `told` once everybody sees what was said so far."""

    collection: ClassVar[str] = "approvals"
    subjects: ClassVar[tuple[str, ...]] = ("asker_id", "args.resolved_candidate_id")
    indexed: ClassVar[tuple[str, ...]] = (
        "status",
        "asker_id",
        "applied",
        "told",
        "asked_at",
        "expires_at",
        "tool",
        "args.resolved_candidate_id",
    )

    tool: str
    args: dict[str, Any]
    asker_id: str
    kind: Literal["confirm", "approve"]
    """`confirm`: the asker's own yes. `approve`: that of others."""
    groups: tuple[Group, ...]
    reason_for: frozenset[Answer] = frozenset()
    """Answers that count only with a reason."""
    step_up: bool = False
    """A yes counts only from somebody who has just signed in again."""
    words: tuple[str, str] = WORDS
    """What the two buttons say; of a confirmation "Yes, do it" and "No", where its tool names none."""
    card: Card
    """What the approver is shown: the evidence first."""
    turn_id: str
    call_id: str
    address: Address
    asked_at: Moment
    expires_at: Moment
    votes: tuple[Vote, ...] = ()
    handovers: tuple[Handover, ...] = ()
    status: ApprovalStatus = ApprovalStatus.pending
    decided_by: str | None = None
    """Who said the last word."""
    decided_at: Moment | None = None
    reason: str | None = None
    applied: bool = False
    told: bool = True
    reminded_at: Moment | None = None
    escalated_at: Moment | None = None
    """From then on whoever stands above the approvers may decide too."""

    @property
    def turn_of(self) -> int:
        """Position of the group whose yes is awaited; as many as there are groups once all have said theirs."""
        return next((n for n, g in enumerate(self.groups) if self.yeses(n) < g.needed), len(self.groups))

    def yeses(self, group: int) -> int:
        return sum(v.group == group and v.answer == "yes" for v in self.votes)

    @property
    def put_at(self) -> datetime:
        """When the question came to the group whose yes is awaited."""
        return max((v.at for v in self.votes if v.group < self.turn_of), default=self.asked_at)

    @property
    def spoken_at(self) -> datetime:
        """When the last word was said, or the last seat given away."""
        said = [v.at for v in self.votes] + [h.at for h in self.handovers]
        return max(said, default=self.asked_at)

    @property
    def due(self) -> dict[str, str]:
        """Seats whose word is awaited now, each with the person who holds it."""
        if self.status is not ApprovalStatus.pending or self.turn_of == len(self.groups):
            return {}
        seats = self.groups[self.turn_of].approver_ids
        return {s: self.holder(s) for s in seats if s not in self.heard and self.holder(s) not in self.heard}

    @property
    def approver_ids(self) -> tuple[str, ...]:
        """Who is asked now."""
        return tuple(dict.fromkeys(self.due.values()))

    @property
    def concerned(self) -> frozenset[str]:
        """Everybody who asked, was asked, will be asked or has spoken."""
        seats = {s for g in self.groups for s in g.approver_ids}
        return frozenset({self.asker_id, *seats, *map(self.holder, seats), *self.heard})

    @property
    def heard(self) -> frozenset[str]:
        """Who has spoken, and in whose place: neither does so twice."""
        return frozenset(id for v in self.votes for id in (v.by, v.seat))

    def holder(self, seat: str) -> str:
        return next((h.to_id for h in reversed(self.handovers) if h.seat == seat), seat)

    def seat_of(self, person_id: str, stands_in_for: frozenset[str] = frozenset()) -> str | None:
        """The awaited seat that this person may speak for: their own before that of somebody they stand in for."""
        held = sorted(self.due.items(), key=lambda seat: (seat[1] != person_id, seat[0] != person_id))
        return next((s for s, h in held if h == person_id or h in stands_in_for), None)


class Shown(Record):
    """A message beside the question's own that offers its buttons, as a list of what waits does: they go with it."""

    collection: ClassVar[str] = "approvals_shown"
    indexed: ClassVar[tuple[str, ...]] = ("approval_id",)
    subjects: ClassVar[tuple[str, ...]] = ()

    approval_id: str
    message_id: str


def decided(
    approval: Approval,
    by: Actor,
    approve: bool,
    reason: str | None,
    now: datetime,
    *,
    stands_in_for: frozenset[str] = frozenset(),
    signed_in_at: datetime | None = None,
) -> Approval:
    """The approval with one more person's word, which may settle it: one no ends it, and so does the yes that the
    last group still needed.

    `stands_in_for` are those who delegated to this person. Raises `Conflict` when it is no longer open or not yet
    theirs to decide, `Refused` when this person's word does not count (nobody approves their own request, nobody
    speaks twice), `BadInput` when a reason is missing."""
    _open(approval, now)
    answer: Answer = "yes" if approve else "no"
    reason = " ".join((reason or "").split()) or None
    withdrawn = by.id == approval.asker_id and approval.kind == "approve"
    if withdrawn and approve:
        raise Refused(OWN)
    seat = by.id if withdrawn else _seat(approval, by.id, stands_in_for)
    if answer in approval.reason_for and not withdrawn and reason is None:
        raise BadInput(
            f"Please give a reason for “{approval.words[not approve]}”; it is kept with the decision."
        )
    if approve and approval.step_up and (signed_in_at is None or now - signed_in_at > FRESH):
        raise SignInAgain(SIGN_IN_AGAIN)
    vote = Vote(
        by=by.id,
        seat=seat,
        group=approval.turn_of,
        answer=answer,
        reason=reason,
        at=now,
        dwell_seconds=round((now - approval.put_at).total_seconds()),
    )
    after = approval.model_copy(update={"votes": (*approval.votes, vote), "told": False})
    if approve and completable(approval) and not completable(after):
        raise Refused("Your yes is needed by a later group, so somebody else of this one has to say it.")
    if approve and after.turn_of < len(after.groups):
        moved_on = after.turn_of > approval.turn_of
        return after.model_copy(update={"reminded_at": None, "escalated_at": None} if moved_on else {})
    status = ApprovalStatus.approved if approve else ApprovalStatus.declined
    return after.model_copy(
        update={"status": status, "decided_by": by.id, "decided_at": now, "reason": reason}
    )


def _open(approval: Approval, now: datetime) -> None:
    if approval.status is not ApprovalStatus.pending:
        raise Conflict(f"This was already {approval.status}.")
    if now >= approval.expires_at:
        raise Conflict("This request has expired. Please ask again.")


def _seat(approval: Approval, person_id: str, stands_in_for: frozenset[str]) -> str:
    if person_id in approval.heard:
        raise Refused("You have decided this already; nobody decides the same request twice.")
    seat = approval.seat_of(person_id, stands_in_for)
    if seat is None and person_id in approval.concerned - {approval.asker_id}:
        raise Conflict("This is not yours to decide now: others have to say yes first, or have it in hand.")
    if seat is None or seat == approval.asker_id != person_id:
        raise Refused(NOT_YOURS)
    return seat


def handed_over(approval: Approval, by: Actor, to_id: str, now: datetime) -> Approval:
    """The approval with this person's seat given to somebody else. Raises `Refused` and `Conflict` as `decided`, and
    `BadInput` when that person has asked for it, has spoken or is an approver already."""
    _open(approval, now)
    seat = _seat(approval, by.id, frozenset())
    if approval.kind == "confirm":
        raise Refused("Only you can confirm what you asked for.")
    if to_id in approval.concerned:
        raise BadInput("They asked for this, or are one of its approvers already: please name somebody else.")
    given = Handover(seat=seat, to_id=to_id, by=by.id, at=now)
    return approval.model_copy(update={"handovers": (*approval.handovers, given), "told": False})


def closed(approval: Approval, status: ApprovalStatus, reason: str | None, now: datetime) -> Approval:
    """The approval ended by nobody's word: expired or outdated."""
    return approval.model_copy(update={"status": status, "reason": reason, "decided_at": now, "told": False})


def completable(approval: Approval) -> bool:
    """Whether every group can still get its yeses from people who have not spoken, each speaking once."""
    wanted = [
        {h for h in map(approval.holder, group.approver_ids) if h not in approval.heard}
        - ({approval.asker_id} if approval.kind == "approve" else set())
        for n, group in enumerate(approval.groups)
        for _ in range(group.needed - approval.yeses(n))
    ]
    speaking: dict[str, int] = {}

    def found(place: int, asked: set[str]) -> bool:
        """Give the place a speaker, moving others to another place where that is needed."""
        for person in wanted[place] - asked:
            asked.add(person)
            if person not in speaking or found(speaking[person], asked):
                speaking[person] = place
                return True
        return False

    return all(found(place, set()) for place in range(len(wanted)))
