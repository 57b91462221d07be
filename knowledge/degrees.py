"""Degrees by their height, as resumes and recruiters write them in English, German, French, Spanish and Indian resumes."""

from __future__ import annotations

import re

DEGREES = ("diploma", "bachelor", "master", "doctor")
"""From the lowest."""
_SAID = {
    "doctor": r"ph\.?\s?d|doctora\w*|doktor\w*|promotion|dphil|dr\.\s?\w+\.?",
    "master": r"master\w*|m\.?\s?sc|m\.?\s?a|m\.?\s?tech|m\.?\s?eng|mba|m\.?\s?com|mca|magister|diplom(?:-\w+|ingenieur)?|mag|maîtrise|máster|m\.?\s?phil|ll\.?m|m\.?\s?ed|m\.?\s?ba",
    "bachelor": r"bachelor\w*|b\.?\s?sc|b\.?\s?a|b\.?\s?tech|b\.?\s?e|b\.?\s?eng|b\.?\s?com|bca|bba|licence|licenciatura|grado|undergraduate|ll\.?b|b\.?\s?ed|b\.?\s?f\.?a|degree",
    "diploma": r"diploma|associate\w*|ausbildung|apprenticeship|certificate|hnd|lehre|fachwirt\w*|foundation|vocational|bts|dut|higher secondary|a[- ]levels?|abitur",
}  # fmt: skip
_PATTERNS = {
    degree: re.compile(rf"(?<![\w.])(?:{said})(?!\w)", re.IGNORECASE) for degree, said in _SAID.items()
}


def degree_of(text: str) -> str | None:
    """The highest degree that the words name."""
    return next((degree for degree in reversed(DEGREES) if _PATTERNS[degree].search(text)), None)


def level_of(text: str) -> int | None:
    """4 doctorate, 3 master, 2 bachelor, 1 vocational; None where no level is named."""
    degree = degree_of(text)
    return DEGREES.index(degree) + 1 if degree else None


def at_least(degree: str) -> tuple[str, ...]:
    return DEGREES[DEGREES.index(degree) :]
