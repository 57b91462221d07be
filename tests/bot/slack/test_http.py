from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable

import pytest

from tests.bot.slack.conftest import ADA, RecordingEngine
from tests.servers.slack import SlackServer
from tests.servers.slack_people import SlackPeople, event_payload, signed

JSON = "application/json"
EVENT = {
    "type": "message",
    "channel_type": "im",
    "user": ADA,
    "channel": "DUADA",
    "text": "hello",
    "ts": "1.1",
}
BODY = json.dumps(event_payload(EVENT))


FORGERIES: dict[str, Callable[[], dict[str, str]]] = {
    "absent": lambda: {"content-type": JSON},
    "forged": lambda: signed(BODY, JSON, secret="guessed"),
    "stale": lambda: signed(BODY, JSON, at=time.time() - 302),
    "from the future": lambda: signed(BODY, JSON, at=time.time() + 310),
    "of another body": lambda: signed(BODY + " ", JSON),
    "time is no number": lambda: signed(BODY, JSON) | {"x-slack-request-timestamp": "soon"},
    "not ASCII": lambda: signed(BODY, JSON) | {"x-slack-signature": "v0=\xe9"},
    "empty": lambda: signed(BODY, JSON) | {"x-slack-signature": ""},
}


@pytest.mark.parametrize("forgery", FORGERIES)
async def test_what_slack_did_not_sign_does_nothing(
    forgery: str, slack: SlackServer, people: SlackPeople, engine: RecordingEngine
) -> None:
    assert await people.request(BODY, FORGERIES[forgery]()) == 401
    await asyncio.sleep(0.05)
    assert engine.turns == []
    assert slack.calls == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"payload=%7B", b"payload=null"])
@pytest.mark.parametrize("kind", [JSON, "application/x-www-form-urlencoded"])
async def test_garbage_without_a_signature_is_refused_too(
    body: bytes, kind: str, people: SlackPeople, engine: RecordingEngine
) -> None:
    moment = str(int(time.time()))
    headers = {"content-type": kind, "x-slack-request-timestamp": moment, "x-slack-signature": "v0=1"}
    assert await people.request(body, headers) == 401
    assert engine.turns == []


async def test_slack_may_check_the_address(people: SlackPeople) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "c", "token": "t"})
    assert await people.request(body, signed(body, JSON)) == 200


async def test_the_answer_to_slack_does_not_wait_for_the_work(
    slack: SlackServer, people: SlackPeople, engine: RecordingEngine
) -> None:
    await people.says(ADA, "hello")  # the very first request asks Slack who we are
    engine.idle.clear()
    begun = time.perf_counter()
    await people.says(ADA, "long work")
    assert time.perf_counter() - begun < 1
    assert "long work" not in engine.said
    engine.idle.set()
    await slack.until(lambda: "long work" in engine.said)
