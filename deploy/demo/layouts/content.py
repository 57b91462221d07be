"""A resume as sections of text, the same for every file format; headings, dates and order vary from person to person."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from deploy.demo.world.resume import Post, Resume

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
HEADINGS = {
    "profile": ("Profile", "Summary", "About me"),
    "experience": ("Experience", "Work experience", "Professional experience", "Employment history"),
    "skills": ("Skills", "Key skills", "Technical skills"),
    "education": ("Education", "Education", "Education and training"),
    "languages": ("Languages",),
    "certifications": ("Certifications", "Certificates"),
}
ORDERS = (
    ("profile", "experience", "skills", "education", "certifications", "languages"),
    ("profile", "skills", "experience", "education", "languages", "certifications"),
    ("profile", "education", "experience", "skills", "certifications", "languages"),
)


@dataclass(frozen=True)
class Entry:
    """Something with a date: a post or a study."""

    head: str
    sub: str
    dates: str
    bullets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    kind: str
    heading: str
    paragraphs: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    items: tuple[str, ...] = ()
    """Short things that may stand in a row or below each other."""


@dataclass(frozen=True)
class Content:
    name: str
    headline: str
    contact: tuple[str, ...]
    sections: tuple[Section, ...]
    random: Random
    """For the choices of the layout."""

    def only(self, *kinds: str) -> tuple[Section, ...]:
        return tuple(s for s in self.sections if s.kind in kinds)


def content(resume: Resume) -> Content:
    random = Random(f"layout {resume.name}")
    month_style, company_first = random.choice(("short", "long", "number")), random.random() < 0.3
    entries = {
        "experience": tuple(_entry(post, month_style, company_first) for post in resume.posts),
        "education": tuple(Entry(s.degree, s.institution, str(s.year)) for s in resume.studies),
    }
    items = {
        "skills": resume.listed,
        "languages": resume.languages,
        "certifications": resume.certifications,
    }
    paragraphs = {"profile": (resume.summary,) if resume.summary else ()}
    sections = (
        Section(
            kind,
            _heading(kind, resume.trade, random),
            paragraphs.get(kind, ()),
            entries.get(kind, ()),
            items.get(kind, ()),
        )
        for kind in random.choice(ORDERS)
    )
    contact = (resume.location, resume.email, resume.phone, resume.link)
    return Content(
        name=resume.name,
        headline=resume.headline,
        contact=tuple(filter(None, contact)),
        sections=tuple(s for s in sections if s.paragraphs or s.entries or s.items),
        random=random,
    )


def _heading(kind: str, trade: str, random: Random) -> str:
    options = HEADINGS[kind]
    if kind == "skills" and trade in ("hr", "sales", "accounting"):
        options = options[:2]
    return random.choice(options)


def _entry(post: Post, month_style: str, company_first: bool) -> Entry:
    dates = f"{_date(post.start, month_style)} – {_date(post.end, month_style) if post.end else 'Present'}"
    company = f"{post.company}, {post.city}"
    head, sub = (company, post.title) if company_first else (post.title, company)
    return Entry(head, sub, dates, post.bullets)


def _date(date: str, style: str) -> str:
    year, _, month = date.partition("-")
    if not month:
        return year
    if style == "number":
        return f"{month}/{year}"
    name = MONTHS[int(month) - 1]
    return f"{name if style == 'long' else name[:3]} {year}"
