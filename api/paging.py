"""Pages of a list that is ordered: the cursor is the id of the last row seen, so that rows added before it shift
nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar

from fastapi import Query

from domain.errors import BadInput

T = TypeVar("T")
Limit = Annotated[int, Query(ge=1, le=500, description="Rows on a page")]
Cursor = Annotated[str | None, Query(description="`next_cursor` of the page before; left out for the first")]


def page(
    rows: Sequence[T], id_of: Callable[[T], str], cursor: str | None, limit: int
) -> tuple[list[T], str | None]:
    """The rows after the cursor, and the cursor of the page after them; None on the last. Raises `BadInput`."""
    start = 0
    if cursor is not None:
        start = next((n for n, row in enumerate(rows, 1) if id_of(row) == cursor), 0)
        if not start:
            raise BadInput("That cursor is none of ours. Please begin without one.")
    found = list(rows[start : start + limit])
    return found, id_of(found[-1]) if start + limit < len(rows) else None
