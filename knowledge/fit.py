"""How far a candidate's profile meets a query: conditions that hold or not, and a degree from 0 to 1."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import fmean

from domain.hiring import Candidate
from domain.profiles import Employment, Profile, Span
from knowledge.locations import flat, lies_in
from knowledge.query import Query
from knowledge.wording import role_of, singular


def meets(candidate: Candidate, query: Query) -> bool:
    """Whether every condition holds. What a resume does not say does not meet a condition."""
    return (
        candidate.id not in (*query.exclude, query.like)
        and _has_skills(skills_of(candidate), query)
        and _has_years(candidate.profile.total_years, query)
        and _is_there(place_of(candidate), query)
        and not any(
            title_match(t, now) == 1 for t in query.without_titles for now in _present(candidate.profile)
        )
        and all(language_value(candidate.profile, language) for language in query.languages)
        and all(mention(candidate.text, word) for word in query.must_words)
        and not any(mention(candidate.text, word) for word in query.without_words)
    )


def fit(candidate: Candidate, query: Query, liked: Candidate | None) -> float | None:
    """Mean of: share of the wanted skills, best title match, likeness to `liked`; None when nothing of it was asked."""
    degrees: list[float] = []
    if query.wanted_skills:
        held = skills_of(candidate)
        degrees.append(fmean(name in held for name in query.wanted_skills))
    if query.titles:
        degrees.append(title_fit(candidate, query))
    if liked is not None:
        degrees += _likeness(candidate, liked)
    return fmean(degrees) if degrees else None


def title_fit(candidate: Candidate, query: Query) -> float:
    titles = [title for title, _ in titles_of(candidate.profile)]
    return max((title_match(wanted, held) for wanted in query.titles for held in titles), default=0.0)


def title_match(wanted: str, held: str) -> float:
    """1 when every word of `wanted` is in `held` ("data scientist" in "Senior Data Scientist"), at least half when the
    role alone is, else 0. Developer and engineer are one role."""
    *modifiers, noun = wanted.split()
    words = {role_of(word) or singular(word) for word in re.findall(r"[\w+#]+", flat(held))}
    if (role_of(noun) or noun) not in words:
        return 0.0
    return 0.5 + 0.5 * fmean(singular(word) in words for word in modifiers) if modifiers else 1.0


def skills_of(candidate: Candidate) -> set[str]:
    return {skill.name for skill in candidate.profile.skills}


def place_of(candidate: Candidate) -> str | None:
    said = candidate.profile.location
    return said.value if said else candidate.location


def titles_of(profile: Profile) -> Iterator[tuple[str, Span]]:
    """The headline and every position's title, with where they stand."""
    if profile.headline:
        yield profile.headline.value, profile.headline.span
    for employment in profile.employments:
        if employment.title:
            yield employment.title, employment.span


def language_value(profile: Profile, language: str) -> Span | None:
    """Where the resume names the language ("German (C1)")."""
    return next((v.span for v in profile.languages if mention(v.value, language)), None)


def mention(text: str, word: str) -> re.Match[str] | None:
    """First place where the word stands, in the singular or plural, in any case."""
    return re.search(rf"(?<!\w){re.escape(singular(word))}(?:s|es)?(?!\w)", text, re.IGNORECASE)


def _present(profile: Profile) -> list[str]:
    """What the person is today: the headline and the current positions, or the last one."""
    current = [e for e in profile.employments if e.current] or _last(profile.employments)
    headline = [profile.headline.value] if profile.headline else []
    return headline + [e.title for e in current if e.title]


def _last(employments: tuple[Employment, ...]) -> list[Employment]:
    return sorted(employments, key=lambda e: (e.end or "", e.start or ""))[-1:]


def _has_skills(held: set[str], query: Query) -> bool:
    return (
        held.issuperset(query.must_skills)
        and all(held.intersection(group) for group in query.any_skills)
        and not held.intersection(query.without_skills)
    )


def _has_years(total: float | None, query: Query) -> bool:
    if query.min_years is None and query.max_years is None:
        return True
    if total is None:
        return False
    return (query.min_years or 0) <= total and (query.max_years is None or total <= query.max_years)


def _is_there(place: str | None, query: Query) -> bool:
    if place is None:
        return not query.locations
    wanted = not query.locations or any(lies_in(place, each) for each in query.locations)
    return wanted and not any(lies_in(place, each) for each in query.without_locations)


def _likeness(candidate: Candidate, liked: Candidate) -> Iterator[float]:
    mine, theirs = skills_of(candidate), skills_of(liked)
    if theirs:
        yield len(mine & theirs) / len(mine | theirs)
    if liked.profile.total_years is not None:
        longer = max(liked.profile.total_years, candidate.profile.total_years or 0)
        apart = abs(liked.profile.total_years - (candidate.profile.total_years or 0))
        yield 1 - apart / longer if longer else 1.0
    present = _present(liked.profile)
    if present:
        titles = [title for title, _ in titles_of(candidate.profile)]
        yield max((title_match(" ".join(flat(p).split()), t) for p in present for t in titles), default=0.0)
