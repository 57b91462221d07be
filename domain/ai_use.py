"""When a machine may score: the switches that people hold, and the notices that the law asks for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import ClassVar

from domain.ports import Moment, Record, Records

EVERYWHERE = "all"
NOTICE_DAYS = 10
"""Business days between the notice and the first use (New York City, Admin. Code § 20-871 b, 6 RCNY 5-304)."""


class ScoringSwitch(Record):
    """`id` is a job's, or `EVERYWHERE`. Absent means on."""

    collection: ClassVar[str] = "scoring_switches"
    subjects: ClassVar[tuple[str, ...]] = ()

    on: bool
    reason: str
    changed_by: str
    changed_at: Moment


class AiNotice(Record):
    """That the notice of an automated tool was published for a job, whose id it has."""

    collection: ClassVar[str] = "ai_notices"
    subjects: ClassVar[tuple[str, ...]] = ()

    published_on: date
    noted_by: str


def needs_notice(location: str) -> bool:
    """Whether a job falls under New York City's Local Law 144."""
    place = location.casefold()
    return any(name in place for name in ("new york", "nyc", "brooklyn", "manhattan", "queens", "bronx"))


def first_use(published_on: date, is_holiday: Callable[[date], bool]) -> date:
    """The first day on which the tool may be used: the notice's tenth business day has passed."""
    day, left = published_on, NOTICE_DAYS
    while left:
        day += timedelta(1)
        left -= day.weekday() < 5 and not is_holiday(day)
    return day


async def refusal(
    job_id: str, location: str, today: date, is_holiday: Callable[[date], bool], records: Records
) -> str | None:
    """Why no machine may score for this job today; None when it may."""
    for id, where in ((EVERYWHERE, "everywhere"), (job_id, "for this job")):
        switch = await records.get(ScoringSwitch, id)
        if switch and not switch.on:
            return f"AI scoring is switched off {where}: {switch.reason}"
    if not needs_notice(location):
        return None
    notice = await records.get(AiNotice, job_id)
    if notice is None:
        return (
            "Jobs in New York City need a published notice ten business days before AI is used "
            "(Local Law 144). Note it with “the AI notice for this job was published on …”."
        )
    start = first_use(notice.published_on, is_holiday)
    return f"The notice for New York City counts from {start:%d %b %Y}." if today < start else None
