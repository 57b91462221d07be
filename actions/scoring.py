"""A candidate held against a job: scored anew or taken from what is kept, with people's own words on it."""

from __future__ import annotations

import hashlib
from datetime import datetime

from actions import accounting, criteria_books
from actions.ai_use import scoring_refused
from domain.errors import Refused, Unavailable
from domain.hiring import Candidate, Job
from domain.ports import Ports, Records
from domain.reading import Reader
from domain.rubric import JobCriteria, Override, Score, Scored, Verdict, overridden, scored
from knowledge import judging, matching

FELL_BACK = "The language model did not judge this resume, so the rules did."
NOT_AGAIN = "The larger language model did not answer, so what was unclear stays unclear."
RULES_HASH = hashlib.sha256(matching.VERSION.encode()).hexdigest()


def made(
    id: str,
    criteria: JobCriteria,
    candidate: Candidate,
    verdicts: tuple[Verdict, ...],
    input_hash: str,
    now: datetime,
    *,
    model: str = matching.VERSION,
    prompt_hash: str = RULES_HASH,
    note: str | None = None,
) -> Score:
    return Score(
        id=id,
        job_id=criteria.job_id,
        candidate_id=candidate.id,
        criteria_id=criteria.id,
        criteria_version=criteria.version,
        verdicts=verdicts,
        total=scored(criteria, verdicts).total,
        model=model,
        prompt_hash=prompt_hash,
        input_hash=input_hash,
        note=note,
        at=now,
    )


async def scoring_allowed(job: Job, ports: Ports) -> None:
    """Asked before every score and every match. Raises `Refused` with the reason while a person, or the law, forbids it."""
    if refused := await scoring_refused(job, ports.clock().date(), ports.records):
        raise Refused(f"{refused} Candidates can still be searched and read one by one.")


async def score_of(
    candidate: Candidate, job: Job, ports: Ports, call_id: str, actor_id: str
) -> tuple[Score, JobCriteria]:
    """The score that is kept for this resume and this version of the criteria; else one made and kept now.

    Raises `Refused` where scoring is switched off or the candidate withdrew consent, `BadInput` when no criterion counts.
    """
    now = ports.clock()
    await scoring_allowed(job, ports)
    if candidate.not_by_machine:
        raise Refused(
            f"{candidate.name} withdrew their consent to software, so people alone read their resume."
        )
    criteria = await criteria_books.current(job, ports.records, now)
    verdicts, input_hash = matching.judged(criteria.criteria, candidate)
    if (kept := await _kept(candidate, criteria, input_hash, ports)) is not None:
        return kept, criteria
    id = f"score:{call_id}:{candidate.id}"
    score = made(id, criteria, candidate, verdicts, input_hash, now)
    if ports.reader is not None:
        score = await _read(score, criteria, candidate, ports)
    await accounting.judged(score, criteria, candidate, actor_id, ports)
    await ports.records.insert_all([score])
    return await ports.records.get(Score, id) or score, criteria


async def _kept(candidate: Candidate, criteria: JobCriteria, input_hash: str, ports: Ports) -> Score | None:
    score = await newest_score(candidate.id, criteria.job_id, ports.records)
    if score is not None:
        same = score.criteria_version == criteria.version and score.input_hash == input_hash
        by_rules = score.model.startswith("rules:")
        prompt = RULES_HASH if by_rules else judging.prompt_hash(criteria.criteria)
        if same and score.prompt_hash == prompt and not (by_rules and ports.reader is not None):
            return score
    return None


async def newest_score(candidate_id: str, job_id: str, records: Records) -> Score | None:
    where = {"job_id": job_id, "candidate_id": candidate_id}
    found = await records.find(Score, where, order="at", descending=True, limit=1)
    return found[0] if found else None


async def _read(score: Score, criteria: JobCriteria, candidate: Candidate, ports: Ports) -> Score:
    """By the small model; by the larger one, too, where something necessary stays unclear."""
    assert ports.reader is not None  # noqa: S101 - checked by the caller
    read = await _read_by(ports.reader, score, criteria, candidate)
    if read is None:
        return score.model_copy(update={"note": FELL_BACK})
    if ports.second_reader is None or not judging.doubtful(criteria.criteria, read.verdicts):
        return read
    again = await _read_by(ports.second_reader, read, criteria, candidate)
    return again or read.model_copy(update={"note": NOT_AGAIN})


async def _read_by(reader: Reader, score: Score, criteria: JobCriteria, candidate: Candidate) -> Score | None:
    """The score by this reader's verdicts, the cost of all calls so far counted; None when it gives none."""
    try:
        reading = await judging.read(reader, criteria.criteria, [candidate])
    except Unavailable:
        return None
    if (verdicts := reading.verdicts.get(candidate.id)) is None:
        return None
    return score.model_copy(
        update={
            "verdicts": verdicts,
            "total": scored(criteria, verdicts).total,
            "model": reading.model,
            "prompt_hash": judging.prompt_hash(criteria.criteria),
            "tokens_in": score.tokens_in + reading.tokens_in,
            "tokens_out": score.tokens_out + reading.tokens_out,
        }
    )


async def version_of(score: Score, records: Records) -> JobCriteria:
    """The criteria that a score was made by."""
    found = await records.get(JobCriteria, score.criteria_id)
    assert found is not None  # noqa: S101 - versions are only ever appended
    return found


async def overrides_of(job_id: str, records: Records) -> dict[str, list[Override]]:
    """Of a job, by candidate."""
    found: dict[str, list[Override]] = {}
    for one in await records.find(Override, {"job_id": job_id}, order="at", limit=10_000):
        found.setdefault(one.candidate_id, []).append(one)
    return found


def with_words(
    score: Score, criteria: JobCriteria, words: list[Override]
) -> tuple[tuple[Verdict, ...], Scored]:
    """The verdicts as they stand after people's words, and the number anew."""
    verdicts = overridden(score.verdicts, words, score.input_hash)
    return verdicts, scored(criteria, verdicts)
