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
    """A single value, where it stands, and how sure the reader is (see `knowledge.certainty`)."""

    value: str
    span: Span
    confidence: float = Field(1.0, ge=0, le=1)


class Employment(Part):
    """`start` and `end` are `YYYY-MM` or `YYYY`; `end` is None while `current`."""

    title: str | None
    company: str | None
    start: str | None
    end: str | None
    current: bool = False
    span: Span
    confidence: float = Field(1.0, ge=0, le=1)


class Education(Part):
    degree: str | None
    institution: str | None
    year: int | None
    span: Span
    confidence: float = Field(1.0, ge=0, le=1)


class SkillUse(Part):
    """A skill named within a dated employment: which one (its position in `Profile.employments`), for how many months
    that lasted, and its last month (`YYYY-MM`)."""

    employment: int
    months: int
    last: str


class Skill(Part):
    """`name` is the taxonomy's canonical name, or the resume's own word for a skill it lists beyond the taxonomy; one
    span for each mention."""

    name: str
    spans: tuple[Span, ...]
    uses: tuple[SkillUse, ...] = ()


class Gap(Part):
    """Months without any employment between two: the first and the last of them, as `YYYY-MM`."""

    start: str
    end: str
    months: int


class ReadByModel(Part):
    """What a language model filled in where the rules were unsure: the fields, the model's exact version, and the hash of
    the words it was asked with (SHA-256)."""

    fields: tuple[str, ...]
    model: str
    prompt_hash: str
    tokens_in: int
    tokens_out: int


class Profile(Part):
    """A resume, read. Unknown stays unknown."""

    name: Value | None = None
    email: Value | None = None
    phone: Value | None = None
    location: Value | None = None
    links: tuple[Value, ...] = ()
    headline: Value | None = None
    skills: tuple[Skill, ...] = ()
    """What the person lists as skills, and the techniques and tools named elsewhere; of a resume without such a list, all
    that is named."""
    mentioned: tuple[Skill, ...] = ()
    """Other skills that sentences mention beside those listed ("budgeting", "logistics")."""
    employments: tuple[Employment, ...] = ()
    education: tuple[Education, ...] = ()
    languages: tuple[Value, ...] = ()
    certifications: tuple[Value, ...] = ()
    total_years: float | None = None
    """Years of employment, overlaps counted once; None when no employment has dates."""
    gaps: tuple[Gap, ...] = ()
    """Three months or more between employments, in order. They are shown to people, never scored."""
    by_model: ReadByModel | None = None
    """None where the rules alone were asked, or the model added nothing that the text bears out."""

    @property
    def every_skill(self) -> tuple[Skill, ...]:
        return (*self.skills, *self.mentioned)
