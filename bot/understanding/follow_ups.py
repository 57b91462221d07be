"""Short messages that only make sense after the last answer: "and sick leave?", "make it Friday", "the second one"."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import Any

from bot.understanding.expressions import MONTH, find
from bot.understanding.hiring_readers import position
from bot.understanding.phrases import Phrases
from bot.understanding.wording import (
    FOR_GROUP,
    MONTH_AFTER,
    MONTH_BEFORE,
    NUMBER,
    OPENING,
    ORDINAL,
    PAY_DETAIL,
    SOME_HALF,
)

LONGEST = 8
"""Words; more than that is a sentence of its own."""

_NAME_OPENING = re.compile(
    r"^(?:ok(?:ay)?[, ]+)?(?:and|what about|how about|or)(?: (?:for|with|about|the))*\s+", re.I
)
_CONDITION = re.compile(
    r"^(?:now |ok |and |but |also |then )*(?:only|just|without|with|not|in|from|exclude|who|those|which of|of th[eo]se|at least|more than"
    r"|less than|\d+\+? ?years|filter|narrow|what about in|how about in|ideally|preferably)\b|\bonly$"
    r"|\b(?:any(?:one|body)?|some|who|which|all|none) (?:of|among) (?:them|these|those)\b",
    re.I,
)
_ASKS = re.compile(
    r"^(?:now |ok |and |but |also |then )*(?:who\b(?! (?:know|speak|have|live|work|can|are)\b.*[^?]$)"
    r"|(?:in|from|with|not) (?:how|which|what|when|where|whom|now|yet|sure)\b)",
    re.I,
)
""" "Who decides about my leave?" may be a question of its own; "who know Kafka" can only go on."""
_OF_LIST = re.compile(
    r"(?:ok(?:ay)?,? |and |please |now )*(?:(?:(?:show|see|give|get)(?: me)? )?(?:the )?(?:next(?: (?:\d+|ten|five|page|ones|results|candidates))?"
    r"|more(?: (?:results|candidates|people|of them))?|(?:\d+|ten|five) more|previous(?: (?:\d+|ten|page|ones|results))?)"
    r"|make (?:it|that) (?:at least )?\d+\+? years?)(?: please)?",
    re.I,
)
"""Another page of the list, or another bound: after a list nothing else is meant by it."""
_FILLER = re.compile(
    r"\b(?:and|what|about|how|or|the|a|my|for|in|on|at|of|to|from|by|instead|then|is|it|make|ok|okay|please|days?|leave"
    r"|left|balance|no|actually|rather|ones?|also|same|now|so|but|candidate|job|role|stage|change|until|till|through"
    r"|mean|meant|sorry|wait|half|i|with|s|that|be|let'?s|just|only|show|me|open)\b"
)
_ASKED_LEAVE = frozenset({"leave_request", "leave_change", "leave_mine"})
_TAKE_BACK = re.compile(
    r"(?:no|ok(?:ay)?|sorry|oh|hm+|wait|actually|please|on second thoughts?|[ ,.!])*"
    r"(?:(?:please |can you |just )*(?:cancel|withdraw|scrap|drop|forget|undo|delete|remove|revoke)"
    r"(?: about)?(?: (?:it|that|this|them|my request|the request|that one|this one|that request))?"
    r"|take (?:it|that) back|never ?mind|changed? my mind|not any ?more|don't (?:bother|need it)|forget it)"
    r"(?:[ ,]+(?:please|again|then|after all|sorry|thanks))*[ .!]*",
    re.I,
)
_INSTEAD = re.compile(
    r"\b(?:instead|rather|make (?:it|that)|change (?:it|that)|actually|i mean|i meant)\b|^(?:no|sorry|wait)\b",
    re.I,
)
_SLOTTED = frozenset(
    {
        "leave_away",
        "leave_holidays",
        "leave_balance",
        "leave_request",
        "leave_of",
        "leave_change",
        "pay_payslip",
        "pay_change",
        "pay_change_of",
        "attendance_month",
        "attendance_of",
        "attendance_team",
        "pay_of",
        "payroll_inputs",
        "applications_list",
        "pipeline_move",
    }
)
_MONTHLY = {
    "pay_payslip": (MONTH_BEFORE, MONTH_AFTER, PAY_DETAIL),
    "pay_change": (MONTH_BEFORE, MONTH_AFTER, PAY_DETAIL),
    "pay_change_of": (MONTH_BEFORE, MONTH_AFTER, PAY_DETAIL),
    "pay_of": (MONTH_BEFORE, MONTH_AFTER, PAY_DETAIL),
    "attendance_month": (MONTH_BEFORE, MONTH_AFTER),
    "payroll_inputs": (MONTH_BEFORE, MONTH_AFTER),
    "leave_holidays": (MONTH_AFTER,),
    "attendance_of": (MONTH_BEFORE, MONTH_AFTER),
}
"""What else is nothing but a detail, after an answer about a month."""
_NAMED = {
    "pay_change_of": "person",
    "pay_of": "person",
    "attendance_of": "person",
    "leave_of": "employee",
    "leave_away": "group",
    "attendance_team": "group",
    "candidates_show": "candidate",
    "candidates_like": "candidate",
    "pipeline_reject": "candidate",
    "pipeline_move": "candidate",
    "applications_list": "job",
    "scores_explain": "candidate",
    "jobs_show": "job",
    "jobs_analytics": "job",
}


def opens(text: str) -> bool:
    """Whether the words themselves say that something goes on ("and ...", "what about ...", "the one before")."""
    return bool(OPENING.match(text) or MONTH_BEFORE.search(text) or MONTH_AFTER.search(text))


def fragment(text: str, focus: str, phrases: Phrases) -> str | None:
    """The intent that a message of nothing but details continues, given the intent of the last answer."""
    if focus in _ASKED_LEAVE | {"leave_cancel"} and _TAKE_BACK.fullmatch(text.strip()):
        return "leave_cancel"
    if focus in ("leave_away", "attendance_team"):
        text = FOR_GROUP.sub("friday", text)
    further = _MONTHLY.get(focus, ())
    if len(text.split()) > LONGEST or not _only_details(text, (phrases.pattern, *further)):
        return None
    if focus == "jobs_match" or focus.startswith("scores_"):
        return "scores_explain" if position(text) else None
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


def asks(text: str) -> bool:
    """Whether what looks like a condition may as well be a question of its own."""
    return bool(_ASKS.search(text))


_ABOUT_SCORES = (
    ("scores_compare", re.compile(r"\b(?:compare|side by side|versus|vs)\b", re.I)),
    (
        "interview_questions",
        re.compile(r"\b(?:interview )?questions? for\b|\bwhat (?:should|to|can) (?:i|we)? ?ask\b", re.I),
    ),
    (
        "scores_explain",
        re.compile(
            r"^(?:and |so |but |ok )*(?:why\b|explain\b|how come\b|on what\b)|\b(?:missing|lack(?:s|ing)?|gaps?)\b|\bwhat would (?:change|raise|help)\b",
            re.I,
        ),
    ),
)


_JOB = re.compile(r"\b(?:job|role|position|engineer|developer|manager|posting)\b", re.I)
_LACKS = re.compile(
    r"^(?:and |so |but |ok )*(?:what(?:'s| is| does| do| are)?\b.*\b(?:missing|lack(?:s|ing)?)\b|(?:any )?gaps\b)",
    re.I,
)
_NEW_STATUS = re.compile(
    r"^(?:ok(?:ay)?[, ]+|now |then |please )*(?:open|re-?open|publish|close|pause|freeze|hold|unpause|put)"
    r"(?: (?:it|this|that|the|this job|the job|that job|this role))+(?: (?:up|now|again|on hold|live|please))*[ .!]*$",
    re.I,
)


def about_list(text: str, focus: str) -> str | None:
    """What a message means of the people that a search found: what somebody of them lacks of what was looked for."""
    search = focus.startswith("candidates_") or focus == "shortlists_add"
    if focus.startswith("candidates_") and _OF_LIST.fullmatch(text.strip(" .?!")):
        return "candidates_refine"
    short = len(text.split()) <= LONGEST
    return "candidates_why" if search and short and _LACKS.search(text) and not _JOB.search(text) else None


def new_status(text: str, focus: str) -> str | None:
    """ "Open it", of a job that was just made, shown or changed."""
    return "jobs_status" if focus.startswith("jobs_") and _NEW_STATUS.match(text) else None


_LISTED_BY = re.compile(
    r"^(?:and |now |ok(?:ay)?[, ]+|what about |how about |only |just |show (?:me )?)*"
    r"(?:(?:by|per|for each) (?:job|source|channel|recruiter|month)|from (?:linkedin|referrals?|agenc(?:y|ies)|events?)"
    r"|(?:this|last|since|from|in) (?:month|quarter|year|week|(?:19|20)\d\d|q[1-4]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*"
    r"|last \d+ (?:days|weeks|months)|overall|all jobs)\b[^,;]*$",
    re.I,
)


def other_numbers(text: str, focus: str) -> str | None:
    """ "By source", "only this year", after hiring in numbers."""
    short = len(text.split()) <= LONGEST
    return focus if focus == "jobs_analytics" and short and _LISTED_BY.match(text.strip(" .?!")) else None


def about_scores(text: str, focus: str) -> str | None:
    """What a message means after a match or a score was shown: why, what is missing, side by side."""
    if focus != "jobs_match" and not focus.startswith("scores_"):
        return None
    if len(text.split()) > 2 * LONGEST:
        return None
    if _NAME_OPENING.match(text) and len(text.split()) <= 6:
        return "jobs_match" if _JOB.search(text) else "scores_explain"
    return next((intent for intent, pattern in _ABOUT_SCORES if pattern.search(text)), None)


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


def _only_details(text: str, named: Sequence[re.Pattern[str]]) -> bool:
    low = text.casefold()
    rest = low
    for expression in reversed(find(rest)):
        rest = f"{rest[: expression.start]} {rest[expression.match.end() :]}"
    for pattern in named:
        rest = pattern.sub(" ", rest)
    for pattern in (SOME_HALF, _MONTH, ORDINAL, NUMBER):
        rest = pattern.sub(" ", rest)
    return rest.split() != low.split() and not re.search(r"\w", _FILLER.sub(" ", rest))


_MONTH = re.compile(rf"\b{MONTH}(?: (?:19|20)\d\d)?")
