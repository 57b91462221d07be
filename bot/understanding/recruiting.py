"""Reads what recruiters say between a list and a hire: like whom, why there, whom to put forward, why a verdict is wrong."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.understanding import hiring_slots, wording
from bot.understanding.hiring_readers import candidate, names_in_a_row, reason, several
from bot.understanding.sentence import Sentence, Slots, trimmed
from knowledge import skills

_SHE_LACKS = re.compile(r"\b(?:she|he|they|her|him|them)\b.*\b(?:missing|lack\w*|gaps?)\b", re.I)
_TO_CONSIDER = re.compile(r"^(?:consider|put|add|source|nominate|propose|suggest|take)\s+", re.I)
_WHOM = re.compile(
    r"\b(?:consider|put|add|source|nominate|propose|enter|bring|get|take)\s+(?!(?:for|to|in|into)\b)"
    r"([^\W\d_][\w.'-]*(?:\s+[^\W\d_][\w.'-]*)??)\s*(?:$|\b(?:for|to|into|forward|as)\b)",
    re.I,
)
_THIS = frozenset({"it", "this", "that", "this job", "that job", "job", "role", "position"})
_AFTER_COMMA = re.compile(r"[^,;–]{0,40}[,;–]\s+(.+)$", re.S)


def like(sentence: Sentence) -> list[Slots]:
    """Whom the wanted ones shall be like: hires of a job, several of the list, a name."""
    whom, also = _and_also(sentence)
    if match := wording.HIRES.search(whom.text):
        return [{"candidate": trimmed(match[0])} | also]
    found = several(whom)
    named: list[Slots] = [{"candidate": found[0]["candidates"]}] if found else candidate(whom)
    return [slots | also for slots in named] or [also]


def _and_also(sentence: Sentence) -> tuple[Sentence, Slots]:
    """The sentence without what else is asked of the people looked for ("like Leo, but in London"), and that."""
    match = wording.BUT.search(sentence.text)
    if match is None:
        return sentence, {}
    spans = tuple(s for s in sentence.spans if s.end <= match.start())
    return replace(sentence, text=sentence.text[: match.start()], spans=spans), {"also": trimmed(match[1])}


def why(sentence: Sentence) -> list[Slots]:
    """Whose place in the list is asked about; who lacks something is the one last spoken of."""
    found = candidate(sentence)
    return found or ([{"candidate": "her"}] if _SHE_LACKS.search(sentence.text) else [])


def override_reason(sentence: Sentence) -> list[Slots]:
    """Why, behind "because", else behind the comma that follows the verdict or the criterion."""
    if match := wording.BECAUSE.search(sentence.text):
        return [{"reason": trimmed(match[1])}]
    said = [m.end() for m in wording.FINDING.finditer(sentence.text)]
    said += [m.end for m in skills.find(sentence.text)]
    found = [match[1] for end in said if (match := _AFTER_COMMA.match(sentence.text[end:]))]
    given = trimmed(min(found, key=len)) if found else ""
    return [{"reason": given}] if len(given.split()) > 1 else reason(sentence)


def put_forward(sentence: Sentence) -> list[Slots]:
    """Whom, and for which job: the last one named."""
    named, rest = hiring_slots.bare_job(trimmed(sentence.text))
    if spans := [s for s in sentence.spans if s.kind == "job"]:
        named = wording.JOB_WORDS.sub("", sentence.text[spans[-1].start : spans[-1].end]).strip()
        rest = sentence.text[: spans[-1].start]
    whom = _whom(sentence, rest)
    slots: Slots = {"candidates": whom} if whom else {}
    return [slots | ({"job": named} if named and named.lower() not in _THIS else {})]


def _whom(sentence: Sentence, rest: str) -> str | None:
    names = [n for n in names_in_a_row(sentence) if n in rest and not wording.NOBODY.search(n)]
    if plain := [name for n in names if (name := _TO_CONSIDER.sub("", n).strip())]:
        return " and ".join(plain)
    if places := wording.PLACES.search(wording.FOR_A_JOB.sub("", rest)):
        return trimmed(places[0])
    if pronoun := hiring_slots.pronoun(rest):
        return pronoun
    match = _WHOM.search(rest)
    return trimmed(match[1]) if match else None
