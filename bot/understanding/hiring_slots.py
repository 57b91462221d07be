"""How details of hiring are said: several people at once, stages by their own names, messages, reasons, openings."""

from __future__ import annotations

import re

_NUMBERS = {
    word: n
    for n, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1
    )
}
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_N = r"(?:numbers? |no\.? ?|#)?\d{1,2}(?:st|nd|rd|th)?\b(?! ?%)"
_NTH = rf"(?:the )?(?:{'|'.join(_ORDINALS)})(?: (?:one|candidate|person))?"
_COUNT = rf"(?:{'|'.join(_NUMBERS)}|\d{{1,2}})"
_MANY = rf"(?:{'|'.join(list(_NUMBERS)[1:])}|\d{{1,2}})"
_AND = r"\s*(?:,\s*and\b|,|\band\b|&)\s*"
_LIST = re.compile(
    rf"\b(?:{_N}(?:{_AND}{_N})+|{_N}\s*(?:-|–|to|through)\s*\d{{1,2}}\b|{_NTH}(?:{_AND}{_NTH})+)", re.I
)
_THESE = re.compile(
    rf"\b(?:all (?:of )?)?(?:these|those)(?: {_COUNT})?\b|\ball (?:of )?(?:them|{_COUNT})\b|\bthem all\b"
    rf"|\bboth(?: of them)?\b|\b(?:the )?(?:first|top) {_MANY}\b",
    re.I,
)
_RULE = re.compile(
    r"\b(?:every(?:one|body)|any(?:one|body)|who(?:ever|soever)|all|those|the (?:rest|others?|remaining|bottom|worst|lowest|weakest))\b"
    r".*?(?=\s+(?:in)?to (?:an? |the )?\w+\s*(?:stage)?[.!]?$|\s*,?\s*because\b|[.!]?$)",
    re.I,
)
_PRONOUN = re.compile(r"\b(her|him|them)\b", re.I)
_QUOTES = "\"“”„'"


def several(text: str) -> str | None:
    """ "1, 3 and 5", "these five", "everyone below 60 %": people of a list, or by a rule (which is refused)."""
    if match := _LIST.search(text):
        return _ordinals(match[0])
    if match := _THESE.search(text):
        rest = text[match.end() :]
        if not re.match(r"\s+(?:who|with|without|below|under|above|over|that|in|from)\b", rest, re.I):
            return match[0]
    if match := _RULE.search(text):
        return match[0].strip()
    return None


def _ordinals(words: str) -> str:
    """ "the first and the third one" as "1 and 3"."""
    for n, word in enumerate(_ORDINALS, 1):
        words = re.sub(rf"\b(?:the )?{word}\b(?: (?:one|candidate|person))?", str(n), words, flags=re.I)
    return words


def pronoun(text: str) -> str | None:
    match = _PRONOUN.search(text)
    return match[1].lower() if match else None


_TO_STAGE = re.compile(
    r"\b(?:to|into)\s+(?:the\s+|an?\s+)?(?P<stage>[^\W\d][\w' -]{1,38}?)(?:\s+(?:stage|round|step))?"
    r"(?:\s+(?:for|of|in)\s+.*)?(?:\s*,?\s*(?:please|thanks|thank you))?\s*[.!?]*$",
    re.I,
)


def stage(text: str) -> str | None:
    """What stands at the end behind "to": a stage by its own name ("move Leo to the phone screen")."""
    match = _TO_STAGE.search(text)
    return match["stage"].strip() if match else None


# --- the stages of a job ----------------------------------------------------------------------------------------

_KIND_OF_JOB = r"(?:job|role|position|pipeline|process|opening|requisition|vacancy|posting)"
_WORD = r"(?!(?:to|for|in|into|of|from|on|the|a|an)\b)[\w+#./-]+"
_JOB = re.compile(
    rf"\b(?:to|for|in|into|of|from|on)\s+(?:the\s+|our\s+)?(?P<job>{_WORD}(?:\s+{_WORD}){{0,4}}?)\s+{_KIND_OF_JOB}\b"
    rf"|^(?:the\s+)?(?P<first>{_WORD}(?:\s+{_WORD}){{0,3}}?)\s+{_KIND_OF_JOB}\b",
    re.I,
)
_BARE_JOB = re.compile(
    rf"\b(?:to|for|in|into|of|from)\s+(?:the\s+)?(?P<job>{_WORD}(?:\s+{_WORD}){{0,3}})\s*[.!?]*$", re.I
)
_AFTER = re.compile(
    r"\b(?P<rel>after|behind|following|before)\s+(?:the\s+)?(?P<stage>[\w' -]+?)(?:\s+(?:stage|step|round))?(?=\s*(?:$|[,.!?;])|\s+(?:to|for|in|into|called)\b)",
    re.I,
)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?(?P<stage>[\w' -]+?)\s+and\s+(?:the\s+)?[\w' -]+", re.I)
_NAMED = re.compile(
    r"\b(?:stage|step|round)\b(?:\s+(?:called|named))?\s*:?\s*(?P<name>[^,;:.!?]+?)\s*[.!?]*$", re.I
)
_NAME_STAGE = re.compile(
    r"\b(?:an?|the|new|another)\s+(?P<name>(?!stage\b|new\b)[\w' -]+?)\s+(?:stage|step|round)\b"
    r"|\b(?:add|insert|put in|create|need)\s+(?:an?|the)\s+(?P<plain>[\w' -]+?)\s*[.!?]*$",
    re.I,
)


def job(text: str) -> tuple[str | None, str]:
    """The job's words, and the sentence without them."""
    match = _JOB.search(text)
    if match:
        return (match["job"] or match["first"]), f"{text[: match.start()]} {text[match.end() :]}".strip()
    return None, text


def bare_job(text: str) -> tuple[str | None, str]:
    """The same, also where no "job" follows: what stands at the end behind "for"."""
    found, rest = job(text)
    if found is None and (match := _BARE_JOB.search(text)):
        return match["job"], text[: match.start()].strip()
    return found, rest


def new_stage(text: str) -> dict[str, str]:
    """Name, place and job of "add a stage Phone screen after Review to the Python job"."""
    slots: dict[str, str] = {}
    named, rest = bare_job(text)
    if named:
        slots["job"] = named
    if match := _BETWEEN.search(rest):
        slots["after"] = match["stage"].strip()
        rest = rest[: match.start()] + rest[match.end() :]
    elif match := _AFTER.search(rest):
        before = "before " if match["rel"].lower() == "before" else ""
        slots["after"] = before + match["stage"].strip()
        rest = rest[: match.start()] + rest[match.end() :]
    rest = rest.strip(" ,.!?")
    match = _NAMED.search(rest) or _NAME_STAGE.search(rest)
    if match:
        name = next(g for g in match.groupdict().values() if g)
        slots["name"] = re.sub(r"\s+(?:stage|step|round)$", "", name.strip(f" {_QUOTES}"), flags=re.I)
    return {k: v for k, v in slots.items() if v}


_RENAME = (
    re.compile(
        r"\b(?:rename|relabel|change)\s+(?:the\s+)?(?:name\s+of\s+(?:the\s+)?)?(?:stage\s+name\s+)?(?:stage|step)?\s*(?P<old>.+?)(?:\s+stage)?\s+(?:to|as|into)\s+(?P<new>.+)$",
        re.I,
    ),
    re.compile(r"\bcall\s+the\s+(?:stage\s+)?(?P<old>[\w'-]+)(?:\s+stage)?\s+(?P<new>.+)$", re.I),
    re.compile(
        r"\bthe\s+(?:stage\s+)?(?P<old>[\w' -]+?)(?:\s+stage)?\s+should\s+be\s+(?:called|named)\s+(?P<new>.+)$",
        re.I,
    ),
)


def renamed_stage(text: str) -> dict[str, str]:
    """Old and new name, and the job, of "rename the stage Review of the Python job to Screening"."""
    named, rest = job(text)
    slots = {"job": named} if named else {}
    for pattern in _RENAME:
        if match := pattern.search(re.sub(r"\s+", " ", rest).strip(" ,.!?")):
            old, new = match["old"], match["new"]
            if not named:
                found, old = bare_job(old)
                if found is None:
                    found, new = bare_job(new)
                slots |= {"job": found} if found else {}
            slots |= {"stage": old.strip(f" {_QUOTES}"), "name": new.strip(f" .!?{_QUOTES}")}
            break
    return {k: v for k, v in slots.items() if v}


_OLD_STAGE = re.compile(
    r"\b(?:stage|step)\s+(?P<name>[^,;.!?]+?)\s*$|\bthe\s+(?P<other>(?!stage|step)[\w' -]+?)\s+(?:stage|step|round)\b",
    re.I,
)


def old_stage(text: str) -> dict[str, str]:
    named, rest = bare_job(re.sub(r"\b(?:any more|anymore|from now on|please)\b", "", text).strip(" .!?"))
    slots = {"job": named} if named else {}
    if match := _OLD_STAGE.search(re.sub(r"\s+(?:out|can go)\s*$", "", rest.strip(" ,.!?"))):
        slots["stage"] = (match["name"] or match["other"]).strip(f" {_QUOTES}")
    return slots


# --- openings and reasons -----------------------------------------------------------------------------------------

_HOW_MANY = re.compile(
    rf"\b(?P<n>{_COUNT})\s+(?:(?:more|new|additional)\s+)?(?:openings?|seats?|people|headcounts?|hires?)\b|\bby\s+(?P<by>{_COUNT})\b",
    re.I,
)
_OPENING = re.compile(r"\bopening\s+#?(?P<id>\d{1,3})\b", re.I)


def count(text: str) -> int | None:
    match = _HOW_MANY.search(text)
    if match is None:
        return None
    said = (match["n"] or match["by"]).lower()
    return _NUMBERS.get(said) or int(said)


def opening(text: str) -> str | None:
    match = _OPENING.search(text)
    return match["id"] if match else None


_REASON_NAME = (
    re.compile(r"\b(?:rejection|decline)\s+reason\s*(?:called|named|:)?\s+(?P<name>.+)$", re.I),
    re.compile(r"\breason for rejection\s*:?\s*(?P<name>.+)$", re.I),
    re.compile(
        r"\b(?:add|put|include|remove|drop|delete|deactivate|take|the reason)\s+(?:a reason\s+)?(?P<name>.+?)\s+(?:to|in|on|from|off|as|for)\s+(?:a\s+|the\s+)?(?:list|rejection)",
        re.I,
    ),
    re.compile(r"\b(?:rejection )?reason\s*:\s*(?P<name>.+)$", re.I),
)


def reason_name(text: str) -> str | None:
    for pattern in _REASON_NAME:
        if match := pattern.search(text):
            name = re.sub(
                r"\s+(?:any more|anymore|can go|off the list.*|please)\s*$", "", match["name"].strip(" .!?")
            )
            return name.strip(f" {_QUOTES}") or None
    return None


# --- messages ------------------------------------------------------------------------------------------------------

_TEAM = re.compile(
    r"\b(?:recruiters?|hiring (?:team|manager)|team|company|hr|them)\b\s*(?:know\b)?\s*(?:a (?:message|note))?\s*[:,]?\s*(?:that\s+)?(?P<text>.*)$",
    re.I | re.S,
)
_EMPTY = re.compile(r"^(?:for me|please|a (?:message|note|line))?[ .!?]*$", re.I)
_PLACE = re.compile(
    r"\b(?:via|by|over|on)\s+(?P<how>zoom|teams|microsoft teams|google meet|meet|skype|video|phone)\b|\b(?P<room>(?:in|at)\s+(?:room\s+[\w.-]+|the\s+office|our\s+office))",
    re.I,
)


def letter(text: str, after: int) -> str | None:
    """What is to be written: behind the colon, "that", "to" or "whether" that follow the name (which ends at `after`)."""
    rest = text[after:].strip()
    rest = re.sub(r"^(?:a (?:message|note|line)|know)\b\s*", "", rest, flags=re.I)
    said = re.sub(r"^(?:[:,]\s*|(?:that|saying)\s+)", "", rest, flags=re.I).strip()
    if _EMPTY.match(said) or re.match(r"^(?:for|about)\s+the\s+[\w ]+$", said, re.I):
        return None
    return said


def told(text: str) -> str | None:
    """What the hiring team is to be told: the words behind "the recruiter"; "them" only right after the verb."""
    match = _TEAM.search(text)
    if match is None:
        return None
    said = match["text"].strip()
    return None if _EMPTY.match(said) else said


def place(text: str) -> str | None:
    match = _PLACE.search(text)
    return (match["how"] or match["room"]).strip() if match else None
