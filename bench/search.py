"""Search over many candidates: `python -m bench.search [COUNT]`.

The candidates are those of `bench.crowd`. Everything else is the product's own: the index file, the copy in memory,
conditions, ranking, the embedding of each question (never from a cache), the ten documents read and quoted. Exact search
ranks everybody by everything.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path

import psutil

from adapters.embeddings import embedder
from adapters.sqlite import SqliteRecords
from adapters.vectors import SqliteIndex
from bench.crowd import crowd
from domain.ports import Embedder, SearchIndex
from knowledge import search
from knowledge.conditions import whole
from knowledge.search import asked_of, understand

COUNT = 100_000
QUERIES = (
    "python developers with kafka",
    "senior data analysts who know SQL",
    "designers with figma and user research",
    "accountants with ifrs and excel",
    "frontend developers react typescript",
    "somebody who migrated monoliths to services",
    "sales managers with salesforce",
    "devops engineers with kubernetes and terraform",
    "recruiters who improved onboarding",
    "backend engineers with postgresql",
)
FILTERED = tuple(f"{query} in Berlin with 5+ years" for query in QUERIES)
ROUNDS = 3


async def fill(folder: Path, count: int, embed: Embedder) -> None:
    records, index = _opened(folder, embed)
    for batch in crowd(count, embed):
        await records.insert_all([candidate for candidate, _ in batch])
        await index.upsert([entry for _, entry in batch])
    await records.close()
    await index.close()


def _opened(folder: Path, embed: Embedder) -> tuple[SqliteRecords, SqliteIndex]:
    return SqliteRecords(folder / "records.db"), SqliteIndex(folder / "index.db", embed.dimensions)


async def timed(
    work: Callable[[str], Awaitable[object]], sentences: Sequence[str], rounds: int = ROUNDS
) -> list[tuple[float, float]]:
    """Milliseconds: by the clock, and of this process's own computing, which other programs do not lengthen."""
    times = []
    for _ in range(rounds):
        for sentence in sentences:
            started, computed = time.perf_counter(), time.process_time()
            await work(sentence)
            times.append(((time.perf_counter() - started) * 1000, (time.process_time() - computed) * 1000))
    return times


async def recall(sentences: Sequence[str], count: int, index: SearchIndex, embed: Embedder) -> float:
    """Of the fifty best by an exhaustive comparison, how many the search has among its fifty best."""
    shares = []
    for sentence in sentences:
        query = understand(sentence)
        asked = await asked_of(query, [], index, embed)
        ours = [r.id for r in await index.ranked(asked, 50, whole(query))]
        exact = [r.id for r in await index.ranked(replace(asked, depth=count), 50, whole(query))]
        assert exact, f"nobody is found by “{sentence}”"
        shares.append(len(set(ours) & set(exact)) / len(exact))
    return statistics.fmean(shares)


WRITTEN = 200
WRITER = f"""
import asyncio, sys
from pathlib import Path
from adapters.vectors import SqliteIndex
from domain.ports import IndexEntry
async def main(path, dimensions):
    index = SqliteIndex(Path(path), dimensions)
    for n in range({WRITTEN}):
        await index.upsert([IndexEntry(f"w{{n}}", "python kafka", [1.0] + [0.0] * (dimensions - 1))])
        await asyncio.sleep(0.01)
    await index.close()
asyncio.run(main(sys.argv[1], int(sys.argv[2])))
"""


async def run(count: int) -> list[str]:
    with tempfile.TemporaryDirectory() as name:
        await fill(Path(name), count, embedder())
        return await measured(Path(name))


async def measured(folder: Path) -> list[str]:
    """What is to be known of the files that `fill` left. One person is deleted, and some are added."""
    embed = embedder()
    embed.embed(["warm"])
    before, started = psutil.Process().memory_info().rss, (time.perf_counter(), time.process_time())
    records, index = _opened(folder, embed)
    count = await index.count()
    await index.by_words(["python"], 1)
    restart = [time.perf_counter() - started[0], time.process_time() - started[1]]
    held = psutil.Process().memory_info().rss - before

    async def whole_search(sentence: str, limit: int = 10) -> list[search.Match]:
        query = understand(sentence)
        return await search.search(query, records=records, index=index, embedder=embed, limit=limit)

    await timed(whole_search, (*QUERIES, *FILTERED), 1)
    free, filtered = await timed(whole_search, QUERIES), await timed(whole_search, FILTERED)
    share = await recall((*QUERIES, *FILTERED), count, index, embed)
    (top,) = await whole_search(QUERIES[0], 1)
    clock = time.perf_counter()
    await index.delete([top.candidate.id])
    gone = (time.perf_counter() - clock) * 1000
    (after,) = await whole_search(QUERIES[0], 1)
    assert after.candidate.id != top.candidate.id
    command = (sys.executable, "-c", WRITER, str(folder / "index.db"), str(embed.dimensions))
    writer = await asyncio.create_subprocess_exec(*command)
    beside = await timed(whole_search, QUERIES)
    assert await writer.wait() == 0
    assert await index.count() == count - 1 + WRITTEN
    size = (folder / "index.db").stat().st_size
    await index.close()
    await records.close()
    n = f"{count:,}"
    return [
        f"| whole search among {n}, p95 | {_shown(free)} | at most 60 ms |",
        f"| the same, filtered, p95 | {_shown(filtered)} | no slower |",
        f"| while a worker writes, p95 | {_shown(beside)} | |",
        f"| recall of the best 50 | {share:.4f} | exact search of all | | at least 0.99 |",
        f"| deletion, seen by the next search | {gone:.0f} ms | | | at once |",
        f"| index of {n}: start | {restart[0]:.1f} s | own computing {restart[1]:.1f} s; file {size / 1e6:.0f} MB "
        "| | at most 5 s |",
        f"| index of {n}: memory | {held / 1e6:.0f} MB | | | |",
    ]


def _shown(times: Sequence[tuple[float, float]]) -> str:
    wall, own = zip(*times, strict=True)
    return (
        f"{_p95(wall):.0f} ms | p50 {statistics.median(wall):.0f} ms; own computing p95 {_p95(own):.0f} ms |"
    )


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    print("\n".join(asyncio.run(run(count))))


if __name__ == "__main__":
    main()
