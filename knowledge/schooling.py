"""A line of an education section → what it says: its dates, and the parts that may name a degree or a school."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.dates import Period, periods, points
from knowledge.lines import MARKS, Line, Piece
from knowledge.places import is_place, is_state
from knowledge.titles import is_degree, is_school

EDGES = " \t,;:|·–—-()[]" + MARKS
_GROUPS = re.compile(
    r"\t|\s+[|•·/@]\s+|\s*[|•◆♦]\s*|\s+[–—-]{1,2}\s+|\s{3,}|;\s+|\s\((?=[A-ZÀ-Þ][^()]{3,}$)|\s+(?:at|from|presso|hos|bij|ved)\s+(?!Law\b)(?=[A-ZÀ-Þ])"
    r"|(?<=[^\W\d_]{2})(?<!\b(?:St|Dr|Mr|Ms|Co))\.\s+(?=[A-ZÀ-Þ][^\n]{2,60}\.$)|(?<=[^\W\d_]{4})\.$|(?<=[^\W\d_]{5}|\w{4}\))\.\s+(?=[A-ZÀ-Þ])"
)
_IN_BRACKETS = re.compile(r"(?<=\S)\s*\(([^()]+(?:\([^()]*\)[^()]*)?)\)[\s,;]*$")
_BODIES = frozenset(("IHK", "HWK", "FH", "TU", "Univ.", "Uni"))
"""What stands in brackets behind a German degree and is of its kind."""
_COLON = re.compile(r":\s+")
_COMMAS = re.compile(r",\s+(?![^()]*\))")
NOTE = re.compile(
    r"^(?:(?:overall |cumulative )?c?gpa|senior (?:design|project|thesis)|capstone|(?:master|bachelor|diplom)['’]?s?\s?(?:thesis|arbeit)|scriptie|grades?(?!\s+(?:1?\d|x|xii?)(?:th)?\b(?![.,]\d))|note|final (?:grade|mark|(?:year )?project)|percentage|thesis|dissertation|focus|relevant|coursework|modules"
    r"|(?:with )?honou?rs(?!\s+(?:bachelor|bachelier|degree|diploma|b\.?\s?(?:sc|a|eng|com)\b))|degree project|student teaching|study abroad|exchange (?:semester|term|year|student)|erasmus|(?:semester|year|auslandssemester) (?:abroad|exchange|at|in)|auslandssemester"
    r"|abschluss(?=:?\s+\d)|abschlussnote|expected|graduated|mean grade|first class(?! degree)|second class|upper (?:division|second)|lower second|with distinction|magna|summa|cum laude"
    r"|score|average|mention|projet|mémoire|tesi|votazione|voto|moyenne|promedio|nota media|schwerpunkte?|vertiefung|activities|societies|clubs|scholarship|dean['’]s list|predicted|result"
    r"|order of the|phi beta kappa|(?:class )?rank(?:ed)?|supervis(?:or|ed)|(?:core|key|main|selected|relevant) (?:courses|modules|subjects|coursework)|subjects|electives|courses?:|ects|marks|distinction)\b",
    re.IGNORECASE,
)
_REMARKS = re.compile(rf"{NOTE.pattern}|^(?:minor|major)s?\b", re.IGNORECASE)
_ENDED = re.compile(
    r"^(?:graduated|graduation(?: date)?|expected|completed|awarded|abschluss|year(?!\s\d\d?\b))\b",
    re.IGNORECASE,
)
LABELS = re.compile(
    r"\b(?:title of (?:the )?qualification(?: awarded)?|name and type of organi[sz]ation(?: providing education and training)?|awarding (?:body|institution|organisation)"
    r"|providing education and training|degree|degree obtained|course|title|period|dates?|period of study|graduated|graduation year|field of study|years? attended|grade|marks|result|institution|institute|university|(?:school|university) or college|college|school|year|board|percentage|qualification|examination"
    r"|specialization|name of (?:the )?institut(?:e|ion)|university/board|board/university|cgpa|marks|passing year"
    r"|year of passing|abschluss|hochschule|jahr|diplôme|établissement|année)\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    rf"^(?:{LABELS.pattern[2:-2]}|major|minor|concentration|tertiary|secondary|primary|elementary|graduation|post[- ]?graduation|intermediate|matriculation|senior secondary)\s*:\s+(?=\S)",
    re.IGNORECASE,
)
_HINGE = re.compile(
    r"\s+(?:in|im|en|since|since the year|year|class of|batch)$|\s*\((?:expected|anticipated|graduat\w*|since|class of|passed|completed|completion|obtained|awarded|conclu\w+|término|obten\w+|terminé|abschluss|ukończ\w*)?:?(?:\s+in)?$",
    re.IGNORECASE,
)
_CAMPUS = re.compile(r"\bcampus$", re.IGNORECASE)
_REMARK = re.compile(
    r"\s*\((?:part|full)[- ]time\)$|\s*\((?:berufsbegleitend|distance|online|evening|mention|grade"
    r"|gpa|cgpa|note|abschlussnote|first class|1st|2[:.][12]|with |magna|summa|cum laude|honou?rs with)[^()]*\)$"
    r"|\s+with\s+(?:an?\s+)?(?:(?:aggregate|cgpa|gpa|distinction|honou?rs|first|second|score|marks|grade)\b.*|\d.*)$",
    re.IGNORECASE,
)
_VALID = re.compile(
    r"\b(?:valid|expires?|renewed)\s+(?:through|until|till|to|in)?|\bgültig bis\b", re.IGNORECASE
)
"""What a licence says of its time, and a course of study does not."""
LONGEST = 9
"""Words of a part that may be a school without saying so."""

Place = tuple[int, int]
"""Cells before a part on its line, commas before it in its cell."""


@dataclass(frozen=True)
class Part:
    piece: Piece
    place: Place

    @property
    def text(self) -> str:
        return self.piece.text


@dataclass(frozen=True)
class Said:
    """What a line says."""

    line: Line
    year: int | None
    """The last it names, of what is over."""
    dated: bool
    parts: tuple[Part, ...]

    @property
    def degree(self) -> Part | None:
        return next((part for part in self.parts if is_degree(part.text) and len(part.text) <= 120), None)

    @property
    def school(self) -> Part | None:
        return next((p for p in self.parts if is_school(p.text) and p is not self.degree), None)

    @property
    def unclear(self) -> tuple[Part, ...]:
        """Parts that may be a school or a degree although no word says so."""
        if self.line.is_bullet and not self.degree:
            return ()
        taken = (self.degree, self.school)
        return tuple(part for part in self.parts if part not in taken and _may_name(part.text))


def said_in(line: Line) -> Said | None:
    """None where the line only labels others ("Degree, Institution, Year") or remarks on them ("GPA 3.8")."""
    dates = periods(line.text) or points(line.text)
    year = max((int((d.end or d.start)[:4]) for d in dates if not d.current), default=None)
    if _VALID.search(line.text):
        return None
    if dates and _ENDED.match(line.body().text):
        return Said(line, year, True, ())
    if not re.search(r"\w", re.sub(LABELS, " ", line.text)) or _REMARKS.match(line.body().text):
        return None
    parts = [
        part
        for cell, group in enumerate(
            group
            for piece in _around(line, dates)
            for cell in piece.split(_GROUPS)
            for group in _of_school(cell)
        )
        for part in _parts(line, group, cell)
    ]
    return Said(line, year, bool(dates), tuple(parts))


def _of_school(cell: Piece) -> list[Piece]:
    """ "University of Exeter: BA Marketing", "University of Exeter (BA Marketing)" and "MBA (Elm College)" as two; "Diploma: Marketing" is
    one."""
    inner = _IN_BRACKETS.search(cell.text)
    if inner:
        parts = [cell.part(0, inner.start()), cell.part(inner.start(1), inner.end(1))]
    else:
        parts = cell.split(_COLON)
    if len(parts) == 2 and inner and _is_degree_alone(parts[0].text):
        return parts if _is_school_alone(parts[1].text) else [cell]
    schooled = (
        len(parts) == 2
        and not is_degree(parts[0].text)
        and is_degree(parts[1].text)
        and is_school(parts[0].text)
    )
    return parts if schooled else [cell]


def _is_degree_alone(text: str) -> bool:
    return is_degree(text) and not is_school(text)


def _is_school_alone(text: str) -> bool:
    return is_school(text) and not is_degree(text) and text not in _BODIES


def _around(line: Line, dates: Sequence[Period]) -> list[Piece]:
    """The line without its dates and its bullet."""
    pieces, at = [], line.body().start - line.start
    for date in dates:
        pieces.append(line.part(at, max(at, date.at)))
        at = date.until
    return [*pieces, line.part(at, len(line.text))]


def _parts(line: Line, group: Piece, cell: int) -> list[Part]:
    """The parts of a cell between commas, a degree with the subject that follows it as one."""
    label = _LABELLED.match(group.text)
    bare = group.part(label.end() if label else 0, len(group.text)).trimmed(EDGES)
    pieces = [_plain(piece) for piece in bare.split(_COMMAS) if not LABELS.fullmatch(piece.text)]
    kept = [
        Part(piece, (cell, comma))
        for comma, piece in enumerate(pieces)
        if piece.text and not LABELS.fullmatch(piece.text) and not NOTE.match(piece.text)
        if not (comma and is_state(piece.text))
    ]
    joined: list[Part] = []
    for part in kept:
        before = joined[-1] if joined else None
        if before and (_CAMPUS.search(part.text) or _minors(before, part) or _within(before, part)):
            whole = line.part(before.piece.start - line.start, part.piece.end - line.start)
            joined[-1] = Part(whole, before.place)
        else:
            joined.append(part)
    return joined


def _within(before: Part, part: Part) -> bool:
    """A school of a university, by its kind or in capitals: "Kellogg School of Management, Northwestern University"."""
    inner = is_school(before.text) or re.match(r"[A-Z]{3,}(?:-\w+)?$", before.text) is not None
    return inner and not is_degree(before.text) and is_school(part.text) and not is_degree(part.text)


def _minors(before: Part, part: Part) -> bool:
    """What else was studied: a minor, or the other subjects of a leaving certificate."""
    if _SUBJECTS.match(before.text):
        return not (is_school(part.text) or is_degree(part.text) or is_place(part.text))
    return (
        is_degree(before.text)
        and re.match(r"(?:minor|major|concentration|specialt?y|spécialité|option)\b", part.text, re.I)
        is not None
    )


_SUBJECTS = re.compile(
    r"(?:\d+ )?(?:AS?[- ]levels?|GCSEs?|O[- ]levels?|leaving certificate)\b[^,]*:\s", re.IGNORECASE
)


def _plain(piece: Piece) -> Piece:
    """ "University of Mumbai in", once the year behind it is gone; "IGR-IAE Rennes (mention bien)" without how it went."""
    piece = piece.trimmed(EDGES)
    for tail in (_HINGE, _REMARK):
        match = tail.search(piece.text)
        piece = piece.part(0, match.start()) if match and match.start() else piece
    return piece


def _may_name(text: str) -> bool:
    return (
        text[0].isupper()
        and 1 <= len(text.split()) <= LONGEST
        and not is_place(text)
        and not text.endswith(".")
        and re.search(r"[^\W\d_]{2}", text) is not None
    )
