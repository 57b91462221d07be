"""The 121 candidates of `candidates.csv` with careers that hang together. Everything is invented; the dice are seeded
by the name, so each resume is always the same."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from deploy.demo.people import CANDIDATE_DOMAIN, CANDIDATES, email, slug
from deploy.demo.world import timeline
from deploy.demo.world.phrases import plain, said, skills_in
from deploy.demo.world.resume import AS_OF, Post, Resume, Study

HERE = Path(__file__).parent
DOMAINS = (CANDIDATE_DOMAIN, "mail.example", "inbox.example")
BULLETS = {"a": (4, 4, 3, 2, 2, 2), "b": (3, 2, 2, 1, 1, 1), "c": (2, 1, 1, 1, 1, 1)}
"""Bullets for each post, newest first, by quality of the resume."""
SHORT = {
    "Apache Kafka": "Kafka",
    "Apache Spark": "Spark",
    "Apache Airflow": "Airflow",
    "Apache Flink": "Flink",
    "PostgreSQL": "Postgres",
    "Microsoft Excel": "Excel",
    "User experience design": "UX design",
    "Bank reconciliation": "Bank reconciliations",
    "REST": "REST APIs",
}
"""How some people write a skill."""


@dataclass(frozen=True)
class Row:
    name: str
    city: str
    trade: str
    years: int
    quality: str
    skills: tuple[str, ...]
    layout: str


@cache
def resumes() -> tuple[Resume, ...]:
    """Everybody, in the order of `candidates.csv`."""
    with (HERE / "candidates.csv").open(encoding="utf-8") as file:
        return tuple(_resume(_row(line)) for line in csv.DictReader(file))


def _row(line: dict[str, str]) -> Row:
    skills = tuple(filter(None, line["skills"].split(";")))
    fields = (line["name"], line["city"], line["trade"], int(line["years"]), line["quality"])
    return Row(*fields, skills=skills, layout=line["layout"])


@cache
def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return content


def _resume(row: Row) -> Resume:
    dice = Random(f"career {row.name}")
    trade, city = _read("trades.yaml")[row.trade], _read("places.yaml")["cities"][row.city]
    known = _known(row, trade, dice)
    posts = _posts(row, trade, known, dice)
    summary = said(dice.choice(trade["summaries"]), dice) if row.quality != "c" else ""
    first_year = int(posts[-1].start[:4]) if posts else AS_OF // 12
    studies = _studies(row, trade, first_year, dice)
    draft = Resume(
        id=slug(row.name),
        name=row.name,
        trade=row.trade,
        layout=row.layout,
        email=email(row.name, CANDIDATE_DOMAIN if row.name in CANDIDATES else dice.choice(DOMAINS)),
        phone=_phone(city.get("phone"), dice),
        location=city["label"],
        link=f"{slug(row.name)}.example" if row.quality == "a" and dice.random() < 0.6 else None,
        headline=posts[0].title if posts else studies[0].degree,
        summary=summary or None,
        listed=_listed(known, dice),
        skills=known,
        posts=posts,
        studies=studies,
        languages=_languages(city["region"], dice),
        certifications=_certifications(row, trade, dice),
    )
    return _unmarked(draft)


def _unmarked(draft: Resume) -> Resume:
    """The resume without the marks of its phrases; the skills they named are added."""
    texts = [draft.headline, draft.summary or "", *draft.certifications, *(s.degree for s in draft.studies)]
    for post in draft.posts:
        texts += [post.title, *post.bullets]
    return replace(
        draft,
        headline=plain(draft.headline),
        summary=draft.summary and plain(draft.summary),
        skills=tuple(sorted(set(draft.skills).union(*map(skills_in, texts)))),
        posts=tuple(
            replace(p, title=plain(p.title), bullets=tuple(map(plain, p.bullets))) for p in draft.posts
        ),
        studies=tuple(replace(s, degree=plain(s.degree)) for s in draft.studies),
        certifications=tuple(map(plain, draft.certifications)),
    )


def _known(row: Row, trade: dict[str, Any], dice: Random) -> tuple[str, ...]:
    """Skills: those of the row, the core of the trade, and some others."""
    others = [s for s in trade["plus"] if s not in row.skills]
    more = dice.sample(others, {"a": 5, "b": 3, "c": 1}[row.quality])
    core = trade["core"] if row.quality != "c" else dice.sample(trade["core"], 3)
    return tuple(dict.fromkeys((*core, *row.skills, *more)))


def _listed(known: tuple[str, ...], dice: Random) -> tuple[str, ...]:
    short = dice.random() < 0.5
    return tuple(SHORT.get(skill, skill) if short else skill for skill in known)


def _posts(row: Row, trade: dict[str, Any], known: tuple[str, ...], dice: Random) -> tuple[Post, ...]:
    """Employments, newest first."""
    employed = timeline.spans(row.years, row.quality == "a", dice)
    phrases = _bullets(row, trade, known, dice)
    places = _read("places.yaml")
    region = places["cities"][row.city]["region"]
    cities = [city for city, about in places["cities"].items() if about["region"] == region]
    companies = dice.sample(places["regions"][region]["employers"], len(employed))
    year_only = row.quality == "c" and all(start // 12 < end // 12 for start, end in employed)
    titles = trade["titles"] if row.years else ["Intern"]
    posts: list[Post] = []
    used = 0
    for (start, end), company, count in zip(employed, companies, BULLETS[row.quality], strict=False):
        mine = phrases[used : used + count]
        used += count
        posts.append(
            Post(
                title=timeline.title(titles, employed, (start + end) // 2),
                company=company,
                city=dice.choice(cities) if posts else row.city,
                start=timeline.written(start, year_only),
                end=None if end == AS_OF else timeline.written(end, year_only),
                bullets=tuple(mine),
            )
        )
    return tuple(posts)


def _bullets(row: Row, trade: dict[str, Any], known: tuple[str, ...], dice: Random) -> list[str]:
    """Phrases that this person can stand for; every skill of the row is in one of the first."""
    weak = dice.sample(trade["weak"], len(trade["weak"]))
    if row.quality == "c":
        return [said(phrase, dice) for phrase in weak if skills_in(phrase) <= set(known)]
    able = [p for p in dice.sample(trade["good"], len(trade["good"])) if skills_in(p) <= set(known)]
    first = dict.fromkeys(p for s in row.skills for p in [p for p in able if s in skills_in(p)][:1])
    rest = [phrase for phrase in able if phrase not in first]
    return [said(phrase, dice) for phrase in (*first, *rest, *(weak[:2] if row.quality == "b" else ()))]


def _studies(row: Row, trade: dict[str, Any], first_year: int, dice: Random) -> tuple[Study, ...]:
    region = _read("places.yaml")["cities"][row.city]["region"]
    schools = dice.sample(_read("places.yaml")["regions"][region]["schools"], 2)
    degrees = trade["degrees"]
    degree = dice.choice(degrees)
    studies = [Study(degree, schools[0], first_year)]
    if degree.startswith("M"):
        studies.append(Study(degrees[0], schools[1], first_year - 2))
    return tuple(studies)


def _languages(region: str, dice: Random) -> tuple[str, ...]:
    places = _read("places.yaml")
    spoken = list(places["languages"][region])
    if dice.random() < 0.5 or region == "EU":
        spoken.append(dice.choice(places["more_languages"]))
    return tuple(spoken)


def _certifications(row: Row, trade: dict[str, Any], dice: Random) -> tuple[str, ...]:
    return (dice.choice(trade["certifications"]),) if row.quality == "a" and dice.random() < 0.5 else ()


def _phone(pattern: str | None, dice: Random) -> str | None:
    return "".join(str(dice.randrange(10)) if c == "#" else c for c in pattern) if pattern else None
