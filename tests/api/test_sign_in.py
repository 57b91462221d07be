"""Nothing without a token that we signed, for an account that is there, of somebody whom the directory knows."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import jwt
import pytest

from api.wiring import secret
from deploy.demo.company import DEMO_PASSWORD
from domain.conversations import Conversation, Upload
from domain.messages import Turn
from domain.people import Account, Person
from domain.tickets import Ticket
from tests.api.served import Served, is_problem

pytestmark = pytest.mark.asyncio(loop_scope="session")
OPEN = {"/health", "/metrics", "/auth/options", "/auth/sign-in"}
"""What anybody may ask for."""
MIRA = "p-mira-tanaka"


def closed(server: Served) -> list[tuple[str, str]]:
    """Every method and path of ours that needs a token."""
    paths = server.app.openapi()["paths"]
    return [(method.upper(), path) for path in paths if path not in OPEN for method in paths[path]]


async def stored(server: Served) -> list[int]:
    return [await server.records.count(kind) for kind in (Turn, Conversation, Upload, Ticket)]


def token(server: Served, key: bytes | None = None, algorithm: str = "HS256", **claims: Any) -> str:
    now = datetime.now(UTC)
    whole = {
        "iss": "peopledesk",
        "aud": "peopledesk",
        "sub": MIRA,
        "iat": now,
        "exp": now + timedelta(hours=1),
    } | claims
    given = {k: v for k, v in whole.items() if v is not None}
    return jwt.encode(given, key or secret(server.product.settings.data), algorithm)


def unsigned(server: Served) -> str:
    head = base64.urlsafe_b64encode(json.dumps({"alg": "none", "typ": "JWT"}).encode()).rstrip(b"=").decode()
    return f"{head}.{token(server).split('.')[1]}."


def forged(server: Served) -> dict[str, str]:
    now = datetime.now(UTC)
    good = token(server)
    return {
        "another key": token(server, key=b"x" * 32),
        "no signature": unsigned(server),
        "a cut signature": good[:-4],
        "another payload": ".".join(
            [good.split(".")[0], token(server, sub="p-sam-okafor").split(".")[1], good.split(".")[2]]
        ),
        "expired": token(server, exp=now - timedelta(seconds=1)),
        "never expires": token(server, exp=None),
        "another issuer": token(server, iss="somebody"),
        "another audience": token(server, aud="elsewhere"),
        "nobody's": token(server, sub="p-nobody"),
        "no subject": token(server, sub=None),
        "an e-mail address": "mira.tanaka@brindlewick.example",
        "no token at all": "",
        "very long": "a." * 20_000 + "b",
        "not ASCII": "t\u00f6ken",
    }


async def test_the_token_that_these_tests_forge_from_would_be_taken(server: Served) -> None:
    answer = await server.anybody().get("/me", headers={"Authorization": f"Bearer {token(server)}"})
    assert answer.status_code == 200
    assert answer.json()["id"] == MIRA


async def test_every_route_refuses_every_forged_token_and_stores_nothing(server: Served) -> None:
    before = await stored(server)
    routes = closed(server)
    assert len(routes) > 15
    async with server.anybody() as http:
        for method, path in routes:
            is_problem(await ask(http, method, path), 401)
        for name, bad in forged(server).items():
            headers = {b"Authorization": f"Bearer {bad}".encode()}
            answer = await http.get("/me", headers=headers)
            assert is_problem(answer, 401), name
            assert answer.headers["WWW-Authenticate"] == "Bearer"
            is_problem(await ask(http, "POST", "/chat/query", headers), 401)
    assert await stored(server) == before


async def ask(http: httpx.AsyncClient, method: str, path: str, headers: Any = None) -> httpx.Response:
    filled = path.replace("{user_role}", "employee")
    for name in ("conversation_id", "job_id", "approval_id", "candidate_id"):
        filled = filled.replace("{" + name + "}", "x")
    body = {"message": "hello", "action": "approve", "ref": "x", "form_id": "x", "values": {}} | {
        "message_id": "x",
        "rating": "up",
        "approve": True,
    }
    if path in ("/files", "/resume/upload"):
        field = "file" if path == "/files" else "files"
        return await http.request(method, filled, headers=headers, files={field: ("cv.txt", b"Ada Park")})
    return await http.request(method, filled, headers=headers, json=body if method == "POST" else None)


@pytest.mark.parametrize("scheme", ["Basic", "Token", "bearer bearer", ""])
async def test_only_a_bearer_token_is_a_token(server: Served, scheme: str) -> None:
    answer = await server.anybody().get("/me", headers={"Authorization": f"{scheme} {token(server)}".strip()})
    is_problem(answer, 401)


async def test_who_was_taken_out_is_out_at_once(server: Served) -> None:
    """The account gone, and the account there but the person gone."""
    token_of = await server.token("Piotr Sadowski")
    headers = {"Authorization": f"Bearer {token_of}"}
    assert (await server.anybody().get("/me", headers=headers)).status_code == 200
    person = await server.records.get(Person, "p-piotr-sadowski")
    await server.records.delete(Person, person.id)
    gone = is_problem(await server.anybody().get("/me", headers=headers), 401)
    assert "directory" in gone["detail"]
    await server.records.insert(person)
    await server.records.delete(Account, person.id)
    is_problem(await server.anybody().get("/me", headers=headers), 401)


async def test_a_wrong_password_and_an_unknown_address_are_told_alike(server: Served) -> None:
    told = []
    for given in (
        {"email": "mira.tanaka@brindlewick.example", "password": "wrong"},
        {"email": "nobody@brindlewick.example", "password": DEMO_PASSWORD},
        {"email": "", "password": ""},
        {"email": "mira.tanaka@brindlewick.example' --", "password": "\x00"},
    ):
        told.append(is_problem(await server.anybody().post("/auth/sign-in", json=given), 401)["detail"])
    assert len(set(told)) == 1


async def test_passwords_cannot_be_tried_without_end(server: Served) -> None:
    http = server.anybody()
    given = {"email": "tom.ashdown@brindlewick.example", "password": "wrong"}
    codes = [(await http.post("/auth/sign-in", json=given)).status_code for _ in range(12)]
    assert codes[0] == 401
    assert codes[-1] == 429
    other = {"email": "neha.banerjee@brindlewick.example", "password": DEMO_PASSWORD}
    assert (await http.post("/auth/sign-in", json=other)).status_code == 200


async def test_a_sign_in_of_the_wrong_shape_is_told(server: Served) -> None:
    for given in ({}, {"email": "a"}, {"email": 1, "password": 2}, [], "x", None):
        problem = is_problem(await server.anybody().post("/auth/sign-in", json=given), 422)
        assert (
            "password" in problem["detail"] or "valid" in problem["detail"] or "required" in problem["detail"]
        )


async def test_the_people_of_the_demo_are_told_in_the_demo_alone(server: Served) -> None:
    options = (await server.anybody().get("/auth/options")).json()
    assert options == {"identity": "local", "demo": None}


async def test_suggestions_are_for_ones_own_roles(server: Served) -> None:
    mira = await server.client("Mira Tanaka")
    assert (await mira.get("/chat/suggestions/employee")).json()["items"]
    told = [is_problem(await mira.get(f"/chat/suggestions/{r}"), 404)["detail"] for r in ("hr", "admin")]
    assert len(set(told)) == 1
    is_problem(await mira.get("/chat/suggestions/king"), 422)
