from __future__ import annotations

import pytest

from bot.slack.app import SlackApp
from bot.slack.socket import SocketMode
from domain.errors import Unavailable
from tests.bot.slack.conftest import ADA, RecordingEngine
from tests.servers.slack import APP_TOKEN, SlackServer
from tests.servers.slack_people import event_payload


async def test_an_event_over_the_socket_is_a_turn(
    slack: SlackServer, app: SlackApp, engine: RecordingEngine
) -> None:
    socket = SocketMode(app, APP_TOKEN, slack.api)
    await socket.start()
    await slack.until(lambda: slack.sockets == 1)
    said = {
        "type": "message",
        "channel_type": "im",
        "user": ADA,
        "channel": "DUADA",
        "text": "hi",
        "ts": "5.5",
    }
    payload = event_payload(said)
    for _ in range(2):
        await slack.push(payload, "events_api")
    await slack.until(lambda: slack.posts and len(slack.acks) == 2)
    assert engine.said == ["hi"]
    assert (slack.posts[0].channel, slack.posts[0].thread) == ("DUADA", "5.5")
    assert [set(ack) for ack in slack.acks] == [{"envelope_id"}] * 2
    await socket.stop()
    await slack.until(lambda: slack.sockets == 0)


async def test_a_refused_token_is_said_at_start(slack: SlackServer, app: SlackApp) -> None:
    with pytest.raises(Unavailable, match="invalid_auth"):
        await SocketMode(app, "xapp-wrong", slack.api).start()
    assert slack.sockets == 0


async def test_a_slack_that_does_not_answer_holds_nobody_up(app: SlackApp) -> None:
    socket = SocketMode(app, APP_TOKEN, "http://127.0.0.1:9/api/")
    await socket.start()
    await socket.stop()
    assert app.door.first_time("still here")
