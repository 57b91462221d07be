"""A second opinion on a page, by pdfminer.six: twenty times slower, so only for pages that look wrongly spaced."""

from __future__ import annotations

import re
from io import BytesIO

_WORD = re.compile(r"[^\W\d_]+")


def is_doubtful(text: str) -> bool:
    """Many words that are far too long (glued) or a single letter (torn apart)."""
    return _oddness(text) > 0.05


def better(text: str, content: bytes, page: int) -> str:
    """The text of page `page` (from 0) by pdfminer.six where that looks better spaced, else `text`."""
    # Deferred on purpose: few pages need it.
    from pdfminer.high_level import extract_text

    other: str = extract_text(BytesIO(content), page_numbers=[page])
    enough = len(re.sub(r"\s", "", other)) > 0.9 * len(re.sub(r"\s", "", text))
    return other if enough and _oddness(other) < 0.5 * _oddness(text) else text


def _oddness(text: str) -> float:
    words = [word for word in _WORD.findall(text) if word.isascii()]
    if len(words) < 20:
        return 0.0
    odd = sum(len(word) > 22 or (len(word) == 1 and word not in "aAI") for word in words)
    return odd / len(words)
