"""What kind of thing a few words of a resume's header name, as far as the words themselves tell."""

from __future__ import annotations

import re
from typing import Literal

from knowledge.places import is_little_known, is_place
from knowledge.titles import has_legal_form, is_company, is_degree, is_school, is_title

Nature = Literal["title", "company", "degree", "school", "place"]


def at_turn(text: str, turn: int) -> str:
    """A line whose font or colour changes once, at `turn`: with a tab there, where what it names changes too ("**Clerk**
    Acme Ltd") or a list begins ("**Back end** Koa, Express, Django"), and as it is elsewhere ("**Anna** Meyer", a word stressed in a sentence)."""
    left, right = text[:turn].rstrip(), text[turn:].lstrip()
    apart = (
        len(text) <= 110
        and re.search(r"[\w.)]$", left)
        and right[:1].isupper()
        and text[len(left) : len(text) - len(right)].strip(" ") == ""
        and not re.search(r"[a-z][.;:!]$", right)
    )
    named = " " not in left and nature_of(left) is None and is_little_known(right)  # "**Ann** Moyo"
    parts = apart and not named and (nature_of(left) != nature_of(right) or _heads_list(left, right))
    return f"{left}\t{right}" if parts else text


def _heads_list(left: str, right: str) -> bool:
    entries = right.split(", ")
    short = max(len(entry.split()) for entry in entries) <= 3 and len(left.split()) <= 3
    return len(entries) > 2 and short and not right.endswith(".")


def nature_of(text: str) -> Nature | None:
    """None where no word tells."""
    if has_legal_form(text):
        return "company"
    if is_degree(text):
        return "degree"
    if is_school(text):
        return "school"
    if is_title(text):
        return "title"
    if is_place(text):
        return "place"
    return "company" if is_company(text) else None
