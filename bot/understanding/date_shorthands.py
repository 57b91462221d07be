"""Short forms of dates, written out before they are read: "3 to 7 August", "3.-7.8.", "in 2031 on 3 June"."""

from __future__ import annotations

import re

from bot.understanding import resolvers
from bot.understanding.expressions import MONTH, YEAR, find
from bot.understanding.resolvers import MONTHS

_HYPHEN = r"( ?(?:-|–|to|till|until|through|and) ?)(?:the )?"
_TH = r"(?:st|nd|rd|th)?"
_SHORTHANDS = (
    # 3 to 7 August
    (
        re.compile(rf"\b(\d{{1,2}}){_TH}{_HYPHEN}(?=(\d{{1,2}}){_TH}(?: of)? {MONTH}{YEAR})"),
        r"\1 \g<month> \g<year>\2",
    ),
    # August 3 to 7
    (
        re.compile(
            rf"\b{MONTH} (\d{{1,2}}){_TH}{_HYPHEN}(?:the )?(\d{{1,2}}){_TH}\b"
            rf"(?!:|[./]\d|(?: of)? (?:{'|'.join(MONTHS)})){YEAR}"
        ),
        r"\2 \g<month> \g<year>\3\4 \g<month> \g<year>",
    ),
    # 3.-7.8.
    (re.compile(r"\b(\d{1,2})\.?( ?[-–] ?)(?=\d{1,2}\.(\d{1,2})\.)"), r"\1.\3.\2"),
    # Monday to Wednesday next week
    (
        re.compile(
            rf"\b((?:mon|tue|wed|thu|fri)\w*){_HYPHEN}(?=(?:mon|tue|wed|thu|fri)\w* (?:of )?(next week))"
        ),
        r"\1 \3\2",
    ),
)


def spelled_out(text: str) -> str:
    """With what a range shares said twice: "3 August to 7 August" for "3 to 7 August"."""
    text = re.sub(r"\bthe rest of (?:the|this) week\b", "this week", text)
    for pattern, full in _SHORTHANDS:
        text = re.sub(" +", " ", pattern.sub(full, text))
    return text


_YEAR_APART = re.compile(r"\b(?:in|of|for) (20\d\d)\b")


def with_year(text: str) -> str:
    """ "In 2031 on 3 June" is 3 June 2031: a year that stands apart belongs to the only date that has none."""
    apart = _YEAR_APART.search(text)
    dated = [e for e in find(text) if e.resolver is resolvers.named]
    if (
        apart is None
        or len(dated) != 1
        or dated[0].match["year"]
        or dated[0].match.end() > apart.start() >= dated[0].start
    ):
        return text
    end = dated[0].match.end()
    with_it = f"{text[:end]} {apart[1]}{text[end:]}"
    return with_it.replace(apart[0], " ", 1)
