"""Writing the audit trail: each row hashes the one before, people stand as pseudonyms.

Each process remembers the end of the chain and the pseudonyms it used, so that a row costs one insert. Where another
process was faster the insert fails, since it is taken by number, and the end is read anew.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from ulid import ULID

from domain.audit import GENESIS, AuditEvent, Chain, Pseudonym, Seal, link, row_id
from domain.errors import AlreadyExists, NotFound
from domain.ports import Files, Records

KNOWN = 10_000
"""Pseudonyms that a process remembers."""
PAGE = 2000
SEAL = "audit/seal"
"""Where in the files the end of the chain is noted: outside the records that hold the chain."""


@dataclass
class _Memory:
    end: Seal | None = None
    pseudonyms: OrderedDict[str, str] = field(default_factory=OrderedDict)


_MEMORY: WeakKeyDictionary[Records, _Memory] = WeakKeyDictionary()


async def pseudonym(records: Records, person_id: str) -> str:
    """The stand-in for a person (or candidate) in the trail, made at first use."""
    known = _MEMORY.setdefault(records, _Memory()).pseudonyms
    if person_id not in known:
        known[person_id] = await _pseudonym(records, person_id)
        if len(known) > KNOWN:
            known.popitem(last=False)
    return known[person_id]


async def _pseudonym(records: Records, person_id: str) -> str:
    found = await records.find(Pseudonym, {"person_id": person_id}, limit=1)
    if found:
        return found[0].id
    try:
        made = Pseudonym(id=f"psn-{ULID()}", person_id=person_id)
        await records.insert(made)
        return made.id
    except AlreadyExists:
        return await _pseudonym(records, person_id)


def forget(records: Records, person_id: str) -> None:
    """After a pseudonym was erased: this process does not use it any more."""
    _MEMORY.setdefault(records, _Memory()).pseudonyms.pop(person_id, None)


async def append(
    records: Records,
    *,
    effect_id: str,
    at: datetime,
    actor_id: str,
    action: str,
    outcome: str,
    subject_id: str | None = None,
    job_id: str | None = None,
    on_behalf_of: str | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Add one row; a second call with the same `effect_id` adds nothing. Details must carry no names."""
    row = AuditEvent(
        id="",
        effect_id=effect_id,
        at=at,
        actor=await pseudonym(records, actor_id),
        on_behalf_of=await pseudonym(records, on_behalf_of) if on_behalf_of else None,
        action=action,
        subject=await pseudonym(records, subject_id) if subject_id else None,
        job_id=job_id,
        outcome=outcome,
        details=details or {},
        previous="",
        hash="",
    )
    memory = _MEMORY.setdefault(records, _Memory())
    while True:
        end = memory.end or await end_of(records)
        linked = link(row.model_copy(update={"id": row_id(end.number + 1), "previous": end.hash}))
        memory.end = None
        try:
            await records.insert(linked)
        except AlreadyExists:
            if await records.find(AuditEvent, {"effect_id": effect_id}, limit=1):
                return
            continue  # another process took the number: the end is read anew
        memory.end = Seal(number=end.number + 1, hash=linked.hash)
        return


async def end_of(records: Records) -> Seal:
    """The newest row; number 0 of an empty trail."""
    newest = await records.find(AuditEvent, order="id", descending=True, limit=1)
    return Seal(number=int(newest[0].id), hash=newest[0].hash) if newest else Seal(number=0, hash=GENESIS)


# --- verifying ---------------------------------------------------------------------------------------------


async def texts(records: Records) -> AsyncIterator[str]:
    """Every row's JSON in order, a page in memory at a time."""
    after = ""
    while page := await records.texts(AuditEvent, after=after, limit=PAGE):
        for _, text in page:
            yield text
        after = page[-1][0]


async def verify(records: Records, files: Files, expected: Seal | None = None) -> Chain:
    """Go through the whole trail, and hold it against the seal in the files, or the one expected."""
    chain = Chain(expected or await sealed(files))
    async for text in texts(records):
        if not chain.take(text):
            break
    chain.over()
    return chain


async def sealed(files: Files) -> Seal | None:
    try:
        return Seal.model_validate_json(await files.get(SEAL))
    except NotFound:
        return None


async def seal(records: Records, files: Files) -> None:
    """Note the end of the chain in the files; never an earlier one than is noted there."""
    end, noted = await end_of(records), await sealed(files)
    if noted is None or end.number > noted.number:
        await files.put(SEAL, end.model_dump_json().encode())
