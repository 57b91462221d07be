"""Days of leave, the date a balance is asked for: dates as each question means them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from bot.understanding import resolvers
from bot.understanding.date_shorthands import spelled_out, with_year
from bot.understanding.expressions import COUNT, Expression, find
from bot.understanding.resolvers import Frame, Stretch, month_first

Days = tuple[date, date]
"""First and last day, both included."""

_TO = re.compile(
    r"\s*(?:-|–|—|to|till|til|until|through|thru|up to|up until|until and including)\s*(?:and including )?"
)
_AND = re.compile(r"\s*(?:,|and|&|, and)\s*")
_COUNTED = ("a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {word: n for n, word in enumerate(_COUNTED, 1)} | {"an": 1, "one": 1}
_LASTING = re.compile(rf"(?<![\d.,])(?<!half )\b(?P<n>\d{{4}}|{COUNT}) (?:\w+ )?(?P<unit>days?|weeks?)\b")
_WEEK_OF = re.compile(
    r"(?<!next )(?<!this )\bweek (?:of|from|starting|commencing|beginning)(?: on)?(?: the)? ?$"
)
_DAYS_BEFORE = re.compile(rf"\b(?P<n>{COUNT}) (?:working )?days? (?:just |right )?before (?:the )?$")
LONGEST_GUESS = 200
"""Days that dates without a year may span."""
_WHOLE = re.compile(r"\b(?:all|whole|entire)(?: month)?(?: of)?(?: the)? ?$")
_BACK = re.compile(r"\bback (?:on |at |from )?$")


def leave_days(text: str, today: date, locale: str, near: date | None = None) -> list[Days]:
    """Every stretch of days that a request for leave names, in order; days that only a weekend parts are one stretch.

    "3 days from the 14th" counts Monday to Friday; weeks count from the day they start to the Friday that ends them.
    A month alone ("in March") names no days, all of it does. Without a month, "the 21st" is that of the month of `near`; a bare
    "Thursday" that of its week.
    """
    text = spelled_out(with_year(text.casefold()))
    frame = Frame(today, today, month_first(locale))
    if near and near > today and (beside := _beside(near, find(text))):
        frame = replace(frame, anchor=max(today, beside))
    named = [(e, s) for e in find(text) if (s := e.stretch(frame)) and not _return(e, text)]
    frame = _within(named, frame)
    bare = frame.anchor != today
    whole = [e for e, s in named if s.unit == "month" and _WHOLE.search(text[: e.start])]
    said = [e for e, s in named if e in whole or s.unit == "day" or (s.unit == "week" and not bare)]
    days = _stretches(text, said, frame)
    if len(days) == 1 and (lasting := _lasting(text, said)):
        days = [_from(days[0][0], *lasting)]
    return _joined(days)


def _beside(near: date, said: list[Expression]) -> date | None:
    """The day that bare days come after: the first of the month for "the 21st", the Sunday before for "Thursday"."""
    if all(e.resolver is resolvers.day_of_month for e in said):
        return near.replace(day=1)
    if all(_bare_weekday(e) for e in said):
        return near - timedelta(near.weekday() + 1)
    return None


def _bare_weekday(expression: Expression) -> bool:
    match = expression.match
    return expression.resolver is resolvers.weekday and not (match["word"] or match["suffix"])


def counted(text: str, today: date, locale: str) -> int | None:
    """How many days of leave are asked for from the one day that is named: "3 days from the 14th"."""
    text = spelled_out(text.casefold())
    frame = Frame(today, today, month_first(locale))
    said = [e for e in find(text) if (s := e.stretch(frame)) and s.unit == "day" and not _return(e, text)]
    number, unit = (_lasting(text, said) if len(said) == 1 else None) or (0, "")
    return number if unit == "day" and number <= 366 else None


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
    number = _NUMBERS.get(match["n"]) or int(match["n"])
    days = number * (7 if match["unit"].startswith("week") else 1)
    words = {match["how"], match["after"]}
    return -days if words & {"earlier", "forward", "sooner"} else days


def names_a_time(text: str) -> bool:
    return bool(find(text.casefold()))


def period(text: str, today: date, locale: str) -> Days | None:
    """The days a question is about, whole months included ("in August")."""
    if days := leave_days(text, today, locale):
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
    days = leave_days(text, today, locale)
    return days[-1][1] if days else as_of(text, today, locale)


# --- leave -------------------------------------------------------------------------------------------------


def _within(named: list[tuple[Expression, Stretch]], frame: Frame) -> Frame:
    """The frame for bare days beside the one week or month that they are in: "next week, starting Tuesday", "in June
    from the 8th"."""
    wide = [s for _, s in named if s.unit in ("week", "month")]
    bare = [e for e, s in named if e.resolver is resolvers.day_of_month or _bare_weekday(e)]
    if len(wide) != 1 or not bare:
        return frame
    monthly = wide[0].unit == "month"
    if any((e.resolver is resolvers.day_of_month) is not monthly for e in bare):
        return frame
    anchor = wide[0].first if monthly else wide[0].first - timedelta(1)
    return replace(frame, anchor=max(anchor, frame.today))


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
            days.append(_around(text[: said[at - (2 if last else 1)].start], first, last))
            frame = replace(frame, anchor=max(frame.today, frame.anchor, first.first))
    return days


def _around(before: str, first: Stretch, last: Stretch | None) -> Days:
    """What the words before a day make of it: "the week of 20 April", "two days before Easter"."""
    if last is None and first.unit == "day" and _WEEK_OF.search(before):
        monday = first.first - timedelta(first.first.weekday())
        return monday, monday + timedelta(4)
    if last is None and first.unit == "day" and (match := _DAYS_BEFORE.search(before)):
        day = end = _working_day_before(first.first)
        for _ in range((_NUMBERS.get(match["n"]) or int(match["n"])) - 1):
            day = _working_day_before(day)
        return day, end
    return first.first, (last or first).last


def _working_day_before(day: date) -> date:
    return day - timedelta({0: 3, 6: 2}.get(day.weekday(), 1))


def _until(text: str, pair: list[Expression], frame: Frame, first: Stretch | None) -> Stretch | None:
    """The end of a range, when the second expression is one; a bare weekday or date follows the first."""
    if len(pair) < 2 or first is None:
        return None
    before, between = text[: pair[0].start], text[pair[0].match.end() : pair[1].start]
    between = re.sub(r"^ ?(?:morning|afternoon|evening|noon)", "", between)
    spanned = _TO.fullmatch(between) or (re.search(r"\bbetween\s+$", before) and _AND.fullmatch(between))
    if not spanned:
        return None
    last = pair[1].stretch(replace(frame, anchor=first.first))
    return _same_year(pair[1], last, first) if last else None


def _same_year(said: Expression, last: Stretch, first: Stretch) -> Stretch:
    """ "20 March to 10 March" is a slip, not most of a year: the end then stays before the start, to be refused."""
    dated = said.resolver in (resolvers.named, resolvers.numeric) and not said.match["year"]
    if dated and (last.last - first.first).days > LONGEST_GUESS:
        back = last.last - relativedelta(years=1)
        return Stretch(back, back)
    return last


def _lasting(text: str, said: list[Expression]) -> tuple[int, str] | None:
    """How long, when that is said beside the one date."""
    taken = said[0].match
    for match in _LASTING.finditer(text):
        if re.match(r" (?:just |right )?before\b", text[match.end() :]):
            continue
        if match.end() <= taken.start() or match.start() >= taken.end():
            number = _NUMBERS.get(match["n"]) or int(match["n"])
            return (number, match["unit"].rstrip("s")) if number else None
    return None


def _from(first: date, number: int, unit: str) -> Days:
    if unit == "week":
        last = first + timedelta(7 * number - 1)
        return first, last - timedelta(max(0, last.weekday() - 4))
    first = last = first if first.weekday() < 5 else _next_working_day(first)
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
