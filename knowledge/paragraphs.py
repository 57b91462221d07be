"""Employments told in paragraphs ("2019–2022 Cook, Acme Foods, Lyon. Ran the cold kitchen and"): dates, post and firm up to the first
full stop, and behind it what was done."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from knowledge.dates import Period
from knowledge.header_lines import names_something
from knowledge.header_words import EDGES
from knowledge.lines import Line, Piece
from knowledge.titles import is_title
from knowledge.torn_names import leads_on

_STOP = re.compile(r"(?<=[^\W\d_]{3})\.(?:\s+(?=[A-ZÀ-Þ])|$)|(?<=\))\.\s+(?=[A-ZÀ-Þ])")
_PARTED = re.compile(r",\s|:\s|\s(?:[–—|-]|at|bei|chez|presso|hos|bij|ved)\s")
LONGEST = 16
"""Words of post, firm and town."""
REST = 6
"""Words of them that may have had no room on the line of the dates."""


def told_apart(lines: Sequence[Line], periods: Sequence[Period]) -> list[Line]:
    """The lines; of those that begin with dates, what follows the full stop behind post and firm as a line of its own, and what
    of these two had no room beside the dates with them."""
    starts = [period.at for period in periods]
    found: list[Line] = []
    following = iter([*lines[1:], None])
    taken: Line | None = None
    for line in lines:
        below = next(following)
        if line is taken:
            continue
        at = bisect_left(starts, line.start)
        period = periods[at] if at < len(periods) else None
        if period is None or line.is_bullet or not _begins(line, period):
            found.append(line)
            continue
        nearest = periods[at + 1].at if at + 1 < len(periods) else line.end + 1000
        parts = _parted(
            line, period, below if below and _runs_on(line, below) and nearest > below.end else None
        )
        taken = below if parts[-1].end > line.end else None
        found += parts
    return found


def _begins(line: Line, period: Period) -> bool:
    """The dates stand first on the line, and something behind them."""
    before = line.text[: max(0, period.at - line.start)]
    return period.until < line.end and not before.strip(EDGES)


def _runs_on(line: Line, below: Line) -> bool:
    return below.start == line.end + 1 and not below.is_bullet and "\t" not in below.text


def _parted(line: Line, period: Period, below: Line | None) -> list[Line]:
    """The header, and what is told behind it; the line itself where it is no such beginning."""
    dates = period.until - line.start
    whole = Piece(f"{line.text}\n{below.text}" if below else line.text, line.start)
    for stop in _STOP.finditer(whole.text, dates):
        torn = stop.start() > len(line.text)
        if torn and not _ends_name(line, whole.text[len(line.text) : stop.start()]):
            break
        if names_entry(whole.text[dates : stop.start()]) and (torn or below or stop.end() < len(line.text)):
            head = whole.part(0, stop.start())
            told = whole.part(stop.end(), len(whole.text if torn else line.text))
            rest = [Line(told.text, told.start, False)] if told.text else []
            return [Line(head.text, head.start, line.after_gap), *rest]
    return [line]


def _ends_name(line: Line, rest: str) -> bool:
    """Whether words on the next line end what a line names: it is left hanging, or each of them has a capital."""
    words = [word for word in re.findall(r"[^\W\d_][\w'’.-]*", rest) if len(word) > 3 or word[0].isupper()]
    hangs = line.text.endswith((",", "&")) or leads_on(line, Line(rest, line.end, False))
    return len(words) <= REST and (hangs or all(word[0].isupper() for word in words))


def names_entry(text: str) -> bool:
    """Post and firm, and maybe a town."""
    bare = " ".join(text.strip(EDGES + ".").split())
    return (
        len(bare.split()) <= LONGEST
        and _PARTED.search(bare) is not None
        and is_title(bare)
        and names_something(bare)
    )
