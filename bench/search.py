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
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import psutil

from adapters.embeddings import embedder
from adapters.sqlite import SqliteRecords
from adapters.vectors import SqliteIndex
from bench.crowd import crowd
from domain.hiring import Candidate
from domain.ports import Embedder, OneOf
from knowledge import search
from knowledge.conditions import whole
from knowledge.search import Query, asked_of, understand

COUNT = 100_000
PLAIN = (
    "python developers with kafka",
    "senior data analysts who know SQL",
    "designers with figma",
    "accountants with ifrs and excel",
    "frontend developers react typescript",
    "sales managers with salesforce",
    "devops engineers with kubernetes and terraform",
    "backend engineers with postgresql",
)
FILTERED = (
    *(f"{sentence} in Berlin with 5+ years" for sentence in PLAIN[:5]),
    "people in Munich",
    "seniors with at least 3 years of python, not in London",
    "data scientists with a master's degree, ideally spark",
)
BOOLEAN = (
    "(python OR java) AND kafka NOT manager",
    "(sql OR excel) AND berlin",
    '"month end" AND excel',
    "figma OR sketch",
    "kubernetes AND NOT java",
)
FREE = (
    "somebody who migrated monoliths to services",
    "who has improved onboarding for new colleagues",
    "experience with closing the books at year end",
    "people who talked with users and changed the product",
    "has made dashboards that managers look at every morning",
)
LIKE = ("c000001", "c000010", "c000100", "c001000", "c000500")
"""People of the crowd; who is like them is asked."""
SENTENCES = {"plain": PLAIN, "filtered": FILTERED, "boolean": BOOLEAN, "free": FREE, "like": LIKE}
ROUNDS = 4
BEST = 50


async def fill(folder: Path, count: int, embed: Embedder) -> None:
    records, index = _opened(folder, embed)
    for batch in crowd(count, embed):
        await records.insert_all([candidate for candidate, _ in batch])
        await index.upsert([entry for _, entry in batch])
    await records.close()
    await index.close()


def _opened(folder: Path, embed: Embedder) -> tuple[SqliteRecords, SqliteIndex]:
    return SqliteRecords(folder / "records.db"), SqliteIndex(folder / "index.db", embed.dimensions)


def read(sentence: str) -> Query:
    return Query(like=(sentence,)) if sentence in LIKE else understand(sentence)


class Times:
    """Milliseconds: by the clock, and of this process's own computing, which other programs lengthen less."""

    def __init__(self) -> None:
        self.clock: list[float] = []
        self.own: list[float] = []

    async def of(self, work: Awaitable[object]) -> None:
        clock, own = time.perf_counter(), time.process_time()
        await work
        self.clock.append((time.perf_counter() - clock) * 1000)
        self.own.append((time.process_time() - own) * 1000)

    def __add__(self, other: Times) -> Times:
        both = Times()
        both.clock, both.own = self.clock + other.clock, self.own + other.own
        return both

    def row(self, what: str, must: str) -> str:
        median = statistics.median
        return (
            f"| {what}, p95 | {_p95(self.clock):.0f} ms | p50 {median(self.clock):.0f} ms; own computing p95 "
            f"{_p95(self.own):.0f} ms, p50 {median(self.own):.0f} ms | | {must} |"
        )


async def recall(sentences: Sequence[str], parts: Parts, count: int) -> float:
    """Of the fifty best by an exhaustive comparison, how many the search has among its fifty best."""
    shares = []
    for sentence in sentences:
        query, among = read(sentence), whole(read(sentence))
        liked = await parts.records.find(Candidate, {"id": OneOf(query.like)})
        asked = await asked_of(query, liked, parts.index, parts.embed)
        ours = [r.id for r in await parts.index.ranked(asked, BEST, among)]
        everybody = replace(asked, depth=count if asked.depth else 0)
        exact = [r.id for r in await parts.index.ranked(everybody, BEST, among)]
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


@dataclass(frozen=True)
class Parts:
    records: SqliteRecords
    index: SqliteIndex
    embed: Embedder

    async def search(self, sentence: str, limit: int = 10) -> list[search.Match]:
        """All of it: read, embedded, ranked, the ten read from the records and quoted."""
        parts = {"records": self.records, "index": self.index, "embedder": self.embed}
        return await search.search(read(sentence), **parts, limit=limit)

    async def times(self, sentences: Sequence[str], rounds: int = ROUNDS) -> Times:
        times = Times()
        for _ in range(rounds):
            for sentence in sentences:
                await times.of(self.search(sentence))
        return times


async def measured(folder: Path) -> list[str]:
    """What is to be known of the files that `fill` left. One person is deleted, and some are added."""
    embed = embedder()
    embed.embed(["warm"])
    before, start = psutil.Process().memory_info().rss, Times()
    parts = Parts(*_opened(folder, embed), embed)
    await start.of(parts.index.by_words(["python"], 1))
    count = await parts.index.count()
    held = psutil.Process().memory_info().rss - before
    for sentences in SENTENCES.values():
        await parts.times(sentences, 1)
    kinds = {kind: await parts.times(sentences) for kind, sentences in SENTENCES.items()}
    shares = {kind: await recall(sentences, parts, count) for kind, sentences in SENTENCES.items()}
    (top,) = await parts.search(PLAIN[0], 1)
    clock = time.perf_counter()
    await parts.index.delete([top.candidate.id])
    (after,) = await parts.search(PLAIN[0], 1)
    gone = (time.perf_counter() - clock) * 1000
    assert after.candidate.id != top.candidate.id
    command = (sys.executable, "-c", WRITER, str(folder / "index.db"), str(embed.dimensions))
    writer = await asyncio.create_subprocess_exec(*command)
    beside = Times()
    while writer.returncode is None:
        beside += await parts.times((*PLAIN, *FILTERED), 1)
    assert writer.returncode == 0
    assert await parts.index.count() == count - 1 + WRITTEN
    size = (folder / "index.db").stat().st_size
    await parts.index.close()
    await parts.records.close()
    n = f"{count:,}"
    by_kind = ", ".join(f"{kind} {share:.3f}" for kind, share in shares.items())
    return [
        sum(kinds.values(), Times()).row(f"whole search among {n}", "at most 60 ms"),
        *(
            times.row(f"of these: {kind}", "no slower" * (kind == "filtered"))
            for kind, times in kinds.items()
        ),
        beside.row("the same while a worker writes", ""),
        f"| recall of the best {BEST} | {min(shares.values()):.3f} | {by_kind} | | at least 0.99 |",
        f"| deletion and the next search, which sees it | {gone:.0f} ms | | | at once |",
        f"| index of {n}: start | {start.clock[0] / 1000:.1f} s | own computing {start.own[0] / 1000:.1f} s; "
        f"file {size / 1e6:.0f} MB | | at most 5 s |",
        f"| index of {n}: memory | {held / 1e6:.0f} MB | | | |",
    ]


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    print("\n".join(asyncio.run(run(count))))


if __name__ == "__main__":
    main()
