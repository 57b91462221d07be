"""Short messages that only make sense after the last answer: "and sick leave?", "make it Friday", "the second one"."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Any

from bot.understanding.expressions import MONTH, find
from bot.understanding.hiring_readers import position
from bot.understanding.phrases import Phrases
from bot.understanding.wording import NUMBER, ORDINAL

LONGEST = 8
"""Words; more than that is a sentence of its own."""

_OPENING = re.compile(
    r"^(?:ok(?:ay)?[, ]+|so |but )?(?:and|what about|how about|or|make (?:it|that)|rather|also)\b[ ,]*", re.I
)
_NAME_OPENING = re.compile(
    r"^(?:ok(?:ay)?[, ]+)?(?:and|what about|how about|or)(?: (?:for|with|about|the))*\s+", re.I
)
_CONDITION = re.compile(
    r"^(?:now |ok |and |but |also |then )*(?:only|just|without|with|not|in|from|exclude|who|those|which of|of th[eo]se|at least|more than"
    r"|less than|\d+\+? ?years|filter|narrow|what about in|how about in)\b|\bonly$",
    re.I,
)
_FILLER = re.compile(
    r"\b(?:and|what|about|how|or|the|a|my|for|in|on|at|of|to|from|by|instead|then|is|it|make|ok|okay|please|days?|leave"
    r"|left|balance|no|actually|rather|ones?|also|same|now|so|but|candidate|job|role|stage|change|until|till|through"
    r"|with|s|that|be|let'?s|just|only|show|me|open)\b"
)
_ASKED_LEAVE = frozenset({"leave_request", "leave_change", "leave_mine"})
_INSTEAD = re.compile(r"\b(?:instead|rather|make (?:it|that)|change (?:it|that))\b", re.I)
_SLOTTED = frozenset(
    {
        "leave_away",
        "leave_holidays",
        "leave_balance",
        "leave_request",
        "pay_payslip",
        "pay_change",
        "attendance_month",
        "applications_list",
        "pipeline_move",
    }
)
_NAMED = {
    "pay_of": "person",
    "attendance_of": "person",
    "candidates_show": "candidate",
    "candidates_like": "candidate",
    "pipeline_reject": "candidate",
    "pipeline_move": "candidate",
    "applications_list": "job",
}


def opens(text: str) -> bool:
    """Whether the words themselves say that something goes on ("and ...", "what about ...")."""
    return bool(_OPENING.match(text))


def fragment(text: str, focus: str, phrases: Phrases) -> str | None:
    """The intent that a message of nothing but details continues, given the intent of the last answer."""
    if len(text.split()) > LONGEST or not _only_details(text, phrases):
        return None
    if focus.startswith("candidates_") and position(text):
        return "candidates_show"
    if focus in _ASKED_LEAVE and _INSTEAD.search(text):
        return "leave_change"
    return focus if focus in _SLOTTED else None


def condition(text: str, focus: str) -> bool:
    """Whether a message narrows the candidates that were just shown."""
    return (
        focus.startswith("candidates_")
        and len(text.split()) <= 2 * LONGEST
        and bool(_CONDITION.search(text.strip(" .?!")))
    )


def name(text: str, focus: str, known: Container[str]) -> dict[str, Any] | None:
    """Slots of "and Jonas Weber?": the last question again, about somebody else."""
    opening = _NAME_OPENING.match(text)
    slot = _NAMED.get(focus)
    if not opening or not slot:
        return None
    rest = re.sub(r"'s$", "", text[opening.end() :].strip(" .?!,"))
    said = rest.split()
    strange = [w for w in said if w[:1].isupper() or w.casefold() not in known]
    return {slot: rest} if strange and len(said) <= 4 and (slot == "job" or strange == said) else None


def _only_details(text: str, phrases: Phrases) -> bool:
    low = text.casefold()
    rest = low
    for expression in reversed(find(low)):
        rest = f"{rest[: expression.start]} {rest[expression.match.end() :]}"
    for pattern in (phrases.pattern, _MONTH, ORDINAL, NUMBER):
        rest = pattern.sub(" ", rest)
    return rest.split() != low.split() and not re.search(r"\w", _FILLER.sub(" ", rest))


_MONTH = re.compile(rf"\b{MONTH}(?: (?:19|20)\d\d)?")
