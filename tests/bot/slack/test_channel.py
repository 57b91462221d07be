from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from bot.slack.channel import SlackChannel, connect
from bot.slack.wire import Place, inbox
from domain.errors import Unavailable
from domain.messages import Address, Card, Message, Progress
from tests.bot.slack.conftest import ADA, BEN, person
from tests.servers.slack import SlackServer

THREAD = "1700000000.000001"


def message(place: Place, card: Card, **changes: object) -> Message:
    address = place.address
    return Message(
        id="m1",
        address=address,
        address_key=address.key,
        turn_id="t1",
        owner_id="ada",
        author="assistant",
        card=card,
        at=datetime.now(UTC),
    ).model_copy(update=changes)


DIRECT = Place("T1", "DUADA", THREAD)
SHARED = Place("T1", "CGENERAL", "", ADA)


@pytest.mark.parametrize(
    ("conversation", "private"),
    [("T1:D1:1.2", True), ("T1:D1:", True), ("-:@U1:", True), ("T1:C1::U1", False), ("T1:C1:1.2:U1", False)],
)
def test_an_address_is_read_as_it_is_written(conversation: str, private: bool) -> None:
    address = Address(channel="slack", conversation=conversation, private=private)
    assert Place.of(address).address == address


async def test_a_message_is_posted_and_then_changed_in_place(
    slack: SlackServer, channel: SlackChannel
) -> None:
    ts = await channel.deliver(message(DIRECT, Card(text="Waiting")))
    assert ts == slack.posts[0].ts
    assert await channel.deliver(message(DIRECT, Card(text="Approved"), external_ref=ts)) == ts
    assert len(slack.posts) == 1
    assert "Approved" in slack.posts[0].words
    assert "Waiting" not in slack.posts[0].words + slack.posts[0].text


async def test_a_message_delivered_again_before_its_reference_is_stored_is_not_doubled(
    slack: SlackServer, channel: SlackChannel
) -> None:
    await channel.deliver(message(DIRECT, Card(text="once")))
    await channel.deliver(message(DIRECT, Card(text="once")))
    assert len(slack.posts) == 1


async def test_a_message_that_is_gone_is_posted_anew(slack: SlackServer, channel: SlackChannel) -> None:
    ts = await channel.deliver(message(DIRECT, Card(text="news"), external_ref="1.1"))
    assert [post.ts for post in slack.posts] == [ts]


async def test_what_the_person_said_is_already_there(slack: SlackServer, channel: SlackChannel) -> None:
    assert await channel.deliver(message(DIRECT, Card(text="mine"), author="person")) is None
    assert slack.posts == []


async def test_an_inbox_is_the_direct_message_opened_once(slack: SlackServer, channel: SlackChannel) -> None:
    address = channel.inbox_of(person("ada", "Ada", ADA))
    assert address == inbox(ADA).address
    await channel.deliver(message(inbox(ADA), Card(text="one")))
    await channel.deliver(message(inbox(ADA), Card(text="two"), id="m2"))
    assert [(post.channel, post.thread) for post in slack.posts] == [("DUADA", None), ("DUADA", None)]
    assert len(slack.called("conversations.open")) == 1


def test_who_is_not_in_slack_has_no_inbox_there(channel: SlackChannel) -> None:
    assert channel.inbox_of(person("eve", "Eve", "").model_copy(update={"slack_user_id": None})) is None


async def test_in_a_shared_place_every_message_is_for_the_asker_alone(
    slack: SlackServer, channel: SlackChannel
) -> None:
    await channel.deliver(message(SHARED, Card(text="Net pay 3,100.00")))
    assert [(post.channel, post.only_for) for post in slack.posts] == [("CGENERAL", ADA)]
    assert slack.called("chat.postMessage") == []


async def test_a_channel_that_is_closed_to_us_leaves_the_direct_message(
    slack: SlackServer, channel: SlackChannel
) -> None:
    await channel.deliver(message(Place("T1", "CSECRET", "", ADA), Card(text="Net pay")))
    assert [(post.channel, post.only_for) for post in slack.posts] == [("DUADA", None)]


async def test_nobody_to_read_is_no_reason_to_try_for_ever(slack: SlackServer, channel: SlackChannel) -> None:
    assert await channel.deliver(message(inbox("UGONE"), Card(text="news"))) is None
    assert slack.posts == []


async def test_refused_blocks_still_say_it_in_words(slack: SlackServer, channel: SlackChannel) -> None:
    slack.fail("chat.postMessage", "invalid_blocks")
    ts = await channel.deliver(message(DIRECT, Card(title="Vacation", text="12 days <!channel>")))
    assert slack.posts[0].blocks == []
    assert slack.posts[0].text == "Vacation\n12 days &lt;!channel&gt;"
    slack.fail("chat.update", "msg_blocks_too_long")
    await channel.deliver(message(DIRECT, Card(text="13 days"), external_ref=ts))
    assert (slack.posts[0].blocks, slack.posts[0].text) == ([], "13 days")


async def test_a_rate_limit_is_waited_for(slack: SlackServer, channel: SlackChannel) -> None:
    slack.limit("chat.postMessage")
    begun = time.monotonic()
    await channel.deliver(message(DIRECT, Card(text="patience")))
    assert time.monotonic() - begun >= 1
    assert len(slack.posts) == 1


@pytest.mark.parametrize("error", ["internal_error", "invalid_auth", "service_unavailable"])
async def test_what_may_pass_is_unavailable(error: str, slack: SlackServer, channel: SlackChannel) -> None:
    slack.fail("chat.postMessage", error)
    with pytest.raises(Unavailable, match=error):
        await channel.deliver(message(DIRECT, Card(text="later")))


async def test_a_slack_that_does_not_answer_is_unavailable(slack: SlackServer) -> None:
    deaf = SlackChannel(connect("xoxb-1", "http://127.0.0.1:9/api/"))
    with pytest.raises(Unavailable, match="does not answer"):
        await deaf.deliver(message(DIRECT, Card(text="hello?")))
    await deaf.status(DIRECT.address, "Reading")


async def test_steps_on_the_way_do_not_flood_slack(slack: SlackServer, channel: SlackChannel) -> None:
    def at(percent: int) -> Card:
        state = "completed" if percent == 100 else "running"
        return Card(title="Resumes", progress=Progress(percent=percent, step="reading", state=state))

    for place in (DIRECT, SHARED):
        ref = None
        for percent in (0, 20, 40, 60, 100):
            ref = await channel.deliver(message(place, at(percent), id=place.channel, external_ref=ref))
    assert len(slack.called("chat.update")) == 1
    assert [post.channel for post in slack.posts] == ["DUADA", "CGENERAL", "CGENERAL"]
    assert "100 %  Done: reading" in slack.posts[0].words
    assert "100 %  Done: reading" in slack.posts[2].words


async def test_a_status_is_shown_in_a_direct_thread_and_nowhere_else(
    slack: SlackServer, channel: SlackChannel
) -> None:
    await channel.status(DIRECT.address, "Reading 3 resumes …")
    await channel.status(SHARED.address, "Reading the payslip of Ada")
    await channel.status(inbox(BEN).address, "Thinking")
    slack.fail("assistant.threads.setStatus", "internal_error")
    await channel.status(DIRECT.address, "never mind")
    assert slack.statuses == [{"channel_id": "DUADA", "thread_ts": THREAD, "status": "Reading 3 resumes …"}]
