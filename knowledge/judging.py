"""Verdicts by a language model: it points, code checks what it points at and computes the rest.

It sees resumes without who the person is, has no tools, and answers in a fixed form. A finding counts only with words
that stand in the resume; how far it goes follows from the dates around them, as it does for the rules.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, Field

from domain.hiring import Candidate
from domain.reading import Reader
from domain.rubric import UNCLEAR, Criterion, Verdict
from knowledge.matching import asks_school, degree_at, evidence_at, verdicts
from knowledge.sheet import Sheet, sheet

JUDGED_BY_CODE = frozenset({"years", "title", "trajectory", "degree", "institution"})
"""What dates and lists decide is left to the rules: there is nothing to read between the lines."""
LONGEST = 12_000
"""Characters of a resume that are shown."""
INSTRUCTIONS = (
    "Each document is one resume, numbered from 0 in the order given; names are blanked. For every resume and every criterion "
    "below say whether the resume shows it: `found`, `missing`, or `unclear` when it says something but not enough. For found "
    "and unclear give `quote`: words copied exactly from that resume that show it, at most 200 characters; without a quote a "
    "finding does not count. Judge only what is written. Do not judge persons, motives or character.\n\nCriteria:\n"
)


class Said(BaseModel):
    criterion: int = Field(description="Number of the criterion")
    finding: Literal["found", "unclear", "missing"]
    quote: str = ""


class Judged(BaseModel):
    resume: int = Field(description="Number of the document")
    verdicts: list[Said]


class Answer(BaseModel):
    resumes: list[Judged]


@dataclass(frozen=True)
class Reading:
    """`verdicts` by candidate; who is absent was not judged and is left to the rules."""

    verdicts: dict[str, tuple[Verdict, ...]]
    model: str
    tokens_in: int
    tokens_out: int


def read_by_model(criteria: Sequence[Criterion]) -> list[Criterion]:
    return [c for c in criteria if c.kind not in JUDGED_BY_CODE]


def doubtful(criteria: Sequence[Criterion], verdicts: Sequence[Verdict]) -> bool:
    """Whether something necessary that a model reads is still unclear."""
    musts = {c.id for c in read_by_model(criteria) if c.need == "must" and c.weight}
    return any(v.criterion_id in musts and v.finding == "unclear" for v in verdicts)


def instructions(criteria: Sequence[Criterion]) -> str:
    asked = read_by_model(criteria)
    return INSTRUCTIONS + "\n".join(f"{n}. {c.name}" for n, c in enumerate(asked))


def prompt_hash(criteria: Sequence[Criterion]) -> str:
    return hashlib.sha256(instructions(criteria).encode()).hexdigest()


async def read(reader: Reader, criteria: Sequence[Criterion], batch: Sequence[Candidate]) -> Reading:
    """Verdicts of a batch, one call. Raises `Unavailable` when the model fails or answers in another form."""
    sheets = [sheet(c, institutions=asks_school(criteria)) for c in batch]
    documents = [_shown(s) for s in sheets]
    answer = await reader.read(instructions(criteria), documents, Answer)
    found: dict[str, tuple[Verdict, ...]] = {}
    for judged in answer.value.resumes:
        if 0 <= judged.resume < len(batch):
            made = _checked(judged, criteria, sheets[judged.resume], batch[judged.resume].text)
            if made:
                found[batch[judged.resume].id] = made
    return Reading(found, answer.model, answer.tokens_in, answer.tokens_out)


def _shown(seen: Sheet) -> str:
    return re.sub(r"[ \t]{2,}", " ", seen.text)[:LONGEST]


def _checked(
    judged: Judged, criteria: Sequence[Criterion], seen: Sheet, text: str
) -> tuple[Verdict, ...] | None:
    """A verdict a criterion: the model's where its quote stands in the resume, else the rules'. None when it left out
    more than half of what it was asked."""
    asked = read_by_model(criteria)
    said = {asked[s.criterion].id: s for s in judged.verdicts if 0 <= s.criterion < len(asked)}
    if 2 * len(said) < len(asked):
        return None
    by_rules = verdicts(criteria, seen, text)
    return tuple(
        _verdict(criterion, said.get(criterion.id), rule, seen, text)
        for criterion, rule in zip(criteria, by_rules, strict=True)
    )


def _verdict(criterion: Criterion, said: Said | None, rule: Verdict, seen: Sheet, text: str) -> Verdict:
    if said is None:
        return rule
    if said.finding == "missing":
        # Words that stand there outweigh an eye that passed over them.
        return (
            rule
            if rule.finding == "found"
            else Verdict(
                criterion_id=criterion.id, finding="missing", degree=0, note="not found by the model"
            )
        )
    span = _where(said.quote, seen.text)
    if span is None:
        return rule
    degree, note = 1.0, ""
    if criterion.kind == "skill":
        degree, note = degree_at(criterion, seen, span[0])
    if said.finding == "unclear":
        degree = UNCLEAR
    if rule.finding == "found" and rule.degree >= degree:
        return rule
    evidence = evidence_at(text, *span)
    return Verdict(
        criterion_id=criterion.id,
        finding=said.finding,
        degree=round(degree, 3),
        note=note,
        evidence=(evidence,),
    )


def _where(quote: str, text: str) -> tuple[int, int] | None:
    """Where a quote stands, blanks and line breaks aside; None when it does not, or says next to nothing."""
    words = quote.split()
    if sum(len(w) for w in words) < 2:
        return None
    found = re.search(r"\s+".join(map(re.escape, words)), text, re.IGNORECASE)
    return found.span() if found and len(quote) <= 600 else None
