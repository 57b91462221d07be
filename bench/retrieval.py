"""How well people are found who do the same work: `python -m bench.retrieval [FOLDER]`.

The demo company's resumes are labelled with their trades, skills and years. FOLDER holds resumes in one folder a trade (such as the "Resume Dataset" of 24 categories). Each resume without its first
line, the title, is the query; relevant are the others of its folder. Then it is asked with those titles, with sentences and
with the texts of jobs (`trades.yaml`). Precision of the first ten, for BM25 alone, MiniLM alone (mean of the passages, the best of four ways to
use it) and the product's search, in the same run. Weights were chosen on every other resume and title and on half of
the sentences ("tuned on") and are reported on the rest. Nothing is random. Three minutes on two idle cores.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np
import yaml

from adapters.embeddings import embedder
from adapters.sqlite import SqliteRecords
from adapters.vectors import SqliteIndex
from adapters.word_mirror import stems
from bench import crowd
from deploy.demo.world import careers
from deploy.demo.world.resume import Resume
from domain.errors import BadInput
from domain.hiring import Candidate
from domain.ports import Embedder, IndexEntry
from knowledge import documents, resumes
from knowledge.indexing import entry, mean
from knowledge.search import Query, find, understand

FIRST = 10
LONGEST_TITLE = 60
"""Characters; a longer first line is a sentence."""
NOW = datetime(2026, 11, 1, tzinfo=UTC)
TRADES = Path(__file__).with_name("trades.yaml")
Matrix = np.ndarray[Any, np.dtype[np.float64]]
Scores = dict[str, list[float]]
"""BM25, MiniLM and the product's search: precision of each query."""
Questions = dict[str, list[tuple[str, set[str]]]]
"""Kind → sentences, each with the ids of those who are right."""


Labelled = tuple[str, Candidate, Candidate]
"""A trade, a resume, and the same without its first line."""


def candidates(folder: Path) -> Iterator[Labelled]:
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


@dataclass(frozen=True)
class World:
    records: SqliteRecords
    index: SqliteIndex
    embed: Embedder


def demo() -> Iterator[Labelled]:
    """The same of the demo company; the first line is the headline, as names are not compared."""
    for resume in careers.resumes():
        text = crowd.written(resume).partition("\n")[2]
        yield resume.trade, _made(resume.id, text), _made(f"{resume.id}-asked", _without_title(text))


def demo_questions() -> Questions:
    """Two skills and years, asked of the demo company; right is who has them by the data that the resumes were written
    from. The questions of every other resume are "tuned on"."""
    people = careers.resumes()
    kinds: Questions = {
        "demo company, skills and years, tuned on": [],
        "demo company, skills and years, reported": [],
    }
    for number, resume in enumerate(people[::3]):
        one, two = resume.skills[number % 3], resume.skills[number % 3 + 1]
        least = max(1, round(_years(resume)) - 1)
        right = {p.id for p in people if {one, two} <= set(p.skills) and _years(p) >= least}
        sentence = f"people with {one} and {two} and at least {least} years of experience"
        kinds[list(kinds)[number % 2]].append((sentence, right))
    return kinds


def _years(resume: Resume) -> float:
    """Between the first post and the last; a year alone begins in January."""
    starts, ends = [_month(p.start) for p in resume.posts], [_month(p.end or "2026-11") for p in resume.posts]
    return (max(ends, default=0) - min(starts, default=0)) / 12


def _month(said: str) -> int:
    year, _, month = said.partition("-")
    return int(year) * 12 + int(month or 1)


def trade_questions(everybody: Sequence[Labelled]) -> Questions:
    """What a recruiter would say and paste, for each trade."""
    kinds: Questions = {}
    for trade, said in yaml.safe_load(TRADES.read_text(encoding="utf-8")).items():
        right = {made.id for of, made, _ in everybody if of == trade}
        first, second = said["sentences"][:2], said["sentences"][2:]
        for kind, sentences in (
            ("a sentence, tuned on", first),
            ("a sentence, reported", second),
            ("the text of a job, tuned on", [said["job"]]),
        ):
            kinds.setdefault(kind, []).extend((sentence, right) for sentence in sentences)
    return kinds


def title_questions(everybody: Sequence[Labelled]) -> Questions:
    """The titles that the resumes begin with, each once a trade; right are the others of the trade."""
    kinds: Questions = {"the title of a resume, tuned on": [], "the title of a resume, reported": []}
    asked = set[tuple[str, str]]()
    for number, (trade, made, _) in enumerate(everybody):
        title = next((line for line in made.text.splitlines() if line.strip()), "").strip().lower()
        if title and len(title) <= LONGEST_TITLE and (title, trade) not in asked:
            asked.add((title, trade))
            right = {other.id for of, other, _ in everybody if of == trade} - {made.id}
            kinds[list(kinds)[number % 2]].append((title, right))
    return kinds


async def run(folder: Path | None) -> list[str]:
    embed = Remembering(embedder())
    lines = await compared("demo company, people of the same trade", list(demo()), demo_questions(), embed)
    if folder:
        everybody = list(candidates(folder))
        questions = {**trade_questions(everybody), **title_questions(everybody)}
        lines += await compared("people of the same trade", everybody, questions, embed)
    return lines


async def compared(
    alike: str, everybody: Sequence[Labelled], questions: Questions, embed: Embedder
) -> list[str]:
    trade_of = {made.id: trade for trade, made, _ in everybody}
    scores: Scores = {"BM25": [], "MiniLM": [], "search": []}
    with tempfile.TemporaryDirectory() as name:
        records = SqliteRecords(Path(name) / "records.db")
        index = SqliteIndex(Path(name) / "index.db", embed.dimensions)
        held = {made.id: entry(made, embed) for _, made, _ in everybody}
        queries = {made.id: entry(query, embed) for _, made, query in everybody}
        await records.insert_all([c for _, made, query in everybody for c in (made, query)])
        await index.upsert(list(held.values()))
        ids = list(held)
        means = np.array([mean(held[id].passages) for id in ids])
        asked = await _asked(ids, means, questions, World(records, index, embed))
        for trade, made, query in everybody:
            words = list(
                {stem: word for word in queries[made.id].text.split() for stem in stems(word)}.values()
            )
            lists = {
                "BM25": await _by_words(index, words),
                "MiniLM": [
                    ids[at] for at in np.argsort(-(means @ np.array(mean(queries[made.id].passages))))
                ],
                "search": await _found(query, queries[made.id], made.id, records, index, embed),
            }
            for which, found in lists.items():
                others = [id for id in found if id != made.id][:FIRST]
                scores[which].append(sum(trade_of[id] == trade for id in others) / FIRST)
        await index.close()
        await records.close()
    return [
        _line(f"{alike}, tuned on", _half(scores, 0)),
        _line(f"{alike}, reported", _half(scores, 1)),
        *(_line(what, found) for what, found in asked.items()),
    ]


async def _asked(ids: Sequence[str], means: Matrix, questions: Questions, world: World) -> dict[str, Scores]:
    """Precision of the first ten, or of as many as are right where they are fewer."""
    scores: dict[str, Scores] = {}
    for kind, asked in questions.items():
        for sentence, right in asked:
            vector = np.array(world.embed.embed([sentence])[0])
            found = await find(
                understand(sentence),
                records=world.records,
                index=world.index,
                embedder=world.embed,
                limit=FIRST,
            )
            lists = {
                "BM25": [hit.id for hit in await world.index.by_words(sentence.split(), FIRST)],
                "MiniLM": [ids[at] for at in np.argsort(-(means @ vector))[:FIRST]],
                "search": [match.candidate.id for match in found.matches],
            }
            few = min(FIRST, len(right))
            for which, listed in lists.items():
                of_kind = scores.setdefault(kind, {name: [] for name in lists})
                of_kind[which].append(len(right.intersection(listed[:few])) / few)
    return scores


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


def _half(scores: Scores, which: int) -> Scores:
    return {name: values[which::2] for name, values in scores.items()}


def _line(what: str, scores: Scores) -> str:
    ours, words, meaning = (fmean(scores[which]) for which in ("search", "BM25", "MiniLM"))
    return (
        f"| precision@10: {what} | {ours:.3f} | BM25 {words:.3f}, MiniLM {meaning:.3f} "
        f"| {ours / max(words, meaning):.2f}x | 1.10x of both |"
    )


def main() -> None:
    print("\n".join(asyncio.run(run(Path(sys.argv[1]) if len(sys.argv) > 1 else None))))


if __name__ == "__main__":
    main()
