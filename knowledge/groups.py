"""Groups in a list of skills whose names are headings elsewhere ("Languages: Java, SQL", "Other: Git")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.headings import Section
from knowledge.language_names import LANGUAGE

_TONGUE = re.compile(r"(?:mother|other|foreign|native)\b", re.IGNORECASE)
_PRIVATE = re.compile(
    r"interest|hobb|award|hono|volunt|member|activit|affiliat|achiev|loisir|freizeit|public|patent|driv|führer|permis|rijbewijs",
    re.I,
)
"""What no group of skills is about."""


def names_group(section: Section | None, text: str, *, beside: bool, apart: bool) -> bool:
    """Whether a line of a list of skills, which elsewhere would open `section`, only names one group of them. `beside`: the
    group stands on the same line; `apart`: an empty line stands above."""
    if not beside:
        return not apart and re.fullmatch(r"(?:others?|personal):?", text, re.IGNORECASE) is not None
    if section is Section.languages and not _TONGUE.match(text):
        return LANGUAGE.search(text) is None
    return section is Section.skills or (section is Section.other and not _PRIVATE.match(text))


def is_row(section: Section | None, rows: Sequence[str]) -> bool:
    """Whether the last of these rows of a table of skills ("Tools<tab>Git", "Languages<tab>French, German") is one of its
    groups and says something for a section of its own too; languages with how well they are spoken are no skills."""
    rated = section is Section.languages and re.search(r"\(|\b[ABC][12]\b", rows[-1]) is not None
    table = all("\t" in row[:40] for row in rows)
    return section in (Section.languages, Section.certifications) and table and not rated
