"""Skills in free text, by a taxonomy with synonyms (`skills.yaml`, made to be extended)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

TAXONOMY = Path(__file__).with_name("skills.yaml")
TECHNICAL = frozenset({"software", "data", "cloud"})
"""Trades whose skills are listed side by side, so that each is context for the others."""


@dataclass(frozen=True)
class Mention:
    """`name` is the canonical skill; `text[start:end]` the words that say it."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Taxonomy:
    names: Mapping[str, str]
    """Term, folded → canonical name."""
    trades: Mapping[str, str]
    """Canonical name → trade."""
    ambiguous: Mapping[str, tuple[str, str]]
    """Term, folded → (how strict to be: exact, cased or listed; the spelling that counts)."""
    pattern: re.Pattern[str]


def find(text: str) -> list[Mention]:
    """Mentions of skills in reading order, not overlapping; where two terms start together the longer one wins.

    Words that also mean something else ("Go", "Excel", "REST") count only as the taxonomy's `ambiguous` part says.
    """
    taxonomy = _taxonomy()
    candidates = [m for m in taxonomy.pattern.finditer(text) if not _in_address(text, m)]
    sure = [m for m in candidates if _fold(m[0]) not in taxonomy.ambiguous]
    kept = [m for m in candidates if _counts(text, m, sure, taxonomy)]
    return [Mention(taxonomy.names[_fold(m[0])], m.start(), m.end()) for m in kept]


def canonical(word: str) -> str | None:
    """The taxonomy's name for a word given as a skill ("k8s" → "Kubernetes"); None when it knows none."""
    names = _taxonomy().names
    return names.get(_fold(word)) or names.get(_fold(word).rstrip("s"))


def trade_of(name: str) -> str:
    """The trade of a canonical skill ("Kubernetes" → "cloud"). `KeyError` on a name not in the taxonomy."""
    return _taxonomy().trades[name]


def is_technical(name: str) -> bool:
    """Whether a skill is of the trades whose techniques have names of their own, which no resume says otherwise."""
    return _taxonomy().trades.get(name) in TECHNICAL


def every() -> tuple[str, ...]:
    """All canonical names."""
    return tuple(_taxonomy().trades)


def terms() -> Collection[str]:
    """Every name and synonym, in lower case."""
    return _taxonomy().names.keys()


def _fold(term: str) -> str:
    return re.sub(r"[\s\-‐‑–]+", " ", term.strip()).casefold()


@lru_cache(maxsize=1)
def _taxonomy() -> Taxonomy:
    trades: dict[str, dict[str, list[str]]] = yaml.safe_load(TAXONOMY.read_text(encoding="utf-8"))
    ambiguous = {
        _fold(word): (kind, word) for kind, words in trades.pop("ambiguous").items() for word in words
    }
    names: dict[str, str] = {}
    for skills in trades.values():
        for name, synonyms in skills.items():
            for term in (name, *synonyms):
                names[_fold(term)] = name
    plurals = {f"{t}s": n for t, n in names.items() if len(t) > 3 and t[-1].isalpha() and t not in ambiguous}
    names = plurals | names
    of_trade = {name: trade for trade, skills in trades.items() for name in skills}
    return Taxonomy(names, of_trade, ambiguous, _compile(names))


def _compile(terms: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all terms, as a tree of their letters: time does not grow with their number."""
    tree: dict[str, Any] = {}
    for term in terms:
        node = tree
        for character in term:
            node = node.setdefault(character, {})
        node[""] = {}
    before = r"(?<![\w@#])(?<!\w[.@])"
    after = r"(?![\w#@]|\+\+|\.(?-i:[a-z0-9]))"
    return re.compile(f"{before}{_branch(tree)}{after}", re.IGNORECASE)


def _branch(node: dict[str, Any]) -> str:
    options = [_atom(character) + _branch(child) for character, child in node.items() if character]
    if not options:
        return ""
    return f"(?:{'|'.join(options)}){'?' if '' in node else ''}"


def _atom(character: str) -> str:
    return r"[\s\-‐‑–]{1,2}" if character == " " else re.escape(character)


def _in_address(text: str, match: re.Match[str]) -> bool:
    """Inside a link or an e-mail address."""
    return bool(re.search(r"(://|www\.|@|\.\w{2,3}/)\S*$", text[max(0, match.start() - 80) : match.start()]))


def _counts(text: str, match: re.Match[str], sure: list[re.Match[str]], taxonomy: Taxonomy) -> bool:
    rule = taxonomy.ambiguous.get(_fold(match[0]))
    if rule is None:
        return True
    kind, spelling = rule
    written_so = match[0] == spelling
    if kind == "exact":
        return written_so
    if kind == "listed" and not written_so:
        return False
    if kind == "cased" and written_so and not _starts_sentence(text, match.start()):
        return True
    if _named(text, match):
        return True
    any_trade = kind == "cased" and written_so
    return _in_list(text, match, sure, taxonomy, any_trade)


def _starts_sentence(text: str, start: int) -> bool:
    return re.search(r"(?:^|[.!?:•●▪\n*-])\s*$", text[max(0, start - 10) : start]) is not None


_ROLE = re.compile(
    r"[\s-]+(?:program|develop|engineer|language|script|code|coding|backend|micro|service|api|framework"
    r"|package|spreadsheet|macro|formula|skill|administrat|database|application|app\b|native|apps\b)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:in|with|using|know|knows|know-how of|knowledge of|proficiency in)\s$", re.IGNORECASE
)
_STOP = re.compile(r"\s*(?:[,;.)|/•]|\(|$|\n|(?:and|or|for|to|on|at|since|experience|und)\b)", re.IGNORECASE)


def _named(text: str, match: re.Match[str]) -> bool:
    """ "written in Go.", "Go developer"."""
    before, after = text[max(0, match.start() - 20) : match.start()], text[match.end() : match.end() + 20]
    return bool(_ROLE.match(after) or (_BEFORE.search(before) and _STOP.match(after)))


_OPENS = re.compile(r"(?:^|[,;:|/•●▪·(\n]|\b(?:and|or|und)|[-–*&])\s*$", re.IGNORECASE)
_CLOSES = re.compile(r"\s*(?:[,;|/•●▪·()\n]|\.(?:\s|$)|$|(?:and|or|und)\b|&(?!\w))", re.IGNORECASE)


def _in_list(
    text: str, match: re.Match[str], sure: list[re.Match[str]], taxonomy: Taxonomy, any_trade: bool
) -> bool:
    """Between separators, and within 60 characters of an unmistakable skill, of an allied trade where asked for."""
    if not _OPENS.search(text[max(0, match.start() - 8) : match.start()]):
        return False
    if not _CLOSES.match(text[match.end() : match.end() + 8]):
        return False
    trade = taxonomy.trades[taxonomy.names[_fold(match[0])]]
    allied = TECHNICAL if trade in TECHNICAL else frozenset({trade})
    near = (taxonomy.trades[taxonomy.names[_fold(m[0])]] for m in _near(match, sure))
    return any(any_trade or other in allied for other in near)


def _near(match: re.Match[str], others: list[re.Match[str]], reach: int = 60) -> Iterator[re.Match[str]]:
    return (m for m in others if match.start() - reach <= m.start() <= match.end() + reach)
