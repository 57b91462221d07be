"""Why somebody has the score they have: each criterion with the words that show it, before the number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field

from actions import places, references
from actions.jobs import job_meant, job_of
from actions.scoring import overrides_of, score_of, scoring_allowed, with_words
from actions.tool import Args, Context, Result, Unclear, tool
from domain.conversations import Focus
from domain.hiring import Application, ApplicationStatus, Candidate, Job
from domain.messages import Button, Card, Fact, Item, Quote, Source
from domain.permissions import Permission
from domain.rubric import (
    PARTS,
    Criterion,
    JobCriteria,
    Score,
    Scored,
    Verdict,
    gaps,
    reasons,
)

HER = frozenset(
    {
        "her",
        "him",
        "them",
        "she",
        "he",
        "they",
        "it",
        "this",
        "that",
        "this one",
        "that one",
        "this candidate",
    }
)


class AskScore(Args):
    candidate: str | None = Field(None, title="Candidate", max_length=200)
    job: str | None = Field(None, title="Job", max_length=200)
    resolved_candidate_id: str | None = None
    resolved_job_id: str | None = None


@dataclass(frozen=True)
class Held:
    """A candidate held against a job, people's words included."""

    candidate: Candidate
    score: Score
    verdicts: tuple[Verdict, ...]
    now: Scored


async def candidate_meant(words: str | None, ctx: Context) -> Candidate:
    """The one named; else the one last spoken of, or the first of the last list."""
    spoken_of = ctx.focus.candidate_id or next(iter(ctx.focus.candidate_ids), None)
    if (not words or words.strip().lower().strip(" .?!") in HER) and spoken_of:
        words = spoken_of
    if not words:
        raise Unclear("candidate", "Whom do you mean?")
    return await references.candidate(words, ctx)


async def held(candidate: Candidate, job: Job, ctx: Context) -> tuple[Held, JobCriteria]:
    score, criteria = await score_of(candidate, job, ctx.ports, ctx.call_id, ctx.actor.id)
    words = (await overrides_of(job.id, ctx.ports.records)).get(candidate.id, [])
    verdicts, now = with_words(score, criteria, words)
    return Held(candidate, score, verdicts, now), criteria


async def who_and_what(asked: AskScore, ctx: Context) -> AskScore:
    candidate = await candidate_meant(asked.candidate, ctx)
    job = await job_for(candidate, asked.job, ctx)
    await scoring_allowed(job, ctx.ports)
    return asked.model_copy(update={"resolved_candidate_id": candidate.id, "resolved_job_id": job.id})


async def job_for(candidate: Candidate, words: str | None, ctx: Context) -> Job:
    """The job named or last spoken of; else the only one that the candidate is considered for."""
    if words is None and ctx.focus.job_id is None:
        where = {"candidate_id": candidate.id, "status": str(ApplicationStatus.active)}
        active = await ctx.ports.records.find(Application, where, limit=2)
        words = active[0].job_id if len(active) == 1 else None
    return await job_meant(words, ctx)


async def _both(asked: AskScore, ctx: Context) -> tuple[Candidate, Job]:
    job = await job_of(asked.resolved_job_id, ctx)
    return await references.candidate(asked.resolved_candidate_id or "", ctx), job


# --- explain -----------------------------------------------------------------------------------------------------


class Explained(Result):
    job: Job
    criteria: JobCriteria
    candidate: Candidate
    score: Score
    verdicts: tuple[Verdict, ...]
    total: float
    parts: dict[str, float]
    headline: str | None = None
    place: str | None = None
    """Where the newest match puts this candidate, and what makes the difference to the neighbour."""
    word: dict[str, str] = {}
    """Of somebody who has just put their verdict in the machine's place: on which criterion, before and now."""

    def accounts(self) -> Mapping[str, object]:
        return {"score": self.score.id, **self.word}

    def card(self) -> Card:
        by_id = {v.criterion_id: v for v in self.verdicts}
        counting = [c for c in self.criteria.criteria if c.weight and self.criteria.weights.of(c.part)]
        return Card(
            title=self.headline or f"{self.candidate.name} for {self.job.title}",
            tone="success" if self.headline else "plain",
            text="\n\n".join(t for t in (self.place, self._open(), self.score.note) if t) or None,
            items=(
                *(self._item(c, by_id[c.id]) for c in counting if c.id in by_id),
                *self._summed_up(),
            ),
            buttons=(
                Button(label="Disagree with a verdict", action="scores.override", ref=self.candidate.id),
                Button(
                    label="Draft interview questions", action="interview.questions", ref=self.candidate.id
                ),
            ),
            source=Source(
                label=f"{self.candidate.file_name} · criteria v{self.score.criteria_version} · {self.score.model}",
                as_of=f"{self.score.at:%d %b %Y %H:%M} UTC",
            ),
            suggestions=("What would change it?", "Draft interview questions for this candidate"),
        )

    def _open(self) -> str:
        """What is not there, at a glance."""
        open_ = gaps(self.criteria, self.verdicts)
        said = [
            f"{finding.capitalize()}: {', '.join(c.label for c, v, _ in open_ if v.finding == finding)}."
            for finding in ("missing", "unclear")
            if any(v.finding == finding for _, v, _ in open_)
        ]
        return " ".join(said) or "Everything that counts was found."

    def _item(self, criterion: Criterion, verdict: Verdict) -> Item:
        need = "necessary" if criterion.need == "must" else "nice to have"
        return Item(
            title=criterion.label,
            subtitle=" · ".join(t for t in (need, verdict.note) if t),
            badge=verdict.finding + (" (overridden)" if verdict.overridden else ""),
            quotes=tuple(
                Quote(text=e.quote, source=f"{self.candidate.file_name}, page {e.page}")
                for e in verdict.evidence[:2]
            ),
        )

    def _summed_up(self) -> tuple[Item, ...]:
        """Reasons, gaps and what would change it; then the number."""
        labels = {c.id: c.label for c in self.criteria.criteria}
        best = [labels[v.criterion_id] for v in reasons(self.criteria, self.verdicts)]
        open_ = gaps(self.criteria, self.verdicts)
        change = tuple(
            Fact(label=f"If {criterion.label} were found", value=f"+{more:g}")
            for criterion, _, more in open_[:3]
        )
        parts = tuple(
            Fact(label=name, value=self._part(part)) for part, name in PARTS.items() if part in self.parts
        )
        facts = [Fact(label="Speaks for it", value=", ".join(best))] if best else []
        if open_:
            facts.append(Fact(label="Gaps", value=", ".join(c.label for c, _, _ in open_[:6])))
        items = [Item(title="In short", facts=tuple(facts))] if facts else []
        if change:
            items.append(Item(title="What would change it", facts=change))
        items.append(
            Item(
                title=f"Score: {self.total:g} of 100",
                subtitle="Computed by code from the verdicts above and the job's weights; a person decides.",
                facts=parts,
            )
        )
        return tuple(items)

    def _part(self, part: str) -> str:
        weights = self.criteria.weights.model_dump()
        whole = sum(weights[p] for p in self.parts)
        return f"{round(self.parts[part] * 100)} of 100, weighs {round(100 * weights[part] / whole)} %"

    def focus(self, before: Focus) -> Focus:
        return before.model_copy(update={"candidate_id": self.candidate.id, "job_id": self.job.id})


async def explained(candidate: Candidate, job: Job, ctx: Context, headline: str | None = None) -> Explained:
    found, criteria = await held(candidate, job, ctx)
    place = await places.told(candidate.id, job, criteria, ctx.ports.records)
    return Explained(
        job=job,
        criteria=criteria,
        candidate=candidate,
        score=found.score,
        verdicts=found.verdicts,
        total=found.now.total,
        parts={str(part): mean for part, mean in found.now.parts.items()},
        headline=headline,
        place=place,
    )


@tool(
    "scores.explain",
    args=AskScore,
    permission=Permission.score_read,
    phrases=("Explain Leo's score for the Python job",),
    resolve=who_and_what,
)
async def scores_explain(asked: AskScore, ctx: Context) -> Explained:
    """How a candidate fits a job: what was found, what is missing, what would change it, and the number."""
    candidate, job = await _both(asked, ctx)
    return await explained(candidate, job, ctx)
