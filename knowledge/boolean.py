"""Boolean searches, for who types them: `(java OR kotlin) AND NOT "spring boot"`.

The grammar is that of the job boards: AND, OR and NOT in capitals, parentheses, quotes; a minus before a word is NOT,
words side by side are AND. AND binds closer than OR.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.errors import BadInput

_TOKEN = re.compile(r'"([^"]*)"|“([^”]*)”|([()])|([^\s()"“]+)')
_OPERATORS = frozenset({"AND", "OR", "NOT"})
_BOOLEAN = re.compile(r"\b(?:AND|OR|NOT)\b")
MOST = 200
"""Words and signs of an expression."""


@dataclass(frozen=True)
class Term:
    words: str
    quoted: bool


@dataclass(frozen=True)
class Not:
    of: Expression


@dataclass(frozen=True)
class Both:
    """All of them."""

    of: tuple[Expression, ...]


@dataclass(frozen=True)
class AnyOf:
    of: tuple[Expression, ...]


Expression = Term | Not | Both | AnyOf


def is_boolean(text: str) -> bool:
    """Whether somebody means the operators: written in capitals, and not everything else is too."""
    if not _BOOLEAN.search(text):
        return bool(re.fullmatch(r'\s*-?(?:"[^"]+"|“[^”]+”)(?:\s+-?(?:"[^"]+"|“[^”]+”))*\s*', text))
    return not _BOOLEAN.sub("", text).isupper() or bool(re.search(r'[()"]', text))


def parse(text: str) -> Expression:
    """Raises `BadInput` with what is wrong and where."""
    tokens = list(_tokens(text))
    if len(tokens) > MOST:
        raise BadInput(f"That search has {len(tokens)} words and signs; please keep it under {MOST}.")
    if sum(t == "(" for t in tokens) != sum(t == ")" for t in tokens):
        raise BadInput("The parentheses of that search do not match. Please close every one that you open.")
    parser = _Parser(tokens)
    found = parser.either()
    if parser.left:
        raise BadInput(f"I cannot read that search from {_shown(parser.left[0])} on. {_HOW}")
    if not all(term.words for term in terms(found)):
        raise BadInput(f"There is nothing between the quotes of that search. {_HOW}")
    return found


def terms(expression: Expression) -> Iterator[Term]:
    """Those that are wanted, in order."""
    if isinstance(expression, Term):
        yield expression
    elif not isinstance(expression, Not):
        for part in expression.of:
            yield from terms(part)


_HOW = 'An example: (java OR kotlin) AND NOT "spring boot".'


def _tokens(text: str) -> Iterator[str | Term]:
    for quoted, curly, sign, word in _TOKEN.findall(text):
        if quoted or curly:
            yield Term((quoted or curly).strip(), True)
        elif sign or word in _OPERATORS:
            yield sign or word
        elif word.startswith("-") and len(word) > 1:
            yield "NOT"
            yield Term(word[1:], False)
        elif word == "-":
            yield "NOT"
        elif cleaned := word.strip(",;.:?!"):
            yield Term(cleaned, False)


class _Parser:
    def __init__(self, tokens: list[str | Term]) -> None:
        self.left = tokens

    def either(self) -> Expression:
        parts = [self._both()]
        while self.left and self.left[0] == "OR":
            self.left.pop(0)
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def _both(self) -> Expression:
        parts = [self._one()]
        while self.left and self.left[0] not in ("OR", ")"):
            if self.left[0] == "AND":
                self.left.pop(0)
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else Both(tuple(parts))

    def _one(self) -> Expression:
        if not self.left:
            raise BadInput(f"That search ends too early: something is missing after the last word. {_HOW}")
        here = self.left.pop(0)
        if isinstance(here, Term):
            return here
        if here == "NOT":
            return Not(self._one())
        if here == "(":
            inner = self.either()
            if self.left and self.left[0] == ")":
                self.left.pop(0)
                return inner
        raise BadInput(f"I cannot read that search at {_shown(here)}. {_HOW}")


def _shown(token: str | Term) -> str:
    return f"“{token.words if isinstance(token, Term) else token}”"
