"""A resume in pieces that an embedding model reads whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 1000
"""Characters a chunk. MiniLM reads 256 word pieces; in real resumes more than nine in ten pieces of this length
fit."""
OVERLAP = 150
"""A last line up to this long is repeated at the start of the next chunk."""

_LINE = re.compile(r"[^\n]*\S[^\n]*")


def chunks(text: str) -> list[tuple[int, int]]:
    """Spans of consecutive lines, in order, together covering every word; a new one begins at a paragraph where the
    one before is more than half full. Empty for a text without words."""
    spans: list[tuple[int, int]] = []
    start = end = last = -1
    for line_start, line_end in _lines(text):
        if start >= 0 and _full(text, start, end, line_start, line_end):
            spans.append((start, end))
            start = last if end - last <= OVERLAP and line_end - last <= LONGEST else line_start
        start = line_start if start < 0 else start
        last, end = line_start, line_end
    return [*spans, (start, end)] if start >= 0 else spans


def _full(text: str, start: int, end: int, line_start: int, line_end: int) -> bool:
    if line_end - start > LONGEST:
        return True
    new_paragraph = text.count("\n", end, line_start) > 1
    return new_paragraph and end - start > LONGEST // 2


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Lines with words; one that is longer than a chunk comes in pieces, cut between words where there are any."""
    for line in _LINE.finditer(text):
        start, end = line.span()
        while end - start > LONGEST:
            space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
            cut = space if space > 0 else start + LONGEST
            yield start, cut
            start = cut
        if text[start:end].strip():
            yield start, end
