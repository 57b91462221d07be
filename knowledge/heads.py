"""Headings in words of the writer's own, known by their look: a resume sets all of its headings alike."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import pairwise
from unicodedata import category

from knowledge.dates import is_date, periods
from knowledge.headings import Section, section_named, section_of
from knowledge.labels import field_of
from knowledge.lines import MARKS
from knowledge.natures import nature_of
from knowledge.titles import is_title

LEAST = 2
"""Known headings that a look must have."""
SHARE = 0.5
"""Of the lines with a look, how many must be known headings: post and company are often set like them."""
SURELY, SHARE_SURE = 3, 0.6
"""Known headings, and of the lines with their look how many, from which what is set like them is one whatever it names."""
SHARE_DRAWN = 0.3
"""The same where signs are drawn around or below the lines, as they seldom are for anything else."""

Looks = Sequence[tuple[str, Hashable]]
"""Lines with whatever tells how one is set from how another is."""


def learned(lines: Looks, share: float = SHARE) -> tuple[str, ...]:
    """Of lines with their looks, those set like the known headings of the same document, and not known themselves; where the
    first entry below a heading is set like it, those alone whose words name a section."""
    looks: dict[Hashable, dict[str, None]] = defaultdict(dict)
    for text, look in lines:
        looks[look][text] = None
    entries = _of_entries(lines)
    found: list[str] = []
    for look, texts in looks.items():
        known = [text for text in texts if section_of(text) is not None]
        if len(known) >= LEAST and len(known) >= share * len(texts):
            small = all(text[0].islower() for text in known)
            lead = _NUMBERED if all(map(_NUMBERED.match, known)) else _UNNUMBERED
            said = {text: text[at.end() :] for text in texts if (at := lead.match(text))}
            sure = len(known) >= SURELY and len(known) >= SHARE_SURE * len(texts)
            named = (t for t, words in said.items() if t not in known and _may_head(words, small, sure))
            found += [t for t in named if look not in entries or section_named(t) is not Section.other]
    return tuple(found)


_NUMBERED = re.compile(r"(?:\d{1,2}|[IVX]{1,4}|[A-H])(?:[.)]|\s[–—-])\s*(?=[^\W\d_])")
"""What stands before the headings of a resume that counts them ("2. Employment")."""
_UNNUMBERED = re.compile("")
_ENTRIES = (Section.employment, Section.education)


def _of_entries(lines: Looks) -> set[Hashable]:
    """Looks that headings share with what heads the first entry below one: right above a line that is set otherwise and is a
    post or has dates."""
    return {
        look
        for (head, look), (text, second), (below, third) in zip(lines, lines[1:], lines[2:], strict=False)
        if look == second != third
        and section_of(head) in _ENTRIES
        and section_of(text) is None
        and text[0].isupper()
        and (is_title(below) or periods(below))
    }


def pictured(lines: Iterable[str]) -> tuple[str, ...]:
    """Of lines of a text, those that begin with a pictogram as known headings of the same text do ("🎓 Education"), and are not
    known themselves."""
    bare = {
        line: line.lstrip(line[0] + "\ufe0f ")
        for line in lines
        if category(line[0]) == "So" and line[0] not in MARKS
    }
    named = [(text, 0) for text in bare.values() if section_of(text) or (text and _may_head(text, False))]
    found = learned(named)
    return tuple(line for line, text in bare.items() if text in found)


def _may_head(text: str, small: bool, sure: bool = False) -> bool:
    """A few words that say neither what, where nor when an entry was; where it is `sure` by its look, no more than not when."""
    return (
        len(text) <= 60
        and 1 <= len(text.split()) <= 6
        and (small or text[0].isupper())
        and not any(c.isdigit() or c in "@|\t" for c in text)
        and ": " not in text
        and not text.rstrip().endswith((".", ","))
        and not is_date(text)
        and field_of(text) is None
        and (sure or nature_of(text) in (None, "company"))
    )


def drawn(text: str) -> tuple[str, ...]:
    """The headings of a plain text in words of the writer's own: between the same signs ("~ Tongues ~") or over the same rule as
    the known ones."""
    lines: dict[str, tuple[str, Hashable]] = {}
    for above, below in pairwise([*text.split("\n"), ""]):
        line, under = above.strip(), below.strip()
        rule = under[:1] if len(under) > 2 and not under[0].isalnum() and not under.strip(under[0]) else ""
        around = _AROUND.match(line) if len(line) < 70 else None
        if around and (rule or (around[1] and around[3])):
            lines[line] = around[2], (around[1], around[3], rule, line.isupper())
    known = set(learned([*lines.values()], SHARE_DRAWN))
    return tuple(line for line, (said, _) in lines.items() if said in known)


_AROUND = re.compile(r"([^\w\s(]*)\s*([^\W_](?:.*[\w)])?)\s*([^\w\s).:;,!?]*)$")
"""A line with the signs on either side of it."""


def faces(lines: Iterable[tuple[str, Hashable]]) -> dict[str, int]:
    """Of runs of text with how they are set, the short ones not set as most of the text is, with a number for each way."""
    room: Counter[Hashable] = Counter()
    short: dict[str, Hashable] = {}
    for text, face in lines:
        room[face] += len(text)
        if len(text) <= 80:
            short.setdefault(text, face)
    usual = room.most_common(1)[0][0] if room else None
    numbers = {face: number for number, face in enumerate(room)}
    return {text: numbers[face] for text, face in short.items() if face != usual}


def labels(lines: Looks) -> tuple[str, ...]:
    """Of lines with their looks, those that name the groups of a list of skills: set alike, otherwise than the heading and than
    what stands below them, each above two entries or more."""
    return tuple(label for stretch in _lists(lines) for label in _labels(stretch))


def _lists(lines: Looks) -> Iterator[Looks]:
    """What stands below each heading of skills, up to the next line that looks like it."""
    at = 0
    while at < len(lines):
        text, look = lines[at]
        at += 1
        if section_of(text) is Section.skills:
            end = next((i for i in range(at, len(lines)) if lines[i][1] == look), len(lines))
            yield lines[at:end]
            at = end


def _labels(entries: Looks) -> list[str]:
    if not entries:
        return []
    own = entries[0][1]
    places = [i for i, (_, look) in enumerate(entries) if look == own]
    below = [until - at - 1 for at, until in pairwise([*places, len(entries)])]
    others = [text for text, look in entries if look != own]
    ratings = len(set(others)) < 0.9 * len(others)
    return [entries[i][0] for i in places] if len(places) > 1 and min(below) > 1 and not ratings else []
