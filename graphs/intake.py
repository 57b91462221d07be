"""Resume intake in the background: read, parse, embed, index, record. Every step may be repeated after a crash.

Steps are plain functions in a row; each writes under ids derived from the file or the ticket.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import PurePath

from actions import trail
from domain.errors import AlreadyExists, BadFile, BadInput, Conflict, Unavailable
from domain.hiring import Application, Candidate, Job, Merge, StageType
from domain.people import Person
from domain.ports import Ports, Where
from domain.privacy import Consent
from domain.profiles import Profile
from domain.reading import Scanner
from domain.tickets import Ticket
from knowledge import documents, duplicates, model_reading, search
from knowledge.documents import Document
from knowledge.flags import flags_of

Report = Callable[[str, int], Awaitable[None]]
"""Told the step, as `actions.batches.STEPS` names it, and the percentage reached."""


async def take_in(ticket: Ticket, ports: Ports, report: Report) -> dict[str, str]:
    """Read one resume into a candidate; returns `candidate_id`, a `summary` for the asker, and a `note` when something
    was not done that would have been.

    Raises `BadFile` when the file cannot be read or holds a virus, `BadInput` when consent is missing, `Unavailable` when
    a part does not answer: the ticket is tried again.
    """
    if await ports.records.get(Consent, ticket.args["consent_id"]) is None:
        raise BadInput("There is no consent on record for this file.")
    now = ports.clock()
    content = await ports.files.get(ticket.args["key"])
    if ports.scanner:
        await report("virus_scan", 5)
        await _scanned(ticket, content, ports.scanner)
    await report("text_extraction", 10)
    document, read = await asyncio.to_thread(documents.read_resume, ticket.args["name"], content, now.date())
    profile, note = await _completed(document, read, ports, report)
    await report("candidate_record", 55)
    candidate = await _recorded(ticket, document, profile, ports, now)
    await report("embedding_upsert", 70)
    if not candidate.not_by_machine:
        await _indexed(candidate, ports)
    if job_id := ticket.args.get("job_id"):
        await _applied(candidate, job_id, ticket, ports, now)
    await trail.append(
        ports.records,
        effect_id=f"{ticket.id}:read",
        at=now,
        actor_id=ticket.actor_id,
        action="resume.read",
        outcome="done",
        subject_id=candidate.id,
        details={
            "method": document.method,
            "file": ticket.args["sha256"],
            "hidden_passages": len(document.hidden),
            "by_model": profile.by_model.model_dump(mode="json") if profile.by_model else None,
        },
    )
    return {"candidate_id": candidate.id, "summary": _summary(candidate)} | ({"note": note} if note else {})


async def _indexed(candidate: Candidate, ports: Ports) -> None:
    """Raises `BadInput` when the candidate was erased meanwhile: then nothing is left of them here either."""
    entry = await asyncio.to_thread(search.entry, candidate, ports.embedder)
    await ports.index.upsert([entry])
    if await ports.records.get(Candidate, candidate.id) is None:
        await ports.index.delete([candidate.id])
        raise BadInput("The candidate was erased while the resume was being read.")


async def _scanned(ticket: Ticket, content: bytes, scanner: Scanner) -> None:
    found = await scanner.scan(content)
    if found:
        raise BadFile(
            f"{PurePath(ticket.label).name} was refused by the virus scanner ({found}). Please send a clean copy of the resume."
        )


async def _completed(
    document: Document, profile: Profile, ports: Ports, report: Report
) -> tuple[Profile, str | None]:
    """The profile with what the model adds to it, if there is a model and something to add; and a note when it failed."""
    if ports.reader is None or not model_reading.unclear(profile):
        return profile, None
    await report("model_reading", 35)
    text = document.text[: model_reading.LONGEST]
    try:
        reading = await ports.reader.read(model_reading.INSTRUCTIONS, [text], model_reading.ReadResume)
    except Unavailable:
        return profile, "read by rules alone, because the language model did not answer"
    return model_reading.filled(profile, reading, document, ports.clock().date()), None


async def _recorded(
    ticket: Ticket, document: Document, profile: Profile, ports: Ports, now: datetime
) -> Candidate:
    """Store the candidate: a new one, or the newest resume of one we know."""
    owner = await _owner(ticket, ports)
    phone = profile.phone.value if profile.phone else None
    fields: dict[str, object] = {
        "name": profile.name.value if profile.name else PurePath(ticket.label).stem,
        "phone": phone,
        "phone_digits": duplicates.phone_digits(phone),
        "location": profile.location.value if profile.location else None,
        "person_id": owner.id if owner else None,
        "profile": profile,
        "text": document.text,
        "flags": flags_of(document, profile),
        "file_key": ticket.args["key"],
        "file_name": PurePath(ticket.label).name,
        "resume_hash": ticket.args["sha256"],
        "updated_at": now,
    } | ({"not_by_machine": False} if owner else {})  # handed in by themselves: a consent anew
    said = owner.email if owner else profile.email.value if profile.email else None
    made = Candidate.model_validate(
        {
            "id": _new_id(ticket),
            "created_at": now,
            "email": said and said.lower(),
            "source": ticket.args.get("source"),
            **fields,
        }
    )
    found = await (_own(made, owner, ports) if owner else duplicates.known(made, ports.records))
    fields["email"] = await _free_address(made.email, found[0] if found else None, ports)
    try:
        if found is None:
            made = made.model_copy(update={"email": fields["email"]})
            await ports.records.insert(made)
            return made
        known, because = found
        if because and known.file_key != made.file_key:
            await ports.records.insert_all([_merge(ticket, known, made, because, now)])
        return await ports.records.replace(known.model_copy(update=_kept(known, fields)))
    except (AlreadyExists, Conflict):  # the same person arrived twice at once: the other copy is there now
        return await _recorded(ticket, document, profile, ports, now)


def _new_id(ticket: Ticket) -> str:
    return "c-" + hashlib.sha256(ticket.id.encode()).hexdigest()[:16]


def _merge(
    ticket: Ticket, known: Candidate, made: Candidate, because: duplicates.Because, now: datetime
) -> Merge:
    return Merge(
        id=f"merge:{ticket.id}", candidate_id=known.id, because=because, earlier=known, later=made, at=now
    )


def _kept(known: Candidate, fields: dict[str, object]) -> dict[str, object]:
    """What a newer resume does not say stays; the replaced file is remembered."""
    said = {k: v for k, v in fields.items() if v is not None}
    if known.file_key != fields["file_key"]:
        said["earlier_files"] = (*known.earlier_files, known.file_key)
    return said


async def _owner(ticket: Ticket, ports: Ports) -> Person | None:
    """Who handed in their own resume; None when the hiring team handed in somebody's."""
    if (id := ticket.args.get("person_id")) is None:
        return None
    person = await ports.records.get(Person, id)
    if person is None:
        raise BadInput("The person whose resume this is has left.")
    return person


async def _own(
    made: Candidate, owner: Person, ports: Ports
) -> tuple[Candidate, duplicates.Because | None] | None:
    """The candidate of whoever hands in their own resume: known by their sign-in, never by what the file says, since
    it may name anybody."""
    if same := await ports.records.get(Candidate, made.id):
        return same, None
    if mine := await _first({"person_id": owner.id}, ports):
        return mine, "person"
    theirs = await _first({"email": owner.email.lower()}, ports)
    return (theirs, "e-mail") if theirs and theirs.person_id is None else None


async def _free_address(email: str | None, known: Candidate | None, ports: Ports) -> str | None:
    """The address; None when another candidate has it, so that a person decides whether the two are one."""
    holder = await _first({"email": email}, ports) if email else None
    taken = holder is not None and (known is None or holder.id != known.id)
    return None if taken else email


async def _first(where: Where, ports: Ports) -> Candidate | None:
    found = await ports.records.find(Candidate, where, limit=1)
    return found[0] if found else None


async def _applied(candidate: Candidate, job_id: str, ticket: Ticket, ports: Ports, now: datetime) -> None:
    job = await ports.records.get(Job, job_id)
    before = await ports.records.find(Application, {"candidate_id": candidate.id, "job_id": job_id})
    if job is None or before:
        return
    application = Application(
        id=f"application:{candidate.id}:{job_id}",
        candidate_id=candidate.id,
        job_id=job_id,
        stage_id=job.stage_of_type(StageType.applied).id,
        source=ticket.args.get("source"),
        applied_at=now,
        updated_at=now,
    )
    await ports.records.insert_all([application])


def _summary(candidate: Candidate) -> str:
    profile = candidate.profile
    years = f"{profile.total_years:g} years" if profile.total_years is not None else None
    skills = ", ".join(s.name for s in profile.skills[:4])
    return " · ".join(t for t in (candidate.name, years, skills) if t)
