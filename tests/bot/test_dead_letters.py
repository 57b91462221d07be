"""Tickets whose work fails for a fault of ours: tried again later, put aside after the last attempt, tried again by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.outbox import Outbox
from bot.tickets import Tickets
from domain.errors import BadInput
from domain.hiring import Candidate
from domain.privacy import Consent
from domain.tickets import MAX_ATTEMPTS, Ticket, TicketStatus
from tests.company import MONDAY, Company

TICKET = Ticket(
    id="ticket:1",
    kind="resume",
    queue="resume",
    args={"key": "resumes/none", "name": "ada.txt", "sha256": "1" * 64, "consent_id": "consent:1"},
    actor_id="p-priya-nair",
    batch_id="batch:1",
    label="ada.txt",
    created_at=MONDAY,
)


async def _stored(company: Company) -> Ticket:
    found = await company.records.get(Ticket, TICKET.id)
    assert isinstance(found, Ticket)
    return found


async def test_a_dead_letter_is_tried_again_by_hand(company: Company) -> None:
    """A kind of work that no worker knows: our fault, not the file's."""
    consent = Consent(id="consent:1", given_by="p-priya-nair", text="I agree", file_hashes=(), at=MONDAY)
    await company.records.insert_all([consent, TICKET.model_copy(update={"kind": "unheard of"})])
    tickets = Tickets(company.ports, Outbox(company.ports, []))
    for attempt in range(1, MAX_ATTEMPTS + 1):
        assert await tickets.work(TICKET.id) is None
        assert (await _stored(company)).attempts == attempt
        company.clock.forward(timedelta(minutes=5))
    dead = await _stored(company)
    assert (dead.status, dead.dead) == (TicketStatus.failed, True)
    assert dead.error == "It could not be done, and the fault is ours; it was tried several times."

    await company.ports.files.put("resumes/none", b"Ada Park\nada@example.com\n")
    await company.records.replace(dead.model_copy(update={"kind": "resume"}))
    again = await tickets.retry(TICKET.id)
    assert (again.status, again.attempts, again.retries) == (TicketStatus.enqueued, 0, 1)
    assert company.queue.take()[-1] == TICKET.id
    await tickets.work(TICKET.id)
    done = await _stored(company)
    assert (done.status, done.dead, done.error) == (TicketStatus.completed, False, None)
    assert [c.name for c in await company.records.find(Candidate, {"email": "ada@example.com"})] == [
        "Ada Park"
    ]
    with pytest.raises(BadInput, match="Only a ticket that failed"):
        await tickets.retry(TICKET.id)
