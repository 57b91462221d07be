"""A follow-up to a search: "only those with Go", "in Pune instead", "without Java"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from knowledge.locations import lies_in
from knowledge.query import Query
from knowledge.query_reading import LONGEST, understand
from knowledge.wording import VAGUE, role_of

_ONLY = re.compile(r"\b(?:only|just)\b", re.IGNORECASE)
_INSTEAD = re.compile(r"\binstead\b", re.IGNORECASE)
_ALSO = re.compile(r"^\W*(?:and|or|also|plus)\b|\bas well\b|\balso\b", re.IGNORECASE)
_ANYWHERE = re.compile(
    r"\b(?:anywhere|any (?:place|location|city)|regardless of (?:the )?location)\b", re.IGNORECASE
)


def refine(
    query: Query, text: str, known_locations: Collection[str] = (), known_companies: Collection[str] = ()
) -> Query:
    """The query with a follow-up worked in. Skills and titles add up, years, levels, places and employers replace ("also
    in Pune" adds), and what is said last wins over what it contradicts. After "only", words that nothing else accounts
    for become a condition too. Never raises."""
    new = understand(text, known_locations, known_companies, narrowing=True)
    if _ONLY.search(text):
        kept = tuple(_unknown_words(new))
        left = " ".join(w for w in new.text.split() if w not in kept)
        new = new.model_copy(update={"must_words": kept, "text": left})
    if _INSTEAD.search(text) and new.wanted_skills:
        unsaid = {"must_skills": (), "any_skills": (), "nice_skills": (), "skill_years": (), "text": ""}
        query = query.model_copy(update=unsaid)
    also = bool(_ALSO.search(text))
    changes = (
        _skills(query, new),
        _years(query, new),
        _places(query, new, text[:LONGEST]),
        _people(query, new, also),
        _words(query, new),
    )
    changed = {name: value for change in changes for name, value in change}
    return query.model_copy(update={**changed, "skip": 0, "read_as": new.read_as, "left_out": new.left_out})


def _unknown_words(new: Query) -> Iterator[str]:
    return (word for word in new.text.split() if word.lower() not in VAGUE and not role_of(word))


def _people(old: Query, new: Query, also: bool) -> Iterator[tuple[str, Any]]:
    """Levels, employers, education and the rest of what a person is."""
    levels = _union(old.levels, new.levels) if also else new.levels or old.levels
    yield "levels", tuple(level for level in levels if level not in new.without_levels)
    yield "without_levels", _union((n for n in old.without_levels if n not in new.levels), new.without_levels)
    employers = _union(old.companies, new.companies) if also else new.companies or old.companies
    yield "companies", tuple(c for c in employers if c not in new.without_companies)
    gone = (c for c in old.without_companies if c not in new.companies)
    yield "without_companies", _union(gone, new.without_companies)
    yield "degree", new.degree or (None if new.without_degree else old.degree)
    yield "without_degree", new.without_degree or (None if new.degree else old.without_degree)
    yield "studied", _union(old.studied, new.studied)
    yield "remote", old.remote or new.remote
    yield "available", old.available or new.available
    both = old.boolean and new.boolean
    yield "boolean", f"({old.boolean}) AND ({new.boolean})" if both else new.boolean or old.boolean


def _skills(old: Query, new: Query) -> Iterator[tuple[str, Any]]:
    gone, wanted = set(new.without_skills), set(new.wanted_skills)
    yield "must_skills", _union((s for s in old.must_skills if s not in gone), new.must_skills)
    left = (tuple(s for s in group if s not in gone) for group in old.any_skills)
    yield "any_skills", (*(group for group in left if group), *new.any_skills)
    yield "nice_skills", _union((s for s in old.nice_skills if s not in gone), new.nice_skills)
    longer = {**dict(old.skill_years), **dict(new.skill_years)}
    yield "skill_years", tuple((name, least) for name, least in longer.items() if name not in gone)
    yield "without_skills", _union((s for s in old.without_skills if s not in wanted), new.without_skills)


def _years(old: Query, new: Query) -> Iterator[tuple[str, Any]]:
    """A new bound replaces its like; the other one falls when they now contradict each other."""
    low = old.min_years if new.min_years is None else new.min_years
    high = old.max_years if new.max_years is None else new.max_years
    crossed = low is not None and high is not None and low > high
    yield "min_years", None if crossed and new.min_years is None else low
    yield "max_years", None if crossed and new.max_years is None else high


def _places(old: Query, new: Query, text: str) -> Iterator[tuple[str, Any]]:
    kept = () if _ANYWHERE.search(text) or (new.locations and not _ALSO.search(text)) else old.locations
    if not old.locations and _ALSO.search(text):
        kept = ()
    places = _union(kept, new.locations)
    yield (
        "locations",
        tuple(p for p in places if not any(lies_in(p, not_in) for not_in in new.without_locations)),
    )
    still = (p for p in old.without_locations if not any(lies_in(wanted, p) for wanted in new.locations))
    yield "without_locations", _union(still, new.without_locations)


def _words(old: Query, new: Query) -> Iterator[tuple[str, Any]]:
    gone, wanted = new.without_titles, set(new.titles)
    yield (
        "titles",
        _union(
            (t for t in old.titles if not any(set(g.split()) <= set(t.split()) for g in gone)), new.titles
        ),
    )
    yield "without_titles", _union((t for t in old.without_titles if t not in wanted), gone)
    yield "languages", _union(old.languages, new.languages)
    yield "must_words", _union((w for w in old.must_words if w not in new.without_words), new.must_words)
    yield (
        "without_words",
        _union((w for w in old.without_words if w not in new.must_words), new.without_words),
    )
    yield "text", " ".join(_union(old.text.split(), new.text.split()))


def _union(first: Iterable[str], second: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))
