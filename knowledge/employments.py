"""Employments: each range of dates anchors one; title and company stand on its line, above or below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from domain.profiles import Employment
from knowledge.assignment import Header, Named, assigned
from knowledge.commas import is_role
from knowledge.dates import Period
from knowledge.documents import Document
from knowledge.employment_tables import tabled
from knowledge.entries import Entry, entries_of, header_of, without
from knowledge.frames import frames_of, set_under_frames, set_under_heads
from knowledge.header_lines import is_header
from knowledge.header_words import BREAK, DURATION, IN_BRACKETS, KIND, LABEL, TRAINEESHIP
from knowledge.headers import (
    PLAIN,
    Manner,
    groups_of,
    is_aside,
    is_terms,
    labelled,
    named_in,
    names_town,
    parts_of,
    post_and_firm,
    towns_in,
    wholes_in,
)
from knowledge.lines import Line, Piece
from knowledge.paragraphs import told_apart
from knowledge.places import is_place
from knowledge.sections import span
from knowledge.titles import is_title

_ANOTHER = re.compile(
    r"^(?:projects?|responsibilities|key achievements|achievements|duties|tasks|environment|technologies)\b",
    re.I,
)


def employments_of(document: Document, lines: Sequence[Line], periods: Sequence[Period]) -> list[Employment]:
    """Employments in the order of the text, one said twice once. `lines` are those of the employment sections, `periods` the text's."""
    rows, lines = tabled(document, lines, periods)
    found = sorted([*rows, *_listed(document, lines, periods)], key=lambda e: e.span.start)
    return list({(e.title, e.company, e.start, e.end): e for e in reversed(found)}.values())[::-1]


def _listed(document: Document, lines: Sequence[Line], periods: Sequence[Period]) -> list[Employment]:
    lines = told_apart(_with_labels(document, lines), periods)
    entries = entries_of(lines, periods)
    if not entries:
        return []
    frames = frames_of(lines, entries)
    _gather_all(lines, entries, PLAIN)
    held = set_under_frames(lines, entries, frames)
    manner = _manner(lines, held)
    if manner.whole:
        _gather_all(lines, entries, replace(manner, full=PLAIN.full))
        set_under_frames(lines, entries, frames)
    found: list[Employment] = []
    entries = held
    set_under_heads(lines, entries, document.faces)
    lasts = [_last_line(lines, following) for following in [*entries[1:], None]]
    named = [_named(lines, entry, last, manner) for entry, last in zip(entries, lasts, strict=True)]
    chosen = assigned([header for _, header in named])
    for entry, last, (said, _), best in zip(entries, lasts, named, chosen, strict=True):
        title, company = post_and_firm(said[0] or best[0], said[1] or best[1])
        employment = _employment(document, entry, lines, last, title, company)
        if employment is not None:
            found.append(_with_company(employment, found[-1] if found else None))
    alone = [job for i, job in enumerate(found) if not _is_frame(job, found[i + 1 : i + 2])]
    return _without_towns(document, alone)


def _without_towns(document: Document, jobs: Sequence[Employment]) -> list[Employment]:
    """The employments of a section; where several companies have brackets behind them that hold different names or places,
    these are the towns, known or not."""
    ends = [IN_BRACKETS.search(job.company) if job.company else None for job in jobs]
    towns = {end[1] for end in ends if end and end.start() and _TOWN.fullmatch(end[1])}
    if len(towns | {town for job in jobs if (town := _town_behind(document, job))}) < 2:
        return list(jobs)
    return [
        job.model_copy(update={"company": job.company[: end.start()]})
        if job.company and end and end[1] in towns
        else job
        for job, end in zip(jobs, ends, strict=True)
    ]


def _town_behind(document: Document, job: Employment) -> str | None:
    """The known place in brackets behind the company where it stands."""
    _, company, rest = document.text[job.span.start : job.span.end].partition(job.company or "\n\n")
    found = re.match(r"\s\(([^()\n]{2,60})\)", rest) if company else None
    return found[1] if found and is_place(found[1]) else None


_TOWN = re.compile(r"[^\W\d_a-z][^\W\d_]*[a-zà-ÿ](?:[ ,-]{1,2}[^\W_][\w.’']*){0,4}")


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
    for line in _without_terms(lines):
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


def _without_terms(lines: Sequence[Line]) -> list[Line]:
    """The lines but for those that only say the kind of contract, with a title beside them where that could be a post."""
    around = zip([None, *lines], lines, [*lines[1:], None], strict=False)
    return [
        line
        for above, line, below in around
        if not KIND.match(line.text)
        or not (is_terms(line.text) or any(near and is_title(near.text) for near in (above, below)))
    ]


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


def _manner(lines: Sequence[Line], entries: Sequence[Entry]) -> Manner:
    """How the headers of this section are written. A comma after a title leads on to what it is about ("Team Lead,
    Payments") and not to the company where most titles have none, or the company stands elsewhere."""
    with_comma, apart, full = 0, 0, 0
    for entry in entries:
        header = header_of(lines, entry)
        full = max(full, len(named_in(header)))
        groups = groups_of(header)
        titled = next((group for group in groups if is_title(group.text.split(",")[0])), None)
        if titled is not None:
            elsewhere = len(groups) > 1
            with_comma += not elsewhere and len(parts_of([titled])) > 1
            apart += elsewhere
    return Manner(apart > with_comma, full)


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
    own = parts_of([*entry.above, *without(lines[entry.index], entry.period)], manner)
    own = [part for part in own if not TRAINEESHIP.match(part.text)]
    room = 2 - len(own)
    if room <= 0 and not entry.above and not any(is_title(part.text) for part in own):
        room = 1 if first < len(lines) and is_role(lines[first]) else 0
    following = [i for i in range(first, end - (depth if end < len(lines) else 0)) if not is_aside(lines[i])]
    for index in following[:2]:
        another = _ANOTHER.match(lines[index].text) and not is_role(lines[index])
        if room <= 0 or not is_header(lines[index]) or another:
            break
        entry.below.append(lines[index])
        if _is_full(lines[index]):
            break
        room -= 1 if not names_town(lines[index].text) else 0
    bare = not (own or entry.below) and entry.index > floor
    if bare and is_header(lines[entry.index - 1]):
        entry.above.append(lines[entry.index - 1])  # further posts at a firm have them above the dates


def _is_full(line: Line) -> bool:
    """Post, firm and town with commas between them ("Technician, Kessler Ltd, Stuttgart")."""
    words = line.text.split(", ")
    return len(words) == 3 and "\t" not in line.text and is_title(words[0]) and is_place(words[2])


def _last_line(lines: Sequence[Line], following: Entry | None) -> Line:
    if following is None:
        return lines[-1]
    return lines[max(0, following.index - len(following.above) - 1)]


def _named(lines: Sequence[Line], entry: Entry, last: Line, manner: Manner) -> tuple[Named, Header]:
    """What labels say is title and company, and the parts among which the others are."""
    header = header_of(lines, entry)
    said = labelled([*header, *_labels_below(lines, entry, last)])
    unlabelled = [piece for piece in header if not LABEL.match(piece.text)]
    dated = lines[entry.index]
    return said, Header(
        parts_of(unlabelled, manner),
        towns_in(unlabelled),
        wholes_in(unlabelled),
        [*entry.above, dated, *entry.below],
        dated,
        (said[0] is not None, said[1] is not None),
    )


def _employment(
    document: Document,
    entry: Entry,
    lines: Sequence[Line],
    last: Line,
    title: Piece | None,
    company: Piece | None,
) -> Employment | None:
    if any(BREAK.match(piece.text) for piece in header_of(lines, entry)) or not (title or company):
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
    """A position under the same company as the one before it, which alone names it: its span reaches back to there. Who is
    freelance has none."""
    alone = re.match(r"(?:freelance|self[- ]employed|independent)\b", employment.title or "", re.IGNORECASE)
    if employment.company or alone or before is None or before.company is None:
        return employment
    start = before.span.model_copy(update={"end": employment.span.end})
    return employment.model_copy(update={"company": before.company, "span": start})


def _plain(piece: Piece | None) -> str | None:
    return re.sub(r"\s+", " ", piece.text) if piece else None
