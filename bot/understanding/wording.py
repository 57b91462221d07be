"""Words around what a person means: greetings, pleas, reasons, occasions; never what is meant itself."""

from __future__ import annotations

import re

from bot.understanding.spans import ORDINALS
from bot.understanding.words import MONTH, WEEKDAY

INSTEAD_OF = re.compile(r"\b(?:instead of|rather than) (.+)$", re.I)
FROM_TO = re.compile(
    r"\b(?:move|change|shift|reschedule|switch|swap|postpone|push|update|amend|extend|shorten|bring)\b"
    r"(.*?)\b(?:to|until|till|for)\b(.+)$",
    re.I,
)
GROUP = re.compile(
    r"\b((?:my|our) (?:team|department)|everyone|everybody|(?:the )?whole company)\b"
    r"|\b(?:in|from|of) (?:the )?(?!my |our )([A-Za-z][\w &-]*?) (?:team|department|dept)\b"
    r"|\b(?:[Ii]n|[Ff]rom) ([A-Z][a-z]+)\b(?! \d)(?<!January)(?<!February)(?<!March)(?<!April)(?<!May)(?<!June)"
    r"(?<!July)(?<!August)(?<!September)(?<!October)(?<!November)(?<!December)"
)

GENERIC_HOLIDAY = re.compile(r"\b(?:public|bank|national) holidays?\b", re.I)
GREETING = re.compile(
    r"\bgood (?:morning|afternoon)\b|^(?:morning|afternoon)\b(?=[ ,!]*(?:i|can|could|please|$))", re.I
)
DETAILS = {
    "phone": re.compile(r"\b(?:phone|mobile|cell|telephone)\b", re.I),
    "address": re.compile(r"\b(?:address|moved|flat|house)\b", re.I),
    "preferred_name": re.compile(r"\b(?:name|nickname|called)\b", re.I),
}
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
LAST_YEAR = re.compile(r"\b(?:last|previous|past) year", re.I)
SOME_HALF = re.compile(r"\bhalf(?:[ -]a)?[ -]day\b|\bhalf of\b", re.I)
BECAUSE = re.compile(
    r"[ ,;:(-]+(?:because(?: of)?|since(?= (?:i|he|she|they|we|my|the)\b)|as(?= (?:i|he|she|they|we|my|the)\b)"
    r"|due to|owing to|on account of|reason(?: is|:)?|the reason is)\s+(.+)$",
    re.I | re.S,
)
OCCASION = re.compile(
    r"\bfor ((?:a|an|my|the|our)\s(?:[\w'-]+\s){0,3}(?:appointment|wedding|funeral|birthday|exam|surgery|move|trip|course))\b",
    re.I,
)
PLEASE = re.compile(r"[ ,]*\b(?:please|pls|plz|thanks|thank you|thx)\b[ .!]*$", re.I)
COMMA = re.compile(
    r"\s*(?:(?:for|from|in) (?:the )?\S+(?: \S+){0,3}?)?(?:'s application| (?:job|role|position|pipeline|process))?\s*[,;:–(-]+\s*(.+)$",
    re.S,
)
NO_REASON = re.compile(r"(?:please|reject|decline|archive|turn down|thanks).*", re.I)
TITLE = re.compile(r"^(?:the )?(?:candidate|applicant|profile|cv|resume) ", re.I)
NO_PERSON = frozenset({"i", "me", "my", "myself", "mine", MONTH, WEEKDAY})
NOBODY = re.compile(
    r"\d|%|^(?:him|her|them|he|she|they|it|this|that|all|everyone|everybody|(?:the|this|that|all) \w+)$", re.I
)
JOB_WORDS = re.compile(
    r"^(?:the|a|an|our|job|position|role)\s+|\s+(?:job|position|role|opening|vacancy|pipeline|posting)s?$",
    re.I,
)
TOWARDS = re.compile(r"\b(?:to|into|in|as|at|for)\s+(?:the\s+|an?\s+|stage\s+)*$", re.I)

ORDINAL = re.compile(
    rf"(?:^|\bthe )(?:({'|'.join(ORDINALS)})|last)(?: (?:one|candidate|person|result|profile|applicant|resume|cv|guy|match))?\b"
    r"(?! (?:name|time|week|month|year|stage|round|job))",
    re.I,
)
NUMBER = re.compile(
    r"\b(?:number|no\.?|nr\.?|candidate|result|option) ?#?(\d{1,3})\b|#(\d{1,3})\b|\b(?:the )?(\d{1,2})(?:st|nd|rd|th)\b|^\s*(\d{1,3})\s*$",
    re.I,
)
NO_TO = re.compile(
    r"\b(?:declin\w*|den(?:y|ied)|reject\w*|refus\w*|turn(?:ing)? down|say no|no to|(?:don'?t|do not|can'?t|cannot) approve)\b",
    re.I,
)
WITH_REASON = re.compile(r"\bwith (?:the )?reason:?\s+(.+)$", re.I | re.S)
COMMA_WHY = re.compile(r",\s+((?:we|there|too|it|he|she|they|no|not|nobody)\b.+)$", re.I | re.S)
