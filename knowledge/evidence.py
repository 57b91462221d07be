"""Why a candidate was found, in the resume's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pydantic import BaseModel, ConfigDict

from domain.hiring import Candidate
from domain.profiles import Employment, Skill, Span
from knowledge import boolean
from knowledge.degrees import at_least, degree_of
from knowledge.fit import language_value, mention, place_of, skills_of, title_match, titles_of
from knowledge.levels import level_of
from knowledge.locations import flat
from knowledge.query import Query
from knowledge.tags import AVAILABLE, REMOTE, beginnings, months_with, present_titles

LONGEST = 160
"""Characters of a quote."""
SHARED = 5
"""Skills in common that are named of a likeness."""
BULLETS = "•‣◦▪●· "
TELLING = 5
"""Words that make a line worth quoting rather than a list of skills."""


class Reason(BaseModel):
    """`label` says what was found ("Python", "6.5 years", "Berlin"), `quote` where: unchanged text, maybe empty."""

    model_config = ConfigDict(frozen=True)

    label: str
    quote: str = ""


def reasons(candidate: Candidate, query: Query, liked: Sequence[Candidate]) -> Iterator[Reason]:
    """One for each thing asked for that the candidate has, in the order of the query."""
    profile, text = candidate.profile, candidate.text
    yield from _skills(candidate, query, liked)
    for name, least in query.skill_years:
        yield from _long(candidate, name, least)
    if query.min_years is not None or query.max_years is not None or query.sort == "years" or liked:
        yield from _years(candidate)
    yield from _titles(candidate, query)
    if query.levels:
        yield from _level(candidate)
    yield from _place(candidate, query)
    for language in query.languages:
        span = language_value(profile, language)
        if span:
            yield Reason(label=language, quote=quote(text, span.start, span.end))
    for company in query.companies:
        held = next((e for e in profile.employments if flat(company) in beginnings(e.company or "")), None)
        if held:
            yield Reason(label=held.company or company, quote=_first_line(text, held.span))
    yield from _education(candidate, query)
    for pattern, asked, label in (
        (REMOTE, query.remote, "remote"),
        (AVAILABLE, query.available, "availability"),
    ):
        if asked and (found := pattern.search(text)):
            yield Reason(label=label, quote=quote(text, *found.span()))
    for word in (*query.must_words, *_boolean_words(query)):
        found = mention(text, word)
        if found:
            yield Reason(label=word, quote=quote(text, *found.span()))


def _long(candidate: Candidate, name: str, least: float) -> Iterator[Reason]:
    """How long a skill was used, as far as dated employments say."""
    held = next((s for s in candidate.profile.every_skill if s.name == name), None)
    if held is None:
        return
    months = months_with(held, candidate.profile, candidate.updated_at.date())
    span = telling(candidate.text, held) if held.spans else None
    said = quote(candidate.text, span.start, span.end) if span else ""
    if months:
        yield Reason(label=f"{months / 12:.1f} years with {name}".replace(".0 ", " "), quote=said)
    else:
        yield Reason(label=f"{name} (named without dates)", quote=said)


def _level(candidate: Candidate) -> Iterator[Reason]:
    titles = present_titles(candidate.profile)
    level = level_of(titles, candidate.profile.total_years)
    if said := next((t for t in titles if level and level_of([t], None) == level), None):
        at = candidate.text.find(said)
        yield Reason(label=said, quote=quote(candidate.text, at, at + len(said)) if at >= 0 else "")
    elif level:
        yield from _years(candidate)


def _education(candidate: Candidate, query: Query) -> Iterator[Reason]:
    if not (query.degree or query.studied):
        return
    high = at_least(query.degree) if query.degree else ()
    for education in candidate.profile.education:
        said = flat(" ".join(filter(None, (education.degree, education.institution))))
        named = any(all(word in said for word in flat(what).split()) for what in query.studied)
        if named or (education.degree and degree_of(education.degree) in high):
            label = education.degree or education.institution or "education"
            yield Reason(label=label, quote=_first_line(candidate.text, education.span))
            return


def _boolean_words(query: Query) -> Iterator[str]:
    if query.boolean:
        yield from dict.fromkeys(term.words for term in boolean.terms(boolean.parse(query.boolean)))


def likest_line(text: str, start: int, end: int, words: set[str]) -> str:
    """The line between `start` and `end` that shares most with `words` (lower case), as a quote."""
    lines = [m.span() for m in re.finditer(r"\S[^\n]*", text[start:end])]
    if not lines:
        return ""

    def likeness(line: tuple[int, int]) -> tuple[int, int]:
        said = re.findall(r"\w+", text[start + line[0] : start + line[1]].lower())
        return len(words.intersection(said)), min(len(said), 2 * TELLING)

    first, last = max(lines, key=likeness)
    return quote(text, start + first, start + last)


def quote(text: str, start: int, end: int) -> str:
    """`text[start:end]` with the rest of its line (wrapped or not), at most 160 characters, cut between words and without
    its bullet, otherwise unchanged."""
    first, last = _line(text, start, end)
    end = min(end, start + LONGEST)
    spare = LONGEST - (end - start)
    if last - first > LONGEST:
        first, last = max(first, start - spare // 2), min(last, end + spare // 2)
        first += _to_space(text[first - 1 : start]) if first and not text[first - 1].isspace() else 0
        last = end + len(text[end:last].rsplit(" ", 1)[0]) if not text[last : last + 1].isspace() else last
    return text[first:last].strip().lstrip(BULLETS)


def unwrapped(passage: str) -> str:
    """A passage with its bullets on lines of their own, and no other line breaks."""
    return re.sub(rf"\s*\n(?!\s*[{BULLETS.strip()}])\s*", " ", passage)


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    """From where to where the line around a passage goes. A line that begins in lower case goes on from the one before;
    such lines belong to it as long as the whole stays short enough to be quoted."""
    first, last = text.rfind("\n", 0, start) + 1, _end(text, end)
    while (
        first and text[first].islower() and last - (before := text.rfind("\n", 0, first - 1) + 1) <= LONGEST
    ):
        first = before
    while text[last + 1 : last + 2].islower() and (after := _end(text, last + 1)) - first <= LONGEST:
        last = after
    return first, last


def _end(text: str, at: int) -> int:
    """Of the line in which `at` stands."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found


def _to_space(before: str) -> int:
    """Characters to skip so that a quote does not begin inside a word."""
    return before.find(" ") if " " in before else 0


def _skills(candidate: Candidate, query: Query, liked: Sequence[Candidate]) -> Iterator[Reason]:
    timed = {name for name, _ in query.skill_years}
    wanted = dict.fromkeys(name for name in query.wanted_skills if name not in timed)
    if liked:
        theirs = dict.fromkeys(skill.name for each in liked for skill in each.profile.every_skill)
        shared = [name for name in theirs if name in skills_of(candidate)]
        wanted |= dict.fromkeys(shared[:SHARED])
    held = {skill.name: skill for skill in candidate.profile.every_skill}
    for name in wanted:
        if name in held:
            span = telling(candidate.text, held[name]) if held[name].spans else None
            yield Reason(label=name, quote=quote(candidate.text, span.start, span.end) if span else "")


def telling(text: str, skill: Skill) -> Span:
    """The mention that says something: the first in a line that is not a mere list, else the first."""

    def is_sentence(span: Span) -> bool:
        words = quote(text, span.start, span.end).split()
        return len(words) >= TELLING and sum(word.count(",") for word in words) * 3 < len(words)

    return next(filter(is_sentence, skill.spans), skill.spans[0])


def _years(candidate: Candidate) -> Iterator[Reason]:
    years = candidate.profile.total_years
    if years is None:
        return
    dated = [e for e in candidate.profile.employments if e.start]
    first: Employment | None = min(dated, key=lambda e: e.start or "", default=None)
    said = _first_line(candidate.text, first.span) if first else ""
    yield Reason(label=f"{years:g} {'year' if years == 1 else 'years'}", quote=said)


def _titles(candidate: Candidate, query: Query) -> Iterator[Reason]:
    matches = [
        (title_match(wanted, title), title, span)
        for wanted in query.titles
        for title, span in titles_of(candidate.profile)
    ]
    degree, title, span = max(matches, key=lambda match: match[0], default=(0.0, "", Span(start=0, end=0)))
    if degree > 0:
        at = candidate.text.find(title, span.start, span.end)
        said = quote(candidate.text, at, at + len(title)) if at >= 0 else _first_line(candidate.text, span)
        yield Reason(label=title, quote=said)


def _first_line(text: str, span: Span) -> str:
    """Of a span that may be a whole paragraph."""
    line = re.search(r"\S[^\n]*", text[span.start : span.end])
    return quote(text, span.start + line.start(), span.start + line.end()) if line else ""


def _place(candidate: Candidate, query: Query) -> Iterator[Reason]:
    place, said = place_of(candidate), candidate.profile.location
    if query.locations and place:
        yield Reason(label=place, quote=quote(candidate.text, said.span.start, said.span.end) if said else "")
