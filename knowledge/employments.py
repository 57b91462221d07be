"""Employments: each range of dates anchors one; title and company stand on its line, above or below it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from domain.profiles import Employment
from knowledge.assignment import Header, Named, assigned
from knowledge.dates import Period
from knowledge.documents import Document
from knowledge.employment_tables import tabled
from knowledge.header_lines import is_firm_alone, is_header, names_something
from knowledge.headers import (
    BREAK,
    DURATION,
    EDGES,
    KIND,
    LABEL,
    PLAIN,
    Manner,
    groups_of,
    is_aside,
    is_role,
    labelled,
    named_in,
    names_town,
    parted_by_stops,
    parts_of,
    told_in,
    towns_in,
    wholes_in,
)
from knowledge.lines import Line, Piece
from knowledge.sections import span
from knowledge.titles import is_title

_ANOTHER = re.compile(
    r"^(?:projects?|responsibilities|key achievements|achievements|duties|tasks|environment|technologies)\b",
    re.I,
)


@dataclass
class Entry:
    """One anchor: its period, its line, and header lines above and below that line."""

    period: Period
    index: int
    above: list[Line] = field(default_factory=list)
    below: list[Line] = field(default_factory=list)


def employments_of(document: Document, lines: Sequence[Line], periods: Sequence[Period]) -> list[Employment]:
    """Employments in the order of the text, one said twice once. `lines` are those of the employment sections, `periods` the text's."""
    rows, lines = tabled(document, lines, periods)
    found = sorted([*rows, *_listed(document, lines, periods)], key=lambda e: e.span.start)
    return list({(e.title, e.company, e.start, e.end): e for e in reversed(found)}.values())[::-1]


def _listed(document: Document, lines: Sequence[Line], periods: Sequence[Period]) -> list[Employment]:
    lines = _with_labels(document, lines)
    entries = _anchors(lines, periods)
    if not entries:
        return []
    _gather_all(lines, entries, PLAIN)
    manner = _manner(lines, entries)
    if manner.whole:
        _gather_all(lines, entries, replace(manner, full=PLAIN.full))
    found: list[Employment] = []
    _set_under_heads(lines, entries)
    lasts = [_last_line(lines, following) for following in [*entries[1:], None]]
    named = [_named(lines, entry, last, manner) for entry, last in zip(entries, lasts, strict=True)]
    chosen = assigned([header for _, header in named])
    for entry, last, (said, _), best in zip(entries, lasts, named, chosen, strict=True):
        employment = _employment(document, entry, lines, last, said[0] or best[0], said[1] or best[1])
        if employment is not None:
            found.append(_with_company(employment, found[-1] if found else None))
    return [job for i, job in enumerate(found) if not _is_frame(job, found[i + 1 : i + 2])]


def _is_frame(employment: Employment, following: Sequence[Employment]) -> bool:
    """A company with the time spent there in all, above the positions held in it."""
    return employment.title is None and any(
        employment.company == inner.company
        and (employment.start or "") <= (inner.start or "")
        and (employment.current or (not inner.current and (inner.end or "") <= (employment.end or "")))
        for inner in following
    )


def _with_labels(document: Document, lines: Sequence[Line]) -> list[Line]:
    """Labels of a form that stand above what was filled in ("Employer" over "Acme"), as one line each."""
    found: list[Line] = []
    for line in (line for line in lines if not KIND.match(line.text)):
        above = found[-1] if found else None
        if (
            above
            and line.start - above.end == 1
            and LABEL.match(f"{above.text}\n{line.text}")
            and "\n" not in above.text
        ):
            both = document.text[above.start : line.end]
            bare = re.fullmatch(r"[^:\t]+", above.text) is not None and LABEL.match(f"{above.text}: x")
            found[-1:] = (
                [Line(both, above.start, above.after_gap)] if bare and LABEL.match(both) else [above, line]
            )
        else:
            found.append(line)
    return found


def _anchors(lines: Sequence[Line], periods: Sequence[Period]) -> list[Entry]:
    """Lines that carry a range of dates and are no running text."""
    starts = [period.at for period in periods]
    first = [bisect_left(starts, line.start) for line in lines]
    dated = [
        (i, periods[at])
        for i, (line, at) in enumerate(zip(lines, first, strict=True))
        if at < len(periods) and periods[at].at < line.end
    ]
    listed = all(lines[index].is_bullet for index, _ in dated)
    return [Entry(period, i) for i, period in dated if _is_anchor(lines[i], period, listed=listed)]


def _is_anchor(line: Line, period: Period, *, listed: bool) -> bool:
    """`listed`: the section is a list of employments, one a bullet."""
    rest = _without(line, period)
    words = sum(len(piece.text.split()) for piece in rest)
    if any(map(told_in, rest)):
        return words <= 22
    if line.text.endswith(".") and words > 6 and not parted_by_stops(rest) and line.end - period.until < 60:
        return False
    return words <= (6 if line.is_bullet and not listed else 16) and all(
        names_something(piece.text) for piece in rest
    )


def _without(line: Line, period: Period) -> list[Piece]:
    """What stands on the line before and after the dates, without the punctuation around them."""
    start, end = max(0, period.at - line.start), min(len(line.text), period.until - line.start)
    parts = [line.part(0, start), line.part(end, len(line.text))]
    told = len(parts[1].text.split()) >= 8 and not names_something(parts[1].text)
    told = told or re.match(r"\)?\.\s", parts[1].text) is not None
    if told and is_title(parts[0].text) and len(parts[0].text.split()) <= 12:
        parts = parts[:1]  # what the job was about runs on behind the dates
    trimmed = [part.trimmed(EDGES) for part in parts]
    return [p for p in trimmed if p.text and not DURATION.match(p.text) and not KIND.match(p.text)]


def _gather_all(lines: Sequence[Line], entries: Sequence[Entry], manner: Manner) -> None:
    depth = _depth_above(lines, entries)
    ends = [entry.index for entry in entries[1:]] + [len(lines)]
    for number, (entry, end) in enumerate(zip(entries, ends, strict=True)):
        entry.above, entry.below = [], []
        _gather(entry, lines, depth, end, entries[number - 1] if number else None, manner)
    if sum(bool(entry.below) for entry in entries) > len(entries) / 2 >= 1:
        for entry, end in zip(entries, ends, strict=True):
            following = entry.index + 1
            if not entry.below and following < end and is_header(lines[following]):
                entry.below.append(lines[following])


def _header_of(lines: Sequence[Line], entry: Entry) -> list[Piece]:
    """What stands above the dates, beside them and below, in the order of the text."""
    return [*entry.above, *_without(lines[entry.index], entry.period), *entry.below]


def _manner(lines: Sequence[Line], entries: Sequence[Entry]) -> Manner:
    """How the headers of this section are written. A comma after a title leads on to what it is about ("Team Lead,
    Payments") and not to the company where most titles have none, or the company stands elsewhere."""
    with_comma, without, full = 0, 0, 0
    for entry in entries:
        header = _header_of(lines, entry)
        full = max(full, len(named_in(header)))
        groups = groups_of(header)
        titled = next((group for group in groups if is_title(group.text.split(",")[0])), None)
        if titled is not None:
            elsewhere = len(groups) > 1
            with_comma += not elsewhere and len(parts_of([titled])) > 1
            without += elsewhere
    return Manner(without > with_comma, full)


def _depth_above(lines: Sequence[Line], entries: Sequence[Entry]) -> int:
    """How many header lines stand above the dates: as many as before the first of the section, three at most."""
    depth = 0
    for line in reversed(lines[max(0, entries[0].index - 4) : entries[0].index]):
        if DURATION.match(line.text):
            continue
        if not is_header(line) or depth == 3:
            break
        depth += 0 if names_town(line.text) else 1
    return depth


def _gather(
    entry: Entry, lines: Sequence[Line], depth: int, end: int, before: Entry | None, manner: Manner
) -> None:
    """Header lines above (as deep as in the whole section), then those below while title or company is missing."""
    floor = before.index + 1 + len(before.below) if before else 0
    for index in range(entry.index - 1, floor - 1, -1):
        named = sum(not names_town(line.text) for line in entry.above)
        if (
            (named == depth and not names_town(lines[index].text))
            or depth == 0
            or not (is_header(lines[index]) or DURATION.match(lines[index].text))
        ):
            break
        if not DURATION.match(lines[index].text):
            entry.above.insert(0, lines[index])
    first = entry.index + 1
    while first < len(lines) and lines[first].end <= entry.period.until:
        first += 1  # the dates run over onto the next line, and nothing else stands there
    own = parts_of([*entry.above, *_without(lines[entry.index], entry.period)], manner)
    room = 2 - len(own)
    if room <= 0 and not entry.above and not any(is_title(part.text) for part in own):
        room = 1 if first < len(lines) and is_role(lines[first]) else 0
    following = [i for i in range(first, end - (depth if end < len(lines) else 0)) if not is_aside(lines[i])]
    for index in following[:2]:
        another = _ANOTHER.match(lines[index].text) and not is_role(lines[index])
        if room <= 0 or not is_header(lines[index]) or another:
            break
        entry.below.append(lines[index])
        room -= 1 if not names_town(lines[index].text) else 0


def _set_under_heads(lines: Sequence[Line], entries: Sequence[Entry]) -> None:
    """Give positions that name no company the one whose name, beyond doubt, stands alone above them and what it does."""
    head: Line | None = None
    start = 0
    for entry in entries:
        above = lines[start : entry.index - len(entry.above)]
        head = next((line for line in reversed(above) if is_firm_alone(line)), head)
        groups = groups_of(_header_of(lines, entry))
        if len(groups) != 1 or not is_title(groups[0].text.split(",")[0]):
            head = None
        elif head is not None:
            entry.above.insert(0, head)
        start = entry.index + 1


def _last_line(lines: Sequence[Line], following: Entry | None) -> Line:
    if following is None:
        return lines[-1]
    return lines[max(0, following.index - len(following.above) - 1)]


def _named(lines: Sequence[Line], entry: Entry, last: Line, manner: Manner) -> tuple[Named, Header]:
    """What labels say is title and company, and the parts among which the others are."""
    header = _header_of(lines, entry)
    said = labelled([*header, *_labels_below(lines, entry, last)])
    unlabelled = [piece for piece in header if not LABEL.match(piece.text)]
    dated = lines[entry.index]
    return said, Header(
        parts_of(unlabelled, manner),
        towns_in(unlabelled),
        wholes_in(unlabelled),
        [*entry.above, dated, *entry.below],
        dated,
    )


def _employment(
    document: Document,
    entry: Entry,
    lines: Sequence[Line],
    last: Line,
    title: Piece | None,
    company: Piece | None,
) -> Employment | None:
    if any(BREAK.match(piece.text) for piece in _header_of(lines, entry)) or not (title or company):
        return None
    pieces = [lines[entry.index], *entry.above, *entry.below]
    start = min(piece.start for piece in pieces)
    end = max(last.end, entry.period.until, *(piece.end for piece in pieces))
    period = entry.period
    return Employment(
        title=_plain(title), company=_plain(company), start=period.start, end=period.end,
        current=period.current, span=span(document, start, end),
    )  # fmt: skip


def _labels_below(lines: Sequence[Line], entry: Entry, last: Line) -> list[Line]:
    """Labelled lines of a form further below the dates, before the next entry."""
    after = entry.index + 1 + len(entry.below)
    return [line for line in lines[after : after + 6] if line.start <= last.start and LABEL.match(line.text)]


def _with_company(employment: Employment, before: Employment | None) -> Employment:
    """A position under the same company as the one before it, which alone names it: its span reaches back to there."""
    if employment.company or before is None or before.company is None:
        return employment
    start = before.span.model_copy(update={"end": employment.span.end})
    return employment.model_copy(update={"company": before.company, "span": start})


def _plain(piece: Piece | None) -> str | None:
    return re.sub(r"\s+", " ", piece.text) if piece else None
