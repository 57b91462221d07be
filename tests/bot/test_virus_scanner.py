"""A virus scanner that speaks clamd's protocol: what it finds is refused, and while it is away nothing is read."""

from __future__ import annotations

from dataclasses import replace

from actions.perform import Ready, prepare
from actions.resumes import Batch
from adapters.clamd import ClamdScanner
from domain.hiring import Candidate
from domain.tickets import Ticket, TicketStatus
from tests.bot.office import Office
from tests.servers.clamd import EICAR, ClamdServer

T = TicketStatus


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
