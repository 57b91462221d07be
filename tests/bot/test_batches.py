"""A batch of resumes in its owner's hands: pause, go on, stop, try again, and a report; by sentence and by button."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from actions.batches import controls, reasons, report_rows
from actions.perform import Ready, prepare
from actions.resumes import Batch
from actions.uploads import Steered
from domain.conversations import Upload
from domain.errors import BadFile, BadInput, NotFound, Refused, Unavailable
from domain.hiring import Candidate
from domain.messages import Message
from domain.tickets import Ticket, TicketStatus
from tests.bot.office import Office
from tests.bot.test_tickets import PRIYA, handed_over, works
from tests.company import Company

T = TicketStatus
NAMES = ("Yusra Haddad", "Bram Visser", "Carla Moretti", "Dana Novak", *["Emil Sandberg"] * 6)


def resume(number: int) -> bytes:
    return f"{NAMES[number]}\nada{number}@post.example\nBerlin\n\nSKILLS\nPython\n".encode()


async def states(office: Office) -> list[TicketStatus]:
    return [t.status for t in await office.records.find(Ticket, {"kind": "resume"}, order="id")]


async def says(office: Office, text: str) -> str:
    turn = await office.says(PRIYA, text, office.place("priya"))
    return "\n".join(await office.answers(turn))


async def card_of(office: Office) -> Message:
    (ticket, *_) = await office.records.find(Ticket, {"kind": "resume"}, order="id")
    message = await office.records.get(Message, ticket.message_id)
    assert isinstance(message, Message)
    assert message.card is not None
    return message


async def test_pause_and_go_on_by_sentence(office: Office) -> None:
    tickets = await handed_over(office, *map(resume, range(3)))
    await works(office, tickets[0])
    assert "Paused: 1 of 3 resumes read" in await says(office, "pause the upload")
    shown = (await card_of(office)).card
    assert shown is not None
    assert (shown.title, [b.label for b in shown.buttons]) == (
        "Paused: 1 of 3 resumes read",
        ["Go on", "Stop"],
    )
    for ticket in tickets:  # what the queue still holds is of no use to a worker
        assert await office.engine.tickets.work(ticket.id) is None
    await office.sweep.once()
    assert await states(office) == [T.completed, T.paused, T.paused]
    office.company.queue.take()
    assert "Going on with 2" in await says(office, "go on")
    assert len(office.company.queue.take()) == 2
    for ticket in tickets[1:]:
        await works(office, ticket)
    assert await states(office) == [T.completed] * 3
    assert "All 3 resumes have been read." in await office.said_to(PRIYA)


async def test_what_is_being_read_is_finished_and_the_card_says_paused(office: Office) -> None:
    first, second = await handed_over(office, resume(1), resume(2))
    claimed = await office.records.replace(first.model_copy(update={"status": T.running}))
    assert "1 that is being read now will be finished" in await says(office, "please pause the batch")
    await office.records.replace(claimed.model_copy(update={"status": T.enqueued}))
    await works(office, first)
    shown = (await card_of(office)).card
    assert shown is not None
    assert shown.title == "Paused: 1 of 2 resumes read"
    assert shown.progress is not None
    assert (await office.records.get(Ticket, second.id)).status is T.paused


async def test_stop_keeps_what_was_read(office: Office) -> None:
    tickets = await handed_over(office, *map(resume, range(3)))
    await works(office, tickets[0])
    shown = (await card_of(office)).card
    assert shown is not None
    stop = next(b for b in shown.buttons if b.label == "Stop")
    turn = await office.chooses(PRIYA, stop.action, stop.ref)
    assert "2 will not be read; the 1 that were read stay" in "\n".join(await office.answers(turn))
    assert await states(office) == [T.completed, T.stopped, T.stopped]
    assert await office.records.count(Candidate, {"name": NAMES[0]}) == 1
    for ticket in tickets:
        assert await office.engine.tickets.work(ticket.id) is None


async def test_a_report_of_what_failed_and_another_try(office: Office) -> None:
    tickets = await handed_over(office, resume(1), b" . - ", b" . - ")
    for ticket in tickets:
        await works(office, ticket)
    told = await says(office, "what failed in the upload and why")
    assert "Read 1 of 3 resumes; 2 could not be read" in told
    (answer,) = [m.card for m in await office.records.find(Message) if m.card and m.card.facts]
    assert answer.table is not None
    assert answer.table.rows == (("Has no readable text. Please upload a version with text in it.", "2"),)
    assert answer.links[0].path.startswith("/resume/report/")
    rows = report_rows(await office.records.find(Ticket, {"kind": "resume"}, order="id"))
    assert [row[1] for row in rows] == ["not read", "not read"]
    await office.company.ports.files.put(tickets[1].args["key"], resume(2))  # mended meanwhile
    office.company.queue.take()
    assert "Trying 2 files again" in await says(office, "try the failed ones again")
    assert len(office.company.queue.take()) == 2
    for ticket in tickets:
        await works(office, ticket)
    assert await states(office) == [T.completed, T.completed, T.failed]
    endings = {t for t in await office.said_to(PRIYA) if "resumes have been read" in t}
    assert {e[0] for e in endings} == {"1", "2"}


async def test_nothing_to_steer_is_said(office: Office) -> None:
    for sentence in (
        "pause the upload",
        "continue the upload",
        "stop the upload",
        "retry the failed resumes",
    ):
        assert "resume" in (told := await says(office, sentence)).lower() or "upload" in told, told
    assert "You have not uploaded any resumes yet" in await says(office, "how far is my upload?")


async def test_the_fault_of_a_part_is_named_when_it_is_given_up(office: Office) -> None:
    class Away:
        async def scan(self, content: bytes) -> str | None:
            raise Unavailable("The virus scanner does not answer, and no file is read without it.")

        async def ping(self) -> None: ...

    (ticket,) = await handed_over(office, resume(1))
    ports = replace(office.company.ports, scanner=Away())
    office.engine.tickets._ports = ports
    for _ in range(4):
        assert await office.records.count(Candidate, {"name": NAMES[1]}) == 0
        await works(office, ticket)
        stored = await office.records.get(Ticket, ticket.id)
        if stored.status is T.enqueued:
            office.company.clock.forward(stored.lease_until - office.company.clock.now)
    assert (stored.status, stored.dead) == (T.failed, True)
    assert [b.label for b in controls([stored])] == ["Try again"]
    assert controls([stored.model_copy(update={"dead": False})]) == (), "a bad file would fail again"
    assert stored.error.startswith("The virus scanner does not answer")


# --- whose ---------------------------------------------------------------------------------------------------


async def test_nobody_steers_somebody_elses_batch(office: Office) -> None:
    (ticket,) = await handed_over(office, resume(1))
    for action in ("pause", "resume", "stop", "retry", "show"):
        ctx = await office.company.ctx("Elena Petrova")  # of HR, who may add candidates too
        prepared = await prepare(f"uploads.{action}", {"upload": ticket.batch_id}, ctx)
        assert isinstance(prepared, Ready)
        with pytest.raises(NotFound):
            await prepared.run()
        with pytest.raises(Refused):
            await prepare(f"uploads.{action}", {}, await office.company.ctx("Leo Martins"))
    assert await states(office) == [T.enqueued]


async def test_steering_again_after_a_crash_changes_nothing_more(office: Office) -> None:
    await handed_over(office, resume(1), resume(2))
    ctx = await office.company.ctx(PRIYA)
    for action, expected in (("pause", T.paused), ("resume", T.enqueued), ("stop", T.stopped)):
        for _ in range(2):
            prepared = await prepare(f"uploads.{action}", {}, ctx)
            assert isinstance(prepared, Ready)
            result = await prepared.run()
            assert isinstance(result, Steered)
        assert await states(office) == [expected] * 2


# --- archives and tables of files -----------------------------------------------------------------------------


def packed(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


async def start(company: Company, *files: tuple[str, bytes]) -> list[Ticket]:
    ids = []
    for name, content in files:
        upload = await company.upload(PRIYA, content)
        await company.records.replace(upload.model_copy(update={"name": name}))
        ids.append(upload.id)
    prepared = await prepare("candidates.add", {"uploads": ids, "consent": True}, await company.ctx(PRIYA))
    assert isinstance(prepared, Ready)
    first, again = await prepared.run(), await prepared.run()
    assert isinstance(first, Batch)
    assert first == again
    return list(first.tickets)


async def test_an_archive_is_a_ticket_for_each_file(company: Company) -> None:
    tickets = await start(
        company, ("r.zip", packed({"a/ada.txt": resume(1), "bo.exe": b"MZ"})), ("c.txt", resume(3))
    )
    assert [t.label for t in tickets] == ["ada.txt", "bo.exe", "c.txt"]
    assert [await company.ports.files.get(t.args["key"]) for t in tickets] == [resume(1), b"MZ", resume(3)]
    assert len({t.args["sha256"] for t in tickets}) == 3


async def test_a_table_says_which_files_are_read(company: Company) -> None:
    """By the name of a file that came with it, by an earlier upload's id or our own link to it; nothing is fetched."""
    earlier = (await company.upload(PRIYA, resume(9))).model_copy(update={"id": "01JABCDEFGHJKMNPQRSTVWXYZ0"})
    theirs = (await company.upload("Leo Martins")).model_copy(update={"id": "01JABCDEFGHJKMNPQRSTVWXYZ1"})
    await company.records.insert_all([earlier, theirs])
    rows = ["folder/Ada.txt", earlier.id, f"https://desk.example/files/{earlier.id}", theirs.id,
            "https://evil.example/cv.pdf", "missing.pdf"]  # fmt: skip
    table = ("Name;File\n" + "\n".join(f"x;{row}" for row in rows)).encode()
    tickets = await start(
        company, ("list.csv", table), ("r.zip", packed({"ada.txt": resume(1), "bo.txt": resume(2)}))
    )
    assert [t.label for t in tickets[:3]] == ["ada.txt", earlier.name, earlier.name]
    assert [(t.status, t.error) for t in tickets[3:]] == [
        (T.failed, "list.csv row 5 names an upload that is not one of yours."),
        (
            T.failed,
            "list.csv row 6 is an address elsewhere. Nothing is fetched: please upload the file itself.",
        ),
        (T.failed, "list.csv row 7 names missing.pdf, which is not among the files that came with it."),
    ]
    assert len(company.queue.waiting) == 3
    used = {t.args.get("key") for t in tickets}
    (archive,) = {key.rsplit("-", 1)[0] for key in used if key and re.search(r"-\d$", key)}
    for gone in (archive, f"{archive}-1"):  # bo.txt, which the table does not name
        with pytest.raises(NotFound):
            await company.ports.files.get(gone)


async def test_a_name_that_several_have_is_told_with_its_folder(company: Company) -> None:
    inside = {f"{n}/cv.txt": resume(n) for n in range(9)} | {
        "notes/ada.txt": resume(9),
        "9/CV.txt": resume(9),
    }
    tickets = await start(company, ("r.zip", packed(inside)))
    assert [t.label for t in tickets] == [*(f"{n}/cv.txt" for n in range(9)), "ada.txt", "CV.txt"]
    assert {t.queue for t in tickets} == {"bulk"}
    failed = [t.model_copy(update={"error": "cv.txt is empty. Please…"}) for t in tickets[:2]]
    assert reasons(failed).rows == (("Is empty. Please…", "2"),)
    assert [t.queue for t in await start(company, ("c.txt", resume(3)))] == ["resume"]


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"list.csv": b"a,b\n1,2\n"}, "list.csv needs a column"),
        ({"list.csv": b"file\n\n"}, "list.csv needs a column|names no file"),
        (
            {f"{n}.zip": packed({f"{i}.txt": b"x" for i in range(600)}) for n in "ab"},
            "1200 files; 1000 can be read",
        ),
        ({"r.zip": packed({"../up.txt": b"x"})}, "lead out of it"),
    ],
)
async def test_what_cannot_be_a_batch_starts_nothing(
    company: Company, files: dict[str, bytes], sentence: str
) -> None:
    with pytest.raises((BadFile, BadInput), match=sentence):
        await start(company, *files.items())
    assert await company.records.find(Ticket) == []


async def test_a_candidate_sends_one_resume_and_no_archive(company: Company) -> None:
    upload = await company.upload("Aisha Khan", packed({"a.txt": resume(1)}))
    await company.records.replace(upload.model_copy(update={"name": "all.zip"}))
    with pytest.raises(BadInput, match="one file"):
        await prepare(
            "resume.upload", {"uploads": [upload.id], "consent": True}, await company.ctx("Aisha Khan")
        )
    assert await company.records.count(Upload, {"owner_id": upload.owner_id}) >= 1
