"""A name that a form asks for in parts: "Surname: Bello", "Other names: Tunde Ade"."""

from __future__ import annotations

import re

from knowledge.lines import Piece

_FAMILY = (
    r"surname|last name|family name|nom(?: de famille)?|nachname|familienname|apellidos?|cognome|sobrenome|apelidos?"
    r"|efternamn|etternavn|achternaam|nazwisko|příjmení|prezime|soyad[ıi]"
)
_GIVEN = (
    r"(?:other|first|given|fore)[ -]?names?|prénoms?|vornamen?|nombres?|nome|förnamn|fornavn|voorna(?:am|men)|imi(?:ę|ona)"
    r"|jméno|ime|ad[ıi]"
)
_FIELD = re.compile(
    rf"(?:^|(?<=[\n\t]))(?:(?P<family>{_FAMILY})|(?P<given>{_GIVEN})|(?P<middle>middle names?))(?:\(s\))?\s*[:\t]\s*"
    r"(?P<value>[^\W\d_][^\n\t:\d@]{1,40})(?=\n|\t|$)",
    re.IGNORECASE,
)
_SPOKEN = ("given", "middle", "family")
HEAD = 3000
"""Characters of a text that may hold who it is of."""
NEAR = 150
"""Characters between the parts, at most."""


def filled_name(text: str) -> tuple[Piece, str] | None:
    """Where a name in parts stands, and the whole as it is spoken, the family name last; None where no form has both."""
    found: dict[str, re.Match[str]] = {}
    for match in _FIELD.finditer(text, 0, HEAD):
        found.setdefault(next(kind for kind in _SPOKEN if match[kind]), match)
    if not {"family", "given"} <= found.keys():
        return None
    parts = [found[kind] for kind in _SPOKEN if kind in found]
    start, end = min(part.start("value") for part in parts), max(part.end("value") for part in parts)
    if end - start > NEAR:
        return None
    values = [part["value"].strip() for part in parts]
    shown = " ".join(value.title() if value.isupper() else value for value in values)
    return Piece(text[start:end], start), re.sub(r"\s+", " ", shown)
