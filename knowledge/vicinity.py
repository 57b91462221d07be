"""When nobody fits: which condition is to blame, and which names were probably meant."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from domain.ports import SearchIndex
from knowledge.conditions import Part, parts, whole, without
from knowledge.locations import flat
from knowledge.query import Query

NEAR = 75
"""Rapidfuzz ratio (0-100) from which a name is offered for another."""


async def without_each(query: Query, index: SearchIndex) -> list[tuple[Part, int]]:
    """The conditions without which somebody would fit, and how many; most first."""
    found = []
    for part in parts(query):
        if part.condition is not None:
            count = await index.count(whole(without(query, part.name)))
            found += [(part, count)] if count else []
    return sorted(found, key=lambda each: -each[1])


async def unknown_names(query: Query, index: SearchIndex) -> list[tuple[str, tuple[str, ...]]]:
    """Places, employers, schools and fields that no resume has, each with the nearest that some have."""
    asked = [("place", p) for p in query.locations]
    asked += [("company", c) for c in query.companies] + [("studied", s) for s in query.studied]
    found = []
    for kind, name in asked:
        alone = {"place": "locations", "company": "companies", "studied": "studied"}[kind]
        if await index.count(whole(Query.model_validate({alone: (name,)}))):
            continue
        held = [tag.partition(":")[2] for tag in await index.counts(prefix=f"{kind}:")]
        near = process.extract(flat(name), held, scorer=fuzz.ratio, limit=3, score_cutoff=NEAR)
        found.append((name, tuple(each[0].title() for each in near)))
    return found


def renamed(query: Query, was: str, now: str) -> Query:
    """The query with one name in another's place."""
    changed = {
        field: tuple(now if value == was else value for value in getattr(query, field))
        for field in ("locations", "companies", "studied")
    }
    return query.model_copy(update=changed)
