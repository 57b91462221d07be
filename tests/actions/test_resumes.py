"""Resumes handed over: consent before anything, and nobody uses somebody else's file."""

from __future__ import annotations

from typing import Any

import pytest

from actions.perform import NeedsDetails, Prepared, Ready, prepare
from actions.resumes import Batch
from domain.errors import BadInput
from domain.hiring import Job, JobStatus
from domain.privacy import ATTESTED_TEXT, CONSENT_TEXT, Consent
from domain.tickets import Ticket
from tests.company import PYTHON_JOB, Company

AISHA, PRIYA = "Aisha Khan", "Priya Nair"


async def upload(company: Company, uploads: list[Any], who: str = AISHA, **more: Any) -> Prepared:
    name = "resume.upload" if who == AISHA else "candidates.add"
    return await prepare(name, {"uploads": uploads, "consent": True} | more, await company.ctx(who))


async def nothing_started(company: Company) -> None:
    assert await company.records.find(Ticket) == []
    assert await company.records.find(Consent) == []
    assert company.queue.waiting == []


@pytest.mark.parametrize("who", [AISHA, PRIYA])
async def test_a_file_and_consent_make_a_ticket(company: Company, who: str) -> None:
    file = await company.upload(who)
    prepared = await upload(company, [file.id], who)
    assert isinstance(prepared, Ready)
    batch = await prepared.run()
    await prepared.run()  # as after a crash
    assert isinstance(batch, Batch)
    (ticket,) = await company.records.find(Ticket)
    (consent,) = await company.records.find(Consent)
    assert company.queue.waiting == [("resume", ticket.id)] * 2  # a lease makes the second harmless
    assert consent.text == (CONSENT_TEXT if who == AISHA else ATTESTED_TEXT)
    assert consent.file_hashes == (file.sha256,)


@pytest.mark.parametrize("consent", [None, False, "", "maybe", 0, "no"])
async def test_without_consent_nothing_starts(company: Company, consent: Any) -> None:
    file = await company.upload(AISHA)
    prepared = await upload(company, [file.id], consent=consent)
    assert isinstance(prepared, NeedsDetails)
    assert [f.kind for f in prepared.form.fields if f.name == "consent"] == ["tick"]
    await nothing_started(company)


@pytest.mark.parametrize("who", [AISHA, PRIYA])
async def test_nobody_uses_somebody_elses_upload(company: Company, who: str) -> None:
    mine, theirs = await company.upload(who), await company.upload("Leo Martins")
    for ids in ([theirs.id], [mine.id, theirs.id], ["no-such-upload"], []):
        with pytest.raises(BadInput):
            await upload(company, ids, who)
    await nothing_started(company)


async def test_one_file_named_twice_is_read_once(company: Company) -> None:
    file = await company.upload(PRIYA)
    prepared = await upload(company, [file.id, file.id], PRIYA)
    assert isinstance(prepared, Ready)
    await prepared.run()
    assert len(await company.records.find(Ticket)) == 1


async def test_a_candidate_hands_in_one_resume(company: Company) -> None:
    files = [await company.upload(AISHA) for _ in range(2)]
    with pytest.raises(BadInput, match="one file"):
        await upload(company, [f.id for f in files])


async def test_a_job_that_is_closed_or_invented_takes_no_application(company: Company) -> None:
    file = await company.upload(AISHA)
    job = await company.records.get(Job, PYTHON_JOB)
    await company.records.replace(job.model_copy(update={"status": JobStatus.closed}))
    for job_id in (PYTHON_JOB, "job-of-my-dreams"):
        prepared = await upload(company, [file.id], job=job_id)
        assert isinstance(prepared, Ready)
        with pytest.raises(BadInput, match="no longer open"):
            await prepared.run()
    await nothing_started(company)
