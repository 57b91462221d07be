"""Voluntary answers about sex and race or ethnicity: kept apart, and handed out as counts alone.

The categories are those of EEO-1, which the Uniform Guidelines (29 CFR 1607.4) and New York's 6 RCNY 5-301 use.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict

Sex = Literal["female", "male"]
RaceEthnicity = Literal[
    "Hispanic or Latino",
    "White",
    "Black or African American",
    "Native Hawaiian or Pacific Islander",
    "Asian",
    "American Indian or Alaska Native",
    "Two or more races",
]
Dimension = Literal["sex", "race_ethnicity", "intersection"]
DIMENSIONS: tuple[Dimension, ...] = ("sex", "race_ethnicity", "intersection")
UNKNOWN = ""
"""The group of those who did not say."""


class Answers(BaseModel):
    """What somebody chose to say; None is "I prefer not to say"."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sex: Sex | None = None
    race_ethnicity: RaceEthnicity | None = None

    def group(self, dimension: Dimension) -> str:
        """The group's name; `UNKNOWN` when it needs something that was not said."""
        if dimension == "intersection":
            both = (self.race_ethnicity, self.sex)
            return f"{both[0]}, {both[1]}" if all(both) else UNKNOWN
        return getattr(self, dimension) or UNKNOWN


Counts = Mapping[tuple[Dimension, str], Mapping[str, int]]
"""By dimension and group: how many of the group stand under each label that was asked for."""


class Demographics(Protocol):
    """Nothing that names a person comes out again but to that person: the join with what became of them is done within,
    and only counts leave it."""

    async def put(self, candidate_id: str, answers: Answers) -> None:
        """Keep the answers, instead of earlier ones."""

    async def own(self, candidate_id: str) -> Answers | None:
        """For the person's own copy of their data, and for nothing else."""

    async def delete(self, candidate_id: str) -> None: ...

    async def counts(self, outcomes: Mapping[str, Sequence[str]]) -> Counts:
        """`outcomes`: by candidate the labels that hold for them ("applied", "hired")."""
