"""Audit, fairness and privacy over HTTP, and what nobody may reach."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import As

HR, RECRUITER, EMPLOYEE, CANDIDATE, ADMIN = (
    "Elena Petrova",
    "Priya Nair",
    "Mira Tanaka",
    "Leo Martins",
    "Sam Okafor",
)


def test_the_export_has_the_rows_as_lines_and_as_a_table(ask: As) -> None:
    ask(HR, "GET", "/employee/payroll/p-mira-tanaka")
    lines = ask(HR, "GET", "/audit/export.jsonl?person=p-mira-tanaka")
    assert lines.status_code == 200
    rows = [json.loads(line) for line in lines.text.splitlines()]
    assert "pay.of" in {row["action"] for row in rows}
    assert "mira" not in lines.text.lower()
    table = ask(HR, "GET", "/audit/export.csv?person=p-mira-tanaka").text.splitlines()
    assert table[0].startswith("id,at,actor")
    assert len(table) > len(rows)


@pytest.mark.parametrize("path", ["/audit/export.jsonl", "/audit/verify", "/fairness/report"])
def test_it_is_for_those_who_account_for_it(ask: As, path: str) -> None:
    for who in (EMPLOYEE, RECRUITER, CANDIDATE):
        answer = ask(who, "GET", path)
        assert answer.status_code == 403, (who, path)
        assert answer.headers["content-type"] == "application/problem+json"
    assert ask(HR, "GET", path).status_code == 200


def test_a_period_that_ends_before_it_begins_is_explained(ask: As) -> None:
    answer = ask(HR, "GET", "/audit/export.csv?since=2026-03-01&until=2026-02-01")
    assert answer.status_code == 400
    assert "ends" in answer.json()["detail"]
    assert ask(HR, "GET", "/audit/export.pdf").status_code == 422


def test_the_chain_verifies(ask: As) -> None:
    found = ask(ADMIN, "GET", "/audit/verify").json()
    assert found["whole"] is True
    assert found["rows"] > 0
    assert len(found["head"]) == 64


def test_the_fairness_export_is_the_same_bytes_for_the_same_counts(ask: As) -> None:
    for form in ("csv", "json"):
        one = ask(HR, "GET", f"/fairness/report.{form}")
        assert one.status_code == 200
        assert one.content == ask(HR, "GET", f"/fairness/report.{form}").content


def test_ones_own_archive_is_whole_and_ones_own_alone(ask: As) -> None:
    answer = ask(EMPLOYEE, "GET", "/privacy/export.zip")
    assert answer.status_code == 200
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    names = set(archive.namelist())
    assert {"records/people.json", "records/payslips.json", "records/leave_ledger.json"} <= names
    assert not any("accounts" in name for name in names)
    slips = json.loads(archive.read("records/payslips.json"))
    assert {slip["employee_id"] for slip in slips} == {"p-mira-tanaka"}
    assert {p["id"] for p in json.loads(archive.read("records/people.json"))} == {"p-mira-tanaka"}


def test_nobody_without_a_sign_in_gets_anything(web: TestClient) -> None:
    for path in ("/privacy/export.zip", "/audit/export.csv", "/audit/verify", "/fairness/report.csv"):
        assert web.get(path).status_code == 401, path
