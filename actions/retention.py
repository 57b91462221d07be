"""Which candidates' time is over: shown to HR before anything is deleted, and deleted by the nightly sweep."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from actions.tool import Args, Context, Result, tool
from domain.erasure import LegalHold
from domain.hiring import Application, ApplicationStatus, Candidate
from domain.messages import Card, Source, Table, Turn
from domain.permissions import Permission
from domain.ports import OneOf, Records
from domain.retention import CANDIDATES, UNUSED_FILES, due_at, rule_for
from knowledge.places import region_of

PAGE = 500
SHOWN = 50
GOING_ON = OneOf((ApplicationStatus.active.value, ApplicationStatus.hired.value))


class Due(BaseModel):
    """A candidate whose time is over."""

    model_config = ConfigDict(frozen=True)

    candidate_id: str
    person_id: str | None
    name: str
    country: str | None
    last_contact: datetime
    since: datetime
    basis: str


async def due(records: Records, now: datetime) -> AsyncIterator[Due]:
    """Candidates beyond their rule: no application under way or won, no legal hold."""
    skip = 0
    while page := await records.find(Candidate, limit=PAGE, skip=skip):
        skip += len(page)
        for candidate in page:
            if found := await _due(candidate, records, now):
                yield found


async def _due(candidate: Candidate, records: Records, now: datetime) -> Due | None:
    country = region_of(candidate.location or "")
    rule = rule_for(country)
    if due_at(candidate.updated_at, rule) > now:
        return None
    if await records.count(Application, {"candidate_id": candidate.id, "status": GOING_ON}):
        return None
    if await records.find(LegalHold, {"subject_id": candidate.id, "released_at": None}, limit=1):
        return None
    last = await _last_contact(candidate, records)
    since = due_at(last, rule)
    if since > now:
        return None
    return Due(
        candidate_id=candidate.id,
        person_id=candidate.person_id,
        name=candidate.name,
        country=country,
        last_contact=last,
        since=since,
        basis=rule.basis,
    )


async def _last_contact(candidate: Candidate, records: Records) -> datetime:
    """The newest of: resume, a change of an application, something the person said."""
    moments = [candidate.updated_at]
    moments += [a.updated_at for a in await records.find(Application, {"candidate_id": candidate.id})]
    if candidate.person_id:
        where = {"speaker_id": candidate.person_id}
        moments += [t.at for t in await records.find(Turn, where, order="at", descending=True, limit=1)]
    return max(moments)


class AskDue(Args):
    pass


class WouldGo(Result):
    rows: tuple[Due, ...]

    def card(self) -> Card:
        countries = "; ".join(
            f"{r.country or 'elsewhere'}: {r.months} months ({r.basis})" for r in CANDIDATES
        )
        rules = f"{countries}; files that were not used or could not be read: {UNUSED_FILES.days} days"
        if not self.rows:
            return Card(
                title="Nothing would be deleted now",
                text=f"Rules: {rules}.",
                source=Source(label="Retention"),
            )
        one = len(self.rows) == 1
        table = Table(
            columns=("Candidate", "Country", "Last contact", "Due since"),
            rows=tuple(
                (d.name, d.country or "–", f"{d.last_contact:%d %b %Y}", f"{d.since:%d %b %Y}")
                for d in self.rows[:SHOWN]
            ),
        )
        return Card(
            title=f"{'1 candidate' if one else f'{len(self.rows)} candidates'} would be deleted tonight",
            text=f"Put somebody under legal hold to keep them. Rules: {rules}.",
            table=table,
            tone="warning",
            source=Source(label="Retention"),
        )


@tool(
    "privacy.retention",
    args=AskDue,
    permission=Permission.privacy_hold,
    phrases=("What would be deleted under our retention rules?",),
)
async def privacy_retention(asked: AskDue, ctx: Context) -> WouldGo:
    """Whose data would be deleted tonight under the retention rules, and which rules those are."""
    return WouldGo(rows=tuple([d async for d in due(ctx.ports.records, ctx.now)]))
