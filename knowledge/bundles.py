"""A zip archive of resumes → its files, unpacked in memory and checked by its listing first."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from lzma import LZMAError

from domain.errors import BadFile, TooLarge
from knowledge import documents, file_names, tables
from knowledge.documents import MAX_BYTES

MAX_FILES = 1_000
MAX_BUNDLE_BYTES = 200_000_000
"""Of the archive itself; each file in it is held to the limits of a single one."""
MAX_UNPACKED_BYTES = 1_000_000_000
MAX_RATIO = 200
RATIO_FROM_BYTES = 1_000_000
"""Of one file; ten times that of the whole archive."""
_LEFT_OUT = re.compile(r"(?:^|/)(?:__MACOSX/|\.(?!\.)|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_UTF8_NAMES = 0x800


@dataclass(frozen=True)
class Unpacked:
    """One file of an archive, with the folder it lies in before its name; without content `wrong` says why."""

    name: str
    content: bytes = b""
    wrong: str | None = None


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


def too_large(name: str) -> TooLarge:
    """What somebody is told who hands over more than `largest`."""
    return documents.too_large(name, largest(name))


def names_of(name: str, content: bytes) -> list[str]:
    """Names of the files in the archive, in its order, without what systems leave behind.

    Raises `TooLarge`, and `BadFile` with one sentence for an archive that is damaged, encrypted, empty, of more than
    `MAX_FILES` files, shaped like a bomb, or that holds other archives or names that lead out of it.
    """
    return [_name_of(entry) for entry in _entries(name, content)]


def files_of(name: str, content: bytes) -> Iterator[Unpacked]:
    """Each file, one at a time; one that cannot be unpacked keeps no other out. Raises as `names_of` before the first."""
    entries = _entries(name, content)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for entry in entries:
            yield _unpacked(archive, entry, name)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, bundle: str) -> Unpacked:
    name = _name_of(entry)
    shown = file_names.shown(name)
    if stat.S_ISLNK(entry.external_attr >> 16):
        return Unpacked(name, wrong=f"{shown} is only a link to a file. Please pack the file itself.")
    try:
        with archive.open(entry) as part:
            # One byte more than a file may have, so that its own check refuses it.
            return Unpacked(name, part.read(MAX_BYTES + 1))
    except (*_BROKEN, zlib.error, LZMAError, EOFError):
        wrong = (
            f"{shown} is damaged within {file_names.shown(bundle)}. Please pack it anew and upload it again."
        )
        return Unpacked(name, wrong=wrong)


_BROKEN = (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError)


def _entries(name: str, content: bytes) -> list[zipfile.ZipInfo]:
    shown = file_names.shown(name)
    if len(content) > MAX_BUNDLE_BYTES:
        raise too_large(name)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = [e for e in archive.infolist() if not e.is_dir() and not _LEFT_OUT.search(e.filename)]
    except _BROKEN as error:
        raise BadFile(f"{shown} is damaged. Please pack it anew and upload it again.") from error
    if wrong := _wrong(entries, len(content)):
        raise BadFile(f"{shown} {wrong}")
    return entries


def _name_of(entry: zipfile.ZipInfo) -> str:
    """Without the mark for UTF-8 names are of an old code page, or, from a Mac, UTF-8 nevertheless."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAMES:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return file_names.kept(name)


def _wrong(entries: list[zipfile.ZipInfo], packed: int) -> str | None:
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
    unpacked = sum(entry.file_size for entry in entries)
    too_much = unpacked > MAX_UNPACKED_BYTES or unpacked > max(10 * RATIO_FROM_BYTES, packed * MAX_RATIO)
    if too_much or any(map(_swells, entries)):
        return "unpacks to far more than resumes need. Please pack it anew."
    return None


def _swells(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > RATIO_FROM_BYTES and entry.file_size / max(entry.compress_size, 1) > MAX_RATIO
