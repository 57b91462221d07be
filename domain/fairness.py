"""Selection rates and impact ratios: the Uniform Guidelines' four-fifths rule, and the tables of New York's Local Law 144.

What counts as selected: somebody who went beyond a stage, of those about whom that was decided. Who waits there still, or
withdrew, counts for neither.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from domain.demographics import UNKNOWN, Dimension
from domain.hiring import ApplicationStatus, StageType
from domain.ports import Moment, Record

FOUR_FIFTHS = 0.8
"""29 CFR 1607.4 D: a rate below four fifths of the highest is evidence of adverse impact."""
SIGNIFICANT = 0.05
FEWEST = 5
"""A group smaller than this is not shown: its members could be recognised."""
JUDGED = 30
"""A group smaller than this is shown, and not judged by its ratio (1607.4 D: larger differences may not count where they
rest on small numbers)."""
LEFT_OUT = 0.02
"""6 RCNY 5-301: a category with less than 2 % of the data may be left out of the ratios."""

ORDER = (
    StageType.lead,
    StageType.applied,
    StageType.review,
    StageType.interview,
    StageType.offer,
    StageType.hired,
)
STEPS = tuple(pairwise(ORDER[1:]))
"""The components of the process: from applied to review, and so on to hired."""
TOTAL = "hired, of all decided"
SCORED = "scored above the median"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How far one application came: the furthest stage's place in `ORDER`, and whether it is over."""

    candidate_id: str
    furthest: int
    status: ApplicationStatus
    score: float | None = None

    def labels(self, median: float | None) -> tuple[str, ...]:
        """`<measure>/of` where the application counts for a measure, `<measure>/yes` where it was selected."""
        above = None if self.score is None or median is None else self.score > median
        return _labels(self.furthest, self.status, above)


@lru_cache
def _labels(furthest: int, status: ApplicationStatus, above: bool | None) -> tuple[str, ...]:
    found: list[str] = []
    if status in (ApplicationStatus.hired, ApplicationStatus.rejected):
        found += _label(TOTAL, status is ApplicationStatus.hired)
    for start, end in STEPS:
        at = ORDER.index(start)
        if furthest > at:
            found += _label(step(start, end), True)
        elif furthest == at and status is ApplicationStatus.rejected:
            found += _label(step(start, end), False)
    if above is not None:
        found += _label(SCORED, above)
    return tuple(found)


def _label(measure: str, selected: bool) -> list[str]:
    return [f"{measure}/of", *([f"{measure}/yes"] if selected else [])]


def step(start: StageType, end: StageType) -> str:
    return f"from {start} to {end}"


MEASURES = (TOTAL, *(step(*each) for each in STEPS), SCORED)
"""The total process first, then its components (29 CFR 1607.4 C), then Local Law 144's scoring rate."""


class Verdict(StrEnum):
    highest = "highest rate"
    fine = "no sign of impact"
    below = "below four fifths"
    significant = "significantly lower"
    both = "below four fifths, significant"
    too_few = "too few to judge"
    left_out = "under 2 %, left out"


IMPACT = (Verdict.both, Verdict.below, Verdict.significant)


class Rate(BaseModel):
    """One group's row. Shares from 0 to 1; `ratio` to the highest rate; `p` two-sided, Fisher's exact test against the
    group with the highest rate; `low`..`high` the 95 % Wilson interval of the rate."""

    model_config = ConfigDict(frozen=True)

    group: str
    counted: int
    selected: int
    rate: float
    ratio: float | None
    p: float | None
    low: float
    high: float
    verdict: Verdict


class RateTable(BaseModel):
    """The groups of one dimension for one measure. `apart`: those who did not say, and those in groups too small to be
    shown, together, so that neither can be told from the other."""

    model_config = ConfigDict(frozen=True)

    measure: str
    dimension: Dimension
    rows: tuple[Rate, ...]
    apart: int

    @property
    def impact(self) -> bool:
        return any(row.verdict in IMPACT for row in self.rows)


class FairnessReport(Record):
    """Counts and rates alone; nobody is in it."""

    collection: ClassVar[str] = "fairness_reports"
    subjects: ClassVar[tuple[str, ...]] = ()
    indexed: ClassVar[tuple[str, ...]] = ("at",)

    job_id: str | None
    job: str
    """Title, or "all jobs"."""
    since: date | None
    until: date | None
    applications: int
    median_score: float | None
    tables: tuple[RateTable, ...]
    at: Moment

    def table(self, measure: str, dimension: Dimension) -> RateTable | None:
        return next((t for t in self.tables if (t.measure, t.dimension) == (measure, dimension)), None)

    @property
    def concerns(self) -> list[RateTable]:
        return [table for table in self.tables if table.impact]


def tallies(counts: Mapping[str, Mapping[str, int]], measure: str) -> tuple[list[tuple[str, int, int]], int]:
    """Of one dimension's groups: (group, counted, selected) of those large enough to be shown, and how many stand apart."""
    shown: list[tuple[str, int, int]] = []
    apart = 0
    for group, labels in sorted(counts.items()):
        counted, selected = labels.get(f"{measure}/of", 0), labels.get(f"{measure}/yes", 0)
        if group == UNKNOWN or counted < FEWEST:
            apart += counted
        else:
            shown.append((group, counted, selected))
    return shown, apart


def verdict(counted: int, share: float, ratio: float | None, p: float | None) -> Verdict:
    """What a row says. `share`: of all that are shown in the table."""
    if share < LEFT_OUT:
        return Verdict.left_out
    if counted < JUDGED:
        return Verdict.too_few
    if ratio is None:
        return Verdict.fine
    significant = p is not None and p < SIGNIFICANT
    if ratio < FOUR_FIFTHS:
        return Verdict.both if significant else Verdict.below
    return Verdict.significant if significant else Verdict.fine


def furthest(stages: Sequence[StageType]) -> int:
    """Place in `ORDER` of the furthest of the stages an application has been in; being archived is no progress."""
    return max((ORDER.index(stage) for stage in stages if stage in ORDER), default=1)
