"""Which details each intent may carry, and how each is read from the sentence.

Slots have the names of the tools' arguments. An intent that is not listed carries none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.understanding import dates, queries
from bot.understanding.phrases import Phrases
from bot.understanding.spans import ORDINALS, Span, SpanFinder
from bot.understanding.words import MONTH, WEEKDAY, kind
from domain.ports import Asking

LEAVE_TYPES = frozenset({"vacation", "sick", "parental", "unpaid", "bereavement", "personal"})
HALVES = frozenset({"morning", "afternoon"})
STAGES = frozenset({"applied", "review", "interview", "offer", "hired"})

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
        return next((self.text[s.start : s.end] for s in self.spans if s.kind == kind), None)


def read(text: str, intent: str, asking: Asking, phrases: Phrases, finder: SpanFinder) -> list[Slots]:
    """The slots of a question; several when it asks the same of several things (two leave types, two weeks off)."""
    readers = READERS.get(intent, ())
    named = _BECAUSE.sub("", text)
    spans = finder.find(named, intent) if any(r in _NEED_SPANS for r in readers) else ()
    sentence = Sentence(text, intent, asking, phrases, spans)
    found: list[Slots] = [{}]
    for reader in readers:
        options = [option for option in reader(sentence) if option] or [{}]
        found = [one | option for one in found for option in options]
    return found


# --- leave and pay -------------------------------------------------------------------------------------------


def _leave_types(sentence: Sentence) -> list[Slots]:
    text = _GENERIC_HOLIDAY.sub(" ", sentence.text)
    kinds = [canonical for _, canonical in sentence.phrases.found(text, LEAVE_TYPES)]
    return [{"leave_type": kind} for kind in dict.fromkeys(kinds)]


def _leave_type(sentence: Sentence) -> list[Slots]:
    return _leave_types(sentence)[:1]


def _leave_days(sentence: Sentence) -> list[Slots]:
    days = dates.leave_days(sentence.text, sentence.asking.today, sentence.asking.locale)
    return [{"start": first.isoformat(), "end": last.isoformat()} for first, last in days]


def _half_day(sentence: Sentence) -> list[Slots]:
    """Only when half a day is meant: not in "good morning", nor when whole days are counted."""
    halves = {half for _, half in sentence.phrases.found(_GREETING.sub(" ", sentence.text), HALVES)}
    return [{"half_day": halves.pop()}] if len(halves) == 1 else []


def _as_of(sentence: Sentence) -> list[Slots]:
    day = dates.as_of(sentence.text, sentence.asking.today, sentence.asking.locale)
    return [{"as_of": day.isoformat()}] if day else []


def _month(sentence: Sentence) -> list[Slots]:
    return [{"month": month} for month in dates.months(sentence.text, sentence.asking.today)]


def _note(sentence: Sentence) -> list[Slots]:
    """Why: what follows "because"; and half a day of which it was not said which half."""
    if match := _BECAUSE.search(sentence.text):
        return [{"note": _trimmed(match[1])}]
    if match := _OCCASION.search(sentence.text):
        return [{"note": _trimmed(match[1])}]
    if _SOME_HALF.search(sentence.text) and not _half_day(sentence):
        return [{"note": "half a day"}]
    return []


# --- hiring ------------------------------------------------------------------------------------------------


def _question(sentence: Sentence) -> list[Slots]:
    return [{"question": sentence.text}]


def _query(sentence: Sentence) -> list[Slots]:
    query = (
        queries.refinement(sentence.text)
        if sentence.intent == "candidates_refine"
        else queries.search(sentence.text)
    )
    return [{"query": query}] if query else []


def _candidate(sentence: Sentence) -> list[Slots]:
    """A name, or the place in the list that was just shown: "2" for "the second one", "last" for "the last one"."""
    name = sentence.named("person")
    place = position(name or sentence.text)
    if place or not name:
        return [{"candidate": place}] if place else []
    name = _TITLE.sub("", name)
    return [] if _NOBODY.search(name) else [{"candidate": name}]


def position(words: str) -> str | None:
    if match := ORDINAL.search(words):
        return str(ORDINALS.index(match[1].casefold()) + 1) if match[1] else "last"
    if match := NUMBER.search(words):
        return next(group for group in match.groups() if group).lstrip("0") or None
    return None


def _person(sentence: Sentence) -> list[Slots]:
    name = sentence.named("person")
    return [{"person": name}] if name and kind(name.casefold()) not in _NO_PERSON else []


def _job(sentence: Sentence) -> list[Slots]:
    name = _JOB_WORDS.sub("", sentence.named("job") or "").strip()
    return [{"job": name}] if name and not ORDINAL.fullmatch(name) else []


def _stage(sentence: Sentence) -> list[Slots]:
    """A stage named outside names; rather one that something goes "to" than one it comes from."""
    taken = [(s.start, s.end) for s in sentence.spans]
    found = [
        (start, stage)
        for start, stage in sentence.phrases.found(sentence.text, STAGES)
        if not any(a <= start < b for a, b in taken)
    ]
    towards = [stage for start, stage in found if _TOWARDS.search(sentence.text[:start])]
    stages = towards or [stage for _, stage in found]
    return [{"stage": stages[0]}] if stages else []


def _reason(sentence: Sentence) -> list[Slots]:
    """What follows "because" or, after the names, a comma."""
    if match := _BECAUSE.search(sentence.text):
        return [{"reason": _trimmed(match[1])}]
    after = max((s.end for s in sentence.spans), default=None)
    if after is None or not (match := _COMMA.match(sentence.text[after:])):
        return []
    reason = _trimmed(match[1])
    return [{"reason": reason}] if reason and not _NO_REASON.fullmatch(reason) else []


def _trimmed(words: str) -> str:
    return _PLEASE.sub("", words).strip(" .?!,;:")


Reader = Callable[[Sentence], list[Slots]]
READERS: Mapping[str, tuple[Reader, ...]] = {
    "leave_balance": (_leave_types, _as_of),
    "leave_request": (_leave_days, _half_day, _leave_type, _note),
    "pay_payslip": (_month,),
    "pay_of": (_person,),
    "policy_ask": (_question,),
    "candidates_search": (_query,),
    "candidates_like": (_candidate,),
    "candidates_refine": (_query,),
    "candidates_show": (_candidate,),
    "pipeline_move": (_candidate, _stage, _job),
    "pipeline_reject": (_candidate, _job, _reason),
    "applications_list": (_job, _stage),
}
_NEED_SPANS = frozenset({_person, _candidate, _job, _reason, _stage})

_GENERIC_HOLIDAY = re.compile(r"\b(?:public|bank|national) holidays?\b", re.I)
_GREETING = re.compile(
    r"\bgood (?:morning|afternoon)\b|^(?:morning|afternoon)\b(?=[ ,!]*(?:i|can|could|please|$))", re.I
)
_SOME_HALF = re.compile(r"\bhalf(?:[ -]a)?[ -]day\b|\bhalf of\b", re.I)
_BECAUSE = re.compile(
    r"[ ,;:(-]+(?:because(?: of)?|since(?= (?:i|he|she|they|we|my|the)\b)|as(?= (?:i|he|she|they|we|my|the)\b)"
    r"|due to|owing to|on account of|reason(?: is|:)?|the reason is)\s+(.+)$",
    re.I | re.S,
)
_OCCASION = re.compile(
    r"\bfor ((?:a|an|my|the|our)\s(?:[\w'-]+\s){0,3}(?:appointment|wedding|funeral|birthday|exam|surgery|move|trip|course))\b",
    re.I,
)
_PLEASE = re.compile(r"[ ,]*\b(?:please|pls|plz|thanks|thank you|thx)\b[ .!]*$", re.I)
_COMMA = re.compile(
    r"\s*(?:(?:for|from|in) (?:the )?\S+(?: \S+){0,3}?)?(?:'s application| (?:job|role|position|pipeline|process))?\s*[,;:–(-]+\s*(.+)$",
    re.S,
)
_NO_REASON = re.compile(r"(?:please|reject|decline|archive|turn down|thanks).*", re.I)
_TITLE = re.compile(r"^(?:the )?(?:candidate|applicant|profile|cv|resume) ", re.I)
_NO_PERSON = frozenset({"i", "me", "my", "myself", "mine", MONTH, WEEKDAY})
_NOBODY = re.compile(
    r"\d|%|^(?:him|her|them|he|she|they|it|this|that|all|everyone|everybody|(?:the|this|that|all) \w+)$", re.I
)
_JOB_WORDS = re.compile(
    r"^(?:the|a|an|our|job|position|role)\s+|\s+(?:job|position|role|opening|vacancy|pipeline|posting)s?$",
    re.I,
)
_TOWARDS = re.compile(r"\b(?:to|into|in|as|at|for)\s+(?:the\s+|an?\s+|stage\s+)*$", re.I)

ORDINAL = re.compile(
    rf"(?:^|\bthe )(?:({'|'.join(ORDINALS)})|last)(?: (?:one|candidate|person|result|profile|applicant|resume|cv|guy|match))?\b"
    r"(?! (?:name|time|week|month|year|stage|round|job))",
    re.I,
)
NUMBER = re.compile(
    r"\b(?:number|no\.?|nr\.?|candidate|result|option) ?#?(\d{1,3})\b|#(\d{1,3})\b|\b(?:the )?(\d{1,2})(?:st|nd|rd|th)\b|^\s*(\d{1,3})\s*$",
    re.I,
)
