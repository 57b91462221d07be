"""A candidate as the search index holds them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator

from domain.hiring import Candidate
from domain.ports import Embedder, IndexEntry, Records, SearchIndex
from knowledge.chunks import chunks
from knowledge.impersonal import impersonal
from knowledge.tags import all_titles, tags_of

PAGE = 50
"""Candidates read and embedded at a time."""


def entry(candidate: Candidate, embedder: Embedder) -> IndexEntry:
    """What the index holds of a candidate. Who the person is stays out of words and vectors, so that nobody ranks by it.

    The person's vector is the mean of two: of the passages, and of the titles held. Over 300 real resumes it finds those of
    the same trade better than either alone; skills are compared by name (docs/benchmarks.md). Blocking: call it from a
    thread.
    """
    shown = impersonal(candidate)
    text, pieces = shown.text, chunks(shown.text)
    vectors = embedder.embed([*(text[start:end] for start, end in pieces), *_titles(candidate)])
    passages, titles = vectors[: len(pieces)], vectors[len(pieces) :]
    parts = [mean(passages), *titles] if passages else titles
    vector = mean(parts) if parts else []
    skills = ", ".join(skill.name for skill in candidate.profile.every_skill)
    spans = [(shown.original(start), shown.original(end - 1) + 1) for start, end in pieces]
    return IndexEntry(candidate.id, f"{text}\n{skills}", vector, passages, tags_of(candidate), spans)


def embedded(candidate: Candidate) -> list[str]:
    """Every text that is embedded for a candidate."""
    return [*_passages(impersonal(candidate).text), *_titles(candidate)]


def _passages(text: str) -> list[str]:
    return [text[start:end] for start, end in chunks(text)]


def _titles(candidate: Candidate) -> list[str]:
    """Titles held, as one text, where there are any."""
    titles = ", ".join(all_titles(candidate.profile))
    return [titles] if titles else []


async def catch_up(records: Records, index: SearchIndex, embedder: Embedder) -> int:
    """Index the candidates that the index lacks: it was lost, or made by an older version. Returns how many."""
    apart = await records.count(Candidate, {"not_by_machine": True})
    if await index.count() >= await records.count(Candidate) - apart:
        return 0
    held, done, skip = set(await index.matching()), 0, 0
    while page := await records.find(Candidate, limit=PAGE, skip=skip):
        missing = [c for c in page if c.id not in held and not c.not_by_machine]
        entries = [await asyncio.to_thread(entry, candidate, embedder) for candidate in missing]
        await index.upsert(entries)
        done, skip = done + len(entries), skip + len(page)
    return done


def mean(vectors: Iterable[Iterable[float]]) -> list[float]:
    """The direction between several, of length 1; zeros when they cancel out."""
    rows = [list(vector) for vector in vectors]
    summed = [sum(column) for column in zip(*rows, strict=True)]
    return list(_unit(summed))


def _unit(vector: list[float]) -> Iterator[float]:
    length = sum(x * x for x in vector) ** 0.5
    return (x / length if length else 0.0 for x in vector)
