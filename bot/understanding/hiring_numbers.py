"""What hiring in numbers is asked about: a period, a source, a stage, whose jobs, and by what it is listed."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import get_args

from dateutil.relativedelta import relativedelta

from bot.understanding import hiring_readers
from bot.understanding.expressions import find
from bot.understanding.resolvers import Frame
from bot.understanding.sentence import Sentence, Slots
from domain.origins import Origin
from knowledge.wording import NUMBERS, number

_BY = re.compile(
    r"\b(?:by|per|each|every|which|what|from which|between)\s+(?:the\s+)?(?P<by>jobs?|roles?|positions?|requisitions?|sources?|channels?|recruiters?"
    r"|months?)\b",
    re.I,
)
_NAMES = {
    "job": "job",
    "role": "job",
    "position": "job",
    "requisition": "job",
    "source": "source",
    "channel": "source",
    "recruiter": "recruiter",
    "month": "month",
}
_MINE = re.compile(r"\bmy (?:own )?(?:jobs?|roles?|reqs?|requisitions?|openings?|positions?)\b", re.I)
_THEIRS = re.compile(
    r"\b(?P<who>[^\W\d_][\w.-]*(?: [A-ZÀ-Þ][\w.-]*)?)['’]s (?:jobs|roles|reqs|requisitions|openings|positions|numbers)\b"
)
_SOURCES: tuple[tuple[str, Origin], ...] = (
    (r"linked ?in", "LinkedIn"),
    (r"referr?als?|referred|employee referrals?", "Referral"),
    (r"agenc(?:y|ies)|headhunters?", "Agency"),
    (r"job ?(?:boards?|sites?)|indeed|stepstone|monster", "Job board"),
    (r"career (?:page|site)|our (?:own )?(?:web ?site|page)", "Career page"),
    (r"(?:career |job )?(?:events?|fairs?)|universit(?:y|ies) events?", "Event"),
    (r"sourced|sourcing", "Sourced"),
)
assert {name for _, name in _SOURCES} == set(get_args(Origin))  # noqa: S101 - every source can be said
_SOURCE = tuple((re.compile(rf"\b(?:{words})\b", re.I), name) for words, name in _SOURCES)
_BEEN = re.compile(
    r"\b(?:got (?:in)?to|reached|made it to|been (?:in|to|through)|came to|past)\s+(?:the\s+|an?\s+)?$", re.I
)
_LAST = re.compile(
    r"\b(?:last|past|previous) (?P<n>\d{1,3}|"
    + "|".join(NUMBERS[2:])
    + r") (?P<unit>days|weeks|months|quarters|years)\b",
    re.I,
)
_UNITS = {
    "days": relativedelta(days=1),
    "weeks": relativedelta(weeks=1),
    "months": relativedelta(months=1),
    "quarters": relativedelta(months=3),
    "years": relativedelta(years=1),
}
_QUARTER = re.compile(
    r"\b(?:(?P<which>this|last|current|previous) quarter|q(?P<q>[1-4])(?: (?P<year>20\d\d))?)\b", re.I
)
_YEAR = re.compile(
    r"\b(?:(?P<this>this|current) year|(?P<last>last|previous) year|(?:in|of|for|during|since) (?P<year>20\d\d)|ytd|year to date)\b",
    re.I,
)
_SINCE = re.compile(r"\b(?:since|from|starting|after)\s+(?:the\s+)?$", re.I)
_UNTIL = re.compile(r"\b(?:until|till|to|up to|before|by)\s+(?:the\s+)?$", re.I)


_NO_JOB = re.compile(
    r"q[1-4]|(?:last|this|the|past|next)?\s*(?:month|quarter|year|week|\d+ \w+)|20\d\d|my .*|recruiters?(?: .*)?|all(?: jobs)?|each .*",
    re.I,
)


def job(sentence: Sentence) -> list[Slots]:
    """A job's name; what names a time, a source or a recruiter is none."""
    found = hiring_readers.job(sentence)
    named = str(found[0]["job"]) if found else ""
    other = _NO_JOB.fullmatch(named) or any(pattern.fullmatch(named) for pattern, _ in _SOURCE)
    return [] if other or find(f"in {named.casefold()}") else found


def by(sentence: Sentence) -> list[Slots]:
    match = _BY.search(sentence.text)
    return [{"by": _NAMES[match["by"].lower().rstrip("s")]}] if match else []


def source(sentence: Sentence) -> list[Slots]:
    return [{"source": name} for pattern, name in _SOURCE if pattern.search(sentence.text)][:1]


def stage(sentence: Sentence) -> list[Slots]:
    """A stage that people "got to"; one that is only named is no condition ("how long do people wait in review")."""
    for start, named in sentence.phrases.found(sentence.text, hiring_readers.STAGES):
        if _BEEN.search(sentence.text[:start]):
            return [{"stage": named}]
    return []


def recruiter(sentence: Sentence) -> list[Slots]:
    if _MINE.search(sentence.text):
        return [{"recruiter": "me"}]
    match = _THEIRS.search(sentence.text)
    return [{"recruiter": match["who"]}] if match else []


def job_status(sentence: Sentence) -> list[Slots]:
    """Of which jobs a list is wanted."""
    for status, pattern in _STATUS:
        if pattern.search(sentence.text):
            return [{"status": status}]
    return []


_STATUS = (
    ("on_hold", re.compile(r"\b(?:on hold|paused|frozen|suspended)\b", re.I)),
    ("draft", re.compile(r"\b(?:drafts?|unpublished|not (?:yet )?(?:open|published))\b", re.I)),
    ("closed", re.compile(r"\b(?:closed|filled|finished|no longer open)\b", re.I)),
    ("open", re.compile(r"\b(?:open|live|published|active|running|hiring)\b", re.I)),
)


# --- when --------------------------------------------------------------------------------------------------------


def since(sentence: Sentence) -> list[Slots]:
    """The days that are meant, both included; no end where only a beginning is said."""
    found = _days(sentence.text.casefold(), sentence.asking.today, sentence.asking.locale)
    names = ("since", "until")
    return [{n: day.isoformat() for n, day in zip(names, found, strict=True) if day}] if any(found) else []


def _days(text: str, today: date, locale: str) -> tuple[date | None, date | None]:
    if match := _LAST.search(text):
        return today - _UNITS[match["unit"]] * number(match["n"]), None
    if match := _QUARTER.search(text):
        return _quarter(match, today)
    if match := _YEAR.search(text):
        return _year(match, text, today)
    frame = Frame(today, today, locale.replace("-", "_") in ("en_US", "en"), past=True)
    stretches = [(e, s) for e in find(text) if (s := e.stretch(frame))]
    if not stretches:
        return None, None
    said, stretch = stretches[0]
    last = stretch.last + timedelta(2) if stretch.unit == "week" else stretch.last  # to the Sunday
    if _SINCE.search(text[: said.start]) or said.match[0].startswith("since"):
        later = [
            s
            for e, s in stretches[1:]
            if _UNTIL.search(text[: e.start]) or e.match[0].startswith(("until", "to "))
        ]
        return stretch.first, later[0].last if later else None
    if _UNTIL.search(text[: said.start]) or said.match[0].startswith(("until", "before", "by ")):
        return None, stretch.first - timedelta(1) if said.match[0].startswith("before") else last
    if len(stretches) > 1:
        return stretch.first, stretches[1][1].last
    return stretch.first, last


def _quarter(match: re.Match[str], today: date) -> tuple[date, date]:
    number = int(match["q"]) if match["q"] else (today.month + 2) // 3
    year = (
        int(match["year"])
        if match["year"]
        else today.year - bool(match["q"] and date(today.year, 3 * number - 2, 1) > today)
    )
    first = date(year, 3 * number - 2, 1)
    if match["which"] in ("last", "previous"):
        first -= relativedelta(months=3)
    end = first + relativedelta(months=2)
    return first, end.replace(day=monthrange(end.year, end.month)[1])


def _year(match: re.Match[str], text: str, today: date) -> tuple[date, date | None]:
    year = int(match["year"]) if match["year"] else today.year - bool(match["last"])
    open_ = match[0].startswith("since") or year == today.year
    return date(year, 1, 1), None if open_ else date(year, 12, 31)
