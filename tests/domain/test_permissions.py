from __future__ import annotations

import pytest

from domain.errors import Refused
from domain.people import Actor, Person, Role
from domain.permissions import TABLE, Permission, Scope, may, require, scope_of


def somebody(id: str, *roles: Role, manager: str | None = None) -> Person:
    email = f"{id}@brindlewick.example"
    return Person(id=id, name=id, email=email, roles=frozenset(roles), manager_id=manager)


ME, REPORT, STRANGER = somebody("me"), somebody("report", manager="me"), somebody("stranger", manager="else")


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("permission", list(Permission))
def test_each_right_holds_on_exactly_the_rows_of_its_scope(role: Role, permission: Permission) -> None:
    actor = Actor(person=somebody("me", role))
    scope = TABLE[role].get(permission)
    assert may(actor, permission, ME) == (scope is not None)
    assert may(actor, permission, REPORT) == (scope in (Scope.team, Scope.any))
    assert may(actor, permission, STRANGER) == (scope is Scope.any)


def test_pay_is_nobody_elses_but_hrs() -> None:
    for role in set(Role) - {Role.hr}:
        assert not may(Actor(person=somebody("me", role)), Permission.payslip_read, REPORT)


def test_a_candidate_reaches_nothing_of_the_company() -> None:
    allowed = set(TABLE[Role.candidate])
    mine = {
        Permission.application_read,
        Permission.application_act,
        Permission.resume_upload,
        Permission.interview_answer,
    }
    rights = {Permission.privacy_own, Permission.privacy_erase_own, Permission.self_identify}
    assert allowed == {Permission.assistant_use} | mine | rights
    assert all(scope is Scope.own for scope in TABLE[Role.candidate].values())


def test_roles_add_up_and_somebody_without_roles_has_none() -> None:
    both = Actor(person=somebody("me", Role.employee, Role.manager))
    assert scope_of(both, Permission.leave_read) is Scope.team
    assert scope_of(Actor(person=somebody("me")), Permission.assistant_use) is None
    with pytest.raises(Refused, match="hiring team"):
        require(both, Permission.candidate_read)
