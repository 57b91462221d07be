"""Languages and certifications: sections that are lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.dates import periods, points
from knowledge.headings import section_of
from knowledge.language_names import LANGUAGE
from knowledge.sections import MARKS, Line, Piece
from knowledge.titles import is_title

_SPOKEN = re.compile(
    rf"(?:fluent|fluently|native|bilingual|proficient|conversational)\s+(?:in\s+|speaker\s+of\s+)?({LANGUAGE.pattern})"
    rf"(?:(?:,|\s+and|\s*&)\s+({LANGUAGE.pattern}))*",
    re.IGNORECASE,
)
_COMMAS = re.compile(r"\s*[;|•]\s*|\t|,\s+(?=[A-Z])")


def languages_of(lines: Sequence[Line], text: str) -> list[Piece]:
    """Spoken languages of their section; without one, those somebody says to speak ("fluent in German")."""
    places = [(line.start + m.start(), m[0]) for line in lines for m in LANGUAGE.finditer(line.text)]
    if not places:
        spoken = (m for phrase in _SPOKEN.finditer(text) for m in LANGUAGE.finditer(text, *phrase.span()))
        places = [(m.start(), m[0]) for m in spoken]
    first: dict[str, Piece] = {}
    for start, word in places:
        first.setdefault(word.casefold(), Piece(word, start))
    return list(first.values())


_SKILL_COMMAS = re.compile(
    r"\s*(?:[;|•●▪·]|(?<=\s)/|/(?=\s)|,(?!\d{3}\b))\s*(?![^()]*\))|\t|\s{3,}|\s+(?:and|und|et)\s+(?=[^\s)]+$)"
)
"""Separators outside brackets."""
_LISTED = re.compile(r"[;|•●▪·/,\t]|\s{3}")
_GROUP = re.compile(r"^[^:,;|\t]{3,40}(?::\s+|\t(?=[^\t,]+,[^\t]+$))")
_RATING = re.compile(
    r"\s*(?:\([^()]*\)|(?:[–—]|(?<=\s)-)\s*(?:expert|advanced|intermediate|basic|beginner|proficient|\d.*)|\d+\+?\s*(?:years?|yrs?).*|[★☆●○■□]+)\s*$",
    re.IGNORECASE,
)
_NO_SKILL = re.compile(
    r"(?:expert|advanced|intermediate|basic|beginner|proficient|fluent|native|skills?|tools?|languages?|other|others|etc"
    r"|etc\.|years?|experience|and more|knowledge|good|excellent|strong)$",
    re.IGNORECASE,
)


def named_skills(lines: Sequence[Line]) -> list[Piece]:
    """Entries of a skills section that may each name a skill: of one to five words, no sentence, no rating."""
    found = []
    for line in _whole(lines):
        body = line.body()
        group = _GROUP.match(body.text)
        bare = body.part(group.end() if group else 0, len(body.text))
        for part in bare.split(_SKILL_COMMAS) if _LISTED.search(bare.text) else [bare]:
            inner = _GROUP.match(part.text)
            part = part.part(inner.end() if inner else 0, len(part.text))
            rating = _RATING.search(part.text)
            piece = part.part(0, rating.start() if rating else len(part.text)).trimmed(".:-–" + MARKS)
            if _may_be_skill(piece.text):
                found.append(piece)
    return found


def _whole(lines: Sequence[Line]) -> list[Line]:
    """The lines of a list, those whose last entry is left hanging ("Spanish and") with the rest of it below."""
    found: list[Line] = []
    for line in lines:
        above = found[-1] if found else None
        hangs = above is not None and re.search(r"\s(?:and|of|for|with|&|und|et)$", above.text) is not None
        if above and hangs and line.start - above.end == 1 and not line.is_bullet:
            found[-1] = Line(f"{above.text} {line.text}", above.start, above.after_gap)
        else:
            found.append(line)
    return found


def _may_be_skill(text: str) -> bool:
    return (
        (2 <= len(text) <= 40 or text in ("C", "R"))
        and 1 <= len(text.split()) <= 5
        and (re.search(r"[^\W\d_]{2}", text) is not None or len(text) == 1)
        and not re.search(r"[@!?:\n]|\b(?:19|20)\d\d\b", text)
        and not _NO_SKILL.match(text)
        and not re.search(r"\.(?:com|org|net|io|de|uk|eu|example)\b", text)
        and LANGUAGE.fullmatch(text) is None
        and text.split()[0].casefold() not in _SENTENCE_STARTS
        and (section_of(text) is None or text.count(" ") == 0)
    )


_SENTENCE_STARTS = frozenset(
    "list please i we he she a an the ability able to with in on of for my our very highly also experienced skilled kept did".split()  # noqa: SIM905
)


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
