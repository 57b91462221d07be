"""What a language model may add to a resume's profile: only where the rules are unsure, only what stands in the text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import date

from pydantic import BaseModel, Field

from domain.profiles import Education, Employment, Profile, ReadByModel, Span, Value
from domain.reading import Reading
from knowledge.certainty import DOUBTFUL
from knowledge.dates import Period, periods, total_years
from knowledge.documents import Document
from knowledge.experience import gaps, with_uses

CONFIDENCE = 0.75
"""Of what the model found and the text bears out: above doubtful, below what a rule is sure of."""
LONGEST = 40_000
"""Characters of a resume that the model is given."""
MOST = 40
SINGLE = ("name", "location")

INSTRUCTIONS = """You read one resume and copy out what it says. Copy words exactly as they stand there, character by \
character; never translate, complete, correct or infer anything. What the resume does not say stays null or is left out. \
For each employment and each education, `quote` is the passage of the resume that names it together with its dates, copied \
exactly. Dates are YYYY-MM, or YYYY where no month is given; `end` is null while the employment goes on."""
PROMPT_HASH = hashlib.sha256(INSTRUCTIONS.encode()).hexdigest()


class ReadEmployment(BaseModel):
    quote: str
    title: str | None = None
    company: str | None = None
    start: str | None = None
    end: str | None = None


class ReadEducation(BaseModel):
    quote: str
    degree: str | None = None
    institution: str | None = None
    year: int | None = None


class ReadResume(BaseModel):
    """The fixed form of the answer. Contact details, headline and skills are not asked for: the rules know them."""

    name: str | None = None
    location: str | None = None
    employments: list[ReadEmployment] = Field(default_factory=list)
    education: list[ReadEducation] = Field(default_factory=list)


def unclear(profile: Profile) -> tuple[str, ...]:
    """The fields that the rules did not find, or doubt (`knowledge.certainty`)."""
    found = [f for f in SINGLE if (v := getattr(profile, f)) is None or v.confidence < DOUBTFUL]
    if not profile.employments or any(map(_doubtful, profile.employments)):
        found.append("employments")
    if not profile.education or any(e.confidence < DOUBTFUL for e in profile.education):
        found.append("education")
    return tuple(found)


def _doubtful(held: Employment) -> bool:
    return held.confidence < DOUBTFUL or held.title is None or held.company is None


def filled(profile: Profile, reading: Reading[ReadResume], document: Document, today: date) -> Profile:
    """The profile with what the model found for the unclear fields. A value that the visible text does not bear out,
    word for word, is dropped; so is what would replace something the rules are sure of."""
    answer, wanted = reading.value, unclear(profile)
    found: dict[str, object] = {
        field: value
        for field in SINGLE
        if field in wanted and (value := _value(document, getattr(answer, field))) is not None
    }
    if "employments" in wanted and (held := _employments(profile, answer, document)) != profile.employments:
        found["employments"] = held
    if "education" in wanted and (studied := _education(profile, answer, document)) != profile.education:
        found["education"] = studied
    if not found:
        return profile
    by_model = ReadByModel(
        fields=tuple(found),
        model=reading.model,
        prompt_hash=PROMPT_HASH,
        tokens_in=reading.tokens_in,
        tokens_out=reading.tokens_out,
    )
    return _counted(profile.model_copy(update={**found, "by_model": by_model}), today)


def _counted(profile: Profile, today: date) -> Profile:
    held = profile.employments
    dated = [(e.start, e.end) for e in held if e.start]
    counted = {
        "skills": with_uses(profile.skills, held, today),
        "mentioned": with_uses(profile.mentioned, held, today),
        "total_years": total_years(dated, today),
        "gaps": gaps(held, today),
    }
    return profile.model_copy(update=counted)


# --- against the text --------------------------------------------------------------------------------------


def _place(text: str, words: str | None, within: tuple[int, int] | None = None) -> tuple[int, int] | None:
    """Where the words stand, however they are spaced there."""
    if not words or not words.strip() or len(words) > 2000:
        return None
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, words.split())) + r"(?!\w)")
    match = pattern.search(text, *(within or (0, len(text))))
    return match.span() if match else None


def _said(text: str, words: str | None, within: tuple[int, int]) -> str | None:
    place = _place(text, words, within)
    return " ".join(text[slice(*place)].split()) if place else None


def _value(document: Document, words: str | None) -> Value | None:
    place = _place(document.text, words) if words and len(words) <= 120 else None
    if place is None:
        return None
    return Value(
        value=" ".join(document.text[slice(*place)].split()),
        span=_span(document, place),
        confidence=CONFIDENCE,
    )


def _span(document: Document, place: tuple[int, int]) -> Span:
    return Span(start=place[0], end=place[1], page=document.page_of(place[0]))


def _employments(profile: Profile, answer: ReadResume, document: Document) -> tuple[Employment, ...]:
    dates = periods(document.text)
    kept = list(profile.employments)
    for said in answer.employments[:MOST]:
        made = _employment(said, document, dates)
        if made is None:
            continue
        same = next((e for e in kept if _overlap(e.span, made.span)), None)
        if same is None:
            kept.append(made)
        elif _doubtful(same):
            kept[kept.index(same)] = _completed(same, made)
    return tuple(sorted(kept, key=lambda e: e.span.start))


def _employment(said: ReadEmployment, document: Document, dates: Sequence[Period]) -> Employment | None:
    """Without dates that the rules can read in the quoted passage it is no employment: it would count for nothing."""
    quoted = _place(document.text, said.quote)
    if quoted is None:
        return None
    title, company = (_said(document.text, words, quoted) for words in (said.title, said.company))
    period = next((p for p in dates if quoted[0] <= p.at and p.until <= quoted[1] and _agree(p, said)), None)
    if period is None or not (title or company):
        return None
    return Employment(
        title=title,
        company=company,
        start=period.start,
        end=period.end,
        current=period.current,
        span=_span(document, quoted),
        confidence=CONFIDENCE,
    )


def _agree(period: Period, said: ReadEmployment) -> bool:
    return (period.start[:4], (period.end or "")[:4]) == ((said.start or "")[:4], (said.end or "")[:4])


def _completed(rules: Employment, model: Employment) -> Employment:
    """What the rules read stays; what they left open comes from the model."""
    doubted = rules.confidence < DOUBTFUL
    return rules.model_copy(
        update={
            "title": (model.title if doubted else None) or rules.title or model.title,
            "company": (model.company if doubted else None) or rules.company or model.company,
            "start": rules.start or model.start,
            "end": rules.end if rules.start else model.end,
            "current": rules.current if rules.start else model.current,
            "confidence": max(rules.confidence, CONFIDENCE),
        }
    )


def _education(profile: Profile, answer: ReadResume, document: Document) -> tuple[Education, ...]:
    kept = [e for e in profile.education if e.confidence >= DOUBTFUL]
    made = [m for said in answer.education[:MOST] if (m := _studied(said, document))]
    new = [m for m in made if not any(_overlap(e.span, m.span) for e in kept)]
    unsure = [
        e for e in profile.education if e not in kept and not any(_overlap(e.span, m.span) for m in new)
    ]
    return tuple(sorted([*kept, *new, *unsure], key=lambda e: e.span.start))


def _studied(said: ReadEducation, document: Document) -> Education | None:
    quoted = _place(document.text, said.quote)
    if quoted is None:
        return None
    degree, institution = (_said(document.text, words, quoted) for words in (said.degree, said.institution))
    if not (degree or institution):
        return None
    year = said.year if _place(document.text, str(said.year), quoted) else None
    return Education(
        degree=degree, institution=institution, year=year, span=_span(document, quoted), confidence=CONFIDENCE
    )


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
