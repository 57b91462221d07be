"""Very many candidates for measuring search: real parses, tags and words, of which each person has a mixture of their own.

The demo company's resumes are written out as text, read by the product's own reader and embedded: a few seconds. Each of the
crowd is one of them with another name, place and length of career and with six more lines of the same trade. The vectors of
their passages are the resume's, turned at random, and their own is made of these as `knowledge.indexing` does it: to embed a
hundred thousand texts takes hours.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

import numpy as np

from deploy.demo.world.careers import resumes
from deploy.demo.world.resume import Resume
from domain.hiring import Candidate
from domain.ports import Embedder, IndexEntry
from knowledge import documents
from knowledge.chunks import chunks
from knowledge.levels import level_of
from knowledge.locations import places_of
from knowledge.resumes import parse
from knowledge.tags import present_titles, tags_of

NOISE = 0.6
"""Length of what is added at random to a vector of length 1: cosines between two of one resume are about 0.7."""
NOW = datetime(2026, 11, 1, tzinfo=UTC)
BATCH = 5_000
NOBODY = "Person 000000"
OWN = ("years:", "level:", "place:")


@dataclass(frozen=True)
class Kind:
    """One of the resumes: as read, its tags less those that each of the crowd has of their own, and its vector."""

    trade: str
    read: Candidate
    tags: frozenset[str]
    vector: np.ndarray[tuple[int], np.dtype[np.float32]]


def crowd(count: int, embed: Embedder) -> Iterator[list[tuple[Candidate, IndexEntry]]]:
    """`count` people with what the index holds of them, a batch at a time; the same people each time."""
    dice, noise = random.Random(7), np.random.default_rng(7)
    kinds, lines = _kinds(embed), _lines()
    for start in range(0, count, BATCH):
        chosen = [dice.choice(kinds) for _ in range(min(BATCH, count - start))]
        places = [dice.choice(kinds).read.location or "" for _ in chosen]
        people = [
            _person(start + n, kind, place, dice, lines[kind.trade])
            for n, (kind, place) in enumerate(zip(chosen, places, strict=True))
        ]
        places = [chunks(person.text) for person in people]
        spans = list(map(len, places))
        titles = np.array([kind.vector for kind in chosen])
        turned = np.repeat(titles, spans, axis=0)
        turned += noise.standard_normal(turned.shape, np.float32) * (NOISE / embed.dimensions**0.5)
        turned /= np.linalg.norm(turned, axis=1, keepdims=True)
        whole = (
            np.add.reduceat(turned, (np.cumsum(spans) - spans).tolist()) / np.array(spans)[:, None]
            + 2 * titles
        )
        whole /= np.linalg.norm(whole, axis=1, keepdims=True)
        rows = np.split(turned, np.cumsum(spans)[:-1])
        yield [
            (person, IndexEntry(person.id, _words(person), vector, passages, _tags(person, kind), at))
            for person, kind, vector, passages, at in zip(people, chosen, whole, rows, places, strict=True)
        ]


def _kinds(embed: Embedder) -> list[Kind]:
    made = resumes()
    read = [_read(resume) for resume in made]
    vectors = np.array(embed.embed([candidate.text[:400] for candidate in read]), np.float32)
    kept = [frozenset(t for t in tags_of(c) if not t.startswith(OWN)) for c in read]
    return [Kind(r.trade, c, t, v) for r, c, t, v in zip(made, read, kept, vectors, strict=True)]


def written(resume: Resume) -> str:
    """As text, of nobody in particular."""
    posts = (
        [f"{p.title}, {p.company}", f"{p.start} - {p.end or 'present'}", *(f"- {b}" for b in p.bullets), ""]
        for p in resume.posts
    )
    studies = (f"{s.degree}, {s.institution}, {s.year}" for s in resume.studies)
    return "\n".join(
        [NOBODY, resume.headline, "", "Experience", *(line for post in posts for line in post),
         "Education", *studies, "", "Skills", ", ".join(resume.listed), ""]
    )  # fmt: skip


def _read(resume: Resume) -> Candidate:
    text = written(resume)
    profile = parse(documents.assembled([text]), date(2026, 11, 1)).model_copy(update={"location": None})
    return Candidate(
        id="", name=NOBODY, location=resume.location, profile=profile, text=text,
        file_key="k", file_name="f.pdf", resume_hash="", created_at=NOW, updated_at=NOW,
    )  # fmt: skip


def _lines() -> dict[str, list[str]]:
    by_trade: dict[str, list[str]] = {}
    for resume in resumes():
        by_trade.setdefault(resume.trade, []).extend(line for post in resume.posts for line in post.bullets)
    return by_trade


def _person(number: int, kind: Kind, place: str, dice: random.Random, lines: list[str]) -> Candidate:
    name = f"Person {number:06d}"
    text = "\n".join([kind.read.text.replace(NOBODY, name, 1), *dice.sample(lines, min(6, len(lines)))])
    own = {"id": f"c{number:06d}", "name": name, "location": place, "text": text, "resume_hash": str(number)}
    years = {"total_years": round(dice.uniform(0, 25), 1)}
    return kind.read.model_copy(update=own | {"profile": kind.read.profile.model_copy(update=years)})


def _words(person: Candidate) -> str:
    skills = ", ".join(skill.name for skill in person.profile.skills)
    return f"{person.text.partition(chr(10))[2]}\n{skills}"


def _tags(person: Candidate, kind: Kind) -> frozenset[str]:
    years = person.profile.total_years
    level = level_of(present_titles(person.profile), years)
    own = {f"years:{years:.1f}", *_places(person.location or ""), *([f"level:{level}"] if level else [])}
    return kind.tags | own


@cache
def _places(place: str) -> frozenset[str]:
    return frozenset(f"place:{name}" for name in places_of(place))
