"""Files made to do harm, as tickets of a worker: each a stated outcome and one sentence, and the next resume is read."""

from __future__ import annotations

import os
import re
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from actions.perform import Ready, prepare
from actions.resumes import Batch
from adapters.clamd import ClamdScanner
from domain.conversations import Upload
from domain.errors import TooLarge
from domain.hiring import Candidate
from domain.tickets import Ticket, TicketStatus
from knowledge import bundles, documents, file_names
from tests.bot.office import Office
from tests.knowledge import making
from tests.knowledge.making import ADA, pdf, with_parts
from tests.knowledge.test_documents import GOOD, GOOD_WORD, RELATIONSHIPS, blank_pages, encrypted, related
from tests.servers.clamd import EICAR, ClamdServer

T = TicketStatus
INTAKE = (Path(__file__).parents[2] / "docs" / "intake.md").read_text(encoding="utf-8")
XXE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'


def javascript() -> bytes:
    """A PDF that runs a script when it is opened, where something runs scripts."""
    canvas = making.one_column(ADA)
    return canvas.replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction <</S/JavaScript/JS(app.alert(1))>>")


HOSTILE: dict[str, tuple[str, bytes, str | None]] = {
    "truncated": ("cv.pdf", GOOD[: len(GOOD) // 2], "cv.pdf is cut off: its end is missing. Please upload the file again."),
    "encrypted": ("cv.pdf", encrypted(), "cv.pdf is protected by a password. Please upload it without one."),
    "empty page": ("cv.pdf", pdf(lambda canvas: canvas.showPage()), "cv.pdf has no readable text. Please upload a version with text in it."),
    "0 bytes": ("cv.pdf", b"", "cv.pdf is empty. Please upload the file again."),
    "wrong type": ("cv.pdf", GOOD_WORD, "cv.pdf is named .pdf but holds a DOCX or ZIP archive. Please upload the original file."),
    "program": ("cv.exe", b"MZ" + bytes(99), "cv.exe is not a "),
    "zip bomb": ("cv.docx", with_parts(GOOD_WORD, {"word/media/a.png": b"\0" * 60_000_000}), "cv.docx unpacks to far more than a resume needs."),
    "decompression bomb": ("cv.pdf", making.bomb(), "cv.pdf (?:is damaged or needs too much memory|took too long|needs too much memory)"),
    "300 pages": ("cv.pdf", blank_pages(300), "cv.pdf has 300 pages; the limit is 30. Please upload the resume alone."),
    "macro": ("cv.docx", with_parts(GOOD_WORD, {"word/vbaProject.bin": b"x"}), "cv.docx contains macros."),
    "remote template": ("cv.docx", related("attachedTemplate", "http://evil.example/t.dotm", ' TargetMode="External"'), "cv.docx loads content from elsewhere."),
    "XXE": ("cv.docx", with_parts(GOOD_WORD, {"word/styles.xml": XXE}), "cv.docx contains embedded or active content."),
    "XXE in Europass": ("cv.xml", XXE, "cv.xml declares entities, which a resume has no need of."),
    "entity bomb": ("cv.xml", b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>', "cv.xml "),
    "JavaScript": ("cv.pdf", javascript(), None),
    "corrupt cross-reference": ("cv.pdf", GOOD.replace(b"startxref\n", b"startxref\n9"), None),
    "rubbish": ("cv.pdf", b"%PDF-1.7 " + os.urandom(50_000) + b"%%EOF", "cv.pdf is damaged"),
    "path in the name": ("../../etc/passwd.pdf", b"", "passwd.pdf is empty."),
    "picture bomb": ("cv.png", making.picture_bomb(), "cv.png unpacks to a far larger picture than a page needs."),
    "marks in the name": ("c\x01v\u202efdp.exe", b"MZ", "cvfdp.exe is not a "),
    "relationships bomb": ("cv.docx", with_parts(GOOD_WORD, {RELATIONSHIPS: b"<a>" * 200_000}), "cv.docx "),
}  # fmt: skip
"""File, content, and the sentence (a pattern) of the ticket; None: it is read like any other."""


async def ticket_of(office: Office, name: str, content: bytes) -> Ticket:
    """As it comes out of an archive: unchecked before the worker has it."""
    upload = await office.company.upload("Priya Nair", content)
    await office.records.replace(upload.model_copy(update={"name": name}))
    ctx = await office.company.ctx("Priya Nair")
    prepared = await prepare("candidates.add", {"uploads": [upload.id], "consent": True}, ctx)
    assert isinstance(prepared, Ready)
    batch = await prepared.run()
    assert isinstance(batch, Batch)
    return batch.tickets[0]


async def worked(office: Office, ticket: Ticket) -> Ticket:
    await office.engine.tickets.work(ticket.id)
    after = await office.records.get(Ticket, ticket.id)
    assert isinstance(after, Ticket)
    return after


@pytest.mark.parametrize("kind", HOSTILE)
async def test_it_ends_in_one_sentence_and_the_next_resume_is_read(
    office: Office, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "WALL_SECONDS", 30)
    name, content, sentence = HOSTILE[kind]
    before = psutil.Process().memory_info().rss
    began = time.monotonic()
    after = await worked(office, await ticket_of(office, name, content))
    assert time.monotonic() - began < 30 + 15, "longer than its wall"
    if sentence is None:
        assert after.status is T.completed
        made = await office.records.get(Candidate, after.result["candidate_id"])
        assert made.name == "Adaora Lindholm"
    else:
        assert (after.status, after.attempts) == (T.failed, 1)
        assert after.error is not None
        assert re.match(sentence, after.error), after.error
        assert after.error.endswith((".", "one."))
        assert "\n" not in after.error
        said = after.error.removeprefix(file_names.shown(name)).strip()
        assert said in INTAKE or kind == "decompression bomb", "docs/intake.md says something else"
    assert psutil.Process().memory_info().rss - before < 200_000_000
    assert [f for r in psutil.Process().children(recursive=True) for f in _held(r)] == []
    good = await worked(office, await ticket_of(office, "next.txt", b"Bram Visser\nbram@post.example\n"))
    assert good.status is T.completed


def _held(process: psutil.Process) -> list[str]:
    """Temporary files that a reader still holds open."""
    try:
        return [
            f.path for f in process.open_files() if f.path.startswith(tempfile.gettempdir() + "/reading-")
        ]
    except psutil.NoSuchProcess:
        return []


async def test_two_hundred_megabytes_are_refused_at_the_door(office: Office) -> None:
    for name in ("cv.pdf", "all.zip"):
        with pytest.raises(TooLarge, match="Please"):
            await office.engine.upload("p-priya-nair", name, b"PK" + bytes(200_000_001))
    assert await office.records.count(Upload, {"owner_id": "p-priya-nair"}) == 0
    assert bundles.largest("cv.pdf") == documents.MAX_BYTES


async def test_an_etc_passwd_in_an_archive_is_never_written(office: Office, tmp_path: Path) -> None:
    from tests.bot.test_batches import packed

    archive = packed({"good.txt": b"x", "../../../../tmp/evil.txt": b"x"})
    with pytest.raises(documents.BadFile, match="lead out of it"):
        await office.engine.upload("p-priya-nair", "all.zip", archive)


# --- the virus scanner -------------------------------------------------------------------------------------------


def scanned_by(office: Office, port: int) -> None:
    office.engine.tickets._ports = replace(office.company.ports, scanner=ClamdScanner("127.0.0.1", port, 2.0))


async def test_a_virus_is_refused_and_a_clean_file_read(office: Office) -> None:
    async with ClamdServer() as clamd:
        scanned_by(office, clamd.port)
        bad = await worked(office, await ticket_of(office, "cv.txt", b"Ada Park\n" + EICAR))
        good = await worked(office, await ticket_of(office, "cv2.txt", b"Bram Visser\nbram@post.example\n"))
    assert (bad.status, good.status) == (T.failed, T.completed)
    assert bad.error == (
        "cv.txt was refused by the virus scanner (Eicar-Test-Signature). Please send a clean copy of the resume."
    )
    assert await office.records.count(Candidate, {"name": "Ada Park"}) == 0


async def test_while_the_scanner_is_away_the_ticket_waits(office: Office) -> None:
    async with ClamdServer() as clamd:
        port = clamd.port
    scanned_by(office, port)
    waiting = await worked(office, await ticket_of(office, "cv.txt", b"Bram Visser\nbram@post.example\n"))
    assert (waiting.status, waiting.step) == (T.enqueued, "trying again")
    assert await office.records.count(Candidate, {"name": "Bram Visser"}) == 0
    async with ClamdServer() as clamd:
        scanned_by(office, clamd.port)
        office.company.clock.now = waiting.lease_until
        assert (await worked(office, waiting)).status is T.completed
        assert clamd.scanned == [b"Bram Visser\nbram@post.example\n"]
