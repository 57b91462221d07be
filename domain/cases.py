"""A question that a person of HR answers: opened by an employee, with what was said before."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from domain.ports import Moment, Record


class Line(BaseModel):
    model_config = ConfigDict(frozen=True)

    author: Literal["person", "assistant"]
    text: str


class Case(Record):
    collection: ClassVar[str] = "cases"
    subjects: ClassVar[tuple[str, ...]] = ("person_id",)
    indexed: ClassVar[tuple[str, ...]] = ("person_id", "status", "opened_at")

    person_id: str
    subject: str
    transcript: tuple[Line, ...]
    """The end of the conversation in which it was opened, oldest first."""
    opened_at: Moment
    status: Literal["open", "closed"] = "open"
    closed_by: str | None = None
