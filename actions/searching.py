"""Searching candidates: by a sentence, by a follow-up, by a chip of the answer, by likeness."""

from __future__ import annotations

from pydantic import Field

from actions import referring
from actions.listing import SHOWN, Listed, listed
from actions.tool import Args, Context, tool
from domain.errors import BadInput
from domain.permissions import Permission, hidden
from domain.ports import Saying
from domain.searches import Search
from knowledge import search, spelling
from knowledge.facets import narrowed
from knowledge.paging import goes_back, shown_otherwise
from knowledge.query import SORTS, Query
from knowledge.query_reading import LONGEST

LONGEST_SAID = 20_000


class AskSearch(Args):
    query: str = Field(title="Whom are you looking for?", max_length=LONGEST_SAID)


@tool(
    "candidates.search",
    args=AskSearch,
    permission=Permission.candidate_read,
    phrases=("Find Python developers with 5+ years in Berlin who know Kafka",),
)
async def candidates_search(asked: AskSearch, ctx: Context) -> Listed:
    """Find candidates by skills, years, place, education, employers and meaning, or by a boolean expression."""
    return await listed(await _read(asked.query, ctx, None), ctx)


@tool(
    "candidates.refine",
    args=AskSearch,
    permission=Permission.candidate_read,
    phrases=("Only those with Go",),
    offered=False,
)
async def candidates_refine(asked: AskSearch, ctx: Context) -> Listed:
    """Narrow or change the last search, turn its pages, sort it, or go back to the one before."""
    if ctx.focus.query is None:
        return await listed(await _read(asked.query, ctx, None), ctx)
    before, kept = Query.model_validate(ctx.focus.query), ctx.focus.search_id
    if goes_back(asked.query):
        return await _back(await _kept(kept, ctx), ctx)
    other = shown_otherwise(before, asked.query, SHOWN)
    return await listed(other or await _read(asked.query, ctx, before), ctx, before=kept)


async def _read(said: str, ctx: Context, before: Query | None) -> Query:
    """The query, with words mended that are misspelled; a follow-up changes the one before."""
    index = ctx.ports.index
    places = {tag.partition(":")[2] for tag in await index.counts(prefix="place:")}
    employers = {tag.partition(":")[2] for tag in await index.counts(prefix="company:")}
    mistakes = []
    if len(said) < LONGEST:
        for wrong, meant in spelling.suspects(said, places | employers):
            if not await index.count(Saying(wrong)):
                mistakes.append((wrong, meant))
    text = spelling.corrected(said, mistakes)
    if before is None:
        query = search.understand(text, places, employers)
    else:
        query = search.refine(before, text, places, employers)
    return query.model_copy(update={"read_as": tuple(mistakes)})


# --- chips and pages ------------------------------------------------------------------------------------------------


class AskAdjust(Args):
    change: str = Field(title="What to change", max_length=500)
    """`<search> drop <part>`, `<search> add <tag>`, `<search> sort <order>`, `<search> page next|previous`."""


@tool(
    "candidates.adjust",
    args=AskAdjust,
    permission=Permission.candidate_read,
    phrases=("Take a condition out of a search, or add one",),
    offered=False,
)
async def candidates_adjust(asked: AskAdjust, ctx: Context) -> Listed:
    """Change one thing of a search: what a chip or a button under its answer stands for."""
    id, _, change = asked.change.partition(" ")
    kept = await _kept(id, ctx)
    verb, _, what = change.partition(" ")
    return await listed(_changed(Query.model_validate(kept.query), verb, what), ctx, before=kept.id)


def _changed(query: Query, verb: str, what: str) -> Query:
    """Raises `BadInput` for a change that there is not."""
    if verb == "drop":
        return search.without(query, what)
    if verb == "add":
        return narrowed(query, what)
    for sort in SORTS:
        if (verb, what) == ("sort", sort):
            return query.model_copy(update={"sort": sort, "skip": 0})
    if verb == "page" and what in ("next", "previous"):
        skip = query.skip + (SHOWN if what == "next" else -SHOWN)
        return query.model_copy(update={"skip": max(0, skip)})
    raise BadInput("That button is no longer in use. Please ask again.")


async def _kept(id: str | None, ctx: Context) -> Search:
    """One's own search. Raises `NotFound`."""
    kept = await ctx.ports.records.get(Search, id) if id else None
    if kept is None or kept.owner_id != ctx.actor.id:
        raise hidden("search")
    return kept


async def _back(kept: Search, ctx: Context) -> Listed:
    if kept.before is None:
        raise BadInput("This was your first search here; there is none before it.")
    before = await _kept(kept.before, ctx)
    return await listed(Query.model_validate(before.query), ctx, before=before.before)


# --- likeness --------------------------------------------------------------------------------------------------------


class AskLike(Args):
    candidate: str = Field(title="Like whom?", max_length=1000)
    also: str | None = Field(None, title="What else?", max_length=LONGEST)
    resolved_candidate_ids: tuple[str, ...] = ()


async def _whom(asked: AskLike, ctx: Context) -> AskLike:
    found = await referring.candidates(asked.candidate, ctx, "candidate")
    return asked.model_copy(update={"resolved_candidate_ids": tuple(c.id for c in found)})


@tool(
    "candidates.like",
    args=AskLike,
    permission=Permission.candidate_read,
    phrases=("Find candidates like Leo Martins",),
    resolve=_whom,
)
async def candidates_like(asked: AskLike, ctx: Context) -> Listed:
    """Find candidates whose experience is like somebody's, like several people's, or like that of a job's hires."""
    liked = await referring.candidates(asked.candidate, ctx, "candidate")
    names = [c.name for c in liked]
    said = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    asked_for = await _read(asked.also, ctx, None) if asked.also else Query()
    query = asked_for.model_copy(update={"like": tuple(c.id for c in liked)})
    return await listed(query, ctx, f" like {said}", before=ctx.focus.search_id)
