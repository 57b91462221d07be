"""Put the demo company into records. Whatever is there already stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from deploy.demo.company import DEMO_PASSWORD, build
from deploy.demo.people import DOMAIN, candidates, email
from deploy.demo.pipeline import history, job_of, stage_of
from deploy.demo.resumes import applicants
from domain import openings
from domain.errors import AlreadyExists, Conflict
from domain.hiring import Application, ApplicationStatus, Candidate, Job, StageTransition
from domain.people import Account, Person
from domain.policies import Policy
from domain.ports import OneOf, Records
from knowledge.policies import parse

RECRUITER = email("Priya Nair", DOMAIN)
"""Who hands in the demo's resumes."""
POLICIES = Path(__file__).with_name("policies")


async def seed(records: Records, today: date, hash_password: Callable[[str], str]) -> None:
    """Insert the company as of `today`, and an account with `DEMO_PASSWORD` for everybody in it.

    Once: the accounts go in last, the candidates' at the end, and where they are nothing is inserted. A company built
    as of a later day would not fit the leave and pay that are in the books by then.
    """
    if await records.get(Account, candidates()[-1].id):
        return
    demo = build(today)
    await records.insert_all([*demo.leave_types, *demo.leave_policies, *demo.jobs, *policies(), *demo.people])
    await records.insert_all([*demo.leave_requests, *demo.leave_ledger, *demo.payslips])
    await records.insert_all([*demo.tax_documents, *demo.shifts, *demo.attendance])
    password_hash = hash_password(DEMO_PASSWORD)
    await records.insert_all([_account(person, password_hash) for person in demo.people])


async def seed_applications(records: Records, now: datetime) -> None:
    """Insert the applications, with their history, of those demo candidates who are in records by their e-mail, and
    link the candidates who sign in to their accounts. Harmless after every import: what is there stays as it is."""
    people = {resume.email: resume for resume in applicants()}
    found = await records.find(Candidate, {"email": OneOf(tuple(people))}, limit=1000)
    await _link(records, found)
    where = {"candidate_id": OneOf(tuple(c.id for c in found))}
    there = {(a.candidate_id, a.job_id) for a in await records.find(Application, where, limit=10_000)}
    applications: list[Application] = []
    transitions: list[StageTransition] = []
    for candidate in found:
        resume = people[candidate.email or ""]
        stage, job = stage_of(resume), job_of(resume)
        if stage and (candidate.id, job.id) not in there:
            application, steps = history(candidate, job, stage, now)
            applications.append(application)
            transitions += steps
    await records.insert_all(transitions)
    await records.insert_all(applications)
    await _fill_openings(records, applications)


async def _fill_openings(records: Records, applications: list[Application]) -> None:
    """Whoever was hired fills an opening; the demo's jobs have as many as that takes."""
    for application in applications:
        job = await records.get(Job, application.job_id)
        if application.status is not ApplicationStatus.hired or job is None:
            continue
        if not openings.free(job):
            job = openings.opened(job, 1, application.updated_at)
        await records.replace(openings.filled(job, application.id, application.updated_at))


def policies() -> list[Policy]:
    return [parse(path.read_text(encoding="utf-8")) for path in sorted(POLICIES.glob("*.md"))]


def _account(person: Person, password_hash: str) -> Account:
    return Account(id=person.id, email=person.email, password_hash=password_hash)


async def _link(records: Records, found: list[Candidate]) -> None:
    """A candidate whose resume the recruiter handed in sees their application after signing in."""
    accounts = {person.email: person.id for person in candidates()}
    for candidate in found:
        person = accounts.get(candidate.email or "")
        if person is None or candidate.person_id is not None:
            continue
        try:
            await records.replace(candidate.model_copy(update={"person_id": person}))
        except (AlreadyExists, Conflict):  # uploaded by themselves, or changed just now: the next run sees it
            continue
