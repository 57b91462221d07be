"""What a candidate's profile says of a thing that was asked for, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import fmean

from domain.hiring import Candidate
from domain.profiles import Profile, Span
from knowledge.locations import flat
from knowledge.wording import role_of, singular


def title_match(wanted: str, held: str) -> float:
    """1 when every word of `wanted` is in `held` ("data scientist" in "Senior Data Scientist"), at least half when the
    role alone is, else 0. Developer and engineer are one role."""
    *modifiers, noun = wanted.split()
    words = {role_of(word) or singular(word) for word in re.findall(r"[\w+#]+", flat(held))}
    if (role_of(noun) or noun) not in words:
        return 0.0
    return 0.5 + 0.5 * fmean(singular(word) in words for word in modifiers) if modifiers else 1.0


def skills_of(candidate: Candidate) -> set[str]:
    return {skill.name for skill in candidate.profile.every_skill}


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
