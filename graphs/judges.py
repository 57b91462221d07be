"""The best of a match read by language models: the small one reads everybody, the larger one whoever stays unclear.

A batch that fails is tried again in halves; whoever is still not judged keeps the verdicts of before, and it says so.
"""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from actions import scoring
from domain.errors import Unavailable
from domain.hiring import Candidate
from domain.ports import Ports
from domain.reading import Reader
from domain.rubric import JobCriteria, Verdict, scored
from knowledge import judging

log = logging.getLogger(__name__)
Report = Callable[[str, int], Awaitable[None]]
READ = 48
"""The best by rules, whom the small model reads."""
AGAIN = 16
"""The best of those who stay unclear, whom the larger model reads."""
LARGEST = 16
"""Candidates a call; at least half as many where there are that many to read."""
AT_ONCE = 4
"""Calls side by side."""


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
    """Exact versions, in the order in which they first answered."""

    def add(self, reading: judging.Reading) -> None:
        self.tokens_in += reading.tokens_in
        self.tokens_out += reading.tokens_out
        if reading.model not in self.models:
            self.models.append(reading.model)


async def read(
    found: Sequence[Judgement], criteria: JobCriteria, ports: Ports, cost: Cost, report: Report
) -> None:
    """Put the models' verdicts in the rules' place, where they give any that can be checked."""
    if ports.reader is None:
        return
    await _read(found[:READ], criteria, ports.reader, cost, _reporting(report, 60, 80))
    if ports.second_reader is None:
        return
    judged = [j for j in found[:READ] if j.model and judging.doubtful(criteria.criteria, j.verdicts)]
    judged.sort(key=lambda j: (-j.total, j.candidate.id))
    await _read(judged[:AGAIN], criteria, ports.second_reader, cost, _reporting(report, 80, 90))


Done = Callable[[int, int], Awaitable[None]]
"""Told how many batches of how many are read."""


def _reporting(report: Report, start: int, end: int) -> Done:
    async def told(done: int, of: int) -> None:
        await report("reading the best resumes", start + (end - start) * done // of)

    return told


def batches(found: Sequence[Judgement]) -> list[Sequence[Judgement]]:
    """Equally large, as far as that goes."""
    count = math.ceil(len(found) / LARGEST)
    bounds = [len(found) * n // count for n in range(count + 1)] if count else []
    return [found[a:b] for a, b in pairwise(bounds)]


async def _read(
    found: Sequence[Judgement], criteria: JobCriteria, reader: Reader, cost: Cost, told: Done
) -> None:
    parts, done, room = batches(found), 0, asyncio.Semaphore(AT_ONCE)

    async def one(batch: Sequence[Judgement]) -> None:
        nonlocal done
        async with room:
            await _read_batch(batch, criteria, reader, cost, halves=True)
        done += 1
        await told(done, len(parts))

    await asyncio.gather(*map(one, parts))


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
            _left(judgement)
        return
    cost.add(reading)
    for judgement in batch:
        verdicts = reading.verdicts.get(judgement.candidate.id)
        if verdicts is None:
            _left(judgement)
        else:
            judgement.verdicts, judgement.model = verdicts, reading.model
            judgement.total = scored(criteria, verdicts).total


def _left(judgement: Judgement) -> None:
    """As it was: by rules, or by the smaller model."""
    judgement.note = scoring.NOT_AGAIN if judgement.model else scoring.FELL_BACK
