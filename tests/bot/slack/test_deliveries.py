"""What was acknowledged is not lost when the program is killed before it could act."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.slack.app import SlackApp, catch_up
from bot.slack.door import Delivery
from domain.messages import Said
from tests.bot.slack.conftest import ADA, RecordingEngine
from tests.servers.slack import SlackServer
from tests.servers.slack_people import SlackPeople, event_payload


async def test_a_payload_kept_and_not_acted_on_is_heard_after_the_restart(
    app: SlackApp, engine: RecordingEngine, slack: SlackServer
) -> None:
    event = {"type": "message", "channel_type": "im", "user": ADA, "channel": slack.users[ADA]}
    body = event_payload({**event, "text": "my leave?", "ts": slack.new_ts()}, "Ev77")
    await app.door.records.insert(
        Delivery(id="slack:Ev77", listener="on_message", body=body, at=datetime.now(UTC))
    )
    await catch_up(app)
    await app.door.settle(5)
    assert [t.content.text for t in engine.turns if isinstance(t.content, Said)] == ["my leave?"]
    assert await app.door.kept() == []


async def test_nothing_is_kept_of_what_was_done(
    app: SlackApp, engine: RecordingEngine, people: SlackPeople, slack: SlackServer
) -> None:
    await people.says(ADA, "my leave?", deliveries=4)
    await slack.until(lambda: engine.turns)
    await app.door.settle(5)
    assert len(engine.turns) == 1
    assert await app.door.kept() == []
