"""The rubric: what a job asks for, what a resume shows of it, and the number that code computes from the two.

A verdict is found, unclear or missing, with a degree from 0 to 1 and the words that show it. The number is the weighted
mean of the degrees within each part, and of the parts by the job's weights, from 0 to 100.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from domain.errors import BadInput
from domain.ports import Moment, Record

Part = Literal["skills", "experience", "education", "soft"]
Need = Literal["must", "nice"]
Finding = Literal["found", "unclear", "missing"]
Kind = Literal[
    "skill", "language", "years", "title", "degree", "institution", "behaviour", "trajectory"
]  # fmt: skip

PARTS: Mapping[Part, str] = {
    "skills": "Skills",
    "experience": "Depth of experience",
    "education": "Education",
    "soft": "Soft skills and trajectory",
}
PART_OF: Mapping[Kind, Part] = {
    "skill": "skills",
    "language": "skills",
    "years": "experience",
    "title": "experience",
    "degree": "education",
    "institution": "education",
    "behaviour": "soft",
    "trajectory": "soft",
}
WEIGHT_OF: Mapping[Need, int] = {"must": 3, "nice": 1}
UNCLEAR = 0.5
"""What counts of a criterion of which the resume says something, but not enough."""
MOST_CRITERIA = 40


class Plain(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Weights(Plain):
    """How much each part counts; they need not add up to 100. The default is the company's rule."""

    skills: int = Field(40, ge=0, le=100)
    experience: int = Field(30, ge=0, le=100)
    education: int = Field(15, ge=0, le=100)
    soft: int = Field(15, ge=0, le=100)

    def of(self, part: Part) -> int:
        return int(getattr(self, part))


class Criterion(Plain):
    """`name` is a skill, a language, a title, a degree, a behaviour; for `years` it is what the years are of. `quote` are
    the words of the description that it was drafted from; None for what a recruiter added and for what every job has."""

    id: str
    kind: Kind
    name: str = Field(min_length=1, max_length=80)
    need: Need = "nice"
    weight: int = Field(1, ge=0, le=10)
    years: float | None = Field(None, ge=0, le=50)
    quote: str | None = None

    @property
    def part(self) -> Part:
        return PART_OF[self.kind]

    @property
    def label(self) -> str:
        if self.kind == "years":
            return f"{self.years or 0:g}+ years of experience"
        return f"{self.name}, {self.years:g}+ years" if self.years else self.name


class JobCriteria(Record):
    """One version of what a job asks for; only ever appended, so that a score can name the version it was made by."""

    collection: ClassVar[str] = "job_criteria"
    indexed: ClassVar[tuple[str, ...]] = ("job_id", "version")
    unique: ClassVar[tuple[tuple[str, ...], ...]] = (("job_id", "version"),)
    subjects: ClassVar[tuple[str, ...]] = ()

    job_id: str
    version: int
    criteria: tuple[Criterion, ...]
    weights: Weights = Weights()
    change: str
    """What is new in this version, in words."""
    by: str
    """Who wrote it: a person's id, or `draft:<what drafted it>`."""
    at: Moment


class Evidence(Plain):
    """Words of the resume, unchanged, and where they stand in its text."""

    quote: str
    start: int
    end: int
    page: int = 1


class Verdict(Plain):
    criterion_id: str
    finding: Finding
    degree: float = Field(ge=0, le=1)
    note: str = ""
    evidence: tuple[Evidence, ...] = ()
    overridden: bool = False


class Override(Record):
    """A recruiter's word on one verdict, with the reason. It holds for the resume that it was said of."""

    collection: ClassVar[str] = "overrides"
    indexed: ClassVar[tuple[str, ...]] = ("job_id", "candidate_id", "at")
    subjects: ClassVar[tuple[str, ...]] = ("candidate_id",)

    job_id: str
    candidate_id: str
    criterion_id: str
    finding: Finding
    before: Finding
    reason: str
    input_hash: str
    by: str
    at: Moment


class Score(Record):
    """What was found of a candidate for a job, the number, and everything needed to account for it later."""

    collection: ClassVar[str] = "scores"
    indexed: ClassVar[tuple[str, ...]] = ("job_id", "candidate_id", "match_id", "at", "rank")
    subjects: ClassVar[tuple[str, ...]] = ("candidate_id",)

    job_id: str
    candidate_id: str
    match_id: str | None = None
    rank: int | None = None
    """Among the match's candidates; equal numbers rank equal."""
    criteria_id: str
    criteria_version: int
    verdicts: tuple[Verdict, ...]
    total: float
    """0 to 100."""
    model: str
    """Exact version, or `rules:<version>`."""
    prompt_hash: str
    """SHA-256 of the instructions given to the model; of the rules' version where none was asked."""
    input_hash: str
    """SHA-256 of what was judged: the resume's words without who the person is."""
    note: str | None = None
    """Why rules judged where a model was to."""
    tokens_in: int = 0
    tokens_out: int = 0
    """What the model's call cost, where the score was made alone; a match counts its own."""
    at: Moment


class Match(Record):
    """A job matched to all candidates at a moment; its candidates are the scores that name it."""

    collection: ClassVar[str] = "matches"
    indexed: ClassVar[tuple[str, ...]] = ("job_id", "at")
    subjects: ClassVar[tuple[str, ...]] = ()

    job_id: str
    criteria_version: int
    state: str
    """Fingerprint of what the answer depends on: while it is the same, the answer is."""
    considered: int
    """Candidates in records at that moment."""
    scored: int
    model: str
    by_rules: int
    """How many of those shown were judged by rules."""
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float
    asked_by: str
    at: Moment


@dataclass(frozen=True)
class Scored:
    total: float
    parts: dict[Part, float]
    """Mean degree of each part that counts, 0 to 1."""


def points(criteria: JobCriteria) -> dict[str, float]:
    """The most that each criterion can add to the number, by its id. Raises `BadInput` when nothing counts."""
    counted = [c for c in criteria.criteria if c.weight and criteria.weights.of(c.part)]
    if not counted:
        raise BadInput(
            "This job has no criteria that count, so nobody can be scored. Add one, for example “make Python a must”."
        )
    parts = {c.part for c in counted}
    whole = sum(criteria.weights.of(part) for part in parts)
    share = {part: sum(c.weight for c in counted if c.part == part) for part in parts}
    return {c.id: 100 * criteria.weights.of(c.part) / whole * c.weight / share[c.part] for c in counted}


def scored(criteria: JobCriteria, verdicts: Iterable[Verdict]) -> Scored:
    """The number, and each part's. A criterion without a verdict counts as missing."""
    degrees = {v.criterion_id: v.degree for v in verdicts}
    worth = points(criteria)
    parts: dict[Part, list[tuple[float, float]]] = {}
    for criterion in criteria.criteria:
        if criterion.id in worth:
            pair = (worth[criterion.id], degrees.get(criterion.id, 0.0))
            parts.setdefault(criterion.part, []).append(pair)
    total = sum(most * degree for pairs in parts.values() for most, degree in pairs)
    means = {
        part: sum(most * degree for most, degree in pairs) / sum(most for most, _ in pairs)
        for part, pairs in parts.items()
    }
    return Scored(round(total, 1), {part: round(mean, 3) for part, mean in means.items()})


def reasons(criteria: JobCriteria, verdicts: Sequence[Verdict], most: int = 3) -> list[Verdict]:
    """What adds most to the number."""
    worth = points(criteria)
    adding = [v for v in verdicts if v.finding != "missing" and worth.get(v.criterion_id, 0) * v.degree > 0]
    return sorted(adding, key=lambda v: -worth[v.criterion_id] * v.degree)[:most]


def gaps(criteria: JobCriteria, verdicts: Sequence[Verdict]) -> list[tuple[Criterion, Verdict, float]]:
    """What is not fully there, with the points that it would add: the most important first."""
    worth, by_id = points(criteria), {c.id: c for c in criteria.criteria}
    open_ = [
        (by_id[v.criterion_id], v, round(worth[v.criterion_id] * (1 - v.degree), 1))
        for v in verdicts
        if v.finding != "found" and v.criterion_id in worth
    ]
    return sorted(open_, key=lambda gap: (gap[0].need != "must", -gap[2], gap[0].id))


def overridden(
    verdicts: Sequence[Verdict], overrides: Iterable[Override], input_hash: str
) -> tuple[Verdict, ...]:
    """The verdicts with the newest word of a person on each. Overrides of another resume hold no longer."""
    words = {
        o.criterion_id: o for o in sorted(overrides, key=lambda o: (o.at, o.id)) if o.input_hash == input_hash
    }
    return tuple(_said(v, words[v.criterion_id]) if v.criterion_id in words else v for v in verdicts)


DEGREE_OF: Mapping[Finding, float] = {"found": 1.0, "unclear": UNCLEAR, "missing": 0.0}


def _said(verdict: Verdict, word: Override) -> Verdict:
    note = f"A recruiter said {word.finding} ({verdict.finding} before): {word.reason}"
    changed = {"finding": word.finding, "degree": DEGREE_OF[word.finding], "note": note, "overridden": True}
    return verdict.model_copy(update=changed)


def ranks(totals: Sequence[float]) -> list[int]:
    """Of totals in falling order: one more than those who are better, equals alike."""
    return [totals.index(total) + 1 for total in totals]
