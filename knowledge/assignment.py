"""Which part of a header is the title and which the company, chosen for all headers of a section together.

Words tell of some parts what they are ("Clerk", "Ltd"), of others nothing. A resume arranges its entries alike, so what stands
at one place in one entry says what stands there in the others: each part is scored by its own words and by the parts at
its place in the other entries, and each entry takes the pair with the best sum.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from knowledge.header_words import ABOUT, KIND, SELF, SEPARATOR, TERMS, TRAINEESHIP
from knowledge.headers import without_remark
from knowledge.lines import Line, Piece
from knowledge.places import is_place
from knowledge.titles import ends_like_a_firm, has_legal_form, is_company, is_degree, is_school, is_title

Place = tuple[int, int, int]
"""Lines below that of the dates, separators before it on its line, commas behind the last of these."""
Named = tuple[Piece | None, Piece | None]
"""Title and company."""
Scored = Callable[[str], float]
LEAST = -1.2
"""A part that scores less is neither."""
TOLD, TOLD_WEIGHT = 1.5, 0.4
"""Score from which a part's own words tell what it is, and what its place then still counts."""
LEFT = 0.3
"""What each part costs that would be neither."""
WHOLE = 0.2
"""What a line of several parts costs that would be one title."""
BEHIND = 0.15
"""What each comma before it takes from a company: behind it stand towns and units."""
ORDER = 0.6
"""Worth of the order that the section's certain entries have."""


@dataclass(frozen=True)
class Header:
    """Of one entry: the parts that may be title or company, and the towns, which only tell what stands at their place."""

    parts: Sequence[Piece]
    towns: Sequence[Piece]
    wholes: Sequence[Piece]
    """Lines of several parts, which may be one title ("Manager, Operations")."""
    lines: Sequence[Line]
    """The lines that the header is on, with that of the dates."""
    dated: Line
    said: tuple[bool, bool] = (False, False)
    """Whether labels say already what the title is, and the company."""

    def place(self, part: Piece) -> Place:
        number = next((i for i, line in enumerate(self.lines) if line.start <= part.start < line.end), 0)
        before = self.lines[number].text[: max(0, part.start - self.lines[number].start)]
        cells = SEPARATOR.split(before)
        return number - self.lines.index(self.dated), len(cells) - 1, cells[-1].count(", ")


def assigned(headers: Sequence[Header]) -> list[Named]:
    """Title and company of each header; either may be lacking."""
    titles, companies = _Evidence(headers, as_title), _Evidence(headers, as_company)
    order = _order(headers)
    return [_best(header, titles, companies, order) for header in headers]


def as_title(text: str) -> float:
    """How far the words say that this is a title."""
    if has_legal_form(text):
        return -2.0 if is_title(text) else -3.0
    if TRAINEESHIP.match(text):
        return 2.0
    if is_title(text):
        return 1.0 if ends_like_a_firm(text) else 3.0
    if is_degree(text) or is_place(text):
        return -1.5
    return -1.0 if is_company(text) else 0.0


def as_company(text: str) -> float:
    """How far the words say that this is a company."""
    if has_legal_form(text):
        return 3.0
    if ends_like_a_firm(text) or SELF.match(text):
        return 2.0
    if is_title(text) or TRAINEESHIP.match(text):
        return -2.0
    if is_company(text):
        return 1.5
    return 0.5 if is_school(text) else -1.5 if is_place(text) else 0.2


class _Evidence:
    """What the parts at a place are, over all entries."""

    def __init__(self, headers: Sequence[Header], score: Scored) -> None:
        self.own: dict[Piece, float] = {}
        self.at: Mapping[Place, list[float]] = defaultdict(list)
        for header in headers:
            for part in (*header.parts, *header.towns, *header.wholes):
                self.own[part] = score(part.text)
                if part not in header.wholes:
                    self.at[header.place(part)].append(self.own[part])

    def of(self, header: Header, part: Piece) -> float:
        there, own = self.at[header.place(part)], self.own[part]
        first = [] if part not in header.wholes else [p for p in header.parts if p.start == part.start]
        own_there = sum(self.own[p] for p in first) if part in header.wholes else own
        count = len(there) - (len(first) if part in header.wholes else 1)
        others = (sum(there) - own_there) / count if count else 0.0
        told = max(abs(as_title(part.text)), abs(as_company(part.text))) >= TOLD
        return self.own[part] + (TOLD_WEIGHT if told else 1.0) * others


def _order(headers: Sequence[Header]) -> float:
    """Above zero where titles stand before companies in the entries whose words leave no doubt, below where after."""
    votes = 0
    for header in headers:
        told = [as_title(part.text) > 2 for part in header.parts[:2]]
        votes += (told == [True, False]) - (told == [False, True])
    return (votes > 0) - (votes < 0)


def _best(header: Header, titles: _Evidence, companies: _Evidence, order: float) -> Named:
    held = {part: titles.of(header, part) for part in (*header.parts, *header.wholes)}
    firms = {part: companies.of(header, part) - BEHIND * header.place(part)[2] for part in header.parts}
    scored: Iterable[tuple[float, Named]] = (
        (_worth(header, pair, held, firms, order), pair) for pair in _pairs(header)
    )
    title, company = max(scored, key=lambda found: found[0], default=(0.0, (None, None)))[1]
    firm = company and without_remark(without_remark(company, KIND), ABOUT)
    return title and without_remark(title, TERMS), firm


def _pairs(header: Header) -> Iterator[Named]:
    choices: list[Piece | None] = [*header.parts, None]
    titles = [None] if header.said[0] else [*choices, *header.wholes]
    pairs = product(titles, [None] if header.said[1] else choices)
    return (
        (title, company) for title, company in pairs if title is not company and not _overlap(title, company)
    )


def _overlap(title: Piece | None, company: Piece | None) -> bool:
    return (
        title is not None and company is not None and title.start < company.end and company.start < title.end
    )


def _worth(
    header: Header, pair: Named, held: Mapping[Piece, float], firms: Mapping[Piece, float], order: float
) -> float:
    title, company = pair
    worth = (held[title] if title else LEAST) + (firms[company] if company else LEAST)
    if title and company:
        before = 1 if title.start < company.start else -1
        worth += ORDER * before * order + 0.1 * before
    left = [part for part in header.parts if not any(_overlap(part, named) for named in pair)]
    return worth - LEFT * len(left) - WHOLE * (title in header.wholes)
