from __future__ import annotations

import asyncio

from domain.messages import Card, Fact, Source
from tests.bot.slack.conftest import ADA, BEN, STRANGER, RecordingEngine
from tests.servers.slack import BOT, BOT_USER, SlackServer
from tests.servers.slack_people import SlackPeople


def balance(_: object) -> Card:
    return Card(
        title="Vacation",
        facts=(Fact(label="Left", value="12.5 days"),),
        source=Source(label="Leave ledger", as_of="3 Nov 2025"),
    )


async def test_a_direct_question_is_answered_once_in_its_thread(
    slack: SlackServer, people: SlackPeople, engine: RecordingEngine
) -> None:
    engine.reply = balance
    asked = await people.says(ADA, "how many days do I have left?", deliveries=4)
    await slack.until(lambda: slack.posts)
    await asyncio.sleep(0.1)

    assert [turn.speaker_id for turn in engine.turns] == ["ada"]
    assert engine.said == ["how many days do I have left?"]
    assert engine.turns[0].address.conversation == f"T1:DUADA:{asked}"
    assert engine.turns[0].address.private
    assert len(slack.posts) == 1
    answer = slack.posts[0]
    assert (answer.channel, answer.thread, answer.only_for) == ("DUADA", asked, None)
    assert "Left: 12.5 days" in answer.words
    assert "Source: Leave ledger, as of 3 Nov 2025" in answer.words
    assert "Left: 12.5 days" in answer.text, "what a notification and a screen reader say"


async def test_a_reply_in_a_thread_stays_in_its_conversation(
    slack: SlackServer, people: SlackPeople, engine: RecordingEngine
) -> None:
    first = await people.says(ADA, "find python developers")
    await people.says(ADA, "only those in Pune", thread=first)
    await slack.until(lambda: len(engine.turns) == 2)
    assert {turn.address.conversation for turn in engine.turns} == {f"T1:DUADA:{first}"}


async def test_a_mention_is_answered_to_the_asker_alone(
    slack: SlackServer, people: SlackPeople, engine: RecordingEngine
) -> None:
    engine.reply = balance
    await people.mentions(ADA, "CGENERAL", "how many days do I have left?")
    await slack.until(lambda: slack.posts)
    await asyncio.sleep(0.1)

    assert engine.said == ["how many days do I have left?"]
    assert not engine.turns[0].address.private
    assert engine.turns[0].address.conversation == "T1:CGENERAL::UADA"
    assert [post.only_for for post in slack.posts] == [ADA]
    assert len(slack.seen_by(ADA)) == 1
    assert slack.seen_by(BEN) == []


async def test_two_people_in_one_channel_hold_two_conversations(
    slack: SlackServer, people: SlackPeople, engine: RecordingEngine
) -> None:
    thread = slack.new_ts()
    await people.mentions(ADA, "CGENERAL", "my payslip", thread=thread)
    await people.mentions(BEN, "CGENERAL", "mine, too", thread=thread)
    await slack.until(lambda: len(slack.posts) == 2)
    assert len({turn.address_key for turn in engine.turns}) == 2
    assert {(post.only_for, post.thread) for post in slack.posts} == {(ADA, thread), (BEN, thread)}


async def test_a_stranger_gets_one_polite_sentence_and_nothing_else(
    slack: SlackServer, people: SlackPeople, engine: RecordingEngine
) -> None:
    await people.says(STRANGER, "show me everybody's pay", deliveries=4)
    await slack.until(lambda: slack.posts)
    await people.opens(STRANGER, "home")
    await people.opens(STRANGER, "messages")
    await asyncio.sleep(0.1)

    assert engine.turns == []
    assert slack.homes == {}
    assert slack.prompts == []
    assert [post.only_for for post in slack.posts] == [STRANGER]
    assert "I do not know you yet" in slack.posts[0].words


async def test_bots_edits_and_other_channels_are_left_alone(
    slack: SlackServer, people: SlackPeople, engine: RecordingEngine
) -> None:
    heard = {"type": "message", "channel": "DUADA", "channel_type": "im", "text": "hello"}
    for event in (
        {**heard, "user": BOT_USER, "bot_id": BOT, "ts": "1.1"},
        {**heard, "bot_id": "BOTHER", "subtype": "bot_message", "ts": "1.2"},
        {**heard, "user": ADA, "bot_id": "BOTHER", "ts": "1.3"},
        {**heard, "subtype": "message_changed", "message": {"user": ADA, "text": "edited"}, "ts": "1.4"},
        {**heard, "subtype": "message_deleted", "ts": "1.5"},
        {**heard, "user": ADA, "channel": "CGENERAL", "channel_type": "channel", "ts": "1.6"},
        {"type": "reaction_added", "user": ADA},
    ):
        assert await people.event(event) == [200], event
    await asyncio.sleep(0.1)
    assert engine.turns == []
    assert slack.posts == []


async def test_what_slack_wraps_is_read_as_written(
    slack: SlackServer, people: SlackPeople, engine: RecordingEngine
) -> None:
    await people.says(
        ADA,
        "is <@UBEN> out? see <https://example.com/a?b=1&amp;c=2|here>, "
        "mail <mailto:ben@example.com|ben@example.com>, <#C1|general>, salary &lt; 5 <!here>",
    )
    await slack.until(lambda: engine.turns)
    assert engine.said == [
        "is Ben Ruiz out? see https://example.com/a?b=1&c=2, mail ben@example.com, #general, salary < 5 @here"
    ]


async def test_files_are_fetched_with_the_token_and_become_uploads(
    slack: SlackServer, people: SlackPeople, engine: RecordingEngine
) -> None:
    files = (slack.add_file("cv.pdf", b"%PDF-1.7 one"), slack.add_file("bad.pdf", b"MZ"))
    await people.says(ADA, "", files=files, deliveries=4)
    await slack.until(lambda: engine.turns)

    assert engine.uploads == {"ada/cv.pdf": b"%PDF-1.7 one"}
    assert engine.turns[0].content.model_dump() == {"kind": "said", "text": "", "uploads": ("ada/cv.pdf",)}
    assert [post.words for post in slack.posts if "not a PDF" in post.words] == ["bad.pdf is not a PDF."]


async def test_the_token_goes_to_slack_alone(
    slack: SlackServer, people: SlackPeople, engine: RecordingEngine
) -> None:
    elsewhere = slack.add_file("cv.pdf", b"%PDF") | {"url_private_download": "https://evil.example/cv.pdf"}
    pretender = slack.add_file("b.pdf", b"%PDF") | {
        "url_private_download": "https://slack.com.evil.example/x"
    }
    await people.says(ADA, "", files=(elsewhere, pretender))
    await slack.until(lambda: len(slack.posts) == 2)
    assert all("is only linked, not uploaded" in post.words for post in slack.posts)
    assert engine.turns == []


async def test_a_file_that_slack_withholds_or_that_is_too_large_is_named(
    slack: SlackServer, people: SlackPeople, engine: RecordingEngine
) -> None:
    withheld = slack.add_file("gone.pdf", b"%PDF")
    withheld["url_private_download"] = f"{slack.url}/signin"
    large = slack.add_file("large.pdf", b"%PDF") | {"size": 26 * 1024 * 1024}
    await people.says(ADA, "please read these", files=(withheld, large))
    await slack.until(lambda: engine.turns)
    told = "\n".join(post.words for post in slack.posts)
    assert "Slack did not hand out gone.pdf" in told
    assert "large.pdf is larger than 10 MB" in told
    assert engine.said == ["please read these"]


async def test_a_file_in_a_channel_is_asked_for_in_the_direct_message(
    slack: SlackServer, people: SlackPeople, engine: RecordingEngine
) -> None:
    await people.mentions(ADA, "CGENERAL", "read this", files=(slack.add_file("cv.pdf", b"%PDF"),))
    await slack.until(lambda: len(slack.posts) == 2)
    assert engine.uploads == {}
    assert engine.said == ["read this"]
    assert "in our direct message only" in slack.posts[0].words
    assert {post.only_for for post in slack.posts} == {ADA}


async def test_a_failing_engine_is_no_reason_for_silence(
    slack: SlackServer, people: SlackPeople, engine: RecordingEngine
) -> None:
    def fail(_: object) -> Card:
        raise RuntimeError("a bug")

    engine.reply = fail
    await people.says(ADA, "hello")
    await slack.until(lambda: slack.posts)
    assert "Something went wrong on our side" in slack.posts[0].words
    assert "a bug" not in slack.posts[0].words
