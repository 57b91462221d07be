"""Days of leave, the date a balance is asked for, the month of a payslip: dates as each question means them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from bot.understanding import resolvers
from bot.understanding.expressions import COUNT, MONTH, YEAR, Expression, find
from bot.understanding.resolvers import MONTHS, Frame, Stretch

Days = tuple[date, date]
"""First and last day, both included."""

_TO = re.compile(
    r"\s*(?:-|–|—|to|till|til|until|through|thru|up to|up until|until and including)\s*(?:and including )?"
)
_AND = re.compile(r"\s*(?:,|and|&|, and)\s*")
_COUNTED = ("a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {word: n for n, word in enumerate(_COUNTED, 1)} | {"an": 1, "one": 1}
_LASTING = re.compile(rf"(?<![\d.,])\b(?P<n>{COUNT}) (?:\w+ )?(?P<unit>days?|weeks?)\b")
_BACK = re.compile(r"\bback (?:on |at |from )?$")
_HYPHEN = r"( ?(?:-|–|to|till|until|through|and) ?)"
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


def leave_days(text: str, today: date, locale: str) -> list[Days]:
    """Every stretch of days that a request for leave names, in order; days that only a weekend parts are one stretch.

    "3 days from the 14th" counts Monday to Friday; weeks count from the day they start to the Friday that ends them.
    A month alone ("in March") names no days.
    """
    text = _spelled_out(text.casefold())
    frame = Frame(today, today, _month_first(locale))
    said = [e for e in find(text) if (s := e.stretch(frame)) and s.unit != "month" and not _return(e, text)]
    days = _stretches(text, said, frame)
    if len(days) == 1 and (lasting := _lasting(text, said)):
        days = [_from(days[0][0], *lasting)]
    return _joined(days)


def past_day(text: str, today: date, locale: str) -> date | None:
    """The single day a correction is about: a bare weekday is the last one, and nothing is in the future."""
    text = text.casefold()
    frame = Frame(today, today, _month_first(locale), past=True)
    for expression in find(text):
        stretch = expression.stretch(frame)
        if stretch is None or stretch.first != stretch.last:
            continue
        day = stretch.first
        if day > today and day - timedelta(7) <= today:
            day -= timedelta(7)
        if day <= today:
            return day
    return None


def period(text: str, today: date, locale: str) -> Days | None:
    """The days a question is about, whole months included ("in August")."""
    if days := leave_days(text, today, locale):
        return days[0]
    frame = Frame(today, today, _month_first(locale))
    for expression in find(text.casefold()):
        if stretch := expression.stretch(frame):
            return max(stretch.first, today) if stretch.last >= today else stretch.first, stretch.last
    return None


def no_such_day(text: str, today: date, locale: str) -> str | None:
    """Words that name a day which no calendar has: "30 February"."""
    frame = Frame(today, today, _month_first(locale))
    dated = (resolvers.named, resolvers.numeric, resolvers.iso)
    for expression in find(text.casefold()):
        if expression.resolver in dated and expression.stretch(frame) is None:
            return expression.match[0].strip()
    return None


def as_of(text: str, today: date, locale: str) -> date | None:
    """The date a balance is asked for: a month means its first day after "by", its last otherwise."""
    text = text.casefold()
    past = bool(re.search(r"\b(?:was|were|did|had)\b", text))
    frame = Frame(today, today, _month_first(locale), past)
    for expression in find(text):
        stretch = expression.stretch(frame)
        if stretch is not None:
            return stretch.first if re.match(r"by|before|until|since", expression.match[0]) else stretch.last
    return None


def last_day(text: str, today: date, locale: str) -> date | None:
    """The last day of what is named: "until Friday"."""
    days = leave_days(text, today, locale)
    return days[-1][1] if days else as_of(text, today, locale)


def months(text: str, today: date) -> list[str]:
    """The months that payslips are asked for, `YYYY-MM`: the newest of each name that is not in the future."""
    text = text.casefold()
    here = today.replace(day=1)
    for pattern, found in _MONTHS_SAID:
        if matches := list(pattern.finditer(text)):
            return list(dict.fromkeys(f"{found(match, here):%Y-%m}" for match in matches))
    return []


# --- leave -------------------------------------------------------------------------------------------------


def _spelled_out(text: str) -> str:
    """With what a range shares said twice: "3 August to 7 August" for "3 to 7 August"."""
    for pattern, full in _SHORTHANDS:
        text = re.sub(" +", " ", pattern.sub(full, text))
    return text


def _return(expression: Expression, text: str) -> bool:
    """Whether it is the day the person is "back on"."""
    return bool(_BACK.search(text[: expression.start]))


def _stretches(text: str, said: list[Expression], frame: Frame) -> list[Days]:
    days: list[Days] = []
    at = 0
    while at < len(said):
        first = said[at].stretch(frame)
        last = _until(text, said[at : at + 2], frame, first)
        at += 2 if last else 1
        if first:
            days.append((first.first, (last or first).last))
            frame = replace(frame, anchor=max(frame.today, first.first))
    return days


def _until(text: str, pair: list[Expression], frame: Frame, first: Stretch | None) -> Stretch | None:
    """The end of a range, when the second expression is one; a bare weekday or date follows the first."""
    if len(pair) < 2 or first is None:
        return None
    before, between = text[: pair[0].start], text[pair[0].match.end() : pair[1].start]
    between = re.sub(r"^ ?(?:morning|afternoon|evening|noon)", "", between)
    spanned = _TO.fullmatch(between) or (re.search(r"\bbetween\s+$", before) and _AND.fullmatch(between))
    return pair[1].stretch(replace(frame, anchor=first.first)) if spanned else None


def _lasting(text: str, said: list[Expression]) -> tuple[int, str] | None:
    """How long, when that is said beside the one date."""
    taken = said[0].match
    for match in _LASTING.finditer(text):
        if match.end() <= taken.start() or match.start() >= taken.end():
            number = _NUMBERS.get(match["n"]) or int(match["n"])
            return (number, match["unit"].rstrip("s")) if 0 < number <= 366 else None
    return None


def _from(first: date, number: int, unit: str) -> Days:
    if unit == "week":
        last = first + timedelta(7 * number - 1)
        return first, last - timedelta(max(0, last.weekday() - 4))
    last = first
    for _ in range(number - 1):
        last = _next_working_day(last)
    return first, last


def _joined(days: list[Days]) -> list[Days]:
    joined: list[Days] = []
    for first, last in days:
        if joined and first in (joined[-1][1] + timedelta(1), _next_working_day(joined[-1][1])):
            joined[-1] = (joined[-1][0], last)
        elif (first, last) not in joined:
            joined.append((first, last))
    return joined


def _next_working_day(day: date) -> date:
    return day + timedelta(max(1, 7 - day.weekday()) if day.weekday() >= 4 else 1)


def _month_first(locale: str) -> bool:
    """Whether 12/24 is written month first: so in the United States, and almost nowhere else (CLDR)."""
    return locale.replace("-", "_") in ("en_US", "en", "es_US")


# --- payslips ----------------------------------------------------------------------------------------------


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
    r"(?:(?<=\bfor )|(?<=\bin )|(?<=\bof )|(?<=\bfrom )|(?<=\blast )|(?<=\band )"
    r"|\b(?!may\b)|\b(?=may (?:pay|salary|wage) ?(?:slip|stub)))"
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
    (re.compile(rf"{_MONTH_NOT_VERB}{MONTH}{YEAR}(?P<before>,? last year)?"), _newest),
]
