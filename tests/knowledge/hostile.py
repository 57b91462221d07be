"""Every bad file and every bad archive of docs/intake.md, under the words that its tables have for it."""

from __future__ import annotations

import os
import stat
import zipfile
from io import BytesIO
from pathlib import Path

from tests.knowledge import making
from tests.knowledge.making import ADA, pdf, with_parts
from tests.knowledge.test_bundles import packed
from tests.knowledge.test_documents import GOOD, GOOD_WORD, RELATIONSHIPS, blank_pages, encrypted, related

INTAKE = Path(__file__).parents[2] / "docs" / "intake.md"
XXE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
ENTITIES = b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>'
ODD = "control characters, marks that turn the direction of text, paths in the name"
SCRIPT = b"/Type /Catalog /OpenAction <</S/JavaScript/JS(app.alert(1))>>"
Sample = tuple[str, bytes]


def promised(heading: str) -> dict[str, tuple[str, str]]:
    """Rows of the table of docs/intake.md that begins with this heading: what is said of the HTTP answer, and to the person."""
    lines = INTAKE.read_text(encoding="utf-8").split(f"\n| {heading} | HTTP |")[1].splitlines()[2:]
    table = lines[: lines.index("")] if "" in lines else lines
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table]
    return {first: (http, told) for first, http, told in rows}


def files() -> dict[str, list[Sample]]:
    """Samples, most of them a few kilobytes that stand for far more."""
    entities = [XXE, ENTITIES]
    remote = (("attachedTemplate", "t.dotm"), ("image", "a.png"))
    outside = [
        related(kind, f"http://evil.example/{name}", ' TargetMode="External"') for kind, name in remote
    ]
    return {
        "truncated": [("cv.pdf", GOOD[: len(GOOD) // 2])],
        "encrypted": [("cv.pdf", encrypted())],
        "0 bytes": [("cv.pdf", b"")],
        "a page without text": [("cv.pdf", pdf(lambda canvas: canvas.showPage()))],
        "another type inside": [("cv.pdf", GOOD_WORD)],
        "a program": [("cv.exe", b"MZ" + bytes(99))],
        ODD: [("../../etc/cv\u202efdp.exe", b"MZ")],
        "more than 10 MB": [("cv.pdf", b"%PDF-" + os.urandom(11_000_000))],
        "zip bomb (DOCX)": [("cv.docx", with_parts(GOOD_WORD, {"word/media/a.png": bytes(60_000_000)}))],
        "decompression bomb (a PDF's stream)": [("cv.pdf", making.bomb())],
        "decompression bomb (PNG)": [("cv.png", making.picture_bomb())],
        "300 pages": [("cv.pdf", blank_pages(300))],
        "macro": [("cv.docx", with_parts(GOOD_WORD, {"word/vbaProject.bin": b"x"}))],
        "external relationship (template, picture)": [("cv.docx", content) for content in outside],
        "XXE, entity bomb (DOCX)": [
            ("cv.docx", with_parts(GOOD_WORD, {"word/styles.xml": markup})) for markup in entities
        ],
        "XXE, entity bomb (Europass)": [("cv.xml", markup) for markup in entities],
        "relationships that never end": [
            ("cv.docx", with_parts(GOOD_WORD, {RELATIONSHIPS: b"<a>" * 200_000}))
        ],
        "a PDF's head, then rubbish": [("cv.pdf", b"%PDF-1.7 " + os.urandom(50_000) + b"%%EOF")],
        "JavaScript in a PDF": [("cv.pdf", making.one_column(ADA).replace(b"/Type /Catalog", SCRIPT))],
        "corrupt cross-reference": [("cv.pdf", GOOD.replace(b"startxref\n", b"startxref\n9"))],
    }


def archives() -> dict[str, list[Sample]]:
    """Samples under 200 MB, each called all.zip."""
    link = zipfile.ZipInfo("cv.pdf")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    linked = BytesIO(packed({"other.txt": NEXT}))
    with zipfile.ZipFile(linked, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    damaged = bytearray(packed({"cv.pdf": GOOD, "other.txt": NEXT}))
    damaged[damaged.index(b"cv.pdf") + 20] ^= 0xFF  # within what is packed
    one = packed({"cv.txt": NEXT})
    found = {
        "damaged, cut off": [one[:30], one[:-9]],
        "password": [_locked(one)],
        "zip bomb, of one file or of many": [
            packed({"big.txt": bytes(30_000_000)}),
            packed({f"{n}.txt": bytes(900_000) for n in range(99)}),
        ],
        "names that lead out of it": [packed({name: b"x"}) for name in ("../../etc/cv.txt", "/etc/cv.txt")],
        "archives in it": [packed({"inner.zip": one})],
        "10,000 files": [packed({f"{n}.txt": b"x" for n in range(10_000)})],
        "no files": [packed({})],
        "a link in it": [linked.getvalue()],
        "a damaged file in it": [bytes(damaged)],
    }
    return {row: [("all.zip", content) for content in samples] for row, samples in found.items()}


NEXT = b"Bram Visser\nbram@post.example\n"


def _locked(archive: bytes) -> bytes:
    """With the mark of a password at every file."""
    content = bytearray(archive)
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(header) + flags] |= 1
    return bytes(content)
