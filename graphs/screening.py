"""A job matched in the background: recall, judge, rank, keep. Every step may be repeated after a crash.

All likely candidates are judged by rules; with a language model, the best of them are then read by it (`graphs.judges`).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from typing import Any

from actions import accounting, criteria_books, match_rows, matching, scoring, trail
from domain.errors import NotFound
from domain.hiring import Application, Candidate, Job
from domain.ports import OneOf, Ports
from domain.rubric import JobCriteria, Match, Score, ranks, scored
from domain.tickets import Ticket
from graphs import judges
from graphs.judges import Cost, Judgement, Report
from knowledge import judging
from knowledge.matching import VERSION, judged
from knowledge.recall import likely

PAGE = 50
"""Candidates judged between two looks at the rest of the world."""


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
    state = await match_rows.state_of(
        job, criteria, ports
    )  # before reading: what changes meanwhile makes it stale
    considered = await ports.records.count(Candidate)
    await report("looking for candidates", 5)
    applied = await _applied(job, ports)
    ids = list(dict.fromkeys((*await likely(criteria, ports.index, job.title), *applied)))
    found = await _judged(ids, criteria, ports, report)
    cost = Cost()
    if ports.reader is not None:
        await judges.read(found, criteria, ports, cost, report)
        found = _ordered(found)
    kept = found[: match_rows.KEPT] + [j for j in found[match_rows.KEPT :] if j.candidate.id in applied]
    made = Match(
        id=f"match:{ticket.id}:{ticket.retries}",
        job_id=job.id,
        criteria_version=criteria.version,
        state=state,
        considered=considered,
        scored=len(found),
        model=" + ".join(cost.models) or VERSION,
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
