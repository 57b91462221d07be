"""The nightly retention sweep: a deletion ticket for every candidate whose time is over, and the end of files that nothing
came of."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from actions import trail, unused_files
from actions.privacy import KIND
from actions.retention import Due, due
from domain.errors import Busy
from domain.ports import Ports
from domain.tickets import Ticket

HOUR = 4
"""UTC, from which the day's sweep is due."""
NOBODY = "retention"
"""Who asks, in the audit trail: a rule, not a person."""


class Retention:
    def __init__(self, ports: Ports) -> None:
        self._ports = ports
        self._done: date | None = None

    async def run(self, now: datetime, patience: timedelta) -> None:
        """Once a day, by the first process that finds it due; tickets have ids of the day, so twice is harmless."""
        day = (now.astimezone(UTC) - timedelta(hours=HOUR)).date()
        if day == self._done:
            return
        try:
            async with self._ports.signals.lock("nightly:retention", seconds=60, wait=0):
                async for one in due(self._ports.records, now):
                    await self._hand_over(one, day, now)
                await self._files(day, now)
        except Busy:
            return
        self._done = day

    async def _files(self, day: date, now: datetime) -> None:
        if count := await unused_files.let_go(self._ports, now):
            await trail.append(
                self._ports.records,
                effect_id=f"retention:files:{day}",
                at=now,
                actor_id=NOBODY,
                action="retention.files",
                outcome="done",
                details={"files": count},
            )

    async def _hand_over(self, one: Due, day: date, now: datetime) -> None:
        ticket = Ticket(
            id=f"retention:{one.candidate_id}:{day}",
            kind=KIND,
            queue="cleanup",
            args={
                "candidate_id": one.candidate_id,
                "person_id": one.person_id,
                "asked_by": NOBODY,
                "own": False,
            },
            actor_id=NOBODY,
            batch_id=f"retention:{day}",
            label="Deletion by the retention rules",
            created_at=now,
            told=True,
        )
        if await self._ports.records.insert_all([ticket]):
            await self._ports.queue.enqueue(ticket.id, queue=ticket.queue)
