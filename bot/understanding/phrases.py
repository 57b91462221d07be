"""Finds listed phrases ("pto", "annual leave") and their canonical words ("vacation")."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cached_property


class Phrases:
    def __init__(self, synonyms: Mapping[str, str]) -> None:
        """`synonyms`: phrase in lower case → canonical word."""
        self.synonyms = dict(synonyms)

    def found(self, text: str, wanted: Collection[str]) -> list[tuple[int, str]]:
        """Where each phrase begins and its canonical word, if that is one of `wanted`; the longest phrase wins."""
        matches = self.pattern.finditer(text.casefold())
        return [(m.start(), c) for m in matches if (c := self.synonyms[m[0]]) in wanted]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any of the phrases, as whole words."""
        longest_first = sorted(self.synonyms, key=len, reverse=True)
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")
