from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from adapters.sqlite import SqliteRecords
from deploy.demo.company import DEMO_PASSWORD, build
from deploy.demo.jobs import jobs
from deploy.demo.resumes import applicants
from deploy.demo.seed import RECRUITER, policies, seed, seed_applications
from domain.hiring import Application, ApplicationStatus, Candidate, StageTransition
from domain.leave import LeaveRequest, LeaveType, LedgerEntry
from domain.pay import Payslip
from domain.people import Account, Person
from domain.policies import Policy
from domain.ports import Record
from domain.profiles import Profile

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
KINDS: tuple[type[Record], ...] = (
    Person,
    Account,
    LeaveType,
    LeaveRequest,
    LedgerEntry,
    Payslip,
    Policy,
    Application,
    StageTransition,
)


@pytest.fixture
async def records(tmp_path: Path) -> AsyncIterator[SqliteRecords]:
    store = SqliteRecords(tmp_path / "records.db")
    yield store
    await store.close()


def candidate(email: str, id: str) -> Candidate:
    return Candidate(
        id=id,
        name=email,
        email=email,
        profile=Profile(),
        text="",
        file_key=f"resumes/{id}",
        file_name=f"{id}.pdf",
        resume_hash=id,
        created_at=NOW,
        updated_at=NOW,
    )


async def counts(records: SqliteRecords) -> dict[str, int]:
    return {kind.collection: await records.count(kind) for kind in KINDS}


async def imported(records: SqliteRecords) -> None:
    await records.insert_all([candidate(r.email, f"c-{r.id}") for r in applicants()])


async def test_everybody_can_sign_in_and_all_is_there(records: SqliteRecords) -> None:
    await seed(records, TODAY, lambda password: f"hashed {password}")
    demo = build(TODAY)
    accounts = await records.find(Account)
    assert {a.email for a in accounts} == set(demo.emails)
    assert {a.password_hash for a in accounts} == {f"hashed {DEMO_PASSWORD}"}
    assert await records.get(Person, "p-mira-tanaka") in demo.employees
    assert await records.count(LedgerEntry) == len(demo.leave_ledger)
    assert await records.count(Payslip, {"employee_id": "p-mira-tanaka"}) == 14
    assert RECRUITER in demo.emails


async def test_a_second_run_changes_nothing_not_even_on_a_later_day(records: SqliteRecords) -> None:
    await seed(records, TODAY, str)
    before = await counts(records)
    await seed(records, TODAY, str)
    await seed(records, TODAY + timedelta(60), str)
    assert await counts(records) == before


async def test_a_seed_that_broke_off_is_completed(records: SqliteRecords) -> None:
    await records.insert_all(build(TODAY).people[:20])
    await seed(records, TODAY, str)
    assert await records.count(Person) == len(build(TODAY).people)


async def test_applications_follow_the_import(records: SqliteRecords) -> None:
    await seed(records, TODAY, str)
    await seed_applications(records, NOW)
    assert await records.count(Application) == 0
    await imported(records)
    await seed_applications(records, NOW)
    found = await records.find(Application)
    assert 50 <= len(found) <= 70
    assert {a.job_id for a in found} == {job.id for job in jobs()}
    assert set(Counter(a.stage_id for a in found)) == {s.id for s in jobs()[0].stages}


async def test_histories_are_unbroken_and_lie_in_the_past(records: SqliteRecords) -> None:
    await imported(records)
    await seed_applications(records, NOW)
    for application in await records.find(Application):
        steps = await records.find(StageTransition, {"application_id": application.id}, order="at")
        path = ["applied", *(step.to_stage_id for step in steps)]
        assert [step.from_stage_id for step in steps] == path[:-1]
        assert application.stage_id == path[-1]
        assert application.last_transition_id == (steps[-1].id if steps else None)
        times = [application.applied_at, *(step.at for step in steps)]
        assert times == sorted(times)
        assert application.updated_at == times[-1] < NOW
        for step in steps:
            decided_by_two = step.to_stage_id in ("offer", "hired", "rejected")
            assert (step.approved_by is not None) is decided_by_two
            assert step.approved_by != step.actor_id


async def test_applications_are_seeded_once_and_what_happened_since_stays(records: SqliteRecords) -> None:
    await imported(records)
    await seed_applications(records, NOW)
    before = await counts(records)
    leo = await records.get(Application, "application:c-leo-martins:job-python-backend")
    assert leo is not None
    assert (leo.stage_id, leo.status) == ("review", ApplicationStatus.active)
    moved = await records.replace(leo.model_copy(update={"stage_id": "interview"}))
    await seed_applications(records, NOW + timedelta(3))
    assert await counts(records) == before
    assert await records.get(Application, leo.id) == moved


async def test_an_application_made_by_somebody_is_not_doubled(records: SqliteRecords) -> None:
    await imported(records)
    own = Application(
        id="own",
        candidate_id="c-leo-martins",
        job_id="job-python-backend",
        stage_id="applied",
        applied_at=NOW,
        updated_at=NOW,
    )
    await records.insert(own)
    await seed_applications(records, NOW)
    assert await records.find(Application, {"candidate_id": "c-leo-martins"}) == [own]


async def test_candidates_who_sign_in_are_linked_to_their_resume(records: SqliteRecords) -> None:
    await imported(records)
    await seed_applications(records, NOW)
    linked = {c.person_id: c.id for c in await records.find(Candidate) if c.person_id}
    assert linked == {
        "p-leo-martins": "c-leo-martins",
        "p-nora-lindqvist": "c-nora-lindqvist",
        "p-tomas-herrera": "c-tomas-herrera",
    }


async def test_a_resume_they_uploaded_themselves_keeps_its_person(records: SqliteRecords) -> None:
    own = candidate("leo@mail.example", "own").model_copy(update={"person_id": "p-leo-martins"})
    await records.insert(own)
    await imported(records)
    await seed_applications(records, NOW)
    assert await records.find(Candidate, {"person_id": "p-leo-martins"}) == [own]


def test_six_policies_with_headed_clauses() -> None:
    found = {policy.title: policy for policy in policies()}
    assert len(found) == 6
    for policy in found.values():
        assert len(policy.clauses) >= 5
        assert policy.effective_from < TODAY
        assert all(clause.heading and len(clause.text) > 40 for clause in policy.clauses)
    carry = next(c for c in found["Leave and carry-over"].clauses if c.heading == "Carry-over")
    assert "31 March" in carry.text
