"""What makes candidates fit what was asked, besides words and meaning: tags with weights. The index fuses the three.

BM25 and cosines are divided by what the best candidate has, cosines first lessened by what any resume has (the convex
combination of Bruch, Gai and Ingber 2023, doi:10.1145/3596512, with their theoretical minimum): unlike ranks they keep
how much better one is, and unlike z-scores they do not change with how many others were looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log1p

from domain.hiring import Candidate
from knowledge.query import Query
from knowledge.tags import all_titles, present_titles
from knowledge.wording import role_of, singular

DEPTH = 1000
"""The best so many have their passages compared too."""
LONG_ENOUGH = 5.0
"""Years with a skill beyond which more of it ranks nobody higher."""
MEANING, FIT, ECHO = 3, 1, 3
"""How much meaning, what fits, and likeness to the first few count beside words (1) and the nearest passage (1). Chosen on half
of the sentences and titles and on the texts of jobs of docs/benchmarks.md, reported on the other half."""
LIKE_MEANING, LIKE_FIT = 3, 4
"""The same when people are compared with people: a whole resume has too many words to be looked for. Chosen on one half of
the category retrieval of docs/benchmarks.md, reported on the other."""


# --- what fits --------------------------------------------------------------------------------------------------


def fit_of(query: Query) -> dict[str, float]:
    """Tags that make somebody fit, with weights that sum up to 1 for who has everything: the wanted skills, how long they
    were used, and the titles."""
    groups: list[dict[str, float]] = []
    if wanted := query.wanted_skills:
        groups.append({f"skill:{name}": 1 / len(wanted) for name in wanted})
        groups.append(_depth(wanted))
    if query.titles:
        groups.append(_added(_title(title, 1 / len(query.titles)) for title in query.titles))
    return _added({tag: weight / len(groups) for tag, weight in group.items()} for group in groups)


def likeness_to(liked: Sequence[Candidate], rarity: Mapping[str, float]) -> dict[str, float]:
    """Tags that make somebody like these people: their skills, the rarer the more, their present titles, their years."""
    of_each: list[dict[str, float]] = []
    for candidate in liked:
        profile = candidate.profile
        groups: list[dict[str, float]] = []
        skills = {f"skill:{s.name}": rarity.get(f"skill:{s.name}", 1.0) for s in profile.every_skill}
        if skills:
            groups.append({tag: weight / sum(skills.values()) for tag, weight in skills.items()})
        if titles := present_titles(profile):
            groups.append(_added(_title(title.lower(), 1 / len(titles)) for title in titles))
        if profile.total_years is not None:
            groups.append(_years_near(profile.total_years))
        of_each += [{tag: w / len(groups) / len(liked) for tag, w in group.items()} for group in groups]
    return _added(of_each)


def rarity_of(counts: Mapping[str, int], everybody: int) -> dict[str, float]:
    return {tag: log1p(everybody / count) for tag, count in counts.items() if count}


def title_words(liked: Sequence[Candidate]) -> list[str]:
    return list(dict.fromkeys(w for c in liked for title in all_titles(c.profile) for w in title.split()))


def _title(title: str, weight: float) -> dict[str, float]:
    """A quarter for the role and the rest for the words before it: there are managers of everything."""
    *modifiers, noun = title.split()
    role = role_of(noun) or singular(noun)
    tags = [f"title:{singular(m)} {role}" for m in modifiers if role_of(m) != role]
    if not tags:
        return {f"title:{role}": weight}
    return {f"title:{role}": weight / 4} | _added({tag: 3 * weight / 4 / len(tags)} for tag in tags)


def _depth(skills: Sequence[str]) -> dict[str, float]:
    halves = [half / 2 for half in range(1, 121)]
    return {
        f"used:{name}:{years:g}": min(years, LONG_ENOUGH) / LONG_ENOUGH / len(skills)
        for name in skills
        for years in halves
    }


def _years_near(years: float) -> dict[str, float]:
    """1 for as many years, less the further apart they are."""
    tenths = (tenth / 10 for tenth in range(0, 601))
    near = ((value, 1 - abs(value - years) / max(value, years, 1.0)) for value in tenths)
    return {f"years:{value:.1f}": degree for value, degree in near if degree > 0}


def _added(groups: Iterable[Mapping[str, float]]) -> dict[str, float]:
    whole: dict[str, float] = {}
    for group in groups:
        for tag, weight in group.items():
            whole[tag] = whole.get(tag, 0.0) + weight
    return whole
