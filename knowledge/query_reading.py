"""A recruiter's sentence to a query, without a model."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from knowledge import skills
from knowledge.locations import find_places
from knowledge.query import Query
from knowledge.wording import FILLERS, blank, languages, negative, role_of, singular, years

LONGEST = 2000
"""Characters of a sentence that are read."""


def understand(text: str, known_locations: Collection[str] = ()) -> Query:
    """Read "python developers with 5+ years in Berlin who know kafka". `known_locations` are the resumes' own, so that
    "from Reading" is a place where somebody lives there. Never raises."""
    return _Reading(text[:LONGEST], known_locations).query()


@dataclass(frozen=True)
class _Part:
    value: str
    start: int
    end: int


class _Reading:
    """One sentence, taken apart: each part with its place in it."""

    def __init__(self, said: str, known: Collection[str]) -> None:
        self.years = years(said)
        self.text = blank(said, self.years)
        self.negative = negative(self.text)
        self.languages = [_Part(s.name, s.start, s.end) for s in languages(self.text)]
        self.skills = sorted(_skills(self.text), key=lambda part: part.start)
        places = [_Part(p.name, p.start, p.end) for p in find_places(self.text, known)]
        self.places = _outside(places, [*self.skills, *self.languages])
        words = [_Part(match[0], *match.span()) for match in _WORD.finditer(self.text)]
        unread = _outside(words, [*self.skills, *self.languages, *self.places])
        self.titles = list(_titles(unread, self.text))
        self.words = [w for w in _outside(unread, self.titles) if w.value.lower() not in FILLERS]

    def query(self) -> Query:
        soft = [match.span() for match in _SOFT.finditer(self.text)]
        nice = [s for s in self._wanted(self.skills) if any(start <= s.start < end for start, end in soft)]
        groups = _groups([s for s in self._wanted(self.skills) if s not in nice], self.text)
        low, high = self._bounds()
        return Query(
            text=self._meaning(),
            must_skills=_values(part for group in groups if len(group) == 1 for part in group),
            any_skills=tuple(_values(group) for group in groups if len(group) > 1),
            nice_skills=_values(nice),
            without_skills=_values(self._unwanted(self.skills)),
            min_years=low,
            max_years=high,
            locations=_values(self._wanted(self.places)),
            without_locations=_values(self._unwanted(self.places)),
            titles=_values(self._wanted(self.titles)),
            without_titles=_values(self._unwanted(self.titles)),
            languages=_values(self._wanted(self.languages)),
            without_words=_values(self._unwanted(self.words)),
        )

    def _wanted(self, parts: Iterable[_Part]) -> list[_Part]:
        return [part for part in parts if not self.negative[part.start]]

    def _unwanted(self, parts: Iterable[_Part]) -> list[_Part]:
        return [part for part in parts if self.negative[part.start]]

    def _meaning(self) -> str:
        parts = self._wanted([*self.skills, *self.titles, *self.words])
        return " ".join(self.text[p.start : p.end] for p in sorted(parts, key=lambda part: part.start))

    def _bounds(self) -> tuple[float | None, float | None]:
        """The narrowest bounds said; "not less than" and "exclude those with less than" turn a bound around."""
        low: list[float] = []
        high: list[float] = []
        for span in self.years:
            least, most = (span.most, span.least) if self.negative[span.start] else (span.least, span.most)
            low += [least] if least is not None else []
            high += [most] if most is not None else []
        return max(low, default=None), min(high, default=None)


def _outside(parts: Iterable[_Part], taken: Collection[_Part]) -> list[_Part]:
    """Those that do not overlap what was understood before."""
    return [p for p in parts if not any(t.start < p.end and p.start < t.end for t in taken)]


_WORD = re.compile(r"[^\W_](?:[\w+#.'’-]*[\w+#])?")
_SOFT = re.compile(
    r"\b(?:ideally|preferably|optionally|desirabl[ey]|nice[- ]to[- ]have|bonus(?: points)?)\b[^.;]*"
    r"|\b[^,.;]{0,60}\b(?:a plus|preferred|optional|an advantage|would be nice)\b",
    re.IGNORECASE,
)
_BEFORE_SKILL = re.compile(
    r"(?:\A|[,/]|\b(?:with|without|knows?|knowing|using|no|not|and|or|plus|has|have|in|but|only|also|ideally|sql))\s*$",
    re.IGNORECASE,
)
_AFTER_SKILL = re.compile(
    r"\s*(?:$|[,.;/?!]|(?:and|or|but|who|with|instead|experience|skills|knowledge|develop|engineer|program"
    r"|an? (?:plus|advantage|bonus)))",
    re.IGNORECASE,
)


def _skills(text: str) -> Iterator[_Part]:
    """What the taxonomy finds, and its ambiguous words ("go", "r") where a search can only mean the skill."""
    taken = 0
    mentions = iter(skills.find(text))
    following = next(mentions, None)
    for word in _WORD.finditer(text):
        while following and following.start <= word.start():
            yield _Part(following.name, following.start, following.end)
            taken, following = following.end, next(mentions, None)
        name = None if word.start() < taken or role_of(word[0]) else skills.canonical(word[0])
        if (
            name
            and _BEFORE_SKILL.search(_before(text, word.start()))
            and _AFTER_SKILL.match(text, word.end())
        ):
            yield _Part(name, *word.span())


def _before(text: str, position: int) -> str:
    """The end of what stands before, as much as a trigger may be long."""
    return text[max(0, position - 20) : position]


def _titles(words: list[_Part], text: str) -> Iterator[_Part]:
    """A role noun with up to three words before it: "senior data scientists"."""
    for position, word in enumerate(words):
        following = words[position + 1] if position + 1 < len(words) else None
        if not role_of(word.value) or (
            following and role_of(following.value) and _adjacent(word, following, text)
        ):
            continue
        first = position
        while position - first < 3 and first and _modifies(words[first - 1], words[first], text):
            first -= 1
        modifiers = [part.value.lower() for part in words[first:position]]
        yield _Part(" ".join([*modifiers, singular(word.value.lower())]), words[first].start, word.end)


def _modifies(word: _Part, following: _Part, text: str) -> bool:
    return word.value.lower() not in FILLERS and _adjacent(word, following, text)


def _adjacent(word: _Part, following: _Part, text: str) -> bool:
    return not text[word.end : following.start].strip(" -")


_BETWEEN = re.compile(r"\s*,?\s*(?P<or>or\b|/)?\s*$", re.IGNORECASE)


def _groups(parts: list[_Part], text: str) -> list[list[_Part]]:
    """Skills listed with an "or" stand for each other; all others stand alone."""
    runs: list[list[_Part]] = []
    either: list[bool] = []
    for part in parts:
        joined = _BETWEEN.match(text[runs[-1][-1].end : part.start]) if runs else None
        if joined:
            runs[-1].append(part)
            either[-1] |= bool(joined["or"])
        else:
            runs.append([part])
            either.append(False)
    listed = zip(runs, either, strict=True)
    return [group for run, is_or in listed for group in ([run] if is_or else [[part] for part in run])]


def _values(parts: Iterable[_Part]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.value for part in parts))
