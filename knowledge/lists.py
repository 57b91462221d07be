"""Languages and certifications: sections that are lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.dates import periods, points
from knowledge.language_names import LANGUAGE
from knowledge.lines import Line, Piece
from knowledge.titles import is_title

_SPOKEN = re.compile(
    rf"(?:fluent|fluently|native|bilingual|proficient|conversational)\s+(?:in\s+|speaker\s+of\s+)?({LANGUAGE.pattern})"
    rf"(?:(?:,|\s+and|\s*&)\s+({LANGUAGE.pattern}))*",
    re.IGNORECASE,
)
_SPOKEN_ALONE = re.compile(
    rf"{LANGUAGE.pattern}(?:(?:,\s+|\s+(?:and|&|und|et|y|e)\s+){LANGUAGE.pattern})*", re.IGNORECASE
)
_COMMAS = re.compile(r"\s*[;|•]\s*|\t|,\s+(?=[A-Z])")


def languages_of(lines: Sequence[Line], text: str, listed: Sequence[Piece] = ()) -> list[Piece]:
    """Spoken languages of their section; without one, those somebody says to speak ("fluent in German") or has `listed`
    among the skills."""
    places = [(line.start + m.start(), m[0]) for line in lines for m in LANGUAGE.finditer(line.text)]
    if not places:
        spoken = (m for phrase in _SPOKEN.finditer(text) for m in LANGUAGE.finditer(text, *phrase.span()))
        places = [(m.start(), m[0]) for m in spoken]
        places += [
            (p.start + m.start(), m[0])
            for p in listed
            for m in LANGUAGE.finditer(p.text)
            if _SPOKEN_ALONE.fullmatch(p.text)
        ]
    first: dict[str, Piece] = {}
    for start, word in places:
        first.setdefault(word.casefold(), Piece(word, start))
    return list(first.values())


def certifications_of(text: str, lines: Sequence[Line]) -> list[Piece]:
    """Entries of the section: a line each, with the lines it runs on to; several parted by semicolons or commas."""
    found: list[Piece] = []
    for line in lines:
        body = line.body()
        if found and _goes_on(text, found[-1], line):
            found[-1] = Piece(text[found[-1].start : body.end], found[-1].start)
        elif 3 <= len(body.text) <= 160:
            found.append(body)
    undated = (part for piece in found for part in _split(_undated(piece)))
    return [
        piece for piece in undated if re.search(r"[^\W\d_]{2}", piece.text) and not _is_sentence(piece.text)
    ]


def _goes_on(text: str, before: Piece, line: Line) -> bool:
    """The line continues the one before: that ends in a dash, a comma or "and", this one starts in lower
    case, or is a word or two of which the first had no room left in the column."""
    if line.is_bullet or line.after_gap or "\n" in text[before.end : line.start].strip("\n"):
        return False
    if re.search(r"(?:[–—,&(-]|\b(?:and|of|for|in|with))$", before.text) or line.text[0].islower():
        return True
    words = line.text.split()
    width = max(len(other) for other in text[max(0, before.start - 400) : line.end].split("\n")[1:])
    return len(words) <= 2 and len(before.text) + 1 + len(words[0]) > width


def _split(piece: Piece) -> list[Piece]:
    """Several on one line, when each could stand alone: two words or an abbreviation."""
    parts = [_undated(part) for part in piece.split(_COMMAS)]
    alone = all(len(part.text.split()) >= 2 or part.text.isupper() for part in parts)
    return parts if alone else [piece]


def _undated(piece: Piece) -> Piece:
    """Without the date at either end."""
    dates = periods(piece.text) or points(piece.text)
    for date in dates:
        if date.until >= len(piece.text.rstrip(" )]")):
            piece = piece.part(0, date.at)
        elif date.at == 0:
            piece = piece.part(date.until, len(piece.text))
    return (
        piece.trimmed(" ,;:|–—-[")
        if piece.text.count("(") <= piece.text.count(")")
        else piece.trimmed(" ,;:|–—-([")
    )


def _is_sentence(text: str) -> bool:
    return (text.endswith(".") and len(text.split()) > 8) or (is_title(text) and len(text.split()) > 12)
