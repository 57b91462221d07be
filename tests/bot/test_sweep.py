"""What the sweep finds and what it leaves alone; one chore that fails keeps none of the others from being done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.messages import Card, Message
from domain.people import Actor
from domain.ports import Record
from domain.tickets import LEASE, Ticket, TicketStatus
from tests.bot.office import AT_ONCE, Office

MIRA = "Mira Tanaka"
BALANCE = "How many vacation days do I have left?"


# --- messages --------------------------------------------------------------------------------------------------


async def test_a_message_that_could_not_be_delivered_is_delivered_later_once(office: Office) -> None:
    office.letters.shut = True
    turn = await office.says(MIRA, BALANCE, office.place("letters", "slack"))
    assert await office.status(turn) == "done"
    (late,) = await office.records.find(Message, {"delivered": False})
    await office.sweep.once()  # too soon to try again
    office.company.clock.forward(timedelta(seconds=30))
    await office.sweep.once()  # still shut
    assert office.letters.delivered == []
    office.letters.shut = False
    for _ in range(3):
        await office.sweep.once()
    assert [m.id for m in office.letters.delivered] == [late.id]
    stored = await office.records.get(Message, late.id)
    assert (stored.delivered, stored.external_ref) == (True, f"letter-{late.id}")


async def test_what_was_changed_while_it_could_not_be_delivered_arrives_as_it_is_now(office: Office) -> None:
    office.letters.shut = True
    turn = await office.says(MIRA, BALANCE, office.place("letters", "slack"))
    await office.outbox.update(f"{turn.id}/0", lambda card: card.model_copy(update={"text": "corrected"}))
    office.letters.shut = False
    await office.sweep.once(AT_ONCE)
    assert [m.card.text for m in office.letters.delivered if m.card] == ["corrected"]
    assert not await office.records.find(Message, {"delivered": False})


async def test_what_people_said_themselves_is_never_sent_back(office: Office) -> None:
    await office.says(MIRA, BALANCE, office.place("letters", "slack"))
    await office.sweep.once(AT_ONCE)
    assert {m.author for m in office.letters.delivered} == {"assistant"}


async def test_a_message_of_a_channel_that_is_configured_no_more_holds_up_nobody(office: Office) -> None:
    """Slack was switched off while something was still to be posted there; it is posted when Slack is back."""
    office.letters.shut = True
    turn = await office.says(MIRA, "book vacation on 6 March 2026", office.place("a", "slack"))
    slack = office.outbox.channels.pop("slack")
    await office.chooses("Jonas Weber", "approve", (await office.question()).id)
    assert (await office.question()).applied
    assert "Your leave is approved" in "\n".join(await office.answers(turn))
    await office.sweep.once(AT_ONCE)
    office.letters.shut = False
    office.outbox.channels["slack"] = slack
    await office.sweep.once(AT_ONCE)
    assert len(office.letters.delivered) == 2
    assert not await office.records.find(Message, {"delivered": False})


# --- tickets -----------------------------------------------------------------------------------------------------


async def ticket(office: Office, id: str, **fields: Any) -> Ticket:
    now = office.company.clock()
    made = Ticket.model_validate(
        {
            "id": id,
            "kind": "resume",
            "queue": "resume",
            "args": {},
            "actor_id": "p-priya-nair",
            "batch_id": id,
            "label": "cv.pdf",
            "created_at": now - timedelta(minutes=1),
        }
        | fields
    )
    await office.records.insert(made)
    return made


async def test_tickets_that_nobody_is_at_are_handed_over_again(office: Office) -> None:
    now = office.company.clock()
    past, future = now - timedelta(seconds=1), now + timedelta(seconds=20)
    running, completed = TicketStatus.running, TicketStatus.completed
    await ticket(office, "never-enqueued")
    await ticket(office, "just-made", created_at=now)
    await ticket(office, "due-again", lease_until=past)
    await ticket(office, "not-yet-due", lease_until=future)
    await ticket(office, "worker-died", status=running, lease_until=past)
    await ticket(office, "at-work", status=running, lease_until=now + LEASE)
    await ticket(office, "over", status=completed, told=True)
    await office.sweep.once()
    assert sorted(office.company.queue.take()) == ["due-again", "never-enqueued", "worker-died"]


async def test_a_queue_that_nobody_empties_is_not_filled_for_ever(office: Office) -> None:
    past = office.company.clock() - timedelta(seconds=1)
    for n in range(3):
        await ticket(office, f"due-{n}", lease_until=past)
    for _ in range(20):
        await office.sweep.once()
    assert len(office.company.queue.waiting) <= 6


async def test_an_ending_that_was_not_told_is_told_once(office: Office) -> None:
    place = office.place("priya")
    await office.outbox.open(place, "p-priya-nair", "Resumes")
    ended = {
        "status": TicketStatus.failed,
        "error": "cv.pdf is empty.",
        "finished_at": office.company.clock(),
    }
    made = await ticket(office, "batch/0:0", address=place, message_id="batch/0", turn_id="batch", **ended)
    await office.outbox.post(
        Message(
            id="batch/0",
            address=place,
            address_key=place.key,
            turn_id="batch",
            owner_id="p-priya-nair",
            author="assistant",
            card=Card(title="Reading 1 resume"),
            at=office.company.clock(),
        )
    )
    for _ in range(3):
        await office.sweep.once(AT_ONCE)
    assert (await office.records.get(Ticket, made.id)).told
    told = await office.said_to("Priya Nair")
    assert len([t for t in told if "could not be read" in t]) == 2  # the batch's card, and a word at its end
    assert [t for t in told if "cv.pdf is empty." in t]
    conversation = await office.outbox.open(place, "p-priya-nair", "")
    assert conversation.unread == 1


async def test_tickets_of_programs_have_nobody_to_tell(office: Office) -> None:
    await ticket(office, "by-program", status=TicketStatus.completed, finished_at=office.company.clock())
    await office.sweep.once(AT_ONCE)
    assert await office.records.find(Message) == []


# --- together ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("broken", [Ticket, Message])
async def test_one_failing_chore_leaves_the_others_to_be_done(office: Office, broken: type[Record]) -> None:
    office.letters.shut = True
    turn = await office.says(MIRA, "book vacation on 6 March 2026", office.place("letters", "slack"))
    await ticket(office, "worker-died", lease_until=office.company.clock() - LEASE)
    office.company.clock.forward(timedelta(days=15))
    office.letters.shut = False
    office.company.breaks(broken)
    await office.sweep.once()
    question = await office.question()
    assert question.status == "expired"
    assert "worker-died" in office.company.queue.take()
    office.company.breaks(None)
    await office.sweep.once()
    assert (await office.question()).applied
    assert "Nobody decided in time" in "\n".join(await office.answers(turn))


async def test_an_empty_company_gives_the_sweep_the_weekly_report_alone_once(office: Office) -> None:
    for _ in range(2):
        await office.sweep.once(AT_ONCE)
    assert await office.records.find(Message) == []
    assert office.company.queue.waiting == [("cleanup", "fairness:2026-W10")]
    assert isinstance(await office.engine.actor("p-mira-tanaka"), Actor)
