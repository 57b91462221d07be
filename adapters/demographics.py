"""Demographic answers in a store of their own, under keys that only this adapter can make from a candidate's id."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import ClassVar

from domain.demographics import DIMENSIONS, Answers, Counts, Dimension
from domain.errors import AlreadyExists
from domain.ports import Record, Records


class _Kept(Record):
    """`id` is a keyed hash of the candidate's id."""

    collection: ClassVar[str] = "self_identifications"
    subjects: ClassVar[tuple[str, ...]] = ()

    answers: Answers


class ApartDemographics:
    """`Demographics` over `records`, which must be a store that nothing else is given."""

    def __init__(self, records: Records, key: bytes) -> None:
        self._records, self._key = records, key

    def _link(self, candidate_id: str) -> str:
        return hmac.new(self._key, candidate_id.encode(), hashlib.sha256).hexdigest()

    async def put(self, candidate_id: str, answers: Answers) -> None:
        kept = _Kept(id=self._link(candidate_id), answers=answers)
        while True:
            before = await self._records.get(_Kept, kept.id)
            if before is not None:
                await self._records.replace(before.model_copy(update={"answers": answers}))
                return
            try:
                await self._records.insert(kept)
                return
            except AlreadyExists:
                continue

    async def own(self, candidate_id: str) -> Answers | None:
        kept = await self._records.get(_Kept, self._link(candidate_id))
        return kept.answers if kept else None

    async def delete(self, candidate_id: str) -> None:
        await self._records.delete(_Kept, self._link(candidate_id))

    async def counts(self, outcomes: Mapping[str, Sequence[str]]) -> Counts:
        said, silent = await self._everything(), Answers()
        alike = Counter(
            (said.get(self._link(candidate_id), silent), tuple(labels))
            for candidate_id, labels in outcomes.items()
        )
        found: dict[tuple[Dimension, str], Counter[str]] = defaultdict(Counter)
        for (answers, labels), count in alike.items():
            for dimension in DIMENSIONS:
                for label in labels:
                    found[dimension, answers.group(dimension)][label] += count
        return found

    async def _everything(self) -> dict[str, Answers]:
        said: dict[str, Answers] = {}
        after = ""
        while page := await self._records.texts(_Kept, after=after, limit=5000):
            for id, text in page:
                said[id] = _Kept.model_validate_json(text).answers
            after = page[-1][0]
        return said

    async def close(self) -> None:
        await self._records.close()
