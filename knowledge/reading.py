"""The process that reads files for `knowledge.child`: it loads every library once, then forks for each file.

Requests on stdin: a line of JSON (`kind`, `size`, `wall` in seconds, `today` when the resume is to be parsed too), then the
content. Answers on stdout: a line of JSON. The fork limits itself before it looks at a byte, so that a file made to exhaust
a machine ends the fork alone.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import re
import resource
import select
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import Any

from domain.errors import BadFile
from knowledge import huge_pages
from knowledge.characters import smuggled
from knowledge.documents import MAX_CHARACTERS, Document, Hidden, Kind, assembled

MEMORY_BYTES = 1_200_000_000
CPU_SECONDS = 60
FILE_BYTES = 100_000_000
"""Of one temporary file (a page's picture for OCR)."""
ANSWER_BYTES = 20_000_000

FOLDER = "reading-"
"""How the temporary folder of one file begins; the reader's process id follows."""
LEFT_SECONDS = 600.0
"""Beyond any file's wall time."""

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)

_STUCK = "took too long to read. Please upload a simpler version of it."
_KILLED = "is damaged or needs too much memory to be read. Please export it anew and upload it again."
_TOO_MUCH = "holds far more text than a resume. Please upload the resume alone."


def main() -> None:
    _tidied()
    _warmed()
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while line := requests.readline():
        asked = json.loads(line)
        content = requests.read(asked["size"])
        answers.write(_forked(asked, content) + b"\n")
        answers.flush()


def _tidied() -> None:
    """Remove what readers left behind that were killed themselves: nothing lives as long in a folder of theirs."""
    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDER}*"):
        with suppress(OSError):
            if folder.stat().st_mtime < time.time() - LEFT_SECONDS:
                shutil.rmtree(folder)


def _warmed() -> None:
    """Load what the forks will need, and fill the caches of the rules, by reading a resume of nobody."""
    sys.meta_path.insert(0, _Unneeded())
    from knowledge import markup, odt, pictures, resumes, rtf, sample, structured

    assert all((markup, odt, pictures, rtf, structured))  # noqa: S101 - for their side: loaded
    for kind, content in ((Kind.pdf, sample.pdf()), (Kind.docx, sample.docx())):
        resumes.parse(extract(kind, content), date(2026, 1, 1))
    gc.collect()
    gc.freeze()
    huge_pages.collapse()


class _Unneeded(MetaPathFinder):
    """pytesseract loads these where they are installed, for answers that nobody asks of it: half of all memory here, which
    each fork would pay for."""

    def find_spec(self, name: str, path: object, target: object = None) -> None:
        if name in ("numpy", "pandas"):
            raise ModuleNotFoundError(f"No module named {name!r} in a reader", name=name)


def _forked(asked: dict[str, Any], content: bytes) -> bytes:
    """One file in a process of its own, which leaves nothing behind: no program it started, no temporary file."""
    reader = os.getpid()
    out, into = os.pipe()
    with tempfile.TemporaryDirectory(prefix=f"{FOLDER}{reader}-") as folder:
        child = os.fork()
        if child == 0:
            os.close(out)
            _die_with(reader)
            _in_fork(asked, content, folder, into)
        os.close(into)
        with suppress(OSError):  # it may have done so itself
            os.setpgid(child, child)
        output, in_time = _drained(out, time.monotonic() + asked["wall"])
        os.close(out)
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    if output.endswith(b"\n"):
        return output[:-1]
    slow = not in_time or os.waitstatus_to_exitcode(status) in (-signal.SIGXCPU, -signal.SIGKILL)
    return json.dumps({"error": _STUCK if slow else _KILLED}).encode()


def _drained(out: int, deadline: float) -> tuple[bytes, bool]:
    """What the fork wrote, and whether it ended in time. Whoever asked being gone counts as an end too."""
    output = bytearray()
    while (left := deadline - time.monotonic()) > 0:
        ready, _, _ = select.select([out, 0], [], [], left)
        if 0 in ready:
            return b"", True
        if out in ready:
            piece = os.read(out, 1 << 16)
            if not piece or len(output) > ANSWER_BYTES:
                return bytes(output), True
            output += piece
    return b"", False


def _in_fork(asked: dict[str, Any], content: bytes, folder: str, into: int) -> None:
    """Never returns."""
    try:
        os.setpgid(0, 0)
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, 0)
        os.dup2(nothing, 1)
        os.chdir(folder)
        os.environ["TMPDIR"] = os.environ["HOME"] = tempfile.tempdir = folder
        for limit, value in (
            (resource.RLIMIT_AS, MEMORY_BYTES),
            (resource.RLIMIT_CPU, CPU_SECONDS),
            (resource.RLIMIT_FSIZE, FILE_BYTES),
            (resource.RLIMIT_CORE, 0),
        ):
            resource.setrlimit(limit, (value, value))
        with os.fdopen(into, "wb") as answer:
            answer.write(_encoded(_answer(Kind(asked["kind"]), content, asked["today"])) + b"\n")
    finally:
        os._exit(0)


def _die_with(reader: int) -> None:
    """Its end is ours, however it comes; where the kernel cannot say so, the limits are what ends us."""
    with suppress(AttributeError, OSError):
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != reader:
        os._exit(0)


def _encoded(answer: dict[str, object]) -> bytes:
    encoded = json.dumps(answer).encode()
    return encoded if len(encoded) < ANSWER_BYTES else json.dumps({"error": _TOO_MUCH}).encode()


def _answer(kind: Kind, content: bytes, today: str | None) -> dict[str, object]:
    try:
        document = extract(kind, content)
        return asdict(document) | ({"profile": _parsed(document, today)} if today else {})
    except BadFile as error:
        return {"error": error.sentence}
    except MemoryError:
        return {"error": "needs too much memory to be read. Please upload a simpler version of it."}
    except Exception:
        # Whatever a parser trips over in a file is a fault of that file; the worker must live on.
        return {"error": "is damaged and cannot be read. Please export it anew and upload it again."}


def _parsed(document: Document, today: str) -> object:
    from knowledge import resumes  # deferred: it imports the documents of this module's callers

    return resumes.parse(document, date.fromisoformat(today)).model_dump(mode="json")


def extract(kind: Kind, content: bytes) -> Document:
    """The document, read in this process. Raises `BadFile` with a sentence that lacks its subject, the file's name."""
    document = _reader(kind)(content)
    if not any(character.isalnum() for character in document.text):
        raise BadFile("has no readable text. Please upload a version with text in it.")
    if len(document.text) > MAX_CHARACTERS:
        raise BadFile(_TOO_MUCH)
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


_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
"""Blanks that set what follows apart, as a tab does."""
_YEAR = re.compile(r"(?:19|20)\d\d")
"""Dates tell of themselves where they stand, and a long line leaves one blank before them."""


def read_text(content: bytes) -> Document:
    lines = decoded(content).split("\n")
    text = "\n".join(line if _YEAR.search(line) else _GAP.sub("\t", line) for line in lines)
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
