"""Times as people write them: "Monday 10:00 and 14:00, Tuesday at 9 or 12 March 3pm", in their own time zone."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil import parser

from domain.errors import BadInput
from domain.interviews import Slot

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LENGTH = 60
"""Minutes of an interview when nothing is said."""
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_CLOCK = r"\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm)|\d{1,2}[:.]\d{2}|noon"
_TOKEN = re.compile(
    rf"\b(?P<iso>\d{{4}}-\d\d-\d\d)"
    rf"|\b(?P<numeric>\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?|\d{{1,2}}\.\d{{1,2}}\.(?:\d{{2,4}})?)"
    rf"|\b(?P<named>\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:\s+\d{{4}})?|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+\d{{4}})?)"
    rf"|\b(?P<minutes>\d{{1,3}})[ -]?min(?:ute)?s?\b|\b(?P<hours>\d|one|two|half an|an)[ -]hours?\b"
    rf"|\b(?P<word>today|tomorrow)\b|\b(?P<next>next\s+)?(?P<weekday>{_WEEKDAY})\b"
    rf"|\b(?P<start>{_CLOCK})\b(?:\s*(?:-|–|to|until)\s*(?P<end>{_CLOCK})\b)?|\bat\s+(?P<hour>\d{{1,2}})\b(?![:.])",
    re.I,
)
_HOURS = {"one": 60, "an": 60, "two": 120, "half an": 30}


def slots(text: str, today: date, zone: str, *, month_first: bool = False) -> tuple[Slot, ...]:
    """The times named, each on the day named last before it. Raises `BadInput` with the words that make none."""
    day: date | None = None
    found: list[tuple[date, time, time | None]] = []
    length = LENGTH
    for match in _TOKEN.finditer(text):
        if match["minutes"] or match["hours"]:
            length = _length(match)
        elif match["start"] or match["hour"]:
            if day is None:
                raise BadInput(f"On which day is {match[0].strip()}? Please say it like “Monday 10:00”.")
            end = _clock(match["end"]) if match["end"] else None
            found.append((day, _clock(match["start"] or match["hour"]), end))
        else:
            day = _day(match, today, month_first)
    if not found:
        raise BadInput("Please name the times, such as “Monday 10:00, Tuesday 14:00 or Wednesday 9:30”.")
    return tuple(_slot(day, start, end, length, ZoneInfo(zone)) for day, start, end in found)


def _slot(day: date, start: time, end: time | None, length: int, zone: ZoneInfo) -> Slot:
    begins = datetime.combine(day, start, zone)
    ends = datetime.combine(day, end, zone) if end else begins + timedelta(minutes=length)
    if not timedelta(minutes=10) <= ends - begins <= timedelta(hours=8):
        raise BadInput("An interview takes between ten minutes and eight hours.")
    return Slot(start=begins, end=ends)


def _length(match: re.Match[str]) -> int:
    if match["minutes"]:
        return int(match["minutes"])
    said = match["hours"].lower()
    return _HOURS[said] if said in _HOURS else int(said) * 60


def _clock(said: str) -> time:
    if said.lower() == "noon":
        return time(12)
    digits = [int(d) for d in re.findall(r"\d+", said)]
    hour, minute = digits[0], digits[1] if len(digits) > 1 else 0
    if "pm" in said.lower() and hour < 12:
        hour += 12
    if "am" in said.lower() and hour == 12:
        hour = 0
    try:
        return time(hour, minute)
    except ValueError:
        raise BadInput(f"There is no time {said.strip()}.") from None


def _day(match: re.Match[str], today: date, month_first: bool) -> date:
    if match["word"]:
        return today + timedelta(match["word"].lower() == "tomorrow")
    if match["weekday"]:
        wanted = WEEKDAYS.index(match["weekday"][:3].lower())
        if match["next"]:
            return today - timedelta(today.weekday()) + timedelta(7 + wanted)
        return today + timedelta((wanted - today.weekday() - 1) % 7 + 1)
    return _date(match[0], today, month_first)


def _date(said: str, today: date, month_first: bool) -> date:
    """A date without a year is the next one."""
    iso = re.fullmatch(r"\d{4}-\d\d-\d\d", said)
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|\bof\b", "", said, flags=re.I).rstrip(".").replace(".", "/")
    try:
        if iso:
            return date.fromisoformat(said)
        found = parser.parse(
            plain, dayfirst=not month_first or "." in said, default=datetime(today.year, 1, 1)
        ).date()
    except (ValueError, OverflowError):
        raise BadInput(f"There is no day “{said}” in the calendar.") from None
    dated = re.search(r"\d{4}", plain) or len(re.findall(r"\d+", plain)) > 2
    return found if dated or found >= today else found.replace(year=today.year + 1)
