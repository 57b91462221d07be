"""The short list of reasons why applications end, kept by HR in plain sentences."""

from __future__ import annotations

from rapidfuzz import fuzz, process, utils

from actions.tool import Context, Unclear
from domain.messages import Option
from domain.rejections import DEFAULTS, OTHER, RejectionReason, fitting

NEAR = 80


async def everything(ctx: Context) -> tuple[RejectionReason, ...]:
    """Those we came with, as HR has changed them, and those that HR added."""
    stored = {r.id: r for r in await ctx.ports.records.find(RejectionReason)}
    ours = tuple(stored.pop(r.id, r) for r in DEFAULTS)
    return (*ours, *stored.values())


async def active(ctx: Context) -> tuple[RejectionReason, ...]:
    return tuple(r for r in await everything(ctx) if r.active)


async def options(ctx: Context) -> tuple[Option, ...]:
    return tuple(Option(value=r.id, label=f"{r.name} ({r.type})") for r in await active(ctx))


async def by_id(id: str | None, ctx: Context) -> RejectionReason:
    return next((r for r in await everything(ctx) if r.id == id), OTHER)


async def meant(words: str | None, said: str, ctx: Context, field: str = "category") -> RejectionReason:
    """The reason called so; without a name the one that what was said speaks for. Raises `Unclear`."""
    known = await active(ctx)
    if not words:
        return fitting(known, said)
    names = {r.id: r.name for r in known}
    best = process.extractOne(
        words, names, scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=NEAR
    )
    found = next((r for r in known if r.id == words or (best and r.id == best[2])), None)
    if found is None:
        raise Unclear(field, f"There is no kind of reason called “{words}”.", await options(ctx))
    return found
