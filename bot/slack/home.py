"""Opening the app: a welcome with what can be asked, and the Home tab."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime

from actions.approvals import waiting_for
from actions.standing_in import stands_in_for
from bot.slack import rich_text as rich
from bot.slack.channel import TROUBLE
from bot.slack.door import Door, log
from bot.slack.home_tab import PROMPTS, home_tab, who_i_am
from bot.slack.wire import Json, inbox
from domain.errors import AlreadyExists, Conflict
from domain.messages import Card, Message
from domain.people import Person


async def on_home_opened(door: Door, body: Json) -> None:
    """Somebody the directory does not know sees nothing here; they are answered when they write."""
    event: Json = body["event"]
    person = await door.person(event["user"])
    if person is None:
        return
    try:
        if event.get("tab") == "home":
            await door.client.views_publish(user_id=event["user"], view=await _home(door, person))
        else:
            await _suggest(door, person, event["channel"])
            await _welcome(door, person)
    except TROUBLE as error:
        log.warning("Slack did not take the Home tab or the prompts: %s", error)


async def _home(door: Door, person: Person) -> Json:
    standing = await stands_in_for(door.records, person.id, datetime.now(UTC))
    waits = await waiting_for(door.records, person.id, standing)
    return home_tab(person, door.prompts(person), waits, door.channel.web_url)


async def on_thread_started(door: Door, body: Json) -> None:
    """Sent where the app still runs under `assistant_view`; prompts then belong to a thread."""
    thread: Json = body["event"]["assistant_thread"]
    person = await door.person(thread["user_id"])
    if person is None:
        return
    try:
        await _suggest(door, person, thread["channel_id"], thread["thread_ts"])
        await _welcome(door, person)
    except TROUBLE as error:
        log.warning("Slack did not take the prompts: %s", error)


async def _suggest(door: Door, person: Person, channel: str, thread: str | None = None) -> None:
    offered = [{"title": rich.clip(s, 75), "message": s} for s in door.prompts(person)[:PROMPTS]]
    if offered:
        await door.client.assistant_threads_setSuggestedPrompts(
            channel_id=channel, thread_ts=thread, title="You can ask me", prompts=offered
        )


async def _welcome(door: Door, person: Person) -> None:
    """Once for each person: the record with its fixed id is what remembers it."""
    message = _welcome_message(door, person)
    try:
        await door.records.insert(message)
    except AlreadyExists:
        return
    shown = {"external_ref": await door.channel.deliver(message), "delivered": True}
    with suppress(Conflict):  # the sweep was faster
        await door.records.replace(message.model_copy(update=shown))


def _welcome_message(door: Door, person: Person) -> Message:
    address = inbox(person.slack_user_id or "").address
    id = f"slack-welcome:{person.id}"
    return Message(
        id=id,
        address=address,
        address_key=address.key,
        turn_id=id,
        owner_id=person.id,
        author="assistant",
        card=_introduction(person, door.prompts(person)),
        at=datetime.now(UTC),
        delivered=False,
    )


def _introduction(person: Person, prompts: Sequence[str]) -> Card:
    return Card(title=f"Hello {person.name}", text=who_i_am(person), suggestions=tuple(prompts[:PROMPTS]))
