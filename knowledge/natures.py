"""What kind of thing a few words of a resume's header name, as far as the words themselves tell."""

from __future__ import annotations

from typing import Literal

from knowledge.places import is_place
from knowledge.titles import has_legal_form, is_company, is_degree, is_school, is_title

Nature = Literal["title", "company", "degree", "school", "place"]


def nature_of(text: str) -> Nature | None:
    """None where no word tells."""
    if is_school(text):
        return "school"
    if has_legal_form(text):
        return "company"
    if is_degree(text):
        return "degree"
    if is_title(text):
        return "title"
    if is_place(text):
        return "place"
    return "company" if is_company(text) else None
