"""Company policies: versioned documents, quoted clause by clause."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from domain.ports import Record


class Clause(BaseModel):
    model_config = ConfigDict(frozen=True)

    heading: str
    text: str


class Policy(Record):
    collection: ClassVar[str] = "policies"
    indexed: ClassVar[tuple[str, ...]] = ("title",)

    title: str
    version: str
    effective_from: date
    clauses: tuple[Clause, ...]
