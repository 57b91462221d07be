"""Saying things over HTTP: whose conversation it is, one turn a message id, and a polite answer to anything."""

from __future__ import annotations

import asyncio
import json
import uuid
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.understanding.classifier import Classifier
from domain.conversations import Conversation, Feedback, PendingForm
from domain.messages import Message, Turn
from tests.api.served import Served, ids, is_problem, served
from tests.conftest import TRAINED

pytestmark = pytest.mark.asyncio(loop_scope="session")
MIRA, JONAS = "Mira Tanaka", "Jonas Weber"
BALANCE = "How many vacation days do I have left?"


async def says(http: httpx.AsyncClient, message: str, conversation: str = "", **more: Any) -> httpx.Response:
    return await http.post("/chat/query", json=ids(conversation) | {"message": message} | more)


async def test_a_question_is_answered_with_its_source(server: Served) -> None:
    answer = (await says(await server.client(MIRA), BALANCE)).json()
    (message,) = answer["messages"]
    assert "of vacation left" in message["card"]["title"]
    assert message["card"]["source"]["label"] == "Leave ledger"


# --- once ------------------------------------------------------------------------------------------------------


async def test_a_message_that_is_sent_again_is_one_turn_with_one_answer(server: Served) -> None:
    mira = await server.client(MIRA)
    body = ids() | {"message": BALANCE}
    answers = await asyncio.gather(*(mira.post("/chat/query", json=body) for _ in range(4)))
    answers.append(await mira.post("/chat/query", json=body))
    assert {a.status_code for a in answers} == {200}
    assert {json.dumps(a.json()["messages"], sort_keys=True) for a in answers} == {
        json.dumps(answers[0].json()["messages"], sort_keys=True)
    }
    assert len(answers[0].json()["messages"]) == 1
    listed = (await mira.get(f"/chat/conversations/{body['conversation_id']}/messages")).json()["items"]
    assert [m["author"] for m in listed] == ["person", "assistant"]


async def test_the_same_id_of_two_people_is_two_turns(server: Served) -> None:
    for name in (MIRA, JONAS):
        body = {"conversation_id": f"same-{name[:4]}", "client_message_id": "same", "message": BALANCE}
        answer = (await (await server.client(name)).post("/chat/query", json=body)).json()
        assert len(answer["messages"]) == 1


async def test_respond_async_is_accepted_and_answered_on_the_conversation(server: Served) -> None:
    mira = await server.client(MIRA)
    body = ids() | {"message": BALANCE}
    for _ in range(2):
        answer = await mira.post("/chat/query", json=body, headers={"Prefer": "respond-async"})
        assert answer.status_code == 202
        turn_id = answer.json()["turn_id"]
        assert await server.records.get(Turn, turn_id) is not None
    async with asyncio.timeout(10):
        while (await server.records.get(Turn, turn_id)).status == "accepted":  # noqa: ASYNC110 - another task's work
            await asyncio.sleep(0.02)
    assert len(await server.records.find(Message, {"turn_id": turn_id})) == 2


# --- whose -----------------------------------------------------------------------------------------------------


async def test_somebody_elses_conversation_is_as_if_it_were_not_there(server: Served) -> None:
    mira, jonas = await server.client(MIRA), await server.client(JONAS)
    theirs = str(uuid.uuid4())
    await says(mira, BALANCE, theirs)
    for unknown, known in (
        (str(uuid.uuid4()), theirs),
        ("inbox-p-nobody", "inbox-p-mira-tanaka"),
        ("http-p-nobody", "http-p-mira-tanaka"),
    ):
        for path in ("messages", "events"):
            told = [
                is_problem(await jonas.get(f"/chat/conversations/{id}/{path}"), 404)["detail"]
                for id in (unknown, known)
            ]
            assert len(set(told)) == 1
        told = [
            is_problem(await jonas.post(f"/chat/conversations/{id}/read"), 404)["detail"]
            for id in (unknown, known)
        ]
        assert len(set(told)) == 1
    is_problem(await says(jonas, BALANCE, theirs), 404)
    assert (await server.records.get(Conversation, f"web:{theirs}")).owner_id == "p-mira-tanaka"


@pytest.mark.parametrize("prefix", ["inbox-", "http-"])
async def test_what_belongs_to_somebody_cannot_be_opened_before_them(server: Served, prefix: str) -> None:
    """Whoever opens a conversation first owns it, but for those that are made for a person."""
    jonas = await server.client(JONAS)
    for victim in ("p-emre-kaplan", "p-nobody-yet"):
        id = f"{prefix}{victim}"
        turns = await server.records.count(Turn)
        for path, body in (
            ("/chat/query", {"message": BALANCE}),
            ("/chat/choose", {"action": "leave.balance", "ref": "vacation"}),
            ("/chat/form", {"form_id": "x", "values": {}}),
        ):
            is_problem(await jonas.post(path, json=ids(id) | body), 404)
        assert await server.records.get(Conversation, f"web:{id}") is None
        assert await server.records.count(Turn) == turns


async def test_ones_own_inbox_stays_an_inbox_when_it_is_spoken_into_first(server: Served) -> None:
    freya = await server.client("Freya Lindholm")
    assert (await says(freya, BALANCE, "inbox-p-freya-lindholm")).status_code == 200
    listed = (await freya.get("/chat/conversations")).json()["items"]
    assert [(c["kind"], c["title"]) for c in listed] == [("inbox", "Inbox")]


async def test_everybody_has_an_inbox_and_lists_their_own_alone(server: Served) -> None:
    theo = await server.client("Theo Marchetti")
    assert [c["kind"] for c in (await theo.get("/chat/conversations")).json()["items"]] == ["inbox"]
    await says(theo, BALANCE)
    first = (await theo.get("/chat/conversations", params={"limit": 1})).json()
    second = (await theo.get("/chat/conversations", params={"limit": 1, "cursor": first["next"]})).json()
    assert {c["kind"] for c in (*first["items"], *second["items"])} == {"chat", "inbox"}
    assert all(c.owner_id for c in await server.records.find(Conversation))


@pytest.mark.parametrize(
    "params", [{"limit": -1}, {"limit": 0}, {"cursor": -5}, {"limit": "x"}, {"limit": 10**30}]
)
async def test_pages_have_bounds(server: Served, params: dict[str, Any]) -> None:
    mira = await server.client(MIRA)
    is_problem(await mira.get("/chat/conversations", params=params), 422)
    if "limit" in params:
        await says(mira, BALANCE, "paged")
        is_problem(await mira.get("/chat/conversations/paged/messages", params=params), 422)


async def test_somebody_elses_message_form_and_button_are_as_if_they_were_not_there(server: Served) -> None:
    mira, jonas = await server.client(MIRA), await server.client(JONAS)
    (message,) = (await says(mira, BALANCE)).json()["messages"]
    told = [
        is_problem(await jonas.post("/chat/feedback", json={"message_id": id, "rating": "up"}), 404)["detail"]
        for id in (message["id"], "no-such-message")
    ]
    assert len(set(told)) == 1
    await says(mira, "book vacation")
    form = max(
        [f for f in await server.records.find(PendingForm) if f.owner_id == "p-mira-tanaka"],
        key=lambda f: str(f.asked_at),
    )
    texts = []
    for id in (form.id, "no-such-form"):
        given = {"form_id": id, "values": {"start": "2027-01-05"}}
        answer = (await jonas.post("/chat/form", json=ids() | given)).json()
        texts.append(answer["messages"][0]["card"]["text"])
    assert texts == ["I could not find that form."] * 2
    assert await server.records.count(Feedback) == 0


async def test_feedback_on_ones_own_answer_is_kept(server: Served) -> None:
    mira = await server.client(MIRA)
    (message,) = (await says(mira, BALANCE)).json()["messages"]
    given = {"message_id": message["id"], "rating": "down", "reason": "wrong year"}
    assert (await mira.post("/chat/feedback", json=given)).status_code == 204
    (kept,) = await server.records.find(Feedback, {"message_id": message["id"]})
    assert kept.reason == "wrong year"
    is_problem(await mira.post("/chat/feedback", json=given | {"rating": "meh"}), 422)
    is_problem(await mira.post("/chat/feedback", json=given | {"reason": "x" * 5000}), 400)
    await server.records.delete(Feedback, kept.id)


# --- whatever is sent ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "message",
    [
        "x" * 100_000,
        "how many vacation days " * 4000,
        "🙂🙃🫠🏳️‍🌈" * 50,
        "Сколько дней отпуска у меня осталось?",
        "我还有多少天假期?",
        "كم يوم إجازة بقي لي؟",
        "wie viele Urlaubstage habe ich noch?",
        "a\x00b",
        "\x01\x02\x1b[31m\x7f\x9f",
        "\u202egnp.exe\u2066\u200b\ufeff",
        "<img src=x onerror=alert(1)> [x](javascript:alert(1))",
        "Robert'); DROP TABLE people;--",
        "{{config}} ${7*7} %n%s {0.__class__}",
        "A\u030a" * 5000,
    ],
)
async def test_every_message_gets_a_polite_answer(server: Served, message: str) -> None:
    answer = await says(await server.client(MIRA), message)
    assert answer.status_code == 200, answer.text
    messages = answer.json()["messages"]
    assert messages
    assert "fault is ours" not in json.dumps(messages)


@pytest.mark.parametrize("text", ["\\ud800", "ok \\udfff ok"])
@pytest.mark.parametrize("path", ["/chat/query", "/chat/choose", "/chat/form"])
async def test_half_a_character_is_no_reason_to_fail(server: Served, path: str, text: str) -> None:
    """A lone surrogate is valid JSON and no valid text."""
    mira = await server.client(MIRA)
    body = {
        "/chat/query": '"message": "TEXT"',
        "/chat/choose": '"action": "approve", "ref": "TEXT", "reason": "TEXT"',
        "/chat/form": '"form_id": "TEXT", "values": {"note": ["TEXT", {"TEXT": "TEXT"}]}',
    }[path].replace("TEXT", text)
    headers = {"Content-Type": "application/json"}
    whole = json.dumps(ids())[:-1] + ", " + body + "}"
    is_problem(await mira.post(path, content=whole, headers=headers), 422)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/chat/query", {"message": "x" * 200_001}),
        ("/chat/query", {"message": 5}),
        ("/chat/query", {"message": None}),
        ("/chat/query", {"message": "a", "conversation_id": "../../etc/passwd"}),
        ("/chat/query", {"message": "a", "conversation_id": ""}),
        ("/chat/query", {"message": "a", "conversation_id": "x" * 81}),
        ("/chat/query", {"message": "a", "client_message_id": "a\x00b"}),
        ("/chat/query", {"message": "a", "client_message_id": "a\n"}),
        ("/chat/query", {"message": "a", "uploads": ["x"] * 1001}),
        ("/chat/query", {"message": "a", "uploads": "x"}),
        ("/chat/choose", {"action": "approve"}),
        ("/chat/choose", {"action": "a" * 101, "ref": "x"}),
        ("/chat/choose", {"action": "a", "ref": "x", "reason": "r" * 2001}),
        ("/chat/form", {"form_id": "x"}),
        ("/chat/form", {"form_id": "x", "values": [1]}),
        ("/chat/feedback", {}),
    ],
)
async def test_what_is_not_as_documented_is_told_where(
    server: Served, path: str, body: dict[str, Any]
) -> None:
    turns = await server.records.count(Turn)
    given = body if path == "/chat/feedback" else ids() | body
    problem = is_problem(await (await server.client(MIRA)).post(path, json=given), 422)
    assert ":" in problem["detail"]
    assert await server.records.count(Turn) == turns


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", '"x"', "[" * 100_000, '{"message": ' + "9" * 5000 + "}", "\xff\xfe"]
)
async def test_a_body_that_is_no_message_is_told(server: Served, content: str) -> None:
    mira = await server.client(MIRA)
    headers = {"Content-Type": "application/json"}
    answer = await mira.post("/chat/query", content=content.encode("latin-1"), headers=headers)
    assert answer.status_code in (400, 422)
    is_problem(answer, answer.status_code)


async def test_nothing_said_is_asked_back(server: Served) -> None:
    for message in ("", "   ", "\n\t"):
        is_problem(await says(await server.client(MIRA), message), 400)


@pytest.mark.parametrize("declared", [True, False])
async def test_a_body_beyond_all_measure_is_refused_unread(server: Served, declared: bool) -> None:
    mira = await server.client(MIRA)
    sent = 0

    async def pieces() -> Any:
        nonlocal sent
        for _ in range(1000):
            sent += 100_000
            yield b"x" * 100_000

    headers = {"Content-Type": "application/json"} | ({"Content-Length": "100000000"} if declared else {})
    is_problem(await mira.post("/chat/query", content=pieces(), headers=headers), 413)
    assert declared or sent < 10_000_000


async def test_paths_that_are_none_and_methods_that_are_none_are_told(server: Served) -> None:
    mira = await server.client(MIRA)
    is_problem(await mira.delete("/chat/conversations"), 405)
    is_problem(await mira.put("/chat/query", json={}), 405)
    is_problem(await mira.post("/no/such/path"), 404)


async def test_beyond_the_share_of_a_minute_one_is_asked_to_wait(
    tmp_path: Path, seeded_today: Path, understanding: Classifier, redis_url: str
) -> None:
    """The limit is the person's: nobody else waits. What is not limited can still be read."""
    async with served(tmp_path, seeded_today, TRAINED, redis_url, requests_per_minute=5) as server:
        diego, mira = await server.client("Diego Salazar"), await server.client(MIRA)
        codes = [(await says(diego, "hello")).status_code for _ in range(7)]
        assert codes == [200] * 5 + [429] * 2
        filed = await diego.post("/files", files={"file": ("cv.txt", b"Ada Park")})
        assert filed.status_code == 201, "files count apart, so that a thousand can be handed over"
        is_problem(await diego.post("/approvals/x/decision", json={"approve": True}), 429)
        assert (await diego.get("/chat/conversations")).status_code == 200
        assert (await says(mira, "hello")).status_code == 200
