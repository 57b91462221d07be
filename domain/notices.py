"""Something to tell a person that they did not just ask for. Stored with what it is about, told by the sweep."""

from __future__ import annotations

from typing import ClassVar

from domain.messages import Card
from domain.ports import Moment, Record


class Notice(Record):
    """`id` derives from the event, so that nobody is told twice."""

    collection: ClassVar[str] = "notices"
    subjects: ClassVar[tuple[str, ...]] = ("person_id",)
    indexed: ClassVar[tuple[str, ...]] = ("told", "at", "person_id")

    person_id: str
    card: Card
    at: Moment
    """From when on it is told: what is put off may be taken back until then."""
    told: bool = False
