"""The books of leave, kept once a day: by the first process that finds it due, and made up for after days of downtime."""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime, timedelta

from actions.leave import nightly, team_calendar
from domain.errors import Busy
from domain.leave import NightlyRun
from domain.ports import Ports

log = logging.getLogger(__name__)
HOUR = 3
"""UTC, from which the day's run is due."""


class Nightly:
    def __init__(self, ports: Ports) -> None:
        self._ports = ports
        self._done: date | None = None

    async def run(self, now: datetime, patience: timedelta) -> None:
        """Run for the day whose run is due, unless some process has. The jobs look back as far as the ledger goes, so
        one run makes up for all that were missed."""
        day = (now.astimezone(UTC) - timedelta(hours=HOUR)).date()
        if day == self._done:
            return
        records, id = self._ports.records, f"leave:{day}"
        try:
            async with self._ports.signals.lock("nightly:leave", seconds=60, wait=0):
                if await records.get(NightlyRun, id) is None:
                    posted = await nightly.run(records, day, now)
                    await team_calendar.rebuild(records)
                    await records.insert_all([NightlyRun(id=id, at=now, posted=posted)])
                    log.info("the nightly run of leave for %s posted %d rows", day, posted)
        except Busy:
            return  # another process is at it; if it dies, a later sweep finds the day undone
        self._done = day
