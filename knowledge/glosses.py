"""Sentences of German and French job descriptions in words that the English rules read (`glosses.yaml`, made to be
extended). Only what bears on criteria changes: a gloss is read, and never shown."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml

GLOSSES = Path(__file__).with_name("glosses.yaml")
PLAINLY = 2
"""So many glosses of one language show that a text is written in it."""


def glossed(text: str) -> str:
    """The text with every phrase of the table in English; English stays as it is."""
    for language in _table():
        text = _glossed(text, language)[0]
    return text


def language_of(text: str) -> str | None:
    """The language of the table in which a text plainly asks for things."""
    counts = {language: _glossed(text, language)[1] for language in _table()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] >= PLAINLY else None


def languages() -> tuple[str, ...]:
    return tuple(_table())


def _glossed(text: str, language: str) -> tuple[str, int]:
    count = 0
    for pattern, gloss in _table()[language]:
        text, times = pattern.subn(gloss, text)
        count += times
    return text, count


@lru_cache(maxsize=1)
def _table() -> dict[str, list[tuple[re.Pattern[str], str]]]:
    said: dict[str, dict[str, str | int]] = yaml.safe_load(GLOSSES.read_text(encoding="utf-8"))
    return {
        language: [(_whole(phrase), str(gloss)) for phrase, gloss in lines.items()]
        for language, lines in said.items()
    }


def _whole(phrase: str) -> re.Pattern[str]:
    """Whole words alone; a phrase that begins with a hyphen or looks behind itself joins on."""
    start = "" if phrase.startswith(("-", "(?<", " ")) else r"(?<![^\W_])"
    return re.compile(rf"{start}(?:{phrase})(?![^\W_])", re.IGNORECASE)
