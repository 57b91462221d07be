"""The child process that reads one file: `python -m knowledge.reading KIND`, content on stdin, JSON on stdout.

It limits itself before it reads a byte, so that a file made to exhaust a machine ends this process alone.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict

from domain.errors import BadFile
from knowledge.characters import smuggled
from knowledge.documents import MAX_CHARACTERS, Document, Hidden, Kind, assembled

MEMORY_BYTES = 1_200_000_000
CPU_SECONDS = 60
FILE_BYTES = 100_000_000
"""Of one temporary file (a page's picture for OCR)."""


def main() -> None:
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))
    print(json.dumps(_answer(Kind(sys.argv[1]), sys.stdin.buffer.read())))


def _answer(kind: Kind, content: bytes) -> dict[str, object]:
    try:
        document = extract(kind, content)
    except BadFile as error:
        return {"error": error.sentence}
    except MemoryError:
        return {"error": "needs too much memory to be read. Please upload a simpler version of it."}
    except Exception:
        # Whatever a parser trips over in a file is a fault of that file; the worker must live on.
        return {"error": "is damaged and cannot be read. Please export it anew and upload it again."}
    return asdict(document)


def extract(kind: Kind, content: bytes) -> Document:
    """The document, read in this process. Raises `BadFile` with a sentence that lacks its subject, the file's name."""
    document = _reader(kind)(content)
    if not any(character.isalnum() for character in document.text):
        raise BadFile("has no readable text. Please upload a version with text in it.")
    if len(document.text) > MAX_CHARACTERS:
        raise BadFile("holds far more text than a resume. Please upload the resume alone.")
    return document


def _reader(kind: Kind) -> Callable[[bytes], Document]:
    # Deferred on purpose: each format's libraries take longer to load than a page to read.
    if kind is Kind.pdf:
        from knowledge.pdf import read_pdf

        return read_pdf
    if kind is Kind.docx:
        from knowledge.docx import read_docx

        return read_docx
    if kind is Kind.odt:
        from knowledge.odt import read_odt

        return read_odt
    if kind is Kind.rtf:
        from knowledge.rtf import read_rtf

        return read_rtf
    if kind in (Kind.png, Kind.jpeg):
        from knowledge.pictures import read_picture

        return read_picture
    return _reader_of_text(kind)


def _reader_of_text(kind: Kind) -> Callable[[bytes], Document]:
    if kind in (Kind.html, Kind.md):
        from knowledge.markup import read_html, read_markdown

        return lambda content: (read_html if kind is Kind.html else read_markdown)(decoded(content))
    if kind in (Kind.json, Kind.xml):
        from knowledge.structured import read_json, read_xml

        return read_xml if kind is Kind.xml else lambda content: read_json(decoded(content))
    return read_text


def read_text(content: bytes) -> Document:
    text = decoded(content)
    hidden = [Hidden(found, "zero-width characters") for found in smuggled(text)]
    return assembled([text], hidden)


def decoded(content: bytes) -> str:
    """UTF-16 by its mark, else UTF-8, else Windows-1252, whose undefined bytes are dropped."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="ignore")


if __name__ == "__main__":
    main()
