"""What a DOCX or ODT file, a ZIP archive, may contain: read from its listing before anything is unpacked.

Limits: 2,000 entries, 50 MB an entry, 200 MB in all, 200 times its packed size (as the tool safe-docx has them).
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree

from domain.errors import BadFile

MAX_ENTRIES = 2_000
MAX_ENTRY_BYTES = 50_000_000
MAX_TOTAL_BYTES = 200_000_000
MAX_RATIO = 200
RATIO_FROM_BYTES = 1_000_000
"""Entries below this size may be packed as well as they like."""

_BOMB = "unpacks to far more than a resume needs. Please export it anew and upload it again."
_DAMAGED = "is damaged. Please export it anew and upload it again."
_MACROS = "contains macros. Please save it as a DOCX without macros, or as a PDF."
_ACTIVE = "contains embedded or active content. Please save it without embedded objects, or as a PDF."
_REMOTE = "loads content from elsewhere. Please save it without linked templates and pictures, or as a PDF."

_ACTIVE_PARTS = re.compile(
    r"/(?:activex|embeddings|afchunk|oleobject)|\.(?:bin|exe|dll|js|vbs|hta|mht|mhtml)$", re.I
)
_HARMLESS_BIN = re.compile(r"/printersettings\d*\.bin$", re.I)


def check(content: bytes, kind: str = "docx") -> None:
    """Raises `BadFile` with what is wrong (a sentence without its subject) unless this is a plain file of the kind,
    "docx" or "odt"."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_shape(entries)
            names = [entry.filename for entry in entries]
            if kind == "odt":
                _check_open_document(archive, names)
            else:
                _check_parts(names)
            _check_markup(archive, entries)
    except (
        zipfile.BadZipFile,
        ElementTree.ParseError,
        NotImplementedError,
        EOFError,
        OSError,
        RuntimeError,
    ) as error:
        raise BadFile(_DAMAGED) from error


def _check_shape(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_TOTAL_BYTES:
        raise BadFile(_BOMB)
    if any(_swells(entry) for entry in entries):
        raise BadFile(_BOMB)
    if len(set(names)) < len(names) or any(_escapes(name) for name in names):
        raise BadFile(_DAMAGED)
    if any(entry.flag_bits & 1 for entry in entries):
        raise BadFile("is protected by a password. Please upload it without one.")


def _swells(entry: zipfile.ZipInfo) -> bool:
    ratio = entry.file_size / max(entry.compress_size, 1)
    return entry.file_size > MAX_ENTRY_BYTES or (entry.file_size > RATIO_FROM_BYTES and ratio > MAX_RATIO)


def _escapes(name: str) -> bool:
    return name.startswith(("/", "\\")) or ":" in name or ".." in re.split(r"[/\\]", name)


def _check_parts(names: list[str]) -> None:
    if "[Content_Types].xml" not in names or "word/document.xml" not in names:
        raise BadFile("is not a DOCX file, although it is packed like one. Please upload the original file.")
    for name in names:
        if "vbaproject" in name.lower():
            raise BadFile(_MACROS)
        if _ACTIVE_PARTS.search("/" + name) and not _HARMLESS_BIN.search(name):
            raise BadFile(_ACTIVE)


def _check_open_document(archive: zipfile.ZipFile, names: list[str]) -> None:
    if "content.xml" not in names or "opendocument.text" not in _declared(archive, names):
        raise BadFile("is not an ODT file, although it is packed like one. Please upload the original file.")
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise BadFile("contains macros. Please save it without macros, or as a PDF.")
    if any(name.startswith("Object ") or _ACTIVE_PARTS.search("/" + name) for name in names):
        raise BadFile(_ACTIVE)
    if "META-INF/manifest.xml" in names:
        manifest = _bounded(archive, archive.getinfo("META-INF/manifest.xml"))
        if b"encryption-data" in manifest:
            raise BadFile("is protected by a password. Please upload it without one.")


def _declared(archive: zipfile.ZipFile, names: list[str]) -> str:
    if "mimetype" not in names:
        return ""
    with archive.open("mimetype") as part:
        return part.read(200).decode("ascii", errors="ignore")


def _check_markup(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    for entry in entries:
        if not entry.filename.lower().endswith((".xml", ".rels")):
            continue
        with archive.open(entry) as part:
            head = part.read(4096)
        if b"<!DOCTYPE" in head.replace(b"\0", b"").upper():
            raise BadFile(_ACTIVE)
        if entry.filename == "[Content_Types].xml" and b"macroenabled" in _bounded(archive, entry).lower():
            raise BadFile(_MACROS)
        if entry.filename.lower().endswith(".rels"):
            _check_relationships(_bounded(archive, entry))


def _bounded(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.file_size > RATIO_FROM_BYTES:
        raise BadFile(_BOMB)
    return archive.read(entry)


def _check_relationships(markup: bytes) -> None:
    """Only hyperlinks may lead out of the file; nothing may embed another document."""
    # No entity can be declared here: a part with a DOCTYPE was refused before.
    for relationship in ElementTree.fromstring(markup):  # noqa: S314
        kind = relationship.get("Type", "").rsplit("/", 1)[-1].lower()
        if kind in ("vbaproject", "wordvbadata"):
            raise BadFile(_MACROS)
        if kind in ("afchunk", "oleobject", "package", "control", "activexcontrolbinary"):
            raise BadFile(_ACTIVE)
        if relationship.get("TargetMode", "").lower() == "external" and kind != "hyperlink":
            raise BadFile(_REMOTE)
