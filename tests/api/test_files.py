"""Files over HTTP: what is refused leaves nothing behind, and nothing is read without consent."""

from __future__ import annotations

import asyncio
from io import BytesIO
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas

from actions.resumes import KIND
from domain.conversations import Upload
from domain.hiring import Candidate
from domain.privacy import Consent
from domain.tickets import Ticket
from knowledge import tables
from tests.api.served import Served, ids, is_problem
from tests.knowledge import making
from tests.knowledge.making import ADA, with_parts, word

pytestmark = pytest.mark.asyncio(loop_scope="session")
PRIYA, AISHA, LEO = "Priya Nair", "Aisha Khan", "Leo Martins"
GOOD = making.one_column(ADA)


def encrypted() -> bytes:
    out = BytesIO()
    canvas = Canvas(out, encrypt=pdfencrypt.StandardEncryption("secret", canPrint=0))
    canvas.drawString(72, 700, "A resume")
    canvas.save()
    return out.getvalue()


REFUSED: dict[str, tuple[str, bytes, int, str]] = {
    "empty": ("cv.pdf", b"", 422, "is empty"),
    "cut off": ("cv.pdf", GOOD[: len(GOOD) // 2], 422, "cut off"),
    "encrypted": ("cv.pdf", encrypted(), 422, "password"),
    "a program": ("cv.exe", b"MZ\x90\x00" * 100, 422, "not a PDF, DOCX"),
    "a program renamed": ("cv.pdf", b"MZ\x90\x00" * 100, 422, "holds a program"),
    "11 MB": ("cv.pdf", b"%PDF-" + b"x" * 11_000_000, 413, "10 MB"),
    "macros": ("cv.docx", with_parts(word(ADA), {"word/vbaProject.bin": b"x"}), 422, "macros"),
    "a damaged archive": ("cv.docx", word(ADA)[:900], 422, "damaged"),
    "no extension": ("cv", GOOD, 422, "not a PDF, DOCX"),
}


async def stored(server: Served) -> list[int]:
    kept = [await server.records.count(kind) for kind in (Upload, Consent, Candidate)]
    kept.append(await server.records.count(Ticket, {"kind": KIND}))  # the weekly report comes by itself
    folder = server.product.settings.data / "files"
    return [*kept, sum(path.is_file() for path in (folder / "resumes").rglob("*"))]


async def uploads(http: httpx.AsyncClient, *files: tuple[str, bytes], **fields: Any) -> httpx.Response:
    return await http.post("/resume/upload", files=[("files", f) for f in files], data=fields)


@pytest.mark.parametrize("kind", sorted(REFUSED))
async def test_a_bad_file_is_refused_with_its_reason_and_nothing_is_kept(server: Served, kind: str) -> None:
    name, content, status, words = REFUSED[kind]
    before = await stored(server)
    for who in (PRIYA, AISHA):
        http = await server.client(who)
        alone = is_problem(await http.post("/files", files={"file": (name, content)}), status)
        assert words in alone["detail"]
        among = is_problem(await uploads(http, ("good.pdf", GOOD), (name, content), consent=True), status)
        assert words in among["detail"]
    assert await stored(server) == before


async def test_a_protected_file_holds_up_nobody_else(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is tried in a process of its own; the server goes on answering meanwhile. No warm reader has this environment, so
    that one has to be started and it takes a while."""
    monkeypatch.setenv("LANG", "C.unheard")
    http, beats = await server.client(PRIYA), 0
    sent = asyncio.create_task(http.post("/files", files={"file": ("cv.pdf", encrypted())}))
    while not sent.done():
        await asyncio.sleep(0.01)
        beats += 1
    is_problem(sent.result(), 422)
    assert beats > 5


@pytest.mark.parametrize("who", [PRIYA, AISHA])
@pytest.mark.parametrize("fields", [{}, {"consent": "false"}, {"consent": "no"}])
async def test_without_consent_no_ticket_is_made(server: Served, who: str, fields: dict[str, str]) -> None:
    before = await stored(server)
    problem = is_problem(await uploads(await server.client(who), ("cv.pdf", GOOD), **fields), 400)
    assert "agree" in problem["detail"]
    assert await stored(server) == before


@pytest.mark.parametrize("who", ["Mira Tanaka", "Jonas Weber", "Sam Okafor"])
async def test_who_may_not_add_candidates_leaves_no_file(server: Served, who: str) -> None:
    before = await stored(server)
    is_problem(await uploads(await server.client(who), ("cv.pdf", GOOD), consent=True), 403)
    assert await stored(server) == before


@pytest.mark.parametrize(("job", "count"), [("job-of-my-dreams", 1), ("", 2)])
async def test_what_turns_out_to_be_no_application_leaves_no_file(
    server: Served, job: str, count: int
) -> None:
    """A job that is not there, and two resumes of one candidate."""
    before = await stored(server)
    http = await server.client(AISHA)
    files = [(f"cv{n}.pdf", GOOD) for n in range(count)]
    is_problem(await uploads(http, *files, consent=True, job=job), 400)
    assert await stored(server) == before


async def test_consent_that_is_no_answer_and_files_that_are_none_are_told(server: Served) -> None:
    priya = await server.client(PRIYA)
    is_problem(await uploads(priya, ("cv.pdf", GOOD), consent="perhaps"), 422)
    is_problem(await priya.post("/resume/upload", data={"consent": "true"}), 422)
    is_problem(await priya.post("/files"), 422)
    is_problem(await priya.post("/files", data={"file": "not a file"}), 422)


async def test_a_ticket_is_shown_to_who_asked_and_to_nobody_else(server: Served) -> None:
    priya = await server.client(PRIYA)
    answer = await uploads(priya, ("cv.pdf", GOOD), ("second.pdf", GOOD + b"\n%%EOF"), consent=True)
    assert answer.status_code == 202
    tickets = answer.json()["tickets"]
    assert [(t["file"], t["status"]) for t in tickets] == [("cv.pdf", "enqueued"), ("second.pdf", "enqueued")]
    for ticket in tickets:
        shown = await priya.get(f"/resume/status/{ticket['job_id']}")
        assert shown.json() == ticket
    for who in ("Tom Ashdown", "Elena Petrova", "Sam Okafor", LEO):
        other = await server.client(who)
        told = [
            is_problem(await other.get(f"/resume/status/{id}"), 404)["detail"]
            for id in (tickets[0]["job_id"], "ticket:no-such/0:0", "x")
        ]
        assert len(set(told)) == 1


async def test_a_file_of_somebody_else_is_of_no_use(server: Served) -> None:
    leo, aisha = await server.client(LEO), await server.client(AISHA)
    theirs = (await leo.post("/files", files={"file": ("secret-plan.pdf", GOOD)})).json()["id"]
    before = await stored(server)
    answer = (await aisha.post("/chat/query", json=ids() | {"message": "", "uploads": [theirs]})).json()
    form = next((m["card"]["form"] for m in answer["messages"] if m["card"].get("form")), None)
    if form:
        given = {"form_id": form["id"], "values": {"consent": True, "uploads": [theirs]}}
        answer = (await aisha.post("/chat/form", json=ids(answer["conversation_id"]) | given)).json()
    assert "secret-plan" not in str(answer)
    listed = await aisha.get(f"/chat/conversations/{answer['conversation_id']}/messages")
    assert "secret-plan" not in listed.text
    assert await stored(server) == before


@pytest.mark.parametrize(
    "name",
    ["../../../etc/passwd.txt", "a\x00b.txt", "x" * 5000 + ".txt", "\u202etxt.exe.txt", '"; rm -rf /.txt'],
)
async def test_a_name_is_words_and_never_a_place(server: Served, name: str) -> None:
    priya = await server.client(PRIYA)
    answer = await priya.post("/files", files={"file": (name, b"Ada Park\nada@post.example\n")})
    assert answer.status_code in (201, 400, 422), answer.text
    folder = server.product.settings.data / "files"
    elsewhere = [p for p in folder.rglob("*") if p.is_file() and p.parent != folder / "resumes"]
    assert elsewhere in ([], [folder / "audit" / "seal"])
    if answer.status_code == 201:
        upload = await server.records.get(Upload, answer.json()["id"])
        assert len(upload.name) <= 200


async def test_a_thousand_loose_files_and_the_table_that_names_them_are_taken_and_one_more_is_not(
    server: Served,
) -> None:
    priya = await server.client(PRIYA)
    files = [(f"cv-{n}.txt", f"Ada Park\nada{n}@post.example\n".encode()) for n in range(1001)]
    before = await stored(server)
    refused = is_problem(await uploads(priya, *files, consent=True), 400)
    assert refused["detail"] == "Those are 1001 files; 1000 can be read at a time. Please send them in parts."
    assert await stored(server) == before
    listed = tables.as_xlsx(["file"], [[name] for name, _ in reversed(files[:1000])])
    answer = await uploads(priya, ("all.xlsx", listed), *files[:1000], consent=True)
    assert answer.status_code == 202, answer.text
    assert [t["file"] for t in answer.json()["tickets"]] == [name for name, _ in reversed(files[:1000])]
    stopped = await priya.post(f"/resume/batch/stop?batch={quote(answer.json()['batch_id'])}")
    assert stopped.json()["tickets"] == {"stopped": 1000}
