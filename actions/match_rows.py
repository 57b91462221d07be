"""The newest match of a job: whether it still holds, and its candidates as people's words have left them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from actions.scoring import overrides_of, with_words
from domain.hiring import Candidate, Job
from domain.ports import OneOf, Ports, Records
from domain.rubric import JobCriteria, Match, Override, Score, Verdict, ranks
from knowledge import matching

LIFETIME = timedelta(hours=24)
KEPT = 50
"""Candidates of a match that are kept and shown; those who have applied are kept too."""


@dataclass(frozen=True)
class Row:
    """One candidate of a match, as things stand now: people's words on the verdicts are in."""

    rank: int
    candidate: Candidate
    score: Score
    verdicts: tuple[Verdict, ...]
    total: float
    """Of 100, with people's words in it."""


async def state_of(job: Job, criteria: JobCriteria, ports: Ports) -> str:
    """Fingerprint of all that a match depends on: the job, its criteria, the candidates, and who judges."""
    records = ports.records
    newest = await records.find(Candidate, order="updated_at", descending=True, limit=1)
    told = [
        job.id,
        job.title,
        str(criteria.version),
        str(await records.count(Candidate)),
        f"{newest[0].id} {newest[0].updated_at.isoformat()}" if newest else "nobody",
        ports.reader.name if ports.reader else matching.VERSION,
        *([ports.second_reader.name] if ports.second_reader else []),
    ]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


async def newest_match(job: Job, records: Records) -> Match | None:
    found = await records.find(Match, {"job_id": job.id}, order="at", descending=True, limit=1)
    return found[0] if found else None


async def holding(job: Job, criteria: JobCriteria, ports: Ports) -> Match | None:
    """The last match, while it is younger than a day and nothing that it depends on has changed."""
    match = await newest_match(job, ports.records)
    if match is None or ports.clock() - match.at > LIFETIME:
        return None
    return match if match.state == await state_of(job, criteria, ports) else None


async def rows_of(match: Match, criteria: JobCriteria, records: Records, limit: int = KEPT) -> list[Row]:
    """Best first, as people's words left them; who was erased since is gone from it."""
    scores = await records.find(Score, {"match_id": match.id}, order="rank", limit=limit)
    words = await overrides_of(match.job_id, records)
    ids = tuple(s.candidate_id for s in scores)
    people = {c.id: c for c in await records.find(Candidate, {"id": OneOf(ids)}, limit=max(len(ids), 1))}
    judged = [
        (s, *_judged(s, criteria, words.get(s.candidate_id, [])))
        for s in scores
        if s.candidate_id in people and not people[s.candidate_id].not_by_machine
    ]
    judged.sort(key=lambda row: (-row[2], row[0].candidate_id))
    places = ranks([total for _, _, total in judged])
    return [
        Row(place, people[score.candidate_id], score, verdicts, total)
        for place, (score, verdicts, total) in zip(places, judged, strict=True)
    ]


def _judged(score: Score, criteria: JobCriteria, words: list[Override]) -> tuple[tuple[Verdict, ...], float]:
    """The number as it was kept, unless somebody had a word on it."""
    if not words:
        return score.verdicts, score.total
    verdicts, now = with_words(score, criteria, words)
    return verdicts, now.total


async def criteria_of(match: Match, job: Job, records: Records) -> JobCriteria:
    found = await records.get(JobCriteria, f"{job.id}:criteria:{match.criteria_version}")
    assert found is not None  # noqa: S101 - versions are only ever appended
    return found
