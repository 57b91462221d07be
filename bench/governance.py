"""The audit trail and the fairness report: appending beside a plain insert, verifying a million rows, counting 100,000
applications. `python -m bench.governance` measures these alone."""

from __future__ import annotations

import asyncio
import random
import resource
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from actions import trail
from actions.fairness import outcomes_of, reported
from adapters.demographics import ApartDemographics
from adapters.files import FolderFiles
from adapters.sqlite import SqliteRecords
from domain.audit import GENESIS, AuditEvent, link, row_id
from domain.cases import Case
from domain.demographics import Answers
from domain.hiring import Application, ApplicationStatus, Job, JobStage, JobStatus, StageTransition, StageType
from domain.ports import Ports

AT = datetime(2026, 3, 2, tzinfo=UTC)
PAIRS = 500
ROWS = 1_000_000
APPLICATIONS = 100_000
STAGES = (StageType.applied, StageType.review, StageType.interview, StageType.offer, StageType.hired)


async def run(folder: Path) -> list[str]:
    return [*await _append(folder), *await _verify(folder), *await _fairness(folder)]


async def _append(folder: Path) -> list[str]:
    """In pairs: one audit row, and one insert of a document of the same kind of size."""
    records = SqliteRecords(folder / "append.db")
    ours, plain = [], []
    for n in range(PAIRS):
        started = time.perf_counter()
        await trail.append(
            records,
            effect_id=f"turn-{n}/0:done",
            at=AT,
            actor_id="p-one",
            subject_id="p-two",
            action="pay.of",
            outcome="done",
            details={"channel": "web", "roles": ["employee", "hr"], "approval": None, "references": {}},
        )
        between = time.perf_counter()
        await records.insert(
            Case(id=f"case-{n}", person_id="p-two", subject="x" * 250, transcript=(), opened_at=AT)
        )
        ours.append(between - started)
        plain.append(time.perf_counter() - between)
    await records.close()
    a, b = statistics.median(ours) * 1000, statistics.median(plain) * 1000
    ratio = statistics.median(x / y for x, y in zip(ours, plain, strict=True))
    return [f"| audit row appended | {a:.2f} ms | plain insert {b:.2f} ms | {ratio:.2f}x | at most 2x |"]


async def _verify(folder: Path) -> list[str]:
    records = SqliteRecords(folder / "verify.db")
    batch: list[AuditEvent] = []
    for row in _chain():
        batch.append(row)
        if len(batch) == 5000:
            await records.insert_all(batch)
            batch = []
    before = _peak()
    started, own = time.perf_counter(), time.process_time()
    chain = await trail.verify(records, FolderFiles(folder / "files"))
    seconds, own = time.perf_counter() - started, time.process_time() - own
    assert chain.end.number == ROWS, chain.broken
    await records.close()
    speed = f"{ROWS / own:,.0f} rows/s of own computing"
    clock = f"by the clock {ROWS / seconds:,.0f} rows/s, {seconds:.1f} s"
    memory = f"peak memory grew by {(_peak() - before) / 1024:.0f} MB"
    return [
        f"| audit chain of 1,000,000 rows verified | {speed} | {clock} | {memory} | at least 50,000 rows/s |"
    ]


def _chain() -> Iterator[AuditEvent]:
    previous = GENESIS
    details: dict[str, Any] = {
        "channel": "web",
        "roles": ["employee", "hr"],
        "references": {"resolved_job_id": "j"},
    }
    for number in range(1, ROWS + 1):
        row = link(
            AuditEvent(
                id=row_id(number),
                effect_id=f"turn-{number}/0:done",
                at=AT,
                actor="psn-01",
                action="pay.of",
                subject="psn-02",
                outcome="done",
                details=details,
                previous=previous,
                hash="",
            )
        )
        previous = row.hash
        yield row


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


async def _fairness(folder: Path) -> list[str]:
    records = SqliteRecords(folder / "fairness.db")
    apart = ApartDemographics(SqliteRecords(folder / "apart.db"), b"key")
    await _applications(records, apart)
    ports: Any = Ports(records, None, None, None, None, None, lambda: AT, apart)  # type: ignore[arg-type]
    started, own = time.perf_counter(), time.process_time()
    outcomes = await outcomes_of(records)
    report = await reported("r", None, outcomes, (None, None), ports, AT)
    seconds, own = time.perf_counter() - started, time.process_time() - own
    assert report.applications == APPLICATIONS
    await records.close()
    await apart.close()
    clock = f"by the clock {seconds:.1f} s"
    return [
        f"| fairness report over 100,000 applications, own computing | {own:.1f} s | {clock} | | at most 5 s |"
    ]


async def _applications(records: SqliteRecords, apart: ApartDemographics) -> None:
    chance = random.Random(4)
    stages = tuple(JobStage(id=s, name=s, type=s, next_step="") for s in (*STAGES, StageType.archived))
    jobs = [
        Job(
            id=f"j{n}",
            title=f"Job {n}",
            department="d",
            location="Berlin",
            status=JobStatus.open,
            description="",
            stages=stages,
        )
        for n in range(50)
    ]
    await records.insert_all(jobs)
    made: list[Application] = []
    steps: list[StageTransition] = []
    for n in range(APPLICATIONS):
        reached = chance.choices(range(5), (40, 30, 15, 5, 10))[0]
        over = reached < 4 and chance.random() < 0.8
        application = Application(
            id=f"a{n}",
            candidate_id=f"c{n}",
            job_id=f"j{n % 50}",
            stage_id=StageType.archived if over else STAGES[reached],
            status=ApplicationStatus.rejected
            if over
            else ApplicationStatus.hired
            if reached == 4
            else ApplicationStatus.active,
            applied_at=AT,
            updated_at=AT,
        )
        made.append(application)
        path = [*STAGES[: reached + 1], *([StageType.archived] if over else [])]
        steps += [
            StageTransition(
                id=f"t{n}-{i}",
                application_id=application.id,
                from_stage_id=path[i],
                to_stage_id=path[i + 1],
                actor_id="p",
                at=AT + timedelta(days=i),
            )
            for i in range(len(path) - 1)
        ]
        if n % 5000 == 4999:
            await records.insert_all(made)
            await records.insert_all(steps)
            made, steps = [], []
    for n in range(0, APPLICATIONS, 20):  # one in twenty answers
        answer = {
            "sex": chance.choice(("female", "male")),
            "race_ethnicity": chance.choice(("White", "Asian")),
        }
        await apart.put(f"c{n}", Answers.model_validate(answer))


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        print("\n".join(asyncio.run(run(Path(made)))))
