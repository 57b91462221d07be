"""A job matched to all candidates: answered at once while the last answer still holds, else by a ticket."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from actions import criteria_books
from actions.jobs import AskJob, job_meant, job_of
from actions.match_rows import KEPT, Row, criteria_of, holding, rows_of
from actions.scoring import scoring_allowed
from actions.tool import Context, Result, tool
from domain.conversations import Focus
from domain.errors import BadInput
from domain.hiring import Candidate, Job
from domain.messages import Button, Card, Fact, Item, Link, Progress, Quote, Source
from domain.permissions import Permission
from domain.ports import Records
from domain.rubric import JobCriteria, Match, Verdict, points, reasons
from domain.tickets import Ticket, TicketStatus

KIND = "match"
SHOWN = 10


# --- how it is shown ---------------------------------------------------------------------------------------------


def match_card(job: Job, match: Match, criteria: JobCriteria, rows: Sequence[Row]) -> Card:
    """Evidence first, the number last, and nothing is decided by it."""
    if not rows:
        return Card(
            title=f"Nobody in our records fits {job.title} yet",
            text=_instead(criteria),
            source=Source(label="Resumes"),
        )
    judged = (
        f"{match.model}"
        if not match.by_rules
        else f"{match.model}; {match.by_rules} by rules"
        if not match.model.startswith("rules")
        else match.model
    )
    return Card(
        title=f"Best matches for {job.title}",
        text=f"{match.considered:,} candidates held against {len(criteria.criteria)} criteria. The order follows what was found; whom to "
        "talk to is yours to decide, and nobody's application was changed.",
        items=tuple(_item(row, criteria) for row in rows[:SHOWN]),
        links=(Link(label="All matches as CSV", path=f"/job/matches/{job.id}/matches.csv"),),
        source=Source(
            label=f"Criteria v{criteria.version} · {judged}", as_of=f"{match.at:%d %b %Y %H:%M} UTC"
        ),
        suggestions=(
            "Why is the first one first?",
            "Compare the first two",
            "What is the second one missing?",
        ),
    )


def _instead(criteria: JobCriteria) -> str:
    """What to do where nobody fits."""
    skills = [c for c in criteria.criteria if c.kind == "skill"]
    if not skills:
        return (
            "Its criteria name no skill that could be looked for. Add one, for example “make Python a must”."
        )
    must = next((c.name for c in skills if c.need == "must"), None)
    return "Add resumes" + (f", or ask for less: “make {must} nice to have”." if must else ".")


def _item(row: Row, criteria: JobCriteria) -> Item:
    labels = {c.id: c.label for c in criteria.criteria}
    by_finding = {
        finding: [
            labels[v.criterion_id] for v in row.verdicts if v.finding == finding and _asked(v, criteria)
        ]
        for finding in ("found", "unclear", "missing")
    }
    facts = [
        Fact(label=word.capitalize(), value=", ".join(names)) for word, names in by_finding.items() if names
    ]
    told = sum(v.overridden for v in row.verdicts)
    number = f"{row.total:g} of 100" + (f", {told} said by a recruiter" if told else "")
    profile = row.candidate.profile
    subtitle = [profile.headline.value if profile.headline else None, row.candidate.location]
    return Item(
        title=f"{row.rank}. {row.candidate.name}",
        subtitle=" · ".join(t for t in subtitle if t) or None,
        facts=(*facts, Fact(label="Score", value=number)),
        quotes=tuple(
            Quote(text=v.evidence[0].quote, source=f"{labels[v.criterion_id]}, {row.candidate.file_name}")
            for v in _telling(row, criteria)
        )[:2],
        buttons=(
            Button(label="Explain", action="scores.explain", ref=row.candidate.id),
            Button(label="Open profile", action="candidates.show", ref=row.candidate.id),
        ),
    )


def _telling(row: Row, criteria: JobCriteria) -> list[Verdict]:
    """What speaks for somebody in their own words: skills before the rest."""
    parts = {c.id: c.part for c in criteria.criteria}
    shown = [v for v in reasons(criteria, row.verdicts, most=len(row.verdicts)) if v.evidence]
    return sorted(shown, key=lambda v: parts[v.criterion_id] != "skills")


def _asked(verdict: Verdict, criteria: JobCriteria) -> bool:
    """Whether a criterion is worth a word in a list: it counts, and the job itself named it."""
    criterion = next(c for c in criteria.criteria if c.id == verdict.criterion_id)
    return criterion.weight > 0 and criterion.kind != "trajectory"


def batch_card(tickets: Sequence[Ticket]) -> Card:
    """Of the one ticket of a match: its progress, then its result."""
    ticket = tickets[0]
    if ticket.status is TicketStatus.completed:
        return Card.model_validate(ticket.result["card"])
    if ticket.status is TicketStatus.failed:
        return Card(title=f"{ticket.label} could not be matched", text=ticket.error, tone="warning")
    state = "running" if ticket.status is TicketStatus.running else "waiting"
    return Card(
        title=f"Matching {ticket.label}",
        progress=Progress(percent=ticket.percent, step=ticket.step, state=state),
        source=Source(label="Resumes"),
    )


def ending(tickets: Sequence[Ticket]) -> str:
    ticket = tickets[0]
    if ticket.status is TicketStatus.failed:
        return f"{ticket.label} could not be matched; the reason is above."
    return f"The matches for {ticket.label} are above."


def focus_after(ticket: Ticket, before: Focus) -> Focus:
    """What follow-ups refer to once the result is there: the job, and the candidates in their order."""
    listed = tuple(str(id) for id in ticket.result.get("candidate_ids", ()))
    return Focus(tool="jobs.match", job_id=ticket.args["job_id"], candidate_ids=listed) if listed else before


# --- the tool ----------------------------------------------------------------------------------------------------


class Matches(Result):
    """A match that is kept, for programs: its rows as they stand now."""

    job: Job
    match: Match
    criteria: JobCriteria
    rows: tuple[Row, ...]
    holds: bool
    """Whether nothing that it depends on has changed since, and a day has not passed."""

    def card(self) -> Card:
        return match_card(self.job, self.match, self.criteria, self.rows)


class Matched(Result):
    job: Job
    kept: Matches | None
    """The last match, where it still holds; else `ticket` is of a new one."""
    ticket: Ticket | None
    shown: Card
    candidate_ids: tuple[str, ...] = ()

    def card(self) -> Card:
        return self.shown

    def focus(self, before: Focus) -> Focus:
        if self.candidate_ids:
            return Focus(job_id=self.job.id, candidate_ids=self.candidate_ids)
        return before.model_copy(update={"job_id": self.job.id})


async def result_of(job: Job, match: Match, records: Records) -> tuple[Card, tuple[str, ...]]:
    """The card of a match, and its candidates in order."""
    kept = await kept_rows(job, match, records, holds=True)
    return kept.card(), _ids(kept)


async def kept_rows(job: Job, match: Match, records: Records, *, holds: bool, limit: int = KEPT) -> Matches:
    criteria = await criteria_of(match, job, records)
    rows = await rows_of(match, criteria, records, limit)
    return Matches(job=job, match=match, criteria=criteria, rows=tuple(rows), holds=holds)


def _ids(kept: Matches) -> tuple[str, ...]:
    return tuple(row.candidate.id for row in kept.rows)


async def _ready(asked: AskJob, ctx: Context) -> AskJob:
    """There is something to match by, and somebody to match."""
    job = await job_meant(asked.job, ctx)
    await scoring_allowed(job, ctx.ports)
    points(await criteria_books.current(job, ctx.ports.records, ctx.now))
    if not await ctx.ports.records.count(Candidate):
        raise BadInput("There are no candidates in our records yet. Drop resumes here first.")
    return asked.model_copy(update={"resolved_job_id": job.id})


@tool(
    "jobs.match",
    args=AskJob,
    permission=Permission.score_read,
    phrases=("Match the Python job",),
    resolve=_ready,
)
async def jobs_match(asked: AskJob, ctx: Context) -> Matched:
    """The candidates who fit a job best, with the words that show it; kept for a day or until something changes."""
    ports = ctx.ports
    job = await job_of(asked.resolved_job_id, ctx)
    await scoring_allowed(job, ports)
    criteria = await criteria_books.current(job, ports.records, ctx.now)
    if match := await holding(job, criteria, ports):
        kept = await kept_rows(job, match, ports.records, holds=True)
        return Matched(job=job, kept=kept, ticket=None, shown=kept.card(), candidate_ids=_ids(kept))
    ticket = _ticket(job, ctx, ctx.now)
    await ports.records.insert_all([ticket])
    await ports.queue.enqueue(ticket.id, queue=ticket.queue)
    return Matched(job=job, kept=None, ticket=ticket, shown=batch_card([ticket]))


def _ticket(job: Job, ctx: Context, now: datetime) -> Ticket:
    return Ticket(
        id=f"ticket:{ctx.call_id}",
        kind=KIND,
        queue="scoring",
        args={"job_id": job.id},
        actor_id=ctx.actor.id,
        batch_id=ctx.call_id,
        turn_id=ctx.call_id.rsplit("/", 1)[0],
        address=ctx.address,
        message_id=ctx.call_id,
        label=job.title,
        created_at=now,
    )
