"""Finds names of people and jobs by the words around them, so that any name in any case is found."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.understanding.linear import LinearModel
from bot.understanding.words import UNKNOWN, kind

OUTSIDE = "O"
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
KINDS = {"candidate": "person", "person": "person", "job": "job"}
"""Annotated entities whose names are learnt, and what kind of name each is."""
_TOKEN = re.compile(
    r"'s\b"
    r"|(?i:\b(?:\w|dr|mr|mrs|ms|prof|st)\.)(?=\s)"
    r"|[.#]?\w+(?:[-.&/'](?!s\b)\w+)*(?:[+#]+)?"
    r"|[^\w\s]"
)


@dataclass(frozen=True)
class Token:
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Span:
    """Characters `start`..`end` (end excluded) that name a person or a job."""

    kind: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    return [Token(m[0], m.start(), m.end()) for m in _TOKEN.finditer(text)]


def token_features(said: Sequence[str], cases: str, at: int, before: str, intent: str) -> list[str]:
    """What the tagger knows of the word at `at`: itself and its neighbours (masked words and their case), and the
    label before it."""
    case = f" {cases} "[at : at + 3]
    left2, left, here, right, right2 = (
        said[i] if 0 <= i < len(said) else "<edge>" for i in range(at - 2, at + 3)
    )
    return [
        f"before={before}",
        f"before={before} here={here}",
        f"before={before} left={left} here={here}",
        f"before={before} here={here} right={right}",
        f"before={before} intent={intent} here={here}",
        f"here={here}",
        f"here={here} intent={intent}",
        f"left={left}",
        f"left={left} intent={intent}",
        f"left={left} here={here}",
        f"left={left2} {left}",
        f"left={left2} {left} here={here}",
        f"right={right}",
        f"here={here} right={right}",
        f"right={right} {right2}",
        f"left={left} right={right}",
        f"case={case} before={before}",
        f"case={case} here={here}",
    ]


def cased(said: Sequence[Token]) -> str:
    """A letter a token: does it begin with a capital?"""
    return "".join("X" if token.text[0].isupper() else "x" for token in said)


def masked(said: Sequence[Token], known: Container[str]) -> list[str]:
    """Words as the tagger sees them: its own, one for all ordinals, and one for all others, names among them."""
    words = [*map(plain, said), ""]
    return [
        word if word in known and not _names(word, after, known) else UNKNOWN
        for word, after in pairwise(words)
    ]


def _names(word: str, after: str, known: Container[str]) -> bool:
    """Is it a part of a name here? "an" is no article before a consonant ("Tran Van An to offer"), nor is "may" a verb
    or a month before a word that is none of the tagger's ("May Turner")."""
    if word == "an":
        return not after.startswith(tuple("aeiouh<0"))
    return word == "may" and after.isalpha() and after not in known


def plain(token: Token) -> str:
    word = kind(token.text.casefold())
    return ORDINALS[0] if word in ORDINALS else word


@dataclass(frozen=True)
class SpanFinder:
    """`known` are the words that may surround a name; all others look alike to the model."""

    model: LinearModel
    known: frozenset[str]

    def find(self, text: str, intent: str) -> list[Span]:
        """Spans in order, never overlapping."""
        said = tokens(text)
        seen, cases = masked(said, self.known), cased(said)
        spans: list[Span] = []
        before = OUTSIDE
        for at, token in enumerate(said):
            before = self._label(token_features(seen, cases, at, before, intent), before)
            if before == OUTSIDE:
                continue
            if before.startswith("I-"):
                spans[-1] = Span(spans[-1].kind, spans[-1].start, token.end)
            else:
                spans.append(Span(before[2:], token.start, token.end))
        return spans

    def _label(self, features: list[str], before: str) -> str:
        """The likeliest label that may follow `before`: a name goes on only where it has begun."""
        chances = self.model.probabilities(features).tolist()
        for _, label in sorted(zip(chances, self.model.labels, strict=True), reverse=True):
            if not label.startswith("I-") or (before != OUTSIDE and before[2:] == label[2:]):
                return label
        return OUTSIDE


def about_leave(intent: str) -> bool:
    return intent.startswith("leave_")


@dataclass(frozen=True)
class Taggers:
    """A finder for each area: sentences about hiring, pay and the rest, and about leave."""

    others: SpanFinder
    leave: SpanFinder

    def find(self, text: str, intent: str) -> list[Span]:
        return (self.leave if about_leave(intent) else self.others).find(text, intent)
