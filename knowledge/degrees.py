"""Degrees by level, as they are written in English, German, French, Spanish and Indian resumes."""

from __future__ import annotations

import re

_LEVELS: tuple[tuple[int, str], ...] = (
    (4, r"ph\.?\s?d|doctora\w*|doktor\w*|promotion|dphil|dr\.\s?\w+\.?"),
    (3, r"master\w*|m\.?\s?sc|m\.?\s?a|m\.?\s?tech|m\.?\s?eng|mba|m\.?\s?com|mca|magister|diplom(?:-\w+|ingenieur)?|mag|maîtrise|máster|m\.?\s?phil|ll\.?m|m\.?\s?ed|m\.?\s?ba"),
    (2, r"bachelor\w*|b\.?\s?sc|b\.?\s?a|b\.?\s?tech|b\.?\s?e|b\.?\s?eng|b\.?\s?com|bca|bba|licence|licenciatura|grado|undergraduate|ll\.?b|b\.?\s?ed|b\.?\s?f\.?a|degree"),
    (1, r"diploma|associate\w*|ausbildung|apprenticeship|certificate|hnd|lehre|fachwirt\w*|foundation|vocational|bts|dut|higher secondary|a[- ]levels?|abitur"),
)  # fmt: skip
_PATTERNS = tuple((level, re.compile(rf"(?<![\w.])(?:{words})(?!\w)", re.I)) for level, words in _LEVELS)


def level_of(degree: str) -> int | None:
    """4 doctorate, 3 master, 2 bachelor, 1 vocational; None where no level is named."""
    return next((level for level, pattern in _PATTERNS if pattern.search(degree)), None)
