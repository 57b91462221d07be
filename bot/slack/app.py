"""The Slack app: which payload goes to which listener.

Every payload is kept and then acknowledged at once, since Slack gives three seconds and then delivers again, up to three
times; what is to be done is done in the background, and after a crash again from what was kept.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.slack import home, messages, presses
from bot.slack.channel import SlackChannel, connect
from bot.slack.door import Door, Engine, Prompts
from bot.slack.home_tab import prompts_for
from bot.slack.wire import (
    CHOOSE,
    FEEDBACK,
    FORM_DIALOG,
    OPEN_FORM,
    RATING_DIALOG,
    REASON_DIALOG,
    SAY,
    Json,
)
from domain.ports import Records

__all__ = ["Engine", "SlackApp", "build"]

Listener = Callable[[Door, Json], Coroutine[Any, Any, None]]
ANYTHING = re.compile("")

EVENTS: dict[str, Listener] = {
    "message": messages.on_message,
    "app_mention": messages.on_mention,
    "app_home_opened": home.on_home_opened,
    "assistant_thread_started": home.on_thread_started,
}
PRESSES: dict[str, Listener] = {
    f"^{CHOOSE}": presses.on_choose,
    f"^{SAY}": presses.on_say,
    f"^{OPEN_FORM}$": presses.on_open_form,
    f"^{FEEDBACK}$": presses.on_rate,
}
DIALOGS: dict[str, Listener] = {
    REASON_DIALOG: presses.on_reason,
    FORM_DIALOG: presses.on_form,
    RATING_DIALOG: presses.on_rating,
}


class SlackApp(AsyncApp):
    """A Bolt app with the door behind it."""

    def __init__(self, door: Door, signing_secret: str) -> None:
        super().__init__(client=door.client, signing_secret=signing_secret)
        self.door = door
        self.signing_secret = signing_secret

    async def close(self, seconds: float = 10) -> None:
        """Wait at most `seconds` for turns that are being handed over."""
        await self.door.settle(seconds)


def build(
    engine: Engine,
    records: Records,
    *,
    bot_token: str,
    signing_secret: str,
    base_url: str | None = None,
    channel: SlackChannel | None = None,
    prompts: Prompts = prompts_for,
) -> SlackApp:
    """The app of one workspace. `base_url` (with a slash at its end) replaces Slack's API; `channel` is the one that
    the engine delivers through, if there is one already; `prompts` are what a person may want to ask first."""
    door = Door(engine, records, channel or SlackChannel(connect(bot_token, base_url)), prompts)
    app = SlackApp(door, signing_secret)
    _listen(app, door)
    return app


def _listen(app: AsyncApp, door: Door) -> None:
    for name, listener in EVENTS.items():
        app.event(name)(_once(door, listener, messages.event_turn_id))
    app.event(ANYTHING)(_nothing)
    for pattern, listener in PRESSES.items():
        app.action(re.compile(pattern))(_once(door, listener, presses.turn_id))
    app.action(ANYTHING)(_nothing)
    for name, listener in DIALOGS.items():
        app.view_submission(name)(_once(door, listener, presses.view_turn_id))
    app.view_closed(RATING_DIALOG)(_once(door, presses.on_rating, presses.view_turn_id))


def _once(door: Door, listener: Listener, id_of: Callable[[Json], str]) -> Callable[..., Awaitable[None]]:
    """Keep the payload, acknowledge, and start the listener unless this very payload was delivered before."""

    async def run(ack: AsyncAck, body: Json) -> None:
        id = id_of(body)
        new = door.first_time(id) and await door.keep(id, listener.__name__, body)
        await ack()
        if new:
            door.start(_heard(door, id, listener, body))

    return run


async def _heard(door: Door, id: str, listener: Listener, body: Json) -> None:
    await listener(door, body)
    await door.drop(id)


async def catch_up(app: SlackApp) -> None:
    """Hear again what was acknowledged and not finished when the program was last ended."""
    listeners = {f.__name__: f for f in (*EVENTS.values(), *PRESSES.values(), *DIALOGS.values())}
    for kept in await app.door.kept():
        if kept.listener in listeners:
            app.door.start(_heard(app.door, kept.id, listeners[kept.listener], kept.body))


async def _nothing(ack: AsyncAck) -> None:
    """What we did not ask for is acknowledged, or Slack would deliver it again."""
    await ack()
