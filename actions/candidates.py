"""Finding candidates and looking at one; every result says why, in the resume's own words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pydantic import Field

from actions import references
from actions.tool import Args, Context, Result, tool
from domain.conversations import Focus
from domain.hiring import Application, Candidate, Flag, Job, Merge
from domain.messages import Button, Card, Fact, Item, Quote, Source
from domain.permissions import Permission
from domain.profiles import Employment, Gap
from knowledge import search
from knowledge.evidence import unwrapped
from knowledge.search import Match, Query

SHOWN = 10


class AskSearch(Args):
    query: str = Field(title="Whom are you looking for?", max_length=2000)


class Found(Result):
    query: Query
    headline: str
    matches: tuple[Match, ...]

    def card(self) -> Card:
        if not self.matches:
            return Card(
                title="Nobody fits all of that",
                text=f"Looked for: {search.describe(self.query)}. Leave something out and ask again.",
                source=Source(label="Resumes"),
            )
        return Card(
            title=self.headline,
            text=f"Looked for: {search.describe(self.query)}",
            items=tuple(_result(n, m) for n, m in enumerate(self.matches, 1)),
            source=Source(label="Resumes, quoted unchanged"),
            suggestions=("Only those with Go", "Show me the first one"),
        )

    def focus(self, before: Focus) -> Focus:
        listed = tuple(m.candidate.id for m in self.matches)
        return Focus(query=self.query.model_dump(mode="json"), candidate_ids=listed)


def _result(position: int, match: Match) -> Item:
    candidate = match.candidate
    return Item(
        title=f"{position}. {candidate.name}",
        subtitle=_line(candidate),
        facts=(Fact(label="Fits by", value=" · ".join(r.label for r in match.reasons)),)
        if match.reasons
        else (),
        quotes=tuple(
            Quote(text=unwrapped(r.quote), source=candidate.file_name) for r in match.reasons if r.quote
        )[:3],
        buttons=(Button(label="Open profile", action="candidates.show", ref=candidate.id),),
    )


def _line(candidate: Candidate) -> str:
    profile = candidate.profile
    years = f"{profile.total_years:g} years" if profile.total_years is not None else None
    return " · ".join(
        t for t in (profile.headline and profile.headline.value, candidate.location, years) if t
    )


async def _find(query: Query, ctx: Context) -> Found:
    ports = ctx.ports
    matches = await search.search(
        query, records=ports.records, index=ports.index, embedder=ports.embedder, limit=SHOWN
    )
    people = "1 candidate" if len(matches) == 1 else f"{len(matches)} candidates"
    return Found(query=query, headline=people, matches=tuple(matches))


@tool(
    "candidates.search",
    args=AskSearch,
    permission=Permission.candidate_read,
    phrases=("Find Python developers with 5+ years in Berlin who know Kafka",),
)
async def candidates_search(asked: AskSearch, ctx: Context) -> Found:
    """Find candidates by skills, years, place and meaning."""
    return await _find(search.understand(asked.query, await _locations(ctx)), ctx)


async def _locations(ctx: Context) -> set[str]:
    candidates: Sequence[Candidate] = await ctx.ports.records.find(Candidate, limit=5000)
    return {c.location for c in candidates if c.location}


@tool(
    "candidates.refine",
    args=AskSearch,
    permission=Permission.candidate_read,
    phrases=("Only those with Go",),
    offered=False,
)
async def candidates_refine(asked: AskSearch, ctx: Context) -> Found:
    """Narrow or change the last search."""
    locations = await _locations(ctx)
    if ctx.focus.query is not None:
        before = Query.model_validate(ctx.focus.query)
        return await _find(search.refine(before, asked.query, locations), ctx)
    return await _find(search.understand(asked.query, locations), ctx)


class AskCandidate(Args):
    candidate: str = Field(title="Candidate", max_length=200)
    resolved_candidate_id: str | None = None


async def _who(asked: AskCandidate, ctx: Context) -> AskCandidate:
    found = await references.candidate(asked.candidate, ctx)
    return asked.model_copy(update={"resolved_candidate_id": found.id})


async def _candidate(asked: AskCandidate, ctx: Context) -> Candidate:
    return await references.candidate(asked.resolved_candidate_id or asked.candidate, ctx)


@tool(
    "candidates.like",
    args=AskCandidate,
    permission=Permission.candidate_read,
    phrases=("Find candidates like Leo Martins",),
    resolve=_who,
)
async def candidates_like(asked: AskCandidate, ctx: Context) -> Found:
    """Find candidates whose experience is like somebody's."""
    candidate = await _candidate(asked, ctx)
    found = await _find(Query(like=candidate.id), ctx)
    return found.model_copy(update={"headline": f"{len(found.matches)} candidates like {candidate.name}"})


def _month(moment: str | None) -> str:
    """`2023-05` as "May 2023"; a year stays one."""
    if moment is None:
        return "?"
    year, _, month = moment.partition("-")
    return f"{date(int(year), int(month), 1):%b %Y}" if month else year


class Shown(Result):
    candidate: Candidate
    applications: tuple[tuple[str, str], ...]
    """Job title and stage."""
    merged: bool = False
    """Whether another resume was taken for this person's and merged."""

    def card(self) -> Card:
        candidate, profile = self.candidate, self.candidate.profile
        contact = (("E-mail", candidate.email), ("Phone", candidate.phone), ("Place", candidate.location))
        facts = [Fact(label=label, value=value) for label, value in contact if value]
        if profile.total_years is not None:
            facts.append(Fact(label="Experience", value=f"{profile.total_years:g} years"))
        if profile.skills:
            facts.append(Fact(label="Skills", value=", ".join(s.name for s in profile.skills[:25])))
        if profile.gaps:
            facts.append(Fact(label="Between positions", value=", ".join(map(_gap, profile.gaps))))
        facts += [Fact(label=f"Application: {title}", value=stage) for title, stage in self.applications]
        return Card(
            title=candidate.name,
            text=profile.headline.value if profile.headline else None,
            facts=tuple(facts),
            items=(*map(_flag, candidate.flags), *map(self._employment, profile.employments)),
            buttons=(Button(label="These are two people", action="candidates.unmerge", ref=candidate.id),)
            if self.merged
            else (),
            source=Source(label=candidate.file_name, as_of=f"{candidate.updated_at:%d %b %Y}"),
        )

    def _employment(self, held: Employment) -> Item:
        title = ", ".join(t for t in (held.title, held.company) if t) or "Employment"
        until = "today" if held.current else _month(held.end)
        quote = unwrapped(self.candidate.text[held.span.start : held.span.end].strip())
        return Item(
            title=title,
            subtitle=f"{_month(held.start)} – {until}",
            quotes=(Quote(text=quote, source=f"page {held.span.page}"),) if quote else (),
        )

    def focus(self, before: Focus) -> Focus:
        return before.model_copy(update={"candidate_id": self.candidate.id})


def _flag(flag: Flag) -> Item:
    quotes = tuple(Quote(text=quote, source="not visible in the file") for quote in flag.quotes[:5])
    return Item(
        title=flag.sentence,
        subtitle="Not read, not scored, and no reason to reject anybody: templates do this too.",
        badge="look",
        quotes=quotes,
    )


def _gap(gap: Gap) -> str:
    return f"{gap.start} to {gap.end} ({gap.months} months)"


@tool(
    "candidates.show",
    args=AskCandidate,
    permission=Permission.candidate_read,
    phrases=("Show me Leo Martins' profile",),
    resolve=_who,
)
async def candidates_show(asked: AskCandidate, ctx: Context) -> Shown:
    """A candidate's profile with the words it was read from."""
    candidate = await _candidate(asked, ctx)
    applications = await ctx.ports.records.find(Application, {"candidate_id": candidate.id})
    told = []
    for application in applications:
        job = await ctx.ports.records.get(Job, application.job_id)
        if job:
            told.append((job.title, job.stage(application.stage_id).name))
    merges = await ctx.ports.records.count(Merge, {"candidate_id": candidate.id, "undone": False})
    return Shown(candidate=candidate, applications=tuple(told), merged=merges > 0)
