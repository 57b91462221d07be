from __future__ import annotations

import asyncio

from domain.messages import Message
from domain.ports import Records
from tests.bot.slack.conftest import ADA, PROMPTS, RecordingEngine
from tests.servers.slack import SlackServer
from tests.servers.slack_people import SlackPeople
from tests.servers.slack_posts import texts


async def test_the_first_opening_says_that_this_is_an_ai(
    slack: SlackServer, people: SlackPeople, records: Records
) -> None:
    for _ in range(3):
        await people.opens(ADA, "messages")
    await slack.until(lambda: len(slack.prompts) == 3 and slack.posts)
    await asyncio.sleep(0.05)

    assert len(slack.posts) == 1, "once, however often it is opened"
    welcome = slack.posts[0]
    assert welcome.channel == "DUADA"
    assert "Hello Ada Park" in welcome.words
    assert "an AI assistant, not a person" in welcome.words
    assert welcome.labels == list(PROMPTS[:4])
    kept = await records.get(Message, "slack-welcome:ada")
    assert kept is not None
    assert (kept.delivered, kept.external_ref, kept.owner_id) == (True, welcome.ts, "ada")
    assert slack.prompts[0] == {
        "channel_id": "DUADA",
        "title": "You can ask me",
        "prompts": [{"title": prompt, "message": prompt} for prompt in PROMPTS[:4]],
    }


async def test_a_welcome_that_could_not_be_shown_is_left_to_the_sweep(
    slack: SlackServer, people: SlackPeople, records: Records
) -> None:
    slack.fail("chat.postMessage", "internal_error")
    await people.opens(ADA, "messages")
    await slack.until(lambda: slack.prompts)
    await asyncio.sleep(0.05)
    waiting = await records.find(Message, {"delivered": False})
    assert [message.id for message in waiting] == ["slack-welcome:ada"]


async def test_the_home_tab_says_who_is_talking_and_what_to_ask(
    slack: SlackServer, people: SlackPeople
) -> None:
    await people.opens(ADA, "home")
    await slack.until(lambda: slack.homes)
    shown = "\n".join(texts(slack.homes[ADA]["blocks"]))
    assert "an AI assistant, not a person" in shown
    assert all(prompt in shown for prompt in PROMPTS[:4])
    assert slack.posts == []


async def test_where_assistant_threads_are_still_sent_prompts_go_to_the_thread(
    slack: SlackServer, people: SlackPeople, engine: RecordingEngine
) -> None:
    thread = {"user_id": ADA, "channel_id": "DUADA", "thread_ts": "9.9", "context": {}}
    await people.event({"type": "assistant_thread_started", "assistant_thread": thread, "event_ts": "9.9"})
    await people.event({"type": "assistant_thread_context_changed", "assistant_thread": thread})
    await slack.until(lambda: slack.prompts and slack.posts)
    assert slack.prompts[0]["thread_ts"] == "9.9"
    assert engine.turns == []
