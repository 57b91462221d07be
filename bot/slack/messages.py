"""Messages, mentions and files: what people say."""

from __future__ import annotations

from bot.slack.door import Door
from bot.slack.files import download
from bot.slack.incoming import mentioned, plain_text
from bot.slack.wire import Json, Place
from domain.errors import PeopledeskError
from domain.messages import Said, Turn
from domain.people import Person

_ELSEWHERE = "I take files in our direct message only, where nobody else sees them."


async def on_message(door: Door, body: Json) -> None:
    """A direct message. Every one at the top starts a thread of its own, as agent messaging has it. Other channels'
    messages are the twins of mentions, or not for us; subtypes are edits, deletions, joins and other bots."""
    event: Json = body["event"]
    ours = event.get("channel_type") == "im" and event.get("subtype") in (None, "file_share")
    if not ours or event.get("bot_id") or not event.get("user"):
        return
    thread = event.get("thread_ts") or event["ts"]
    await _heard(door, body, Place(body["team_id"], event["channel"], thread))


async def on_mention(door: Door, body: Json) -> None:
    """A mention in a channel. An ephemeral answer is visible in a thread only where somebody has replied already, so
    a mention at the top of a channel is answered there."""
    event: Json = body["event"]
    if event.get("bot_id") or not event.get("user") or event["channel"].startswith("D"):
        return
    place = Place(body["team_id"], event["channel"], event.get("thread_ts") or "", event["user"])
    await _heard(door, body, place)


def event_turn_id(body: Json) -> str:
    """An event delivered again has the same id."""
    return f"slack:{body['event_id']}"


async def _heard(door: Door, body: Json, place: Place) -> None:
    event: Json = body["event"]
    turn_id = event_turn_id(body)

    async def hand_over(person: Person) -> None:
        uploads = await _uploads(door, turn_id, place, person, event)
        if uploads is None:
            return
        text = plain_text(event.get("text") or "", await _names(door, event), _own_user_id(body))
        await door.accept(turn_id, place, person, Said(text=text, uploads=uploads))

    await door.serve(place, event["user"], hand_over)


async def _uploads(
    door: Door, turn_id: str, place: Place, person: Person, event: Json
) -> tuple[str, ...] | None:
    """Ids of the message's files. What is wrong with one file does not keep the others out; None when the turn is
    known already, or nothing at all is left of it."""
    files: list[Json] = event.get("files") or []
    if not files:
        return ()
    if not place.direct:
        await door.tell(place, event["user"], _ELSEWHERE)
        return ()
    if await door.records.get(Turn, turn_id):
        return None
    stored: list[str] = []
    for file in files:
        try:
            content = await download(door.client, file)
            stored.append(await door.engine.upload(person.id, str(file.get("name") or "file"), content))
        except PeopledeskError as error:
            await door.tell(place, event["user"], error.sentence)
    return tuple(stored) if stored or event.get("text") else None


async def _names(door: Door, event: Json) -> dict[str, str]:
    """Names of the people mentioned, as the directory knows them."""
    found = [(user, await door.person(user)) for user in dict.fromkeys(mentioned(event.get("text") or ""))]
    return {user: person.name for user, person in found if person}


def _own_user_id(body: Json) -> str | None:
    authorized: list[Json] = body.get("authorizations") or []
    return next((a["user_id"] for a in authorized if a.get("is_bot")), None)
