"""The header of an employment: what in it is the title, what the company, and what only a place, a time or a kind of contract."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.commas import at_commas
from knowledge.dates import is_date, periods
from knowledge.header_words import (
    AS,
    ASIDE,
    DASH,
    DURATION,
    EDGES,
    FIELD,
    FOR,
    IN_BRACKETS,
    KIND,
    LABEL,
    SELF,
    SENTENCE,
    SEPARATOR,
    STRONG,
    TRAINEESHIP,
    WITH_FIRM,
    WITHIN,
)
from knowledge.lines import TAB, Piece
from knowledge.places import is_little_known, is_place, is_state, is_town, region_of
from knowledge.titles import ends_like_a_firm, has_legal_form, is_company, is_title


@dataclass(frozen=True)
class Manner:
    """How a section writes its headers: `whole` titles keep what follows a comma; a header that lacks nothing names
    `full` things (title, company, town)."""

    whole: bool
    full: int


PLAIN = Manner(whole=False, full=99)


def labelled(header: Sequence[Piece]) -> tuple[Piece | None, Piece | None]:
    """Title and company where labels say which is which: "Designation: Clerk"."""
    said: dict[str, Piece] = {}
    for piece in (field for line in header for field in _fields(line)):
        match = LABEL.match(piece.text)
        if match and match.lastgroup:
            rest = piece.part(match.end(), len(piece.text)).trimmed(EDGES)
            named = at_commas(rest, whole=False)[0] if match["company"] else rest
            said.setdefault(match.lastgroup, named)
    return said.get("title"), said.get("company")


def _fields(line: Piece) -> list[Piece]:
    """What labels stand before, where a form has several beside each other ("Company	Acme	Period	2019")."""
    cells = line.split(TAB)
    if len(cells) < 3:
        return [line]
    step = 1 if LABEL.match(cells[0].text) else 2
    last = len(cells) - 1
    return [
        line.part(cells[i].start - line.start, cells[min(i + step - 1, last)].end - line.start)
        for i in range(0, len(cells), step)
    ]


def parts_of(pieces: Sequence[Piece], manner: Manner = PLAIN) -> list[Piece]:
    """What may be a title or a company: pieces cut at separators, without places, durations and kinds of contract.
    Of a title that is `whole` what follows its comma is part."""
    return [
        _without_town(piece)
        for groups in [groups_of(pieces, manner)]
        for group in groups
        for piece in at_commas(group, manner.whole, beside=len(groups) > 1)
    ]


def groups_of(pieces: Sequence[Piece], manner: Manner = PLAIN) -> list[Piece]:
    """Pieces cut at separators stronger than a comma, without places."""
    kept = named_in(pieces)
    found = [part for part in kept if not names_town(part.text)]
    if len(found) == 1 and len(kept) >= manner.full and is_title(found[0].text) and "," not in found[0].text:
        # A firm may be called like a small town ("Carrefour"), if nothing else can be the firm.
        found = [part for part in kept if part in found or _may_be_firm(part.text)]
    return found


def _may_be_firm(text: str) -> bool:
    """A lesser town by name, with no state or country behind it."""
    first, *rest = (word.strip() for word in text.split(","))
    return is_little_known(first) and not any(region_of(f"x, {part}") for part in rest)


def towns_in(pieces: Sequence[Piece]) -> list[Piece]:
    """The places that the pieces name."""
    return [part for part in named_in(pieces) if names_town(part.text)]


def named_in(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces cut at separators, without durations and kinds of contract."""
    said = [part for piece in pieces for part in _named_in(piece)]
    titled = any(is_title(part.text) and not TRAINEESHIP.match(part.text) for part in said)
    return [part for part in said if not (titled and TRAINEESHIP.match(part.text))]


@lru_cache(maxsize=1024)
def _named_in(line: Piece) -> tuple[Piece, ...]:
    told = [
        part
        for piece in (line.split(TAB) if ASIDE.search(line.text.rpartition("\t")[2]) else [line])
        if not ASIDE.match(piece.text)
        for lead in [told_in(piece)]
        for part in (
            piece.part(lead.end(), len(piece.text)).split(AS if lead.re is FOR else WITHIN)
            if lead
            else [piece]
        )
    ]
    cut = [_without_town(_unnumbered(part).trimmed(EDGES)) for piece in told for part in _cut(piece)]
    return tuple(
        part
        for part in cut
        if re.search(r"[^\W\d_]", part.text)
        and not any((DURATION.match(part.text), is_terms(part.text), is_date(part.text)))
    )


def is_terms(text: str) -> bool:
    """A kind of contract, which never is what somebody was."""
    return KIND.match(text) is not None and not TRAINEESHIP.match(text)


def _unnumbered(part: Piece) -> Piece:
    """ "1. M/s Acme Ltd" without its number in a list, and without what is said before the names of firms."""
    match = re.match(r"(?:\(?\d{1,2}[.)]\s+)?(?:M/s\.?\s+)?(?=[^\W\d])", part.text)
    return part.part(match.end(), len(part.text)) if match and match.end() else part


def _cut(piece: Piece) -> list[Piece]:
    """Parts between separators; two titles with a slash between them ("Electrician / Foreman"), and a short form with a dash
    before what it stands for ("LNEC – Laboratório Nacional de Engenharia Civil"), stay one."""
    found: list[Piece] = []
    strong = piece.split(STRONG)
    for part in (
        q
        for s in strong
        for p in ([s] if len(strong) > 1 and _is_whole(s) else s.split(SEPARATOR))
        for q in _with_firm(p)
    ):
        before = found[-1] if found else None
        if before and _are_one(
            before.text, piece.text[before.end - piece.start : part.start - piece.start], part.text
        ):
            found[-1] = piece.part(before.start - piece.start, part.end - piece.start)
        else:
            found.append(part)
    return found


def _with_firm(part: Piece, alone: bool = False) -> list[Piece]:
    """ "Carpenter for Elm Kitchens Ltd" as the two that it names; if nothing else can be the firm (`alone`), any name may."""
    for lead in WITH_FIRM.finditer(part.text):
        post, firm = part.part(0, lead.start()), part.part(lead.end(), len(part.text))
        name = firm.text.split(",")[0]
        sure = has_legal_form(name) or (lead["sure"] and (is_company(name) or ends_like_a_firm(name)))
        sure = sure or (alone and not (is_title(name) or is_place(name) or FIELD.fullmatch(name)))
        if sure and is_title(post.text.split()[-1]) and not has_legal_form(post.text):
            return [post, firm]
    return [part]


def post_and_firm(title: Piece | None, company: Piece | None) -> tuple[Piece | None, Piece | None]:
    """Title and company, that taken from the title if there is none ("Consultant for Deloitte")."""
    parts = _with_firm(title, alone=True) if title and company is None else []
    return (parts[0], at_commas(parts[1], whole=False)[0]) if len(parts) == 2 else (title, company)


def _is_whole(cell: Piece) -> bool:
    """A cell beside others, of which the parts around a dash are two of a kind ("Tusla – Child and Family Agency")."""
    parts = cell.split(DASH)
    kinds = {"title" if is_title(p.text) else "place" if is_place(p.text) else "" for p in parts}
    return len(parts) == 2 and len(kinds) == 1 and "place" not in kinds and len(cell.split(SEPARATOR)) == 2


def _are_one(left: str, between: str, right: str) -> bool:
    if between.strip() == "/":
        return is_title(left) and is_title(right) and not (SELF.match(left) or SELF.match(right))
    short = left.rpartition(", ")[2]
    letters = "".join(word[0] for word in right.split() if word[0].isupper())
    return (
        between.strip() in ("–", "—", "-")
        and len(short) > 1
        and short.isupper()
        and letters.startswith(short)
    )


def wholes_in(header: Sequence[Piece]) -> list[Piece]:
    """Pieces that begin with a title and go on behind a comma or a dash with what is no place; with one piece alone none,
    for its end is the company."""
    found = []
    for piece in header if len(header) > 1 else ():
        parts = parts_of([piece])
        words = re.split(r",\s|\s[–—-]\s", piece.text)
        towns = any(is_place(w) or has_legal_form(w) or ends_like_a_firm(w) for w in words)
        if len(parts) == 2 and is_title(piece.text) and not towns and not re.search(r"[\t|•·@]", piece.text):
            found.append(piece.trimmed(EDGES))
    return found


def told_in(piece: Piece) -> re.Match[str] | None:
    """The beginning of a sentence that tells of an employment ("Worked as Clerk at Acme")."""
    first = FOR.match(piece.text) if " as " in piece.text else None
    if first and is_title(first["title"]):
        return first
    lead = SENTENCE.match(piece.text)
    rest = piece.text[lead.end() :] if lead else ""
    return lead if lead and is_title(WITHIN.split(rest.split(" at ")[0])[0]) else None


def parted_by_stops(rest: Sequence[Piece]) -> bool:
    """Post and firm, in either order, and maybe a town with a full stop behind each ("Cook. Acme Foods. Lyon.")."""
    parts = [part for piece in rest for part in re.split(r"\.(?:\s+|$)", piece.text) if part]
    named = all(len(p.split()) <= 5 and p[0].isupper() for p in parts)
    return len(parts) >= 2 and named and any(map(is_title, parts[:2]))


def _without_town(part: Piece) -> Piece:
    """ "Maison Vaurelle (Lyon)" without its town."""
    match = IN_BRACKETS.search(part.text)
    drop = match is not None and match.start() > 0 and (is_place(match[1]) or periods(match[1]))
    return part.part(0, match.start()) if match and drop else part


def without_remark(piece: Piece, remark: re.Pattern[str]) -> Piece:
    """ "Acme Ltd (Contract)" without the kind of contract; what else stands in brackets behind a title is part of it."""
    match = IN_BRACKETS.search(piece.text)
    return piece.part(0, match.start()) if match and match.start() and remark.match(match[1]) else piece


def is_aside(line: Piece) -> bool:
    """A line with nothing on it but towns and what a form says beside what an employment was."""
    cells = [cell.text for cell in line.split(TAB)]
    return any(map(ASIDE.match, cells)) and all(ASIDE.match(cell) or names_town(cell) for cell in cells)


@lru_cache(maxsize=1024)
def names_town(text: str) -> bool:
    street = re.match(r"\d+\w?\s", text) is not None
    known = region_of(text) is not None and is_place(text.split(",")[0])
    first, _, state = text.partition(", ")
    named = is_company(text) or is_title(first if is_state(state) else text) or TRAINEESHIP.match(first)
    return is_town(text) and (street or known or not named)
