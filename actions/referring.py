"""Several candidates at once, as people say it: "the first two", "1, 3 and 5", "these three", "our hires for the Python
job", names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actions import references
from actions.tool import Context
from domain.errors import BadInput, NotFound
from domain.hiring import Application, ApplicationStatus, Candidate
from knowledge.wording import NUMBERS, number

_ORDINALS = {
    w: n
    for n, w in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)  # noqa: SIM905
}
_COUNT = rf"(?P<count>\d{{1,2}}|{'|'.join(NUMBERS[1:])})"
_FROM_TOP = re.compile(rf"\b(?:first|top|best)\s+{_COUNT}\b", re.IGNORECASE)
_FROM_END = re.compile(rf"\blast\s+{_COUNT}\b", re.IGNORECASE)
_ALL = re.compile(rf"\b(?:these|those|them|all|both|the list)(?:\s+(?:of them|{_COUNT}))?\b", re.IGNORECASE)
_PLACE = re.compile(
    rf"(?<![\w.])#?(\d{{1,3}})(?:st|nd|rd|th)?(?![\w.])|\b({'|'.join(_ORDINALS)}|last)\b", re.IGNORECASE
)
_HIRES = re.compile(
    r"\b(?:hires?|(?:people|ones|those) (?:we|that we) hired|hired)\b(?:.*?\b(?:for|of|in|as)\s+(?:the\s+|our\s+)?(?P<job>.+))?",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:,|;|&|\band\b|\bvs\.?(?!\w)|\bversus\b|\bor\b|\bwith\b|\bto\b)\s*", re.IGNORECASE)
_ASIDE = re.compile(r"\b(?:the|candidates?|people|profiles?|resumes?|ones?|number|no\.?)\b", re.IGNORECASE)
MOST = 50


async def candidates(words: str, ctx: Context, field: str = "candidates") -> list[Candidate]:
    """Those meant, in order, each once.

    Raises `Unclear` for a name that several have, `NotFound` with the nearest names, `BadInput` for a place in the list
    that there is not.
    """
    words = words.strip(" ?.!")
    if hires := _HIRES.search(words):
        return await _hired(hires["job"], ctx)
    ids = _listed(words, ctx.focus.candidate_ids)
    if ids:
        found = [await ctx.ports.records.get(Candidate, id) for id in ids]
        return [c for c in found if c]
    named = [name for name in _AND.split(words) if name.strip()]
    everybody = [await references.candidate(_ASIDE.sub("", n).strip() or n, ctx, field) for n in named[:MOST]]
    return list({c.id: c for c in everybody}.values())


def _listed(words: str, listed: tuple[str, ...]) -> list[str]:
    """Ids of the places of the last list that the words name; empty when they name none."""
    if match := _FROM_TOP.search(words):
        return list(listed[: number(match["count"])]) or _nothing_listed()
    if match := _FROM_END.search(words):
        return list(listed[-number(match["count"]) :]) or _nothing_listed()
    places = list(_places(words))
    rest = _PLACE.sub(" ", _ASIDE.sub(" ", _AND.sub(" ", words)))
    if places and not re.search(r"\w", rest):
        return [_at(place, listed) for place in dict.fromkeys(places)]
    if match := _ALL.fullmatch(_ASIDE.sub("", words).strip()):
        return list(listed[: number(match["count"]) if match["count"] else None]) or _nothing_listed()
    return []


def _places(words: str) -> Iterator[int]:
    for digits, ordinal in _PLACE.findall(words):
        yield int(digits) if digits else _ORDINALS.get(ordinal.lower(), -1)


def _at(place: int, listed: tuple[str, ...]) -> str:
    if not listed:
        _nothing_listed()
    if place == 0 or place > len(listed):
        raise BadInput(f"The last list has {len(listed)} candidates; there is no number {place} in it.")
    return listed[place - 1] if place > 0 else listed[place]


def _nothing_listed() -> list[str]:
    raise BadInput("There is no list to pick from yet. Search for candidates first, or say their names.")


async def _hired(job_words: str | None, ctx: Context) -> list[Candidate]:
    where: dict[str, str] = {"status": str(ApplicationStatus.hired)}
    title = "any job"
    if job_words:
        wanted = await references.job(re.sub(r"\s*\b(?:job|role|position)\b\s*", " ", job_words).strip(), ctx)
        where["job_id"], title = wanted.id, wanted.title
    hired = await ctx.ports.records.find(Application, where, limit=MOST)
    found = [await ctx.ports.records.get(Candidate, application.candidate_id) for application in hired]
    if not any(found):
        raise NotFound(f"Nobody has been hired for {title} yet, so there is nobody to be like.")
    return [c for c in found if c]
