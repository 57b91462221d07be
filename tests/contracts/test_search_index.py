"""What every `SearchIndex` promises."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from adapters.pinecone_index import PineconeIndex
from adapters.vectors import SqliteIndex
from domain.errors import Unavailable
from domain.ports import Condition, Either, Every, IndexEntry, Measures, Neither, Saying, SearchIndex, Tagged
from tests.servers.pinecone import PineconeServer

DIMENSIONS = 8
Opener = Callable[[], SearchIndex]


@pytest.fixture
def pinecone() -> Iterator[PineconeServer]:
    with PineconeServer(DIMENSIONS) as server:
        yield server


@pytest.fixture(params=["sqlite", "pinecone"])
async def opened(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Opener]:
    """Opens one more instance on the same data, as another process would."""
    instances: list[SearchIndex] = []
    vendor: PineconeServer | None = (
        request.getfixturevalue("pinecone") if request.param == "pinecone" else None
    )

    def another() -> SearchIndex:
        own = SqliteIndex(tmp_path / "index.db", DIMENSIONS)
        instances.append(PineconeIndex(own, vendor.url, vendor.key, DIMENSIONS) if vendor else own)
        return instances[-1]

    yield another
    for instance in instances:
        await instance.close()


@pytest.fixture
def index(opened: Opener) -> SearchIndex:
    return opened()


def unit(*weights: float) -> list[float]:
    vector = np.zeros(DIMENSIONS)
    vector[: len(weights)] = weights
    return [float(x) for x in vector / np.linalg.norm(vector)]


def entry(id: str, text: str, *vectors: Sequence[float], tags: Collection[str] = ()) -> IndexEntry:
    """The first vector is the person's, the others are passages."""
    spans = [(40 * n, 40 * n + 50) for n in range(len(vectors) - 1)]
    return IndexEntry(id, text, vectors[0] if vectors else (), vectors[1:], frozenset(tags), spans)


async def ids_near(index: SearchIndex, vector: list[float], among: Sequence[str] | None = None) -> list[str]:
    return [hit.id for hit in await index.by_vector(vector, 10, among)]


async def ids_with(index: SearchIndex, *words: str, among: Sequence[str] | None = None) -> list[str]:
    return [hit.id for hit in await index.by_words(words, 10, among)]


async def test_empty(index: SearchIndex) -> None:
    assert await index.by_vector(unit(1), 5) == []
    assert await index.by_words(["python"], 5) == []
    assert await index.vectors_of(["nobody"]) == {}
    assert await index.by_passage(unit(1), ["nobody"]) == []
    assert await index.ranked(Measures(["python"], unit(1), {"t:a": 1}), 5) == []
    assert await index.matching() == []
    assert await index.counts() == {}
    assert await index.typical() == [0.0] * DIMENSIONS
    assert await index.count() == 0
    await index.ping()


async def test_persons_and_their_best_passages(index: SearchIndex) -> None:
    await index.upsert(
        [
            entry("a", "", unit(0, 1), unit(0, 0, 1), unit(1, 0.1)),
            entry("b", "", unit(1, 1), unit(-1)),
            entry("c", "", unit(-1)),
        ]
    )
    hits = await index.by_vector(unit(1), 3)
    assert [hit.id for hit in hits] == ["b", "a", "c"]
    assert [hit.score for hit in hits] == pytest.approx([0.5**0.5, 0, -1], abs=1e-5)
    passages = await index.by_passage(unit(1), ["c", "b", "a"])
    assert [hit.id for hit in passages] == ["a", "b"]
    assert [hit.score for hit in passages] == pytest.approx([1 / 1.01**0.5, -1], abs=1e-5)
    assert [(hit.start, hit.end) for hit in passages] == [(40, 90), (0, 50)]
    assert await index.typical() == pytest.approx(
        list(np.mean([unit(0, 1), unit(1, 1), unit(-1)], axis=0)), abs=1e-6
    )


async def test_limit_and_ties_by_id(index: SearchIndex) -> None:
    await index.upsert([entry(id, "rust", unit(1, 2)) for id in "dbca"])
    assert [hit.id for hit in await index.by_vector(unit(1), 2)] == ["a", "b"]
    assert [hit.id for hit in await index.by_words(["rust"], 3)] == ["a", "b", "c"]
    assert await index.by_vector(unit(1), 0) == await index.by_words(["rust"], 0) == []


async def test_upsert_replaces_words_and_vectors(index: SearchIndex) -> None:
    await index.upsert([entry("a", "cobol", unit(1), unit(0, 1))])
    await index.upsert([entry("a", "kotlin", unit(0, 0, 1))])
    assert await ids_with(index, "cobol") == []
    assert await ids_with(index, "kotlin") == ["a"]
    assert (await index.by_vector(unit(1), 1))[0].score == 0
    assert np.allclose((await index.vectors_of(["a"]))["a"], [unit(0, 0, 1)])
    assert await index.count() == 1


async def test_delete(index: SearchIndex) -> None:
    await index.upsert([entry("a", "python", unit(1)), entry("b", "python", unit(1))])
    await ids_near(index, unit(1))
    await index.delete(["a", "never there"])
    assert await ids_near(index, unit(1)) == await ids_with(index, "python") == ["b"]
    assert await index.vectors_of(["a"]) == {}
    assert await index.by_passage(unit(1), ["a"]) == []
    assert await index.typical() == pytest.approx(unit(1))
    assert await index.count() == 1
    await index.upsert([entry("a", "python", unit(1))])
    assert await ids_near(index, unit(1)) == ["a", "b"]


async def test_among_restricts(index: SearchIndex) -> None:
    await index.upsert([entry(id, "java", unit(1, n)) for n, id in enumerate("abcd")])
    assert await ids_near(index, unit(1), ["d", "c", "unknown"]) == ["c", "d"]
    assert await ids_with(index, "java", among=["d", "c", "unknown"]) == ["c", "d"]
    assert await ids_near(index, unit(1), []) == await ids_with(index, "java", among=[]) == []


async def test_words_any_of_them_more_is_better(index: SearchIndex) -> None:
    await index.upsert(
        [
            entry("both", "Python and Kafka developer in Berlin", unit(1)),
            entry("one", "Python developer in Munich today", unit(1)),
            entry("none", "pastry chef", unit(1)),
        ]
    )
    hits = await index.by_words(["python", "kafka"], 10)
    assert [hit.id for hit in hits] == ["both", "one"]
    assert hits[0].score > hits[1].score


async def test_java_is_not_javascript_nor_c_cpp(index: SearchIndex) -> None:
    texts = {"java": "Java, SQL", "js": "JavaScript/C#", "cpp": "C++ (Qt)", "c": "C, Assembler"}
    await index.upsert([entry(id, text, unit(1)) for id, text in texts.items()])
    assert await ids_with(index, "java") == ["java"]
    assert await ids_with(index, "C++") == ["cpp"]
    assert await ids_with(index, "c#") == ["js"]
    assert await ids_with(index, "C") == ["c"]


async def test_several_words_in_one_are_a_phrase(index: SearchIndex) -> None:
    await index.upsert([entry("a", "machine learning", unit(1)), entry("b", "learning a machine", unit(1))])
    assert await ids_with(index, "machine learning") == ["a"]


@pytest.mark.parametrize(
    "word",
    [
        '"',
        "a OR b*",
        "text:python",
        "NEAR(python kafka)",
        "NOT python",
        "x' OR 1=1 --",
        "^",
        "\0",
        "",
        "🙂",
        "()",
    ],
)
async def test_words_are_never_syntax(index: SearchIndex, word: str) -> None:
    await index.upsert([entry("a", "python kafka", unit(1))])
    assert await ids_with(index, word) == []
    assert await ids_with(index, word, "kafka") == ["a"]


async def test_a_page_of_words_is_answered(index: SearchIndex) -> None:
    await index.upsert([entry("a", "python", unit(1))])
    assert await ids_with(index, "python", *(f"word{n}" for n in range(20_000))) == ["a"]


async def test_words_without_vectors(index: SearchIndex) -> None:
    await index.upsert([entry("a", "python")])
    assert await ids_near(index, unit(1)) == []
    assert await ids_with(index, "python") == ["a"]
    assert await index.count() == 1


async def test_vectors_of_another_width_are_refused(index: SearchIndex) -> None:
    with pytest.raises(ValueError, match="3 numbers"):
        await index.upsert([IndexEntry("a", "python", [1.0, 0.0, 0.0])])
    assert await index.count() == 0


async def test_another_instance_sees_changes_at_once(opened: Opener) -> None:
    writer, reader = opened(), opened()
    await writer.upsert([entry("a", "go", unit(1)), entry("b", "go", unit(1, 1))])
    assert await ids_near(reader, unit(1)) == await ids_with(reader, "go") == ["a", "b"]
    await writer.delete(["a"])
    assert await ids_near(reader, unit(1)) == await ids_with(reader, "go") == ["b"]
    await reader.upsert([entry("a", "go", unit(0, 1))])
    assert await ids_near(writer, unit(1)) == ["b", "a"]


async def test_conditions(index: SearchIndex) -> None:
    await index.upsert(
        [
            entry("a", "built machine learning services", unit(1), tags=["skill:Python", "place:berlin"]),
            entry("b", "learning about the machine", unit(1), tags=["skill:Python", "skill:Go"]),
            entry("c", "machine learnings", tags=["skill:Go", "place:berlin"]),
        ]
    )
    python, go = Tagged(("skill:Python",)), Tagged(("skill:Go",))
    met: list[tuple[Condition | None, list[str]]] = [
        (None, ["a", "b", "c"]),
        (python, ["a", "b"]),
        (Tagged(("skill:Go", "place:berlin")), ["a", "b", "c"]),
        (Tagged(()), []),
        (Tagged(("skill:python", "nothing")), []),
        (Every((python, go)), ["b"]),
        (Every(()), ["a", "b", "c"]),
        (Either((Every((python, go)), Saying("machine learning"))), ["a", "b", "c"]),
        (Either(()), []),
        (Neither((python,)), ["c"]),
        (Neither(()), ["a", "b", "c"]),
        (Saying("Machine  Learning"), ["a", "c"]),
        (Saying("berlin"), []),
        (Saying("the"), []),
        (Saying("built services"), []),
        (["b", "nobody"], ["b"]),
        (Every((["a", "b"], Neither((["b"],)))), ["a"]),
    ]
    for condition, ids in met:
        assert await index.matching(condition) == ids, condition
        assert await index.count(condition) == len(ids)
    assert await index.matching(None, 2) == ["a", "b"]
    assert await index.counts(python, "skill:") == {"skill:Python": 2, "skill:Go": 1}
    assert await index.counts(prefix="skill:G") == {"skill:Go": 2}
    assert (await index.counts())["place:berlin"] == 2
    tagged = await index.ranked(Measures(tags={"skill:Go": 0.5, "place:berlin": 0.25}), 2)
    assert [(r.id, r.score, r.parts) for r in tagged] == [
        ("c", 0.75, {"fit": 0.75}),
        ("b", 0.5, {"fit": 0.5}),
    ]
    assert [r.id for r in await index.ranked(Measures(tags={"skill:Go": 1}), 9, python)] == ["b", "a"]
    assert [(r.id, r.score) for r in await index.ranked(Measures(), 9, go)] == [("b", 1), ("c", 1)]
    assert [h.id for h in await index.by_words(["machine"], 9, go)] == ["c", "b"]


async def test_measures_are_shares_of_the_best_ones(index: SearchIndex) -> None:
    """Typical is (1, 0): of the cosines 1 and 0.6 with (0.6, 0.8), only what lies above 0.6 counts."""
    await index.upsert(
        [
            entry("both", "python", unit(0.6, 0.8), tags=["t:1"]),
            entry("words", "python", unit(0.6, -0.8)),
            entry("other", "cobol", unit(1)),
        ]
    )
    typical = await index.typical()
    assert typical == pytest.approx([2.2 / 3] + [0.0] * (DIMENSIONS - 1), abs=1e-6)
    ranked = await index.ranked(
        Measures(["python"], unit(0.6, 0.8), {"t:1": 1.0}, vector_weight=3, tags_weight=4), 9
    )
    assert {r.id: r.parts for r in ranked} == {
        "both": {"words": 1, "meaning": 1, "fit": 1},
        "words": {"words": 1, "meaning": 0, "fit": 0},
        "other": {"words": 0, "meaning": pytest.approx(0.16 / 0.56, abs=1e-4), "fit": 0},
    }
    scores = {r.id: r.score for r in ranked}
    assert scores["both"] == 1
    assert scores["words"] == 0.125
    assert scores["other"] == pytest.approx(0.16 / 0.56 * 3 / 4 / 2, abs=1e-4)


async def test_who_is_like_the_first_few_comes_before_who_is_not(index: SearchIndex) -> None:
    """Nobody but the first five says the word; of the others, who lies where they lie is their echo."""
    first = [entry(f"first{n}", "welder", unit(1, 1, 0.1 * n), tags=["t:1"]) for n in range(5)]
    others = [entry("apart", "cook", unit(1, -1)), entry("like", "cook", unit(1, 1, 0.3))]
    await index.upsert([*first, *others])
    asked = Measures(["welder"], unit(1), {"t:1": 1.0}, depth=50, echo_weight=3)
    ranked = await index.ranked(asked, 9)
    assert [r.id for r in ranked][5:] == ["like", "apart"]
    echo = {r.id: r.parts["echo"] for r in ranked}
    assert echo["like"] > 0.9
    assert echo["apart"] == 0
    few = await index.ranked(asked, 9, ["first1", "like", "apart"])
    assert all("echo" not in r.parts for r in few)


async def test_many_changes_stay_exact(index: SearchIndex) -> None:
    """Against a plain dictionary, through growth and gaps of the copy in memory."""
    random = np.random.default_rng(7)
    truth: dict[str, IndexEntry] = {}
    for _ in range(30):
        changed = [f"c{n}" for n in random.choice(120, 10, replace=False)]
        for id in changed:
            tags = frozenset(f"t:{n}" for n in random.integers(0, 9, 3))
            vector = unit(*random.normal(size=DIMENSIONS))
            truth[id] = IndexEntry(id, " ".join(sorted(tags)), vector, tags=tags)
        await index.upsert([truth[id] for id in changed])
        gone = [f"c{n}" for n in random.integers(0, 120, 3)]
        await index.delete(gone)
        truth = {id: e for id, e in truth.items() if id not in gone}
        query = unit(*random.normal(size=DIMENSIONS))
        some = {id: e for id, e in truth.items() if "t:1" in e.tags and "t:2" not in e.tags}
        best = sorted((float(np.dot(e.vector, query)) for e in some.values()), reverse=True)[:5]
        condition = Every((Tagged(("t:1",)), Neither((Tagged(("t:2",)),))))
        hits = await index.by_vector(query, 5, condition)
        assert [hit.score for hit in hits] == pytest.approx(best, abs=1e-5)
        assert await index.matching(Every((condition, Saying("t 1")))) == sorted(some)
        assert await index.count(Tagged(("t:3",))) == sum("t:3" in e.tags for e in truth.values())
    assert await index.count() == len(truth)


WRITER = """
import asyncio, sys
from pathlib import Path
from adapters.vectors import SqliteIndex
from domain.ports import IndexEntry

async def main(path, who):
    index = SqliteIndex(Path(path), 8)
    for n in range(60):
        await index.upsert([IndexEntry(f"{who}{n}", f"{who} text{n}", [1.0] + [0.0] * 7)])
    await index.delete([f"{who}{n}" for n in range(0, 60, 2)])
    await index.close()

asyncio.run(main(*sys.argv[1:]))
"""


async def test_processes_write_while_one_reads(tmp_path: Path) -> None:
    """All start on an absent file at once; nothing is lost and the reader never fails."""
    path = tmp_path / "new" / "index.db"
    writers = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", WRITER, str(path), who) for who in "xyz"
    ]
    reader = SqliteIndex(path, DIMENSIONS)
    everyone = asyncio.gather(*(writer.wait() for writer in writers))
    while not everyone.done():
        await reader.by_vector(unit(1), 500)
        await asyncio.sleep(0.01)
    assert await everyone == [0, 0, 0]
    expected = sorted(f"{who}{n}" for who in "xyz" for n in range(1, 60, 2))
    assert [hit.id for hit in await reader.by_vector(unit(1), 500)] == expected
    assert len(await reader.by_words(["x", "y", "z"], 500)) == await reader.count() == len(expected)
    await reader.close()


async def test_a_file_of_another_embedder_is_refused(tmp_path: Path) -> None:
    index = SqliteIndex(tmp_path / "index.db", DIMENSIONS)
    with pytest.raises(Unavailable, match="another embedder"):
        SqliteIndex(tmp_path / "index.db", DIMENSIONS + 1)
    await index.close()
    with pytest.raises(Unavailable, match="closed"):
        await index.count()


async def test_what_was_deleted_is_gone_from_the_file(tmp_path: Path) -> None:
    index = SqliteIndex(tmp_path / "index.db", DIMENSIONS)
    for id, company in (("a", "zbigniew"), ("b", "somebody")):
        await index.upsert([entry(id, f"Worked for {company}", unit(1), tags=[f"company:{company}"])])
    await index.delete(["a"])
    await index.close()
    content = (tmp_path / "index.db").read_bytes().lower()
    assert not (tmp_path / "index.db-wal").exists()
    assert b"company:somebody" in content
    assert b"zbigniew" not in content
    assert b"worked" not in content


async def test_a_file_of_an_older_layout_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    with closing(sqlite3.connect(path)) as older:
        older.execute("CREATE TABLE entries(number INTEGER PRIMARY KEY, vectors BLOB)")
        older.execute("CREATE TABLE about(key TEXT PRIMARY KEY, value INTEGER NOT NULL)")
        older.execute("INSERT INTO about VALUES ('dimensions', 4)")
        older.commit()
    index = SqliteIndex(path, DIMENSIONS)
    assert await index.count() == 0
    await index.upsert([entry("a", "python", unit(1))])
    await index.close()
    again = SqliteIndex(path, DIMENSIONS)
    assert await again.count() == 1
    await again.close()
