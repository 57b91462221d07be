"""Words of a search that are probably misspelled: near to a skill, a role, a place or an employer, and nothing known."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge import skills
from knowledge.locations import flat, is_known_place
from knowledge.wording import FILLERS, LANGUAGES, ROLES, VAGUE, singular

SHORTEST = 4
LONG = 8
"""Letters from which two of them may be wrong."""
_COMMON = (
    "years year senior junior middle intermediate level lead principal staff degree master masters bachelor doctorate "
    "studied graduate graduates university college school institute worked companies company bank team remote remotely "
    "available immediately start more like next back first last top newest oldest sort order compare those only drop "
    "also again same instead first second third page other others their which hospital clinic agency startup public "
    "private sector projects project clients client business customer customers service services product products data "
    "market markets grocery retail payment payments large small global local"
)
_PLAIN = frozenset(_COMMON.split())


def suspects(text: str, names: Collection[str]) -> Iterator[tuple[str, str]]:
    """(word as written, what was probably meant), each once. `names` are those of places and employers in the resumes.

    Whoever asks should let a word be that some resume says: only then is it surely no mistake.
    """
    known = {word for name in names for word in flat(name).split() if len(word) >= SHORTEST}
    choices = sorted(_lexicon() | known)
    for word in dict.fromkeys(re.findall(r"[^\W\d_]{4,}", text)):
        plain = flat(word)
        if plain in known or singular(plain) in _lexicon() or plain in _lexicon() or _is_plain(plain):
            continue
        allowed = 2 if len(plain) >= LONG else 1
        found = process.extractOne(plain, choices, scorer=OSA.distance, score_cutoff=allowed)
        if found and found[0][0] == plain[0] and not _derived(plain, found[0]):
            yield word, found[0]


_ENDINGS = frozenset(
    (
        "s",
        "es",
        "al",
        "ed",
        "er",
        "ers",
        "ing",
        "ion",
        "ions",
        "ism",
        "ist",
        "ists",
        "ity",
        "ly",
        "ment",
        "ments",
        "ness",
    )
)


def _derived(word: str, of: str) -> bool:
    """ "Mechanical" is a word of its own beside "mechanic"."""
    return word.startswith(of) and word[len(of) :] in _ENDINGS


def corrected(text: str, mistakes: Collection[tuple[str, str]]) -> str:
    for wrong, meant in mistakes:
        text = re.sub(rf"(?<!\w){re.escape(wrong)}(?!\w)", meant, text)
    return text


def _is_plain(word: str) -> bool:
    return (
        word in FILLERS or word in VAGUE or word in _PLAIN or singular(word) in _PLAIN or is_known_place(word)
    )


@lru_cache(maxsize=1)
def _lexicon() -> frozenset[str]:
    single = {term for term in skills.terms() if re.fullmatch(r"[^\W\d_]{4,}", term)}
    roles = {r for role in ROLES if len(role) >= SHORTEST for r in (role, f"{role}s")}
    return frozenset(single | roles | {language.lower() for language in LANGUAGES})
