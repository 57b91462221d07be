"""Whether a job's candidates may be scored by a machine at all."""

from __future__ import annotations

from domain.errors import Refused
from domain.hiring import Job
from domain.ports import Records


async def scoring_allowed(job: Job, records: Records) -> None:
    """Asked before every score and every match. Raises `Refused` with the reason while it is switched off."""
    if not job.ai_scoring:
        raise Refused(
            f"Scoring is switched off for {job.title}. Candidates can still be searched and read one by one."
        )
