"""Long work: claimed once, repeated after a death without doubling anything, given up with a sentence."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from actions.perform import Ready, prepare
from bot.tickets import Tickets
from domain.audit import AuditEvent
from domain.errors import Unavailable
from domain.hiring import Candidate
from domain.messages import Message
from domain.people import Role
from domain.ports import IndexEntry, Ports, SearchIndex
from domain.tickets import LEASE, MAX_ATTEMPTS, Ticket, TicketStatus
from graphs import intake
from tests.bot.office import AT_ONCE, Office

PRIYA = "Priya Nair"
RESUME = b"""Yusra Haddad
yusra.haddad@post.example
Berlin, Germany

EXPERIENCE
2019 - 2024: Backend Engineer, Halden Freight
- Built services in Python on PostgreSQL and Kafka.

SKILLS
Python, SQL, Kafka
"""


class SleepyIndex:
    """An index that does not answer while it sleeps."""

    def __init__(self, index: SearchIndex) -> None:
        self._index = index
        self.asleep = True
        self.reached, self.woken = asyncio.Event(), asyncio.Event()
        self.woken.set()

    async def upsert(self, entries: Sequence[IndexEntry]) -> None:
        self.reached.set()
        await self.woken.wait()
        if self.asleep:
            raise Unavailable("The index does not answer.")
        await self._index.upsert(entries)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._index, name)


def with_index(office: Office, index: SleepyIndex) -> Ports:
    return replace(office.company.ports, index=index)  # type: ignore[arg-type]


def tickets_with(office: Office, index: SleepyIndex) -> Tickets:
    return Tickets(with_index(office, index), office.outbox)


async def unheard(step: str, percent: int) -> None:
    """A dead worker reports to nobody."""


async def handed_over(office: Office, *contents: bytes) -> list[Ticket]:
    """Priya hands over files in a conversation; the queue is emptied, since the test does the work."""
    uploads = [(await office.company.upload(PRIYA, content)).id for content in contents]
    ctx = replace(await office.company.ctx(PRIYA), address=office.place("priya"))
    await office.outbox.open(ctx.address, "p-priya-nair", "Resumes")
    prepared = await prepare("candidates.add", {"uploads": uploads, "consent": True}, ctx)
    assert isinstance(prepared, Ready)
    result = await prepared.run()
    voice_message = Message(
        id=ctx.call_id,
        address=ctx.address,
        address_key=ctx.address.key,
        turn_id=ctx.call_id.split("/")[0],
        owner_id=ctx.actor.id,
        author="assistant",
        card=result.card(),
        at=ctx.now,
    )
    await office.outbox.post(voice_message)
    office.company.queue.take()
    found: list[Ticket] = await office.records.find(Ticket, order="id")
    return found


async def works(office: Office, ticket: Ticket) -> Ticket:
    """One worker takes the ticket and tells its end, as `api/worker.py` does."""
    ended = await office.engine.tickets.work(ticket.id)
    if ended:
        await office.engine.handle(ended)
    return await again(office, ticket)


async def again(office: Office, ticket: Ticket) -> Ticket:
    stored = await office.records.get(Ticket, ticket.id)
    assert isinstance(stored, Ticket)
    return stored


async def newcomers(office: Office) -> list[Candidate]:
    found: list[Candidate] = await office.records.find(Candidate, {"name": "Yusra Haddad"})
    return found


async def test_a_resume_becomes_one_candidate_however_many_workers_take_it(office: Office) -> None:
    (ticket,) = await handed_over(office, RESUME)
    await asyncio.gather(*(works(office, ticket) for _ in range(3)))
    done = await again(office, ticket)
    assert (done.status, done.attempts, done.told, done.percent) == (TicketStatus.completed, 1, True, 100)
    (candidate,) = await newcomers(office)
    assert candidate.email == "yusra.haddad@post.example"
    assert len(await office.records.find(AuditEvent, {"action": "resume.read"})) == 1
    assert await office.company.ports.index.count() == 1
    assert await works(office, ticket) == done


async def test_what_a_dead_worker_left_is_repeated_and_ends_in_one_candidate(office: Office) -> None:
    """Killed after the candidate was recorded and before it was indexed; the lease runs out."""
    (ticket,) = await handed_over(office, RESUME)
    now = office.company.clock()
    held = {"status": TicketStatus.running, "attempts": 1, "lease_until": now + LEASE, "percent": 60}
    dead = await office.records.replace(ticket.model_copy(update=held))
    with pytest.raises(Unavailable):
        await intake.take_in(dead, with_index(office, SleepyIndex(office.company.ports.index)), unheard)
    assert len(await newcomers(office)) == 1
    assert await office.company.ports.index.count() == 0
    assert (await works(office, ticket)).attempts == 1  # somebody seems to be at it
    office.company.clock.forward(LEASE + timedelta(seconds=1))
    await office.sweep.once()
    assert office.company.queue.take() == [ticket.id]
    assert (await works(office, ticket)).status is TicketStatus.completed
    (candidate,) = await newcomers(office)
    assert candidate.earlier_files == ()
    assert await office.company.ports.index.count() == 1


async def test_work_that_fails_is_tried_again_later_and_later_and_then_told_in_words(office: Office) -> None:
    index = SleepyIndex(office.company.ports.index)
    office.engine.tickets = tickets_with(office, index)
    (ticket,) = await handed_over(office, RESUME)
    waits = []
    for attempt in range(1, MAX_ATTEMPTS):
        tried = await works(office, ticket)
        assert (tried.status, tried.attempts) == (TicketStatus.enqueued, attempt)
        assert tried.lease_until is not None
        waits.append((tried.lease_until - office.company.clock()).total_seconds())
        assert (await works(office, ticket)).attempts == attempt  # not before its time
        office.company.clock.now = tried.lease_until
        await office.sweep.once()
        assert office.company.queue.take() == [ticket.id]
    assert [2 * 2**n <= wait <= 6 * 2**n for n, wait in enumerate(waits)] == [True] * len(waits)
    given_up = await works(office, ticket)
    assert (given_up.status, given_up.told) == (TicketStatus.failed, True)
    assert "tried several times" in (given_up.error or "")
    assert "could not be read" in "\n".join(await office.said_to(PRIYA))
    office.company.clock.forward(timedelta(hours=1))
    await office.sweep.once()
    assert office.company.queue.take() == []


async def test_work_that_failed_once_completes_when_the_part_answers_again(office: Office) -> None:
    index = SleepyIndex(office.company.ports.index)
    office.engine.tickets = tickets_with(office, index)
    (ticket,) = await handed_over(office, RESUME)
    tried = await works(office, ticket)
    assert (tried.status, tried.step) == (TicketStatus.enqueued, "trying again")
    index.asleep = False
    office.company.clock.now = tried.lease_until or office.company.clock.now
    assert (await works(office, ticket)).status is TicketStatus.completed
    assert len(await newcomers(office)) == 1


async def test_a_file_that_kills_every_worker_is_given_up(office: Office) -> None:
    """No worker lived to say what became of it: it is not handed out for ever."""
    (ticket,) = await handed_over(office, RESUME)
    gone = office.company.clock() - timedelta(seconds=1)
    dead = {"status": TicketStatus.running, "attempts": MAX_ATTEMPTS, "lease_until": gone}
    await office.records.replace(ticket.model_copy(update=dead))
    given_up = await works(office, ticket)
    assert (given_up.status, given_up.told) == (TicketStatus.failed, True)
    assert "tried several times" in (given_up.error or "")
    assert await newcomers(office) == []


async def test_a_worker_that_comes_back_too_late_changes_nothing(office: Office) -> None:
    """It was silent for a lease, somebody else did the work; its own failure is not what is remembered."""
    index = SleepyIndex(office.company.ports.index)
    index.woken.clear()
    late = tickets_with(office, index)
    (ticket,) = await handed_over(office, RESUME)
    at_work = asyncio.create_task(late.work(ticket.id))
    await asyncio.wait_for(index.reached.wait(), 20)
    office.company.clock.forward(LEASE + timedelta(seconds=1))
    done = await works(office, ticket)
    assert (done.status, done.attempts) == (TicketStatus.completed, 2)
    index.woken.set()
    assert await at_work is None
    assert await again(office, ticket) == done
    assert len(await newcomers(office)) == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7\nnothing else", "cut off|does not hold|holds a PDF|named .txt"),
        (b"\x00\x01\x02" * 300, "does not hold"),
        (b" \n ", "empty"),
    ],
)
async def test_a_file_that_cannot_be_read_fails_at_once_with_the_reason(
    office: Office, content: bytes, words: str
) -> None:
    (ticket,) = await handed_over(office, content)
    failed = await works(office, ticket)
    assert (failed.status, failed.attempts) == (TicketStatus.failed, 1)
    assert failed.error
    assert any(word in failed.error for word in words.split("|"))
    assert failed.error in "\n".join(await office.said_to(PRIYA))


async def test_a_file_that_is_gone_fails_with_a_sentence(office: Office) -> None:
    (ticket,) = await handed_over(office, RESUME)
    await office.company.ports.files.delete(ticket.args["key"])
    failed = await works(office, ticket)
    assert (failed.status, failed.error) == (TicketStatus.failed, "I could not find that file.")


async def test_who_lost_the_right_since_has_nothing_read(office: Office) -> None:
    (ticket,) = await handed_over(office, RESUME)
    await office.company.appoint(PRIYA, Role.employee)
    failed = await works(office, ticket)
    assert (failed.status, failed.attempts) == (TicketStatus.failed, 1)
    assert "may no longer" in (failed.error or "")
    assert await newcomers(office) == []


async def test_a_batch_ends_in_one_word_and_its_card_shows_its_end(office: Office) -> None:
    """Two workers, two files, both over at the same moment; told again by the sweep of a second server."""
    other = RESUME.replace(b"Yusra Haddad", b"Odile Fabre").replace(b"yusra.haddad", b"odile.fabre")
    tickets = await handed_over(office, RESUME, other, b"")
    await asyncio.gather(*(works(office, t) for t in tickets))
    for ticket in await office.records.find(Ticket):
        await office.records.replace(ticket.model_copy(update={"told": False}))
    await office.sweep.once(AT_ONCE)
    told = await office.said_to(PRIYA)
    assert len(told) == 2  # the batch's card, and the word at its end
    assert [t for t in told if t.startswith("Read 2 of 3 resumes; 1 could not be read")]
    assert not [t for t in told if "Reading" in t]
    conversation = await office.outbox.open(office.place("priya"), "p-priya-nair", "")
    assert conversation.unread == 1


async def test_tickets_that_do_not_exist_are_nobodys_work(office: Office) -> None:
    assert await office.engine.tickets.work("no-such-ticket") is None
