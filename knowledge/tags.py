"""What the index knows of a candidate besides words: tags, of which the conditions of a search are made.

`skill:Python` · `used:Python:3.5` (so long, in half years, rounded down) · `undated:Python` (no dated employment names
it) · `years:6.5` · `title:developer`, `title:python developer` (role alone, and with each word before it) and `now:` for
the present position · `level:senior` · `place:berlin`, `place:germany` · `language:German` · `degree:master` ·
`studied:physics`, `company:acme` (first words of the name) · `says:remote` · `added:2026-11-25`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import date

from domain.hiring import Candidate
from domain.profiles import Profile, Skill
from knowledge import degrees
from knowledge.dates import months_of
from knowledge.levels import level_of
from knowledge.locations import flat, places_of
from knowledge.wording import role_of, singular

REMOTE = re.compile(r"\bremote(?:ly)?\b|\bwork(?:ing|s)? from home\b|\bhome ?office\b", re.IGNORECASE)
AVAILABLE = re.compile(
    r"\bavailab(?:le|ility)\b(?:\s*:)?\s*(?:immediately|now|at once|from|as of|within|in|:)|\bimmediate(?:ly)? "
    r"(?:joiner|start|available|availability)|\bopen to (?:work|new|opportunit)|\bnotice period\b",
    re.IGNORECASE,
)
LONGEST_NAME = 5
"""Words of a company's or a school's name that can be asked by."""
HALF_YEAR = 6


def tags_of(candidate: Candidate) -> frozenset[str]:
    """Everything that the resume says of the kinds above."""
    profile, today = candidate.profile, candidate.updated_at.date()
    tags = {f"added:{candidate.created_at:%Y-%m-%d}"}
    for skill in profile.every_skill:
        tags |= set(_skill_tags(skill, profile, today))
    if profile.total_years is not None:
        tags.add(f"years:{profile.total_years:.1f}")
    now = present_titles(profile)
    tags |= {f"title:{t}" for title in all_titles(profile) for t in roles_in(title)}
    tags |= {f"now:{t}" for title in now for t in roles_in(title)}
    if level := level_of(now, profile.total_years):
        tags.add(f"level:{level}")
    place = profile.location.value if profile.location else candidate.location
    tags |= {f"place:{name}" for name in places_of(place)} if place else set()
    tags |= {f"language:{name}" for value in profile.languages for name in _languages(value.value)}
    tags |= set(_education_tags(profile))
    tags |= {f"company:{n}" for e in profile.employments if e.company for n in beginnings(e.company)}
    tags |= {
        f"says:{what}"
        for what, said in (("remote", REMOTE), ("available", AVAILABLE))
        if said.search(candidate.text)
    }
    return frozenset(tags)


def present_titles(profile: Profile) -> list[str]:
    """What the person is today: the headline and the current positions, or the last one."""
    current = [e for e in profile.employments if e.current]
    last = current or sorted(profile.employments, key=lambda e: (e.end or "", e.start or ""))[-1:]
    headline = [profile.headline.value] if profile.headline else []
    return headline + [e.title for e in last if e.title]


def all_titles(profile: Profile) -> list[str]:
    headline = [profile.headline.value] if profile.headline else []
    return list(dict.fromkeys([*headline, *(e.title for e in profile.employments if e.title)]))


def roles_in(title: str) -> Iterator[str]:
    """ "Senior Data Scientist" → "scientist", "data scientist", "senior scientist". Synonyms are one role."""
    words = [(word, role_of(word)) for word in re.findall(r"[\w+#]+", flat(title))]
    for _, role in words:
        if role:
            yield role
            yield from (f"{singular(word)} {role}" for word, other in words if other != role)


def beginnings(name: str) -> Iterator[str]:
    """ "Deutsche Bank AG" → "deutsche", "deutsche bank", "deutsche bank ag"."""
    words = re.findall(r"[\w&+]+", flat(name))[:LONGEST_NAME]
    yield from (" ".join(words[: n + 1]) for n in range(len(words)))


def months_with(skill: Skill, profile: Profile, today: date) -> int:
    """Months of all employments that name the skill, overlaps counted once."""
    held = [
        profile.employments[use.employment] for use in skill.uses if use.employment < len(profile.employments)
    ]
    return len({m for e in held if e.start for m in months_of(e.start, e.end, today)})


def _skill_tags(skill: Skill, profile: Profile, today: date) -> Iterator[str]:
    yield f"skill:{skill.name}"
    if months := months_with(skill, profile, today):
        yield f"used:{skill.name}:{months // HALF_YEAR / 2:g}"
    else:
        yield f"undated:{skill.name}"


def _languages(said: str) -> Iterator[str]:
    """ "German (C1), English" → German, English."""
    yield from (word.capitalize() for word in re.findall(r"[^\W\d_]{4,}", said))


def _education_tags(profile: Profile) -> Iterator[str]:
    for education in profile.education:
        if education.degree and (degree := degrees.degree_of(education.degree)):
            yield f"degree:{degree}"
        for said in (education.degree, education.institution):
            words = re.findall(r"[\w&+]+", flat(said or ""))
            yield from (f"studied:{word}" for word in words)
            yield from (f"studied:{a} {b}" for a, b in itertools.pairwise(words))
