"""One question, as the readers of its details see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.understanding import wording
from bot.understanding.phrases import Phrases
from bot.understanding.spans import Span
from domain.understanding import Asking

Slots = dict[str, Any]


@dataclass(frozen=True)
class Sentence:
    """One question, and what helps to read it."""

    text: str
    intent: str
    asking: Asking
    phrases: Phrases
    spans: Sequence[Span]

    def named(self, kind: str) -> str | None:
        """The first name of that kind, as it was written."""
        named = (self.text[s.start : s.end] for s in self.spans if s.kind == kind)
        return next((name for name in named if any(map(str.isalpha, name))), None)


def trimmed(words: str) -> str:
    return wording.PLEASE.sub("", words).strip(" .?!,;:")
