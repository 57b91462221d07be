"""Which candidates are worth holding against a job: those who name most of what counts, by the index, and nobody is
read from the records to find that out."""

from __future__ import annotations

from collections.abc import Sequence

from domain.ports import SearchIndex
from domain.rubric import JobCriteria, points

POOL = 400
"""Candidates who are then read and judged one by one."""


async def likely(criteria: JobCriteria, index: SearchIndex, title: str, limit: int = POOL) -> list[str]:
    """Ids, best first: by the points of the skills and languages named, then by the words of the title. Of those who name
    none, only as many as are needed to fill the pool."""
    worth = points(criteria)
    everybody = await index.count()
    coverage: dict[str, float] = {}
    for criterion in criteria.criteria:
        if criterion.kind in ("skill", "language") and worth.get(criterion.id):
            for hit in await index.by_words([criterion.name], everybody):
                coverage[hit.id] = coverage.get(hit.id, 0) + worth[criterion.id]
    words = _words(title, criteria)
    by_title = {hit.id: hit.score for hit in await index.by_words(words, everybody)} if words else {}
    ids = coverage.keys() | by_title.keys()
    return sorted(ids, key=lambda id: (-round(coverage.get(id, 0), 6), -by_title.get(id, 0), id))[:limit]


def _words(title: str, criteria: JobCriteria) -> Sequence[str]:
    titles = [c.name for c in criteria.criteria if c.kind == "title"] or [title]
    return list(dict.fromkeys(word for t in titles for word in t.split()))
