"""The lines of a resume by its sections."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from domain.profiles import Span, Value
from knowledge.dates import is_date, periods, points
from knowledge.documents import Document
from knowledge.groups import is_row, names_group
from knowledge.heading_lines import INLINE, goes_on, heads_whole, opened, side_by_side
from knowledge.headings import Section, is_known, section_named, section_of
from knowledge.heads import pictured
from knowledge.lines import Line, Piece
from knowledge.skill_lists import is_list_alone
from knowledge.titles import is_school, is_title
from knowledge.torn_names import leads_on


@dataclass(frozen=True)
class Block:
    """Lines under one heading; `section` is None for what stands before the first one."""

    section: Section | None
    lines: tuple[Line, ...]
    heading: Line | None = None

    @property
    def end(self) -> int:
        """Where the block ends in the text."""
        return max((line.end for line in (*self.lines, self.heading) if line), default=0)


def blocks_of(lines: list[Line], name: str | None, heads: Collection[str] = ()) -> list[Block]:
    """Lines by section; `heads` are lines that are headings by their look. The first line that is the person's name opens a block of its own:
    beside a column of small sections stands the main one, headed by it. Further ones are heads of later pages."""
    blocks: list[tuple[Section | None, list[Line], Line | None]] = [(None, [], None)]
    heads = pictured(line.text for line in lines) + (() if _head_entries(lines, heads) else tuple(heads))
    beside = [line for line in lines if "\t" in line.text and "\t:" not in line.text]
    at_margin = len({_label(line) for line in beside if opened(line)[1] is not None}) >= MARGIN
    named = False
    marks = _marks_of_heads(lines)
    unlike = _unlike_heads(lines)
    before: Line | None = None
    for line in side_by_side(list(heads_whole(lines))):
        if goes_on(line, blocks[-1][2]) and (line.text in heads or section_of(line.text)):
            continue
        led = line.start in unlike or (before not in (None, blocks[-1][2]) and leads_on(before, line))
        section, rest = (None, None) if led else opened(line.body_line() if line.text[:1] in marks else line)
        before = line
        section = _in_place(section, rest, blocks[-1][0], line.text if line.text in heads else None)
        if name is not None and line.text == name:
            if not named:
                blocks.append((None, [line], None))
            named = True
        elif section is None or (
            blocks[-1][0] is Section.skills
            and names_group(section, line.text, beside=rest is not None, apart=line.after_gap)
        ):
            blocks[-1][1].append(line)
        elif (
            rest and _in_skills(blocks[-1]) and is_row(section, [*(r.text for r in blocks[-1][1]), line.text])
        ):
            blocks[-1][1].append(line)
            blocks.insert(-1, (section, [rest], line))
        else:
            above = blocks[-1][1]
            moved = (
                [above.pop()] if rest and at_margin and _dates_entry(section, blocks[-1][0], above) else []
            )
            blocks.append((section, [*moved, rest] if rest else [], line))
    parted = [Block(section, tuple(inside), heading) for section, inside, heading in blocks]
    found = _listed(_told(_certified([part for block in parted for part in _strayed(block)])))
    return found if at_margin else _without_labels(found, lines)


def _in_place(
    section: Section | None, rest: Line | None, before: Section | None, head: str | None
) -> Section | None:
    """The section that a line opens where it stands, below `before`: an address within an entry is that of a firm or a school,
    and a `head` by its look opens what its words say."""
    if rest and section is Section.contact and before in _ENTRIES:
        section = None
    return section_named(head) if section is None and head is not None else section


def _in_skills(block: tuple[Section | None, list[Line], Line | None]) -> bool:
    """Under a heading that says skills and nothing else."""
    section, rows, heading = block
    return (
        section is Section.skills
        and heading is not None
        and section_of(heading.text) is section
        and bool(rows)
    )


def _marks_of_heads(lines: Sequence[Line]) -> set[str]:
    """Bullets that stand before headings and before nothing else ("● WORK EXPERIENCE")."""
    marked: dict[str, list[bool]] = {}
    for line in lines:
        if line.is_bullet:
            marked.setdefault(line.text[0], []).append(section_of(line.body().text) is not None)
    return {mark for mark, heads in marked.items() if len(heads) >= 2 and all(heads)}


def _unlike_heads(lines: Sequence[Line]) -> set[int]:
    """Where lines begin that have the words of a heading and stand right below others, but not the case of the document's headings:
    in lower case the end of a sentence, among headings in capitals an entry of a list ("Grants management"). So has a name that is seldom a heading,
    where all others stand below a gap ("Clinical education")."""
    heads = [line for line in lines if section_of(line.text)]
    below_heads = {below.start for above, below in pairwise(lines) if section_of(above.text)}
    small = [line for line in heads if line.text.islower() and line.start not in below_heads]
    mixed = [line for line in heads if not line.text.isupper() and line not in small]
    capitals = len(heads) - len(small) - len(mixed)
    unlike = small if 2 * len(small) < len(heads) else []
    unlike = unlike + (mixed if capitals >= 3 and capitals > 2 * len(mixed) else [])
    tight = [line for line in heads if not line.after_gap and line.start not in below_heads]
    loose = len(heads) - len(tight) >= 4 * max(1, len(tight))
    composed = (
        [line for line in tight if not is_known(line.text) and not line.text.isupper()] if loose else []
    )
    return {line.start for line in unlike + composed if not line.after_gap}


MARGIN = 3
"""Different headings with text beside them that show that all stand at a margin."""
_ENTRIES = (Section.employment, Section.education)


def _dates_entry(section: Section, before: Section | None, above: Sequence[Line]) -> bool:
    """Whether the last line above a heading at the margin is the time of the first entry beside it, set a little higher."""
    if section not in _ENTRIES or before in _ENTRIES or not above:
        return False
    times = periods(above[-1].text)
    return bool(times) and times[0].at == 0 and (len(above[-1].text[times[0].until :].split()) <= 4)


def _head_entries(lines: Sequence[Line], heads: Collection[str]) -> bool:
    """Whether lines set like headings are the companies or schools at the head of entries: one follows the heading of a
    section of entries with no dates in between, or stands right below dates in one."""
    empty = False
    inside: Section | None = None
    above: Line | None = None
    for before, line in zip([None, *lines], lines, strict=False):
        section = section_of(line.text)
        if goes_on(line, above):
            continue
        above = line if section is not None else None
        if section is not None:
            inside = section
            empty = section in _ENTRIES
        elif (
            line.text in heads
            and section_named(line.text) is Section.other
            and (empty or (inside in _ENTRIES and before and not line.after_gap and is_date(before.text)))
        ):
            return True
        elif empty and (periods(line.text) or points(line.text)):
            empty = False
    return False


_LISTS = (Section.languages, Section.skills)


def _strayed(block: Block) -> Iterator[Block]:
    """The block, and apart from it what stands below a gap in a list and is a post with its dates: employments that go on in a
    column without a heading."""
    posts = (
        i
        for i, line in enumerate(block.lines)
        if i and line.after_gap and is_title(line.text) and not line.is_bullet and periods(line.text)
    )
    first = next(posts, None) if block.section in _LISTS else None
    yield replace(block, lines=block.lines[:first])
    if first is not None:
        yield Block(Section.employment, block.lines[first:])


_QUALIFIED = re.compile(
    r"[\W\d]*(?P<beyond>(?:professional|other|additional|further|technical|vocational)\s)?qualifications?\W*",
    re.IGNORECASE,
)


def _certified(blocks: list[Block]) -> list[Block]:
    """Blocks; beside a section of education, qualifications are certificates, if they are called professional or name no school."""
    schooled = any(
        block.section is Section.education
        and block.heading
        and not _QUALIFIED.fullmatch(block.heading.text)
        and block.lines
        for block in blocks
    )
    return [
        replace(block, section=Section.certifications) if schooled and _certifies(block) else block
        for block in blocks
    ]


def _certifies(block: Block) -> bool:
    found = _QUALIFIED.fullmatch(block.heading.text) if block.heading else None
    return found is not None and (
        found["beyond"] is not None or not any(is_school(line.text) for line in block.lines)
    )


_CAREER = re.compile(r"\b(?:career|employment|work|working|job|experience|beruf)", re.IGNORECASE)


def _told(blocks: list[Block]) -> list[Block]:
    """Blocks; of a resume with no dates under a heading of employment, the summary of a career that has dates is that."""
    named = [_dates(block) for block in blocks if block.section is Section.employment]
    told = [_dates(block) for block in blocks if _tells_career(block)]
    if sum(named) >= max(told, default=0):
        return blocks
    return [replace(block, section=Section.employment) if _tells_career(block) else block for block in blocks]


_OFFERS = re.compile(r"\b(?:what i do|highlights|qualifications|glance|overview)\b", re.IGNORECASE)


def _listed(blocks: list[Block]) -> list[Block]:
    """Blocks; of a resume without a heading of skills, the list alone under one of what somebody does is that ("Highlights")."""
    if any(block.section is Section.skills for block in blocks):
        return blocks
    return [
        replace(block, section=Section.skills)
        if block.section is Section.summary
        and block.heading
        and _OFFERS.search(block.heading.text)
        and is_list_alone(block.lines)
        else block
        for block in blocks
    ]


def _tells_career(block: Block) -> bool:
    head = block.heading
    return block.section is Section.summary and head is not None and _CAREER.search(head.text) is not None


def _dates(block: Block) -> int:
    """Lines of the block with a range of dates."""
    return sum(bool(periods(line.text)) for line in block.lines)


_LABELLING = (Section.skills, Section.other, Section.summary)


def _without_labels(blocks: list[Block], lines: list[Line]) -> list[Block]:
    """Blocks, those taken back into the employments whose heading only labels what a job was about ("Key achievements:",
    "Technologies: Excel"): it stands in several, or says more on its line or ends in a colon, and more employments follow below it."""
    found: list[Block] = []
    often = Counter(_label(block.heading) for block in blocks if block.heading)
    for block in blocks:
        last = found[-1] if found else None
        again = block.heading is not None and often[_label(block.heading)] > 1 and block.section in _LABELLING
        if last and last.section is Section.employment and (again or _is_label(block, last)):
            inside = [line for line in lines if last.end <= line.start < block.end]
            found[-1] = Block(Section.employment, (*last.lines, *inside), last.heading)
        else:
            found.append(block)
    return found


def _label(heading: Line) -> str:
    """What a heading says before what stands beside it."""
    match = INLINE.match(heading.text)
    return (match["head"] if match else heading.text).strip(" :")


def _is_label(block: Block, before: Block) -> bool:
    if block.heading is None or block.section not in _LABELLING:
        return False
    inline = bool(block.lines) and block.lines[0].start < block.heading.end
    colon = block.heading.text.rstrip().endswith(":") and not (
        before.heading and before.heading.text.rstrip().endswith(":")
    )
    return (inline or colon) and any(periods(line.text) for line in block.lines if not line.is_bullet)


def within(blocks: list[Block], *sections: Section | None) -> Iterator[Line]:
    return (line for block in blocks if block.section in sections for line in block.lines)


def span(document: Document, start: int, end: int) -> Span:
    return Span(start=start, end=end, page=document.page_of(start))


def value(document: Document, piece: Piece, shown: str | None = None) -> Value:
    """The piece as a value; `shown` where it reads otherwise than it is spaced or cased."""
    plain = re.sub(r"\s+", " ", piece.text)
    return Value(value=shown or plain, span=span(document, piece.start, piece.end))
