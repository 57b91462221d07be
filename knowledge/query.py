"""What a recruiter asks for, taken apart."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Query(BaseModel):
    """Everything but `text`, `nice_skills` and `titles` is a condition; those rank. Skills are the taxonomy's names."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = ""
    """The words that carry meaning."""
    must_skills: tuple[str, ...] = ()
    any_skills: tuple[tuple[str, ...], ...] = ()
    """Of each group at least one."""
    nice_skills: tuple[str, ...] = ()
    without_skills: tuple[str, ...] = ()
    min_years: float | None = None
    max_years: float | None = None
    locations: tuple[str, ...] = ()
    """Any of them."""
    without_locations: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    """Lower case, singular: "senior data scientist"."""
    without_titles: tuple[str, ...] = ()
    """Of the present position."""
    languages: tuple[str, ...] = ()
    must_words: tuple[str, ...] = ()
    """Words that no taxonomy knows and that the resume must contain."""
    without_words: tuple[str, ...] = ()
    like: str | None = None
    """Id of a candidate whose experience the wanted ones resemble."""
    exclude: tuple[str, ...] = ()
    """Ids of candidates not wanted."""

    @property
    def wanted_skills(self) -> tuple[str, ...]:
        """All that count for a candidate, necessary or not."""
        return (*self.must_skills, *(name for group in self.any_skills for name in group), *self.nice_skills)

    @property
    def empty(self) -> bool:
        """Nothing was asked."""
        return self == Query(exclude=self.exclude)


def describe(query: Query) -> str:
    """The query in words, so that a reader sees what was understood."""
    said = [
        *query.titles,
        *query.must_skills,
        *(" or ".join(group) for group in query.any_skills),
        _years(query),
        " or ".join(query.locations),
        *(f"speaks {language}" for language in query.languages),
        *(f"“{word}”" for word in query.must_words),
        *(f"ideally {name}" for name in query.nice_skills),
        "experience like the chosen candidate's" if query.like else "",
        *(f"without {name}" for name in (*query.without_skills, *query.without_words)),
        *(f"no {title}s" for title in query.without_titles),
        *(f"not in {place}" for place in query.without_locations),
    ]
    return " · ".join(each for each in said if each) or query.text


def _years(query: Query) -> str:
    low, high = query.min_years, query.max_years
    if low is not None and high is not None:
        return f"{low:g} to {high:g} years"
    if low is not None:
        return f"{low:g}+ years"
    return f"at most {high:g} years" if high is not None else ""
