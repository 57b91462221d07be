"""Seniority: what a present title says, or else what the years do."""

from __future__ import annotations

import re
from collections.abc import Sequence

LEVELS = ("intern", "junior", "mid", "senior", "lead", "manager", "director")
"""From the lowest; who leads people is above who leads work."""
WORDS = {
    "intern": r"intern(?:ship)?s?|trainees?|apprentices?|working student|werkstudent(?:in)?",
    "junior": r"juniors?|jr|graduate|entry[- ]level",
    "mid": r"mid(?:dle)?(?:[- ]?level|[- ]weight)?|intermediate",
    "senior": r"seniors?|sr|experienced",
    "lead": r"leads?|principals?|staff|leading",
    "manager": r"managers?|supervisors?|team ?leaders?",
    "director": r"directors?|head of|vp|vice president|chief|c[etfo]o|executives",
}
_SAID = {level: re.compile(rf"\b(?:{words})\b\.?", re.IGNORECASE) for level, words in WORDS.items()}
_JUNIOR, _SENIOR = 2, 5
"""Years of work below which, and from which, a title without a level stands for one."""


def level_of(titles: Sequence[str], years: float | None) -> str | None:
    """The highest that the titles name; without any: under two years junior, from five on senior."""
    named = [level for level in LEVELS if any(_SAID[level].search(title) for title in titles)]
    if named:
        return named[-1]
    if years is None:
        return None
    return "junior" if years < _JUNIOR else "senior" if years >= _SENIOR else "mid"


def asked_for(level: str) -> tuple[str, ...]:
    """Who counts when a level is asked for: seniors are also those above them, juniors also those below."""
    at = LEVELS.index(level)
    if level == "junior":
        return LEVELS[: at + 1]
    return LEVELS[at:] if level in ("senior", "lead") else (level,)
