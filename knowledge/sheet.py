"""A resume as it is judged: without who the person is. Name, sex, age, photo, address, nationality and family are
blanked, character by character, so that every other word keeps its place and can be quoted."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date

from domain.hiring import Candidate
from domain.profiles import Education, Employment, Skill, Span
from knowledge.dates import months_of
from knowledge.impersonal import cuts


@dataclass(frozen=True)
class Sheet:
    """What of a candidate is judged. Spans point into `text`, which is as long as the resume's own."""

    text: str
    skills: dict[str, Skill]
    """By lower-case name; mentions within a name or another blank are gone."""
    employments: tuple[Employment, ...]
    education: tuple[Education, ...]
    languages: tuple[tuple[str, Span], ...]
    total_years: float | None
    input_hash: str

    def months(self, held: list[Employment]) -> int:
        """Months of these employments, overlaps counted once."""
        return len({m for e in held if e.start for m in _months(e)})


def sheet(candidate: Candidate, *, institutions: bool = False) -> Sheet:
    """`institutions`: schools stay, because the job asks for one."""
    profile, blanks = candidate.profile, list(cuts(candidate, institutions=institutions))
    text = _blanked(candidate.text, blanks)
    kept: dict[str, Skill] = {}
    for skill in profile.every_skill:
        spans = tuple(s for s in skill.spans if not text[s.start : s.end].isspace())
        if spans:
            kept[skill.name.lower()] = skill.model_copy(update={"spans": spans})
    today = f"{candidate.updated_at:%Y-%m}"
    employments = tuple(
        e.model_copy(update={"company": None, "end": e.end or today}) for e in profile.employments
    )
    education = tuple(
        e if institutions else e.model_copy(update={"institution": None}) for e in profile.education
    )
    languages = tuple((v.value, v.span) for v in profile.languages)
    return Sheet(
        text, kept, employments, education, languages, profile.total_years,
        _digest(text, kept, employments, education, profile.total_years),
    )  # fmt: skip


def _digest(
    text: str,
    kept: dict[str, Skill],
    employments: tuple[Employment, ...],
    education: tuple[Education, ...],
    years: float | None,
) -> str:
    """Blanks count as one, so that another name in the same place is the same input."""
    facts = {
        "text": " ".join(text.split()),
        "skills": sorted(kept),
        "employments": [(e.title, e.start, e.end) for e in employments],
        "education": [(e.degree, e.institution, e.year) for e in education],
        "years": years,
    }
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


def _months(held: Employment) -> range:
    end = held.end or held.start or ""
    year, _, month = end.partition("-")
    return months_of(held.start or "", held.end, date(int(year), int(month or 12), 1))


def _blanked(text: str, blanks: list[tuple[int, int]]) -> str:
    for start, end in blanks:
        text = text[:start] + re.sub(r"\S", " ", text[start:end]) + text[end:]
    return text
