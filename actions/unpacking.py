"""What somebody handed over → the files to be read: archives opened, tables of files followed."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from actions.tool import Context
from domain.conversations import Upload
from domain.errors import BadInput, NotFound
from knowledge import bundles, file_names, listing, tables

AT_ONCE = 8
"""Files stored at a time: a disk takes them about as soon as one."""


@dataclass(frozen=True)
class Handed:
    """One file to be read; without a `key` there is none, and `error` says why. A folder may stand before its name."""

    name: str
    key: str | None = None
    sha256: str = ""
    error: str | None = None


async def files_of(uploads: Sequence[Upload], ctx: Context) -> list[Handed]:
    """The files, in order, each stored under a key of its own; the same however often it is asked.

    When a table is among the uploads, exactly the files that it names. Raises `BadFile` for an archive or a table that
    cannot be used, `BadInput` for more than a thousand files, `NotFound` for one that is no longer there.
    """
    lists = [(file_names.shown(u.name), await _rows(u, ctx)) for u in uploads if tables.is_table(u.name)]
    loose = [u for u in uploads if not tables.is_table(u.name)]
    count = sum(len(rows) for _, rows in lists) if lists else sum([await _held(u, ctx) for u in loose])
    if count > bundles.MAX_FILES:  # before anything is unpacked
        raise too_many(count)
    found = [handed for u in loose for handed in await _opened(u, ctx)]
    by_name = {file_names.bare(h.name): h for h in found} | {h.name.casefold(): h for h in found}
    named = [await _row(table, row, by_name, ctx) for table, rows in lists for row in rows]
    return named if lists else found


def too_many(count: int) -> BadInput:
    """What somebody is told who hands over more files than are read at a time."""
    return BadInput(
        f"Those are {count} files; {bundles.MAX_FILES} can be read at a time. Please send them in parts."
    )


def archives(uploads: Sequence[Upload]) -> list[Upload]:
    return [u for u in uploads if u.name.lower().endswith(".zip")]


async def _opened(upload: Upload, ctx: Context) -> list[Handed]:
    if not archives([upload]):
        return [Handed(upload.name, upload.key, upload.sha256)]
    inside = enumerate(bundles.files_of(upload.name, await ctx.ports.files.get(upload.key)))
    found: list[Handed] = []
    while some := await asyncio.to_thread(lambda: list(islice(inside, AT_ONCE))):
        found += await asyncio.gather(*(_stored(file, f"{upload.key}-{n}", ctx) for n, file in some))
    return found


async def _stored(file: bundles.Unpacked, key: str, ctx: Context) -> Handed:
    if file.wrong:
        return Handed(file.name, error=file.wrong)
    await ctx.ports.files.put(key, file.content)
    return Handed(file.name, key, hashlib.sha256(file.content).hexdigest())


async def let_go(uploads: Sequence[Upload], used: Sequence[str | None], ctx: Context) -> None:
    """Delete the archives, and what was in them under none of the keys that are used, since no table names it: nobody's
    erasure would find a resume there."""
    for upload in archives(uploads):
        try:
            names = bundles.names_of(upload.name, await ctx.ports.files.get(upload.key))
        except NotFound:  # let go before
            continue
        unused = {f"{upload.key}-{n}" for n in range(len(names))} - set(used)
        await asyncio.gather(*map(ctx.ports.files.delete, unused))
        await ctx.ports.files.delete(upload.key)


async def _rows(upload: Upload, ctx: Context) -> list[listing.Named]:
    return await asyncio.to_thread(listing.read, upload.name, await ctx.ports.files.get(upload.key))


async def _held(upload: Upload, ctx: Context) -> int:
    """How many files it stands for."""
    if not archives([upload]):
        return 1
    return len(bundles.names_of(upload.name, await ctx.ports.files.get(upload.key)))


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
    found = by_name.get(file_names.kept(row.word).casefold()) or by_name.get(file_names.bare(row.word))
    return found or Handed(
        label, error=f"{label} names {row.word[:80]}, which is not among the files that came with it."
    )
