"""What the commas of an employment's header part: title, company and towns, or what a title is about."""

from __future__ import annotations

import re

from knowledge.header_words import COMMAS, FIELD, GRADE, SELF, TRAINEESHIP, UNIT
from knowledge.lines import Piece
from knowledge.places import is_place, is_town, region_of
from knowledge.titles import ends_like_a_firm, has_legal_form, is_company, is_legal_form, is_title


def at_commas(part: Piece, whole: bool, beside: bool = False) -> list[Piece]:
    """ "Python Developer, Acme Ltd, Pune" → title and company; "Acme, Inc." stays whole, its town goes. `beside`: other
    parts may name the company, so that "Nurse, Surgical Unit" is all title."""
    joined: list[Piece] = []
    for piece in part.split(COMMAS):
        if joined and (
            is_legal_form(piece.text)
            or (
                len(joined) == 1
                and (_are_partners(joined[0].text, piece.text) or _is_about(joined[0], piece.text))
            )
        ):
            joined[-1] = part.part(joined[-1].start - part.start, piece.end - part.start)
        else:
            joined.append(piece)
    if len(joined) == 1:
        return joined
    first, second = _without_its_town(joined[0], joined[1]), joined[1]
    if is_role(first) and SELF.match(second.text):
        return [first, second]
    if is_role(first) and is_place(second.text):
        return [first]
    later = [piece for piece in joined[2:3] if is_role(piece) and not is_place(piece.text)]
    remark = _REMARK.match(second.text) is not None
    if not is_role(first) and (remark or (later and is_place(second.text))):
        return [first, *later]
    named = any(is_title(p.text) or has_legal_form(p.text) for p in joined[1:])
    if beside and is_role(first) and not named and is_place(", ".join(p.text for p in joined[1:])):
        return [first]
    about = (whole and not is_company(second.text)) or (beside and UNIT.search(second.text))
    if is_role(first) and about and not is_title(second.text):
        tail = next(
            (i for i in range(1, len(joined)) if is_place(", ".join(p.text for p in joined[i:]))), len(joined)
        )
        return [part.part(0, joined[tail - 1].end - part.start)]
    if is_role(first) and (
        is_company(second.text) or not is_title(second.text) or ends_like_a_firm(second.text)
    ):
        third = joined[2] if len(joined) > 2 else None
        unit = third and not is_company(second.text) and is_company(third.text) and not is_place(third.text)
        return [part.part(0, second.end - part.start), third] if third and unit else [first, second]
    if is_place(second.text) or (
        len(joined) > 2 and not named and is_town(", ".join(p.text for p in joined[1:]))
    ):
        return [first]
    if (
        is_role(second) and is_role(first) and len(joined) > 2
    ):  # "Commis, then Chef de Partie, Brasserie Lambert"
        last = max(i for i, piece in enumerate(joined) if all(map(is_role, joined[: i + 1])))
        return [part.part(0, joined[last].end - part.start), *joined[last + 1 :]]
    if is_role(second):  # and before it what the post was on or in ("M/V Pearl, Third Engineer, Acme Corp.")
        return [first, second, *(p for p in joined[2:3] if has_legal_form(p.text))]
    if beside and len(joined) == 2 and not is_company(second.text) and " " not in second.text:
        return [first]  # "Acme Group, Kavala": the firm before its town
    return [first, second] if not is_title(second.text) else [part]


_AND = re.compile(r"[^\W\d_][\w'’-]+ (?:&|and|und|et) [^\W\d_]")


_REMARK = re.compile(
    r"(?:usine|site|agence|filiale|succursale|magasin|sede|stabilimento|an?|the|part|formerly|now|previously|division|branch|subsidiary"
    r"|member|ehemals|heute|früher|ein|eine|une?|una|anciennement)\s"
)
"""How what is told of a firm behind its comma begins ("Acme, usine de Lyon", "Elm, a division of Oak")."""


def _are_partners(first: str, second: str) -> bool:
    """Names of a firm's partners ("Balogun, Adeyemi & Co.")."""
    return (
        len(first.split()) <= 2
        and not (is_title(first) or is_place(first))
        and _AND.match(second) is not None
        and has_legal_form(second)
    )


def _is_about(first: Piece, second: str) -> bool:
    """ "Director, Public Affairs", "Staff Nurse, Emergency Department", "Class Teacher, Year 4" """
    unit = UNIT.search(second) is not None and not (has_legal_form(second) or _AUTHORITY.search(second))
    return is_role(first) and (unit or any(kind.fullmatch(second) for kind in (FIELD, GRADE)))


_AUTHORITY = re.compile(r"\b(?:police|fire|sheriff|health|state|city|county|of)\b", re.IGNORECASE)
"""What employs although it is called a department."""


def _without_its_town(company: Piece, second: Piece) -> Piece:
    """ "Saguaro Insurance Phoenix" before ", AZ": the firm alone."""
    words = company.text.split()
    for count in (2, 1):
        firm, town = " ".join(words[:-count]), " ".join(words[-count:])
        if (
            is_company(firm)
            and not firm.endswith((" of", " de", " du", " di"))
            and not is_company(town)
            and region_of(second.text)
            and is_town(f"{town}, {second.text}")
        ):
            return company.part(0, company.text.rindex(words[-count]))
    return company


def is_role(piece: Piece) -> bool:
    titled = is_title(piece.text) or TRAINEESHIP.match(piece.text) is not None
    return titled and not has_legal_form(piece.text)
