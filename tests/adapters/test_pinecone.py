"""Vectors in Pinecone: what `tests/contracts/test_search_index.py` cannot ask of every index."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import numpy as np
import pytest
from pydantic import SecretStr

from adapters.pinecone_index import PineconeIndex
from adapters.vectors import SqliteIndex
from api.settings import Settings
from api.wiring import search_index
from domain.errors import BadInput, Unavailable
from domain.ports import IndexEntry, Measures, SearchIndex, Tagged
from tests.servers.pinecone import PineconeServer

DIMENSIONS = 8


@pytest.fixture
def vendor() -> Iterator[PineconeServer]:
    with PineconeServer(DIMENSIONS) as server:
        yield server


@pytest.fixture
async def index(vendor: PineconeServer, tmp_path: Path) -> AsyncIterator[SearchIndex]:
    settings = Settings(
        data=tmp_path, vectors=f"pinecone:{vendor.url}", pinecone_api_key=SecretStr(vendor.key)
    )
    made = search_index(settings, DIMENSIONS)
    assert isinstance(made, PineconeIndex)
    yield made
    await made.close()


def someone(id: str, seed: int, passages: int = 3, tag: str = "t:1") -> IndexEntry:
    random = np.random.default_rng(seed)
    rows = random.normal(size=(passages + 1, DIMENSIONS))
    units = (rows / np.linalg.norm(rows, axis=1)[:, None]).tolist()
    words = " ".join(random.choice(["python", "java", "kafka", "sales", "chef"], 3))
    spans = [(n * 10, n * 10 + 9) for n in range(passages)]
    return IndexEntry(id, words, units[0], units[1:], frozenset({tag, f"n:{seed % 3}"}), spans)


async def test_it_ranks_as_the_embedded_index_does(index: SearchIndex, tmp_path: Path) -> None:
    embedded = SqliteIndex(tmp_path / "embedded.db", DIMENSIONS)
    entries = [someone(f"c{n:02}", n) for n in range(60)]
    await index.upsert(entries)
    await embedded.upsert(entries)
    asked = Measures(
        ["python", "kafka"], someone("asked", 99).vector, {"n:1": 0.5, "n:2": 0.25}, 2, 2, depth=20
    )
    for among in (None, Tagged(("n:0", "n:1"))):
        ours, theirs = await index.ranked(asked, 12, among), await embedded.ranked(asked, 12, among)
        assert [r.id for r in ours] == [r.id for r in theirs]
        assert [r.score for r in ours] == pytest.approx([r.score for r in theirs], abs=2e-3)
        assert set(ours[0].parts) == {"words", "meaning", "fit", "passage"}
    ids = [e.id for e in entries[:9]]
    near, far = await index.by_passage(asked.vector, ids), await embedded.by_passage(asked.vector, ids)
    assert [(hit.id, hit.start, hit.end) for hit in near] == [(hit.id, hit.start, hit.end) for hit in far]
    await embedded.close()


async def test_who_was_deleted_is_in_no_answer_however_long_pinecone_takes(
    index: SearchIndex, vendor: PineconeServer
) -> None:
    await index.upsert([someone("gone", 1), someone("stays", 2)])
    vendor.lag()
    await index.delete(["gone"])
    vector = someone("asked", 1).vector
    assert [hit.id for hit in await index.by_vector(vector, 9)] == ["stays"]
    assert {hit.id for hit in await index.by_passage(vector, ["gone", "stays"])} == {"stays"}
    assert [r.id for r in await index.ranked(Measures(vector=vector, depth=5), 9)] == ["stays"]
    assert list(await index.vectors_of(["gone", "stays"])) == ["stays"]
    assert "gone" not in json.dumps(vendor.spaces)


async def test_who_is_new_is_found_by_words_before_pinecone_knows(
    index: SearchIndex, vendor: PineconeServer
) -> None:
    await index.upsert([someone("old", 1)])
    vendor.lag()
    await index.upsert([IndexEntry("new", "haskell", someone("new", 2).vector)])
    asked = Measures(["haskell"], someone("asked", 2).vector)
    assert [r.id for r in await index.ranked(asked, 9)] == ["new", "old"]
    vendor.settle()
    (hit,) = await index.by_vector(asked.vector, 1)
    assert (hit.id, hit.score) == ("new", pytest.approx(1, abs=1e-5))


async def test_a_shorter_resume_leaves_no_passage_of_the_longer_one(
    index: SearchIndex, vendor: PineconeServer
) -> None:
    await index.upsert([someone("a", 1, passages=7), someone("b", 2, passages=2)])
    await index.upsert([someone("a", 3, passages=2)])
    assert sorted(vendor.spaces["passages"]) == ["a#0", "a#1", "b#0", "b#1"]
    assert len((await index.vectors_of(["a"]))["a"]) == 3
    await index.upsert([IndexEntry("a", "nothing to embed")])
    assert sorted(vendor.spaces["people"]) == ["b"]
    assert sorted(vendor.spaces["passages"]) == ["b#0", "b#1"]


async def test_no_words_and_no_tags_leave_for_pinecone(index: SearchIndex, vendor: PineconeServer) -> None:
    await index.upsert(
        [IndexEntry("a", "zbigniew at acme", someone("a", 1).vector, tags=frozenset({"company:acme"}))]
    )
    assert "zbigniew" not in json.dumps(vendor.spaces)
    assert "acme" not in json.dumps(vendor.spaces)


async def test_many_people_fit_into_the_requests(index: SearchIndex, vendor: PineconeServer) -> None:
    entries = [someone(f"c{n:05}", n, passages=1) for n in range(1100)]
    await index.upsert(entries)
    assert len(vendor.spaces["people"]) == len(vendor.spaces["passages"]) == 1100
    hits = await index.by_vector(entries[7].vector, 1)
    assert [hit.id for hit in hits] == ["c00007"]
    await index.delete([e.id for e in entries])
    assert vendor.spaces == {"people": {}, "passages": {}}


async def test_a_vendor_that_fails_is_said_and_deletes_are_made_up_for(
    index: SearchIndex, vendor: PineconeServer
) -> None:
    await index.upsert([someone("a", 1)])
    vendor.key = "another key"
    with pytest.raises(Unavailable, match="Pinecone cannot be reached"):
        await index.delete(["a"])
    assert await index.matching() == []
    vendor.key = "a key"
    await index.delete(["a"])
    assert vendor.spaces == {"people": {}, "passages": {}}


async def test_an_index_of_another_width_is_said(index: SearchIndex, vendor: PineconeServer) -> None:
    await index.ping()
    vendor.dimension = 768
    with pytest.raises(Unavailable, match="768 numbers by cosine"):
        await index.ping()


@pytest.mark.parametrize(
    ("vectors", "key", "said"),
    [
        ("qdrant:http://x", "k", "pinecone:<host"),
        ("pinecone:", "k", "pinecone:<host"),
        ("pinecone:x", "", "API_KEY"),
    ],
)
def test_settings_that_name_no_index_are_refused(tmp_path: Path, vectors: str, key: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        search_index(Settings(data=tmp_path, vectors=vectors, pinecone_api_key=SecretStr(key)), DIMENSIONS)
