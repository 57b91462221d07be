"""Words that a line's end broke in two, each whole again on the line where it begins."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from knowledge.words import Word

BROKEN = "\u00ad"
"""What stands for the hyphen at the end of a line behind which a word goes on."""
_BEFORE = re.compile(
    r"\b(?:self|part|full|cross|non|hands|high|low|long|short|well|end|front|back|real|multi|follow)$", re.I
)
_BEHIND = re.compile(
    r"(?:facing|based|driven|led|time|term|level|scale|stack|wide|site|house|functional|oriented|friendly|performing|quality"
    r"|related|specific|free|ready|critical|speaking|centric|to|of|and|up)\b"
)
"""Words that stand before a hyphen, or behind one."""
_WORD = re.compile(r"[^\W\d_]{4,}")


def whole(runs: list[Word]) -> list[Word]:
    """Runs in the order they are drawn; the rest of a broken word stands at the head of the one that follows. A hyphen that
    the writer set stays: before a capital, in an address, between words that the page knows."""
    known: Counter[str] = Counter()
    for upper, lower in pairwise(runs):
        if not upper.text.endswith(BROKEN):
            continue
        known = known or Counter(word for run in runs for word in _WORD.findall(run.text.casefold()))
        upper.text = upper.text.rstrip(BROKEN)
        first = lower.text.split(maxsplit=1)[0] if lower.text.strip() else ""
        if first[:1].isalpha():
            upper.text += _hyphen(upper.text.rpartition(" ")[2], first, known) + first
            lower.text = lower.text.lstrip()[len(first) :].lstrip()
    return [run for run in runs if run.text]


def _hyphen(left: str, right: str, known: Counter[str]) -> str:
    if right[0].isupper() or re.search(r"[@/.]", left) or _BEFORE.search(left) or _BEHIND.match(right):
        return "-"
    head, tail = re.search(r"[^\W\d_]*$", left), re.match(r"[^\W\d_]*", right)
    parts = [part[0].casefold() for part in (head, tail) if part]
    return "-" if any(known[part] > 1 for part in parts) else ""  # each was counted once where it stands
