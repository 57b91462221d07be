"""Education: degrees and schools that stand together, with the year they ended.

Where one entry ends and the next begins is chosen for the whole section: of the ways in which resumes part them, the one
after which most entries name one degree, one school and one time. What no word tells, the other entries' parts at the same
place do.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from domain.profiles import Education
from knowledge.dates import points
from knowledge.documents import Document
from knowledge.education_tables import tabled
from knowledge.lines import Line, Piece
from knowledge.places import is_place
from knowledge.schooling import Part, Said, said_in
from knowledge.sections import span
from knowledge.titles import is_bare_degree, is_degree, is_school, is_title
from knowledge.torn_names import unwrapped

Entry = list[Said]
Place = tuple[int, int, int]
"""Of a part: lines before its own in the entry, cells before it, commas before it in its cell."""
Parting = Callable[[Entry, Said], bool]
"""Whether a line opens a new entry after the lines of the one before."""


def education_of(document: Document, lines: Sequence[Line]) -> list[Education]:
    """Entries of the education sections, in order; an entry names at least a degree or a school."""
    rows, lines = tabled(document, lines)
    lines = [part for line in unwrapped(document, lines) for part in _sentences(line)]
    return sorted([*rows, *_listed(document, lines)], key=lambda e: e.span.start)


_STOP = re.compile(r"(?:(?<=\d|\))[.;]|(?<=\)),)\s+(?=[A-ZÀ-Þ\d])")


def _sentences(line: Line) -> list[Line]:
    """The line, or each of its sentences if all of them say a degree or a school and a time ("BSc, Elm, 2008. MSc, Oak, 2010.")."""
    parts = line.split(_STOP) if len(line.text) > 30 else []
    whole = len(parts) > 1 and all(
        (is_degree(part.text) or is_school(part.text)) and points(part.text) for part in parts
    )
    return (
        [Line(part.text, part.start, line.after_gap and part is parts[0]) for part in parts]
        if whole
        else [line]
    )


def _listed(document: Document, lines: Sequence[Line]) -> list[Education]:
    if all(line.is_bullet for line in lines):  # one course of study a bullet
        lines = [line.body_line() for line in lines]
    said = _without_remarks([found for found in map(said_in, lines) if found is not None])
    entries = max((_parted(said, opens) for opens in _PARTINGS), key=_worth)
    schools = _Schools(entries)
    names = [_named(entry, schools) for entry in entries]
    told = {places for entry, named in zip(entries, names, strict=True) if (places := _told(entry, named))}
    found: list[Education] = []
    for entry, by_words in zip(entries, names, strict=True):
        named = by_words or _at_places(entry, told)
        if named is not None:
            found.append(_education(document, entry, *named, found[-1] if found else None))
    return found


def _without_remarks(said: Sequence[Said]) -> list[Said]:
    """Lines that may name something: where degrees and schools stand on lines without bullets, those with one that say no
    degree and no time tell what was done there ("• Exchange at HEC Paris")."""
    plain = [line for line in said if not line.line.is_bullet]
    if not (any(line.degree for line in plain) and any(line.school for line in plain)):
        return list(said)
    return [line for line in said if not line.line.is_bullet or line.degree or line.dated]


# --- entries -------------------------------------------------------------------------------------------------


def _clashes(entry: Entry, line: Said) -> bool:
    degree, school, dated = (any(map(has, entry)) for has in (_has_degree, _has_school, _has_date))
    clash = (degree and line.degree) or (school and line.school) or (dated and line.dated)
    over = degree and school and (dated or line.degree or line.school)
    return bool(clash or (line.line.after_gap and over))


def _has_degree(line: Said) -> bool:
    return line.degree is not None


def _has_school(line: Said) -> bool:
    return line.school is not None


def _has_date(line: Said) -> bool:
    return line.dated


_PARTINGS: Sequence[Parting] = (
    _clashes,
    lambda entry, line: line.dated,
    lambda entry, line: line.degree is not None,
    lambda entry, line: line.school is not None,
    lambda entry, line: entry[-1].dated and not entry[-1].parts,
    lambda entry, line: entry[-1].dated,
    lambda entry, line: line.line.after_gap,
)


def _parted(lines: Sequence[Said], opens: Parting) -> list[Entry]:
    entries: list[Entry] = []
    for line in lines:
        if not entries or opens(entries[-1], line):
            entries.append([line])
        else:
            entries[-1].append(line)
    return entries


def _worth(entries: Sequence[Entry]) -> float:
    """Higher the more entries name everything once, and alike."""
    shapes = Counter(_shape(entry) for entry in entries)
    alike = max(shapes.values(), default=0) / max(1, len(entries))
    return sum(map(_worth_of, entries)) + 0.3 * alike


def _shape(entry: Entry) -> tuple[str, ...]:
    """In which order the lines of an entry name what."""
    return tuple(
        "".join(word for word, has in zip("dsy", (line.degree, line.school, line.dated), strict=True) if has)
        for line in entry
        if line.degree or line.school or line.dated
    )


def _worth_of(entry: Entry) -> float:
    unclear = [(part, line.degree) for line in entry for part in line.unclear]
    subjects = all(_is_subject(part, degree) for part, degree in unclear)
    maybe = 0.6 if not unclear else 0.3 if subjects else 0.2
    worth = 0.0
    for has, missing in ((_has_degree, maybe), (_has_school, maybe), (_has_date, 0.3)):
        count = sum(map(has, entry))
        worth += 1.0 if count == 1 else -missing if count == 0 else 1.0 - count
    return worth


# --- degree and school ---------------------------------------------------------------------------------------


class _Schools:
    """How much the parts at a place are schools, over all entries."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.at: Mapping[Place, list[float]] = defaultdict(list)
        for entry in entries:
            for place, part in _placed(entry):
                self.at[place].append(_as_school(part.text))

    def of(self, place: Place, part: Part) -> float:
        own, there = _as_school(part.text), self.at[place]
        others = (sum(there) - own) / (len(there) - 1) if len(there) > 1 else 0.0
        return own + others * (0.6 if own == 0 else 0.3)


def _placed(entry: Entry) -> Iterator[tuple[Place, Part]]:
    return (((number, *part.place), part) for number, line in enumerate(entry) for part in line.parts)


def _as_school(text: str) -> float:
    if is_degree(text):
        return -2.0
    return 3.0 if is_school(text) else -1.5 if is_place(text) else 0.0


def _named(entry: Entry, schools: _Schools) -> tuple[Piece | None, Piece | None] | None:
    """Degree and school of an entry; None when it names neither."""
    degree_line = next((line for line in entry if line.degree), None)
    degree = degree_line.degree if degree_line else None
    school = _school(entry, degree, schools)
    if degree and degree_line:
        if is_school(degree.text) and school is None and not _of_school(degree.text):
            both = degree.piece
            return (both, None) if is_degree(" ".join(degree.text.split()[:2])) else (None, both)
        return _with_subject(degree_line, degree, school), school.piece if school else None
    if school is None:
        return None
    unclear = {part for line in entry for part in line.unclear if part is not school}
    others = [(place, part) for place, part in _placed(entry) if part in unclear]
    rest = min(others, key=lambda placed: schools.of(*placed), default=(None, None))[1]
    if rest and is_title(rest.text) and not is_school(school.text):
        return None
    return rest.piece if rest else None, school.piece


def _told(entry: Entry, named: tuple[Piece | None, Piece | None] | None) -> tuple[Place, Place] | None:
    """Where degree and school stand in an entry that names both."""
    at = {part.piece.start: place for place, part in _placed(entry)}
    degree, school = named or (None, None)
    return (at[degree.start], at[school.start]) if degree and school else None


def _at_places(entry: Entry, told: Collection[tuple[Place, Place]]) -> tuple[Piece, Piece] | None:
    """Degree and school of a dated entry whose words tell neither, where they stand in another; an office ("Trustee") is none."""
    unclear = {id(part) for line in entry for part in line.unclear}
    at = {place: part.piece for place, part in _placed(entry) if id(part) in unclear}
    if not any(map(_has_date, entry)):
        return None
    found = ((at[d], at[s]) for d, s in told if d in at and s in at)
    return next((named for named in found if not is_title(named[0].text)), None)


def _of_school(text: str) -> bool:
    return re.search(r"\bschool (?:diploma|certificate|leaving)", text, re.IGNORECASE) is not None


def _school(entry: Entry, degree: Part | None, schools: _Schools) -> Part | None:
    """The part most like a school; one of which no word says so only where the entry names a degree."""
    scored = [
        (schools.of(place, part), not _is_subject(part, degree), -number, part)
        for number, (place, part) in enumerate(_placed(entry))
        if part is not degree and (is_school(part.text) or part in entry[place[0]].unclear)
    ]
    best = max(scored, key=lambda found: found[:3], default=None)
    if best is None or best[0] < 0 or (degree is None and best[0] < 1):
        return None
    return best[3]


def _is_subject(part: Part, degree: Part | None) -> bool:
    """It follows the degree after a comma, or one that says nothing of it after a dash ("Diploma – Welding"), as what was studied does: a
    school may do so too, where none stands elsewhere."""
    gap = part.piece.start - degree.piece.end if degree else 0
    return degree is not None and 0 < gap <= (3 if is_bare_degree(degree.text) else 2)


_DASHES = ("-", "–", "—")


def _with_subject(line: Said, degree: Part, school: Part | None) -> Piece:
    """ "Bachelor of Arts, History" where the school stands elsewhere."""
    if school is None:
        return degree.piece
    end = degree.piece.end
    for part in line.parts:
        between = line.line.text[end - line.line.start : max(0, part.piece.start - line.line.start)].strip()
        if part.piece.start < end or between not in (",", *(_DASHES if is_bare_degree(degree.text) else ())):
            continue
        if part is school or is_school(part.text) or is_degree(part.text) or is_place(part.text):
            break
        end = part.piece.end
    return line.line.part(degree.piece.start - line.line.start, end - line.line.start)


def _education(
    document: Document, entry: Entry, degree: Piece | None, school: Piece | None, before: Education | None
) -> Education:
    """An entry; a degree without a school is from the one of the entry before, where that heads its own."""
    lines = [line.line for line in entry]
    start, end = lines[0].start, lines[-1].end
    institution = _plain(school)
    if degree and school is None and before and before.institution and before.degree:
        own = document.text[before.span.start : before.span.end]
        if own.startswith(before.institution):
            institution, start = before.institution, before.span.start
    years = [line.year for line in entry if line.year]
    return Education(
        degree=_plain(degree), institution=institution, year=years[0] if years else None,
        span=span(document, start, end),
    )  # fmt: skip


def _plain(piece: Piece | None) -> str | None:
    return re.sub(r"\s+", " ", piece.text) if piece else None
