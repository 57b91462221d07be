"""How senior a title is, by its own words."""

from __future__ import annotations

import re

_RANKS: tuple[tuple[int, str], ...] = (
    (5, r"chief|c[etfo]o|vp|vice president|director|head of|partner|geschäftsführer\w*"),
    (4, r"manager|principal|staff|lead(?:er)?|team ?lead|leiter\w*|architect|supervisor"),
    (3, r"senior|sr\.?|experienced|expert|iii|specialist ii"),
    (1, r"junior|jr\.?|associate|assistant|trainee|graduate|apprentice|werkstudent\w*|working student|auszubildende\w*"),
    (0, r"intern(?:ship)?|praktik\w*|student|volunteer|stagiaire"),
)  # fmt: skip
_PATTERNS = tuple((rank, re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.I)) for rank, words in _RANKS)


def rank_of(title: str) -> int:
    """0 intern to 5 head; 2 where the title does not say."""
    return next((rank for rank, pattern in _PATTERNS if pattern.search(title)), 2)
