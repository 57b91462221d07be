"""Adding policies, quoting the one that counts, and what happens where none does: a case for HR."""

from __future__ import annotations

from datetime import timedelta

import pytest

from actions.cases import Cases, Opened
from actions.perform import NeedsDetails, Ready, prepare
from actions.policies import Quoted
from actions.tool import Result
from domain.cases import Case
from domain.errors import AlreadyExists, NotFound
from domain.messages import Message
from domain.people import Person
from tests.company import Company

HR, MIRA = "Elena Petrova", "Mira Tanaka"
TEXT = b"1. Dogs\n\nDogs may come to the office on Fridays when the team agrees to it.\n"


async def done(company: Company, asker: str, tool: str, **given: object) -> Result:
    prepared = await prepare(tool, given, await company.ctx(asker))
    assert isinstance(prepared, Ready)
    return await prepared.run()


async def added(company: Company, content: bytes = TEXT, asker: str = HR, **facts: str) -> Result:
    upload = await company.upload(asker, content)
    given = {"title": "Animals", "version": "1", "effective_from": "2026-02-01"} | facts
    return await done(company, asker, "policy.add", uploads=[upload.id], **given)


async def quoted(company: Company, asker: str = MIRA) -> Quoted:
    found = await done(company, asker, "policy.ask", question="When may dogs come to the office?")
    assert isinstance(found, Quoted)
    return found


async def test_what_hr_adds_is_quoted_with_version_and_date(company: Company) -> None:
    await added(company)
    found = (await quoted(company)).card()
    assert (
        found.items[0].quotes[0].text == "Dogs may come to the office on Fridays when the team agrees to it."
    )
    assert found.items[0].quotes[0].source == "Animals, version 1, in force since 01 Feb 2026"


async def test_a_version_of_the_future_waits_and_a_countrys_own_counts_there(company: Company) -> None:
    await added(company)
    later = TEXT.replace(b"Fridays", b"no day")
    await added(company, later, version="2", effective_from="2026-04-01")
    await added(company, TEXT.replace(b"Fridays", b"Mondays"), version="1-gb", countries="gb")
    assert (found := (await quoted(company)).policy)
    assert found.version == "1"
    british = next(p for p in await company.records.find(Person) if p.country == "GB")
    assert (theirs := (await quoted(company, british.name)).policy)
    assert theirs.version == "1-gb"


async def test_the_same_twice_is_harmless_and_other_words_need_a_new_version(company: Company) -> None:
    await added(company)
    await added(company)
    with pytest.raises(AlreadyExists, match="new version"):
        await added(company, TEXT.replace(b"Fridays", b"Mondays"))


async def test_a_file_of_somebody_else_cannot_be_used(company: Company) -> None:
    upload = await company.upload(MIRA, TEXT)
    with pytest.raises(NotFound, match="attach it again"):
        await done(
            company,
            HR,
            "policy.add",
            uploads=[upload.id],
            title="A",
            version="1",
            effective_from="2026-01-01",
        )


async def test_nothing_found_offers_a_case_and_hr_gets_it_with_the_conversation(company: Company) -> None:
    card = (await done(company, MIRA, "policy.ask", question="xyzzy plugh?")).card()
    (button,) = card.buttons
    assert (button.action, button.ref) == ("case.open", "xyzzy plugh?")
    ctx = await company.ctx(MIRA)
    said = Message(
        id="m1", address=ctx.address, address_key=ctx.address.key, turn_id="t", owner_id=ctx.actor.id,
        author="person", text="xyzzy plugh?", at=ctx.now,
    )  # fmt: skip
    await company.records.insert(said)
    prepared = await prepare("case.open", {"subject": button.ref}, ctx)
    assert isinstance(prepared, Ready)
    for _ in range(2):
        opened = await prepared.run()
    assert isinstance(opened, Opened)
    told = dict(opened.notices())
    assert (await company.person(HR)).id in told
    assert "Mira Tanaka: xyzzy plugh?" in told[(await company.person(HR)).id].model_dump_json()
    assert len(await company.records.find(Case)) == 1
    listed = await done(company, HR, "case.list")
    assert isinstance(listed, Cases)
    assert [c.subject for c in listed.cases] == ["xyzzy plugh?"]
    closed = await done(company, HR, "case.close", case=listed.cases[0].id)
    assert dict(closed.notices()).keys() == {ctx.actor.id}
    assert (await done(company, HR, "case.list")).card().title == "No case is open"


async def test_a_case_is_closed_by_words_and_asked_back_when_several_fit(company: Company) -> None:
    people = [await company.person(name) for name in ("Mira Tanaka", "Lukas Brandt")]
    subjects = ("my payslip of March", "the payslip of my deputy")
    for at, (person, subject) in enumerate(zip(people, subjects, strict=True)):
        when = company.clock() + timedelta(minutes=at)
        await company.records.insert(
            Case(id=f"case-{at}", person_id=person.id, subject=subject, transcript=(), opened_at=when)
        )
    ctx = await company.ctx(HR)
    for words in ("payslip", None):
        asked = await prepare("case.close", {"case": words} if words else {}, ctx)
        assert isinstance(asked, NeedsDetails)
        assert "Which case" in asked.sentence
    with pytest.raises(NotFound, match="No open case"):
        await prepare("case.close", {"case": "holiday party"}, ctx)
    closed = await done(company, HR, "case.close", case="Mira Tanaka")
    assert "March" in closed.card().model_dump_json()
    closed = await done(company, HR, "case.close", case="1")
    assert "deputy" in closed.card().model_dump_json()
