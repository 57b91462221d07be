"""Names that a narrow column breaks over lines, each as one line again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.dates import is_date, periods, points
from knowledge.documents import Document
from knowledge.lines import Line
from knowledge.titles import is_degree, is_school

_LEADS = (
    r"\b(?:of|and|for|in|the|at|with|de|des|du|la|le|les|et|en|y|e|della|di|da|do|für|und|der|von|van|voor)$"
)
_LEADS_ON = re.compile(_LEADS)
_HANGS = re.compile(rf"(?:[&/–-]|,|{_LEADS})$")
"""What a name does not end in."""


_OPEN = re.compile(r"\d\s?(?:[–—-]|\b(?:to|until|till|bis|à|a|al|hasta|até|do|tot))$")
"""Where a range of dates breaks off before its end."""


def unwrapped(document: Document, lines: Sequence[Line]) -> list[Line]:
    """The lines of an education section, those that one before runs on to joined to it."""
    shouted = not all(line.text.isupper() for line in lines)
    found: list[Line] = []
    for line in lines:
        above = found[-1] if found else None
        if above and _next_to(document, above, line) and _goes_on(above, line, shouted=shouted):
            found[-1] = Line(document.text[above.start : line.end], above.start, above.after_gap)
        else:
            found.append(line)
    return found


def leads_on(above: Line | None, line: Line) -> bool:
    """Whether the line before, right above, is left hanging ("twelve years of" over "Education")."""
    return above is not None and not line.after_gap and _LEADS_ON.search(above.text) is not None


def _next_to(document: Document, above: Line, line: Line) -> bool:
    between = document.text[above.end : line.start]
    return not line.is_bullet and not line.after_gap and between.strip() == "" and between.count("\n") == 1


def _goes_on(above: Line, line: Line, *, shouted: bool) -> bool:
    """A name left hanging ("Institute of"), or capitals alone among lines that are not (`shouted`)."""
    if (_OPEN.search(above.text) or above.text.endswith(",")) and is_date(line.text):
        return True
    if not any(c.isalpha() for c in line.text):
        return False
    if _LEADS_ON.search(above.text) and not _dated(line):
        return True
    if _dated(above):
        return False
    if (_HANGS.search(above.text) or re.fullmatch(r"\([^()]+\)", line.text)) and not _dated(line):
        return True
    if not (shouted and above.text.isupper() and line.text.isupper()) or _dated(line):
        return False
    whole = (
        is_school(above.text)
        and (is_school(line.text) or is_degree(line.text))
        and len(above.text.split()) > 2
    )
    return not whole and not is_degree(line.text) and not is_degree(above.text)


def _dated(line: Line) -> bool:
    return bool(periods(line.text) or points(line.text))
