"""How sure the reader is of a value, from 0 to 1: by what speaks for it, lower where the page had to be recognised.

These are rules, no measured probabilities. Below `DOUBTFUL` a person should look at the quoted words.
"""

from __future__ import annotations

from domain.profiles import Education, Employment, Profile, Value
from knowledge.documents import Document
from knowledge.titles import is_company, is_degree, is_school, is_title

DOUBTFUL = 0.7
RECOGNISED = 0.9
"""Factor for what was read from a picture."""


def weighed(profile: Profile, document: Document, likeness: float) -> Profile:
    """The profile with its confidences. `likeness`: share of the name that the e-mail address holds, 0 to 1."""
    factor = RECOGNISED if document.method == "ocr" else 1.0
    sure = {
        "name": 0.7 + 0.28 * likeness,
        "email": 0.99,
        "phone": 0.97 if profile.phone and profile.phone.value.startswith(("+", "00")) else 0.85,
        "location": 0.85,
        "headline": 0.85,
    }
    single = {name: _at(getattr(profile, name), certainty * factor) for name, certainty in sure.items()}
    lists = {
        "employments": tuple(
            e.model_copy(update={"confidence": _employment(e) * factor}) for e in profile.employments
        ),
        "education": tuple(
            e.model_copy(update={"confidence": _education(e) * factor}) for e in profile.education
        ),
    }
    return profile.model_copy(update=single | lists)


def _at(value: Value | None, confidence: float) -> Value | None:
    return value.model_copy(update={"confidence": round(confidence, 3)}) if value else None


def _employment(held: Employment) -> float:
    """A title that sounds like one, a company that sounds like one, and dates with months."""
    certainty = 0.5
    certainty += 0.2 if held.title and is_title(held.title) else 0.0
    certainty += (0.2 if is_company(held.company) else 0.12) if held.company else 0.0
    return round(certainty + (0.08 if held.start and len(held.start) > 4 else 0.0), 3)


def _education(study: Education) -> float:
    certainty = 0.5
    certainty += 0.2 if study.degree and is_degree(study.degree) else 0.0
    certainty += (0.2 if is_school(study.institution) else 0.1) if study.institution else 0.0
    return round(certainty + (0.08 if study.year else 0.0), 3)
