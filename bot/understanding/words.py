"""Text to what the models look at: cleaned text, words, n-grams."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from itertools import pairwise

LONGEST = 2000
"""Characters that are read; the rest of a longer message changes nothing."""
UNKNOWN = "<unknown>"
WEEKDAY = "<weekday>"
MONTH = "<month>"

_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "\u00ad": None})
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+|[#?+]")
_GREETING = re.compile(
    r"^(?:hi|hello|hey|good (?:morning|afternoon|evening))(?: there)?[ ,!.]+(?=(?:\S+ ){2}\S)", re.I
)
_WEEKDAY = re.compile(r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mon|tues?|weds?|thu|thurs?|fri)$")
_MONTH = re.compile(
    r"(?:january|february|april|june|july|august|september|october|november|december"
    r"|jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec)$"
)


def clean(text: str) -> str:
    """NFKC, straight quotes, no control or invisible characters, single spaces (line breaks stay), cut to `LONGEST`."""
    text = unicodedata.normalize("NFKC", text[:LONGEST]).translate(_QUOTES)
    text = "".join(c if c == "\n" or unicodedata.category(c)[0] != "C" else " " for c in text)
    return re.sub(r"[^\S\n]+", " ", text).strip()[:LONGEST]


def words(text: str) -> list[str]:
    """Lower-case words after the greeting; digits, weekdays and months become the word of their kind."""
    return [kind(word) for word in _WORD.findall(_GREETING.sub("", text).casefold())]


def kind(word: str) -> str:
    """The word, or what stands for all of its kind."""
    if word.isdigit():
        return "0"
    if _WEEKDAY.match(word):
        return WEEKDAY
    if _MONTH.match(word):
        return MONTH
    return word


def ngrams(text: str, known: Container[str]) -> list[str]:
    """Features of a sentence: words and pairs of words (unknown ones masked), and 3-4 characters within words."""
    said = words(text)
    masked = ["<s>", *(word if word in known else UNKNOWN for word in said), "</s>"]
    found = masked[1:-1] + [f"{a} {b}" for a, b in pairwise(masked)]
    for word in said:
        padded = f"_{word}_"
        for size in (3, 4):
            found += [padded[i : i + size] for i in range(len(padded) - size + 1)]
    return found
