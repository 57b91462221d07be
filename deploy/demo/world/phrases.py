"""Sentences with marked skills: `[Kafka=Apache Kafka]` is a skill as written and by its canonical name, `[Python]` both
at once; `{a|b}` is a choice."""

from __future__ import annotations

import re
from random import Random

_CHOICE = re.compile(r"\{([^{}]*)\}")
_SKILL = re.compile(r"\[([^\[\]=]+)(?:=([^\[\]]+))?\]")


def said(phrase: str, random: Random) -> str:
    """The phrase with its choices made; skills stay marked."""
    return _CHOICE.sub(lambda m: random.choice(m[1].split("|")), phrase)


def plain(phrase: str) -> str:
    return _SKILL.sub(r"\1", phrase)


def skills_in(phrase: str) -> frozenset[str]:
    """Canonical names of the marked skills."""
    return frozenset(m[2] or m[1] for m in _SKILL.finditer(phrase))
