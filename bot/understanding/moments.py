"""The one day or period that a question is about: a correction, a balance, a report, a change."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.understanding import dates, resolvers
from bot.understanding.dates import NUMBERS
from bot.understanding.expressions import COUNT, find
from bot.understanding.resolvers import Frame, month_first

_SHIFT = re.compile(
    rf"\b(?:(?P<how>back|forward|earlier|later|by|out) )?(?:by )?(?P<n>{COUNT}) (?P<unit>days?|weeks?)"
    r"(?: (?P<after>earlier|later|back|forward|sooner))?\b"
)
_MOVED = re.compile(r"\b(?:move|shift|push|postpone|delay|put|bring|pull|reschedule|start)\b")


def shift(text: str) -> int | None:
    """Days by which leave moves: "push it back a week", "two days earlier"; negative is earlier."""
    text = text.casefold()
    match = _SHIFT.search(text)
    if match is None or not (match["after"] or (match["how"] and _MOVED.search(text))):
        return None
    number = NUMBERS.get(match["n"]) or int(match["n"])
    days = number * (7 if match["unit"].startswith("week") else 1)
    words = {match["how"], match["after"]}
    return -days if words & {"earlier", "forward", "sooner"} else days


def past_day(text: str, today: date, locale: str) -> date | None:
    """The single day a correction is about: a bare weekday is the last one, and nothing is in the future."""
    text = text.casefold()
    frame = Frame(today, today, month_first(locale), past=True)
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


def day_before(text: str, today: date, locale: str) -> date | None:
    """The last day, up to today, of the day or week that is named."""
    frame = Frame(today, today, month_first(locale), past=True)
    for expression in find(text.casefold()):
        stretch = expression.stretch(frame)
        if stretch and stretch.unit != "month" and stretch.first <= today:
            return min(stretch.last, today)
    return None


def period(text: str, today: date, locale: str) -> dates.Days | None:
    """The days a question is about, whole months included ("in August")."""
    if days := dates.leave_days(text, today, locale):
        return days[0]
    frame = Frame(today, today, month_first(locale))
    for expression in find(text.casefold()):
        if stretch := expression.stretch(frame):
            return max(stretch.first, today) if stretch.last >= today else stretch.first, stretch.last
    return None


def no_such_day(text: str, today: date, locale: str) -> str | None:
    """Words that name a day which no calendar has: "30 February"."""
    frame = Frame(today, today, month_first(locale))
    dated = (resolvers.named, resolvers.numeric, resolvers.iso)
    for expression in find(text.casefold()):
        if expression.resolver in dated and expression.stretch(frame) is None:
            return expression.match[0].strip()
    return None


def as_of(text: str, today: date, locale: str) -> date | None:
    """The date a balance is asked for: a month means its first day after "by", its last otherwise."""
    text = text.casefold()
    past = bool(re.search(r"\b(?:was|were|did|had)\b", text))
    frame = Frame(today, today, month_first(locale), past)
    for expression in find(text):
        stretch = expression.stretch(frame)
        if stretch is not None:
            return stretch.first if re.match(r"by|before|until|since", expression.match[0]) else stretch.last
    return None


def last_day(text: str, today: date, locale: str) -> date | None:
    """The last day of what is named: "until Friday"."""
    days = dates.leave_days(text, today, locale)
    return days[-1][1] if days else as_of(text, today, locale)
