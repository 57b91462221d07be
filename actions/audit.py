"""The audit trail for people: who looked at my data, and the export for those who must account for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from pydantic import Field

from actions import references, trail
from actions.tool import Args, Context, Result, tool
from domain.audit import AuditEvent, Pseudonym, row_id
from domain.errors import BadInput, NotFound
from domain.hiring import Candidate
from domain.messages import Card, Fact, Link, Source, Table
from domain.people import Person
from domain.permissions import Permission, may, require
from domain.ports import Between, Records, Where

SOURCE = Source(label="Audit trail")
LOOKS = 50
"""Rows of "who looked" that are shown, the newest first."""
PAGE = 2000
READS = ("pay.", "leave.of", "attendance.of", "profile.show", "candidates.show", "hr.export", "audit.looks")
"""Actions that read somebody's data, by how they begin."""


class AskLooks(Args):
    person: str | None = Field(None, title="At whose data", description="Empty: mine", max_length=200)
    resolved_person_id: str | None = None


class Looks(Result):
    rows: tuple[tuple[str, str, str], ...]
    """When (on the asker's clock), who, what."""
    of: str | None = None
    """Whose data, when it is not the asker's."""

    def card(self) -> Card:
        whose = f"{self.of}'s data" if self.of else "your data"
        if not self.rows:
            return Card(
                title=f"Nobody {'else' if self.of else 'but you'} has looked at {whose}",
                text="Every look at pay, leave, attendance or the profile by somebody else would stand here.",
                source=SOURCE,
            )
        times = "once" if len(self.rows) == 1 else f"{len(self.rows)} times"
        return Card(
            title=f"Others looked at {whose} {times}",
            table=Table(columns=("When", "Who", "What"), rows=self.rows),
            source=SOURCE,
        )


async def _at_whose(asked: AskLooks, ctx: Context) -> AskLooks:
    """Another's looks are for those who may export the trail. Raises `Refused` before anybody is looked up."""
    if not asked.person:
        return asked
    if not may(ctx.actor, Permission.audit_export):
        own = await references.person(asked.person, ctx)
        if own is None or own.id != ctx.actor.id:
            require(ctx.actor, Permission.audit_export)
        return asked
    found = await _somebody(asked.person, ctx)
    return asked if found == ctx.actor.id else asked.model_copy(update={"resolved_person_id": found})


@tool(
    "audit.looks",
    args=AskLooks,
    permission=Permission.audit_own,
    phrases=("Who looked at my pay?",),
    resolve=_at_whose,
)
async def audit_looks(asked: AskLooks, ctx: Context) -> Looks:
    """Who else has read my pay, leave, attendance or profile, and when; for HR also somebody else's."""
    records, id = ctx.ports.records, asked.resolved_person_id
    me = await trail.pseudonym(records, id or ctx.actor.id)
    found = await records.find(AuditEvent, {"subject": me}, order="at", descending=True, limit=500)
    looks = [
        e for e in found if e.actor != me and e.outcome in ("done", "refused") and e.action.startswith(READS)
    ]
    zone = ZoneInfo(ctx.actor.person.time_zone)
    rows = [
        (
            f"{e.at.astimezone(zone):%d %b %Y %H:%M}",
            await _name(e.actor, records),
            e.action + (" (refused)" if e.outcome == "refused" else ""),
        )
        for e in looks[:LOOKS]
    ]
    whose = (await records.get(Person, id) or await records.get(Candidate, id)) if id else None
    return Looks(rows=tuple(rows), of=whose.name if whose else None)


async def _name(pseudonym: str, records: Records) -> str:
    link = await records.get(Pseudonym, pseudonym)
    person = await records.get(Person, link.person_id) if link else None
    return person.name if person else "somebody who has left"


# --- export --------------------------------------------------------------------------------------------------


class AskExport(Args):
    person: str | None = Field(None, title="About whom", max_length=200)
    job: str | None = Field(None, title="Job", max_length=200)
    by: str | None = Field(None, title="Done by whom", max_length=200)
    since: date | None = Field(None, title="From")
    until: date | None = Field(None, title="To")
    resolved_person_id: str | None = None
    resolved_job_id: str | None = None
    resolved_actor_id: str | None = None


async def _resolved(asked: AskExport, ctx: Context) -> AskExport:
    if asked.since and asked.until and asked.until < asked.since:
        raise BadInput(f"The period ends ({asked.until}) before it begins ({asked.since}).")
    found: dict[str, str] = {}
    if asked.person:
        found["resolved_person_id"] = await _somebody(asked.person, ctx)
    if asked.job:
        found["resolved_job_id"] = (await references.job(asked.job, ctx)).id
    if asked.by:
        found["resolved_actor_id"] = await _colleague(asked.by, ctx)
    return asked.model_copy(update=found)


async def _somebody(words: str, ctx: Context) -> str:
    """A colleague or a candidate: the trail knows both."""
    colleague = await references.person(words, ctx)
    if colleague:
        candidates = await ctx.ports.records.find(Candidate, {"person_id": colleague.id}, limit=1)
        return candidates[0].id if candidates else colleague.id
    return (await references.candidate(words, ctx, "person")).id


async def _colleague(words: str, ctx: Context) -> str:
    found = await references.person(words, ctx)
    if found is None:
        raise NotFound(f"I know no single colleague called {words}. Please give the full name.")
    return found.id


class Export(Result):
    asked: AskExport
    rows: int

    def card(self) -> Card:
        asked = self.asked
        said = (
            ("About", asked.person),
            ("Job", asked.job),
            ("Done by", asked.by),
            ("From", asked.since and f"{asked.since:%d %b %Y}"),
            ("To", asked.until and f"{asked.until:%d %b %Y}"),
        )
        query = urlencode({k: v for k, v in self.query().items() if v})
        return Card(
            title="1 row of the audit trail" if self.rows == 1 else f"{self.rows} rows of the audit trail",
            facts=tuple(Fact(label=label, value=value) for label, value in said if value),
            links=tuple(
                Link(label=label, path=f"/audit/export.{form}?{query}".rstrip("?"))
                for form, label in (("jsonl", "JSON Lines"), ("csv", "CSV"))
            )
            if self.rows
            else (),
            source=SOURCE,
        )

    def query(self) -> dict[str, str | None]:
        asked = self.asked
        return {
            "person": asked.resolved_person_id,
            "job": asked.resolved_job_id,
            "by": asked.resolved_actor_id,
            "since": asked.since.isoformat() if asked.since else None,
            "until": asked.until.isoformat() if asked.until else None,
        }


@tool(
    "audit.export",
    args=AskExport,
    permission=Permission.audit_export,
    phrases=("Export the audit for Leo Martins' application",),
    resolve=_resolved,
)
async def audit_export(asked: AskExport, ctx: Context) -> Export:
    """The audit trail by person, job, actor and period, as JSON Lines or CSV."""
    where = await condition(asked, ctx)
    return Export(asked=asked, rows=await ctx.ports.records.count(AuditEvent, where))


class AskVerify(Args):
    pass


class Verified(Result):
    rows: int
    broken: str | None
    """Number of the first row that is not what was written."""

    def card(self) -> Card:
        if self.broken:
            return Card(
                title=f"Row {int(self.broken):,} of the audit trail is not what was written",
                text=f"The {self.rows:,} rows before it are whole. Somebody changed, removed or moved it: keep a copy of the "
                "records as they are, and compare them with a backup.",
                tone="warning",
                source=SOURCE,
            )
        return Card(
            title="The audit trail is whole",
            text=f"{self.rows:,} rows: each holds the hash of the one before, up to the end that is noted outside the records.",
            tone="success",
            source=SOURCE,
        )


@tool(
    "audit.verify",
    args=AskVerify,
    permission=Permission.audit_export,
    phrases=("Verify the audit trail",),
)
async def audit_verify(asked: AskVerify, ctx: Context) -> Verified:
    """Whether any row of the audit trail was changed, removed or moved."""
    chain = await trail.verify(ctx.ports.records, ctx.ports.files)
    return Verified(rows=chain.end.number, broken=chain.broken)


async def condition(asked: AskExport, ctx: Context) -> Where:
    """Which rows are meant; days are the asker's own, both included."""
    records = ctx.ports.records
    where: dict[str, str | Between] = {}
    if asked.resolved_person_id:
        where["subject"] = await trail.pseudonym(records, asked.resolved_person_id)
    if asked.resolved_job_id:
        where["job_id"] = asked.resolved_job_id
    if asked.resolved_actor_id:
        where["actor"] = await trail.pseudonym(records, asked.resolved_actor_id)
    if asked.since or asked.until:
        where["at"] = Between(_moment(asked.since, 0, ctx), _moment(asked.until, 1, ctx))
    return where


def _moment(day: date | None, days: int, ctx: Context) -> str | None:
    if day is None:
        return None
    start = datetime.combine(day + timedelta(days), time(), ZoneInfo(ctx.actor.person.time_zone))
    return f"{start.astimezone(ZoneInfo('UTC')):%Y-%m-%dT%H:%M:%S.%fZ}"


async def exported(where: Where, records: Records) -> AsyncIterator[AuditEvent]:
    """The rows in order, a page in memory at a time."""
    first = 1
    while page := await records.find(AuditEvent, {**where, "id": Between(row_id(first))}, limit=PAGE):
        for event in page:
            yield event
        first = int(page[-1].id) + 1
