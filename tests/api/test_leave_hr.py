"""What HR sets about leave over HTTP: for HR alone, once, and with the same rules as in the chat."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.test_leave import MIRA, As
from tests.stories.world import workday

GOOD: dict[str, dict[str, Any]] = {
    "blocks": {"start": "DAY", "reason": "Stocktaking", "department": "Sales"},
    "adjustments": {"employee": MIRA, "leave_type": "vacation", "days": "2", "reason": "Long service"},
    "assignments": {"employee": MIRA, "policy": "United Kingdom", "start": "DAY"},
    "holidays": {"day": "DAY", "name": "Founders' Day"},
    "periods": {"start": "2031-01-01", "end": "2031-03-31", "country": "US"},
}


def body(path: str, **more: Any) -> dict[str, Any]:
    day = workday(40).isoformat()
    return {k: day if v == "DAY" else v for k, v in {**GOOD[path], **more}.items()}


@pytest.mark.parametrize("path", GOOD)
def test_setting_leave_is_for_hr_alone(http: TestClient, as_: As, path: str) -> None:
    for who in ("Mira Tanaka", "Jonas Weber", "Priya Nair"):
        answer = http.post(f"/leave/{path}", json=body(path), headers=as_(who))
        assert (answer.status_code, "for HR to set" in answer.text) == (403, True)
    assert http.post(f"/leave/{path}", json=body(path)).status_code == 401
    made = http.post(f"/leave/{path}", json=body(path), headers=as_("Elena Petrova"))
    assert made.status_code == 201, made.text


@pytest.mark.parametrize(
    ("path", "more", "words"),
    [
        ("blocks", {"start": "2020-01-01"}, "are over"),
        ("blocks", {"end": "2020-01-01"}, "before the first"),
        ("adjustments", {"days": "0"}, "quarter day"),
        ("adjustments", {"employee": "p-nobody"}, "no single colleague"),
        ("assignments", {"policy": "Moon"}, "no leave policy called"),
        ("holidays", {"day": "2020-01-01"}, "is over"),
        ("periods", {"start": "2020-01-01", "end": "2020-03-31"}, "running period ends"),
    ],
)
def test_what_cannot_be_set_is_refused_with_the_rule(
    http: TestClient,
    as_: As,
    path: str,
    more: dict[str, str],
    words: str,
) -> None:
    answer = http.post(f"/leave/{path}", json=body(path, **more), headers=as_("Elena Petrova"))
    assert answer.status_code in (400, 404), answer.text
    assert words in answer.json()["detail"]


def test_a_block_date_is_seen_obeyed_and_freed(http: TestClient, as_: As) -> None:
    elena, mira = as_("Elena Petrova"), as_("Mira Tanaka")
    day = workday(70).isoformat()
    given = {"start": day, "reason": "Migration", "department": "Engineering"}
    assert http.post("/leave/blocks", json=given, headers=elena).status_code == 201
    (seen,) = [
        b for b in http.get("/leave/blocks", headers=mira).json()["items"] if b["reason"] == "Migration"
    ]
    ask = {"leave_type": "vacation", "start": day}
    refused = http.post("/employee/leave-request", json=ask, headers=mira)
    assert (refused.status_code, "Migration" in refused.json()["detail"]) == (400, True)
    assert http.delete(f"/leave/blocks/{seen['id']}", headers=mira).status_code == 403
    assert http.delete(f"/leave/blocks/{seen['id']}", headers=elena).status_code == 200
    assert http.delete(f"/leave/blocks/{seen['id']}", headers=elena).status_code == 400
    assert http.post("/employee/leave-request", json=ask, headers=mira).status_code == 202


def test_a_stand_in_while_somebody_is_on_leave_is_named_by_hr(http: TestClient, as_: As) -> None:
    given = {"person": "Priya Nair", "of": "Jonas Weber"}
    named = http.put("/leave/delegate", json=given, headers=as_("Elena Petrova"))
    assert (named.status_code, named.json()["delegate"]) == (200, "Priya Nair")
    assert http.put("/leave/delegate", json=given, headers=as_("Jonas Weber")).status_code == 403


def test_a_payout_waits_for_hr_and_a_day_worked_needs_its_evidence(http: TestClient, as_: As) -> None:
    mira = as_("Mira Tanaka")
    asked = http.post("/employee/leave-encashment", json={"days": "1"}, headers=mira)
    assert asked.status_code == 202, asked.text
    decision = f"/approvals/{asked.json()['approval_id']}/decision"
    assert http.post(decision, json={"approve": True}, headers=as_("Jonas Weber")).status_code == 404
    assert http.post(decision, json={"approve": True}, headers=as_("Elena Petrova")).status_code == 200
    worked = http.post("/employee/leave-compensatory", json={"worked": "2020-01-05"}, headers=mira)
    assert (worked.status_code, "days ago" in worked.json()["detail"]) == (400, True)
