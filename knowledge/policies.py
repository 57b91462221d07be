"""Company policies: Markdown with front matter → clauses, and the clause that answers a question, quoted word for word."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml
from babel import Locale

from domain.errors import BadInput
from domain.policies import Clause, Policy

K1, B = 1.2, 0.75
"""BM25's usual saturation and length constants (Robertson and Zaragoza, 2009)."""
HEADING = 3
"""How often a word of the clause's heading counts."""
TITLE = 0.3
"""What a word of the policy's title, shared by all its clauses, adds, by its rarity."""
COVERED = 0.5
"""Share of the question, weighed by how rare its words are, that a clause must speak of to be quoted."""


@dataclass(frozen=True)
class Quoted:
    """The clause that fits best; `score` is its BM25 score (positive, comparable within one question)."""

    policy: Policy
    clause: Clause
    score: float


# --- reading -----------------------------------------------------------------------------------------------

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*\n(.*)\Z", re.DOTALL)
_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t]*#*$", re.MULTILINE)


def parse(markdown: str) -> Policy:
    """A policy from Markdown: front matter with title, version and effective_from, a clause under each heading.

    Text before the first heading is a clause under the policy's title. Raises `BadInput` saying what is missing.
    """
    match = _FRONT.match(markdown.replace("\r\n", "\n").lstrip("\ufeff\n"))
    if match is None:
        raise BadInput(
            "A policy starts with title, version and effective_from between two lines of three dashes."
        )
    facts = _front_matter(match[1])
    title, version = str(facts["title"]), str(facts["version"])
    clauses = markdown_clauses(match[2], title)
    if not clauses:
        raise BadInput(f"The policy {title} has no text. Please add clauses under headings.")
    countries, groups = _words_of(facts, "countries"), _words_of(facts, "groups")
    return Policy(
        id=policy_id(title, version, countries, groups),
        title=title,
        version=version,
        effective_from=facts["effective_from"],
        clauses=clauses,
        countries=countries,
        groups=groups,
    )


def policy_id(title: str, version: str, countries: Sequence[str] = (), groups: Sequence[str] = ()) -> str:
    whole = " ".join((title, version, *countries, *groups))
    return re.sub(r"[^a-z0-9]+", "-", whole.casefold()).strip("-")


def _words_of(facts: dict[str, Any], name: str) -> tuple[str, ...]:
    given = facts.get(name) or ()
    return (str(given),) if isinstance(given, str) else tuple(str(word) for word in given)


def _front_matter(text: str) -> dict[str, Any]:
    try:
        facts = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError) as error:
        raise BadInput(
            "The lines between the dashes are not valid YAML. Please write them as name: value."
        ) from error
    missing = [
        key
        for key in ("title", "version", "effective_from")
        if not isinstance(facts, dict) or not facts.get(key)
    ]
    if missing:
        raise BadInput(
            f"The policy lacks {', '.join(missing)}. Please add it between the lines of three dashes."
        )
    if not isinstance(facts["effective_from"], date):
        raise BadInput("The policy's effective_from is no date. Please write it as 2026-01-31.")
    return dict(facts)


def markdown_clauses(body: str, title: str) -> tuple[Clause, ...]:
    """A clause under each heading; text before the first is one under the title."""
    parts = _HEADING.split(body)
    pairs = [(title, parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]
    return tuple(Clause(heading=heading, text=text.strip()) for heading, text in pairs if text.strip())


# --- quoting -----------------------------------------------------------------------------------------------

_STOP = frozenset(
    re.findall(
        r"\w+",
        """a about after all also am an and any anybody anything are as at be been before but by can could do does doing for
    from get give had has have having he her his how i if in into is it its just let like many may me more most much
    must my need no not of on one or our out over per please policy rule say she should so some tell than that the their
    them then there these they this those to too up us want was we were what when where which who whom whose why will with
    would you your allowed allow possible ok okay hi hello thanks know ask work working company request period happen happens
    own use using take taking taken month months week weeks time off while during did days day now then next new still ever
    visit visiting during because since until till ago today tomorrow got getting""",
    )
)
_SAME = {
    "holiday": "vacation", "pto": "vacation", "wfh": "home", "remotely": "remote", "telework": "remote",
    "ill": "sick", "illness": "sick", "maternity": "parental", "paternity": "parental", "baby": "parental",
    "salary": "pay", "wage": "pay", "reimburse": "expense", "refund": "expense", "claim": "expense",
    "abroad": "country", "overseas": "country", "train": "train", "rail": "train", "flight": "fly", "plane": "fly",
    "present": "gift", "doctor": "certificate", "laptop": "equipment", "monitor": "screen", "harass": "harassment",
    "bully": "harassment", "cv": "resume", "delete": "erase", "removal": "erase", "rollover": "carry",
    "meal": "meal", "food": "meal", "lunch": "meal", "dinner": "meal", "boss": "manager", "lapse": "expire",
    "child": "child", "children": "child", "kid": "child", "accommodation": "hotel", "whistleblow": "speak",
    "airbnb": "hotel", "father": "parental", "mother": "parental", "dad": "parental", "mum": "parental", "mom": "parental",
    "pregnant": "parental", "newborn": "parental", "submit": "claim", "late": "within", "deadline": "within",
    "lose": "expire", "lost": "expire", "forfeit": "expire", "notice": "ahead", "commute": "way",
    "wine": "alcohol", "beer": "alcohol", "drink": "alcohol", "client": "customer", 
    "desk": "chair", "computer": "equipment", "keyboard": "equipment", "headset": "equipment",
    "paid": "pay", "cancelling": "cancel", "cancelled": "cancel", "cancellation": "cancel",
    "anonymously": "anonymous", "anonymous": "anonymous", "withdraw": "cancel", "salaries": "pay",
    "gig": "job", "freelance": "job", "moonlight": "job", "store": "keep", "retain": "keep",
    "retention": "keep", "dismissal": "dismiss", "fired": "dismiss", "sack": "dismiss", "sacked": "dismiss",
}  # fmt: skip
_PHRASES = (
    (re.compile(r"\bper diems?\b|\bdaily allowance\b"), "meal a day"),
    (re.compile(r"\bhome office\b|\bfrom home\b"), "home"),
    (re.compile(r"\bwho (?:pays|covers)\b(?: for)?"), ""),
    (re.compile(r"\ball[- ]hands?\b"), "assembly"),
    (re.compile(r"\bpaid back\b|\bmoney back\b"), "paid"),
    (re.compile(r"\b(?:second|side|another|other|extra) jobs?\b|\bside (?:hustle|business)\b"), "second job"),
    (re.compile(r"\b(?:doctor|gp)(?:'s|s)? (?:note|certificate|letter)\b|\bsick note\b"), "certificate"),
    (re.compile(r"\bbusiness class\b"), "economy flight"),
)
"""What people say in several words, in the words of policies."""
_COUNTRIES = frozenset(name.casefold() for code, name in Locale("en").territories.items() if code.isalpha())
"""Countries by name; a policy about working abroad names none of them."""
_ABROAD = re.compile(r"\bwork|\bremote|\blive\b|\blaptop\b")
_COUNTRY = re.compile(
    rf"\b(?:{'|'.join(map(re.escape, sorted(_COUNTRIES, key=len, reverse=True)))}|the (?:us|uk))\b"
)


def quote(question: str, policies: Sequence[Policy]) -> Quoted | None:
    """The clause that best answers a question, by BM25 over stemmed words; None when none speaks of most of it."""
    asked = set(_words(_plain(question)))
    places = [(policy, clause) for policy in policies for clause in policy.clauses]
    if not asked or not places:
        return None
    bags = [Counter(HEADING * _words(clause.heading) + _words(clause.text)) for _, clause in places]
    rarity = {word: _rarity(word, bags) for word in asked}
    titles = [set(_words(policy.title)) for policy, _ in places]
    mean = sum(bag.total() for bag in bags) / len(bags)
    scores = [
        _score(rarity, bag, mean) + TITLE * sum(rarity[word] for word in asked & title)
        for bag, title in zip(bags, titles, strict=True)
    ]
    best = max(range(len(places)), key=scores.__getitem__)
    covered = sum(rarity[word] for word in asked if word in bags[best] or word in titles[best])
    if covered < COVERED * sum(rarity.values()):
        return None
    return Quoted(*places[best], scores[best])


def _plain(question: str) -> str:
    """The question in the words of policies."""
    text = question.casefold().replace("’", "'")
    for pattern, meant in _PHRASES:
        text = pattern.sub(meant, text)
    return _COUNTRY.sub("country", text) if _ABROAD.search(text) else text


def _words(text: str) -> list[str]:
    words = re.findall(r"[^\W_]+", text.casefold().replace("'s", "").replace("’s", ""))
    return [_SAME.get(_stem(word), _stem(word)) for word in words if word not in _STOP and len(word) > 1]


def _stem(word: str) -> str:
    """Light stemming: plural, -ing, -ed, -ation and -y endings, as far as five letters remain or the word is plural."""
    if word in _SAME:
        return word
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        if len(word) - len(ending) >= 4 and word.endswith(ending):
            word = word[: -len(ending)]
            return word[:-1] if word[-1] == word[-2] and word[-1] not in "ls" else word
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def _rarity(word: str, bags: Sequence[Counter[str]]) -> float:
    """Inverse document frequency, always positive; largest for a word no clause has."""
    holding = sum(word in bag for bag in bags)
    return math.log(1 + (len(bags) - holding + 0.5) / (holding + 0.5))


def _score(rarity: dict[str, float], bag: Counter[str], mean: float) -> float:
    length = K1 * (1 - B + B * bag.total() / mean)
    return sum(
        weight * bag[word] * (K1 + 1) / (bag[word] + length) for word, weight in rarity.items() if bag[word]
    )
