"""Names of files as strangers write them: to keep, to say in a sentence, and to compare."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 200
LONGEST_SHOWN = 80
_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
"""Control characters, and marks that are not seen or turn the direction of what is read; joiners, which scripts and
pictures need, stay."""


def kept(name: str) -> str:
    """The name with the folder it lies in, if any; nothing in it that is not seen, and its ending whatever its length."""
    parts = [_seen(p) for p in re.split(r"[/\\]", name)]
    *folders, own = [p for p in parts if p not in ("", ".", "..")] or ["file"]
    stem, dot, ending = own.rpartition(".")
    if dot and len(ending) <= 10:
        own = f"{stem[: LONGEST - len(ending) - 1]}.{ending}"
    return "/".join([f[:LONGEST_SHOWN] for f in folders[-1:]] + [own[:LONGEST]])


def shown(name: str) -> str:
    """Without folders, and short enough for a sentence."""
    return _seen(re.split(r"[/\\]", name)[-1])[:LONGEST_SHOWN] or "The file"


def bare(name: str) -> str:
    """As two people may write it: without folders, whatever the case and however accents are encoded."""
    return _seen(re.split(r"[/\\]", name)[-1]).casefold()


def _seen(name: str) -> str:
    return unicodedata.normalize("NFC", _UNSEEN.sub("", name)).strip()
