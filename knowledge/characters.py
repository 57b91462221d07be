"""Characters as a reader sees them: ligatures resolved, icons and invisible ones gone."""

from __future__ import annotations

import re
import unicodedata

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
HYPHENS = "\u2010\u2011"
"""Hyphens that fonts draw like the one of ASCII."""
_BULLETS = {
    "\uf0b7",
    "\uf0a7",
    "\uf0d8",
    "\uf076",
    "\uf0a8",
    "\uf0fc",
    "\uf02d",
    "\uf06c",
    "\uf06e",
    "\uf071",
}
"""Bullets of the Symbol and Wingdings fonts, in the private use area where writers leave them."""
TEX = {
    0x10: "“", 0x11: "”", 0x12: "„", 0x13: "«", 0x14: "»", 0x15: "–", 0x16: "—",
    0x1B: "ff", 0x1C: "fi", 0x1D: "fl", 0x1E: "ffi", 0x1F: "ffl", 0x88: "•",
}  # fmt: skip
"""Codes of TeX's Cork encoding (T1, and TS1's bullet), which its bitmap fonts use without saying what they mean."""
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff]+"
)
"""Characters that take no room or steer direction; tag characters (U+E0000 on) can spell out whole sentences."""
_PLAIN = str.maketrans(LIGATURES | dict.fromkeys(_BULLETS, "•") | dict.fromkeys(HYPHENS, "-"))
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_SPACES = re.compile(r"[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")


def visible(code: int) -> str:
    """The character of a code point as read: "" for one that nobody sees."""
    if code in TEX:
        return TEX[code]
    if code < 0x0300:
        return "" if code == 0xAD or code < 32 or 0x7F <= code < 0xA0 else chr(code)
    if code > 0x10FFFF or 0xD800 <= code < 0xE000:
        return ""
    character = chr(code)
    if character in _BULLETS:
        return "•"
    if character in LIGATURES:
        return LIGATURES[character]
    if character in HYPHENS:
        return "-"
    return "" if _PRIVATE.match(character) or INVISIBLE.match(character) else character


_ACCENT = re.compile("([\u02c7\u00b4\u00a8\u02dc\u02c6\u02da\u02dd\u02d9])([A-Za-z\u0131])")
_COMBINING = dict(
    zip(
        "\u02c7\u00b4\u00a8\u02dc\u02c6\u02da\u02dd\u02d9",
        "\u030c\u0301\u0308\u0303\u0302\u030a\u030b\u0307",
        strict=True,
    )
)


def accented(text: str) -> str:
    """Text in which accents drawn by themselves before their letters, as TeX does, are on them ("\u02c7r" is "ř")."""
    if text.isascii():
        return text
    return _ACCENT.sub(
        lambda m: unicodedata.normalize("NFC", m[2].replace("\u0131", "i") + _COMBINING[m[1]]), text
    )


_MISREAD = re.compile(
    "[\u00c2\u00c3][\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018-\u201d\u2022\u2013\u2014\u02dc\u2122"
    "\u0161\u203a\u0153\u017e\u0178]|\u00e2\u20ac[\u0080-\u00bf\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018-\u201d\u2022\u2013\u2014\u02dc\u2122"
    "\u0161\u203a\u0153\u017e\u0178]?|\u00ef\u00bc\u008d?|(?<=[a-z0-9%.,;:)])\u00c2(?=\\s|$)"
)
"""UTF-8 that a writer took for Windows-1252: "Ã¼" for "ü", "â€“" for "–"; its undefined bytes may be lost."""
_HALF_LOST = {"\u00e2\u20ac": "”", "\u00ef\u00bc": "–", "\u00ef\u00bc\u008d": "–", "\u00c2": ""}


def _reread(match: re.Match[str]) -> str:
    if match[0] in _HALF_LOST:
        return _HALF_LOST[match[0]]
    try:
        return b"".join(map(_byte, match[0])).decode()
    except UnicodeError:
        return match[0]


def _byte(character: str) -> bytes:
    return character.encode("latin-1" if ord(character) < 256 else "cp1252")


def clean(text: str) -> str:
    """Text as a reader sees it: NFC, ligatures resolved, plain blanks, no control, private-use or zero-width characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\x0b", "\n")
    if not text.isascii():
        text = text.translate(_PLAIN)
        text = _MISREAD.sub(_reread, text)
        text = _SPACES.sub(" ", _PRIVATE.sub("", INVISIBLE.sub("", text)))
    text = unicodedata.normalize("NFC", _CONTROL.sub("", text))
    text = "\n".join(line.strip(" ") for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def smuggled(text: str) -> list[str]:
    """What invisible characters spell: runs of tag characters decoded, long runs of zero-width ones counted.

    Single ones are common leftovers of word processors and are no evidence of anything.
    """
    found = []
    for run in INVISIBLE.findall(text):
        tags = "".join(chr(ord(c) - 0xE0000) for c in run if 0xE0020 <= ord(c) < 0xE007F)
        if tags:
            found.append(tags)
        elif len(run) >= 8:
            found.append(f"{len(run)} zero-width characters")
    return found
