"""The weekly fairness report: a ticket for the worker, and a notice for everybody who answers for the process."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from actions.fairness import outcomes_of, report_card, reported
from actions.holders import holding
from domain.hiring import Job, JobStatus
from domain.notices import Notice
from domain.permissions import Permission
from domain.ports import OneOf, Ports
from domain.tickets import Ticket
from graphs.intake import Report

KIND = "fairness"
HOUR = 3
"""UTC on Mondays, from which the week's report is due."""
HIRING = OneOf((JobStatus.open.value, JobStatus.on_hold.value))


class Weekly:
    def __init__(self, ports: Ports) -> None:
        self._ports = ports
        self._done: str | None = None

    async def run(self, now: datetime, patience: timedelta) -> None:
        """Write the ticket of the week whose report is due, unless it is there: downtime over a Monday is made up for."""
        year, week, _ = (now.astimezone(UTC) - timedelta(hours=HOUR)).isocalendar()
        id = f"fairness:{year}-W{week:02}"
        readers = await _readers(self._ports) if self._done != id else []
        if not readers:
            return
        ticket = Ticket(
            id=id,
            kind=KIND,
            queue="cleanup",
            args={},
            actor_id=readers[0],
            batch_id=id,
            label=f"Fairness report of week {week}, {year}",
            created_at=now,
            told=True,
        )
        if await self._ports.records.insert_all([ticket]):
            await self._ports.queue.enqueue(ticket.id, queue=ticket.queue)
        self._done = id


async def _readers(ports: Ports) -> list[str]:
    return [person.id for person in await holding(Permission.fairness_read, ports.records)]


async def report(ticket: Ticket, ports: Ports, tell: Report) -> dict[str, Any]:
    """All jobs, then each that hires; kept, and told to everybody who may read it. Safe to repeat."""
    now = ports.clock()
    jobs = await ports.records.find(Job, {"status": HIRING}, order="title", limit=10_000)
    outcomes = await outcomes_of(ports.records)
    whole = await reported(f"{ticket.id}:all", None, outcomes, (None, None), ports, now)
    reports = [whole]
    for done, job in enumerate(jobs, 1):
        await tell(f"counting {job.title}", 100 * done // (len(jobs) + 1))
        reports.append(await reported(f"{ticket.id}:{job.id}", job.id, outcomes, (None, None), ports, now))
    await ports.records.insert_all(reports)
    concerned = [r.job for r in reports[1:] if r.concerns]
    card = report_card(whole)
    if concerned:
        text = f"{card.text} Jobs to look at: {', '.join(concerned)}."
        card = card.model_copy(update={"text": text, "tone": "warning"})
    notices = [
        Notice(id=f"{ticket.id}:{id}", person_id=id, card=card, at=now) for id in await _readers(ports)
    ]
    await ports.records.insert_all(notices)
    return {"reports": len(reports), "concerns": len(concerned)}
