"""What an erasure takes out of documents that are not about the person but speak of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from domain.messages import Card, Item, Table
from domain.ports import Moment, R, Record

ERASED = "[erased]"
GONE = Card(
    title="This answer was removed",
    text="It was about somebody whose data has been erased.",
)


class LegalHold(Record):
    """While it is open nothing about the person is deleted (29 CFR 1602.14: until a charge is settled)."""

    collection: ClassVar[str] = "legal_holds"
    subjects: ClassVar[tuple[str, ...]] = ()
    indexed: ClassVar[tuple[str, ...]] = ("subject_id", "released_at")

    subject_id: str
    reason: str
    placed_by: str
    placed_at: Moment
    released_by: str | None = None
    released_at: Moment | None = None


class Traces(BaseModel):
    """By what somebody is found: ids, exactly; and what names them, anywhere in a text, in any case."""

    model_config = ConfigDict(frozen=True)

    ids: frozenset[str]
    words: frozenset[str]
    """Lower case. A name of a single word is not among them: too many others have it."""

    def name(self, text: str) -> bool:
        low = text.lower()
        return any(word in low for word in (*self.words, *(id.lower() for id in self.ids)))


def traces(ids: set[str], names: set[str], contacts: set[str]) -> Traces:
    """Of a person's ids, names, and addresses and numbers."""
    words = {n.strip().lower() for n in names if len(n.split()) > 1} | {c.strip().lower() for c in contacts}
    return Traces(ids=frozenset(ids), words=frozenset(w for w in words if len(w) > 4))


def without(card: Card, of: Traces) -> Card:
    """The card without the person: rows and items that speak of them are left out; a card about them alone is replaced."""
    if not of.name(card.model_dump_json()):
        return card
    kept = card.model_copy(
        update={
            "items": tuple(item for item in card.items if not _speaks(item, of)),
            "table": _table(card.table, of) if card.table else None,
            "buttons": tuple(b for b in card.buttons if not _speaks(b, of)),
            "suggestions": tuple(s for s in card.suggestions if not of.name(s)),
        }
    )
    return GONE if of.name(kept.model_dump_json()) else kept


def _speaks(part: BaseModel, of: Traces) -> bool:
    return of.name(part.model_dump_json())


def _table(table: Table, of: Traces) -> Table:
    rows = tuple(row for row in table.rows if not any(of.name(cell) for cell in row))
    return table.model_copy(update={"rows": rows})


def blanked(record: R, of: Traces) -> R:
    """The record with every text that names the person blanked, and their ids taken out of lists. Cards by `without`."""
    fields = {name: _blank(value, of) for name, value in dict(record).items() if name not in ("id", "rev")}
    return record.model_copy(update=fields)


def _blank(value: Any, of: Traces) -> Any:
    if isinstance(value, Card):
        return without(value, of)
    if isinstance(value, Item) and _speaks(value, of):
        return Item(title=ERASED)
    if isinstance(value, BaseModel):
        return value.model_copy(update={name: _blank(inner, of) for name, inner in dict(value).items()})
    if isinstance(value, dict):
        return {_blank(key, of): _blank(inner, of) for key, inner in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return type(value)(_blank(inner, of) for inner in value if inner not in of.ids)
    if isinstance(value, str) and of.name(value):
        return ERASED
    return value


def record_kinds() -> Iterator[type[Record]]:
    """Every kind of record that the running program knows."""
    waiting: list[type[Record]] = list(Record.__subclasses__())
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        yield kind
