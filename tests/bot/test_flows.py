"""Flows of groups as people meet them: cards, inboxes, stand-ins, undo; over the engine, with a tool of the tests' own."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta

import pytest

from actions.approvals import waiting_for
from domain.approvals import Approval, ApprovalStatus
from domain.audit import AuditEvent, first_break
from domain.delegations import Delegation
from domain.errors import BadInput, Conflict, NotFound, Refused
from domain.messages import Chose, Message
from domain.people import Role
from tests.bot.office import AT_ONCE, Office
from tests.bot.spending import NAME, Budget, Spent, spending

MIRA, JONAS, ELENA, BEATRIX, PRIYA, SAM = (
    "Mira Tanaka",
    "Jonas Weber",
    "Elena Petrova",
    "Beatrix Lang",
    "Priya Nair",
    "Sam Okafor",
)
TWO_THEN_ONE = "p-jonas-weber,p-elena-petrova,p-priya-nair:2;p-beatrix-lang"


@pytest.fixture(autouse=True)
def _tool() -> Iterator[None]:
    with spending():
        yield


async def asked(office: Office, flow: str = TWO_THEN_ONE) -> Approval:
    await office.chooses(MIRA, NAME, flow)
    return await office.question()


async def pressable(office: Office) -> dict[str, list[str]]:
    """Who has which buttons of the question before them."""
    found: dict[str, list[str]] = {}
    for message in await office.records.find(Message):
        if message.card and (labels := [b.label for b in message.card.buttons if b.action != "undo.last"]):
            found.setdefault(message.owner_id, []).extend(labels)
    return found


BOTH = ["Approve", "Decline"]


async def test_each_group_is_asked_when_it_is_its_turn_and_all_cards_tell_how_it_stands(
    office: Office,
) -> None:
    question = await asked(office)
    assert set(await pressable(office)) == {"p-jonas-weber", "p-elena-petrova", "p-priya-nair"}
    turn = await office.chooses(JONAS, "approve", question.id)
    assert "Waiting for Elena Petrova or Priya Nair" in " ".join(await office.answers(turn))
    assert set(await pressable(office)) == {"p-elena-petrova", "p-priya-nair"}
    told = "\n".join(await office.said_to(ELENA))
    assert "Three offers were compared." in told
    assert "Approved by Jonas Weber. 1 of 2 needed." in told
    assert not await office.said_to(BEATRIX)
    await office.chooses(PRIYA, "approve", question.id)
    assert await pressable(office) == {"p-beatrix-lang": BOTH}
    assert "Approved by Jonas Weber and Priya Nair." in "\n".join(await office.said_to(BEATRIX))
    assert "Waiting for Beatrix Lang to decide." in "\n".join(await office.said_to(MIRA))
    assert await office.records.find(Spent) == []
    await office.chooses(BEATRIX, "approve", question.id)
    assert await pressable(office) == {}
    assert len(await office.records.find(Spent)) == 1
    for who in (MIRA, JONAS, ELENA, PRIYA, BEATRIX):
        ended = [
            a
            for a in await office.said_to(who)
            if "Spend it?" in a and "Jonas Weber, Priya Nair and Beatrix" in a
        ]
        assert ended, who
    rows = await office.records.find(AuditEvent, {"action": NAME}, order="id")
    outcomes = [r.outcome for r in rows]
    assert outcomes == ["approval asked", "vote: yes", "vote: yes", "decision: approved", "done"]


async def test_two_who_click_at_once_both_count(office: Office) -> None:
    question = await asked(office)
    turns = [await office.turn(who, Chose(action="approve", ref=question.id)) for who in (JONAS, ELENA)]
    await asyncio.gather(*(office.engine.handle(t) for t in turns))
    after = await office.question()
    assert ({v.by for v in after.votes}, after.turn_of) == ({"p-jonas-weber", "p-elena-petrova"}, 1)
    assert await pressable(office) == {"p-beatrix-lang": BOTH}


async def test_a_kill_after_a_vote_that_settles_nothing_is_made_up_for(office: Office) -> None:
    question = await asked(office)
    for who in (JONAS, ELENA):
        await office.engine.decisions.store(question.id, await office.company.actor(who), True, None)
    assert not await office.said_to(BEATRIX)
    await asyncio.gather(office.sweep.once(AT_ONCE), office.sweep.once(AT_ONCE))
    assert await pressable(office) == {"p-beatrix-lang": BOTH}
    assert (await office.question()).told


async def test_what_changed_since_closes_the_question_and_everybody_is_told(office: Office) -> None:
    question = await asked(office)
    await office.records.insert(Budget(id="budget", closed=True))
    turn = await office.chooses(JONAS, "approve", question.id)
    assert "budget has been closed" in " ".join(await office.answers(turn))
    after = await office.question()
    assert (after.status, after.applied) == (ApprovalStatus.outdated, True)
    assert await pressable(office) == {}
    assert [a for a in await office.said_to(MIRA) if "Closed without a decision: Spend it" in a]
    assert await office.records.find(Spent) == []


async def test_a_no_counts_though_something_changed(office: Office) -> None:
    question = await asked(office)
    await office.records.insert(Budget(id="budget", closed=True))
    await office.chooses(JONAS, "decline", question.id, reason="No")
    assert (await office.question()).status is ApprovalStatus.declined


async def test_a_reason_that_is_missing_is_asked_for_and_nothing_is_decided(office: Office) -> None:
    question = await asked(office, "p-jonas-weber!")
    for action in ("approve", "decline"):
        turn = await office.chooses(JONAS, action, question.id)
        assert "give a reason" in " ".join(await office.answers(turn))
    assert (await office.question()).votes == ()
    await office.chooses(JONAS, "approve", question.id, reason="Needed")
    assert (await office.question()).votes[0].reason == "Needed"


async def test_a_yes_from_a_channel_that_cannot_ask_for_a_password_is_sent_to_the_web(office: Office) -> None:
    question = await asked(office, "p-jonas-weber*")
    turn = await office.chooses(JONAS, "approve", question.id)
    told = " ".join(await office.answers(turn))
    assert "Approvals in the web app asks for your password" in told
    assert "[Sign in and approve]" in told
    jonas = await office.company.actor(JONAS)
    now = office.company.clock()
    await office.engine.decisions.store(question.id, jonas, True, None, now - timedelta(minutes=4))
    assert (await office.question()).status is ApprovalStatus.approved


# --- in another's place --------------------------------------------------------------------------------------------


async def stands_in(office: Office, who: str, instead_of: str, days: int = 3) -> None:
    person, to, now = (
        await office.company.person(instead_of),
        await office.company.person(who),
        office.company.clock(),
    )
    await office.records.insert(
        Delegation(
            id=f"delegation:{person.id}",
            person_id=person.id,
            to_id=to.id,
            since=now,
            until=now + timedelta(days),
        )
    )


async def test_a_stand_in_is_asked_decides_and_is_named_with_whom_they_stood_in_for(office: Office) -> None:
    await stands_in(office, SAM, JONAS)
    question = await asked(office, "p-jonas-weber")
    assert await pressable(office) == {"p-jonas-weber": BOTH, "p-sam-okafor": BOTH}
    sam = await office.company.actor(SAM)
    assert await waiting_for(office.records, sam.id, frozenset({"p-jonas-weber"})) == [question]
    await office.chooses(SAM, "approve", question.id)
    assert len(await office.records.find(Spent)) == 1
    assert "Approved by Sam Okafor for Jonas Weber" in "\n".join(await office.said_to(MIRA))
    vote = (await office.question()).votes[0]
    assert (vote.by, vote.seat) == ("p-sam-okafor", "p-jonas-weber")
    row = (await office.records.find(AuditEvent, {"effect_id": f"{question.id}:decided"}))[0]
    assert row.details["in_place_of"].startswith("psn-")


async def test_a_stand_ins_time_ends(office: Office) -> None:
    await stands_in(office, SAM, JONAS, days=1)
    question = await asked(office, "p-jonas-weber")
    office.company.clock.forward(timedelta(days=1))
    with pytest.raises(NotFound):
        await office.engine.decisions.store(question.id, await office.company.actor(SAM), True, None)


async def test_a_stand_in_who_may_not_see_such_things_is_refused(office: Office) -> None:
    await stands_in(office, SAM, JONAS)
    question = await asked(office, "p-jonas-weber")
    await office.company.appoint(SAM, Role.candidate)
    with pytest.raises(Refused):
        await office.engine.decisions.store(question.id, await office.company.actor(SAM), True, None)


async def test_the_asker_does_not_decide_by_standing_in(office: Office) -> None:
    await stands_in(office, MIRA, JONAS)
    question = await asked(office, "p-jonas-weber")
    assert await pressable(office) == {"p-jonas-weber": BOTH}
    with pytest.raises(Refused, match="own request"):
        await office.engine.decisions.store(question.id, await office.company.actor(MIRA), True, None)


async def test_one_question_is_handed_over(office: Office) -> None:
    question = await asked(office, "p-jonas-weber")
    turn = await office.says(JONAS, "give Mira's request to Sam Okafor")
    assert "Let Sam Okafor decide this" in " ".join(await office.answers(turn)), await office.answers(turn)
    confirm = next(a for a in await office.records.find(Approval) if a.kind == "confirm")
    await office.chooses(JONAS, "approve", confirm.id)
    await office.sweep.once(AT_ONCE)
    assert await pressable(office) == {"p-sam-okafor": BOTH}
    with pytest.raises(Conflict, match="in hand"):
        await office.engine.decisions.store(question.id, await office.company.actor(JONAS), True, None)
    await office.chooses(SAM, "approve", question.id)
    assert len(await office.records.find(Spent)) == 1


async def test_a_whole_flow_that_nobody_could_complete_is_refused_at_once(office: Office) -> None:
    turn = await office.chooses(MIRA, NAME, "p-jonas-weber;p-jonas-weber")
    assert "not enough people" in " ".join(await office.answers(turn))
    assert await office.records.find(Approval) == []


# --- words, and taking back -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", ["approve the first one", "approve Mira's request", "decline Mira's because there is no money"]
)
async def test_words_show_the_question_and_decide_nothing(office: Office, words: str) -> None:
    question = await asked(office, "p-jonas-weber")
    turn = await office.says(JONAS, words)
    told = " ".join(await office.answers(turn))
    assert "Spend it?" in told, told
    assert "Please press to" in told
    assert (await office.question()).votes == ()
    (shown,) = [m for m in await office.records.find(Message, {"turn_id": turn.id}) if m.card]
    (buttons,) = [i.buttons for i in shown.card.items]
    assert [b.label for b in buttons] == BOTH
    assert buttons[1].reason == ("there is no money" if "because" in words else None)
    await office.chooses(JONAS, "approve", question.id)
    gone = await office.records.get(Message, shown.id)
    assert [i.buttons for i in gone.card.items] == [()]
    assert gone.card.items[0].subtitle == "Approved by Jonas Weber"


async def test_what_was_done_is_undone_once_and_its_button_goes(office: Office) -> None:
    question = await asked(office, "p-jonas-weber")
    await office.chooses(JONAS, "approve", question.id)
    (card,) = [m for m in await office.records.find(Message) if m.card and m.card.title == "Spent"]
    (undo,) = card.card.buttons
    turns = [await office.turn(MIRA, Chose(action=undo.action, ref=undo.ref)) for _ in range(2)]
    await asyncio.gather(*(office.engine.handle(t) for t in turns))
    assert sorted((s.id.rsplit("/", 1)[-1], s.taken_back) for s in await office.records.find(Spent)) == [
        ("0", False),
        ("undo", True),
    ]
    assert (await office.records.get(Message, card.id)).card.buttons == ()
    late = await office.says(MIRA, "undo that")
    assert "nothing that I could undo" in " ".join(await office.answers(late))
    assert first_break(await office.records.find(AuditEvent)) is None
    assert len(await office.records.find(AuditEvent, {"effect_id": f"{question.call_id}:undone"})) == 1


async def test_after_the_window_or_by_another_person_nothing_is_undone(office: Office) -> None:
    question = await asked(office, "p-jonas-weber")
    await office.chooses(JONAS, "approve", question.id)
    other = await office.chooses(JONAS, "undo.last", question.call_id)
    assert "could not find that act" in " ".join(await office.answers(other))
    office.company.clock.forward(timedelta(minutes=10))
    late = await office.chooses(MIRA, "undo.last", question.call_id)
    assert "10 minutes, which are over" in " ".join(await office.answers(late))
    assert len(await office.records.find(Spent)) == 1


async def test_a_stand_in_is_named_by_words_and_confirmed(office: Office) -> None:
    await office.says(JONAS, "Sam Okafor decides for me until Friday")
    confirm = await office.question()
    assert (confirm.tool, confirm.card.title) == ("approvals.delegate", "Let Sam Okafor decide for you?")
    assert await office.records.find(Delegation) == []
    await office.chooses(JONAS, "approve", confirm.id)
    (held,) = await office.records.find(Delegation)
    assert (held.to_id, held.until.isoformat()) == ("p-sam-okafor", "2026-03-06T23:00:00+00:00")
    assert [a for a in await office.said_to(SAM) if "You decide for Jonas Weber now" in a]
    turn = await office.says(JONAS, "Who decides for me?")
    assert "Friday 6 March 2026 (included)" in " ".join(await office.answers(turn))
    await office.says(JONAS, "I decide myself again")
    (held,) = await office.records.find(Delegation)
    assert held.until == office.company.clock()


async def test_nobody_stands_in_for_themselves_nor_a_candidate_for_an_employee(office: Office) -> None:
    for who in (JONAS, "Leo Martins"):
        turn = await office.says(JONAS, f"{who} decides for me until Friday")
        assert "name a colleague" in " ".join(await office.answers(turn)), who
    assert await office.records.find(Approval) == []


async def test_somebody_else_cannot_hand_over(office: Office) -> None:
    from actions import deciding

    question = await asked(office, "p-jonas-weber")
    sam = await office.company.person(SAM)
    with pytest.raises(NotFound):
        await deciding.hand_over(office.company.ports, question.id, await office.company.actor(ELENA), sam)
    with pytest.raises(BadInput):
        await deciding.hand_over(
            office.company.ports,
            question.id,
            await office.company.actor(JONAS),
            await office.company.person(MIRA),
        )
