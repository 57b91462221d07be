"""A recruiter's sentence to a query, without a model."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from textwrap import shorten

from knowledge import boolean, query_grammar, query_titles, skills
from knowledge.degrees import DEGREES
from knowledge.locations import find_places, places_of
from knowledge.query import Query
from knowledge.query_grammar import Part
from knowledge.query_titles import WORD
from knowledge.wording import FILLERS, PERSONAL, Years, blank, languages, negative, role_of, years

LONGEST = 2000
"""Characters of a sentence that are read."""
AS_SAID = 1200
"""Characters of a description that are looked for by meaning: as many as MiniLM's 256 tokens hold."""


def understand(
    text: str,
    known_locations: Collection[str] = (),
    known_companies: Collection[str] = (),
    *,
    narrowing: bool = False,
) -> Query:
    """Read "python developers with 5+ years in Berlin who know kafka". The locations and employers known are the
    resumes' own, so that "from Reading" is a place where somebody lives there. Never raises; a boolean search is kept
    as it was typed."""
    said = text[:LONGEST]
    if boolean.is_boolean(said):
        return Query(boolean=_bare(said))
    if not said.isupper():
        said = re.sub(r"\bIT\b", "information technology", said)  # "it" says nothing
    reading = _Reading(said, known_locations, known_companies, narrowing=narrowing)
    return reading.description(said) if query_grammar.describes(text) else reading.query()


def _bare(text: str) -> str:
    """A boolean search without the words that ask for it."""
    words = text.strip(" ?!.").split()
    while words and words[0].islower() and words[0].strip(",:") in FILLERS:
        words.pop(0)
    return " ".join(words)


class _Reading:
    """One sentence, taken apart: each part with its place in it."""

    def __init__(
        self, said: str, known: Collection[str], companies: Collection[str], *, narrowing: bool
    ) -> None:
        self.narrowing = narrowing
        self.years = years(said)
        either = [Years(None, None, *m.span()) for m in query_grammar.EITHER.finditer(said)]
        self.text = blank(said, [*self.years, *either])
        self.negative = negative(self.text)
        self.languages = [Part(s.name, s.start, s.end) for s in languages(self.text)]
        here = {name for location in known for name in places_of(location)}
        self.education = query_grammar.education(self.text, here)
        self.remote = query_grammar.said(query_grammar.REMOTE, self.text)
        self.available = query_grammar.said(query_grammar.AVAILABLE, self.text)
        fixed = [*self.languages, *self.education.taken, *self.remote, *self.available]
        self.skills = _outside(sorted(_skills(self.text), key=lambda part: part.start), fixed)
        employers = query_grammar.companies(self.text, companies, here)
        self.companies = _outside(employers, [*fixed, *self.skills])
        fixed += [*self.skills, *self.companies]
        places = [Part(p.name, p.start, p.end) for p in find_places(self.text, known)]
        self.places = _outside(places, fixed)
        self.levels = _outside(query_grammar.levels(self.text), [*fixed, *self.places])
        words = [Part(match[0], *match.span()) for match in WORD.finditer(self.text)]
        self.of_titles = [s for s in self.skills if query_titles.is_of_title(s, self.text)]
        taken = [*(part for part in fixed if part not in self.of_titles), *self.places, *self.levels]
        unread = _outside(words, taken)
        self.titles = list(query_titles.titles(unread, self.text))
        left = _outside(unread, [*self.titles, *self.of_titles])
        self.words = [w for w in left if w.value.lower() not in FILLERS | PERSONAL]
        self.personal = [w for w in left if w.value.lower() in PERSONAL]
        self.long = dict(_years_of_skills(self.years, self.skills, self.text))
        """Skill part → the years that were said of it."""

    def query(self) -> Query:
        soft = [match.span() for match in _SOFT.finditer(self.text)]
        wanted = [s for s in self._wanted(self.skills) if s not in self.long]
        nice = [s for s in wanted if any(start <= s.start < end for start, end in soft)]
        deeds = [s for s in wanted if s not in nice and self._told(s)]
        nice += deeds
        deeds = [s for s in deeds if s not in self.of_titles]
        groups = _groups([s for s in wanted if s not in nice], self.text)
        low, high = self._bounds()
        degrees, no_degrees = self._wanted(self.education.degrees), self._unwanted(self.education.degrees)
        return Query(
            text=" ".join(self._about(deeds)),
            must_skills=_values(part for group in groups if len(group) == 1 for part in group),
            any_skills=tuple(_values(group) for group in groups if len(group) > 1),
            nice_skills=_values(nice),
            without_skills=_values(self._unwanted(self.skills)),
            skill_years=tuple(
                (s.value, y.least) for s, y in self.long.items() if y.least and s in self._wanted([s])
            ),
            min_years=low,
            max_years=high,
            levels=_values(self._wanted(self.levels)),
            without_levels=_values(self._unwanted(self.levels)),
            locations=_values(self._wanted(self.places)),
            without_locations=_values(self._unwanted(self.places)),
            remote=bool(self._wanted(self.remote)),
            available=bool(self._wanted(self.available)),
            titles=_values(self._wanted(self.titles)),
            without_titles=_values(self._unwanted(self.titles)),
            companies=_values(self._wanted(self.companies)),
            without_companies=_values(self._unwanted(self.companies)),
            degree=min((d.value for d in degrees), key=DEGREES.index, default=None),
            without_degree=min((d.value for d in no_degrees), key=DEGREES.index, default=None),
            studied=_values(self._wanted(self.education.studied)),
            languages=_values(self._wanted(self.languages)),
            without_words=_values(self._unwanted(self.words)),
            left_out=_values(self.personal),
        )

    def description(self, said: str) -> Query:
        """What a description asks for ranks and excludes nobody: it says more than any one person has. It begins with
        the title, or names it soon; later ones are of colleagues. Its meaning is that of its sentences."""
        query = self.query()
        return Query(
            text=shorten(said, AS_SAID, placeholder=""),
            titles=query.titles[:1],
            nice_skills=query.wanted_skills,
            locations=query.locations,
        )

    def _told(self, skill: Part) -> bool:
        """Whether resumes may tell it in other words: deeds, and fields of work, though not the names of techniques."""
        if skill in self.of_titles or query_grammar.is_deed(self.text, skill.start):
            return True
        return (
            not self.narrowing
            and not skills.is_technical(skill.value)
            and query_grammar.is_field(self.text, skill.start, skill.end)
        )

    def _wanted(self, parts: Iterable[Part]) -> list[Part]:
        return [part for part in parts if not self.negative[part.start]]

    def _about(self, deeds: Iterable[Part]) -> Iterator[str]:
        """What is looked for by meaning: the words left, and the skills of deeds as they were said."""
        said = [*self._wanted(self.words), *deeds]
        return (self.text[part.start : part.end] for part in sorted(said, key=lambda part: part.start))

    def _unwanted(self, parts: Iterable[Part]) -> list[Part]:
        return [part for part in parts if self.negative[part.start]]

    def _bounds(self) -> tuple[float | None, float | None]:
        """The narrowest bounds said; "not less than" and "exclude those with less than" turn a bound around."""
        low: list[float] = []
        high: list[float] = []
        for span in self.years:
            if span in self.long.values():
                continue
            least, most = (span.most, span.least) if self.negative[span.start] else (span.least, span.most)
            low += [least] if least is not None else []
            high += [most] if most is not None else []
        return max(low, default=None), min(high, default=None)


_LINK = re.compile(
    r"\s*(?:(?:of|in|with|using|doing|on)\s+)?(?:(?:professional|hands[- ]on|work(?:ing)?|solid|good)\s+)*"
    r"(?:experience\s+)?(?:(?:of|in|with|using)\s+)?",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"\s*(?:\(|:|-|for|experience for|experience:?)?\s*(?:(?:at least|over|more than|the last|min\.?)\s*)?$",
    re.IGNORECASE,
)


def _years_of_skills(spans: list[Years], found: list[Part], text: str) -> Iterator[tuple[Part, Years]]:
    """ "3 years of Python", "Python for 3 years", "Java (5 years)"; but "5 years Java developer" counts all years."""
    for span in spans:
        if span.least is None or span.most is not None:
            continue
        after = next((s for s in found if s.start >= span.end), None)
        link = text[span.end : after.start] if after else ""
        match = _LINK.fullmatch(link) if after else None
        role = after and role_of((WORD.findall(text[after.end : after.end + 25]) or [""])[0])
        if after and match and (link.strip() or not role):
            yield after, span
            continue
        before = next((s for s in reversed(found) if s.end <= span.start), None)
        if before and (said := text[before.end : span.start]).strip() and _FOR.fullmatch(said):
            yield before, span


def _outside(parts: Iterable[Part], taken: Collection[Part]) -> list[Part]:
    """Those that do not overlap what was understood before."""
    return [p for p in parts if not any(t.start < p.end and p.start < t.end for t in taken)]


_SOFT = re.compile(
    r"\b(?:ideally|preferably|optionally|desirabl[ey]|nice[- ]to[- ]have|bonus(?: points)?)\b[^.;]*"
    r"|\b[^,.;]{0,60}\b(?:a plus|preferred|optional|an advantage|would be nice)\b",
    re.IGNORECASE,
)
_BEFORE_SKILL = re.compile(
    r"(?:\A|[,/]|\b(?:with|without|knows?|knowing|using|no|not|and|or|plus|has|have|in|but|only|also|ideally|sql))\s*$",
    re.IGNORECASE,
)
_DEVELOPS = re.compile(r"\s+(?:devs?\b|develop|engineer|program)", re.IGNORECASE)
_AFTER_SKILL = re.compile(
    r"\s*(?:$|[,.;/?!]|(?:and|or|but|who|with|instead|experience|skills|knowledge|devs?\b|develop|engineer|program"
    r"|an? (?:plus|advantage|bonus)))",
    re.IGNORECASE,
)


def _skills(text: str) -> Iterator[Part]:
    """What the taxonomy finds, and its ambiguous words ("go", "r") where a search can only mean the skill."""
    taken = 0
    mentions = iter(skills.find(text))
    following = next(mentions, None)
    for word in WORD.finditer(text):
        while following and following.start <= word.start():
            yield Part(following.name, following.start, following.end)
            taken, following = following.end, next(mentions, None)
        name = None if word.start() < taken or role_of(word[0]) else skills.canonical(word[0])
        listed = following is not None and not text[word.end() : following.start].strip(" ,/")
        if name and _alone(text, word, listed=listed):
            yield Part(name, *word.span())


def _alone(text: str, word: re.Match[str], *, listed: bool) -> bool:
    """Whether what stands around a word makes it a skill: "knows go", "a react dev", "frontend developers react";
    `listed` when a skill comes next."""
    if not (listed or _AFTER_SKILL.match(text, word.end())):
        return False
    before = _before(text, word.start())
    role = re.search(r"([^\W\d_]+)[ ,]*$", before)
    beside = _BEFORE_SKILL.search(before) or _DEVELOPS.match(text, word.end())
    return bool(beside or (role and role_of(role[1])))


def _before(text: str, position: int) -> str:
    """The end of what stands before, as much as a trigger may be long."""
    return text[max(0, position - 20) : position]


_BETWEEN = re.compile(r"\s*,?\s*(?P<or>or\b|/)?\s*$", re.IGNORECASE)


def _groups(parts: list[Part], text: str) -> list[list[Part]]:
    """Skills listed with an "or" stand for each other; all others stand alone."""
    runs: list[list[Part]] = []
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


def _values(parts: Iterable[Part]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.value for part in parts))
