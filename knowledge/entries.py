"""Entries of a section of employments: each begins with a range of dates, on a line that is no running text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from knowledge.dates import Period, is_date, points
from knowledge.header_lines import names_something
from knowledge.header_words import DURATION, EDGES
from knowledge.headers import is_terms, parted_by_stops, told_in
from knowledge.lines import TAB, Line, Piece
from knowledge.paragraphs import names_entry
from knowledge.titles import is_title


@dataclass
class Entry:
    """One anchor: its period, its line, and header lines above and below that line."""

    period: Period
    index: int
    above: list[Line] = field(default_factory=list)
    below: list[Line] = field(default_factory=list)


def entries_of(lines: Sequence[Line], periods: Sequence[Period]) -> list[Entry]:
    """Lines that carry a range of dates and are no running text, without the projects within an employment."""
    found: list[Entry] = []
    for entry in _dated(lines, periods):
        if not (
            found and _PROJECT.match(lines[entry.index].text) and _is_within(entry.period, found[-1].period)
        ):
            found.append(entry)
    return found


_PROJECT = re.compile(
    r"\W*(?:project|projekt|projet|proyecto|progetto|projeto)(?:\s(?:name|title))?(?:\s?#?\d{1,2})?\s?[:–—-]",
    re.IGNORECASE,
)


def _is_within(inner: Period, outer: Period) -> bool:
    """Starts and ends while the other lasts; a year alone may be any part of it."""
    ends = inner.end is not None and outer.end is not None and inner.end[: len(outer.end)] <= outer.end
    return outer.start[: len(inner.start)] <= inner.start and (outer.current or ends)


def _dated(lines: Sequence[Line], periods: Sequence[Period]) -> list[Entry]:
    found = _ranges(lines, periods)
    apart = [entry for entry in found if _stands_apart(lines[entry.index], entry.period)]
    if found and not apart:
        found = sorted([*found, *_at_ends(lines, found)], key=lambda entry: entry.index)
    if not apart or len(apart) < 0.6 * len(found):
        return found
    found = [entry for entry in found if entry in apart or not _is_told(lines[entry.index], entry.period)]
    return sorted([*found, *_singles(lines, found)], key=lambda entry: entry.index)


def _singles(lines: Sequence[Line], entries: Sequence[Entry]) -> list[Entry]:
    """Lines with one date alone in their cell, first or last as the ranges of the others are ("2014	Acme Ltd"), or on the whole line
    if these are."""
    first = [not lines[e.index].text[: max(0, e.period.at - lines[e.index].start)].strip() for e in entries]
    beside = any("\t" in lines[entry.index].text for entry in entries)
    alone = len(entries) > 1 and all(is_date(lines[entry.index].text) for entry in entries)
    if not (beside or alone) or len(set(first)) > 1:
        return []
    taken = {entry.index for entry in entries}
    found: list[Entry] = []
    broken = {
        e.index: e.period.end[:4] for e in entries if e.period.end and _lacks_year(lines[e.index], e.period)
    }
    for index, line in enumerate(lines):
        cell = line.split(TAB)[0 if first[0] else -1]
        if (
            index in taken
            or ("\t" in line.text) is alone
            or line.is_bullet
            or not is_date(_LASTED.sub("", cell.text))
        ):
            continue
        if cell.text == broken.get(index - 1):
            continue
        dates = points(cell.text)
        if len(dates) == 1:
            date = replace(dates[0], at=cell.start + dates[0].at, until=cell.start + dates[0].until)
            found.append(Entry(date, index))
    return found


_LASTED = re.compile(
    r"\s*\(\d+ (?:weeks?|months?|wochen|monate|semaines|mois|semanas|meses|mesi|settimane|weken|maanden)\)$",
    re.I,
)
"""How long somebody was there in the one year that is given."""


def _lacks_year(line: Line, period: Period) -> bool:
    """The dates end in a month whose year had no room beside it, and stands below."""
    return line.text[: period.until - line.start].rstrip()[-1:].isalpha()


def _at_ends(lines: Sequence[Line], entries: Sequence[Entry]) -> list[Entry]:
    """Lines of post, firm and one date between the same commas as those of the others ("Packer, Acme Ltd, 2015")."""
    taken = {entry.index for entry in entries}
    if not all(_is_behind_commas(lines[entry.index], entry.period) for entry in entries):
        return []
    dated = (
        (index, points(line.text))
        for index, line in enumerate(lines)
        if index not in taken and not line.is_bullet and len(line.text) < 110
    )
    found = (
        (
            index,
            replace(dates[0], at=lines[index].start + dates[0].at, until=lines[index].start + dates[0].until),
        )
        for index, dates in dated
        if len(dates) == 1
    )
    return [Entry(date, index) for index, date in found if _is_behind_commas(lines[index], date)]


def _is_behind_commas(line: Line, period: Period) -> bool:
    before = line.text[: max(0, period.at - line.start)]
    parts = re.split(r", |(?<=\w): ", before)
    ends = not line.text[max(0, period.until - line.start) :].strip(" .")
    return (
        ends
        and len(parts) > 2
        and not parts[-1].strip()
        and any(map(is_title, parts[:2]))
        and names_something(before)
    )


def _ranges(lines: Sequence[Line], periods: Sequence[Period]) -> list[Entry]:
    starts = [period.at for period in periods]
    first = [bisect_left(starts, line.start) for line in lines]
    dated = [
        (i, periods[at])
        for i, (line, at) in enumerate(zip(lines, first, strict=True))
        if at < len(periods) and periods[at].at < line.end
    ]
    listed = all(lines[index].is_bullet for index, _ in dated)
    return [Entry(period, i) for i, period in dated if _is_anchor(lines[i], period, listed=listed)]


def _stands_apart(line: Line, period: Period) -> bool:
    """The dates are alone on their line, or in a cell of their own."""
    before, after = (
        line.text[: max(0, period.at - line.start)],
        line.text[max(0, period.until - line.start) :],
    )
    return (not before.strip() or before.endswith("\t")) and (not after.strip() or after.startswith("\t"))


def _is_told(line: Line, period: Period) -> bool:
    """The dates are the end of a sentence ("Built the plant in Ulm, from May to July 2020"), or of its first part ("Shift lead
    since 2021: rosters and safety")."""
    before = line.text[: max(0, period.at - line.start)]
    after = line.text[max(0, period.until - line.start) :].strip(" .")
    named = is_title(before.split(",")[0]) and names_something(before)
    return (
        ((not after and not named) or re.match(r"[:;,]?\s?[a-z]", after) is not None)
        and len(before.split()) >= (3 if after else 4)
        and re.search(r"[a-zà-ÿ”“\"»)],?\s$", before) is not None
        and "\t" not in line.text
    )


def _is_anchor(line: Line, period: Period, *, listed: bool) -> bool:
    """`listed`: the section is a list of employments, one a bullet."""
    rest = without(line, period)
    words = sum(len(piece.text.split()) for piece in rest)
    if any(map(told_in, rest)):
        return words <= 22
    headed = len(rest) > 0 and rest[0].start < period.at and names_entry(rest[0].text)
    stopped = line.text.endswith(".") and words > 6 and line.end - period.until < 60
    if stopped and not (headed or parted_by_stops(rest)):
        return False
    if "\t" in line.text and _stands_apart(line, period) and words <= 10 and not line.text.endswith("."):
        return True
    return words <= (6 if line.is_bullet and not listed else 16) and all(
        names_something(piece.text) for piece in rest
    )


def without(line: Line, period: Period) -> list[Piece]:
    """What stands on the line before and after the dates, without the punctuation around them."""
    start, end = max(0, period.at - line.start), min(len(line.text), period.until - line.start)
    parts = [line.part(0, start), line.part(end, len(line.text))]
    told = len(parts[1].text.split()) >= 8 and not names_something(parts[1].text)
    told = told or re.match(r"\)?\.\s", parts[1].text) is not None
    if re.fullmatch(r"\([a-zà-ÿ][^()]*\)\.?", parts[1].text):
        parts = parts[:1]  # a remark ("2012–2016 (part-time while studying)")
    if told and is_title(parts[0].text) and len(parts[0].text.split()) <= 12:
        parts = parts[:1]  # what the job was about runs on behind the dates
    trimmed = [_unstopped(_named(part)).trimmed(EDGES) for part in parts]
    return [p for p in trimmed if p.text and not DURATION.match(p.text) and not is_terms(p.text)]


def _named(part: Piece) -> Piece:
    """Without a sentence that begins behind its full stop and runs over onto the next line ("Acme, Lyon. Head of the")."""
    told = _RUNS_ON.search(part.text)
    return part.part(0, told.start()) if told else part


_RUNS_ON = re.compile(
    r"(?<=[^\W\d_]{4})\.\s(?=[A-ZÀ-Þ][^\n\t]*\s(?:of|the|an?|and|or|in|on|to|for|with|from|by|at|as)$)"
)


def _unstopped(part: Piece) -> Piece:
    """Without a full stop before it, and behind a bracket ("2016. Acme (Hernani).")."""
    start = 1 if part.text.startswith(". ") else 0
    stop = re.search(r"\([^()\d]*\)\.$", part.text) is not None
    return part.part(start, len(part.text) - stop)


def header_of(lines: Sequence[Line], entry: Entry) -> list[Piece]:
    """What stands above the dates, beside them and below, in the order of the text."""
    return [*entry.above, *without(lines[entry.index], entry.period), *entry.below]
