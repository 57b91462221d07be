"""Buttons and dialogs. What they stand for is read from values that we wrote and Slack signs; who may do it is asked
by the engine, of the person who pressed."""

from __future__ import annotations

from pydantic import ValidationError

from bot.slack import modals
from bot.slack.channel import TROUBLE
from bot.slack.door import Door, log
from bot.slack.wire import FormShown, FormWanted, Json, Place, Pressed, Rated, ReasonAsked, inbox
from domain.errors import NotFound
from domain.messages import Card, Chose, Filled, Form, Message, Said
from domain.people import Person

_GONE = "This form is no longer open. Please ask again."
_OUTDATED = "This button is from an older version. Please ask again."
_THANKS = "Thank you for telling me."


async def on_choose(door: Door, body: Json) -> None:
    action = body["actions"][0]
    place, user = _place(body), body["user"]["id"]
    try:
        pressed = Pressed.model_validate_json(action["value"])
    except ValidationError:
        return await door.tell(place, user, _OUTDATED)
    if pressed.asks_reason:
        asked = ReasonAsked(address=place.address, action=pressed.action, ref=pressed.ref)
        await _open(door, body, modals.reason_modal(action["text"]["text"], asked))
        return

    async def choose(person: Person) -> None:
        await door.accept(turn_id(body), place, person, Chose(action=pressed.action, ref=pressed.ref))

    await door.serve(place, user, choose)


async def on_say(door: Door, body: Json) -> None:
    """A suggestion: as if it had been written."""
    place = _place(body)

    async def say(person: Person) -> None:
        await door.accept(turn_id(body), place, person, Said(text=body["actions"][0]["value"]))

    await door.serve(place, body["user"]["id"], say)


async def on_open_form(door: Door, body: Json) -> None:
    """The dialog opens empty at once and is filled as soon as the form has been read: a trigger lives three seconds."""
    place, user = _place(body), body["user"]["id"]
    view_id = await _open(door, body, modals.waiting())
    if view_id is None:
        return await door.tell(place, user, "Slack could not open the form. Please press the button again.")

    async def fill(person: Person) -> None:
        wanted = FormWanted.model_validate_json(body["actions"][0]["value"])
        try:
            card, form = await _form(door, wanted, person)
            shown = FormShown(address=place.address, form_id=form.id)
            await door.client.views_update(view_id=view_id, view=modals.form_modal(card, form, shown))
        except NotFound as error:
            await door.client.views_update(view_id=view_id, view=modals.notice(error.sentence))

    await door.serve(place, user, fill)


async def on_rate(door: Door, body: Json) -> None:
    """A thumb up counts at once; a thumb down asks why, and counts when that dialog is sent or closed."""
    place, user = _place(body), body["user"]["id"]
    rated = Rated.model_validate_json(body["actions"][0]["value"])
    if rated.rating == "down" and await _open(door, body, modals.rating_modal(rated)):
        return

    async def rate(person: Person) -> None:
        await door.engine.feedback(person, rated.message_id, rated.rating, None)
        await door.whisper(place, user, _THANKS)

    await door.serve(place, user, rate)


async def on_reason(door: Door, body: Json) -> None:
    asked = ReasonAsked.model_validate_json(body["view"]["private_metadata"])
    reason = modals.entered(body["view"]).get("reason")
    await _sent(door, body, asked, Chose(action=asked.action, ref=asked.ref, reason=reason))


async def on_form(door: Door, body: Json) -> None:
    shown = FormShown.model_validate_json(body["view"]["private_metadata"])
    await _sent(door, body, shown, Filled(form_id=shown.form_id, values=modals.entered(body["view"])))


async def on_rating(door: Door, body: Json) -> None:
    """The dialog of a thumb down, sent or closed. Errors have no message to go under, hence the inbox."""
    rated = Rated.model_validate_json(body["view"]["private_metadata"])
    sent = body["type"] == "view_submission"
    reason = modals.entered(body["view"]).get("reason") if sent else None
    user = body["user"]["id"]

    async def rate(person: Person) -> None:
        await door.engine.feedback(person, rated.message_id, rated.rating, reason)

    await door.serve(Place(body["team"]["id"], f"@{user}"), user, rate)


async def _sent(door: Door, body: Json, remembered: ReasonAsked | FormShown, content: Chose | Filled) -> None:
    """A dialog is sent once, so its own id names the turn."""
    place = Place.of(remembered.address)

    async def hand_over(person: Person) -> None:
        await door.accept(view_turn_id(body), place, person, content)

    await door.serve(place, body["user"]["id"], hand_over)


async def _form(door: Door, wanted: FormWanted, person: Person) -> tuple[Card, Form]:
    """Raises `NotFound` when the form is gone, or not this person's."""
    message = await door.records.get(Message, wanted.message_id)
    if message is None or message.owner_id != person.id or not (message.card and message.card.form):
        raise NotFound(_GONE)
    return message.card, message.card.form


async def _open(door: Door, body: Json, view: Json) -> str | None:
    """Id of the dialog; None when Slack did not open it."""
    try:
        opened = await door.client.views_open(trigger_id=body["trigger_id"], view=view)
    except TROUBLE as error:
        log.warning("Slack did not open a dialog: %s", error)
        return None
    return str(opened["view"]["id"])


def _place(body: Json) -> Place:
    """Where the answer goes: under the message in a direct one, beside it (for this user alone) elsewhere; of a press on
    the Home tab into the direct message."""
    container = body["container"]
    if container["type"] == "view":
        return inbox(body["user"]["id"])
    thread = container.get("thread_ts") or ""
    place = Place(body["team"]["id"], container["channel_id"], thread, body["user"]["id"])
    return Place(place.team, place.channel, thread or container["message_ts"]) if place.direct else place


def turn_id(body: Json) -> str:
    """Every press has a trigger of its own; a press delivered again has the same."""
    return f"slack:{body.get('trigger_id') or body['actions'][0]['action_ts']}"


def view_turn_id(body: Json) -> str:
    return f"slack:{body['view']['id']}"
