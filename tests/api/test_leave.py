"""Leave over HTTP: one's own rows, the team's for a manager, everybody's for HR, and nothing told to strangers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient

from deploy.demo import seed
from deploy.demo.company import DEMO_PASSWORD
from tests.stories.world import workday

As = Callable[[str], dict[str, str]]
MIRA, JONAS = "p-mira-tanaka", "p-jonas-weber"


@pytest.mark.parametrize("path", ["leave-balance", "leave-requests"])
@pytest.mark.parametrize(
    ("who", "whose", "status"),
    [
        ("Mira Tanaka", MIRA, 200),
        ("Jonas Weber", MIRA, 200),
        ("Elena Petrova", MIRA, 200),
        ("Mira Tanaka", JONAS, 404),
        ("Priya Nair", MIRA, 404),
        ("Mira Tanaka", "p-nobody", 404),
        (None, MIRA, 401),
    ],
)
def test_whose_rows_may_be_read(
    http: TestClient, as_: As, path: str, who: str | None, whose: str, status: int
) -> None:
    answer = http.get(f"/employee/{path}/{whose}", headers=as_(who) if who else {})
    assert answer.status_code == status
    if status == 404:
        assert answer.json()["detail"].startswith("I find nobody of that name whose time off you may see")


def test_the_balance_is_as_of_any_day_and_by_kind(http: TestClient, as_: As) -> None:
    mira = as_("Mira Tanaka")
    now = http.get(f"/employee/leave-balance/{MIRA}", headers=mira).json()
    assert {b["leave_type_id"] for b in now["balances"]} == {"vacation", "sick", "care"}
    one = f"/employee/leave-balance/{MIRA}?leave_type=pto&as_of=2024-01-01"
    (old,) = http.get(one, headers=mira).json()["balances"]
    assert (old["leave_type_id"], old["as_of"], float(old["allocated"])) == ("vacation", "2024-01-01", 0)
    wrong = http.get(f"/employee/leave-balance/{MIRA}?leave_type=moon", headers=mira)
    assert (wrong.status_code, wrong.json()["detail"]) == (400, "I know no leave called “moon”.")
    assert http.get(f"/employee/leave-balance/{MIRA}?as_of=yesterday", headers=mira).status_code == 422


def test_a_request_is_held_and_approved_over_http(http: TestClient, as_: As) -> None:
    mira, jonas = as_("Mira Tanaka"), as_("Jonas Weber")
    day = workday(30).isoformat()
    made = http.post("/employee/leave-request", json={"leave_type": "vacation", "start": day}, headers=mira)
    assert made.status_code == 202, made.text
    asked = made.json()
    assert (asked["request"]["status"], asked["approver_ids"]) == ("open", [JONAS])
    decision = f"/approvals/{asked['approval_id']}/decision"
    assert http.post(decision, json={"approve": True}, headers=mira).status_code == 403
    assert http.post(decision, json={"approve": True}, headers=as_("Priya Nair")).status_code == 404
    assert http.post(decision, json={"approve": True}, headers=jonas).status_code == 200
    rows = http.get(f"/employee/leave-requests/{MIRA}", headers=mira).json()["items"]
    (request,) = [r for r in rows if r["id"] == asked["request"]["id"]]
    assert (request["status"], request["decided_by"]) == ("approved", JONAS)
    again = http.post("/employee/leave-request", json={"leave_type": "sick", "start": day}, headers=mira)
    assert again.status_code == 400
    assert "already have leave" in again.json()["detail"]


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({"leave_type": "vacation", "start": "2020-01-01"}, 400, "in the past"),
        ({"leave_type": "vacation", "start": "2026-02-30"}, 422, "start"),
        ({"leave_type": "moon", "start": "NEXT"}, 400, "no leave called"),
        ({"leave_type": "vacation", "start": "NEXT", "end": "2020-01-01"}, 400, "before the first"),
        ({"leave_type": "vacation", "start": "NEXT", "employee_id": JONAS, "status": "approved"}, 202, ""),
        ({"start": "NEXT"}, 422, "leave_type"),
    ],
)
def test_bad_input_is_refused_with_the_rule(
    http: TestClient, as_: As, body: dict[str, str], status: int, words: str
) -> None:
    """Fields that are not asked for (whose, which status) change nothing: the request is the caller's own, and open."""
    given = {k: v.replace("NEXT", workday(10).isoformat()) for k, v in body.items()}
    answer = http.post("/employee/leave-request", json=given, headers=as_("Mira Tanaka"))
    assert answer.status_code == status
    assert words in answer.text
    if status == 202:
        request = answer.json()["request"]
        assert (request["employee_id"], request["status"]) == (MIRA, "open")


def test_a_candidate_has_no_leave(http: TestClient, as_: As) -> None:
    body = {"leave_type": "vacation", "start": (datetime.now(UTC).date() + timedelta(9)).isoformat()}
    address = next(p.email for p in seed.candidates() if p.name == "Leo Martins")
    found = http.post("/auth/sign-in", json={"email": address, "password": DEMO_PASSWORD})
    headers = {"Authorization": f"Bearer {found.json()['token']}"}
    assert http.post("/employee/leave-request", json=body, headers=headers).status_code == 403
    assert http.get(f"/employee/leave-balance/{MIRA}", headers=headers).status_code == 403


def test_the_paths_are_in_the_openapi_document(http: TestClient) -> None:
    paths = http.get("/openapi.json").json()["paths"]
    assert paths["/employee/leave-request"].keys() == {"post"}
    for path in ("leave-balance", "leave-requests"):
        assert paths[f"/employee/{path}/{{employee_id}}"].keys() == {"get"}
