"""Erasing a candidate, in the background: whatever is about them goes, whatever speaks of them is blanked.

Every step may be repeated after a crash. Who they are is read from their own records, so those go last; the audit trail
keeps its rows, and only the link from a row to the person is cut.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

from actions import trail
from domain.approvals import Approval
from domain.audit import AuditEvent, Pseudonym
from domain.conversations import Conversation, Upload
from domain.correspondence import ApplicationPaper
from domain.erasure import LegalHold, Traces, blanked, record_kinds, traces
from domain.errors import BadInput, Conflict
from domain.hiring import Application, Candidate, Merge, StageTransition
from domain.messages import Message
from domain.people import Account, Person, Role
from domain.ports import OneOf, Ports, Record
from domain.tickets import Ticket
from graphs.intake import Report
from knowledge.indexing import embedded

LAST: tuple[type[Record], ...] = (Upload, Merge, Candidate, Account, Person, Pseudonym)
"""By these the person is found, so they go at the end, in this order."""
KEPT: tuple[type[Record], ...] = (AuditEvent, LegalHold, Person, Candidate, Account, Pseudonym)
"""Not searched for mentions: the trail holds no names, and what others say of themselves is theirs."""
PAGE = 500


async def erase(ticket: Ticket, ports: Ports, report: Report) -> dict[str, Any]:
    """Erase the candidate named by `candidate_id` and `person_id`; returns how many documents went and were blanked.

    Raises `BadInput` under a legal hold, or for somebody who is more than a candidate.
    """
    ids = {id for id in (ticket.args.get("candidate_id"), ticket.args.get("person_id")) if id}
    await _permitted(ids, ports)
    await report("finding everything", 5)
    person = await _traces(ids, ports)
    await report("search and files", 15)
    await ports.index.delete(sorted(person.ids))
    for side in await _candidates(set(person.ids), ports):
        await asyncio.to_thread(ports.embedder.forget, embedded(side))
    for key in await _files(person, ports):
        await ports.files.delete(key)
    for id in sorted(person.ids):
        await ports.demographics.delete(id)
    await report("paused questions", 25)
    await _forget_threads(person, ports)
    await report("what is about the person", 40)
    gone = await _delete_all(person, ports, ticket)
    await report("what others said", 60)
    changed = await _blank_all(person, ports, ticket)
    await report("the person", 90)
    for id in sorted(person.ids):
        trail.forget(ports.records, id)
    gone += await _delete_last(person, ports)
    await ports.index.delete(sorted(person.ids))  # again: a resume may have been under way meanwhile
    await ports.records.compact()
    await _written_down(ticket, ports)
    return {"deleted": gone, "blanked": changed}


async def _permitted(ids: set[str], ports: Ports) -> None:
    held = await ports.records.find(
        LegalHold, {"subject_id": OneOf(tuple(ids)), "released_at": None}, limit=1
    )
    if held:
        raise BadInput(
            "A legal hold keeps this data: it is locked away from use, and deleted when the hold ends."
        )
    for id in ids:
        person = await ports.records.get(Person, id)
        if person and person.roles != frozenset({Role.candidate}):
            raise BadInput("Only candidates are erased here: the law keeps what employment needs.")


async def _traces(ids: set[str], ports: Ports) -> Traces:
    """Everything that names the person: their own record, their resumes, and resumes merged into theirs."""
    known, names, contacts = set(ids), set[str](), set[str]()
    for id in ids:
        if person := await ports.records.get(Person, id):
            names.add(person.name)
            contacts.add(person.email)
    for candidate in await _candidates(known, ports):
        known |= {candidate.id, *([candidate.person_id] if candidate.person_id else [])}
        names |= {candidate.name, candidate.profile.name.value if candidate.profile.name else ""}
        contacts |= {c for c in (candidate.email, candidate.phone, candidate.file_name) if c}
    return traces(known, names, contacts)


async def _candidates(ids: set[str], ports: Ports) -> list[Candidate]:
    """The candidates under these ids as they are, and as they were before merges."""
    here = await ports.records.find(Candidate, {"id": OneOf(tuple(ids))})
    merges = await ports.records.find(Merge, {"candidate_id": OneOf(tuple(c.id for c in here))})
    return [*here, *(side for m in merges for side in (m.earlier, m.later))]


async def _files(person: Traces, ports: Ports) -> set[str]:
    keys: set[str] = set()
    for candidate in await _candidates(set(person.ids), ports):
        keys |= {candidate.file_key, *candidate.earlier_files}
    uploads = await ports.records.find(Upload, {"owner_id": OneOf(tuple(person.ids))}, limit=10_000)
    papers = await ports.records.find(
        ApplicationPaper, {"candidate_id": OneOf(tuple(person.ids))}, limit=10_000
    )
    return keys | {upload.key for upload in uploads} | {paper.file_key for paper in papers}


async def _forget_threads(person: Traces, ports: Ports) -> None:
    """Turns that wait for a decision about the person, and the streams of the person's own conversations."""
    for approval in await _about(Approval, person, ports):
        if isinstance(approval, Approval) and ports.threads:
            await ports.threads.drop(approval.turn_id)
    for conversation in await _about(Conversation, person, ports):
        await ports.signals.forget(f"events:{conversation.id}")
    for id in person.ids:
        await ports.signals.forget(f"person:{id}")


async def _about(kind: type[Record], person: Traces, ports: Ports) -> list[Record]:
    found: dict[str, Record] = {}
    ids = OneOf(tuple(sorted(person.ids)))
    for field in kind.subjects:
        for record in await ports.records.find(kind, {field: ids}, limit=100_000):
            found[record.id] = record
    return list(found.values())


async def _delete_all(person: Traces, ports: Ports, ticket: Ticket) -> int:
    gone = 0
    applications = await ports.records.find(Application, {"candidate_id": OneOf(tuple(person.ids))})
    for application in applications:
        for step in await ports.records.find(StageTransition, {"application_id": application.id}):
            gone += await ports.records.delete(StageTransition, step.id)
    for kind in record_kinds():
        if kind in LAST:
            continue
        for record in await _about(kind, person, ports):
            if record.id != ticket.id:
                gone += await ports.records.delete(kind, record.id)
    return gone


async def _blank_all(person: Traces, ports: Ports, ticket: Ticket) -> int:
    """Go through every document of every other kind once."""
    changed = 0
    for kind in record_kinds():
        if kind in KEPT or kind in LAST:
            continue
        async for record in _naming(kind, person, ports):
            if record.id != ticket.id:
                changed += await _replaced(record, person, ports)
    return changed


async def _naming(kind: type[Record], person: Traces, ports: Ports) -> AsyncIterator[Record]:
    after = ""
    while page := await ports.records.texts(kind, after=after, limit=PAGE):
        for _, text in page:
            if person.name(text):
                yield kind.model_validate_json(text)
        after = page[-1][0]
        await asyncio.sleep(0)


async def _replaced(record: Record, person: Traces, ports: Ports) -> int:
    current: Record | None = record
    while current is not None:
        clean = blanked(current, person)
        if clean == current:
            return 0
        if isinstance(clean, Message):
            clean = clean.model_copy(update={"delivered": not clean.external_ref})
            await ports.signals.forget(f"events:{clean.address_key}")
        try:
            await ports.records.replace(clean)
            return 1
        except Conflict:
            current = await ports.records.get(type(record), record.id)
    return 0


async def _delete_last(person: Traces, ports: Ports) -> int:
    gone = 0
    for kind in LAST:
        for record in await _about(kind, person, ports):
            gone += await ports.records.delete(kind, record.id)
    return gone


async def _written_down(ticket: Ticket, ports: Ports) -> None:
    """That somebody was erased, and on whose word; not who."""
    await trail.append(
        ports.records,
        effect_id=f"{ticket.id}:erased",
        at=ports.clock(),
        actor_id=ticket.args["asked_by"],
        action="privacy.erased",
        outcome="done",
        details={"own": bool(ticket.args.get("own"))},
    )


def batch_ending(batch: Sequence[Ticket]) -> str:
    return (
        "Everything about the person has been deleted."
        if all(t.error is None for t in batch)
        else str(batch[0].error)
    )
