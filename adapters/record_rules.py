"""What every record store checks and says alike."""

from __future__ import annotations

from domain.errors import AlreadyExists, Conflict
from domain.ports import Record


def askable(kind: type[Record], field: str) -> str:
    """The field, if records of this kind may be asked by it; raises `ValueError` otherwise. The only way by which a
    field name gets into a query."""
    if field != "id" and field not in kind.indexed:
        raise ValueError(
            f"{kind.collection} cannot be asked by {field!r}, only by id, {', '.join(kind.indexed)}"
        )
    return field


def taken(kind: type[Record]) -> AlreadyExists:
    return AlreadyExists(f"There is already such an entry in {kind.collection}; it was left as it is.")


def outrun(kind: type[Record]) -> Conflict:
    return Conflict(
        f"This entry in {kind.collection} was changed meanwhile. Please look again and repeat it."
    )
