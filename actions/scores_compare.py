"""Candidates side by side, criterion by criterion, for one job."""

from __future__ import annotations

import re

from pydantic import Field

from actions import criteria_books, references
from actions.jobs import job_meant, job_of
from actions.scores import candidate_meant, held
from actions.scoring import scoring_allowed
from actions.tool import Args, Context, Result, Unclear, tool
from domain.conversations import Focus
from domain.errors import BadInput
from domain.hiring import Candidate, Job
from domain.messages import Button, Card, Item, Quote, Source, Table
from domain.permissions import Permission
from domain.rubric import PARTS, Criterion, JobCriteria, Score, Verdict, reasons

MOST_COMPARED = 4


class AskCompare(Args):
    candidates: str | None = Field(
        None, title="Candidates", max_length=300, description="Two to four names, or “the first two”"
    )
    job: str | None = Field(None, title="Job", max_length=200)
    resolved_candidate_ids: str | None = None
    """Separated by spaces."""
    resolved_job_id: str | None = None


class Compared(Result):
    job: Job
    criteria: JobCriteria
    people: tuple[tuple[Candidate, Score, tuple[Verdict, ...], float, dict[str, float]], ...]

    def card(self) -> Card:
        names = [candidate.name for candidate, *_ in self.people]
        return Card(
            title=f"{_and(names)} for {self.job.title}",
            text="Each criterion with what was found; the numbers stand at the end.",
            table=Table(columns=("Criterion", *names), rows=(*self._verdicts(), *self._numbers())),
            items=tuple(self._item(*person) for person in self.people),
            source=Source(label=f"Criteria v{self.criteria.version} · {self.people[0][1].model}"),
            suggestions=(f"Explain {names[0]}'s score", f"What is {names[1]} missing?"),
        )

    def _verdicts(self) -> tuple[tuple[str, ...], ...]:
        counting = [c for c in self.criteria.criteria if c.weight and self.criteria.weights.of(c.part)]
        return tuple(
            (
                criterion.label + (" (must)" if criterion.need == "must" else ""),
                *(_in_short(criterion, verdicts) for _, _, verdicts, _, _ in self.people),
            )
            for criterion in counting
        )

    def _numbers(self) -> tuple[tuple[str, ...], ...]:
        means = tuple(
            (name, *(f"{round(parts[part] * 100)}" for *_, parts in self.people))
            for part, name in PARTS.items()
            if part in self.people[0][4]
        )
        return (*means, ("Score of 100", *(f"{total:g}" for _, _, _, total, _ in self.people)))

    def _item(
        self,
        candidate: Candidate,
        score: Score,
        verdicts: tuple[Verdict, ...],
        total: float,
        parts: dict[str, float],
    ) -> Item:
        shown = [v for v in reasons(self.criteria, verdicts) if v.evidence][:2]
        labels = {c.id: c.label for c in self.criteria.criteria}
        return Item(
            title=candidate.name,
            quotes=tuple(Quote(text=v.evidence[0].quote, source=labels[v.criterion_id]) for v in shown),
            buttons=(Button(label="Explain", action="scores.explain", ref=candidate.id),),
        )

    def focus(self, before: Focus) -> Focus:
        ids = tuple(candidate.id for candidate, *_ in self.people)
        return before.model_copy(update={"candidate_ids": before.candidate_ids or ids, "job_id": self.job.id})


_ASIDE = re.compile(r" in (?:positions that name it|like positions)|, \d+ asked for")


def _in_short(criterion: Criterion, verdicts: tuple[Verdict, ...]) -> str:
    verdict = next(v for v in verdicts if v.criterion_id == criterion.id)
    note = verdict.note if len(verdict.note) <= 60 and not verdict.overridden else ""
    note = _ASIDE.sub("", note).replace("named, in no dated position", "undated")
    said = " (recruiter)" if verdict.overridden else ""
    return f"{verdict.finding}{said}" + (f": {note}" if note and verdict.finding != "missing" else "")


def _and(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


_FIRST = re.compile(r"\b(?:the )?(?:first|top|best) (?P<count>two|three|four|2|3|4)\b", re.I)
_COUNTS = {"two": 2, "three": 3, "four": 4}
_NOISE = re.compile(
    r"^\W*(?:please |can you |could you )*(?:compare|contrast|put|show|set)\b|\b(?:side by side|next to each other|for (?:the|this|that) .*$"
    r"|against the criteria|by (?:the )?criteria|with each other|candidates?|both|how do|how does|do they|please|numbers?)\b",
    re.I,
)


async def _compared(asked: AskCompare, ctx: Context) -> AskCompare:
    job = await job_meant(asked.job, ctx)
    await scoring_allowed(job, ctx.ports)
    words = asked.candidates or ""
    if (match := _FIRST.search(words)) or not words.strip():
        count = _COUNTS.get(match["count"].lower()) or int(match["count"]) if match else 2
        ids = list(ctx.focus.candidate_ids[:count])
    else:
        names = re.split(r"\s*(?:,|\band\b|\bvs\.?|\bversus\b|\bwith\b|\bto\b|&)\s*", _NOISE.sub(" ", words))
        ids = [(await candidate_meant(name.strip(" .?!"), ctx)).id for name in names if name.strip(" .?!")]
    ids = list(dict.fromkeys(ids))
    if len(ids) < 2:
        raise Unclear(
            "candidates", "Please name two to four candidates, or ask after a list: “compare the first two”."
        )
    if len(ids) > MOST_COMPARED:
        raise BadInput(f"At most {MOST_COMPARED} people can be read side by side. Please name fewer.")
    return asked.model_copy(update={"resolved_job_id": job.id, "resolved_candidate_ids": " ".join(ids)})


@tool(
    "scores.compare",
    args=AskCompare,
    permission=Permission.score_read,
    phrases=("Compare the first two for this job",),
    resolve=_compared,
)
async def scores_compare(asked: AskCompare, ctx: Context) -> Compared:
    """Candidates side by side, criterion by criterion, for one job."""
    job = await job_of(asked.resolved_job_id, ctx)
    people = []
    for id in (asked.resolved_candidate_ids or "").split():
        found, _ = await held(await references.candidate(id, ctx), job, ctx)
        parts = {str(part): mean for part, mean in found.now.parts.items()}
        people.append((found.candidate, found.score, found.verdicts, found.now.total, parts))
    criteria = await criteria_books.current(job, ctx.ports.records, ctx.now)
    return Compared(job=job, criteria=criteria, people=tuple(people))
