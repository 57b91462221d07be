from __future__ import annotations

import re
from datetime import date

import pytest

from deploy.demo.company import Demo, build
from domain.hiring import StageType
from domain.people import Role

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def demo() -> Demo:
    return build(TODAY)


def test_equal_days_build_equal_companies(demo: Demo) -> None:
    assert build(TODAY) == demo


def test_managers_form_one_tree(demo: Demo) -> None:
    manager_of = {p.id: p.manager_id for p in demo.employees}
    assert [p.name for p in demo.employees if p.manager_id is None] == ["Ingrid Solheim"]
    for person, manager in manager_of.items():
        chain = [person]
        while manager is not None:
            assert manager in manager_of, f"{person} reports to nobody known"
            assert manager not in chain, f"{person} is in a circle"
            chain.append(manager)
            manager = manager_of[manager]


def test_whoever_has_reports_is_a_manager_and_nobody_else(demo: Demo) -> None:
    managers = {p.manager_id for p in demo.employees if p.manager_id}
    assert {p.id for p in demo.employees if Role.manager in p.roles} == managers


def test_the_people_of_the_stories(demo: Demo) -> None:
    people = {p.id: p for p in demo.people}
    mira, jonas = people["p-mira-tanaka"], people["p-jonas-weber"]
    assert (mira.manager_id, mira.country, mira.subdivision, mira.department) == (
        jonas.id,
        "DE",
        "BE",
        "Engineering",
    )
    assert Role.recruiter in people["p-priya-nair"].roles
    assert Role.hr in people["p-elena-petrova"].roles
    assert Role.admin in people["p-sam-okafor"].roles
    assert people["p-leo-martins"].roles == people["p-aisha-khan"].roles == {Role.candidate}


def test_enough_of_every_role_and_country(demo: Demo) -> None:
    roles = [role for p in demo.people for role in p.roles]
    assert 55 <= len(demo.employees) <= 65
    assert roles.count(Role.hr) >= 2
    assert roles.count(Role.recruiter) == 2
    assert roles.count(Role.admin) == 1
    assert len(demo.candidates) == 4
    assert {p.country for p in demo.employees} == {"DE", "US", "IN", "GB"}


def test_addresses_and_slack_ids_are_unique_and_reserved(demo: Demo) -> None:
    assert len(set(demo.emails)) == len(demo.people)
    assert all(email.endswith(".example") and email == email.lower() for email in demo.emails)
    slack_ids = [p.slack_user_id for p in demo.employees]
    assert len(set(slack_ids)) == len(slack_ids)
    assert all(id and re.fullmatch(r"U[A-Z0-9]{7,}", id) for id in slack_ids)


def test_every_job_leads_from_applied_to_hired_or_rejected(demo: Demo) -> None:
    assert len(demo.jobs) == 8
    for job in demo.jobs:
        assert [s.type for s in job.stages] == [
            StageType.applied,
            StageType.review,
            StageType.interview,
            StageType.offer,
            StageType.hired,
            StageType.archived,
        ]
        assert all(stage.next_step.endswith(".") for stage in job.stages)
        assert job.recruiter_id in {p.id for p in demo.employees if Role.recruiter in p.roles}
