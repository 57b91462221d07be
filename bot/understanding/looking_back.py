"""The period of a question about what has been: whole months and years behind, open ends, never a day to come."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from bot.understanding.expressions import Expression, find
from bot.understanding.resolvers import Frame, Stretch, month_first

Period = tuple[date | None, date | None]
"""First and last day, both included; None where it is open."""
_SINCE = re.compile(r"\b(?:since|from|after|starting(?: in| on)?|beginning(?: in)?)(?: the)? ?$")
_UNTIL = re.compile(r"\b(?:until|till|up to|to|through|before)(?: the)? ?$")
_COUNTS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_LASTING = re.compile(
    rf"\b(?:last|past|previous) (?P<n>\d{{1,3}}|{'|'.join(_COUNTS)}) (?P<unit>days?|weeks?|months?|years?)\b"
)


def past_period(text: str, today: date, locale: str) -> Period | None:
    """ "since January", "this month", "last week", "from 1 March to 15 April", "the last three months", "in 2025"."""
    text = text.casefold()
    if match := _LASTING.search(text):
        number = _COUNTS.index(match["n"]) + 2 if match["n"] in _COUNTS else int(match["n"])
        unit = match["unit"].rstrip("s") + "s"
        back = relativedelta(**{unit: number})  # type: ignore[arg-type]
        return today - back + timedelta(1), today
    frame = Frame(today, today, month_first(locale), past=True)
    said = [(e, _whole(s, today)) for e in find(text) if (s := e.stretch(frame))]
    if not said:
        return (today.replace(month=1, day=1), today) if "this year" in text else None
    first, stretch = said[0]
    since, until = _SINCE.search(_before(text, first)), _UNTIL.search(_before(text, first))
    if len(said) > 1 and _UNTIL.search(_before(text, said[1][0])):
        return stretch.first, min(said[1][1].last, today)
    if since:
        return stretch.first, today
    if until:
        return None, min(stretch.last, today)
    return stretch.first, min(stretch.last, today)


def _before(text: str, expression: Expression) -> str:
    """What stands before the day itself; some expressions hold their own "since"."""
    said = expression.match[0]
    own = re.match(r"(?:since|from|after|until|till|to|through|before|by)\b ?", said)
    return text[: expression.start] + (own[0] if own else "")


def _whole(stretch: Stretch, today: date) -> Stretch:
    """A week from its Monday to its Sunday; a day to come with its year left out is that of a year ago."""
    if stretch.unit == "week":
        monday = stretch.first - timedelta(stretch.first.weekday())
        return Stretch(monday, monday + timedelta(6), "week")
    if stretch.unit == "day" and today < stretch.first <= today + timedelta(7):
        return Stretch(stretch.first - timedelta(7), stretch.last - timedelta(7))
    return stretch


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
