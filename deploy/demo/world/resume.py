"""A resume before it is laid out, and what may be known of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

AS_OF = 2026 * 12 + 10 - 1
"""October 2026 in months: "present" on every resume, so that a resume never changes."""


@dataclass(frozen=True)
class Post:
    """An employment. `start` and `end` are `YYYY-MM` or `YYYY`; no `end` while it lasts. `bullets` are plain text."""

    title: str
    company: str
    city: str
    start: str
    end: str | None
    bullets: tuple[str, ...]


@dataclass(frozen=True)
class Study:
    degree: str
    institution: str
    year: int


@dataclass(frozen=True)
class Resume:
    """`listed` are the skills as written in the skills section; `skills` everything the text mentions, canonical."""

    id: str
    name: str
    trade: str
    layout: str
    email: str
    phone: str | None
    location: str
    link: str | None
    headline: str
    summary: str | None
    listed: tuple[str, ...]
    skills: tuple[str, ...]
    posts: tuple[Post, ...]
    studies: tuple[Study, ...]
    languages: tuple[str, ...]
    certifications: tuple[str, ...]

    @property
    def total_years(self) -> float | None:
        """Months with an employment, both ends included, as years; None when there is none. A date without a month
        stands for the middle of its year."""
        months = {month for post in self.posts for month in _months(post)}
        return round(len(months) / 12, 1) if months else None


def _months(post: Post) -> range:
    """Number of each month worked. Year-only dates count from July of the first to June of the last year."""
    last = AS_OF if post.end is None else _month(post.end, 6)
    return range(_month(post.start, 7), last + 1)


def _month(date: str, without: int) -> int:
    year, _, month = date.partition("-")
    return int(year) * 12 + (int(month) if month else without) - 1


def truth(resume: Resume) -> dict[str, Any]:
    """What a perfect reader finds, in the terms of `domain.profiles`."""
    return {
        "name": resume.name,
        "email": resume.email,
        "phone": resume.phone,
        "location": resume.location,
        "skills": sorted(resume.skills),
        "employments": [
            {"title": p.title, "company": p.company, "start": p.start, "end": p.end} for p in resume.posts
        ],
        "education": [
            {"degree": s.degree, "institution": s.institution, "year": s.year} for s in resume.studies
        ],
        "languages": list(resume.languages),
        "certifications": list(resume.certifications),
        "total_years": resume.total_years,
        "scan": resume.layout == "scan",
    }
