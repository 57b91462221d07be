from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from bot.slack.channel import SlackChannel
from bot.slack.wire import inbox
from domain.messages import Button, Card, Chose, Filled, Form, FormField, Message, Option, Said, Turn
from domain.people import Person
from domain.ports import Records
from tests.bot.slack.conftest import ADA, BEN, RecordingEngine
from tests.servers.slack import SlackServer
from tests.servers.slack_people import SlackPeople
from tests.servers.slack_posts import Posted

QUESTION = Card(
    title="Friday off",
    text="Ada Park asks for **Friday**.",
    buttons=(
        Button(label="Approve", action="approve", ref="approval:1", style="primary"),
        Button(label="Decline", action="decline", ref="approval:1", style="danger", asks_reason=True),
    ),
)
FORM = Card(
    title="Ask for leave",
    text="A few details are missing.",
    form=Form(
        id="call-1",
        submit="Ask",
        fields=(
            FormField(name="first", label="First day", kind="date", value="2025-11-07"),
            FormField(
                name="kind", label="Kind", kind="choice", options=(Option(value="vac", label="Vacation"),)
            ),
            FormField(name="hours", label="Hours", kind="number", required=False),
            FormField(name="half", label="Half a day", kind="tick"),
            FormField(name="title", label="Title", kind="text", required=False),
            FormField(
                name="note", label="Note", kind="long_text", required=False, help="Seen by your manager."
            ),
        ),
    ),
)


async def told(
    records: Records, channel: SlackChannel, card: Card, slack: SlackServer, user: str = BEN
) -> Posted:
    """A card in somebody's inbox, as a notification puts it there."""
    address = inbox(user).address
    owner = {BEN: "ben", ADA: "ada"}[user]
    message = Message(
        id=f"told-{owner}",
        address=address,
        address_key=address.key,
        turn_id="t",
        owner_id=owner,
        author="assistant",
        card=card,
        at=datetime.now(UTC),
    )
    await records.insert(message)
    ts = await channel.deliver(message)
    return next(post for post in slack.posts if post.ts == ts)


async def only_turn(slack: SlackServer, engine: RecordingEngine) -> Turn:
    await slack.until(lambda: engine.turns)
    await asyncio.sleep(0.05)
    assert len(engine.turns) == 1
    return engine.turns[0]


async def test_a_button_is_the_choice_of_who_pressed_it(
    slack: SlackServer, people: SlackPeople, engine: RecordingEngine, records: Records, channel: SlackChannel
) -> None:
    post = await told(records, channel, QUESTION, slack)
    assert await people.presses(BEN, post, "Approve", deliveries=4) == [200] * 4
    turn = await only_turn(slack, engine)
    assert turn.speaker_id == "ben"
    assert turn.content == Chose(action="approve", ref="approval:1")
    assert turn.address.conversation == f"T1:DUBEN:{post.ts}", "the answer goes under the question"


async def test_a_button_under_an_ephemeral_answer_is_answered_there(
    slack: SlackServer, people: SlackPeople, engine: RecordingEngine
) -> None:
    engine.reply = lambda turn: QUESTION if isinstance(turn.content, Said) else Card(text="Done.")
    await people.mentions(ADA, "CGENERAL", "friday off")
    await slack.until(lambda: slack.posts)
    await people.presses(ADA, slack.posts[0], "Approve")
    await slack.until(lambda: len(slack.posts) == 2)
    assert [post.only_for for post in slack.posts] == [ADA, ADA]
    assert engine.turns[0].address == engine.turns[1].address


async def test_who_has_left_presses_in_vain(
    slack: SlackServer, people: SlackPeople, engine: RecordingEngine, records: Records, channel: SlackChannel
) -> None:
    post = await told(records, channel, QUESTION, slack)
    await records.delete(Person, "ben")
    await people.presses(BEN, post, "Approve")
    await slack.until(lambda: len(slack.posts) == 2)
    assert "I do not know you yet" in slack.posts[1].words
    assert engine.turns == []


async def test_a_reason_is_asked_for_in_a_dialog(
    slack: SlackServer, people: SlackPeople, engine: RecordingEngine, records: Records, channel: SlackChannel
) -> None:
    post = await told(records, channel, QUESTION, slack)
    await people.presses(BEN, post, "Decline", deliveries=4)
    await slack.until(lambda: slack.views)
    await asyncio.sleep(0.05)
    assert len(slack.views) == 1
    assert engine.turns == [], "nothing is decided before the reason is given"
    await people.sends(BEN, next(iter(slack.views)), reason="Too many are away.", deliveries=4)
    turn = await only_turn(slack, engine)
    assert turn.content == Chose(action="decline", ref="approval:1", reason="Too many are away.")
    assert turn.speaker_id == "ben"
    assert turn.address.conversation == f"T1:DUBEN:{post.ts}"


async def test_a_form_is_filled_in_a_dialog(
    slack: SlackServer, people: SlackPeople, engine: RecordingEngine
) -> None:
    engine.reply = lambda turn: (
        FORM if isinstance(turn.content, Said) else Card(text="Friday is only half a day.")
    )
    asked = await people.says(ADA, "I need time off")
    await slack.until(lambda: slack.posts)
    assert slack.posts[0].labels == ["Fill in"]
    await people.presses(ADA, slack.posts[0], "Fill in")
    await slack.until(lambda: slack.called("views.update"))
    id, view = next(iter(slack.views.items()))
    assert view["title"]["text"] == "Ask for leave"
    assert {b["block_id"]: b["element"]["type"] for b in view["blocks"] if b["type"] == "input"} == {
        "first": "datepicker",
        "kind": "static_select",
        "hours": "number_input",
        "half": "checkboxes",
        "title": "plain_text_input",
        "note": "plain_text_input",
    }
    await people.sends(ADA, id, kind="vac", hours="3.5", half=True, note="Dentist", deliveries=4)
    await slack.until(lambda: len(slack.posts) == 2)
    assert engine.turns[1].content == Filled(
        form_id="call-1",
        values={
            "first": "2025-11-07",
            "kind": "vac",
            "hours": 3.5,
            "half": True,
            "title": None,
            "note": "Dentist",
        },
    )
    assert engine.turns[1].address.conversation == f"T1:DUADA:{asked}"
    assert "Friday is only half a day." in slack.posts[1].words, (
        "what the server finds wrong comes as a message"
    )
    assert len(engine.turns) == 2


async def test_a_form_opens_only_for_whom_it_is(
    slack: SlackServer, people: SlackPeople, engine: RecordingEngine, records: Records, channel: SlackChannel
) -> None:
    post = await told(records, channel, FORM, slack, ADA)
    await people.presses(BEN, post, "Fill in")
    await slack.until(lambda: slack.called("views.update"))
    view = next(iter(slack.views.values()))
    assert "This form is no longer open" in str(view["blocks"])
    assert all(block["type"] != "input" for block in view["blocks"])


async def test_a_dialog_that_slack_does_not_open_is_told(
    slack: SlackServer, people: SlackPeople, engine: RecordingEngine, records: Records, channel: SlackChannel
) -> None:
    post = await told(records, channel, FORM, slack)
    slack.fail("views.open", "expired_trigger_id")
    await people.presses(BEN, post, "Fill in")
    await slack.until(lambda: len(slack.posts) == 2)
    assert "press the button again" in slack.posts[1].words


async def test_a_suggestion_is_as_good_as_said(
    slack: SlackServer, people: SlackPeople, engine: RecordingEngine
) -> None:
    engine.reply = lambda turn: Card(text="Hello.", suggestions=("Show my last payslip",))
    await people.says(ADA, "hi")
    await slack.until(lambda: slack.posts)
    await people.presses(ADA, slack.posts[0], "Show my last payslip")
    await slack.until(lambda: len(engine.turns) == 2)
    assert engine.said == ["hi", "Show my last payslip"]
    assert engine.turns[0].address == engine.turns[1].address


async def answered(slack: SlackServer, people: SlackPeople, engine: RecordingEngine) -> Posted:
    await people.says(ADA, "hi")
    await slack.until(lambda: slack.posts)
    return slack.posts[0]


async def test_a_thumb_up_counts_at_once(
    slack: SlackServer, people: SlackPeople, engine: RecordingEngine
) -> None:
    post = await answered(slack, people, engine)
    await people.rates(ADA, post, "up")
    await slack.until(lambda: engine.ratings)
    assert engine.ratings == [("ada", f"{engine.turns[0].id}/answer", "up", None)]


@pytest.mark.parametrize(("sent", "reason"), [(True, "Wrong year"), (True, None), (False, None)])
async def test_a_thumb_down_asks_why_and_counts_once(
    sent: bool, reason: str | None, slack: SlackServer, people: SlackPeople, engine: RecordingEngine
) -> None:
    post = await answered(slack, people, engine)
    await people.rates(ADA, post, "down")
    await slack.until(lambda: slack.views)
    id = next(iter(slack.views))
    if sent:
        await people.sends(ADA, id, **({"reason": reason} if reason else {}), deliveries=4)
    else:
        await people.closes(ADA, id)
    await slack.until(lambda: engine.ratings)
    await asyncio.sleep(0.05)
    assert engine.ratings == [("ada", f"{engine.turns[0].id}/answer", "down", reason)]
