"""Search does not see who somebody is: other names, pronouns and pictures leave every rank as it was."""

from __future__ import annotations

import re
from itertools import cycle
from pathlib import Path

from adapters.embeddings import HashingEmbedder
from adapters.sqlite import SqliteRecords
from adapters.vectors import SqliteIndex
from domain.hiring import Candidate
from knowledge.indexing import entry
from knowledge.search import Query, search, understand
from tests.knowledge.test_matching import FIRST_NAMES, demo_texts, read, renamed

SENTENCES = (
    "python developers who know kafka",
    "senior designers with figma in Berlin",
    "who has improved onboarding for new colleagues",
    "sql OR excel",
    "she led a team",
    "most experienced people with 5+ years",
)
OTHERS = cycle((("She", "her"), ("He", "his"), ("They", "their")))


def another(first: str, text: str, name: str) -> str:
    """The same resume of somebody else: first name and address, a sentence that says she or he, a picture with words."""
    they, their = next(OTHERS)
    addressed = text.replace(f"{first.lower()}.", f"{name.lower()}.")
    head, _, rest = renamed(addressed, first, name).partition("\n")
    return f"{head}\nPhoto: {name}, {their} new haircut\n{rest}\n{they} led {their} team through a move of offices.\n"


def own(text: str) -> str:
    return f"{text}\nThey led their team through a move of offices.\n"


async def ranks(people: list[Candidate], folder: Path) -> list[list[tuple[str, int, float]]]:
    records, index = SqliteRecords(folder / "records.db"), SqliteIndex(folder / "index.db", 512)
    embedder = HashingEmbedder()
    await records.insert_all(people)
    await index.upsert([entry(person, embedder) for person in people])
    asked = [
        *map(understand, SENTENCES),
        Query(like=(people[0].id,)),
        Query(like=(people[3].id, people[8].id)),
    ]
    found = [
        await search(query, records=records, index=index, embedder=embedder, limit=len(people))
        for query in asked
    ]
    await index.close()
    await records.close()
    return [[(m.candidate.id, m.rank, m.score) for m in matches] for matches in found]


async def test_other_names_pronouns_and_pictures_leave_every_rank(tmp_path: Path) -> None:
    names, made = cycle(FIRST_NAMES), demo_texts()[::3]
    before = [read(own(text), id) for id, _, text in made]
    after = [read(another(first, text, next(names)), id) for id, first, text in made]
    assert sum(a.text != b.text for a, b in zip(before, after, strict=True)) == len(made)
    assert not any(re.search(r"\bhaircut\b", person.text) for person in before)
    was, now = await ranks(before, tmp_path / "a"), await ranks(after, tmp_path / "b")
    assert sum(map(len, was)) > 2 * len(made)
    assert now == was
