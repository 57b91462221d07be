"""Several positions under one company: it stands once above them, alone or with the time spent there in all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from knowledge.commas import is_role
from knowledge.dates import Period
from knowledge.entries import Entry, header_of, without
from knowledge.header_lines import is_firm_alone, is_header
from knowledge.headers import groups_of, is_aside, names_town
from knowledge.lines import Line
from knowledge.titles import ends_like_a_firm, is_title


def frames_of(lines: Sequence[Line], entries: Sequence[Entry]) -> list[Entry]:
    """Entries that are a company with the time spent there in all: on the next line begins the first position held in it."""
    return [
        frame
        for frame, inner in pairwise(entries)
        if all(is_aside(line) or names_town(line.text) for line in lines[frame.index + 1 : inner.index])
        and _covers(frame.period, inner.period)
        and (own := without(lines[frame.index], frame.period))
        and not is_role(own[0])
        and any(is_role(piece) for piece in without(lines[inner.index], inner.period))
    ]


def _covers(outer: Period, inner: Period) -> bool:
    starts = outer.start <= inner.start[: len(outer.start)]
    return starts and (
        outer.end is None or (inner.end is not None and inner.end[: len(outer.end)] <= outer.end)
    )


def set_under_frames(lines: Sequence[Line], entries: Sequence[Entry], frames: Sequence[Entry]) -> list[Entry]:
    """The other entries, those within a frame with its company above them."""
    frame: Entry | None = None
    held: list[Entry] = []
    for entry in entries:
        if entry in frames:
            frame = entry
            continue
        held.append(entry)
        if frame and not _covers(frame.period, entry.period):
            frame = None
        if frame and any(line.after_gap for line in entry.below):
            entry.below = []  # the head of what follows the frame
        if frame and len(groups_of(header_of(lines, entry))) == 1:
            own = without(lines[frame.index], frame.period)[0]
            entry.above.insert(0, Line(own.text, own.start, False))
    return held


def set_under_heads(lines: Sequence[Line], entries: Sequence[Entry], faces: Mapping[str, int]) -> None:
    """Give positions that name no company the one whose name, beyond doubt, stands alone above them and what it does; `faces`
    are those of the document."""
    above = [lines[at : e.index - len(e.above)] for at, e in zip(_behind(entries), entries, strict=True)]
    own = _faces_of_firms(lines, entries, above, faces)
    head: Line | None = None
    for entry, before in zip(entries, above, strict=True):
        set_apart = (line for line in reversed(before) if faces.get(line.text) in own and _is_short(line))
        head = next(set_apart, None) or _head_among(before) or head
        groups = groups_of(header_of(lines, entry))
        if len(groups) != 1 or not is_title(groups[0].text.split(",")[0]):
            head = None
        elif head is not None:
            entry.above.insert(0, head)


def _behind(entries: Sequence[Entry]) -> list[int]:
    """Where what may head each entry begins: behind the dates of the one before."""
    return [0, *(entry.index + 1 for entry in entries[:-1])]


def _faces_of_firms(
    lines: Sequence[Line],
    entries: Sequence[Entry],
    above: Sequence[Sequence[Line]],
    faces: Mapping[str, int],
) -> set[int | None]:
    """How firms are set, and no posts, that their words show to stand above positions, or in their headers above the post."""
    firms = [head for before in above if (head := _head_among(before))]
    firms += [line for entry in entries for line in entry.above[:1] if _may_be_firm(line)]
    posts = [line for entry in entries for line in (lines[entry.index], *entry.above) if is_title(line.text)]
    return {faces.get(line.text) for line in firms} - {faces.get(line.text) for line in posts} - {None}


def _may_be_firm(line: Line) -> bool:
    return _is_short(line) and (not is_title(line.text) or ends_like_a_firm(line.text))


def _is_short(line: Line) -> bool:
    return is_header(line) and len(line.text.split()) <= 8


def _head_among(above: Sequence[Line]) -> Line | None:
    """The last line that is a firm alone, or begins what says what a company does."""
    widest = max((len(line.text) for line in above), default=0)
    bullets_below = False
    for number in range(len(above) - 1, -1, -1):
        line, before = above[number], above[number - 1] if number else None
        begins = number + 1 < len(above) and _opens(line, before, widest, bullets_below)
        if begins or is_firm_alone(line):
            return line
        bullets_below = bullets_below or line.is_bullet
    return None


def _opens(line: Line, before: Line | None, widest: int, bullets_below: bool) -> bool:
    """Begins, apart from what stands before it, lines that go on to say what the company does: behind a gap, or behind bullets
    and with none below it."""
    listed = (before is None or before.is_bullet) and not bullets_below
    apart = line.after_gap or (listed and len(line.text) < 0.7 * widest)
    return apart and len(line.text.split()) <= 6 and is_header(line) and not is_title(line.text)
