"""Looking at one candidate, every line in the resume's own words."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from actions import references
from actions.tool import Args, Context, Result, tool
from domain.conversations import Focus
from domain.hiring import Application, Candidate, Flag, Job, Merge
from domain.messages import Button, Card, Fact, Item, Quote, Source
from domain.permissions import Permission
from domain.profiles import Employment, Gap
from knowledge.evidence import unwrapped


class AskCandidate(Args):
    candidate: str = Field(title="Candidate", max_length=200)
    resolved_candidate_id: str | None = None


async def _who(asked: AskCandidate, ctx: Context) -> AskCandidate:
    found = await references.candidate(asked.candidate, ctx)
    return asked.model_copy(update={"resolved_candidate_id": found.id})


async def _candidate(asked: AskCandidate, ctx: Context) -> Candidate:
    return await references.candidate(asked.resolved_candidate_id or asked.candidate, ctx)


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
