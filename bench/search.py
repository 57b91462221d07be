"""Search over many candidates: `python -m bench.search [COUNT]`.

The candidates are made from the lines of the demo company's resumes; their vectors are those of real passages, turned a
little at random, because embedding a hundred thousand texts takes hours. Everything else is the product's own: the index
file, the copy in memory, conditions, ranking, the ten documents read. Exact search ranks everybody by everything.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import psutil

from adapters.embeddings import embedder
from adapters.sqlite import SqliteRecords
from adapters.vectors import SqliteIndex
from deploy.demo.world.careers import resumes
from domain.hiring import Candidate
from domain.ports import Embedder, IndexEntry, SearchIndex
from domain.profiles import Profile, Skill, Span, Value
from knowledge import search
from knowledge.conditions import whole
from knowledge.ranking import measure
from knowledge.search import asked_of, understand
from knowledge.tags import tags_of

COUNT = 100_000
NOISE = 0.6
"""Length of what is added at random to a vector of length 1: cosines between two of one passage are about 0.7."""
QUERIES = (
    "python developers with kafka",
    "senior data scientists who know machine learning",
    "nurses with intensive care experience",
    "accountants with ifrs and excel",
    "frontend developers react typescript",
    "somebody who migrated monoliths to services",
    "sales managers who speak German",
    "devops engineers with kubernetes and terraform",
    "teachers of mathematics",
    "project manager agile logistics",
)
FILTERED = tuple(f"{query} in Berlin with 5+ years" for query in QUERIES)
ROUNDS = 3
BATCH = 2_000


def people(count: int, embed: Embedder) -> list[tuple[Candidate, IndexEntry]]:
    """A generator's candidates with what the index holds of them; lazily, a batch at a time."""
    dice, noise = random.Random(7), np.random.default_rng(7)
    made = resumes()
    lines = [(r.trade, line) for r in made for post in r.posts for line in post.bullets]
    by_trade: dict[str, list[str]] = {}
    for trade, line in lines:
        by_trade.setdefault(trade, []).append(line)
    base = dict(zip((t for _, t in lines), embed.embed([t for _, t in lines]), strict=True))
    now = datetime(2026, 11, 1, tzinfo=UTC)

    def one(number: int) -> tuple[Candidate, IndexEntry]:
        like, other = dice.choice(made), dice.choice(made)
        said = dice.sample(by_trade[like.trade], min(8, len(by_trade[like.trade])))
        title, years = (
            dice.choice(like.posts).title if like.posts else like.headline,
            round(dice.uniform(0, 25), 1),
        )
        text = "\n".join([f"Person {number}", title, other.location, *said, ", ".join(like.skills)])
        skills = tuple(Skill(name=name, spans=(Span(start=0, end=1),)) for name in like.skills)
        headline = Value(value=title, span=Span(start=text.index(title), end=text.index(title) + len(title)))
        profile = Profile(headline=headline, skills=skills, total_years=years)
        candidate = Candidate(
            id=f"c{number:06d}", name=f"Person {number}", location=other.location, profile=profile, text=text,
            file_key="k", file_name="f.pdf", resume_hash=str(number), created_at=now, updated_at=now,
        )  # fmt: skip
        vectors = []
        for line in (said[0], said[1]):
            turned = (
                np.array(base[line]) + noise.normal(size=embed.dimensions) * NOISE / embed.dimensions**0.5
            )
            vectors.append((turned / np.linalg.norm(turned)).tolist())
        return candidate, IndexEntry(candidate.id, text, vectors[0], vectors[1:], tags_of(candidate))

    return [one(number) for number in range(count)]


async def filled(folder: Path, count: int, embed: Embedder) -> tuple[SqliteRecords, SqliteIndex]:
    records, index = SqliteRecords(folder / "records.db"), SqliteIndex(folder / "index.db", embed.dimensions)
    everybody = people(count, embed)
    for start in range(0, count, BATCH):
        batch = everybody[start : start + BATCH]
        await records.insert_all([candidate for candidate, _ in batch])
        await index.upsert([entry for _, entry in batch])
    return records, index


async def timed(
    work: Callable[[str], Awaitable[object]], sentences: Sequence[str]
) -> list[tuple[float, float]]:
    """Milliseconds: by the clock, and of this process's own computing, which other programs do not lengthen."""
    times = []
    for _ in range(ROUNDS):
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
        asked, passage = await asked_of(query, [], index, embed)
        ours = [m.id for m in (await measure(asked, passage, whole(query), index))[:50]]
        exact = [m.id for m in (await measure(asked, passage, whole(query), index, count))[:50]]
        shares.append(len(set(ours) & set(exact)) / max(1, len(exact)))
    return statistics.fmean(shares)


WRITER = """
import asyncio, sys
from pathlib import Path
from adapters.vectors import SqliteIndex
from domain.ports import IndexEntry
async def main(path, dimensions):
    index = SqliteIndex(Path(path), dimensions)
    for n in range(200):
        await index.upsert([IndexEntry(f"w{n}", "python kafka", [1.0] + [0.0] * (dimensions - 1))])
        await asyncio.sleep(0.01)
    await index.close()
asyncio.run(main(sys.argv[1], int(sys.argv[2])))
"""


async def run(count: int) -> list[str]:
    embed = embedder()
    embed.embed(["warm"])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        records, index = await filled(folder, count, embed)
        await index.close()
        before = psutil.Process().memory_info().rss
        started = time.perf_counter()
        index = SqliteIndex(folder / "index.db", embed.dimensions)
        await index.matching(limit=1)
        await index.by_words(["python"], 1)
        restart, held = time.perf_counter() - started, psutil.Process().memory_info().rss - before

        async def whole_search(sentence: str) -> object:
            return await search.search(understand(sentence), records=records, index=index, embedder=embed)

        await timed(whole_search, QUERIES[:2])
        free, filtered = await timed(whole_search, QUERIES), await timed(whole_search, FILTERED)
        share = await recall((*QUERIES, *FILTERED), count, index, embed)
        (top,) = await search.search(
            understand(QUERIES[0]), records=records, index=index, embedder=embed, limit=1
        )
        started = time.perf_counter()
        await index.delete([top.candidate.id])
        gone = (time.perf_counter() - started) * 1000
        after = await search.search(
            understand(QUERIES[0]), records=records, index=index, embedder=embed, limit=1
        )
        assert after[0].candidate.id != top.candidate.id
        command = (sys.executable, "-c", WRITER, str(folder / "index.db"), str(embed.dimensions))
        writer = await asyncio.create_subprocess_exec(*command)
        beside = await timed(whole_search, QUERIES)
        assert await writer.wait() == 0
        assert await index.count() == count - 1 + 200
        size = (folder / "index.db").stat().st_size
        await index.close()
        await records.close()
    n = f"{count:,}"
    return [
        f"| whole search among {n}, p95 | {_shown(free)} | at most 60 ms |",
        f"| the same, filtered, p95 | {_shown(filtered)} | no slower |",
        f"| while a worker writes, p95 | {_shown(beside)} | |",
        f"| recall of the best 50 | {share:.4f} | exact search of all | | at least 0.99 |",
        f"| deletion, then seen by the next search | {gone:.0f} ms | | | at once |",
        f"| index of {n}: start | {restart:.1f} s | file {size / 1e6:.0f} MB | | at most 5 s |",
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
