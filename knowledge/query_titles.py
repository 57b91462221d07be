"""The titles that a search sentence asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge import query_grammar, skills
from knowledge.query_grammar import Part
from knowledge.wording import FILLERS, in_full, role_of, singular

WORD = re.compile(r"[^\W_](?:[\w+#.'’-]*[\w+#])?")


def titles(words: list[Part], text: str) -> Iterator[Part]:
    """A role noun with up to three words before it ("senior data scientists"), and those that share it ("process and quality
    engineers"). Of whom somebody did something ("who coached developers") is no title of theirs."""
    for position, word in enumerate(words):
        following = words[position + 1] if position + 1 < len(words) else None
        if not role_of(word.value) or (
            following and role_of(following.value) and _adjacent(word, following, text)
        ):
            continue
        if query_grammar.is_deed(text, word.start):
            continue
        first = position
        while position - first < 3 and first and _modifies(words[first - 1], words[first], text):
            first -= 1
        modifiers = [part.value.lower() for part in words[first:position]]
        role = in_full(singular(word.value.lower()))
        if modifiers and (beside := _sharing(words[:first], words[first], text)):
            yield Part(f"{beside.value.lower()} {role}", beside.start, beside.end)
        yield Part(" ".join([*modifiers, role]), words[first].start, word.end)


def is_of_title(skill: Part, text: str) -> bool:
    """Fields of work are part of a title ("talent acquisition specialists"); who develops in Java needs to know it."""
    following = WORD.search(text, skill.end)
    if following is None or text[skill.end : following.start()].strip(" -"):
        return False
    return role_of(following[0]) is not None and not skills.is_technical(skill.value)


def _sharing(before: list[Part], following: Part, text: str) -> Part | None:
    """The word that stands before the same role: "mechanical or electrical engineers"."""
    listed = before[:-1] if before and before[-1].value.lower() in ("and", "or") else before
    if not listed or not _JOINS.fullmatch(text[listed[-1].end : following.start]):
        return None
    word = listed[-1]
    said = word.value.lower()
    return None if said in FILLERS or role_of(said) or _DONE.search(said) else word


_JOINS = re.compile(r"\s*(?:,|/|&|,?\s*(?:and|or))\s*", re.IGNORECASE)


def _modifies(word: Part, following: Part, text: str) -> bool:
    said = word.value.lower()
    return said not in FILLERS and not _DONE.search(said) and _adjacent(word, following, text)


_DONE = re.compile(r"(?<!certifi)(?<!charter)(?<!regist)(?<!licens)(?<!qualifi)(?<!register)ed$")
"""A verb, as in "who generated leads"; certified and chartered are part of a title."""


def _adjacent(word: Part, following: Part, text: str) -> bool:
    return not text[word.end : following.start].strip(" -")
