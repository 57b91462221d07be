from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.approvals import Approval, ApprovalStatus, Group, decided
from domain.errors import Conflict, PeopledeskError, Refused
from domain.messages import Address, Card
from domain.people import Actor, Person, Role

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def somebody(id: str) -> Actor:
    return Actor(
        person=Person(id=id, name=id, email=f"{id}@brindlewick.example", roles=frozenset({Role.employee}))
    )


def question(kind: str = "approve", approvers: tuple[str, ...] = ("boss",)) -> Approval:
    return Approval.model_validate(
        {
            "id": "a1",
            "tool": "leave.request",
            "args": {},
            "asker_id": "mira",
            "kind": kind,
            "groups": (Group(approver_ids=approvers),),
            "card": Card(),
            "turn_id": "t",
            "call_id": "t/0",
            "address": Address(channel="web", conversation="c"),
            "asked_at": NOW,
            "expires_at": NOW + timedelta(days=1),
        }
    )


def test_an_approver_decides_with_a_reason() -> None:
    yes = decided(question(), somebody("boss"), True, None, NOW)
    no = decided(question(), somebody("boss"), False, "too many away", NOW)
    assert (yes.status, yes.decided_by) == (ApprovalStatus.approved, "boss")
    assert (no.status, no.reason) == (ApprovalStatus.declined, "too many away")


def test_nobody_approves_their_own_request_even_when_named_an_approver() -> None:
    with pytest.raises(Refused, match="own request"):
        decided(question(approvers=("mira", "boss")), somebody("mira"), True, None, NOW)


def test_the_asker_may_confirm_and_may_withdraw() -> None:
    assert decided(question("confirm", ("mira",)), somebody("mira"), True, None, NOW).status == "approved"
    assert decided(question(), somebody("mira"), False, None, NOW).status == "declined"


@pytest.mark.parametrize(
    ("approval", "who", "when", "error"),
    [
        (question(), "stranger", NOW, Refused),
        (question(), "boss", NOW + timedelta(days=1), Conflict),
        (question().model_copy(update={"status": ApprovalStatus.approved}), "boss", NOW, Conflict),
        (question().model_copy(update={"status": ApprovalStatus.expired}), "boss", NOW, Conflict),
        (question("confirm", ("mira",)), "boss", NOW, Refused),
    ],
)
def test_words_that_do_not_count(
    approval: Approval, who: str, when: datetime, error: type[PeopledeskError]
) -> None:
    with pytest.raises(error):
        decided(approval, somebody(who), True, None, when)
