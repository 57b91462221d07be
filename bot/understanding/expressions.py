"""Finds expressions of time in a sentence: where they stand, and which resolver tells their days."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.understanding import resolvers
from bot.understanding.resolvers import Frame, Stretch


@dataclass(frozen=True)
class Expression:
    """Words of a sentence that tell a time, and how to resolve them."""

    match: re.Match[str]
    resolver: Callable[[re.Match[str], Frame], Stretch | None]
    start: int
    """Where it begins in the sentence, its weekday included; it ends with the match."""

    def stretch(self, frame: Frame) -> Stretch | None:
        """None when there is no such date ("31 June"), or none that a calendar holds."""
        try:
            return self.resolver(self.match, frame)
        except (ValueError, OverflowError):
            return None


def find(text: str) -> list[Expression]:
    """Expressions of a sentence in order; where two overlap, the one that starts first or is longer."""
    found = [Expression(m, how, m.start()) for pattern, how in _GRAMMAR for m in pattern.finditer(text)]
    found.sort(key=lambda e: (e.start, -e.match.end()))
    kept: list[Expression] = []
    for expression in found:
        if kept and _adorns(kept[-1], expression, text):
            kept[-1] = replace(expression, start=kept[-1].start)
        elif not kept or expression.start >= kept[-1].match.end():
            kept.append(expression)
    return kept


def _adorns(one: Expression, other: Expression, text: str) -> bool:
    """Whether `one` is only the weekday of the date `other`: "Thursday, 24 December"."""
    dated = other.resolver in (resolvers.named, resolvers.numeric, resolvers.iso, resolvers.day_of_month)
    between = text[one.match.end() : other.start]
    return one.resolver is resolvers.weekday and dated and bool(re.fullmatch(r",? (?:the )?", between))


# --- where expressions stand -----------------------------------------------------------------------------------

WEEKDAY = r"(?P<weekday>mon(?:day)?|tue(?:s|sday)?|wed(?:nesday|s)?|thu(?:rs|r|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)s?\b"
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
YEAR = r"(?:,? ?'?(?P<year>(?:19|20)\d\d|(?<=')\d\d)\b)?"
DAY = r"(?P<day>[0-3]?\d)"
COUNT = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten)"
_WHICH = r"(?:(?P<which>this|next|last)|the|this current)?"

_GRAMMAR: list[tuple[re.Pattern[str], Callable[[re.Match[str], Frame], Stretch | None]]] = [
    (re.compile(pattern), how)
    for pattern, how in (
        (r"\b\d{4}-\d\d-\d\d\b", resolvers.iso),
        (
            r"(?<![\d.,/])(?P<a>[0-3]?\d)(?P<sep>[./])(?P<b>[0-3]?\d)(?:(?P=sep)(?P<year>(?:20)?\d\d)|\.)?"
            r"(?![\d/])(?!\s*(?:days?|hours?|h|weeks?|years?|months?)\b)",
            resolvers.numeric,
        ),
        (rf"\b{DAY}(?:st|nd|rd|th)?\.?(?: of)? {MONTH}{YEAR}", resolvers.named),
        (rf"\b{MONTH} (?:the )?{DAY}(?:st|nd|rd|th)?\b(?![:.]\d){YEAR}", resolvers.named),
        (r"\b(?:the )?(?P<day>[0-3]?\d)(?:st|nd|rd|th)\b(?! (?:of|floor|birthday))", resolvers.day_of_month),
        (r"\b(?:today|tonight|this (?:morning|afternoon)|right now|now)\b", resolvers.today),
        (
            r"\b(?:the )?day (?:after tomorrow|before yesterday)\b|\b(?:tomorr?ow|tmrw|yesterday)\b",
            resolvers.relative,
        ),
        (rf"\bin (?:{COUNT}) (?:days?|weeks?|months?)\b|\bin a fortnight\b", resolvers.relative),
        (rf"\b{COUNT} (?:days?|weeks?|months?) (?:from (?:now|today)|ago)\b", resolvers.relative),
        (
            rf"\b(?:(?P<word>this(?: coming)?|next|coming|the following|last) )?{WEEKDAY}"
            r"(?P<suffix> (?:after next|next week|of next week|this week))?",
            resolvers.weekday,
        ),
        (
            r"\b(?:christmas(?: eve| day)?|xmas|boxing day|new years?(?:'?s?)(?:'? (?:eve|day))?(?! holiday)"
            r"|good friday|easter(?: monday| sunday)?)\b",
            resolvers.feast,
        ),
        (
            r"\b(?P<which>this|next|last|the following|the coming) week\b(?P<after> after next)?",
            resolvers.week,
        ),
        (
            rf"\b(?:the )?(?P<nth>first|second|third|fourth|last) (?:full )?week (?:of|in) {MONTH}{YEAR}",
            resolvers.week_of_month,
        ),
        (
            rf"\b(?:the )?end of (?:{_WHICH} ?(?P<period>month|year|quarter)|{MONTH}{YEAR})"
            r"|\b(?:the )?year[- ]end\b",
            resolvers.end,
        ),
        (
            rf"\b(?:in|by|until|before|for|of|during|since|from|to|next|last|this) {MONTH}(?! \d){YEAR}",
            resolvers.month,
        ),
        (r"\b(?P<which>this|next|last) month\b(?P<month>(?!))?", resolvers.month),
        (r"\bthe week after(?: that| next)?\b", resolvers.week_after),
        (r"(?<!end of )\b(?P<which>next|last) year\b", resolvers.year),
    )
]
