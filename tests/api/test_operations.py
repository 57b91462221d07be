"""For those who run it: health that tells the dead part, metrics without ids, headers, and the socket of tickets."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import websockets
from websockets.exceptions import ConnectionClosed

from adapters import redis_server
from bot.understanding.classifier import Classifier
from domain.messages import Turn
from domain.tickets import Ticket, TicketStatus
from tests.api.served import WEB, Served, ids, is_problem, served
from tests.conftest import TRAINED

pytestmark = pytest.mark.asyncio(loop_scope="session")
MIRA, PRIYA = "Mira Tanaka", "Priya Nair"
BALANCE = "How many vacation days do I have left?"


# --- health ----------------------------------------------------------------------------------------------------


async def test_health_asks_every_part_and_tells_which_is_dead(server: Served) -> None:
    """No worker runs here."""
    answer = await server.anybody().get("/health")
    assert answer.status_code == 503
    parts = answer.json()["parts"]
    assert {name for name, part in parts.items() if not part["ok"]} == {"worker"}
    assert "No worker answers" in parts["worker"]["detail"]


def files_become_unusable(data: Path) -> None:
    shutil.rmtree(data / "files")
    (data / "files").write_text("a file in the folder's place")


@pytest.mark.parametrize("part", ["files", "redis"])
async def test_a_dead_part_is_told_and_the_request_that_needs_it_is_refused_in_words(
    tmp_path: Path, seeded_today: Path, understanding: Classifier, part: str
) -> None:
    redis = redis_server.start(tmp_path / "redis")
    kill: Callable[[], None] = redis.stop if part == "redis" else lambda: files_become_unusable(tmp_path)
    try:
        async with served(tmp_path, seeded_today, TRAINED, redis.url) as server:
            mira = await server.client(MIRA)
            kill()
            health = await server.anybody().get("/health")
            assert health.status_code == 503
            assert not health.json()["parts"][part]["ok"]
            if part == "redis":
                answer = await mira.post("/chat/query", json=ids() | {"message": BALANCE})
            else:
                answer = await mira.post("/files", files={"file": ("cv.txt", b"Ada Park")})
            is_problem(answer, 503)
            assert (await mira.get("/me")).status_code == 200
    finally:
        redis.stop()


# --- metrics ---------------------------------------------------------------------------------------------------


async def test_metrics_name_routes_and_never_ids(server: Served) -> None:
    mira = await server.client(MIRA)
    body = ids("metrics-conversation-17") | {"message": BALANCE}
    await mira.post("/chat/query", json=body)
    for path in (
        "/chat/conversations/metrics-conversation-17/messages",
        "/resume/status/ticket:metrics/17",
        "/no/such/metrics-path-17",
    ):
        await mira.get(path)
    await mira.post("/approvals/approval:metrics-17/0/decision", json={"approve": True})
    text = (await server.anybody().get("/metrics")).text
    routes = set(re.findall(r'peopledesk_requests_total\{[^}]*route="([^"]*)"', text))
    assert {
        "/chat/query",
        "/chat/conversations/{conversation_id}/messages",
        "/resume/status/{job_id:path}",
        "/approvals/{approval_id:path}/decision",
    } <= routes
    assert not [line for line in text.splitlines() if "17" in line and "metrics-" in line]
    assert not [word for word in ("mira", "tanaka", body["client_message_id"]) if word in text.lower()]


async def test_the_queue_is_for_the_administrator(server: Served) -> None:
    for who in (MIRA, PRIYA, "Elena Petrova", "Leo Martins"):
        is_problem(await (await server.client(who)).get("/jobs/queue"), 403)
    lengths = (await (await server.client("Sam Okafor")).get("/jobs/queue")).json()
    assert set(lengths) == {"resume", "bulk", "scoring", "cleanup"}


# --- headers ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/health", "/me", "/auth/options", "/no/such/path", "/docs"])
async def test_every_answer_carries_the_security_headers(server: Served, path: str) -> None:
    headers = (await server.anybody().get(path)).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("origin", [WEB, "https://evil.example", "null", WEB + ".evil.example"])
async def test_only_the_web_chats_own_origin_may_read_from_a_browser(server: Served, origin: str) -> None:
    http = server.anybody()
    asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    asked["Access-Control-Request-Headers"] = "authorization"
    for answer in (
        await http.options("/chat/query", headers=asked),
        await http.get("/health", headers={"Origin": origin}),
    ):
        allowed = answer.headers.get("access-control-allow-origin")
        assert allowed == (WEB if origin == WEB else None)
        assert "access-control-allow-credentials" not in answer.headers


async def test_what_goes_wrong_inside_is_told_without_its_insides(
    tmp_path: Path, seeded_today: Path, understanding: Classifier, redis_url: str
) -> None:
    """Records that were damaged by hand."""
    async with served(tmp_path, seeded_today, TRAINED, redis_url) as server:
        mira = await server.client(MIRA)
        await mira.post("/chat/query", json=ids("broken") | {"message": BALANCE})
        with sqlite3.connect(tmp_path / "records.db") as file:
            file.execute("UPDATE conversations SET doc = json_remove(doc, '$.owner_id')")
        answer = await mira.get("/chat/conversations/broken/messages")
        problem = is_problem(answer, 500)
        assert "owner_id" not in json.dumps(problem)
        assert "The fault is ours" in problem["detail"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        text = (await server.anybody().get("/metrics")).text
        assert re.search(r'peopledesk_requests_total\{.*status="500"', text)


# --- the socket ------------------------------------------------------------------------------------------------


@pytest.fixture
def ws(server: Served) -> str:
    return server.url.replace("http", "ws") + "/jobs/ws"


@pytest.mark.parametrize(
    "opening",
    [
        '{"token": "forged"}',
        '{"token": ""}',
        '{"token": null}',
        '{"token": {"a": 1}}',
        "{}",
        "[]",
        "null",
        "not json",
        b"\x00\x01",
        "[" * 50_000,
    ],
)
async def test_the_socket_needs_a_token(server: Served, ws: str, opening: str | bytes) -> None:
    async with websockets.connect(ws) as socket:
        await socket.send(opening)
        with pytest.raises(ConnectionClosed) as closed:
            await asyncio.wait_for(socket.recv(), 5)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 4401


async def ticket(server: Served, id: str, owner: str, **fields: Any) -> Ticket:
    made = Ticket.model_validate(
        {
            "id": id,
            "kind": "resume",
            "queue": "resume",
            "args": {},
            "actor_id": owner,
            "batch_id": id,
            "label": "cv.pdf",
            "created_at": datetime.now(UTC),
        }
        | fields
    )
    await server.records.insert(made)
    return made


async def heard(socket: websockets.ClientConnection) -> AsyncIterator[dict[str, Any]]:
    while True:
        yield json.loads(await asyncio.wait_for(socket.recv(), 5))


async def test_the_socket_tells_ones_own_tickets_as_they_change(server: Served, ws: str) -> None:
    async with websockets.connect(ws) as socket:
        await socket.send(json.dumps({"token": await server.token("Neha Banerjee")}))
        await asyncio.sleep(0.2)
        await ticket(server, "somebody-elses", "p-priya-nair", status=TicketStatus.completed, told=True)
        made = await ticket(server, "ws-1", "p-neha-banerjee", status=TicketStatus.completed, told=True)
        told = await anext(heard(socket))
        assert told == {
            "job_id": "ws-1",
            "step": "waiting",
            "percent": 0,
            "status": "completed",
            "error": None,
        }
        await server.records.replace(made.model_copy(update={"percent": 100, "step": "done"}))
        assert (await anext(heard(socket)))["percent"] == 100
        await socket.send(b"\x00")  # whatever else is said is not listened to
        await socket.send("hello")
        stored = await server.records.get(Ticket, "ws-1")
        await server.records.replace(stored.model_copy(update={"percent": 99}))
        assert (await anext(heard(socket)))["percent"] == 99


async def test_nothing_of_this_wrote_a_turn_that_never_ended(server: Served) -> None:
    async with asyncio.timeout(10):
        while await server.records.count(Turn, {"status": "accepted"}):  # noqa: ASYNC110 - another task's work
            await asyncio.sleep(0.05)
    assert await server.records.count(Turn, {"status": "failed"}) == 0
