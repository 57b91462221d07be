"""A second opinion on a page, by pdfminer.six: twenty times slower, so only for pages that look wrongly spaced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from knowledge.layout import arrange
from knowledge.words import Word

if TYPE_CHECKING:
    from pdfminer.layout import LTTextLine

_WORD = re.compile(r"[^\W\d_]+")
_TORN = re.compile(
    r"(?<!\S)[^\W\d_](?= [^\W\d_](?!\S))|(?<![\w.'’&/+-])(?:[b-df-hj-np-tv-xz](?![\w.'’&/+#-])|[B-HJ-Z](?= [a-z]{2}))"
)
"""A letter by itself that is no word ("a", "y"), initial ("J. Doe"), short form ("l’eau") or name ("C++")."""
ODD = 0.025
"""Share of such words from which a page is doubtful."""
_UNKNOWN = re.compile(r"\(cid:\d+\)")
"""What pdfminer.six writes for a character of which it knows no letter."""


def is_doubtful(text: str) -> bool:
    """Many words that are far too long (glued) or torn apart."""
    return _oddness(text) > ODD


def better(text: str, content: bytes, page: int) -> str:
    """The text of page `page` (from 0) by pdfminer.six where that looks better spaced, else `text`."""
    other = "\n".join(arrange(_words(content, page)))
    enough = len(re.sub(r"\s", "", other)) > 0.9 * len(re.sub(r"\s", "", text))
    return other if enough and _oddness(other) < 0.5 * _oddness(text) else text


def _words(content: bytes, page: int) -> Iterator[Word]:
    """Words in pdfminer.six's spacing, from the page's top left corner."""
    # Deferred on purpose: few pages need it.
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTTextContainer, LTTextLine

    for sheet in extract_pages(BytesIO(content), page_numbers=[page]):
        for box in sheet:
            for line in box if isinstance(box, LTTextContainer) else ():
                if isinstance(line, LTTextLine):
                    yield from _of_line(line, sheet.height)


def _of_line(line: LTTextLine, height: float) -> Iterator[Word]:
    from pdfminer.layout import LTChar

    text, x0, x1 = "", 0.0, 0.0
    for item in [*line, None]:
        letter = item.get_text() if isinstance(item, LTChar) else ""
        if letter.strip() and isinstance(item, LTChar):
            x0, x1 = (x0 if text else item.x0), item.x1
            text += "" if _UNKNOWN.fullmatch(letter) else letter
        elif text:
            yield Word(text, x0, x1, height - line.y0, line.height)
            text = ""


def _oddness(text: str) -> float:
    words = [word for word in _WORD.findall(text) if word.isascii()]
    if len(words) < 20:
        return 0.0
    glued = sum(len(word) > 22 for word in words)
    return (glued + len(_TORN.findall(text))) / len(words)
