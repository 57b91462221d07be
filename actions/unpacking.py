"""What somebody handed over → the files to be read: archives opened, tables of files followed."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from actions.tool import Context
from domain.conversations import Upload
from domain.errors import BadInput
from knowledge import bundles, listing, tables


@dataclass(frozen=True)
class Handed:
    """One file to be read; without a `key` there is none, and `error` says why."""

    name: str
    key: str | None = None
    sha256: str = ""
    error: str | None = None


async def files_of(uploads: Sequence[Upload], ctx: Context) -> list[Handed]:
    """The files, in order, each stored under a key of its own; the same however often it is asked.

    When a table is among the uploads, exactly the files that it names. Raises `BadFile` for an archive or a table that
    cannot be used, `BadInput` for more than a thousand files, `NotFound` for one that is no longer there.
    """
    lists = [u for u in uploads if tables.is_table(u.name)]
    found = [handed for u in uploads if u not in lists async for handed in _opened(u, ctx)]
    if lists:
        found = [handed for u in lists for handed in await _followed(u, found, ctx)]
    if len(found) > bundles.MAX_FILES:
        raise BadInput(
            f"Those are {len(found)} files; {bundles.MAX_FILES} can be read at a time. Please send them in parts."
        )
    return found


def archives(uploads: Sequence[Upload]) -> list[Upload]:
    return [u for u in uploads if u.name.lower().endswith(".zip")]


async def _opened(upload: Upload, ctx: Context) -> AsyncIterator[Handed]:
    if not archives([upload]):
        yield Handed(upload.name, upload.key, upload.sha256)
        return
    content = await ctx.ports.files.get(upload.key)
    inside = bundles.files_of(upload.name, content)
    number = 0
    while (file := await asyncio.to_thread(next, inside, None)) is not None:
        name, content = file
        key = f"{upload.key}-{number}"
        await ctx.ports.files.put(key, content)
        yield Handed(name[:200], key, hashlib.sha256(content).hexdigest())
        number += 1


async def _followed(upload: Upload, handed: Sequence[Handed], ctx: Context) -> list[Handed]:
    content = await ctx.ports.files.get(upload.key)
    rows = await asyncio.to_thread(listing.read, upload.name, content)
    by_name = {listing.bare(h.name): h for h in handed}
    return [await _row(upload.name, row, by_name, ctx) for row in rows]


async def _row(table: str, row: listing.Named, by_name: dict[str, Handed], ctx: Context) -> Handed:
    label = f"{table} row {row.row}"
    if row.upload_id:
        upload = await ctx.ports.records.get(Upload, row.upload_id)
        if upload and upload.owner_id == ctx.actor.id:
            return Handed(upload.name, upload.key, upload.sha256)
        return Handed(label, error=f"{label} names an upload that is not one of yours.")
    if row.foreign:
        return Handed(
            label,
            error=f"{label} is an address elsewhere. Nothing is fetched: please upload the file itself.",
        )
    found = by_name.get(listing.bare(row.word))
    return found or Handed(
        label, error=f"{label} names {row.word[:80]}, which is not among the files that came with it."
    )
