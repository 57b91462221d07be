"""Education: degrees and schools that stand together, with the year they ended."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.profiles import Education
from knowledge.dates import Period, periods, points
from knowledge.documents import Document
from knowledge.education_tables import tabled
from knowledge.places import is_place
from knowledge.sections import MARKS, Line, Piece, span
from knowledge.titles import is_degree, is_school

_EDGES = " \t,;:|·–—-()[]" + MARKS
_SEPARATOR = re.compile(
    r"\t|\s+[|•·/@]\s+|\s*[|•]\s*|\s+[–—-]{1,2}\s+|\s{3,}|,\s+|;\s+|\s+(?:at|from)\s+(?=[A-ZÀ-Þ])|:\s+"
)
_NOTE = re.compile(
    r"^(?:gpa|cgpa|grade|note|final grade|percentage|thesis|dissertation|focus|major|minor|honou?rs|relevant|coursework"
    r"|abschluss|abschlussnote|expected|graduated|first class|with distinction|magna|summa|cum laude|score|average)\b",
    re.IGNORECASE,
)


@dataclass
class _Entry:
    degree: Piece | None = None
    school: Piece | None = None
    year: int | None = None
    start: int = -1
    end: int = -1
    unclear: Piece | None = None
    """What this entry names without any word that tells whether it is a degree or a school."""

    def take(self, line: Line) -> None:
        self.start = line.start if self.start < 0 else self.start
        self.end = line.end


def education_of(document: Document, lines: Sequence[Line]) -> list[Education]:
    """Entries of the education sections, in order; an entry names at least a degree or a school."""
    rows, lines = tabled(document, lines)
    return sorted([*rows, *_listed(document, lines)], key=lambda e: e.span.start)


def _listed(document: Document, lines: Sequence[Line]) -> list[Education]:
    entries = [_Entry()]
    for line in lines:
        if not _is_labels(line):
            _take(entries, line)
    for entry in entries:
        if entry.school and not entry.degree and entry.unclear:
            entry.degree = entry.unclear
            entry.start, entry.end = min(entry.start, entry.unclear.start), max(entry.end, entry.unclear.end)
    return [_education(document, entry) for entry in entries if entry.degree or entry.school]


def _take(entries: list[_Entry], line: Line) -> None:
    """Put a line into the last entry, or open a new one with it where the last already holds what it says."""
    degree, school, rest, year = _read(line)
    current = entries[-1]
    clash = (degree and current.degree) or (school and current.school) or (year and current.year)
    over = current.degree and current.school and (current.year or degree or school)
    if clash or (line.after_gap and over):
        entries.append(_Entry())
        if not degree and current.degree and current.unclear and current.unclear.start >= current.end:
            # The line before named what this school is about.
            entries[-1].unclear, current.unclear = current.unclear, None
        current = entries[-1]
    if degree or school or year:
        current.take(line)
    current.degree = current.degree or degree
    current.school = current.school or school
    current.year = current.year or year
    if rest is None:
        return
    if (
        degree
        and current.school
        and line.text[degree.end - line.start : rest.start - line.start].strip() == ","
    ):
        current.degree = line.part(degree.start - line.start, rest.end - line.start)
    if (degree or not line.is_bullet) and current.degree and not current.school:
        current.school = rest
        current.take(line)
    elif not degree and (school or not line.is_bullet):
        current.unclear = rest


def _education(document: Document, entry: _Entry) -> Education:
    return Education(
        degree=_plain(entry.degree), institution=_plain(entry.school), year=entry.year,
        span=span(document, entry.start, entry.end),
    )  # fmt: skip


def _read(line: Line) -> tuple[Piece | None, Piece | None, Piece | None, int | None]:
    """Degree, school, an unclear part that may be a school, and the last year of a line."""
    dates = periods(line.text) or points(line.text)
    year = max((int((d.end or d.start)[:4]) for d in dates if not d.current), default=None)
    parts = [p for piece in _around(line, dates) for p in piece.split(_SEPARATOR)]
    parts = [_without_hinge(p.trimmed(_EDGES)) for p in parts]
    parts = [p for p in parts if p.text and not _LABELS.fullmatch(p.text)]
    minor = [p for p in parts if re.match(r"minor in\b", p.text, re.IGNORECASE)]
    parts = [p for p in parts if not _NOTE.match(p.text)]
    degree = _degree(parts)
    if degree is not None:
        degree = _up_to(line, degree, minor)
    school = next((p for p in parts if is_school(p.text) and p is not degree), None)
    if degree is not None and school is not None:
        degree = _with_subject(line, degree, parts)
    if degree is not None and school is None and is_school(degree.text):
        degree, school = _torn(degree)
    named = [piece for piece in (degree, school) if piece]
    others = [p for p in parts if not any(n.start <= p.start < n.end for n in named) and _may_be_school(p)]
    degree, school = _without_remark(degree), _without_remark(school)
    school = _up_to(line, school, [p for p in parts if _CAMPUS.search(p.text)])
    return degree, school, others[0] if others else None, year


def _around(line: Line, dates: Sequence[Period]) -> list[Piece]:
    """The line without its dates and its bullet."""
    pieces, at = [], line.body().start - line.start
    for date in dates:
        pieces.append(line.part(at, max(at, date.at)))
        at = date.until
    return [*pieces, line.part(at, len(line.text))]


def _without_hinge(part: Piece) -> Piece:
    """ "University of Mumbai in", once the year behind it is gone."""
    hinge = re.search(r"\s+(?:in|im|en|since|since the year|year|class of|batch)$", part.text, re.IGNORECASE)
    return part.part(0, hinge.start()) if hinge else part


def _degree(parts: Sequence[Piece]) -> Piece | None:
    return next((p for p in parts if is_degree(p.text) and len(p.text) <= 120), None)


def _with_subject(line: Line, degree: Piece, parts: Sequence[Piece]) -> Piece:
    """ "Bachelor of Arts, History" where the school follows after another comma."""
    after = next((p for p in parts if p.start > degree.start), None)
    if after is None or is_school(after.text) or is_degree(after.text) or not _may_be_subject(after):
        return degree
    between = line.text[degree.end - line.start : after.start - line.start]
    return line.part(degree.start - line.start, after.end - line.start) if between.strip() == "," else degree


_CAMPUS = re.compile(r"\bcampus$", re.IGNORECASE)
_REMARK = re.compile(
    r"\s*\((?:part|full)[- ]time\)$|\s*\((?:berufsbegleitend|distance|online|evening|mention|grade"
    r"|gpa|cgpa|note|abschlussnote|first class|with |magna|summa|cum laude|honou?rs with)[^()]*\)$",
    re.IGNORECASE,
)


def _without_remark(piece: Piece | None) -> Piece | None:
    """ "IGR-IAE Rennes (mention bien)" without how it went."""
    match = _REMARK.search(piece.text) if piece else None
    return piece.part(0, match.start()) if piece and match and match.start() else piece


def _up_to(line: Line, piece: Piece | None, tails: Sequence[Piece]) -> Piece | None:
    """The piece with one of the tails that follows it after a comma."""
    for tail in tails:
        if piece and line.text[piece.end - line.start : tail.start - line.start].strip() == ",":
            return line.part(piece.start - line.start, tail.end - line.start)
    return piece


def _torn(piece: Piece) -> tuple[Piece | None, Piece | None]:
    """A part that speaks of both: "Diploma Springfield College" cannot be parted safely, "BSc at X College" was."""
    words = re.split(r"\s+", piece.text)
    of_school = re.search(r"\bschool (?:diploma|certificate|leaving)", piece.text, re.IGNORECASE)
    return (piece, None) if of_school or is_degree(" ".join(words[:2])) else (None, piece)


_LABELS = re.compile(
    r"\b(?:title of (?:the )?qualification(?: awarded)?|name and type of organi[sz]ation(?: providing education and training)?"
    r"|providing education and training|degree|degree obtained|course|title|period|dates?|period of study|graduated|graduation year|field of study|years? attended|grade|marks|result|institution|institute|university|college|school|year|board|percentage|qualification|examination"
    r"|specialization|name of (?:the )?institut(?:e|ion)|university/board|board/university|cgpa|marks|passing year"
    r"|year of passing|abschluss|hochschule|jahr|diplôme|établissement|année)\b",
    re.IGNORECASE,
)


def _is_labels(line: Line) -> bool:
    """The head of a table: "Degree, Institution, Year"."""
    words = re.sub(_LABELS, " ", line.text)
    return not re.search(r"\w", words)


def _may_be_school(part: Piece) -> bool:
    return part.text[0].isupper() and _may_be_subject(part)


def _may_be_subject(part: Piece) -> bool:
    return 1 <= len(part.text.split()) <= 9 and not is_place(part.text) and not part.text.endswith(".")


def _plain(piece: Piece | None) -> str | None:
    return re.sub(r"\s+", " ", piece.text) if piece else None
