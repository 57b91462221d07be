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
ONLY_THE_END = re.compile(
    r"\b(?:extend|shorten|prolong|lengthen|cut short|end(?:s|ing)?|stay(?:s|ing)?)\b", re.I
)
GROUP = re.compile(
    r"\b((?:my|our) (?:team|department)|everyone|everybody|(?:the )?whole company|company[ -]wide)\b"
    r"|\b(?:in|from|of) (?:the )?(?!my |our )([A-Za-z][\w &-]*?) (?:team|department|dept)\b"
    r"|\b(?:[Ii]n|[Ff]rom) ([A-Z][a-z]+)\b(?! \d)(?<!January)(?<!February)(?<!March)(?<!April)(?<!May)(?<!June)"
    r"(?<!July)(?<!August)(?<!September)(?<!October)(?<!November)(?<!December)"
)

WHO = re.compile(r"(?:(?:and|so|hi|hey|hello|ok)[, ]+)*who(?:'s)?\b(?! am i\b)", re.I)
"""Opens a question that asks for names and so holds none."""
FOR_GROUP = re.compile(
    r"\b(?:for|in|from|of) (?:the )?(Engineering|Finance|Management|Operations|People|Product|Sales|Marketing|Support|Legal)\b",
    re.I,
)
"""Names that departments commonly have, in any case."""
GENERIC_HOLIDAY = re.compile(r"\b(?:public|bank|national) holidays?\b", re.I)
GREETING = re.compile(
    r"\bgood (?:morning|afternoon)\b|^(?:morning|afternoon)\b(?=[ ,!]*(?:i|can|could|please|$))", re.I
)
DETAILS = {
    "phone": re.compile(r"\b(?:phone|mobile|cell|telephone)\b", re.I),
    "address": re.compile(r"\b(?:address|moved|flat|house)\b", re.I),
    "preferred_name": re.compile(r"\b(?:name|nickname|called|call me)\b", re.I),
}
NEW_DETAIL = {
    "phone": re.compile(
        r"(?:\bto|\bis(?: now)?|:|\bnumber|\bphone|\bmobile|\bcell)\s+(\+?\d[\d ()/.-]{4,}\d)", re.I
    ),
    "address": re.compile(
        r"(?:\baddress(?: now)? (?:is|to|:)|\baddress:|\b(?:moved|live now|now live|live) (?:to|in|at)|\bto)\s+"
        r"(?=[^?]*\d)([^?]{6,300})",
        re.I,
    ),
    "preferred_name": re.compile(
        r"(?:\bcall me|\b(?:name|nickname)(?: now)? (?:is|to)|\bcalled|\bto)\s+(?!you\b|my\b|a\b)"
        r"([^\W\d_][\w'. -]{0,60}?)(?:\s+(?:from now on|instead|now|in future))?[.! ]*$",
        re.I,
    ),
}
"""What a detail is from now on."""
_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?(?: ?([ap]\.?m)\b\.?)?(?![\d.:]|(?:st|nd|rd|th)\b)"
CAME_AT = re.compile(
    rf"\b(?:came|come|arrived|started|start|began|clocked in|checked in|in)(?: in| work| working)? (?:at|around) {_CLOCK}",
    re.I,
)
LEFT_AT = re.compile(
    rf"\b(?:left|leave|went|gone|finished|stopped|ended|clocked out|checked out|out)(?: home| work| working)? (?:at|around) {_CLOCK}",
    re.I,
)
FROM_TO_CLOCK = re.compile(
    rf"\b(?:from )?{_CLOCK}\s*(?:to|till|until|-|–)\s*{_CLOCK}(?! \w*(?:uary|ch|il|ay|ne|ly|ust|ber)\b)", re.I
)
MONTH_BEFORE = re.compile(
    r"\b(?:month|one|pay ?slip|slip) (?:before|earlier|prior)(?! last)(?: that)?\b"
    r"|\b(?:previous|prior|earlier) (?:one|month|pay ?slip)\b",
    re.I,
)
MONTH_AFTER = re.compile(
    r"\b(?:month|one) (?:after|later)(?: that)?\b|\bnext one\b|\bfollowing (?:one|month)\b", re.I
)
PAY_DETAIL = re.compile(
    r"\b(?:gross|net|tax(?:es)?|deductions?|bonus|pension|insurance|pay|salary|total|amount)\b", re.I
)
OPENING = re.compile(
    r"^(?:ok(?:ay)?[, ]+|so |but )?(?:and|what about|how about|or|make (?:it|that)|rather|also)\b[ ,]*", re.I
)
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
NO_PERSON = frozenset(
    {
        *("i", "me", "my", "myself", "mine", "out", "off", "away", MONTH, WEEKDAY),
        *("anyone", "anybody", "someone", "somebody", "nobody", "who"),
    }
)
NOBODY = re.compile(
    r"\d|%|^(?:him|her|them|he|she|they|it|this|that|all|everyone|everybody|(?:the|this|that|all) \w+)$", re.I
)
NO_NAME = re.compile(r"(?:number|candidate|the|one|applicant|questions?|interview)", re.I)
"""Words beside a name that are none."""
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

_SOME = rf"(?:\d{{1,2}}|one|two|three|four|five|six|seven|eight|nine|ten|{'|'.join(ORDINALS)}|last)"
_PLACE = rf"(?:(?:the\s+)?(?:number|no\.?|candidates?|#)?\s*{_SOME}(?:st|nd|rd|th)?(?:\s+(?:one|candidate))?)"
PLACES = re.compile(
    rf"\b(?:the\s+)?(?:first|top|best|last)\s+{_SOME}\b|{_PLACE}(?:\s*(?:,|and|&|vs\.?|versus|with|to|or|,\s*and)\s*{_PLACE})+"
    rf"|\b(?:these|those|them|all|both)(?:\s+(?:of them|{_SOME}))?\b|\b(?:her|him)\b|{_PLACE}\b",
    re.I,
)
"""Places in the list that was shown, as they are said together."""
FOR_A_JOB = re.compile(r"\s+for\s+(?:the\s+)?[^,]*?\b(?:job|role|position|opening)\b.*$", re.I)
BUT = re.compile(
    r"[ ,]+(?:but[ ,]+|(?=(?:who(?! (?:we|you|i)\b)|with|without|only|based|living)\b))(.+)$", re.I
)
"""What is asked beside the likeness."""
HIRES = re.compile(
    r"\b(?:our |the )?(?:best |recent |last )*(?:hires?|(?:people|ones) (?:that )?we(?:'ve)? hired)\b.*$",
    re.I,
)

JOB_STATUS = (
    ("on_hold", re.compile(r"\b(?:on hold|hold|pause|freeze|suspend)\b", re.I)),
    ("open", re.compile(r"\b(?:re-?open|open|unpause|unfreeze|resume|go live|live|publish|again)\b", re.I)),
    ("closed", re.compile(r"\b(?:close[ds]?|shut|end|stop|offline|down|filled|no longer|cancel)\b", re.I)),
)
"""What becomes of a job, the first that is said."""
FINDING = re.compile(r"\b(?:found|missing|unclear)\b", re.I)
CRITERION = re.compile(
    r"\b(?:years|degree|education|title|trajectory|communication|leadership|language)\b", re.I
)
