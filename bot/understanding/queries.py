"""The text to search for, without the words that ask for the search: "find me java developers" → "java developers"."""

from __future__ import annotations

import re

_ENDS = " .?!,;:"


def search(text: str) -> str:
    """What candidates are searched for; empty when everybody is meant ("show all candidates")."""
    query = _without(text, _POLITE, _VERB, _WHERE, _WHOM, _ARTICLE)
    return "" if query.casefold() in _EVERYBODY else query


def refinement(text: str) -> str:
    """The condition alone, with its sense: "only those with Go" → "with Go", "without Java" stays."""
    return _without(text, _POLITE, _NARROW, _OF_THOSE, _ONLY)


def _without(text: str, *leads: re.Pattern[str]) -> str:
    text = _THANKS.sub("", text.strip(_ENDS))
    for lead in leads:
        text = lead.sub("", text, count=1)
    return text.strip(_ENDS)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.I | re.X)


_EVERYBODY = ("", "all", "candidates", "all candidates", "everybody", "everyone", "people", "applicants")
_THANKS = _pattern(r"[\s,]* \b(?:please|pls|plz|thanks|thank\ you|thx)\b [\s.!]* $")
_POLITE = _pattern(r"""
    ^(?:(?:hi|hello|hey|good\ (?:morning|afternoon|evening))(?:\ there)?[\s,!.]+)?
    (?:(?:please|pls|now|then|ok|okay|and|but|also)[\s,]+)*
    (?:(?:can|could|would|will)\ (?:you|we|i)\ (?:please\ )?(?:(?:get|see|help\ me)\ )?
      |i(?:'d|\ would)\ (?:like|love)\ (?:to\ (?:see|find|have)\ )?
      |(?:i|we)\ (?:want|need|wish)\ (?:to\ (?:see|find|have)\ )?
      |(?:i\ am|i'm|we\ are|we're)\ (?=looking|searching|after))?
    (?:please\ )?
    """)
_VERB = _pattern(r"""
    ^(?:(?:find|fnd|show|list|get|give|fetch|source|display|recommend|suggest|pull\ up|bring|see|browse)(?:\ (?:me|us))?
      |(?:look|looking|search|serch|searching|hunt|scout)(?:\ (?:for|through|in|after))?|after|go\ through
      |(?:is|are)\ there|(?:do|does)\ (?:we|you)\ (?:have|know)|have\ we\ got|who\ do\ we\ have
      |who\ in\ (?:our|the)\ (?:talent\ )?(?:pool|database|system)|match(?:\ me)?
      |who\ (?:would|could)\ (?:be\ good\ for|match|fit)|who\ (?:matches|fits)|who\ (?:is|are)|rank)\b[\s:]*
    """)
_WHERE = _pattern(r"""
    ^(?:(?:in\ |through\ )?(?:our|the)\ (?:(?:talent\ )?pool|database|system|candidates)(?:\ (?:for|and\ find))?|for)\s+
    """)
_WHOM = _pattern(r"""
    ^(?:(?:a\ list\ of|all|some|any|the|me|top\ \d+|best|more|which|good)\s+)*
    (?:candidates?|applicants?|people|persons?|profiles?|resumes?|cvs?|talents?
      |someone|somebody|anyone|anybody|those|who)\b(?!')
    (?:\s+(?:who|that|which|can|are|is|were|with|having|mentioning|against|for|to|of|do)\b)*[\s:,]*
    """)
_ARTICLE = _pattern(r"^(?:(?:me|us|some|any|a\ list\ of|all|the|an?|top\ \d+)\s+)+")
_NARROW = _pattern(r"""
    ^(?:(?:now|just|only|ony|jsut|simply|please|how\ about|what\ about|keep|show|see|list|take(?!\ (?:out|away))|give\ me|make\ it|same(?:\ search)?\ but)\s+)*
    (?:(?:filter(?!\ out)|narrow|limit|restrict|refine|reduce)
       (?:\ (?:it|that|them|these|those|(?:the|that|this)\ (?:list|results?|search)))?(?:\ down)?(?:\ (?:by|for|to|on))?\s+)?
    (?:(?:only|just)\s+)*
    """)
_OF_THOSE = _pattern(r"""
    ^(?:of\ (?:those|these|them),?\s+)?
    (?:(?:the\ (?:ones|candidates|people)|those|ones|people|candidates|which\ of\ (?:them|those|these)
       |who\ (?:of|among)\ (?:them|those|these))\b(?!')\s*)?
    (?:(?:only|just)\s+)?
    """)
_ONLY = _pattern(r"\s+(?:ones\ only|only|ones)$")
