"""What there is among the candidates found, to narrow by: skills, places, seniority, years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain.ports import Condition, SearchIndex
from knowledge.levels import LEVELS
from knowledge.locations import flat
from knowledge.query import Query

BANDS = ((0, 1.9), (2, 4.9), (5, 9.9), (10, 60))
"""Total years, both included, in tenths as the tags are."""
MOST = {"skill": 6, "place": 5}


@dataclass(frozen=True)
class Facet:
    """`tag` as the index has it, or `band:2-4.9`."""

    kind: str
    tag: str
    label: str
    count: int


async def facets(query: Query, among: Condition, total: int, index: SearchIndex) -> list[Facet]:
    """Those that would narrow: some of the candidates have them, not all, and they were not asked for."""
    counts = {kind: await index.counts(among, f"{kind}:") for kind in ("skill", "place", "level", "years")}
    found = [*_most("skill", counts["skill"], set(query.wanted_skills))]
    found += _most("place", _towns(counts["place"]), {flat(place) for place in query.locations})
    if not query.levels:
        levels = ((level, counts["level"].get(f"level:{level}", 0)) for level in LEVELS)
        found += [Facet("level", f"level:{level}", level, count) for level, count in levels]
    if query.min_years is None and query.max_years is None:
        found += _bands(counts["years"])
    return [facet for facet in found if 0 < facet.count < total]


def _most(kind: str, counts: Mapping[str, int], asked: set[str]) -> Iterator[Facet]:
    named = {tag.partition(":")[2]: count for tag, count in counts.items()}
    left = sorted(((n, c) for n, c in named.items() if n not in asked), key=lambda item: (-item[1], item[0]))
    for name, count in left[: MOST[kind]]:
        yield Facet(kind, f"{kind}:{name}", name.title() if kind == "place" else name, count)


def _towns(counts: Mapping[str, int]) -> dict[str, int]:
    """Without codes of states, which nobody narrows by."""
    return {tag: count for tag, count in counts.items() if len(tag) > len("place:") + 2}


def _bands(counts: Mapping[str, int]) -> Iterator[Facet]:
    values = [(float(tag.partition(":")[2]), count) for tag, count in counts.items()]
    for low, high in BANDS:
        count = sum(count for years, count in values if low <= years <= high)
        label = f"{low}+ years" if high == BANDS[-1][1] else f"{low} to {round(high)} years"
        yield Facet("years", f"band:{low:g}-{high:g}", label, count)


def narrowed(query: Query, tag: str) -> Query:
    """The query with a facet added; the same for a tag that is none."""
    kind, _, name = tag.partition(":")
    if kind == "skill":
        return query.model_copy(update={"must_skills": (*query.must_skills, name), "skip": 0})
    if kind == "place":
        return query.model_copy(update={"locations": (name.title(),), "skip": 0})
    if kind == "level" and name in LEVELS:
        return query.model_copy(update={"levels": (name,), "skip": 0})
    if kind == "band" and (bounds := [b for b in BANDS if f"{b[0]:g}-{b[1]:g}" == name]):
        low, high = bounds[0]
        most = None if high == BANDS[-1][1] else high
        return query.model_copy(update={"min_years": float(low) or None, "max_years": most, "skip": 0})
    return query
