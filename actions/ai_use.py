"""Switching AI scoring off and on, for a job or everywhere, and noting that its notice was published."""

from __future__ import annotations

from datetime import date
from typing import Any

import holidays
from pydantic import Field

from actions import references
from actions.tool import Args, Context, Result, tool
from domain.ai_use import EVERYWHERE, AiNotice, ScoringSwitch, first_use, needs_notice, refusal
from domain.errors import BadInput
from domain.hiring import Job
from domain.messages import Card, Source
from domain.permissions import Permission
from domain.ports import Record, Records

SOURCE = Source(label="AI use")


def new_york_holiday(day: date) -> bool:
    return day in holidays.country_holidays("US", subdiv="NY", years=day.year)


async def scoring_refused(job: Job, today: date, records: Records) -> str | None:
    """Why no machine may score for the job; None when it may. Every way to a score asks this first."""
    return await refusal(job.id, job.location, today, new_york_holiday, records)


class AskSwitch(Args):
    job: str | None = Field(None, title="Job", description="Empty: everywhere", max_length=200)
    reason: str = Field(title="Reason", min_length=3, max_length=300, json_schema_extra={"long": True})
    resolved_job_id: str | None = None


class AskOn(Args):
    job: str | None = Field(None, title="Job", description="Empty: everywhere", max_length=200)
    resolved_job_id: str | None = None


class Switched(Result):
    on: bool
    where: str

    def card(self) -> Card:
        text = (
            "New matches and scores can be made again."
            if self.on
            else "From now on nothing is scored there. People go on deciding; scores made before stay on record."
        )
        return Card(
            title=f"AI scoring is {'on' if self.on else 'off'} {self.where}",
            text=text,
            tone="success" if self.on else "warning",
            source=SOURCE,
        )


async def _which(asked: Any, ctx: Context) -> Any:
    if not asked.job:
        return asked
    return asked.model_copy(update={"resolved_job_id": (await references.job(asked.job, ctx)).id})


async def _put(record: Record, records: Records) -> None:
    while True:
        known = await records.get(type(record), record.id)
        if known is None:
            if await records.insert_all([record]):
                return
            continue
        await records.replace(record.model_copy(update={"rev": known.rev}))
        return


async def _switch(on: bool, reason: str, job_id: str | None, ctx: Context) -> Switched:
    switch = ScoringSwitch(
        id=job_id or EVERYWHERE, on=on, reason=reason, changed_by=ctx.actor.id, changed_at=ctx.now
    )
    await _put(switch, ctx.ports.records)
    job = await ctx.ports.records.get(Job, job_id) if job_id else None
    return Switched(on=on, where=f"for {job.title}" if job else "everywhere")


@tool(
    "ai.off",
    args=AskSwitch,
    permission=Permission.ai_switch,
    phrases=("Switch off AI scoring for the Python job",),
    resolve=_which,
)
async def ai_off(asked: AskSwitch, ctx: Context) -> Switched:
    """Stop AI scoring for a job or everywhere, at once."""
    return await _switch(False, asked.reason, asked.resolved_job_id, ctx)


@tool(
    "ai.on",
    args=AskOn,
    permission=Permission.ai_switch,
    phrases=("Switch AI scoring on again",),
    resolve=_which,
)
async def ai_on(asked: AskOn, ctx: Context) -> Switched:
    """Allow AI scoring again, for a job or everywhere."""
    return await _switch(True, "switched on", asked.resolved_job_id, ctx)


class AskNotice(Args):
    job: str = Field(title="Job", max_length=200)
    published_on: date = Field(title="Published on")
    resolved_job_id: str | None = None


class Noted(Result):
    job: str
    counts_from: date | None

    def card(self) -> Card:
        text = (
            f"AI may be used from {self.counts_from:%d %b %Y}: ten business days after the notice."
            if self.counts_from
            else "This job is outside New York City, so no waiting time applies."
        )
        return Card(title=f"Noted for {self.job}", text=text, tone="success", source=SOURCE)


@tool(
    "ai.notice",
    args=AskNotice,
    permission=Permission.ai_switch,
    phrases=("The AI notice for the Python job was published on 2 March",),
    resolve=_which,
)
async def ai_notice(asked: AskNotice, ctx: Context) -> Noted:
    """Note when the notice of automated decision tools was published for a job (New York City)."""
    if asked.published_on > ctx.today:
        raise BadInput(f"{asked.published_on:%d %b %Y} lies ahead. Note it once the notice is published.")
    job = await references.job(asked.resolved_job_id or asked.job, ctx)
    await _put(AiNotice(id=job.id, published_on=asked.published_on, noted_by=ctx.actor.id), ctx.ports.records)
    start = first_use(asked.published_on, new_york_holiday) if needs_notice(job.location) else None
    return Noted(job=job.title, counts_from=start)
