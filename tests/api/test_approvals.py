"""Decisions over HTTP: the same rules as by a button."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from domain.approvals import Approval, ApprovalStatus
from domain.leave import LeaveRequest, LedgerEntry
from tests.api.served import Served, ids, is_problem

pytestmark = pytest.mark.asyncio(loop_scope="session")
LUKAS, JONAS = "Lukas Brandt", "Jonas Weber"


async def asked(server: Served, start: str) -> str:
    """Lukas asks for a day of unpaid leave; returns the approval's id."""
    lukas = await server.client(LUKAS)
    body = ids() | {"action": "leave.request", "ref": "unpaid"}
    answer = (await lukas.post("/chat/choose", json=body)).json()
    form = answer["messages"][0]["card"]["form"]["id"]
    given = {"form_id": form, "values": {"leave_type": "unpaid", "start": start}}
    sent = (await lukas.post("/chat/form", json=ids(body["conversation_id"]) | given)).json()
    approval_id = f"approval:{sent['turn_id']}/0"
    assert (await server.records.get(Approval, approval_id)).status is ApprovalStatus.pending
    return approval_id


async def decides(http: httpx.AsyncClient, id: str, approve: bool, **more: Any) -> httpx.Response:
    return await http.post(f"/approvals/{id}/decision", json={"approve": approve} | more)


async def entries(server: Served, approval_id: str) -> list[LedgerEntry | LeaveRequest]:
    request = await server.records.get(LeaveRequest, f"leave:{approval_id.removeprefix('approval:')}")
    return [request.status.value]


async def test_an_approver_lists_and_decides_once(server: Served) -> None:
    id = await asked(server, "2027-03-09")
    jonas = await server.client(JONAS)
    assert id in [a["id"] for a in (await jonas.get("/approvals")).json()["items"]]
    decided = await decides(jonas, id, True)
    assert (decided.status_code, decided.json()["status"], decided.json()["applied"]) == (
        200,
        "approved",
        True,
    )
    assert (await decides(jonas, id, True)).status_code == 200  # the same again is no conflict
    is_problem(await decides(jonas, id, False), 409)
    assert id not in [a["id"] for a in (await jonas.get("/approvals")).json()["items"]]
    assert await entries(server, id) == ["approved"]


async def test_at_once_from_many_places_there_is_one_decision(server: Served) -> None:
    id = await asked(server, "2027-03-10")
    jonas = await server.client(JONAS)
    answers = await asyncio.gather(*(decides(jonas, id, n % 2 == 0) for n in range(6)))
    assert sorted({a.status_code for a in answers}) == [200, 409]
    stored = await server.records.get(Approval, id)
    assert {a.json()["status"] for a in answers if a.status_code == 200} == {stored.status.value}
    assert await entries(server, id) == [stored.status.value]


async def test_whom_it_does_not_concern_and_what_is_not_there_are_told_alike(server: Served) -> None:
    id = await asked(server, "2027-03-11")
    for who in ("Mira Tanaka", "Elena Petrova", "Sam Okafor", "Leo Martins"):
        http = await server.client(who)
        told = [is_problem(await decides(http, i, True), 404)["detail"] for i in (id, "approval:x/0", "x")]
        assert len(set(told)) == 1
        assert id not in [a["id"] for a in (await http.get("/approvals")).json()["items"]]
    is_problem(await decides(await server.client(LUKAS), id, True), 403)
    assert (await server.records.get(Approval, id)).status is ApprovalStatus.pending


async def test_a_decision_of_the_wrong_shape_is_told(server: Served) -> None:
    jonas = await server.client(JONAS)
    for body in ({}, {"approve": "perhaps"}, {"approve": True, "reason": "x" * 2001}, [], None):
        is_problem(await jonas.post("/approvals/x/decision", json=body), 422)
