"""Details of what is said about leave: which days and kind; and of what HR says: whose, how many, why, by which policy."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.understanding import dates, looking_back, wording
from bot.understanding.sentence import Sentence, Slots
from bot.understanding.words import kind

LEAVE_TYPES = frozenset(
    {"vacation", "sick", "parental", "unpaid", "bereavement", "personal", "care", "lieu", "optional"}
)
HALVES = frozenset({"morning", "afternoon"})
_NUMBER = re.compile(
    r"(?<![\w.,-])(?P<n>-?\d+(?:[.,]\d+)?|half an?|an? half|an?|one|two|three|four|five|six|seven|eight|nine|ten)\s+"
    r"(?:of my\s+)?(?:(?:extra|more|additional|bonus|goodwill|unused|leftover|remaining)\s+)*(?:[\w']+\s+){0,2}?days?\b",
    re.I,
)
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_TAKEN_BACK = re.compile(
    r"\b(?:take (?:back|away|off)|takes? .* back|takes? (?:\S+ ){1,5}(?:from|off)|deduct|remove|reduce|subtract|lower|cut|withdraw)\b",
    re.I,
)
_POLICY = re.compile(
    r"\b(?:to|on|onto|under|use|gets?|assign|apply|give \S+(?: \S+)?|put \S+(?: \S+)? on)\s+(?:the |a |an )?"
    r"(?P<name>[\w][\w -]{1,40}?)\s+(?:leave )?policy\b",
    re.I,
)
_POLICY_LAST = re.compile(r"\bpolicy (?:of .+? )?to (?:the )?(?P<name>[A-Z][\w-]*(?: [A-Z][\w-]*)*)")
_CALLED = re.compile(
    r"\b(?:called|named|as|for)\s+[\"']?(?!a\b|an\b|the\b|everyone|everybody|in\b)(?P<name>[A-Z][\w' -]{2,60}?)[\"']?\s*$"
)
_ADDED = re.compile(r"^(?:please )?add (?P<name>[A-Z][\w' -]{2,40}?) on\b")
_COUNTRY = re.compile(r"\b(?:for|in)\s+(?P<code>[A-Z]{2})\b")
_COUNTRIES = {
    "germany": "DE",
    "india": "IN",
    "united kingdom": "GB",
    "uk": "GB",
    "britain": "GB",
    "united states": "US",
    "usa": "US",
}
_IN_COUNTRY = re.compile(rf"\b(?:in|for) (?:the )?({'|'.join(_COUNTRIES)})\b", re.I)
_NAME = r"[^\W\d_][\w'.-]*(?: [A-Z][\w'.-]*)*"
_FOR = re.compile(
    rf"\b(?:for|of|while|when|during) (?!the\b|a\b|leave\b)(?P<of>{_NAME}?)(?='s| is\b|[,:]| while| when|\s*[.!]?$)"
    rf"|(?P<of2>{_NAME})'s (?:deputy|stand-in|place)"
)
_NOBODY = re.compile(r"\b(?:nobody|no one)\b|\b(?:remove|delete|clear|take away)\b", re.I)
_WHY = re.compile(
    r"\b(?:because(?: of)?|due to|since|for|as)\s+(?P<why>(?:the|a|an|her|his|their|our|working|work)\b[^,.?!]+)[.?!]*$",
    re.I,
)
_AFTER_COMMA = re.compile(r",\s*(?P<why>[^,]{3,120}?)[.!]*$")


_ILL = re.compile(
    r"\bcall(?:ing)? in sick\b|\b(?:i'm|i am|i feel|feeling) (?:\w+ )?(?:sick|ill|unwell|not well)\b|\bnot feeling well\b",
    re.I,
)
""" "I'm ill", without a day, is today."""


def leave_types(sentence: Sentence) -> list[Slots]:
    text = wording.GENERIC_HOLIDAY.sub(" ", sentence.text)
    kinds = [canonical for _, canonical in sentence.phrases.found(text, LEAVE_TYPES)]
    return [{"leave_type": kind} for kind in dict.fromkeys(kinds)]


def leave_type(sentence: Sentence) -> list[Slots]:
    return leave_types(sentence)[:1]


def leave_days(sentence: Sentence) -> list[Slots]:
    """A day that no calendar has stays as it was said, to be refused by name."""
    asking = sentence.asking
    if wrong := dates.no_such_day(sentence.text, asking.today, asking.locale):
        return [{"start": wrong}]
    near = asking.about if sentence.intent == "leave_change" else None
    days = dates.leave_days(sentence.text, asking.today, asking.locale, near)
    if not days and sentence.intent == "leave_request" and _ILL.search(sentence.text):
        return [{"start": asking.today.isoformat()}]
    if sentence.intent == "leave_request" and _half_inside(days, sentence.text):
        (first, last), (half, _) = days
        return [{"start": first.isoformat(), "end": last.isoformat(), "half_on": half.isoformat()}]
    found: list[Slots] = [{"start": first.isoformat(), "end": last.isoformat()} for first, last in days]
    if len(found) == 1 and sentence.intent == "leave_request":
        count = dates.counted(sentence.text, asking.today, asking.locale)
        return [found[0] | ({"days": count} if count else {})]
    return found


def period(sentence: Sentence) -> list[Slots]:
    found = dates.period(sentence.text, sentence.asking.today, sentence.asking.locale)
    return [{"start": found[0].isoformat(), "end": found[1].isoformat()}] if found else []


def _half_inside(days: list[dates.Days], text: str) -> bool:
    """ "Monday to Friday, Wednesday half a day": the second day lies within the first stretch."""
    if len(days) != 2 or not re.search(r"\bhalf\b|\b(?:morning|afternoon)\b", text, re.I):
        return False
    (first, last), (half, end) = days
    return half == end and first <= half <= last and first < last


_ONLY = re.compile(r"\b(?:only|just)\b(?! (?:make|move|change))", re.I)


def new_days(sentence: Sentence) -> list[Slots]:
    """The new days, and a day of the leave that they take the place of: "from Friday to Monday", "Monday instead of
    Friday"."""
    text, was = sentence.text, ""
    if match := wording.INSTEAD_OF.search(text):
        text, was = text[: match.start()], match[1]
    elif match := wording.FROM_TO.search(text):
        text, was = match[2], match[1] or ""
    if by := dates.shift(sentence.text):
        return [{"by_days": by}]
    slots = leave_days(replace(sentence, text=text))[:1]
    if _ONLY.search(sentence.text):
        return slots
    if wording.ONLY_THE_END.search(sentence.text) and slots and "end" in slots[0]:
        return [{"end": slots[0]["end"]}]
    if slots and slots[0].get("end") == slots[0]["start"]:
        slots = [
            {"start": slots[0]["start"]}
        ]  # one day is where it begins: the leave stays as long as it was
    before = leave_days(replace(sentence, text=was))[:1]
    return [{**(slots[0] if slots else {}), **({"was": before[0]["start"]} if before else {})}]


def group(sentence: Sentence) -> list[Slots]:
    """Whose absences: a team, a department, everybody, a colleague."""
    if match := wording.GROUP.search(sentence.text) or wording.FOR_GROUP.search(sentence.text):
        return [{"group": next(g for g in match.groups() if g)}]
    if wording.WHO.match(sentence.text):
        return []
    name = sentence.named("person")
    nobody = not name or kind(name.casefold()) in wording.NO_PERSON or dates.names_a_time(name)
    return [] if nobody else [{"group": name}]


def half_day(sentence: Sentence) -> list[Slots]:
    """Only when half a day is meant: not in "good morning", nor when whole days are counted."""
    text = sentence.text if sentence.asking.form else wording.GREETING.sub(" ", sentence.text)
    halves = {half for _, half in sentence.phrases.found(text, HALVES)}
    if not halves and wording.SOME_HALF.search(sentence.text):
        return [{"half_day": "half"}]  # which one is asked back
    return [{"half_day": halves.pop()}] if len(halves) == 1 else []


_CARRIED = re.compile(
    r"\b(?:carr|tak|bring|roll|mov|transfer)\w*\b.*\b(?:into|to|over|in)\b.*\b(?:next|new|following) year",
    re.I,
)


def as_of(sentence: Sentence) -> list[Slots]:
    """None for "how many can I take into next year?": today's balance says what can be carried over."""
    if _CARRIED.search(sentence.text):
        return []
    day = dates.as_of(sentence.text, sentence.asking.today, sentence.asking.locale)
    return [{"as_of": day.isoformat()}] if day else []


# --- what HR says ----------------------------------------------------------------------------------------------


def employee(sentence: Sentence) -> list[Slots]:
    name = sentence.named("person")
    return [{"employee": name}] if name and kind(name.casefold()) not in wording.NO_PERSON else []


def delegate(sentence: Sentence) -> list[Slots]:
    """Who stands in, and for whom."""
    match = _FOR.search(sentence.text)
    of = (match["of"] or match["of2"]) if match else None
    slots: Slots = {"of": of} if of else {}
    if _NOBODY.search(sentence.text):
        return [{**slots, "person": "nobody"}]
    named = [sentence.text[s.start : s.end] for s in sentence.spans if s.kind == "person"]
    other = next((n for n in named if n != of and any(map(str.isalpha, n))), None)
    return [{**slots, **({"person": other} if other else {})}]


def days(sentence: Sentence) -> list[Slots]:
    """How many, with a minus when they are taken back."""
    match = _NUMBER.search(sentence.text)
    if match is None:
        return []
    said = match["n"].casefold().replace(",", ".")
    if "half" in said:
        number = "0.5"
    elif said in ("a", "an"):
        number = "1"
    else:
        number = str(_WORDS.index(said) + 1) if said in _WORDS else said
    back = _TAKEN_BACK.search(sentence.text) and sentence.intent == "leave_adjust"
    return [{"days": f"-{number}" if back and not number.startswith("-") else number}]


def policy(sentence: Sentence) -> list[Slots]:
    match = _POLICY.search(sentence.text) or _POLICY_LAST.search(sentence.text)
    return [{"policy": match["name"]}] if match else []


def first_day(sentence: Sentence) -> list[Slots]:
    """The one day from which something holds."""
    found = dates.period(sentence.text, sentence.asking.today, sentence.asking.locale)
    return [{"start": found[0].isoformat()}] if found else []


def holiday(sentence: Sentence) -> list[Slots]:
    asking = sentence.asking
    found = dates.leave_days(sentence.text, asking.today, asking.locale)
    slots: Slots = {"day": found[0][0].isoformat()} if found else {}
    if match := _ADDED.search(sentence.text) or _CALLED.search(sentence.text):
        slots["name"] = match["name"].strip(" '\"")
    if "optional" in sentence.text.casefold():
        slots["optional"] = True
    return [slots]


def country(sentence: Sentence) -> list[Slots]:
    if match := _IN_COUNTRY.search(sentence.text):
        return [{"country": _COUNTRIES[match[1].casefold()]}]
    match = _COUNTRY.search(sentence.text)
    return [{"country": match["code"]}] if match else []


def department(sentence: Sentence) -> list[Slots]:
    if match := wording.GROUP.search(sentence.text) or wording.FOR_GROUP.search(sentence.text):
        return [{"department": next(g for g in match.groups() if g)}]
    return []


def why(sentence: Sentence) -> list[Slots]:
    if match := wording.BECAUSE.search(sentence.text):
        return [{"reason": wording.PLEASE.sub("", match[1]).strip(" .?!")}]
    match = _WHY.search(sentence.text) or _AFTER_COMMA.search(sentence.text)
    return [{"reason": match["why"].strip()}] if match else []


def new_period(sentence: Sentence) -> list[Slots]:
    """From a day on, or to another; a single day is only where it begins."""
    asking = sentence.asking
    found = dates.leave_days(sentence.text, asking.today, asking.locale)
    if not found:
        return []
    first, last = found[0]
    return [{"start": first.isoformat()} | ({"end": last.isoformat()} if last > first else {})]


def worked(sentence: Sentence) -> list[Slots]:
    day = looking_back.past_day(sentence.text, sentence.asking.today, sentence.asking.locale)
    return [{"worked": day.isoformat()}] if day else []
