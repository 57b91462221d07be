"""Degrees by their height, as resumes and recruiters write them."""

from __future__ import annotations

import re

DEGREES = ("diploma", "bachelor", "master", "doctor")
"""From the lowest."""
_SAID = {
    "doctor": r"ph\.?\s?d\.?s?|doctorates?|doctor(?:al)?|dr\. ?(?:rer|phil|med)\w*|dphil|m\.?d\.?(?= |$)|j\.?d\.?(?= |$)",
    "master": r"masters?(?:['’]s?)?|m\.?\s?sc\.?|m\.?\s?eng\.?|mba|m\.?\s?tech\.?|m\.?a\.?(?= |$)|magister|ll\.?m\.?|mphil|mca|m\.?ed"
    r"|diplom(?:-?ingenieur)?(?![aey])",
    "bachelor": r"bachelors?(?:['’]s?)?|b\.?\s?sc\.?|b\.?\s?eng\.?|b\.?\s?tech\.?|b\.?a\.?(?= |$)|bba|b\.?com\.?|ll\.?b\.?|bca|b\.?ed"
    r"|b\.?e\.(?= |$)|undergraduate degree|university degree",
    "diploma": r"diplomas?|associates?(?:['’]s?)? degree|higher national|vocational|apprenticeship|ausbildung",
}
PATTERN = {degree: re.compile(rf"(?<!\w)(?:{said})(?!\w)", re.IGNORECASE) for degree, said in _SAID.items()}


def degree_of(text: str) -> str | None:
    """The highest degree that the words name."""
    return next((degree for degree in reversed(DEGREES) if PATTERN[degree].search(text)), None)


def at_least(degree: str) -> tuple[str, ...]:
    return DEGREES[DEGREES.index(degree) :]
