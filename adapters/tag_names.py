"""Names of tags in the file of the search index, each once, with how many entries have it; entries hold their numbers.

Numbers are never used again, so that what a process has read of them stays true; a name that nobody has any more is gone.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np

SCHEMA = """
CREATE TABLE IF NOT EXISTS names(number INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, held INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS names_of_nobody ON names(held) WHERE held = 0
"""


def hold(file: sqlite3.Connection, tags_of_each: Sequence[Iterable[str]]) -> list[bytes]:
    """What each entry keeps of its tags: uint32 numbers. Within a transaction, as `release`."""
    counts = Counter(chain.from_iterable(tags_of_each))
    file.executemany(
        "INSERT INTO names(name, held) VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET held = held + excluded.held",
        counts.items(),
    )
    asked = "SELECT name, number FROM names WHERE name IN (SELECT value FROM json_each(?))"
    number_of = dict(file.execute(asked, (json.dumps(list(counts)),)))
    return [np.array(sorted(map(number_of.__getitem__, tags)), np.uint32).tobytes() for tags in tags_of_each]


def release(file: sqlite3.Connection, held: Iterable[bytes]) -> None:
    """The tags of entries that are no more; `held` is what they kept."""
    counts = Counter(np.frombuffer(b"".join(held), np.uint32).tolist())
    file.executemany(
        "UPDATE names SET held = held - ? WHERE number = ?", [(n, tag) for tag, n in counts.items()]
    )
    file.execute("DELETE FROM names WHERE held = 0")


def later(file: sqlite3.Connection, number: int) -> dict[int, str]:
    """Numbers after this one with their names, ascending."""
    return dict(file.execute("SELECT number, name FROM names WHERE number > ? ORDER BY number", (number,)))
