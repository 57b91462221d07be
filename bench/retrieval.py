"""How well people are found who do the same work: `python -m bench.retrieval FOLDER`.

FOLDER holds resumes in one folder a trade (such as the "Resume Dataset" of 24 categories). Each resume without its first
line, the title, is the query; relevant are the others of its folder. Precision of the first ten, for BM25 alone, MiniLM
alone (mean of the passages, the best of four ways to use it) and the product's search, in the same run. Weights were
chosen on every other resume ("tuned on") and are reported on the rest.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import fmean

import numpy as np

from adapters.embeddings import embedder
from adapters.sqlite import SqliteRecords
from adapters.vectors import SqliteIndex
from adapters.word_mirror import stems
from domain.errors import BadInput
from domain.hiring import Candidate
from domain.ports import Embedder, IndexEntry
from knowledge import documents, resumes
from knowledge.indexing import entry, mean
from knowledge.search import Query, find

FIRST = 10
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def candidates(folder: Path) -> Iterator[tuple[str, Candidate, Candidate]]:
    """(trade, the resume, the same without its first line)"""
    for path in sorted(folder.glob("*/*.pdf")):
        try:
            text = documents.read(path.name, path.read_bytes()).text
        except BadInput as error:
            print(f"{path.name}: {error}", file=sys.stderr)
            continue
        name = f"{path.parent.name}-{path.stem}"
        yield path.parent.name, _made(name, text), _made(f"{name}-asked", _without_title(text))


def _without_title(text: str) -> str:
    lines = text.splitlines()
    first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    return "\n".join(lines[first + 1 :])


def _made(id: str, text: str) -> Candidate:
    profile = resumes.parse(documents.assembled([text]), date(2026, 11, 1))
    return Candidate(
        id=id, name="Nobody", profile=profile, text=text, file_key="k", file_name=id, resume_hash=id,
        created_at=NOW, updated_at=NOW,
    )  # fmt: skip


class Remembering:
    """`Embedder` that asks another one for each text once: most passages of a resume are those of its query too."""

    def __init__(self, inner: Embedder) -> None:
        self._inner, self._known = inner, dict[str, list[float]]()
        self.name, self.dimensions = inner.name, inner.dimensions

    def forget(self, texts: Sequence[str]) -> None:
        """Nothing is remembered."""

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        missing = [text for text in dict.fromkeys(texts) if text not in self._known]
        if missing:
            self._known |= zip(missing, self._inner.embed(missing), strict=True)
        return [self._known[text] for text in texts]


async def run(folder: Path) -> list[str]:
    embed, everybody = Remembering(embedder()), list(candidates(folder))
    trade_of = {made.id: trade for trade, made, _ in everybody}
    scores: dict[str, list[float]] = {"BM25": [], "MiniLM": [], "search": []}
    with tempfile.TemporaryDirectory() as name:
        records = SqliteRecords(Path(name) / "records.db")
        index = SqliteIndex(Path(name) / "index.db", embed.dimensions)
        held = {made.id: entry(made, embed) for _, made, _ in everybody}
        asked = {made.id: entry(query, embed) for _, made, query in everybody}
        await records.insert_all([c for _, made, query in everybody for c in (made, query)])
        await index.upsert(list(held.values()))
        ids = list(held)
        means = np.array([mean(held[id].passages) for id in ids])
        for trade, made, query in everybody:
            words = list(
                {stem: word for word in asked[made.id].text.split() for stem in stems(word)}.values()
            )
            lists = {
                "BM25": await _by_words(index, words),
                "MiniLM": [ids[at] for at in np.argsort(-(means @ np.array(mean(asked[made.id].passages))))],
                "search": await _found(query, asked[made.id], made.id, records, index, embed),
            }
            for which, found in lists.items():
                others = [id for id in found if id != made.id][:FIRST]
                scores[which].append(sum(trade_of[id] == trade for id in others) / FIRST)
        await index.close()
        await records.close()
    return [_line("tuned on", scores, 0), _line("reported", scores, 1)]


async def _by_words(index: SqliteIndex, words: list[str]) -> list[str]:
    """All words of the resume, some at a time: an index looks up no more at once, and BM25 adds up."""
    total: dict[str, float] = {}
    for start in range(0, len(words), 64):
        for hit in await index.by_words(words[start : start + 64], 10_000):
            total[hit.id] = total.get(hit.id, 0.0) + hit.score
    return sorted(total, key=lambda id: (-total[id], id))


async def _found(
    query: Candidate, asked: IndexEntry, id: str, records: SqliteRecords, index: SqliteIndex, embed: Embedder
) -> list[str]:
    """Who is like this resume. It is in the index while it is asked with, and its own whole self is left out."""
    await index.upsert([asked])
    found = await find(
        Query(like=(query.id,), exclude=(id,)), records=records, index=index, embedder=embed, limit=FIRST
    )
    await index.delete([query.id])
    return [match.candidate.id for match in found.matches]


def _line(what: str, scores: dict[str, list[float]], half: int) -> str:
    ours, words, meaning = (fmean(scores[which][half::2]) for which in ("search", "BM25", "MiniLM"))
    return (
        f"| people of the same trade, precision@10, {what} | {ours:.3f} | BM25 {words:.3f}, MiniLM {meaning:.3f} "
        f"| {ours / max(words, meaning):.2f}x | 1.10x of both |"
    )


def main() -> None:
    print("\n".join(asyncio.run(run(Path(sys.argv[1])))))


if __name__ == "__main__":
    main()
