"""Whose candidate a resume becomes: nobody takes over somebody else's record by what their file says."""

from __future__ import annotations

import pytest

from actions.perform import Ready, prepare
from actions.resumes import Batch
from domain.conversations import Upload
from domain.errors import BadInput
from domain.hiring import Application, Candidate
from domain.people import Person, Role
from graphs.intake import take_in
from tests.company import Company

PRIYA, AISHA, LEO = "Priya Nair", "Aisha Khan", "Leo Martins"


def resume(name: str, email: str) -> bytes:
    return f"{name}\n{email}\nBerlin\n\nSKILLS\nPython, SQL\n".encode()


async def reads(company: Company, who: str, content: bytes, upload: Upload | None = None) -> Candidate:
    """Somebody hands over a resume and the worker reads it."""
    file = upload or await company.upload(who, content)
    tool = "resume.upload" if who in (AISHA, LEO) else "candidates.add"
    prepared = await prepare(tool, {"uploads": [file.id], "consent": True}, await company.ctx(who))
    assert isinstance(prepared, Ready)
    batch = await prepared.run()
    assert isinstance(batch, Batch)

    async def report(step: str, percent: int) -> None:
        assert 0 <= percent <= 100

    taken = await take_in(batch.tickets[0], company.ports, report)
    found = await company.records.get(Candidate, taken["candidate_id"])
    assert isinstance(found, Candidate)
    return found


async def test_somebody_elses_address_in_a_resume_takes_over_nothing(company: Company) -> None:
    """Aisha writes Leo's e-mail address into hers, to see and change his application."""
    before = await company.candidate(LEO)
    hers = await reads(company, AISHA, resume("Aisha Khan", "leo.martins@post.example"))
    assert await company.candidate(LEO) == before
    assert (hers.id != before.id, hers.person_id, hers.email) == (
        True,
        "p-aisha-khan",
        "aisha.khan@post.example",
    )
    assert await company.records.find(Application, {"candidate_id": hers.id}) == []


async def test_nor_does_the_address_of_a_candidate_without_an_account(company: Company) -> None:
    before = await company.candidate("Yara Nasser")
    hers = await reads(company, AISHA, resume("Yara Nasser", "yara.nasser@post.example"))
    assert hers.id != before.id
    assert await company.records.get(Candidate, before.id) == before


async def test_nor_does_a_copy_of_somebody_elses_file(company: Company) -> None:
    content = resume("Yusra Haddad", "yusra.haddad@post.example")
    theirs = await reads(company, PRIYA, content)
    file = await company.upload(AISHA, content)
    await company.records.replace(file.model_copy(update={"sha256": theirs.resume_hash}))
    stolen = await company.records.get(Upload, file.id)
    hers = await reads(company, AISHA, content, stolen)
    assert hers.id != theirs.id
    assert await company.records.get(Candidate, theirs.id) == theirs


async def test_ones_own_newer_resume_replaces_the_older_also_with_an_address_that_is_taken(
    company: Company,
) -> None:
    before = await company.candidate(LEO)
    after = await reads(company, LEO, resume("Leo Martins", "yara.nasser@post.example"))
    assert (after.id, after.email) == (before.id, before.email)
    assert after.earlier_files == (before.file_key,)
    assert "yara.nasser" in after.text


async def test_a_resume_that_a_recruiter_handed_in_becomes_that_of_who_signs_in_with_its_address(
    company: Company,
) -> None:
    content = resume("Aisha Khan", "aisha.khan@post.example")
    first = await reads(company, PRIYA, content)
    assert first.person_id is None
    second = await reads(company, AISHA, resume("Aisha Khan", "aisha.khan@elsewhere.example"))
    assert (second.id, second.person_id) == (first.id, "p-aisha-khan")


@pytest.mark.parametrize("email", ["leo.martins@post.example", "LEO.MARTINS@post.example"])
async def test_a_recruiters_newer_copy_of_a_resume_is_merged_by_its_address(
    company: Company, email: str
) -> None:
    before = await company.candidate(LEO)
    after = await reads(company, PRIYA, resume("Leo Martins", email))
    assert (after.id, after.person_id) == (before.id, before.person_id)
    assert len(await company.records.find(Candidate, {"name": LEO})) == 1


async def test_a_resume_without_any_address_makes_a_candidate_of_its_own(company: Company) -> None:
    for _ in range(2):
        await reads(company, PRIYA, b"Pat Doe\nBerlin\n\nSKILLS\nPython\n")
    assert len(await company.records.find(Candidate, {"name": "Pat Doe"})) == 2
    assert (await company.records.get(Person, "p-priya-nair")).roles >= {Role.recruiter}


async def test_who_is_erased_while_the_resume_is_read_is_not_found_afterwards(company: Company) -> None:
    file = await company.upload(AISHA, resume("Aisha Khan", "aisha.khan@post.example"))
    prepared = await prepare(
        "resume.upload", {"uploads": [file.id], "consent": True}, await company.ctx(AISHA)
    )
    assert isinstance(prepared, Ready)
    batch = await prepared.run()
    assert isinstance(batch, Batch)
    before = await company.ports.index.matching()

    async def erased_meanwhile(step: str, percent: int) -> None:
        if step == "embedding_upsert":
            for candidate in await company.records.find(Candidate, {"person_id": "p-aisha-khan"}):
                await company.records.delete(Candidate, candidate.id)

    with pytest.raises(BadInput, match="was erased"):
        await take_in(batch.tickets[0], company.ports, erased_meanwhile)
    assert await company.ports.index.matching() == before
