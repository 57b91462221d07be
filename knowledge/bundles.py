"""A zip archive of resumes → its files, unpacked in memory and checked by its listing first."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath

from domain.errors import BadFile, TooLarge
from knowledge import documents, tables
from knowledge.documents import MAX_BYTES

MAX_FILES = 1_000
MAX_BUNDLE_BYTES = 200_000_000
"""Of the archive itself; each file in it is held to the limits of a single one."""
MAX_UNPACKED_BYTES = 1_000_000_000
MAX_RATIO = 200
RATIO_FROM_BYTES = 1_000_000
_LEFT_OUT = re.compile(r"(?:^|/)(?:__MACOSX/|\.(?!\.)|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)


def check(name: str, content: bytes) -> None:
    """Whether this may be handed over: an archive of resumes, a table that names them, or a single file.

    Raises as `names_of`, `tables.check` or `documents.check` do.
    """
    if name.lower().endswith(".zip"):
        names_of(name, content)
    elif tables.is_table(name):
        tables.check(name, content)
    else:
        documents.check(name, content)


def largest(name: str) -> int:
    """Bytes that a file of this name may have."""
    return MAX_BUNDLE_BYTES if name.lower().endswith(".zip") else MAX_BYTES


def names_of(name: str, content: bytes) -> list[str]:
    """Names of the files in the archive, in its order, without folders and what systems leave behind.

    Raises `TooLarge`, and `BadFile` with one sentence for an archive that is damaged, encrypted, empty, of more than
    `MAX_FILES` files, shaped like a bomb, or that holds other archives or names that lead out of it.
    """
    if len(content) > MAX_BUNDLE_BYTES:
        raise TooLarge(f"{name} is larger than 200 MB. Please send it in parts.")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = [e for e in archive.infolist() if not e.is_dir() and not _LEFT_OUT.search(e.filename)]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise BadFile(f"{name} is damaged. Please pack it anew and upload it again.") from error
    wrong = _wrong(entries)
    if wrong:
        raise BadFile(f"{name} {wrong}")
    return [entry.filename for entry in entries]


def files_of(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Each file with its own name, one at a time; raises as `names_of`, which is asked first."""
    names = names_of(name, content)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for inner in names:
            try:
                with archive.open(inner) as part:
                    # One byte more than a file may have, so that its own check refuses it.
                    yield PurePosixPath(inner).name, part.read(MAX_BYTES + 1)
            except (zipfile.BadZipFile, zlib.error, EOFError) as error:
                raise BadFile(f"{name} is damaged. Please pack it anew and upload it again.") from error


def _wrong(entries: list[zipfile.ZipInfo]) -> str | None:
    names = [entry.filename for entry in entries]
    if not entries:
        return "holds no files. Please pack the resumes and upload it again."
    if len(entries) > MAX_FILES:
        return f"holds {len(entries)} files; the limit is {MAX_FILES}. Please send it in parts."
    if any(n.startswith(("/", "\\")) or ":" in n or ".." in re.split(r"[/\\]", n) for n in names):
        return "holds names that lead out of it. Please pack it anew and upload it again."
    if any(entry.flag_bits & 1 for entry in entries):
        return "is protected by a password. Please upload it without one."
    if any(n.lower().endswith((".zip", ".rar", ".7z", ".gz", ".tar")) for n in names):
        return "holds other archives. Please pack the resumes themselves."
    if any(map(_swells, entries)) or sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        return "unpacks to far more than resumes need. Please pack it anew."
    return None


def _swells(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > RATIO_FROM_BYTES and entry.file_size / max(entry.compress_size, 1) > MAX_RATIO
