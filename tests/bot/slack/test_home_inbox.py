"""What waits for somebody on their Home tab, decided there; and what needs a password, which the web app asks for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from domain.approvals import Approval, Group
from domain.messages import Card, Chose, Fact, Item, Quote
from domain.ports import Records
from tests.bot.slack.conftest import ADA, BEN, WEB, RecordingEngine
from tests.servers.slack import SlackServer
from tests.servers.slack_people import SlackPeople
from tests.servers.slack_posts import texts

NOW = datetime.now(UTC)


def question(number: int, **more: object) -> Approval:
    """Ada's question to Ben."""
    card = Card(
        title=f"Move candidate {number} to Interview?",
        facts=(Fact(label="Job", value="Python Engineer"),),
        items=(Item(title="Kafka", badge="found", quotes=(Quote(text="ran Kafka", source="cv.pdf"),)),),
    )
    made = {
        "id": f"approval:t{number}/0",
        "tool": "pipeline.move",
        "args": {},
        "asker_id": "ada",
        "kind": "approve",
        "groups": (Group(approver_ids=("ben",)),),
        "card": card,
        "turn_id": f"t{number}",
        "call_id": f"t{number}/0",
        "address": {"channel": "web", "conversation": "c"},
        "asked_at": NOW,
        "expires_at": NOW + timedelta(days=number),
    }
    return Approval.model_validate({**made, **more})


async def test_what_waits_stands_on_the_home_tab_and_is_decided_there(
    slack: SlackServer, people: SlackPeople, engine: RecordingEngine, records: Records
) -> None:
    for number in (2, 1):
        await records.insert(question(number))
    await people.opens(BEN, "home")
    await slack.until(lambda: BEN in slack.homes)
    shown = texts(slack.homes[BEN]["blocks"])
    assert [t for t in shown if t.startswith("Move")] == [
        "Move candidate 1 to Interview?",
        "Move candidate 2 to Interview?",
    ]
    assert "ran Kafka\ncv.pdf" in shown
    await people.presses_home(BEN, "Approve")
    await slack.until(lambda: engine.turns)
    (turn,) = engine.turns
    assert (turn.content, turn.speaker_id) == (Chose(action="approve", ref="approval:t1/0"), "ben")
    assert turn.address.conversation == f"-:@{BEN}:", "the answer goes into the direct message"
    before = set(slack.views)
    await people.presses_home(BEN, "Decline")
    await slack.until(lambda: set(slack.views) - before)
    await people.sends(BEN, (set(slack.views) - before).pop(), reason="Not now")
    await slack.until(lambda: len(engine.turns) == 2)
    assert engine.turns[1].content == Chose(action="decline", ref="approval:t1/0", reason="Not now")


async def test_who_is_asked_nothing_is_told_so_and_ones_own_question_is_not_shown(
    slack: SlackServer, people: SlackPeople, records: Records
) -> None:
    await records.insert(question(1))
    await people.opens(ADA, "home")
    await slack.until(lambda: ADA in slack.homes)
    shown = "\n".join(texts(slack.homes[ADA]["blocks"]))
    assert "Nothing waits for your decision." in shown
    assert "candidate 1" not in shown


async def test_many_questions_keep_to_slacks_limits_and_the_rest_is_counted(
    slack: SlackServer, people: SlackPeople, records: Records
) -> None:
    long = Card(
        title="Long?", text="word " * 3_000, facts=tuple(Fact(label="F", value="v") for _ in range(40))
    )
    for number in range(1, 60):
        await records.insert(question(number, **({"card": long} if number < 4 else {})))
    await people.opens(BEN, "home")
    await slack.until(lambda: BEN in slack.homes)
    blocks = slack.homes[BEN]["blocks"]
    assert len(blocks) <= 100
    shown = "\n".join(texts(blocks))
    asked = shown.count("Move candidate") + shown.count("Long?")
    assert f"{59 - asked} more" in shown
    assert "There is more than fits here." in shown


async def test_what_needs_a_password_opens_the_web_app_at_that_question(
    slack: SlackServer, people: SlackPeople, engine: RecordingEngine, records: Records
) -> None:
    await records.insert(question(1, step_up=True))
    await people.opens(BEN, "home")
    await slack.until(lambda: BEN in slack.homes)
    row = next(b for b in slack.homes[BEN]["blocks"] if b["type"] == "actions")
    approve, decline = row["elements"]
    assert approve["url"] == f"{WEB}/#/approvals/approval%3At1%2F0"
    assert "url" not in decline
    assert await people.presses_home(BEN, "Approve …") == [200]
    assert engine.turns == [], "the press itself decides nothing"
