"""Applications over HTTP: whose rows are seen, proposals that wait, what changed meanwhile, and files."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from fastapi.testclient import TestClient
from icalendar import Calendar

from api.wiring import Product
from domain.interviews import ScheduledInterview
from tests.api.conftest import As

PRIYA, ELENA, LEO, NORA, MIRA = "Priya Nair", "Elena Petrova", "Leo Martins", "Nora Lindqvist", "Mira Tanaka"
OF_LEO, OF_YARA, OF_NORA = (
    "application:c-leo.martins",
    "application:c-yara.nasser",
    "application:c-nora.lindqvist",
)


@pytest.mark.parametrize(
    ("who", "status", "seen"),
    [
        (PRIYA, 200, {OF_LEO, OF_YARA, OF_NORA}),
        (ELENA, 200, {OF_LEO, OF_YARA, OF_NORA}),
        (LEO, 200, {OF_LEO}),
        ("Aisha Khan", 200, set()),
        (MIRA, 403, None),
        ("Jonas Weber", 403, None),
        ("Sam Okafor", 403, None),
    ],
)
def test_who_sees_which_applications(ask: As, who: str, status: int, seen: set[str] | None) -> None:
    answer = ask(who, "GET", "/applications")
    assert answer.status_code == status
    if seen is not None:
        assert {row["id"] for row in answer.json()["items"]} == seen


@pytest.mark.parametrize(
    ("who", "id", "status"),
    [
        (PRIYA, OF_LEO, 200),
        (LEO, OF_LEO, 200),
        (NORA, OF_LEO, 404),
        (LEO, "application:nobody", 404),
        (PRIYA, "application:nobody", 404),
        (MIRA, OF_LEO, 403),
    ],
)
def test_an_application_of_somebody_else_is_not_there(ask: As, who: str, id: str, status: int) -> None:
    answer = ask(who, "GET", f"/applications/{id}")
    assert answer.status_code == status
    if status == 404:
        assert answer.json()["detail"] == "I could not find that application."


def test_pages_follow_the_cursor(ask: As) -> None:
    first = ask(PRIYA, "GET", "/applications?limit=2").json()
    second = ask(PRIYA, "GET", f"/applications?limit=2&cursor={first['next_cursor']}").json()
    ids = [row["id"] for row in (*first["items"], *second["items"])]
    assert ids == sorted({OF_LEO, OF_YARA, OF_NORA})
    assert second["next_cursor"] is None
    assert ask(PRIYA, "GET", "/applications?cursor=moon").status_code == 400
    one = ask(PRIYA, "GET", "/applications?stage_id=interview&status=active").json()["items"]
    assert [row["id"] for row in one] == [OF_NORA]


def test_a_move_is_proposed_confirmed_and_in_the_history(ask: As) -> None:
    asked = ask(
        PRIYA,
        "POST",
        f"/applications/{OF_YARA}/move",
        json={"from_stage_id": "review", "to_stage_id": "interview"},
    )
    assert asked.status_code == 202, asked.text
    assert (asked.json()["kind"], asked.json()["approver_ids"]) == ("confirm", ["p-priya-nair"])
    decision = f"/approvals/{asked.json()['approval_id']}/decision"
    assert ask(ELENA, "POST", decision, json={"approve": True}).status_code == 404
    assert ask(PRIYA, "POST", decision, json={"approve": True}).status_code == 200
    found = ask(PRIYA, "GET", f"/applications/{OF_YARA}").json()
    assert found["current_stage"] == {"id": "interview", "name": "Interview"}
    assert [(e["what"], e["who"]) for e in found["history"]][-1] == ("Moved", PRIYA)
    stale = ask(
        ELENA,
        "POST",
        f"/applications/{OF_YARA}/move",
        json={"from_stage_id": "review", "to_stage_id": "applied"},
    )
    assert stale.status_code == 409
    assert "Priya Nair moved Yara Nasser on" in stale.json()["detail"]


def test_a_rejection_waits_for_another_person_and_their_reason(ask: As) -> None:
    given = {"from_stage_id": "review", "reason": "Needs more Kafka", "rejection_reason_id": "skills"}
    asked = ask(PRIYA, "POST", f"/applications/{OF_LEO}/reject", json=given)
    assert asked.status_code == 202, asked.text
    decision = f"/approvals/{asked.json()['approval_id']}/decision"
    assert ask(PRIYA, "POST", decision, json={"approve": True, "reason": "Mine"}).status_code == 403
    assert ask(ELENA, "POST", decision, json={"approve": True}).status_code == 400
    assert ask(ELENA, "POST", decision, json={"approve": True, "reason": "Read it"}).status_code == 200
    theirs = ask(LEO, "GET", f"/applications/{OF_LEO}").json()
    assert theirs["status"] == "rejected"
    assert not [w for w in ("Kafka", "Priya", "Elena") if w in str(theirs["history"])]


@pytest.mark.parametrize("who", [LEO, NORA, MIRA])
@pytest.mark.parametrize("verb", ["move", "reject"])
def test_nobody_else_proposes(ask: As, who: str, verb: str) -> None:
    body = {"from_stage_id": "review", "to_stage_id": "interview", "reason": "x"}
    assert ask(who, "POST", f"/applications/{OF_LEO}/{verb}", json=body).status_code == 403


def test_an_interview_goes_into_the_calendar_of_those_who_meet(web: TestClient, ask: As) -> None:
    product: Product = web.app.state.product  # type: ignore[attr-defined]
    start = datetime(2026, 3, 9, 10, tzinfo=product.ports.clock().tzinfo)
    booked = ScheduledInterview(
        id="interview:slots:x/0",
        application_id=OF_NORA,
        candidate_id="c-nora.lindqvist",
        host_id="p-priya-nair",
        start=start,
        end=start + timedelta(hours=1),
        place="Room 4",
        taken="p-priya-nair@x",
        booked_at=start - timedelta(days=3),
    )
    web.portal.call(product.ports.records.insert, booked)  # type: ignore[union-attr]
    path = f"/applications/interviews/{booked.id}.ics"
    for who in (NORA, PRIYA):
        answer = ask(who, "GET", path)
        assert answer.headers["content-type"].startswith("text/calendar")
        (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
        assert (event["uid"], event.decoded("dtstart"), event["location"]) == (booked.id, start, "Room 4")
        assert "Nora Lindqvist" in event["summary"]
    for who in (LEO, ELENA, MIRA):
        assert ask(who, "GET", path).status_code == 404


def test_the_paths_are_in_the_openapi_document(web: TestClient) -> None:
    paths = web.get("/openapi.json").json()["paths"]
    assert {
        "/applications",
        "/applications/{application_id}",
        "/applications/{application_id}/move",
        "/applications/{application_id}/reject",
        "/applications/interviews/{interview_id}.ics",
    } <= paths.keys()
