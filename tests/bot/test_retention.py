"""Retention: shown before it happens, by the country's rule, never under a hold or with an application under way."""

from __future__ import annotations

from datetime import timedelta

import pytest

from actions import unused_files
from actions.perform import Ready, prepare
from actions.resumes import Batch
from actions.retention import WouldGo, due
from bot.outbox import Outbox
from bot.retention import Retention
from bot.tickets import Tickets
from bot.weekly import Weekly, report
from domain.audit import AuditEvent
from domain.conversations import Upload
from domain.erasure import LegalHold
from domain.errors import BadInput, NotFound
from domain.fairness import FairnessReport
from domain.hiring import Application, ApplicationStatus, Candidate
from domain.notices import Notice
from domain.retention import rule_for
from domain.tickets import Ticket, TicketStatus
from tests.company import Company
from tests.knowledge.test_bundles import packed

A_MONTH = timedelta(days=31)


async def rejected(company: Company, name: str, location: str) -> str:
    """Somebody turned down on Monday, who lives there."""
    candidate = await company.candidate(name)
    moved = candidate.model_copy(update={"location": location, "updated_at": company.clock()})
    await company.records.replace(moved)
    application = await company.application(name)
    over = {"status": ApplicationStatus.rejected, "updated_at": company.clock()}
    await company.records.replace(application.model_copy(update=over))
    return candidate.id


@pytest.mark.parametrize(
    ("location", "months"),
    [("Berlin, Germany", 6), ("Lyon, France", 24), ("Austin, TX", 48), ("Nowhere", 24)],
)
async def test_the_countrys_rule_decides(company: Company, location: str, months: int) -> None:
    id = await rejected(company, "Leo Martins", location)
    company.clock.forward(timedelta(days=round(months * 30.44) - 1))
    assert id not in [d.candidate_id async for d in due(company.records, company.clock())]
    company.clock.forward(timedelta(days=2))
    assert id in [d.candidate_id async for d in due(company.records, company.clock())]


async def test_an_application_under_way_or_a_hold_keeps_somebody(company: Company) -> None:
    id = await rejected(company, "Leo Martins", "Berlin, Germany")
    hold = await prepare(
        "privacy.hold", {"candidate": id, "reason": "a charge"}, await company.ctx("Elena Petrova")
    )
    assert isinstance(hold, Ready)
    await hold.run()
    company.clock.forward(12 * A_MONTH)
    going = [d.candidate_id async for d in due(company.records, company.clock())]
    assert id not in going
    active = await company.records.find(Application, {"status": "active"})
    assert {a.candidate_id for a in active}.isdisjoint(going)


async def test_hr_sees_it_before_and_the_sweep_hands_it_over_once(company: Company) -> None:
    id = await rejected(company, "Leo Martins", "Berlin, Germany")
    company.clock.forward(7 * A_MONTH)
    shown = await prepare("privacy.retention", {}, await company.ctx("Elena Petrova"))
    assert isinstance(shown, Ready)
    found = await shown.run()
    assert isinstance(found, WouldGo)
    assert [d.candidate_id for d in found.rows] == [id]
    assert "tonight" in (found.card().title or "")
    for _ in range(2):
        await Retention(company.ports).run(company.clock(), A_MONTH)
    assert company.queue.take("cleanup") == [f"retention:{id}:{company.clock().date()}"]


async def test_files_that_nothing_came_of_go_after_a_month(company: Company) -> None:
    """An upload that was never used, an archive that somebody unpacked and was killed, and a resume that could not be read;
    not the file of a candidate, of a paused ticket, or of somebody under a legal hold."""
    unused = await company.upload("Priya Nair")
    archive = await company.upload("Priya Nair", packed({"a.txt": b"a", "b.txt": b"b"}))
    await company.records.replace(archive.model_copy(update={"name": "all.zip"}))
    await company.ports.files.put(f"{archive.key}-0", b"a")
    read, unread, paused = [await handed_in(company, text) for text in (ADA, b" . - ", ADA)]
    await Tickets(company.ports, Outbox(company.ports, [])).work(read.id)
    await Tickets(company.ports, Outbox(company.ports, [])).work(unread.id)
    await company.records.replace(paused.model_copy(update={"status": TicketStatus.paused}))
    held = await company.upload("Leo Martins")
    (candidate,) = await company.records.find(Candidate, {"person_id": held.owner_id})
    hold = LegalHold(
        id="h1", subject_id=candidate.id, reason="a charge", placed_by="p", placed_at=company.clock()
    )
    await company.records.insert(hold)
    kept = {read.args["key"], paused.args["key"], held.key}
    gone = {unused.key, archive.key, f"{archive.key}-0", unread.args["key"]}

    company.clock.forward(timedelta(days=29))
    assert await unused_files.let_go(company.ports, company.clock()) == 0
    company.clock.forward(timedelta(days=2))
    for _ in range(2):
        await Retention(company.ports).run(company.clock(), A_MONTH)
    assert {key for key in kept | gone if await there(company, key)} == kept
    assert [u.id for u in await company.records.find(Upload)] == [held.id]
    (row,) = await company.records.find(AuditEvent, {"action": "retention.files"})
    assert row.details["files"] >= len(gone)
    failed = await company.records.get(Ticket, unread.id)
    assert failed.error == "resume.txt has no readable text. Please upload a version with text in it."
    with pytest.raises(BadInput, match="not kept any more"):
        await Tickets(company.ports, Outbox(company.ports, [])).retry(unread.id)


ADA = b"Ada Park\nada@post.example\n"


async def handed_in(company: Company, content: bytes) -> Ticket:
    upload = await company.upload("Priya Nair", content)
    await company.records.replace(upload.model_copy(update={"name": "resume.txt"}))
    given = {"uploads": [upload.id], "consent": True}
    prepared = await prepare("candidates.add", given, await company.ctx("Priya Nair"))
    assert isinstance(prepared, Ready)
    batch = await prepared.run()
    assert isinstance(batch, Batch)
    return batch.tickets[0]


async def there(company: Company, key: str) -> bool:
    try:
        return bool(await company.ports.files.get(key))
    except NotFound:
        return False


def test_every_rule_says_its_basis() -> None:
    assert rule_for("XX") == rule_for(None)
    assert rule_for("DE").months < rule_for(None).months


async def test_the_weekly_report_is_made_once_and_told_to_hr(company: Company) -> None:
    for _ in range(2):
        await Weekly(company.ports).run(company.clock(), A_MONTH)
    (id,) = company.queue.take("cleanup")
    ticket = await company.records.get(Ticket, id)

    async def unheard(step: str, percent: int) -> None:
        pass

    for _ in range(2):  # as after a crash
        result = await report(ticket, company.ports, unheard)
    assert len(await company.records.find(FairnessReport)) == result["reports"] > 1
    hr = await company.person("Elena Petrova")
    told = await company.records.find(Notice, {"person_id": hr.id})
    assert [n.card.title for n in told if n.id.startswith("fairness")] == ["Fairness: all jobs"]
