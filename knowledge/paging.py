"""Follow-ups that ask for the same candidates shown otherwise: the next ten, sorted by years."""

from __future__ import annotations

import re

from knowledge.query import Query

_NEXT = re.compile(
    r"^(?:(?:show|see|give|get)\s+)?(?:me\s+)?(?:the\s+)?(?:next(?:\s+(?:\d+|ten|five|page|ones|results|candidates))?|more(?:\s+"
    r"(?:results|candidates|people|of them))?|(?:10|ten) more)(?:\s+please)?$",
    re.IGNORECASE,
)
_PREVIOUS = re.compile(
    r"^(?:(?:show|see|give|go)(?: me)?\s+)?(?:to\s+)?(?:the\s+)?previous(?:\s+(?:\d+|ten|page|ones|results))?$",
    re.IGNORECASE,
)
_TOP = re.compile(r"^(?:back to the top|(?:the )?first page|start again from the top)$", re.IGNORECASE)
_BACK = re.compile(
    r"^(?:go\s+|take me\s+)?(?:back|undo(?:\s+that)?|the (?:list|search) before|(?:back )?to the (?:last|previous) (?:list|search))"
    r"(?:\s+please)?$",
    re.IGNORECASE,
)
_BY_YEARS = re.compile(
    r"\b(?:sort(?:ed)?|order(?:ed)?|rank(?:ed)?)\b.*\b(?:years|experience)\b|\bmost experienced(?: (?:ones|people))? first\b"
    r"|^(?:by )?(?:years|experience)(?: first)?$",
    re.IGNORECASE,
)
_BY_NEWEST = re.compile(
    r"\b(?:sort(?:ed)?|order(?:ed)?)\b.*\b(?:new\w*|recent\w*|latest|date)\b|^(?:the )?(?:newest|latest|most recent)(?: (?:ones|people|resumes))?"
    r"(?: first)?$",
    re.IGNORECASE,
)
_BY_FIT = re.compile(
    r"\b(?:sort(?:ed)?|order(?:ed)?)\b.*\b(?:fit|match|relevance|best)\b|^best (?:ones |match |fit )?first$",
    re.IGNORECASE,
)


def goes_back(text: str) -> bool:
    """Whether the search before is wanted again."""
    return bool(_BACK.match(_bare(text)))


def shown_otherwise(query: Query, text: str, page: int) -> Query | None:
    """The same query, another page or order; None when the text asks for something else."""
    said = _bare(text)
    if _NEXT.match(said):
        return query.model_copy(update={"skip": query.skip + page})
    if _PREVIOUS.match(said):
        return query.model_copy(update={"skip": max(0, query.skip - page)})
    if _TOP.match(said):
        return query.model_copy(update={"skip": 0})
    for pattern, sort in ((_BY_YEARS, "years"), (_BY_NEWEST, "newest"), (_BY_FIT, "fit")):
        if pattern.search(said):
            return query.model_copy(update={"sort": sort, "skip": 0})
    return None


def _bare(text: str) -> str:
    said = text.strip(" .?!")
    return re.sub(
        r"^(?:ok(?:ay)?|and|now|then|please|yes)[, ]+|[, ]+(?:please|then)$", "", said, flags=re.IGNORECASE
    )
