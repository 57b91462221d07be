"""Words as people type them in a hurry, spelled out: "tmrw pm", "nxt wk", "w/c 20 April", "whats"."""

from __future__ import annotations

import re

_WORDS = {
    "tomorrow": "tmrw tmr tmw tmrow tmorrow 2moro 2morrow 2mrw tomoz tomo tomorow tommorow tommorrow tomorro",
    "today": "2day tday todat",
    "yesterday": "yday yest ystrday yesturday",
    "next": "nxt nex nect",
    "week": "wk weeek",
    "weeks": "wks",
    "month": "mth",
    "months": "mths",
    "please": "pls plz pleas plss",
    "you": "u",
    "your": "ur",
    "thanks": "thx tnx ty",
    "vacation": "vac vaca vacay vacaton vaccation vacaction vaction vacations",
    "holiday": "hol holliday holyday",
    "holidays": "hols hollidays",
    "balance": "balence ballance",
    "request": "requst reqest req",
    "afternoon": "arvo aftn afternon",
    "half-day": "halfday",
    "manager": "mgr",
    "appointment": "appt apptmt",
    "because": "bc cuz coz cos becuase",
    "through": "thru",
    "until": "til till",
    "never mind": "nvm nevermind",
    "want to": "wanna",
    "going to": "gonna",
    "days": "dys",
    "out of office": "ooo",
    "developer": "dev",
    "developers": "devs",
    "end of the year": "eoy",
    "end of the month": "eom",
    "paid time off": "pto's",
    "what's": "whats",
    "who's": "whos",
    "when's": "whens",
    "how's": "hows",
    "don't": "dont",
    "can't": "cant",
    "won't": "wont",
    "i'm": "im",
    "i've": "ive",
    "monday": "monady mondy",
    "tuesday": "tuseday tuesdy",
    "wednesday": "wensday wednsday wedensday",
    "thursday": "thrusday thursdy thurday",
    "friday": "firday fridy firdays",
}
_FULL = {short: full for full, shorts in _WORDS.items() for short in shorts.split()}
_SHORT = re.compile(
    rf"(?<![\w@./#'-])(?:{'|'.join(map(re.escape, sorted(_FULL, key=len, reverse=True)))})(?![\w@#'-])", re.I
)
_WEEK_OF = re.compile(r"\bw/?c\b(?= )", re.I)
_WITH = re.compile(r"(?<!\S)w/(?P<out>o\b)?[ ]?(?=\S)", re.I)
_HALF = re.compile(
    r"\b((?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|(?:mon|tues|wednes|thurs|fri)day|tomorrow|today|the \d+(?:st|nd|rd|th))) (am|pm)\b",
    re.I,
)
_SIDE = {"am": "morning", "pm": "afternoon"}


def spelled(text: str) -> str:
    """The text with shorthand and the commonest slips of the keyboard written out. Names keep their letters: only whole
    words that are no name are touched."""
    text = _WEEK_OF.sub("week of", text)
    text = _WITH.sub(lambda m: "without " if m["out"] else "with ", text)
    text = _SHORT.sub(lambda m: _FULL[m[0].casefold()], text)
    return _HALF.sub(lambda m: f"{m[1]} {_SIDE[m[2].casefold()]}", text)
