"""Finding candidates by words and meaning, with the reasons why."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from domain.hiring import Candidate
from domain.permissions import hidden
from domain.ports import (
    Condition,
    Embedder,
    Every,
    Measures,
    Nearest,
    Neither,
    OneOf,
    Ranked,
    Records,
    SearchIndex,
    Tagged,
)
from knowledge import boolean
from knowledge.conditions import contradiction, describe, whole, without
from knowledge.evidence import Reason, likest_line, reasons
from knowledge.indexing import catch_up, entry, mean
from knowledge.query import Query
from knowledge.query_reading import understand
from knowledge.query_refining import refine
from knowledge.ranking import (
    DEPTH,
    ECHO,
    FIT,
    LIKE_FIT,
    LIKE_MEANING,
    MEANING,
    fit_of,
    likeness_to,
    rarity_of,
    title_words,
)

__all__ = [
    "Found",
    "Match",
    "Query",
    "Reason",
    "catch_up",
    "contradiction",
    "describe",
    "entry",
    "find",
    "refine",
    "search",
    "understand",
    "why",
    "without",
]

CLOSE = 0.4
"""Cosine of the best passage from which a resume counts as related to free text. With MiniLM, 15 trades asked for among
96 real resumes: resumes of the trade have a median of 0.46, nine in ten of the others lie below 0.37."""


class Match(BaseModel):
    """`score` from 0 to 1 orders the matches of one search; it says nothing across searches. Equals share a `rank`.
    `parts` are what the score was made of: words, meaning, passage, fit."""

    model_config = ConfigDict(frozen=True)

    candidate: Candidate
    score: float
    rank: int = 1
    parts: dict[str, float] = {}
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Found:
    """A page of a search. `total` counts everybody who is found, of whom at least `DEPTH` are ranked when `more`."""

    matches: list[Match]
    total: int
    among: Condition
    """Who is found, as a condition: what there is among them can be counted."""


async def search(
    query: Query, *, records: Records, index: SearchIndex, embedder: Embedder, limit: int = 10
) -> list[Match]:
    """The matches of `find` alone."""
    found = await find(query, records=records, index=index, embedder=embedder, limit=limit)
    return found.matches


async def find(
    query: Query, *, records: Records, index: SearchIndex, embedder: Embedder, limit: int = 10
) -> Found:
    """Candidates who meet every condition of the query, best first; equal ones by id. `query.skip` of them are left out.

    Raises `NotFound` when somebody in `query.like` is no candidate, `BadInput` for a boolean that cannot be read,
    `Unavailable` when a store does not answer.
    """
    if query.empty or limit < 1 or contradiction(query):
        return Found([], 0, [])
    liked = [await _liked(id, records) for id in query.like]
    asked = await asked_of(query, liked, index, embedder)
    among, some = whole(query), query.skip + limit
    ranks_only = _only_ranks(query)
    ranked = await index.ranked(asked, max(some, DEPTH) if ranks_only or query.sort != "fit" else some, among)
    if ranks_only:
        ranked = await _related(ranked, query, index)
        among, total = [m.id for m in ranked], len(ranked)
    else:
        total = await index.count(among)
    shown, ranks = await _page(query, ranked, among, index, limit)
    people = {c.id: c for c in await records.find(Candidate, {"id": OneOf(tuple(m.id for m in shown))})}
    near = await index.by_passage(asked.vector, list(people)) if asked.vector else []
    nearest = {hit.id: hit for hit in near}
    matches = [
        Match(
            candidate=people[m.id],
            score=m.score,
            rank=rank,
            parts=dict(m.parts),
            reasons=_reasons(people[m.id], query, liked, asked, nearest.get(m.id)),
        )
        for m, rank in zip(shown, ranks, strict=True)
        if m.id in people
    ]
    return Found(matches, total, among)


async def everybody(query: Query, records: Records, limit: int) -> Found:
    """Where nothing is asked, all, the newest first; nobody fits better than anybody else."""
    page = await records.find(Candidate, order="updated_at", descending=True, limit=limit, skip=query.skip)
    people = [c for c in page if c.id not in query.exclude]
    matches = [
        Match(candidate=c, score=0.0, rank=query.skip + n, parts={}, reasons=())
        for n, c in enumerate(people, 1)
    ]
    return Found(matches, await records.count(Candidate), [])


async def _liked(id: str, records: Records) -> Candidate:
    liked = await records.get(Candidate, id)
    if liked is None:
        raise hidden("candidate")
    return liked


async def asked_of(
    query: Query, liked: Sequence[Candidate], index: SearchIndex, embedder: Embedder
) -> Measures:
    """What everybody is measured by. Passages are compared with words of the asker's own: people with people."""
    meaning = query.meaning or " ".join(term.words for term in _terms(query))
    said = (await asyncio.to_thread(embedder.embed, [meaning]))[0] if meaning else []
    words = (*query.wanted_skills, *query.must_words, *(t.words for t in _terms(query)), *query.text.split())
    titles = [word for title in query.titles for word in title.split()]
    if not liked:
        depth = (
            DEPTH if query.text or _only_ranks(query) else 0
        )  # conditions alone say nothing that a passage could
        terms = tuple(dict.fromkeys((*words, *titles)))
        return Measures(terms, said, fit_of(query), MEANING, FIT, depth, ECHO)
    held = await index.vectors_of([c.id for c in liked])
    everybody = await index.counts(prefix="skill:")
    alike = likeness_to(liked, rarity_of(everybody, await index.count()))
    typical = await index.typical()
    theirs = mean([vectors[0] for vectors in held.values()]) if held else []
    distinct = [a - b for a, b in zip(theirs, typical, strict=True)] if theirs else []
    vectors = [v for v in (distinct, said) if v]
    terms = tuple(dict.fromkeys((*words, *titles, *title_words(liked))))
    wanted = fit_of(query)
    tags = {t: (alike.get(t, 0) + wanted.get(t, 0)) / (2 if wanted else 1) for t in {**alike, **wanted}}
    return Measures(terms, mean(vectors) if vectors else [], tags, LIKE_MEANING, LIKE_FIT)


def _terms(query: Query) -> list[boolean.Term]:
    return list(boolean.terms(boolean.parse(query.boolean))) if query.boolean else []


def _only_ranks(query: Query) -> bool:
    """Free text and titles alone are no conditions, yet who has nothing to do with them is not shown."""
    about = (
        query.must_skills,
        query.any_skills,
        query.skill_years,
        query.must_words,
        query.boolean,
        query.like,
    )
    return not any(about) and bool(query.text or query.titles)


async def _related(ranked: list[Ranked], query: Query, index: SearchIndex) -> list[Ranked]:
    titled: set[str] = set()
    if query.titles:
        roles = tuple(tag for tag in fit_of(query) if tag.startswith("title:") and " " not in tag)
        titled = set(await index.matching(Every((Tagged(roles), [m.id for m in ranked]))))
    return [
        m
        for m in ranked
        if m.cosine >= CLOSE or m.id in titled or (not query.titles and m.parts.get("words", 0) > 0)
    ]


# --- which of them are shown --------------------------------------------------------------------------------------


async def _page(
    query: Query, ranked: list[Ranked], among: Condition, index: SearchIndex, limit: int
) -> tuple[list[Ranked], list[int]]:
    """Those shown, and their ranks: one more than how many are better."""
    first, last = query.skip, query.skip + limit
    if query.sort == "fit":
        scores = [m.score for m in ranked]
        return ranked[first:last], [scores.index(m.score) + 1 for m in ranked[first:last]]
    known = {m.id: m for m in ranked}
    prefix = "years:" if query.sort == "years" else "added:"
    shown, ranks, better = [], [], 0
    async for ids in _by_value(prefix, among, index):
        for number, id in enumerate(ids, better):
            if first <= number < last:
                shown.append(known.get(id) or Ranked(id, 0.0, {}))
                ranks.append(better + 1)
        better += len(ids)
        if better >= last:
            break
    return shown, ranks


async def _by_value(prefix: str, among: Condition, index: SearchIndex) -> AsyncIterator[list[str]]:
    """Ids by the value of such a tag, the highest first, and at last those who have none."""
    tags = list(await index.counts(among, prefix))
    numeric = prefix == "years:"
    values = [(float(t.partition(":")[2]), t) if numeric else (t, t) for t in tags]
    for _, tag in sorted(values, reverse=True):
        yield await index.matching(Every((among, Tagged((tag,)))))
    yield await index.matching(Every((among, Neither((Tagged(tuple(tags)),)))))


# --- why -----------------------------------------------------------------------------------------------------------


def why(candidate: Candidate, query: Query) -> list[Reason]:
    """What of the query the resume shows, without asking the index."""
    return list(reasons(candidate, query, ()))


def _reasons(
    candidate: Candidate,
    query: Query,
    liked: Sequence[Candidate],
    asked: Measures,
    nearest: Nearest | None,
) -> tuple[Reason, ...]:
    found = list(reasons(candidate, query, liked))
    if nearest and (liked or query.text or not found):
        words = {word for term in asked.words for word in re.findall(r"\w+", term.lower())}
        similar = likest_line(candidate.text, nearest.start, nearest.end, words)
        found += [Reason(label="similar experience", quote=similar)] if similar else []
    return tuple(found)
