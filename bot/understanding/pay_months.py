"""The months that payslips are asked for, and times on a clock."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from dateutil.relativedelta import relativedelta

from bot.understanding.expressions import COUNT, MONTH, YEAR
from bot.understanding.resolvers import MONTHS

_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {word: n for n, word in enumerate(_COUNTED, 1)} | {"a": 1, "an": 1}


def months(text: str, today: date) -> list[str]:
    """The months that payslips are asked for, `YYYY-MM`: the newest of each name that is not in the future."""
    text = text.casefold()
    here = today.replace(day=1)
    for pattern, found in _MONTHS_SAID:
        if matches := list(pattern.finditer(text)):
            return list(dict.fromkeys(f"{found(match, here):%Y-%m}" for match in matches))
    return []


def clock(hour: str, minute: str | None, half: str | None) -> str:
    """`17:30` of the parts of "5.30 pm"; empty when no clock shows it."""
    shown, late = int(hour), (half or "").casefold().startswith("p")
    if half and not 1 <= shown <= 12:
        return ""
    shown = shown % 12 + 12 * late if half else shown
    return f"{shown:02d}:{int(minute or 0):02d}" if shown < 24 and int(minute or 0) < 60 else ""


def month_from(month: str, by: int) -> str:
    """So many months after one (`2026-03`), or before when `by` is negative."""
    return f"{date.fromisoformat(f'{month}-01') + relativedelta(months=by):%Y-%m}"


def _ago(match: re.Match[str], here: date) -> date:
    return here - relativedelta(months=_NUMBERS.get(match["n"]) or int(match["n"]))


def _newest(match: re.Match[str], here: date) -> date:
    number = MONTHS.index(match["month"][:3]) + 1
    if match["year"]:
        return date(int(match["year"]) if len(match["year"]) == 4 else 2000 + int(match["year"]), number, 1)
    past = here.replace(month=number)
    if match["before"]:
        return past - relativedelta(years=1)
    return past if past <= here else past - relativedelta(years=1)


_MONTH_NOT_VERB = (
    # "may" is more often a verb: it is a month only where a verb cannot stand.
    r"(?:(?<=\bfor )|(?<=\bin )|(?<=\bof )|(?<=\bfrom )|(?<=\blast )|(?<=\band )|(?<=\bcompare )|(?<=\bwith )|(?<=\bbetween )"
    r"|\b(?!may\b)|\b(?=may (?:20\d\d|(?:pay|salary|wage) ?(?:slip|stub))))"
)
_MONTHS_SAID: list[tuple[re.Pattern[str], Callable[[re.Match[str], date], date]]] = [
    (
        re.compile(r"\b(?P<y>20\d\d)[-/](?P<m>0[1-9]|1[0-2])\b"),
        lambda m, here: date(int(m["y"]), int(m["m"]), 1),
    ),
    (
        re.compile(r"\b(?P<m>0?[1-9]|1[0-2])[-/.](?P<y>20\d\d)\b"),
        lambda m, here: date(int(m["y"]), int(m["m"]), 1),
    ),
    (re.compile(r"\bmonth before last\b"), lambda m, here: here - relativedelta(months=2)),
    (re.compile(rf"\b(?P<n>{COUNT}) months? ago\b"), _ago),
    (re.compile(r"\b(?:last|previous) month\b"), lambda m, here: here - relativedelta(months=1)),
    (re.compile(r"\b(?:this|current) month\b"), lambda m, here: here),
    (re.compile(r"\bnext month\b"), lambda m, here: here + relativedelta(months=1)),
    (re.compile(rf"{_MONTH_NOT_VERB}{MONTH}{YEAR}(?P<before>,? last year)?"), _newest),
]
