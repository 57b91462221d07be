"""A table of HR that was found good: the one document by which all of its rows count."""

from __future__ import annotations

from typing import ClassVar, Literal

from domain.ports import Moment, Record


class Import(Record):
    """Its records lie as a file under `key` until they have all been added; then the file is deleted. What a crash left
    undone is added by the sweep."""

    collection: ClassVar[str] = "imports"
    subjects: ClassVar[tuple[str, ...]] = ("by",)
    indexed: ClassVar[tuple[str, ...]] = ("by", "status")

    table: str
    by: str
    rows: int
    key: str
    at: Moment
    status: Literal["decided", "added", "failed"] = "decided"
