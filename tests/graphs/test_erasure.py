"""Erasing a candidate: what was planted about them in every store is nowhere afterwards, and a kill changes nothing."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from actions.perform import NeedsApproval, Ready, prepare
from actions.tool import Result
from adapters.sqlite import SqliteRecords
from bot.outbox import Outbox
from bot.tickets import Tickets
from domain.audit import AuditEvent, first_break
from domain.conversations import Conversation, Feedback, Focus, PendingForm
from domain.correspondence import ApplicationPaper
from domain.demographics import Answers
from domain.errors import BadInput
from domain.hiring import Candidate, Merge
from domain.messages import Address, Card, Item, Message, Said, Table, Turn
from domain.people import Account, Person, Role
from domain.ports import IndexEntry
from domain.tickets import Ticket, TicketStatus
from tests.company import MONDAY, Company

NAME = "Quillon Zebrapath"
CANARY = "zebracanary"
ID, PERSON = "c-erased-one", "p-quillon"
OTHER = Address(channel="web", conversation="of-the-recruiter")


async def planted(company: Company) -> Candidate:
    """A candidate who has left traces in every store."""
    records, like = company.records, await company.candidate("Leo Martins")
    await records.insert(
        Person(id=PERSON, name=NAME, email=f"{CANARY}@example.com", roles=frozenset({Role.candidate}))
    )
    await records.insert(Account(id=PERSON, email=f"{CANARY}@example.com", password_hash=CANARY))
    candidate = like.model_copy(
        update={
            "id": ID,
            "rev": 1,
            "name": NAME,
            "profile": like.profile.model_copy(update={"name": None}),
            "email": f"{CANARY}@example.com",
            "phone": f"+49 {CANARY}",
            "person_id": PERSON,
            "text": f"{like.text} {CANARY}",
            "file_key": f"resumes/{CANARY}",
            "file_name": f"{CANARY}.pdf",
            "resume_hash": "q" * 64,
        }
    )
    await records.insert(candidate)
    await records.insert(
        Merge(
            id=f"merge:{CANARY}",
            candidate_id=ID,
            because="e-mail",
            earlier=candidate,
            later=candidate,
            at=MONDAY,
        )
    )
    paper = ApplicationPaper(
        id="paper-1",
        application_id="a",
        candidate_id=ID,
        name=f"{CANARY}.pdf",
        size=3,
        file_key=f"papers/{CANARY}",
        at=MONDAY,
    )
    await records.insert(paper)
    await company.ports.files.put(paper.file_key, f"a certificate of {CANARY}".encode())
    await company.ports.files.put(candidate.file_key, f"resume of {CANARY}".encode())
    (vector,) = company.ports.embedder.embed([CANARY])
    await company.ports.index.upsert(
        [IndexEntry(ID, f"{CANARY} python", vector, [vector], frozenset({f"place:{CANARY}"}))]
    )
    await company.ports.demographics.put(ID, Answers(sex="female", race_ethnicity="Asian"))
    await _conversations(company)
    return candidate


async def _conversations(company: Company) -> None:
    """The candidate's own, and a recruiter's that speaks of them and of somebody else."""
    records, recruiter = company.records, await company.person("Priya Nair")
    own = Address(channel="web", conversation="of-the-candidate")
    for address, owner in ((own, PERSON), (OTHER, recruiter.id)):
        focus = Focus(candidate_ids=(ID, "c-other"), candidate_id=ID)
        await records.insert(
            Conversation(
                id=address.key,
                owner_id=owner,
                address=address,
                title=f"about {NAME}",
                updated_at=MONDAY,
                focus=focus,
            )
        )
        said = Said(text=f"find {NAME} {CANARY}@example.com")
        await records.insert(
            Turn(
                id=f"turn-{owner}",
                address=address,
                address_key=address.key,
                speaker_id=owner,
                content=said,
                at=MONDAY,
                status="done",
            )
        )
        card = Card(
            title="2 candidates",
            items=(Item(title=f"1. {NAME}", subtitle=CANARY), Item(title="2. Leo Martins")),
            table=Table(columns=("Name",), rows=((NAME,), ("Leo Martins",))),
        )
        await records.insert(_message(f"m-{owner}", address, owner, card))
    await records.insert(
        _message("m-alone", OTHER, recruiter.id, Card(title=NAME, text=f"{NAME}'s profile {CANARY}"))
    )
    await records.insert(
        PendingForm(
            id="form-1",
            owner_id=recruiter.id,
            tool="pipeline.move",
            args={"candidate": NAME},
            asked_at=MONDAY,
        )
    )
    await records.insert(
        Feedback(
            id="f-1",
            message_id="m-alone",
            turn_id="t",
            person_id=recruiter.id,
            rating="down",
            reason=f"{NAME} is missing",
            at=MONDAY,
        )
    )
    for stream in (own.key, OTHER.key):
        await company.ports.signals.publish(f"events:{stream}", {"text": f"{NAME} {CANARY}"})


def _message(id: str, address: Address, owner: str, card: Card) -> Message:
    return Message(
        id=id,
        address=address,
        address_key=address.key,
        turn_id="t",
        owner_id=owner,
        author="assistant",
        card=card,
        at=MONDAY,
    )


async def decided(company: Company, asker: str, tool: str, approver: str, **args: object) -> Result:
    """Ask, and have somebody agree."""
    ctx = await company.ctx(asker)
    prepared = await prepare(tool, args, ctx)
    assert isinstance(prepared, NeedsApproval)
    approval = (await prepared.ask()).model_copy(update={"decided_by": approver})
    ready = await prepare(tool, approval.args, ctx.under(approval))
    assert isinstance(ready, Ready)
    return await ready.run()


async def worked(company: Company) -> Ticket:
    (ticket,) = await company.records.find(Ticket, {"status": TicketStatus.enqueued.value})
    tickets = Tickets(company.ports, Outbox(company.ports, []))
    await tickets.work(ticket.id)
    found: Ticket = await company.records.get(Ticket, ticket.id)
    return found


def found_in(folder: Path) -> list[str]:
    """Files of the data folder that hold a canary, read byte for byte."""
    needles = (CANARY.encode(), NAME.encode(), b"Zebrapath", b"zebrapath")
    return [str(p) for p in folder.rglob("*") if p.is_file() and any(n in p.read_bytes() for n in needles)]


async def test_nothing_of_what_was_planted_is_left(company: Company, tmp_path: Path) -> None:
    await planted(company)
    assert len(found_in(tmp_path)) >= 3
    await decided(company, NAME, "privacy.erase_me", PERSON)
    ticket = await worked(company)
    assert (ticket.status, ticket.error) == (TicketStatus.completed, None)
    assert found_in(tmp_path) == []
    assert await company.ports.demographics.own(ID) is None
    assert await company.ports.index.by_words([CANARY], 10) == []
    for stream in ("web:of-the-candidate", OTHER.key):
        assert await company.ports.signals.latest(f"events:{stream}") == "0"


async def test_what_others_said_is_kept_without_the_person(company: Company) -> None:
    await planted(company)
    await decided(company, "Elena Petrova", "privacy.erase", "p-other", candidate=NAME, reason="by letter")
    await worked(company)
    recruiter = await company.person("Priya Nair")
    shown = await company.records.get(Message, f"m-{recruiter.id}")
    assert [i.title for i in shown.card.items] == ["2. Leo Martins"]
    assert shown.card.table.rows == (("Leo Martins",),)
    assert (await company.records.get(Message, "m-alone")).card.title == "This answer was removed"
    talk = await company.records.get(Conversation, OTHER.key)
    assert (talk.title, talk.focus.candidate_ids) == ("[erased]", ("c-other",))
    assert (await company.candidate("Leo Martins")).name == "Leo Martins"


async def test_the_trail_keeps_its_rows_and_loses_the_link(company: Company) -> None:
    await planted(company)
    prepared = await prepare("candidates.show", {"candidate": NAME}, await company.ctx("Priya Nair"))
    assert isinstance(prepared, Ready)
    await prepared.run()
    before = len(await company.records.find(AuditEvent))
    await decided(company, NAME, "privacy.erase_me", PERSON)
    await worked(company)
    rows = await company.records.find(AuditEvent)
    assert len(rows) > before
    assert first_break(rows) is None
    assert "privacy.erased" in [r.action for r in rows]


async def test_a_legal_hold_beats_deletion(company: Company) -> None:
    await planted(company)
    hold = await prepare(
        "privacy.hold", {"candidate": NAME, "reason": "a charge"}, await company.ctx("Elena Petrova")
    )
    assert isinstance(hold, Ready)
    await hold.run()
    with pytest.raises(BadInput, match="legal hold"):
        await prepare(
            "privacy.erase", {"candidate": NAME, "reason": "by letter"}, await company.ctx("Elena Petrova")
        )
    release = await prepare("privacy.release", {"candidate": NAME}, await company.ctx("Elena Petrova"))
    assert isinstance(release, Ready)
    await release.run()
    await decided(company, "Elena Petrova", "privacy.erase", "p-other", candidate=NAME, reason="by letter")
    assert (await worked(company)).status is TicketStatus.completed


class Killed(BaseException):
    """As `kill -9` would: nothing handles it."""


class Mortal:
    """Records that die at their n-th deletion or replacement."""

    def __init__(self, records: SqliteRecords, left: int) -> None:
        self._records, self.left = records, left

    def __getattr__(self, name: str) -> object:
        real = getattr(self._records, name)
        if name not in ("delete", "replace"):
            return real

        async def dying(*args: object) -> object:
            self.left -= 1
            if self.left == 0:
                raise Killed
            return await real(*args)

        return dying


async def test_a_kill_at_any_write_is_made_up_for(company: Company, tmp_path: Path) -> None:
    from dataclasses import replace

    from graphs.erasure import erase

    await planted(company)
    await decided(company, NAME, "privacy.erase_me", PERSON)
    (ticket,) = await company.records.find(Ticket, {"status": TicketStatus.enqueued.value})

    async def unheard(step: str, percent: int) -> None:
        pass

    kills = 0
    while True:
        mortal = Mortal(company.records, 1 + kills % 3)
        try:
            await erase(ticket, replace(company.ports, records=mortal), unheard)  # type: ignore[arg-type]
            break
        except Killed:
            kills += 1
    assert kills > 8
    await company.records.replace(
        (await company.records.get(Ticket, ticket.id)).model_copy(
            update={"status": TicketStatus.completed, "finished_at": MONDAY + timedelta(minutes=1)}
        )
    )
    assert found_in(tmp_path) == []
    with sqlite3.connect(tmp_path / "records.db") as file:
        assert file.execute("SELECT count(*) FROM candidates WHERE id = ?", (ID,)).fetchone() == (0,)
    file.close()
