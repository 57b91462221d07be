"""Finding candidates by words and meaning, with the reasons why."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from pydantic import BaseModel, ConfigDict

from domain.hiring import Candidate
from domain.permissions import hidden
from domain.ports import Embedder, Hit, IndexEntry, OneOf, Records, SearchIndex
from knowledge.chunks import chunks
from knowledge.evidence import Reason, likest_line, reasons
from knowledge.fit import fit, meets, title_fit
from knowledge.query import Query, describe
from knowledge.query_reading import understand
from knowledge.query_refining import refine

__all__ = ["Match", "Query", "Reason", "describe", "entry", "refine", "search", "understand"]

PAGE = 200
"""Candidates read at a time, so that a long search does not hold up others."""
RRF = 60
"""The constant of reciprocal rank fusion, Cormack, Clarke and Büttcher 2009."""
CLOSE = 0.4
"""Cosine of the best chunk from which a resume counts as related to free text. With MiniLM, 15 trades asked for among
96 real resumes: resumes of the trade have a median of 0.46, nine in ten of the others lie below 0.37."""


class Match(BaseModel):
    """`score` from 0 to 1 orders the matches of one search; it says nothing across searches."""

    model_config = ConfigDict(frozen=True)

    candidate: Candidate
    score: float
    reasons: tuple[Reason, ...]


def entry(candidate: Candidate, embedder: Embedder) -> IndexEntry:
    """What the index holds of a candidate. Who the person is (name, address, links) is left out of words and vectors,
    so that nobody ranks by it. Blocking: call it from a thread."""
    text = _impersonal(candidate)
    names = ", ".join(skill.name for skill in candidate.profile.skills)
    vectors = embedder.embed([text[start:end] for start, end in chunks(text)])
    return IndexEntry(candidate.id, f"{text}\n{names}", vectors)


async def search(
    query: Query, *, records: Records, index: SearchIndex, embedder: Embedder, limit: int = 10
) -> list[Match]:
    """Candidates who meet every condition of the query, best first; equal ones by id.

    The score is the mean of the structured fit and the reciprocal rank fusion of BM25 and best-chunk cosine. Raises
    `NotFound` when `query.like` is no candidate, `Unavailable` when a store does not answer.
    """
    if query.empty or limit < 1:
        return []
    liked = await _liked(query, records)
    pool = {c.id: c async for c in _candidates(query, records, index) if meets(c, query)}
    terms = _terms(query, liked)
    meaning = await _meaning(query, index, embedder)
    ranking = await _ranking(terms, meaning, sorted(pool), index)
    related = [c for c in pool.values() if _related(c, query, ranking)]
    scored = sorted(((_score(c, query, liked, ranking), c) for c in related), key=lambda s: (-s[0], s[1].id))
    return [
        Match(candidate=c, score=score, reasons=await _reasons(c, query, liked, meaning, index))
        for score, c in scored[:limit]
    ]


async def _liked(query: Query, records: Records) -> Candidate | None:
    if query.like is None:
        return None
    liked = await records.get(Candidate, query.like)
    if liked is None:
        raise hidden("candidate")
    return liked


async def _candidates(query: Query, records: Records, index: SearchIndex) -> AsyncIterator[Candidate]:
    """Those who may meet the conditions: the index knows who has the necessary skills by their names."""
    if query.must_skills:
        everybody = await index.count()
        ids: set[str] | None = None
        for name in query.must_skills:
            having = {hit.id for hit in await index.by_words([name], everybody)}
            ids = having if ids is None else ids & having
        listed = sorted(ids or ())
        for start in range(0, len(listed), PAGE):
            where = {"id": OneOf(tuple(listed[start : start + PAGE]))}
            for candidate in await records.find(Candidate, where, limit=PAGE):
                yield candidate
            await asyncio.sleep(0)
        return
    skip = 0
    while page := await records.find(Candidate, limit=PAGE, skip=skip):
        for candidate in page:
            yield candidate
        skip += len(page)
        await asyncio.sleep(0)


@dataclass(frozen=True)
class _Ranking:
    """Ids to their rank from 1, equals alike."""

    words: dict[str, int]
    meaning: dict[str, int]
    cosines: dict[str, float]
    lists: int
    """How many of the two were asked."""


def _terms(query: Query, liked: Candidate | None) -> list[str]:
    words = [*query.wanted_skills, *query.must_words, *query.text.split()]
    if liked:
        words += [skill.name for skill in liked.profile.skills]
        words += [e.title for e in liked.profile.employments if e.title]
    return list(dict.fromkeys(words))


async def _meaning(query: Query, index: SearchIndex, embedder: Embedder) -> list[list[float]]:
    """Vectors that stand for what is asked: the chunks of the liked candidate, the free text, or both."""
    vectors = await index.vectors_of(query.like) if query.like else []
    if query.text:
        vectors += await asyncio.to_thread(embedder.embed, [query.text])
    return vectors


async def _ranking(
    terms: list[str], meaning: list[list[float]], among: list[str], index: SearchIndex
) -> _Ranking:
    cosines: dict[str, list[float]] = {}
    for vector in meaning:
        for hit in await index.by_vector(vector, len(among), among):
            cosines.setdefault(hit.id, []).append(hit.score)
    means = [Hit(id, round(fmean(values), 5)) for id, values in cosines.items()]
    words = await index.by_words(terms, len(among), among) if terms else []
    return _Ranking(
        words=_ranks(words),
        meaning=_ranks(means),
        cosines={hit.id: hit.score for hit in means},
        lists=bool(terms) + bool(meaning),
    )


def _ranks(hits: Sequence[Hit]) -> dict[str, int]:
    """Everybody's rank: one more than those who are better."""
    ordered = sorted((round(hit.score, 5) for hit in hits), reverse=True)
    first: dict[float, int] = {}
    for position, score in enumerate(ordered, 1):
        first.setdefault(score, position)
    return {hit.id: first[round(hit.score, 5)] for hit in hits}


def _score(candidate: Candidate, query: Query, liked: Candidate | None, ranking: _Ranking) -> float:
    ranks = (ranking.words.get(candidate.id), ranking.meaning.get(candidate.id))
    fused = sum((RRF + 1) / (RRF + rank) for rank in ranks if rank) / ranking.lists if ranking.lists else None
    parts = [part for part in (fit(candidate, query, liked), fused) if part is not None]
    return round(fmean(parts), 4) if parts else 1.0


def _related(candidate: Candidate, query: Query, ranking: _Ranking) -> bool:
    """Free text and titles alone are no conditions, yet who has nothing to do with them is not shown."""
    if query.like or query.must_skills or query.any_skills or query.must_words or not query.text:
        return True
    if title_fit(candidate, query) > 0 or ranking.cosines.get(candidate.id, 0) >= CLOSE:
        return True
    return not query.titles and candidate.id in ranking.words


async def _reasons(
    candidate: Candidate,
    query: Query,
    liked: Candidate | None,
    meaning: list[list[float]],
    index: SearchIndex,
) -> tuple[Reason, ...]:
    found = list(reasons(candidate, query, liked))
    if meaning and (liked or not found):
        words = {word for term in _terms(query, liked) for word in re.findall(r"\w+", term.lower())}
        similar = await _likest(candidate, meaning, words, index)
        found += [Reason(label="similar experience", quote=similar)] if similar else []
    return tuple(found)


async def _likest(
    candidate: Candidate, meaning: list[list[float]], words: set[str], index: SearchIndex
) -> str:
    """A line of the chunk that is nearest to what was asked."""
    vectors = await index.vectors_of(candidate.id)
    spans = chunks(_impersonal(candidate))
    if not vectors or len(vectors) != len(spans):
        return ""  # indexed from another text: no quote rather than a wrong one

    def nearness(position: int) -> float:
        return sum(sum(a * b for a, b in zip(vectors[position], asked, strict=True)) for asked in meaning)

    start, end = spans[max(range(len(spans)), key=nearness)]
    return likest_line(candidate.text, start, end, words)


def _impersonal(candidate: Candidate) -> str:
    """The resume's text with the person's name, contact and links as blanks; every other character in its place."""
    profile = candidate.profile
    text = candidate.text
    personal = [
        v.span for v in (profile.name, profile.email, profile.phone, profile.location, *profile.links) if v
    ]
    spans = [(span.start, span.end) for span in personal]
    spans += [match.span() for match in re.finditer(re.escape(candidate.name), text, re.IGNORECASE)]
    for start, end in spans:
        text = text[:start] + re.sub(r"\S", " ", text[start:end]) + text[end:]
    return text
