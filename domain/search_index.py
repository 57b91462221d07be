"""The search index as the product needs it: what it holds, what can be asked, and how it measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class IndexEntry:
    """A candidate as search sees it: words, one vector for the whole person and one for each passage of the resume, and
    tags (`skill:Python`, `years:6.5`), of which conditions are made."""

    id: str
    text: str
    vector: Sequence[float] = ()
    """Empty when there is nothing to embed."""
    passages: Sequence[Sequence[float]] = ()
    tags: frozenset[str] = frozenset()
    spans: Sequence[tuple[int, int]] = ()
    """Where in the resume each passage stands, so that it can be quoted."""


@dataclass(frozen=True)
class Tagged:
    """Entries with at least one of the tags; none of them matches nothing."""

    tags: tuple[str, ...]


@dataclass(frozen=True)
class Saying:
    """Entries whose text has these words in a row, whatever their endings."""

    words: str


@dataclass(frozen=True)
class Every:
    """Entries that meet all of the conditions; no condition is met by everybody."""

    of: tuple[Condition, ...]


@dataclass(frozen=True)
class Either:
    """Entries that meet one of the conditions or more."""

    of: tuple[Condition, ...]


@dataclass(frozen=True)
class Neither:
    """Entries that meet none of the conditions."""

    of: tuple[Condition, ...]


Condition = Sequence[str] | Tagged | Saying | Every | Either | Neither
"""What narrows a search; a plain sequence is the ids themselves."""


@dataclass(frozen=True)
class Hit:
    id: str
    score: float


@dataclass(frozen=True)
class Nearest:
    """Somebody's passage that is nearest to a vector: its cosine, and where in the resume it stands."""

    id: str
    score: float
    start: int
    end: int


@dataclass(frozen=True)
class Measures:
    """What everybody is measured by; empty where nothing is asked of the kind.

    Each measure goes from 0 to 1: BM25 and cosines as shares of what the best one has, cosines beyond what the typical
    person has; tags as the sum of their weights. The score is the weighted mean of those asked; words weigh 1.
    """

    words: Sequence[str] = ()
    vector: Sequence[float] = ()
    tags: Mapping[str, float] = field(default_factory=dict)
    vector_weight: int = 1
    tags_weight: int = 1
    depth: int = 0
    """Of so many of the best the nearest passage is compared with the vector as well; it weighs 1."""
    echo_weight: int = 0
    """With `depth`, how much it counts to be like the first few whom all else finds; 0: nothing."""


@dataclass(frozen=True)
class Ranked:
    id: str
    score: float
    parts: Mapping[str, float]
    """`words`, `meaning`, `passage`, `fit` and `echo`, as far as they were asked."""
    cosine: float = 0.0
    """Of the nearest passage, when passages were asked for."""


class SearchIndex(Protocol):
    """Words, vectors and tags of candidates. Deletion takes effect at once, in every process.

    Hits come best first, equal ones by id; `among` restricts them to who meets a condition.
    """

    async def upsert(self, entries: Sequence[IndexEntry]) -> None:
        """Replace everything held under each entry's id."""

    async def delete(self, ids: Sequence[str]) -> None: ...

    async def by_vector(
        self, vector: Sequence[float], limit: int, among: Condition | None = None
    ) -> list[Hit]:
        """By the cosine (-1..1) with the person's vector."""

    async def by_passage(self, vector: Sequence[float], ids: Sequence[str]) -> list[Nearest]:
        """Each one's nearest passage, the nearest first; for some hundreds of ids."""

    async def by_words(self, words: Sequence[str], limit: int, among: Condition | None = None) -> list[Hit]:
        """BM25 over any of the words (higher is better); several words in one are a phrase."""

    async def ranked(self, by: Measures, limit: int, among: Condition | None = None) -> list[Ranked]:
        """The best of everybody who meets the condition, by all measures at once."""

    async def matching(self, among: Condition | None = None, limit: int | None = None) -> list[str]:
        """Ids of those who meet a condition, in order."""

    async def counts(self, among: Condition | None = None, prefix: str = "") -> dict[str, int]:
        """How many of those who meet a condition have each tag that begins with `prefix`; none is left out."""

    async def vectors_of(self, ids: Sequence[str]) -> dict[str, list[list[float]]]:
        """Of each id that is held: the person's vector and then those of the passages; empty without a vector."""

    async def typical(self) -> list[float]:
        """Mean of everybody's vector: what all resumes have in common, and says nothing about one."""

    async def count(self, among: Condition | None = None) -> int: ...

    async def ping(self) -> None: ...

    async def close(self) -> None: ...
