"""What a query asks for, part by part: in words, as a condition of the index, and the query without it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from textwrap import shorten

from domain.ports import Condition, Either, Every, Neither, Saying, Tagged
from knowledge import boolean, degrees, levels, skills
from knowledge.locations import flat, is_known_place, named_by
from knowledge.query import Query
from knowledge.wording import role_of, singular

MOST_YEARS = 60
SHOWN = 200
"""Characters of free text that a part shows."""


@dataclass(frozen=True)
class Part:
    """`name` says which: a field of the query, and for those that are met one by one the place in it."""

    name: str
    label: str
    condition: Condition | None
    """None for what only ranks."""


def parts(query: Query) -> Iterator[Part]:
    """Every part, in the order in which people say them. Raises `BadInput` for a boolean that cannot be read."""
    yield from _each("titles", query.titles, "{}")
    yield from _one("levels", " or ".join(query.levels), _level_condition(query.levels))
    yield from _each("must_skills", query.must_skills, "{}", lambda s: Tagged((f"skill:{s}",)))
    for at, (name, least) in enumerate(query.skill_years):
        yield Part(f"skill_years.{at}", f"{least:g}+ years of {name}", used(name, least))
    for at, group in enumerate(query.any_skills):
        yield Part(f"any_skills.{at}", " or ".join(group), Tagged(tuple(f"skill:{s}" for s in group)))
    yield from _one("years", _years(query), between(query.min_years, query.max_years))
    yield from _one("locations", " or ".join(query.locations), _places(query.locations))
    yield from _one("remote", "remote" if query.remote else "", Tagged(("says:remote",)))
    yield from _one(
        "available", "says when available" if query.available else "", Tagged(("says:available",))
    )
    yield from _one("companies", f"worked at {' or '.join(query.companies)}", _companies(query.companies))
    yield from _one("degree", f"{query.degree}’s degree" if query.degree else "", _degree(query.degree))
    yield from _each("studied", query.studied, "studied {}", _studied)
    yield from _each("languages", query.languages, "speaks {}", lambda n: Tagged((f"language:{n}",)))
    yield from _each("must_words", query.must_words, "“{}”", Saying)
    yield from _one("boolean", query.boolean, condition_of(query.boolean) if query.boolean else None)
    yield from _each("nice_skills", query.nice_skills, "ideally {}")
    yield from _one("text", f"about “{shorten(query.text, SHOWN, placeholder='…')}”", None)
    yield from _one("like", _liked(query), Neither((query.like,)))
    yield from _unwanted(query)


def _unwanted(query: Query) -> Iterator[Part]:
    yield from _each(
        "without_skills", query.without_skills, "without {}", lambda s: Neither((Tagged((f"skill:{s}",)),))
    )
    yield from _each("without_words", query.without_words, "without {}", lambda w: Neither((Saying(w),)))
    yield from _each("without_titles", query.without_titles, "no {}s", _no_title)
    yield from _each(
        "without_levels", query.without_levels, "no {}s", lambda n: Neither((Tagged((f"level:{n}",)),))
    )
    yield from _each(
        "without_locations", query.without_locations, "not in {}", lambda p: Neither((_place(p),))
    )
    yield from _each(
        "without_companies", query.without_companies, "never at {}", lambda c: Neither((_company(c),))
    )
    if query.without_degree:
        yield Part(
            "without_degree", f"no {query.without_degree}’s degree", Neither((_degree(query.without_degree),))
        )


def whole(query: Query) -> Condition:
    """Everything that must hold."""
    held = [part.condition for part in parts(query) if part.condition is not None]
    return Every((*held, Neither((query.exclude,)))) if query.exclude else Every(tuple(held))


def without(query: Query, name: str) -> Query:
    """The query less one part; the same when it has no such part."""
    field, _, at = name.partition(".")
    cleared = Query()
    if field == "years":
        return query.model_copy(update={"min_years": None, "max_years": None, "skip": 0})
    if field not in Query.model_fields:
        return query
    value = getattr(query, field)
    if at:
        left: object = tuple(each for number, each in enumerate(value) if str(number) != at)
    else:
        left = getattr(cleared, field)
    return query.model_copy(update={field: left, "skip": 0})


def describe(query: Query) -> str:
    """The query in words, so that a reader sees what was understood."""
    return " · ".join(part.label for part in parts(query))


def contradiction(query: Query) -> str | None:
    """Why nobody can meet the query, whoever there is."""
    low, high = query.min_years, query.max_years
    if low is not None and high is not None and low > high:
        return f"nobody has at least {low:g} and at most {high:g} years of experience"
    for wanted, unwanted in (
        (query.must_skills, query.without_skills),
        (tuple(n for n, _ in query.skill_years), query.without_skills),
        (query.must_words, query.without_words),
        (query.companies if len(query.companies) == 1 else (), query.without_companies),
        (query.locations if len(query.locations) == 1 else (), query.without_locations),
    ):
        for name in wanted:
            if name.casefold() in {other.casefold() for other in unwanted}:
                return f"{name} is wanted and excluded at once"
    return None


# --- conditions of single things ------------------------------------------------------------------------------


def between(low: float | None, high: float | None) -> Condition | None:
    """Total years in tenths, as the tags have them."""
    if low is None and high is None:
        return None
    first = 0 if low is None else round(low * 10)
    last = MOST_YEARS * 10 if high is None else round(high * 10)
    return Tagged(tuple(f"years:{tenth / 10:.1f}" for tenth in range(first, last + 1)))


def used(skill: str, least: float) -> Condition:
    """At least so many years with a skill; where no dated employment names it, so many years in all must do."""
    halves = range(round(least * 2), MOST_YEARS * 2)
    dated = Tagged(tuple(f"used:{skill}:{half / 2:g}" for half in halves))
    return Either((dated, Every((Tagged((f"undated:{skill}",)), between(least, None) or Every(())))))


def condition_of(expression: str) -> Condition:
    """Of a boolean search. Raises `BadInput`."""
    return _of(boolean.parse(expression))


def _of(expression: boolean.Expression) -> Condition:
    match expression:
        case boolean.Not(of):
            return Neither((_of(of),))
        case boolean.Both(parts_):
            return Every(tuple(map(_of, parts_)))
        case boolean.AnyOf(parts_):
            return Either(tuple(map(_of, parts_)))
        case boolean.Term(words):
            return term(words)


def term(words: str) -> Condition:
    """A word or a quoted phrase: the skill, place or role it names, and else the words themselves."""
    if name := skills.canonical(words):
        return Either((Tagged((f"skill:{name}",)), Saying(words)))
    if is_known_place(words):
        return Either((_place(words), Saying(words)))
    return Saying(words)


def _each(
    field: str, values: tuple[str, ...], label: str, condition: Callable[[str], Condition] | None = None
) -> Iterator[Part]:
    for at, value in enumerate(values):
        made = condition(value) if condition else None
        yield Part(f"{field}.{at}", label.format(value), made)


def _one(name: str, label: str, condition: Condition | None) -> Iterator[Part]:
    """Nothing when nothing of it was asked, which its label tells."""
    if label.strip() and label not in ("about “”", "worked at "):
        yield Part(name, label, condition)


def _level_condition(asked: tuple[str, ...]) -> Condition:
    return Tagged(tuple(f"level:{n}" for level in asked for n in levels.asked_for(level)))


def _place(place: str) -> Condition:
    return Tagged(tuple(f"place:{name}" for name in named_by(place)))


def _places(places: tuple[str, ...]) -> Condition:
    return Either(tuple(map(_place, places)))


def _company(company: str) -> Condition:
    return Tagged((f"company:{' '.join(flat(company).split())}",))


def _companies(companies: tuple[str, ...]) -> Condition:
    return Either(tuple(map(_company, companies)))


def _degree(degree: str | None) -> Condition:
    return Tagged(tuple(f"degree:{d}" for d in degrees.at_least(degree))) if degree else Every(())


def _studied(what: str) -> Condition:
    words = flat(what).split()
    pairs = [f"{a} {b}" for a, b in itertools.pairwise(words)] or words
    return Every(tuple(Tagged((f"studied:{pair}",)) for pair in pairs))


def _no_title(title: str) -> Condition:
    *modifiers, noun = title.split()
    role = role_of(noun) or noun
    if not modifiers:
        return Neither((Tagged((f"now:{role}",)),))
    return Neither((Every(tuple(Tagged((f"now:{singular(m)} {role}",)) for m in modifiers)),))


def _years(query: Query) -> str:
    low, high = query.min_years, query.max_years
    if low is not None and high is not None:
        return f"{low:g} to {high:g} years"
    if low is not None:
        return f"{low:g}+ years"
    return f"at most {high:g} years" if high is not None else ""


def _liked(query: Query) -> str:
    if not query.like:
        return ""
    return (
        "experience like the chosen candidate’s"
        if len(query.like) == 1
        else f"like the {len(query.like)} chosen"
    )
