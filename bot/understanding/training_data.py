"""Reads training data in Rasa 3.1's NLU format: intents with annotated examples, synonyms, lookups, regexes.

https://legacy-docs-oss.rasa.com/docs/rasa/training-data-format
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

OUT_OF_SCOPE = "out_of_scope"
_ENTITY = re.compile(
    r"\[(?P<text>[^\]]+)\](?:\((?P<name>[^):]+)(?::(?P<value>[^)]*))?\)|(?P<json>\{[^}]*\}))"
)


@dataclass(frozen=True)
class Mention:
    """Characters `start`..`end` (end excluded) of an example that name an entity."""

    entity: str
    start: int
    end: int


@dataclass(frozen=True)
class Example:
    text: str
    intent: str
    mentions: tuple[Mention, ...] = ()


@dataclass
class TrainingData:
    """`synonyms` maps a phrase in lower case to its canonical word; `lookups` and `regexes` go by entity."""

    examples: list[Example] = field(default_factory=list)
    synonyms: dict[str, str] = field(default_factory=dict)
    lookups: dict[str, list[str]] = field(default_factory=dict)
    regexes: dict[str, list[str]] = field(default_factory=dict)

    def add(self, entry: dict[str, Any]) -> None:
        """One item under `nlu:`. Raises `ValueError` on a kind that Rasa does not know either."""
        lines = _lines(entry["examples"])
        if "intent" in entry:
            self.examples += [annotated(line, entry["intent"]) for line in lines]
        elif "synonym" in entry:
            self.synonyms |= {line.lower(): entry["synonym"] for line in lines}
        elif "lookup" in entry:
            self.lookups.setdefault(entry["lookup"], []).extend(lines)
        elif "regex" in entry:
            self.regexes.setdefault(entry["regex"], []).extend(lines)
        else:
            raise ValueError(f"training data holds an entry of unknown kind: {sorted(entry)}")


def read_files(paths: Iterable[Path]) -> TrainingData:
    data = TrainingData()
    for path in sorted(paths):
        for entry in yaml.safe_load(path.read_text("utf-8"))["nlu"]:
            data.add(entry)
    return data


def annotated(line: str, intent: str) -> Example:
    """`I need [Friday](date) off` → the plain sentence and where its entities stand."""
    text, mentions, at = "", [], 0
    for match in _ENTITY.finditer(line):
        text += line[at : match.start()]
        name = match["name"] or json.loads(match["json"])["entity"]
        mentions.append(Mention(name, len(text), len(text) + len(match["text"])))
        text += match["text"]
        at = match.end()
    return Example(text + line[at:], intent, tuple(mentions))


def _lines(block: str) -> list[str]:
    return [line.strip().removeprefix("-").strip() for line in block.splitlines() if line.strip()]
