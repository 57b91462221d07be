"""A table that lists resumes handed over: each row names a file, by its name or by the id (or our own link) of its upload.

Nothing is ever fetched from elsewhere: a row with somebody else's address is a row that names no file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.errors import BadFile
from knowledge import tables

COLUMNS = ("file", "resume", "cv", "upload", "file name", "filename", "link", "url", "name")
"""The first of these that the table has names the files."""
_UPLOAD = re.compile(r"(?:^|/files/)([0-9A-HJKMNP-TV-Z]{26})$")
_ADDRESS = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@dataclass(frozen=True)
class Named:
    """A row: which file it names, by the id of an upload or by a file's name."""

    row: int
    word: str
    upload_id: str | None
    foreign: bool
    """Whether it is an address outside of what was uploaded."""


def read(name: str, content: bytes) -> list[Named]:
    """The rows that name a file. Raises `BadFile` when no column does, or no row, and as `tables.read`."""
    table = tables.read(name, content)
    columns = {column.casefold(): column for column in table.columns}
    column = next((columns[c] for c in COLUMNS if c in columns), None)
    if column is None:
        raise BadFile(f"{name} needs a column “file” that names the uploaded resumes, one a row.")
    found = [_named(row.number, row.cells[column]) for row in table.rows if row.cells.get(column)]
    if not found:
        raise BadFile(f"{name} names no file. Please fill in its column “{column}”.")
    return found


def _named(row: int, word: str) -> Named:
    upload = _UPLOAD.search(word)
    return Named(row, word, upload[1] if upload else None, bool(_ADDRESS.match(word)) and not upload)
