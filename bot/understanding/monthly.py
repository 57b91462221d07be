"""Details of what is asked about a month or a day of one's own work: which one, compared with which, from when to when."""

from __future__ import annotations

import re

from bot.understanding import dates, looking_back, pay_months, wording
from bot.understanding.sentence import Sentence, Slots, trimmed


def month(sentence: Sentence) -> list[Slots]:
    """The months said; "the one before" is before the month last spoken of, and "and gross?" is of that month."""
    asking = sentence.asking
    if asking.month:
        if wording.MONTH_BEFORE.search(sentence.text):
            return [{"month": pay_months.month_from(asking.month, -1)}]
        if wording.MONTH_AFTER.search(sentence.text):
            return [{"month": pay_months.month_from(asking.month, 1)}]
    if found := pay_months.months(sentence.text, asking.today):
        return [{"month": month} for month in found]
    goes_on = asking.focus == sentence.intent and wording.OPENING.match(sentence.text)
    return [{"month": asking.month}] if goes_on and asking.month else []


def month_of(sentence: Sentence) -> list[Slots]:
    """Of attendance: a day or a week that was, "yesterday" or "last week", is asked for by its month."""
    if found := month(sentence):
        return found
    day = looking_back.day_before(sentence.text, sentence.asking.today, sentence.asking.locale)
    return [{"month": f"{day:%Y-%m}"}] if day else []


def month_ahead(sentence: Sentence) -> list[Slots]:
    """The month that is named, this year's or the next."""
    found = dates.period(sentence.text, sentence.asking.today, sentence.asking.locale)
    return [{"month": f"{found[0]:%Y-%m}"}] if found and found[0] != found[1] else []


def compared(sentence: Sentence) -> list[Slots]:
    """Two months are one comparison, the earlier with the later."""
    months = sorted(slot["month"] for slot in month(sentence))
    if len(months) > 1:
        return [{"month": months[-1], "against": months[0]}]
    return [{"month": month} for month in months]


def year_to_date(sentence: Sentence) -> list[Slots]:
    """Up to a month, or to the end of a year that is over."""
    if months := month(sentence):
        return months[-1:]
    over = next((slot["year"] for slot in year(sentence)), None)
    return [{"month": f"{over}-12"}] if over and over < sentence.asking.today.year else []


def year(sentence: Sentence) -> list[Slots]:
    """The last year named: "my P60 for 2025", "for last year"."""
    if match := wording.YEAR.search(sentence.text):
        return [{"year": int(match[0])}]
    return [{"year": sentence.asking.today.year - 1}] if wording.LAST_YEAR.search(sentence.text) else []


def detail(sentence: Sentence) -> list[Slots]:
    """Which of the details that one may change, the only one that is named; and what it is from now on, when said."""
    named = {detail for detail, pattern in wording.DETAILS.items() if pattern.search(sentence.text)}
    if len(named) != 1:
        return []
    detail = named.pop()
    match = wording.NEW_DETAIL[detail].search(wording.PLEASE.sub("", sentence.text))
    value = match[1].strip(' .!,;:"“”') if match else ""
    return [{"detail": detail, "value": value} if value else {"detail": detail}]


def came_and_left(sentence: Sentence) -> list[Slots]:
    """When one came and when one left, each as `HH:MM`, and why it was not recorded so."""
    found: Slots = {}
    if match := wording.FROM_TO_CLOCK.search(sentence.text):
        found = {"came": pay_months.clock(*match.groups()[:3]), "left": pay_months.clock(*match.groups()[3:])}
    for name, pattern in (("came", wording.CAME_AT), ("left", wording.LEFT_AT)):
        if match := pattern.search(sentence.text):
            found.setdefault(name, pay_months.clock(*match.groups()))
    if match := wording.BECAUSE.search(sentence.text):
        found["reason"] = trimmed(match[1])
    return [{name: value for name, value in found.items() if value}]


def past_day(sentence: Sentence) -> list[Slots]:
    """The day that was, when one is named: "yesterday", "last Friday", "on Monday"."""
    day = looking_back.past_day(sentence.text, sentence.asking.today, sentence.asking.locale)
    return [{"day": day.isoformat()}] if day else []


_PRESENCE = (
    ("late", re.compile(r"\blate\b|\bdelayed\b", re.I)),
    (
        "missing",
        re.compile(
            r"\b(?:missing|absent)\b|(?:\bnot|n't)(?: yet)? (?:in|here|there|at work|come|arrived|checked|clocked)\b",
            re.I,
        ),
    ),
    ("in", re.compile(r"\b(?:in|here|checked in|clocked in|at work|working|present|arrived)\b", re.I)),
)


def presence(sentence: Sentence) -> list[Slots]:
    """Who of a team is asked for: those who are late, not there, or in; of somebody named, whatever there is."""
    if sentence.named("person") and not wording.WHO.match(sentence.text):
        return []
    return next(([{"show": show}] for show, said in _PRESENCE if said.search(sentence.text)), [])
