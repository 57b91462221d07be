"""Flows of groups: k of n, in order, nobody twice, nobody their own; stand-ins, reasons and fresh sign-ins."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.approvals import (
    FRESH,
    Approval,
    ApprovalStatus,
    Group,
    completable,
    decided,
    handed_over,
)
from domain.errors import BadInput, Conflict, PeopledeskError, Refused
from tests.domain.test_approvals import NOW, question, somebody

TWO_OF_THREE = Group(name="Team", approver_ids=("ann", "ben", "cem"), needed=2)
HR = Group(name="HR", approver_ids=("dora", "eli"))


def flow(*groups: Group, **more: object) -> Approval:
    return question().model_copy(update={"groups": groups, **more})


def yes(approval: Approval, *people: str) -> Approval:
    for n, person in enumerate(people, 1):
        approval = decided(approval, somebody(person), True, None, NOW + timedelta(minutes=n))
    return approval


def test_groups_say_yes_in_order_and_each_vote_is_kept_with_its_dwell() -> None:
    asked = flow(TWO_OF_THREE, HR)
    assert asked.approver_ids == ("ann", "ben", "cem")
    half = yes(asked, "ben")
    assert (half.status, half.approver_ids) == (ApprovalStatus.pending, ("ann", "cem"))
    team = yes(half, "ann")
    assert (team.status, team.approver_ids) == (ApprovalStatus.pending, ("dora", "eli"))
    over = decided(team, somebody("eli"), True, "Welcome", NOW + timedelta(hours=1))
    assert (over.status, over.decided_by, over.reason, over.approver_ids) == (
        ApprovalStatus.approved,
        "eli",
        "Welcome",
        (),
    )
    assert [(v.by, v.group, v.answer, v.dwell_seconds) for v in over.votes] == [
        ("ben", 0, "yes", 60),
        ("ann", 0, "yes", 60),
        ("eli", 1, "yes", 3540),
    ]


def test_one_no_ends_it() -> None:
    over = decided(yes(flow(TWO_OF_THREE, HR), "ben"), somebody("cem"), False, "Too early", NOW)
    assert (over.status, over.decided_by, over.reason) == (ApprovalStatus.declined, "cem", "Too early")


@pytest.mark.parametrize(
    ("approval", "who", "error", "said"),
    [
        (flow(TWO_OF_THREE, HR), "dora", Conflict, "others have to say yes first"),
        (yes(flow(TWO_OF_THREE, HR), "ben"), "ben", Refused, "twice"),
        (yes(flow(TWO_OF_THREE, HR), "ben", "ann"), "cem", Conflict, "not yours to decide now"),
        (
            flow(Group(approver_ids=("ann", "ben")), Group(approver_ids=("ann",))),
            "ann",
            Refused,
            "later group",
        ),
        (
            yes(flow(Group(approver_ids=("ann",)), Group(approver_ids=("ann", "ben"))), "ann"),
            "ann",
            Refused,
            "twice",
        ),
        (flow(Group(approver_ids=("mira", "ann"))), "mira", Refused, "own request"),
    ],
)
def test_a_yes_out_of_turn_or_twice_does_not_count(
    approval: Approval, who: str, error: type[PeopledeskError], said: str
) -> None:
    with pytest.raises(error, match=said):
        decided(approval, somebody(who), True, None, NOW)


def test_a_stand_in_speaks_in_the_others_place_and_once() -> None:
    for_ann = frozenset({"ann"})
    half = decided(flow(TWO_OF_THREE, HR), somebody("sam"), True, None, NOW, stands_in_for=for_ann)
    assert (half.votes[0].by, half.votes[0].seat) == ("sam", "ann")
    with pytest.raises(Refused, match="twice"):
        decided(half, somebody("sam"), True, None, NOW, stands_in_for=frozenset({"ben"}))
    with pytest.raises(Refused, match="twice"):
        decided(half, somebody("ann"), True, None, NOW)


def test_a_stand_in_who_is_an_approver_speaks_for_themselves_first() -> None:
    half = decided(flow(TWO_OF_THREE), somebody("ben"), True, None, NOW, stands_in_for=frozenset({"ann"}))
    assert half.votes[0].seat == "ben"


def test_nobody_approves_their_own_by_standing_in_nor_lets_another_do_it() -> None:
    with pytest.raises(Refused, match="own request"):
        decided(flow(HR), somebody("mira"), True, None, NOW, stands_in_for=frozenset({"dora"}))
    for asked in (flow(Group(approver_ids=("mira",))), question("confirm", ("mira",))):
        with pytest.raises(Refused, match="not yours"):
            decided(asked, somebody("sam"), True, None, NOW, stands_in_for=frozenset({"mira"}))


def test_a_seat_is_handed_over_and_its_first_holder_is_out() -> None:
    given = handed_over(flow(HR), somebody("dora"), "sam", NOW)
    assert given.approver_ids == ("sam", "eli")
    with pytest.raises(Conflict, match="in hand"):
        decided(given, somebody("dora"), True, None, NOW)
    over = decided(given, somebody("sam"), True, None, NOW)
    assert (over.votes[0].by, over.votes[0].seat) == ("sam", "dora")
    again = handed_over(given, somebody("sam"), "tom", NOW)
    assert again.approver_ids == ("tom", "eli")


@pytest.mark.parametrize("to", ["mira", "eli", "ann"])
def test_a_seat_goes_to_nobody_who_is_in_it_already(to: str) -> None:
    asked = yes(flow(Group(approver_ids=("ann",)), HR), "ann")
    with pytest.raises(BadInput, match="somebody else"):
        handed_over(asked, somebody("dora"), to, NOW)


def test_a_reason_is_asked_for_where_the_rule_wants_one() -> None:
    asked = flow(HR, reason_for=frozenset({"yes", "no"}))
    for approve in (True, False):
        with pytest.raises(BadInput, match="give a reason"):
            decided(asked, somebody("dora"), approve, " \n ", NOW)
        assert decided(asked, somebody("dora"), approve, "Because", NOW).votes[0].reason == "Because"
    assert decided(asked, somebody("mira"), False, None, NOW).status is ApprovalStatus.declined


def test_a_yes_that_needs_a_fresh_sign_in_counts_with_one_alone() -> None:
    asked = flow(HR, step_up=True)
    for signed_in_at in (None, NOW - FRESH - timedelta(seconds=1)):
        with pytest.raises(Refused, match="fresh sign-in"):
            decided(asked, somebody("dora"), True, None, NOW, signed_in_at=signed_in_at)
    assert decided(asked, somebody("dora"), True, None, NOW, signed_in_at=NOW - FRESH).status == "approved"
    assert decided(asked, somebody("dora"), False, None, NOW).status == "declined"


@pytest.mark.parametrize(
    ("groups", "enough"),
    [
        ((TWO_OF_THREE, HR), True),
        ((Group(approver_ids=("ann",)), Group(approver_ids=("ann",))), False),
        ((Group(approver_ids=("ann", "ben")), Group(approver_ids=("ann",))), True),
        ((Group(approver_ids=("ann", "mira"), needed=2),), False),
        ((Group(approver_ids=()),), False),
    ],
)
def test_a_flow_that_nobody_could_complete_is_known(groups: tuple[Group, ...], enough: bool) -> None:
    assert completable(flow(*groups)) is enough
