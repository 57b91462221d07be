"""What every record store checks and says alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.errors import AlreadyExists, BadInput, Conflict
from domain.ports import Between, OneOf, Record, Scalar


def askable(kind: type[Record], field: str) -> str:
    """The field, if records of this kind may be asked by it; raises `ValueError` otherwise. The only way by which a
    field name gets into a query."""
    if field != "id" and field not in kind.indexed:
        raise ValueError(
            f"{kind.collection} cannot be asked by {field!r}, only by id, {', '.join(kind.indexed)}"
        )
    return field


def plain(wanted: Scalar | OneOf | Between) -> Scalar | OneOf | Between:
    """What is wanted, if it is made of plain values; raises `ValueError` otherwise, so that nothing from outside can
    pass for an operator of the store's."""
    values = wanted.values if isinstance(wanted, OneOf) else (wanted,)
    if isinstance(wanted, Between):
        values = (wanted.low, wanted.high)
    for value in values:
        if not isinstance(value, str | int | None):
            raise ValueError(f"{value!r} is not a value to ask by")
    return wanted


def reach(fields: Mapping[str, Any], path: str) -> Any:
    """The value at the end of a dotted path; None where it leads nowhere."""
    value: Any = fields
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def require_searchable(kind: type[Record], fields: Mapping[str, Any]) -> None:
    """Raises `BadInput` for a NUL in an indexed text: SQLite would take the text for ending there, so that
    `ann@example.com\\0` were found as `ann@example.com`."""
    for field in kind.indexed:
        value = reach(fields, field)
        if isinstance(value, str) and "\0" in value:
            raise BadInput(f"The {field} contains a character that cannot be kept. Please type it anew.")


def taken(kind: type[Record]) -> AlreadyExists:
    return AlreadyExists(f"There is already such an entry in {kind.collection}; it was left as it is.")


def outrun(kind: type[Record]) -> Conflict:
    return Conflict(
        f"This entry in {kind.collection} was changed meanwhile. Please look again and repeat it."
    )
