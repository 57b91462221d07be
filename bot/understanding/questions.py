"""Cuts a message into what may be separate questions. Whether a cut holds is decided by what the pieces mean."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SENTENCE_END = re.compile(r"(?<=[?!;])\s+|(?<=[^\W\d_]{3}\.)(?<![Ss]tr\.)\s+|\s*\n+\s*")
_JOINT = re.compile(
    r"(?:[\s,]*\b(?:and also|and then|and|as well as|also|then|plus)\b\s+|\s*&\s+|\s*,\s+)(?!why\W*$)", re.I
)
"""A bare "and why" belongs to what was asked before it."""
_LEAD = re.compile(r"(?:and|also|then|plus|so|ok|okay|oh|i['’]?m back|i am back)\s*,\s*", re.I)
_OPENER = re.compile(
    r"(?:please |can you |could you |would you |pls )*(?:what|what's|whats|when|where|which|who|who's|how|why|is|are|am|do|does|did|has|have"
    r"|can|could|may|will|show|list|find|search|give|get|open|book|request|apply|move|reject|decline|hire|invite"
    r"|advance|tell me|upload|add|import|check|i|i'd|i'm|my)\b(?! (?:her|him|them)\b)",
    re.I,
)


@dataclass(frozen=True)
class Piece:
    """Characters `start`..`end` of a sentence. `opens`: it begins as a question or a request does."""

    start: int
    end: int
    opens: bool


MOST = 8
"""More sentences, or more pieces of one, than a person asks questions in one message."""


def sentences(text: str) -> list[str]:
    """Sentences and lines, the first `MOST`; a dot after an initial, a title or a number ends none."""
    return [part for part in _SENTENCE_END.split(text) if part and part.strip()][:MOST]


def pieces(sentence: str) -> list[Piece]:
    """The sentence cut at every "and", "also" and comma; left whole when it is an enumeration."""
    lead = _LEAD.match(sentence)
    first = lead.end() if lead else 0
    joints = [m for m in _JOINT.finditer(sentence, first) if m.start() > first]
    if len(joints) >= MOST:
        joints = []
    starts = [first, *(m.end() for m in joints)]
    ends = [*(m.start() for m in joints), len(sentence)]
    return [Piece(a, b, bool(_OPENER.match(sentence, a))) for a, b in zip(starts, ends, strict=True) if b > a]
