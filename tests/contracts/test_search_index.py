"""What every `SearchIndex` promises."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from adapters.vectors import SqliteIndex
from domain.errors import Unavailable
from domain.ports import IndexEntry, SearchIndex

DIMENSIONS = 8
Opener = Callable[[], SearchIndex]


@pytest.fixture(params=["sqlite"])
async def opened(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Opener]:
    """Opens one more instance on the same data, as another process would."""
    instances: list[SearchIndex] = []

    def another() -> SearchIndex:
        instances.append(SqliteIndex(tmp_path / "index.db", DIMENSIONS))
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


def entry(id: str, text: str, *vectors: Sequence[float]) -> IndexEntry:
    return IndexEntry(id, text, vectors)


async def ids_near(index: SearchIndex, vector: list[float], among: Sequence[str] | None = None) -> list[str]:
    return [hit.id for hit in await index.by_vector(vector, 10, among)]


async def ids_with(index: SearchIndex, *words: str, among: Sequence[str] | None = None) -> list[str]:
    return [hit.id for hit in await index.by_words(words, 10, among)]


async def test_empty(index: SearchIndex) -> None:
    assert await index.by_vector(unit(1), 5) == []
    assert await index.by_words(["python"], 5) == []
    assert await index.vectors_of("nobody") == []
    assert await index.count() == 0
    await index.ping()


async def test_best_chunk_counts(index: SearchIndex) -> None:
    await index.upsert(
        [entry("a", "", unit(0, 1), unit(1, 0.1)), entry("b", "", unit(1, 1)), entry("c", "", unit(-1))]
    )
    hits = await index.by_vector(unit(1), 3)
    assert [hit.id for hit in hits] == ["a", "b", "c"]
    assert [hit.score for hit in hits] == pytest.approx([1 / 1.01**0.5, 0.5**0.5, -1], abs=1e-5)


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
    assert np.allclose(await index.vectors_of("a"), [unit(0, 0, 1)])
    assert await index.count() == 1


async def test_delete(index: SearchIndex) -> None:
    await index.upsert([entry("a", "python", unit(1)), entry("b", "python", unit(1))])
    await ids_near(index, unit(1))
    await index.delete(["a", "never there"])
    assert await ids_near(index, unit(1)) == await ids_with(index, "python") == ["b"]
    assert await index.vectors_of("a") == []
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
        await index.upsert([IndexEntry("a", "python", [[1.0, 0.0, 0.0]])])
    assert await index.count() == 0


async def test_another_instance_sees_changes_at_once(opened: Opener) -> None:
    writer, reader = opened(), opened()
    await writer.upsert([entry("a", "go", unit(1)), entry("b", "go", unit(1, 1))])
    assert await ids_near(reader, unit(1)) == await ids_with(reader, "go") == ["a", "b"]
    await writer.delete(["a"])
    assert await ids_near(reader, unit(1)) == await ids_with(reader, "go") == ["b"]
    await reader.upsert([entry("a", "go", unit(0, 1))])
    assert await ids_near(writer, unit(1)) == ["b", "a"]


async def test_many_changes_stay_exact(index: SearchIndex) -> None:
    """Against a plain dictionary, through growth and gaps of the copy in memory."""
    random = np.random.default_rng(7)
    truth: dict[str, list[list[float]]] = {}
    for _ in range(60):
        for id in (f"c{n}" for n in random.integers(0, 120, 10)):
            truth[id] = [unit(*random.normal(size=DIMENSIONS)) for _ in range(random.integers(1, 6))]
            await index.upsert([IndexEntry(id, "", truth[id])])
        gone = [f"c{n}" for n in random.integers(0, 120, 3)]
        await index.delete(gone)
        truth = {id: vectors for id, vectors in truth.items() if id not in gone}
        query = unit(*random.normal(size=DIMENSIONS))
        best = {id: max(float(np.dot(v, query)) for v in vectors) for id, vectors in truth.items()}
        expected = sorted(best.values(), reverse=True)[:5]
        assert [hit.score for hit in await index.by_vector(query, 5)] == pytest.approx(expected, abs=1e-5)
    assert await index.count() == len(truth)


WRITER = """
import asyncio, sys
from pathlib import Path
from adapters.vectors import SqliteIndex
from domain.ports import IndexEntry

async def main(path, who):
    index = SqliteIndex(Path(path), 8)
    for n in range(60):
        await index.upsert([IndexEntry(f"{who}{n}", f"{who} text{n}", [[1.0] + [0.0] * 7])])
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


async def test_a_deleted_text_is_gone_from_the_file(tmp_path: Path) -> None:
    index = SqliteIndex(tmp_path / "index.db", DIMENSIONS)
    await index.upsert([entry("a", "Zbigniew Unforgettable", unit(1)), entry("b", "somebody", unit(1))])
    await index.delete(["a"])
    await index.close()
    content = (tmp_path / "index.db").read_bytes().lower()
    assert not (tmp_path / "index.db-wal").exists()
    assert b"zbigniew" not in content
    assert b"somebodi" in content
