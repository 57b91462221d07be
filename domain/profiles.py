"""What a resume says, each value with the words it was read from. A value without a span is not stored."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Part):
    """Characters `start`..`end` (end excluded) of the document's visible text, and its page (from 1)."""

    start: int = Field(ge=0)
    end: int
    page: int = 1


class Value(Part):
    """A single value and where it stands."""

    value: str
    span: Span


class Employment(Part):
    """`start` and `end` are `YYYY-MM` or `YYYY`; `end` is None while `current`."""

    title: str | None
    company: str | None
    start: str | None
    end: str | None
    current: bool = False
    span: Span


class Education(Part):
    degree: str | None
    institution: str | None
    year: int | None
    span: Span


class Skill(Part):
    """`name` is the taxonomy's canonical name; one span for each mention."""

    name: str
    spans: tuple[Span, ...]


class Profile(Part):
    """A resume, read. Unknown stays unknown."""

    name: Value | None = None
    email: Value | None = None
    phone: Value | None = None
    location: Value | None = None
    links: tuple[Value, ...] = ()
    headline: Value | None = None
    skills: tuple[Skill, ...] = ()
    employments: tuple[Employment, ...] = ()
    education: tuple[Education, ...] = ()
    languages: tuple[Value, ...] = ()
    certifications: tuple[Value, ...] = ()
    total_years: float | None = None
    """Years of employment, overlaps counted once; None when no employment has dates."""
