"""The routes of decisions role by role: shelves, one question, a stand-in, handing over, several decided each by itself,
and a yes that needs a sign-in of just now."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import jwt
import pytest

from domain.approvals import Approval, ApprovalStatus
from domain.hiring import Application, ApplicationStatus
from tests.api.served import Served, ids, is_problem
from tests.api.test_approvals import asked, decides

pytestmark = pytest.mark.asyncio(loop_scope="session")
LUKAS, JONAS, SAM, PRIYA, ELENA, MIRA, LEO = (
    "Lukas Brandt",
    "Jonas Weber",
    "Sam Okafor",
    "Priya Nair",
    "Elena Petrova",
    "Mira Tanaka",
    "Leo Martins",
)
EVERYBODY = (LUKAS, JONAS, SAM, PRIYA, ELENA, MIRA, LEO)


async def shelf(server: Served, who: str, state: str) -> dict[str, Any]:
    """By id."""
    answer = await (await server.client(who)).get(f"/approvals?state={state}")
    assert answer.status_code == 200, answer.text
    return {a["id"]: a for a in answer.json()["items"]}


async def test_each_shelf_holds_what_concerns_its_reader_and_nobody_elses(server: Served) -> None:
    id = await asked(server, "2027-03-16")
    before = {
        who: [id in await shelf(server, who, s) for s in ("waiting", "asked", "decided")] for who in EVERYBODY
    }
    assert before == {who: [who == JONAS, who == LUKAS, False] for who in EVERYBODY}
    mine, theirs = (await shelf(server, JONAS, "waiting"))[id], (await shelf(server, LUKAS, "asked"))[id]
    assert (mine["mine"], theirs["mine"]) == (True, False)
    assert [(p["name"], p["state"]) for g in mine["groups"] for p in g["people"]] == [(JONAS, "due")]
    await decides(await server.client(JONAS), id, False, reason="We ship that day")
    over = (await shelf(server, LUKAS, "decided"))[id]
    (vote,) = over["votes"]
    assert (vote["by"], vote["answer"], vote["reason"], over["status"]) == (
        JONAS,
        "no",
        "We ship that day",
        "declined",
    )
    assert vote["dwell_seconds"] >= 0
    after = {
        who: [id in await shelf(server, who, s) for s in ("waiting", "asked", "decided")] for who in EVERYBODY
    }
    assert after == {who: [False, False, who in (JONAS, LUKAS)] for who in EVERYBODY}
    assert (await (await server.client(JONAS)).get("/approvals?state=other")).status_code == 422


async def test_every_route_answers_strangers_as_if_there_were_no_question(server: Served) -> None:
    id = await asked(server, "2027-03-17")
    for who in (SAM, PRIYA, ELENA, MIRA, LEO):
        http = await server.client(who)
        calls = (
            http.get(f"/approvals/{id}"),
            decides(http, id, False),
            http.post(f"/approvals/{id}/hand-over", json={"person": ELENA}),
        )
        assert {is_problem(await call, 404)["detail"] for call in calls} == {"I could not find that request."}
    nobody = server.anybody()
    for path in ("/approvals", f"/approvals/{id}", "/approvals/stand-in"):
        is_problem(await nobody.get(path), 401)
    for path in (f"/approvals/{id}/decision", f"/approvals/{id}/hand-over"):
        is_problem(await nobody.post(path, json={"approve": True, "person": SAM}), 401)
    assert (await server.records.get(Approval, id)).status is ApprovalStatus.pending


async def test_a_stand_in_decides_and_both_are_named(server: Served) -> None:
    id = await asked(server, "2027-03-18")
    jonas, sam = await server.client(JONAS), await server.client(SAM)
    until = (date.today() + timedelta(3)).isoformat()
    assert (await jonas.put("/approvals/stand-in", json={"person": SAM, "until": until})).json()[
        "stand_in"
    ] == SAM
    assert (await sam.get("/approvals/stand-in")).json()["for_others"] == [JONAS]
    for wrong in ({"person": JONAS}, {"person": LEO}, {"person": "Nobody Known"}):
        assert (await jonas.put("/approvals/stand-in", json=wrong | {"until": until})).status_code in (
            400,
            404,
        )
    past = (date.today() - timedelta(1)).isoformat()
    is_problem(await jonas.put("/approvals/stand-in", json={"person": SAM, "until": past}), 400)
    is_problem(
        await (await server.client(LEO)).put("/approvals/stand-in", json={"person": SAM, "until": until}), 403
    )
    assert (await decides(sam, id, True)).status_code == 200
    (vote,) = (await jonas.get(f"/approvals/{id}")).json()["votes"]
    assert (vote["by"], vote["in_place_of"]) == (SAM, JONAS)
    assert (await jonas.delete("/approvals/stand-in")).json() == {
        "stand_in": None,
        "until": None,
        "for_others": [],
    }
    assert (await jonas.delete("/approvals/stand-in")).status_code == 200, "ended already is no error"


async def test_a_question_is_handed_over_once_and_only_by_who_holds_it(server: Served) -> None:
    id = await asked(server, "2027-03-19")
    jonas, elena = await server.client(JONAS), await server.client(ELENA)
    is_problem(await jonas.post(f"/approvals/{id}/hand-over", json={"person": LUKAS}), 400)
    is_problem(await jonas.post(f"/approvals/{id}/hand-over", json={"person": "Nobody Known"}), 404)
    given = await jonas.post(f"/approvals/{id}/hand-over", json={"person": ELENA})
    assert (given.status_code, given.json()["mine"]) == (200, False)
    assert id in await shelf(server, ELENA, "waiting")
    is_problem(await decides(jonas, id, True), 409)
    assert (await decides(elena, id, True)).json()["status"] == "approved"


async def test_rejections_asked_at_once_are_decided_person_by_person(server: Served) -> None:
    """One sentence, several people: a question each, shown together, each with a reason of its own."""
    priya, elena = await server.client(PRIYA), await server.client(ELENA)
    said = "reject Leo Martins and Yara Nasser because the role needs more Kafka"
    answer = (await priya.post("/chat/query", json=ids() | {"message": said})).json()
    mine = {i: a for i, a in (await shelf(server, PRIYA, "asked")).items() if answer["turn_id"] in i}
    assert len(mine) == 2
    assert len({a["together"] for a in mine.values()}) == 1
    (first, second) = sorted(mine, key=lambda i: mine[i]["card"]["title"])
    is_problem(await decides(elena, first, True), 400)  # without a reason
    assert (await decides(elena, first, True, reason="Read it: no Kafka")).json()["status"] == "approved"
    assert (await shelf(server, ELENA, "waiting"))[second]["status"] == "pending"
    assert (await decides(elena, second, False, reason="She has it")).json()["status"] == "declined"
    found = {a.candidate_id: a.status for a in await server.records.find(Application)}
    assert (found["c-leo.martins"], found["c-yara.nasser"]) == (
        ApplicationStatus.rejected,
        ApplicationStatus.active,
    )
    for id, said in ((first, "Read it: no Kafka"), (second, "She has it")):
        assert (await priya.get(f"/approvals/{id}")).json()["votes"][0]["reason"] == said


async def test_a_yes_to_an_offer_needs_a_sign_in_of_just_now(server: Served) -> None:
    priya = await server.client(PRIYA)
    said = ids() | {"message": "move Nora Lindqvist to offer"}
    id = f"approval:{(await priya.post('/chat/query', json=said)).json()['turn_id']}/0"
    elena = await server.client_of_now(ELENA)
    view = (await elena.get(f"/approvals/{id}")).json()
    assert (view["step_up"], view["mine"], view["words"]) == (True, True, ["Approve", "Decline"])
    stale = await signed_in_before(server, timedelta(minutes=6))
    told = is_problem(await decides(stale, id, True), 403)
    assert "fresh sign-in" in told["detail"]
    assert (await stale.get(f"/approvals/{id}")).json()["votes"] == []
    assert (await decides(elena, id, True)).json()["status"] == "approved"


async def signed_in_before(server: Served, ago: timedelta) -> httpx.AsyncClient:
    """Elena, with a token of an earlier sign-in."""
    token = await server.token(ELENA)
    claims = jwt.decode(token, options={"verify_signature": False})
    claims["iat"] = int((datetime.now(UTC) - ago).timestamp())
    key = (server.product.settings.data / "secret").read_bytes()
    http = server.anybody()
    http.headers["Authorization"] = f"Bearer {jwt.encode(claims, key, algorithm='HS256')}"
    return http
