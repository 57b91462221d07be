"""What a recruiter asks for, taken apart."""

from __future__ import annotations

from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, field_validator

Sort = Literal["fit", "years", "newest"]
SORTS: tuple[Sort, ...] = get_args(Sort)


class Query(BaseModel):
    """Everything but `text`, `nice_skills`, `titles` and `like` is a condition; those rank. Skills are the taxonomy's
    names. `sort`, `skip`, `read_as` and `left_out` are no part of what is asked."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = ""
    """The words that nothing else accounts for: they are looked for by meaning and as words."""
    must_skills: tuple[str, ...] = ()
    any_skills: tuple[tuple[str, ...], ...] = ()
    """Of each group at least one."""
    nice_skills: tuple[str, ...] = ()
    without_skills: tuple[str, ...] = ()
    skill_years: tuple[tuple[str, float], ...] = ()
    """A skill and the least years with it."""
    min_years: float | None = None
    max_years: float | None = None
    levels: tuple[str, ...] = ()
    """Any of them, of `knowledge.levels.LEVELS`."""
    without_levels: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    """Any of them."""
    without_locations: tuple[str, ...] = ()
    remote: bool = False
    available: bool = False
    titles: tuple[str, ...] = ()
    """Lower case, singular: "data scientist"."""
    without_titles: tuple[str, ...] = ()
    """Of the present position."""
    companies: tuple[str, ...] = ()
    """Worked at any of them."""
    without_companies: tuple[str, ...] = ()
    degree: str | None = None
    """At least, of `knowledge.degrees.DEGREES`."""
    without_degree: str | None = None
    studied: tuple[str, ...] = ()
    """Fields and schools: "computer science", "stanford"; each of them."""
    languages: tuple[str, ...] = ()
    must_words: tuple[str, ...] = ()
    """Words, or phrases, that no taxonomy knows and that the resume must contain."""
    without_words: tuple[str, ...] = ()
    boolean: str = ""
    """An expression as it was typed: `(java OR kotlin) AND NOT spring`."""
    like: tuple[str, ...] = ()
    """Ids of candidates whose experience the wanted ones resemble."""
    exclude: tuple[str, ...] = ()
    """Ids of candidates not wanted."""
    sort: Sort = "fit"
    skip: int = 0
    """How many of the best come before those that are shown."""
    read_as: tuple[tuple[str, str], ...] = ()
    """Words that were taken for misspelled, and for what."""
    left_out: tuple[str, ...] = ()
    """Words about who people are, by which nobody is searched."""

    @field_validator("like", mode="before")
    @classmethod
    def _one_or_more(cls, value: Any) -> Any:
        """Until there were several it was one id, which conversations may still remember."""
        return (value,) if isinstance(value, str) else value or ()

    @property
    def wanted_skills(self) -> tuple[str, ...]:
        """All that count for a candidate, necessary or not."""
        named = (
            *self.must_skills,
            *(n for n, _ in self.skill_years),
            *(n for g in self.any_skills for n in g),
        )
        return tuple(dict.fromkeys((*named, *self.nice_skills)))

    @property
    def meaning(self) -> str:
        """What is looked for, in a few words."""
        return " ".join((*self.levels, *self.titles, *self.wanted_skills, self.text)).strip()

    @property
    def asked(self) -> Query:
        """Without how it is shown."""
        return self.model_copy(update={"sort": "fit", "skip": 0, "read_as": (), "left_out": ()})

    @property
    def empty(self) -> bool:
        """Nothing was asked."""
        return self.asked == Query(exclude=self.exclude)
