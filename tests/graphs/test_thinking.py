"""What rules do not understand goes to Gemini, through its own SDK, with the asker's tools and nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from adapters.checkpoints import checkpointer
from adapters.models import chat_model
from bot.conversation import Engine
from bot.outbox import Outbox, stream_of
from bot.understanding.classifier import Classifier
from bot.web.channel import WebChannel
from domain.messages import Address, Event, Message, Said, Turn
from graphs.mind import Mind
from tests.company import Company
from tests.servers.gemini import Answer, GeminiServer, call, text

UNCLEAR = "could you kindly look into the matter we spoke about the other day"

Talk = Callable[[str, str], object]


@asynccontextmanager
async def talking(
    company: Company, understanding: Classifier, folder: Path, answer: Answer
) -> AsyncIterator[tuple[Engine, GeminiServer]]:
    with GeminiServer(answer) as gemini:
        async with checkpointer(f"sqlite:///{folder / 'checkpoints.db'}") as saver:
            model = chat_model("gemini:gemini-2.5-flash", "key", gemini.url)
            mind = Mind(understanding, model, saver)
            yield Engine(company.ports, Outbox(company.ports, [WebChannel()]), mind), gemini


async def say(engine: Engine, company: Company, who: str, sentence: str, number: int = 1) -> list[Message]:
    person = await company.person(who)
    address = Address(channel="web", conversation=f"thinking-{person.id}-{company.records._path.parent.name}")
    turn = Turn(
        id=f"{address.conversation}:{number}",
        address=address,
        address_key=address.key,
        speaker_id=person.id,
        content=Said(text=sentence),
        at=company.clock(),
    )
    await engine.handle(turn)
    found: list[Message] = await company.records.find(Message, {"turn_id": turn.id}, order="at")
    return [m for m in found if m.author == "assistant"]


async def test_the_model_calls_a_tool_and_the_card_answers(
    company: Company, understanding: Classifier, tmp_path: Path
) -> None:
    answer = lambda body: [call("leave_balance", leave_type="vacation")]  # noqa: E731
    async with talking(company, understanding, tmp_path, answer) as (engine, gemini):
        (message,) = await say(engine, company, "Mira Tanaka", UNCLEAR)
    assert message.card is not None
    assert "of vacation left" in str(message.card.title)
    (request,) = gemini.received  # a card needs no second call to phrase it
    assert "streamGenerateContent" in request.path
    offered = {d["name"] for t in request.body["tools"] for d in t["functionDeclarations"]}
    assert "leave_balance" in offered
    assert not [name for name in offered if name.startswith(("candidates", "pipeline"))]
    assert not [
        n
        for t in request.body["tools"]
        for d in t["functionDeclarations"]
        for n in str(d)
        if "resolved_" in n
    ]


async def test_a_tool_that_was_not_offered_is_not_called(
    company: Company, understanding: Classifier, tmp_path: Path
) -> None:
    answer = lambda body: [call("pipeline_move", candidate="Leo Martins", stage="offer")]  # noqa: E731
    before = await company.application("Leo Martins")
    async with talking(company, understanding, tmp_path, answer) as (engine, _):
        (message,) = await say(engine, company, "Mira Tanaka", UNCLEAR)
    assert message.text == "I am not sure how to help with that."
    assert await company.application("Leo Martins") == before


async def test_the_model_cannot_give_itself_an_identity(
    company: Company, understanding: Classifier, tmp_path: Path
) -> None:
    """A made-up employee id and a filled-in reference are no arguments: the balance is still the asker's own."""
    arguments = {
        "leave_type": "vacation",
        "employee_id": "p-jonas-weber",
        "resolved_person_id": "p-jonas-weber",
    }
    async with talking(
        company, understanding, tmp_path, lambda body: [call("leave_balance", **arguments)]
    ) as (engine, _):
        (by_model,) = await say(engine, company, "Mira Tanaka", UNCLEAR)
        (by_rules,) = await say(engine, company, "Mira Tanaka", "how many vacation days do I have left?", 2)
    assert by_model.card == by_rules.card


async def test_words_are_streamed_while_they_are_written(
    company: Company, understanding: Classifier, tmp_path: Path
) -> None:
    async with talking(company, understanding, tmp_path, text("I can help ", "with leave ", "and pay.")) as (
        engine,
        _,
    ):
        (message,) = await say(engine, company, "Mira Tanaka", UNCLEAR)
    assert message.text == "I can help with leave and pay."
    events = [
        Event.model_validate(e.data)
        async for e in company.ports.signals.follow(stream_of(message.address_key), idle=0.2)
    ]
    deltas = [e.text for e in events if e.type == "delta" and e.message_id == message.id]
    assert deltas == ["I can help ", "with leave ", "and pay."]
    assert [e.type for e in events][-2:] == ["message", "run_finished"]


async def test_a_model_that_fails_is_said_and_what_rules_know_still_works(
    company: Company, understanding: Classifier, tmp_path: Path
) -> None:
    async with talking(company, understanding, tmp_path, text("never")) as (engine, gemini):
        gemini.failures.extend([503] * 3)
        (failed,) = await say(engine, company, "Mira Tanaka", UNCLEAR)
        (answered,) = await say(engine, company, "Mira Tanaka", "how many vacation days do I have left?", 2)
    assert failed.card is not None
    assert failed.card.title == "I cannot think that through right now"
    assert answered.card is not None
    assert "of vacation left" in str(answered.card.title)


async def test_the_model_reads_the_conversation_and_no_resume(
    company: Company, understanding: Classifier, tmp_path: Path
) -> None:
    async with talking(company, understanding, tmp_path, text("Noted.")) as (engine, gemini):
        await say(engine, company, "Priya Nair", "show me Leo Martins's profile")
        await say(engine, company, "Priya Nair", UNCLEAR, 2)
    (request,) = gemini.received
    told = str(request.body["contents"])
    assert "Leo Martins" in told
    assert "PostgreSQL and Apache Kafka" not in told


@pytest.mark.parametrize("sentence", ["", "🙂🙂🙂", "x" * 100_000, "¿cuántos días de vacaciones me quedan?"])
async def test_without_a_model_what_is_not_understood_is_said(
    company: Company, understanding: Classifier, tmp_path: Path, sentence: str
) -> None:
    async with checkpointer(f"sqlite:///{tmp_path / 'checkpoints.db'}") as saver:
        engine = Engine(
            company.ports, Outbox(company.ports, [WebChannel()]), Mind(understanding, None, saver)
        )
        (message,) = await say(engine, company, "Mira Tanaka", sentence)
    assert message.card is not None
    assert message.card.title == "I did not understand that"
    assert "payslip" in str(message.card.text)
