"""A resume as it is judged: without who the person is. Name, sex, age, photo, address, nationality and family are
blanked, character by character, so that every other word keeps its place and can be quoted."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.hiring import Candidate
from domain.profiles import Education, Employment, Skill, Span
from knowledge import skills as taxonomy
from knowledge.dates import months_of

_LABELS = (
    r"date of birth|birth ?date|d\.?o\.?b\.?|born(?: on| in)?|place of birth|birth ?place|age|gender|sex|nationality|citizenship|marital status"
    r"|civil status|family status|religion|ethnicity|race|photo(?:graph)?|picture|portrait|image|pronouns|address"
    r"|home address|father'?s name|mother'?s name|spouse|children|geburtsdatum|geburtsort|geboren(?: am)?|alter|geschlecht"
    r"|staatsangehörigkeit|nationalität|familienstand|konfession|anschrift|adresse|lichtbild|foto|né(?:e)? le|sexe|nationalité"
    r"|situation (?:de famille|familiale)|état civil|passport(?: no\.?| number)?|visa status|disability"
)
_LABELLED = re.compile(
    rf"(?:^|(?<=[|\t•·;]))[ •·*_-]*(?:{_LABELS})\b\**(?:[ ]*[:=\t]|[ ]+[–-][ ]|(?= of\b))[^\n|\t•·;]*",
    re.I | re.M,
)
_CAPTION = re.compile(
    r"[\[(]?\b(?:photo(?:graph)?|picture|portrait|headshot|image) (?:of|:)[^\n\])]*[\])]?", re.I
)
_PERSONAL = re.compile(
    r"\b(?:she|he|her|his|hers|him|herself|himself|they/them|she/her|he/him|mrs?|ms|miss|mx|herr|frau|madame|monsieur"
    r"|male|female|non-?binary|man|woman|men|women|boy|girl|lady|gentleman|husband|wife|mother|father|daughter|son"
    r"|maternity|paternity|parental leave|pregnan\w+|married|divorced|widow(?:ed|er)?|\d+ children|years old|aged \d+"
    r"|\d{2}[- ]year[- ]old)\b\.?",
    re.I,
)


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
    profile, blanks = candidate.profile, list(_blanks(candidate, institutions))
    text = _blanked(candidate.text, blanks)
    kept: dict[str, Skill] = {}
    for skill in profile.skills:
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


def _blanks(candidate: Candidate, institutions: bool) -> Iterator[tuple[int, int]]:
    profile, text = candidate.profile, candidate.text
    for value in (profile.name, profile.email, profile.phone, profile.location, *profile.links):
        if value:
            yield value.span.start, value.span.end
    yield from _names(candidate)
    for pattern in (_LABELLED, _CAPTION, _PERSONAL):
        yield from (match.span() for match in pattern.finditer(text))
    if not institutions:
        for entry in profile.education:
            if entry.institution:
                words = r"\s+".join(map(re.escape, entry.institution.split()))
                yield from (match.span() for match in re.finditer(words, text))


def _names(candidate: Candidate) -> Iterator[tuple[int, int]]:
    """The whole name in any case, and each of its parts as a name is written; a part that is a skill's name too ("Ruby",
    "Julia") stays where skills are listed."""
    text = candidate.text
    names = {candidate.name, candidate.profile.name.value if candidate.profile.name else candidate.name}
    for name in names:
        parts = name.split()
        if parts:
            whole = r"\s+".join(map(re.escape, parts))
            yield from (match.span() for match in re.finditer(rf"(?<!\w){whole}(?!\w)", text, re.IGNORECASE))
        for part in parts:
            if len(part) > 1:
                spellings = "|".join(map(re.escape, {part.capitalize(), part.upper(), part}))
                for match in re.finditer(rf"(?<!\w)(?:{spellings})(?!\w)", text):
                    if taxonomy.canonical(part) is None or not _listed(text, *match.span()):
                        yield match.span()


def _listed(text: str, start: int, end: int) -> bool:
    """Beside a comma or another mark of a list, as skills stand and names seldom do."""
    return bool(
        re.match(r"\s*[,/|•]", text[end : end + 3])
        or re.search(r"[,/|•]\s*$", text[max(0, start - 3) : start])
    )
