"""A job matched in the background: recall, judge, rank, keep. Every step may be repeated after a crash.

All likely candidates are judged by rules; with a reader, the best of them are then read by the language model, some at a
time. A batch that fails is tried again in halves; whoever is still not judged keeps the rules' verdicts, and it says so.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from actions import accounting, criteria_books, matching, scoring, trail
from domain.errors import NotFound, Unavailable
from domain.hiring import Application, Candidate, Job
from domain.ports import OneOf, Ports
from domain.reading import Reader
from domain.rubric import JobCriteria, Match, Score, Verdict, ranks, scored
from domain.tickets import Ticket
from knowledge import judging
from knowledge.matching import VERSION, judged
from knowledge.recall import likely

log = logging.getLogger(__name__)
Report = Callable[[str, int], Awaitable[None]]
BATCH = 12
"""Candidates a call of the model."""
READ = 48
"""The best by rules, whom the model reads."""
AT_ONCE = 4
"""Calls of the model side by side."""
PAGE = 50
"""Candidates judged between two looks at the rest of the world."""


@dataclass
class Judgement:
    candidate: Candidate
    verdicts: tuple[Verdict, ...]
    input_hash: str
    model: str | None = None
    """None: by rules."""
    note: str | None = None
    total: float = 0.0


@dataclass
class Cost:
    tokens_in: int = 0
    tokens_out: int = 0
    models: list[str] = field(default_factory=list)


async def match(ticket: Ticket, ports: Ports, report: Report) -> dict[str, Any]:
    """Match the job of a ticket; returns the result's `card`, the `candidate_ids` in order and a `summary`.

    Raises `NotFound` when the job is gone, `Refused` where scoring is switched off, `BadInput` when nothing counts.
    """
    started = time.monotonic()
    job = await ports.records.get(Job, ticket.args["job_id"])
    if job is None:
        raise NotFound("That job is gone.")
    await scoring.scoring_allowed(job, ports)
    now = ports.clock()
    criteria = await criteria_books.current(job, ports.records, now)
    state = await matching.state_of(
        job, criteria, ports
    )  # before reading: what changes meanwhile makes it stale
    considered = await ports.records.count(Candidate)
    await report("looking for candidates", 5)
    applied = await _applied(job, ports)
    ids = list(dict.fromkeys((*await likely(criteria, ports.index, job.title), *applied)))
    found = await _judged(ids, criteria, ports, report)
    cost = Cost()
    if ports.reader is not None:
        await _read(found[:READ], criteria, ports.reader, cost, report)
        found = _ordered(found)
    kept = found[: matching.KEPT] + [j for j in found[matching.KEPT :] if j.candidate.id in applied]
    made = Match(
        id=f"match:{ticket.id}:{ticket.retries}",
        job_id=job.id,
        criteria_version=criteria.version,
        state=state,
        considered=considered,
        scored=len(found),
        model=cost.models[0] if cost.models else VERSION,
        by_rules=sum(j.model is None for j in kept),
        tokens_in=cost.tokens_in,
        tokens_out=cost.tokens_out,
        seconds=round(time.monotonic() - started, 2),
        asked_by=ticket.actor_id,
        at=now,
    )
    await report("writing down the reasons", 92)
    scores = _scores(made, criteria, kept)
    for score, judgement in zip(scores, kept, strict=True):
        await accounting.judged(score, criteria, judgement.candidate, ticket.actor_id, ports)
    await ports.records.insert_all(scores)
    await ports.records.insert_all([made])  # from here on it counts
    await _audited(ticket, made, criteria, kept, ports)
    card, candidate_ids = await matching.result_of(job, made, ports.records)
    summary = f"{len(kept)} of {considered} candidates"
    return {
        "match_id": made.id,
        "card": card.model_dump(mode="json"),
        "candidate_ids": list(candidate_ids),
        "summary": summary,
    }


async def _applied(job: Job, ports: Ports) -> set[str]:
    active = await ports.records.find(Application, {"job_id": job.id}, limit=10_000)
    return {a.candidate_id for a in active if a.status == "active"}


async def _judged(ids: Sequence[str], criteria: JobCriteria, ports: Ports, report: Report) -> list[Judgement]:
    """Everybody of these by rules, the best first, equal ones by id."""
    found: list[Judgement] = []
    for start in range(0, len(ids), PAGE):
        page = await ports.records.find(
            Candidate, {"id": OneOf(tuple(ids[start : start + PAGE]))}, limit=PAGE
        )
        found += await asyncio.to_thread(_by_rules, page, criteria)
        if start % (4 * PAGE) == 0:
            await report("holding resumes against the criteria", 10 + 50 * start // len(ids))
    return _ordered(found)


def _by_rules(page: Sequence[Candidate], criteria: JobCriteria) -> list[Judgement]:
    made = []
    for candidate in (c for c in page if not c.not_by_machine):
        verdicts, input_hash = judged(criteria.criteria, candidate)
        made.append(Judgement(candidate, verdicts, input_hash, total=scored(criteria, verdicts).total))
    return made


def _ordered(found: Sequence[Judgement]) -> list[Judgement]:
    return sorted(found, key=lambda j: (-j.total, j.candidate.id))


# --- with a language model ---------------------------------------------------------------------------------------


async def _read(
    best: Sequence[Judgement], criteria: JobCriteria, reader: Reader, cost: Cost, report: Report
) -> None:
    """Put the model's verdicts in the rules' place, where it gives any that can be checked."""
    batches = [best[n : n + BATCH] for n in range(0, len(best), BATCH)]
    done, room = 0, asyncio.Semaphore(AT_ONCE)

    async def one(batch: Sequence[Judgement]) -> None:
        nonlocal done
        async with room:
            await _read_batch(batch, criteria, reader, cost, halves=True)
        done += 1
        await report("reading the best resumes", 60 + 30 * done // len(batches))

    await asyncio.gather(*map(one, batches))


async def _read_batch(
    batch: Sequence[Judgement], criteria: JobCriteria, reader: Reader, cost: Cost, *, halves: bool
) -> None:
    try:
        reading = await judging.read(reader, criteria.criteria, [j.candidate for j in batch])
    except Unavailable as error:
        log.warning("a batch of %d resumes was not judged: %s", len(batch), error)
        if halves and len(batch) > 1:
            middle = len(batch) // 2
            for half in (batch[:middle], batch[middle:]):
                await _read_batch(half, criteria, reader, cost, halves=False)
            return
        for judgement in batch:
            judgement.note = scoring.FELL_BACK
        return
    cost.tokens_in += reading.tokens_in
    cost.tokens_out += reading.tokens_out
    cost.models.append(reading.model)
    for judgement in batch:
        verdicts = reading.verdicts.get(judgement.candidate.id)
        if verdicts is None:
            judgement.note = scoring.FELL_BACK
        else:
            judgement.verdicts, judgement.model = verdicts, reading.model
            judgement.total = scored(criteria, verdicts).total


# --- what is kept ------------------------------------------------------------------------------------------------


def _scores(match: Match, criteria: JobCriteria, kept: Sequence[Judgement]) -> list[Score]:
    places = ranks([j.total for j in kept])
    prompt = judging.prompt_hash(criteria.criteria)
    made = []
    for place, j in zip(places, kept, strict=True):
        id = f"score:{match.id}:{j.candidate.id}"
        by_model = {"model": j.model, "prompt_hash": prompt} if j.model else {}
        score = scoring.made(
            id, criteria, j.candidate, j.verdicts, j.input_hash, match.at, note=j.note, **by_model
        )
        made.append(score.model_copy(update={"match_id": match.id, "rank": place}))
    return made


async def _audited(
    ticket: Ticket, match: Match, criteria: JobCriteria, kept: Sequence[Judgement], ports: Ports
) -> None:
    """One row for the match as a whole; what was found of each candidate stands in a row of its own."""
    await trail.append(
        ports.records,
        effect_id=f"{ticket.id}:matched",
        at=match.at,
        actor_id=ticket.actor_id,
        action="jobs.matched",
        outcome="done",
        details={
            "job": match.job_id,
            "match": match.id,
            "criteria": criteria.id,
            "model": match.model,
            "by_rules": match.by_rules,
            "prompt": judging.prompt_hash(criteria.criteria) if match.tokens_in else scoring.RULES_HASH,
            "state": match.state,
            "considered": match.considered,
            "inputs": [j.input_hash[:16] for j in kept[:10]],
            "tokens": [match.tokens_in, match.tokens_out],
        },
    )
