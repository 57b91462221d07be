"""Files that nothing came of: handed over and never used, or resumes that could not be read. They go after a while, since no
candidate is there whose erasure would find them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from datetime import datetime

from actions.resumes import KIND
from actions.unpacking import archives
from domain.conversations import Upload
from domain.correspondence import ApplicationPaper
from domain.erasure import LegalHold
from domain.errors import Conflict, NotFound
from domain.hiring import Candidate, Merge
from domain.ports import OneOf, Ports, R, Records, Where
from domain.retention import UNUSED_FILES
from domain.tickets import OVER, Ticket, TicketStatus
from knowledge import bundles

PAGE = 500
A_NIGHT = 5000
"""Uploads, and as many tickets, that are let go at a time."""
UNREAD = OneOf((TicketStatus.failed.value, TicketStatus.stopped.value))
OPEN = OneOf(tuple(status.value for status in TicketStatus if status not in OVER))


async def let_go(ports: Ports, now: datetime) -> int:
    """Delete the files whose time is over; returns how many. An upload is forgotten, a ticket that failed keeps its reason and
    loses its file. What a candidate, a paper or a ticket under way has stays, and so does what somebody under a legal
    hold handed over. Repeating it does what is left."""
    before = now - UNUSED_FILES
    held = await _held(ports.records)
    uploads = [u for u in await _uploads(ports.records, before) if u.owner_id not in held]
    tickets = [t for t in await _unread(ports.records, before) if t.actor_id not in held]
    due = [key for upload in uploads for key in await _keys(upload, ports)]
    due += [t.args["key"] for t in tickets]
    unused = set(due) - (await _in_use(ports.records) if due else set())
    for key in sorted(unused):
        await ports.files.delete(key)
    for upload in uploads:
        await ports.records.delete(Upload, upload.id)
    for ticket in tickets:
        args = {name: value for name, value in ticket.args.items() if name != "key"}
        with suppress(Conflict):  # tried again at this very moment: it will fail for want of its file
            await ports.records.replace(ticket.model_copy(update={"args": args}))
    return len(unused)


async def _uploads(records: Records, before: datetime) -> list[Upload]:
    return [u for u in await records.find(Upload, order="at", limit=A_NIGHT) if u.at <= before]


async def _unread(records: Records, before: datetime) -> list[Ticket]:
    """Those whose file is still there."""
    where: Where = {"kind": KIND, "status": UNREAD}
    found = [t async for t in _all(Ticket, records, where) if "key" in t.args]
    return [t for t in found if (t.finished_at or t.created_at) <= before][:A_NIGHT]


async def _keys(upload: Upload, ports: Ports) -> list[str]:
    """Its own; of an archive also those under which somebody unpacked it who never came to say which files are used."""
    keys = [upload.key]
    if archives([upload]):
        with suppress(NotFound):  # let go when its files were used
            content = await ports.files.get(upload.key)
            names = await asyncio.to_thread(bundles.names_of, upload.name, content)
            keys += [f"{upload.key}-{n}" for n in range(len(names))]
    return keys


async def _in_use(records: Records) -> set[str]:
    """Keys of all files that something refers to."""
    keys: set[str] = set()
    async for candidate in _all(Candidate, records):
        keys |= _of([candidate])
    async for merge in _all(Merge, records):
        keys |= _of([merge.earlier, merge.later])
    keys |= {paper.file_key async for paper in _all(ApplicationPaper, records)}
    return keys | {t.args.get("key", "") async for t in _all(Ticket, records, {"kind": KIND, "status": OPEN})}


def _of(candidates: Iterable[Candidate]) -> set[str]:
    return {key for c in candidates for key in (c.file_key, *c.earlier_files)}


async def _held(records: Records) -> set[str]:
    """Ids of those under a legal hold: as candidates, and as people who sign in."""
    ids = {hold.subject_id async for hold in _all(LegalHold, records, {"released_at": None})}
    candidates = await records.find(Candidate, {"id": OneOf(tuple(ids))}) if ids else []
    return ids | {c.person_id for c in candidates if c.person_id}


async def _all(kind: type[R], records: Records, where: Where | None = None) -> AsyncIterator[R]:
    skip = 0
    while page := await records.find(kind, where, limit=PAGE, skip=skip):
        skip += len(page)
        for one in page:
            yield one
