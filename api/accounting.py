"""The audit trail on the command line."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from rich.console import Console

from actions import trail
from actions.audit import Export, condition
from api.calls import called, context
from api.routes.audit import WRITERS
from api.settings import Settings
from api.terminal import somebody
from api.wiring import wired
from domain.audit import Seal
from domain.errors import BadInput
from domain.people import Actor


async def verify(settings: Settings, expect: str | None, console: Console) -> None:
    """Print how many rows are whole and the hash of the last. Raises `BadInput` when one is wrong."""
    async with wired(settings, answering=False) as product:
        chain = await trail.verify(product.ports.records, product.ports.files, _seal(expect))
    if chain.broken:
        raise BadInput(
            f"The chain is broken at row {chain.broken}: it, or one before it, was changed, removed or moved."
        )
    console.print(f"{chain.end.number} rows, whole. Keep this elsewhere: {chain.end.number}:{chain.end.hash}")


def _seal(expect: str | None) -> Seal | None:
    if expect is None:
        return None
    number, _, hash = expect.partition(":")
    if not number.isdigit() or len(hash) != 64:
        raise BadInput("Give what an earlier run printed, as NUMBER:HASH.")
    return Seal(number=int(number), hash=hash)


async def export(settings: Settings, email: str, given: Mapping[str, Any], form: str) -> None:
    """Write the rows asked for to standard output. Raises `BadInput` for another form than `jsonl` or `csv`."""
    if form not in WRITERS:
        raise BadInput("The format is jsonl or csv.")
    async with wired(settings, answering=False) as product:
        actor = Actor(person=await somebody(email, product))
        found = await called(Export, "audit.export", given, actor, product)
        where = await condition(found.asked, context(actor, product))
        async for line in WRITERS[form](where, product.ports.records):
            sys.stdout.write(line)
