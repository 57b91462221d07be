"""The employee's paths: one's own, the team's and a stranger's rows, for every role."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from fastapi.testclient import TestClient
from pdfminer.high_level import extract_text

from tests.api.conftest import As

MIRA, JONAS = "p-mira-tanaka", "p-jonas-weber"
ROLES = {
    "employee": "Mira Tanaka",
    "manager": "Jonas Weber",
    "recruiter": "Priya Nair",
    "hr": "Elena Petrova",
    "admin": "Sam Okafor",
    "candidate": "Leo Martins",
}
PERMITTED = {
    # path: whose rows each asker gets, by role: (own, Mira's [Jonas' team], a stranger's)
    "payroll": {"employee": "own", "manager": "own", "recruiter": "own", "hr": "any", "admin": "own"},
    "profile": {"employee": "own", "manager": "team", "recruiter": "own", "hr": "any", "admin": "own"},
    "dashboard": {"employee": "own", "manager": "own", "recruiter": "own", "hr": "own", "admin": "own"},
    "attendance": {"employee": "own", "manager": "team", "recruiter": "own", "hr": "any", "admin": "own"},
    "leave-balance": {"employee": "own", "manager": "team", "recruiter": "own", "hr": "any", "admin": "own"},
    "leave-requests": {"employee": "own", "manager": "team", "recruiter": "own", "hr": "any", "admin": "own"},
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("path", PERMITTED)
def test_each_role_reads_exactly_its_rows(ask: As, path: str, role: str) -> None:
    name, scope = ROLES[role], PERMITTED[path].get(role)
    me = ask(name, "GET", "/me").json()["id"]
    rows = {me: scope in ("own", "team", "any"), "p-oliver-whitcombe": scope == "any"}
    if role != "employee":
        rows[MIRA] = scope == "any" or (scope == "team" and role == "manager")
    for employee, allowed in rows.items():
        answer = ask(name, "GET", f"/employee/{path}/{employee}")
        refused = 404 if path.startswith("leave-") and scope else 403
        assert answer.status_code == (200 if allowed else refused), (role, employee, answer.text)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_sees_who_is_in_of_exactly_its_people(ask: As, role: str) -> None:
    answer = ask(ROLES[role], "GET", "/employee/team-attendance?limit=500")
    if role not in ("manager", "hr"):
        assert answer.status_code == 403
        return
    seen = {one["employee_id"] for one in answer.json()["items"]}
    assert MIRA in seen
    assert ("p-oliver-whitcombe" in seen) is (role == "hr")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("what", ["check-in", "check-out"])
def test_each_role_checks_in_for_nobody_else(ask: As, what: str, role: str) -> None:
    for employee in (JONAS if role != "manager" else MIRA, "p-oliver-whitcombe", "p-nobody"):
        answer = ask(ROLES[role], "POST", f"/employee/attendance/{what}/{employee}")
        assert answer.status_code == 403, (role, employee, answer.text)


def test_lists_are_read_to_their_end_page_by_page(ask: As) -> None:
    for path, id in (
        (f"/employee/leave-requests/{MIRA}", "id"),
        ("/employee/team-attendance", "employee_id"),
        ("/hr/payroll-inputs/2026-01", "employee_id"),
    ):
        whole = [row[id] for row in ask("Elena Petrova", "GET", f"{path}?limit=500").json()["items"]]
        found: list[str] = []
        cursor: str | None = None
        for _ in range(len(whole) + 1):
            given = {"limit": "3"} | ({"cursor": cursor} if cursor else {})
            page = ask("Elena Petrova", "GET", path, params=given).json()
            assert len(page["items"]) <= 3
            found += [row[id] for row in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        assert found == whole
        assert ask("Elena Petrova", "GET", f"{path}?cursor=moon").status_code == 400
        assert ask("Elena Petrova", "GET", f"{path}?limit=0").status_code == 422


@pytest.mark.parametrize("path", [p for p in PERMITTED if not p.startswith("leave-")])
def test_a_refusal_does_not_tell_who_exists(ask: As, path: str) -> None:
    told = {
        (answer.status_code, answer.json()["detail"])
        for employee in ("p-lukas-brandt", "nobody-at-all", "%25", "..%2F..", "a" * 500)
        if (answer := ask("Mira Tanaka", "GET", f"/employee/{path}/{employee}")).status_code != 404
    }
    assert len(told) == 1


def test_nobody_reads_without_signing_in(web: TestClient) -> None:
    for path in (
        f"payroll/{MIRA}",
        f"payroll/{MIRA}/tax-2025.pdf",
        f"attendance/{MIRA}",
        f"profile/{MIRA}",
        f"dashboard/{MIRA}",
    ):
        assert web.get(f"/employee/{path}").status_code == 401


# --- pay -----------------------------------------------------------------------------------------------------


def test_a_payslip_by_month_and_as_a_file(ask: As) -> None:
    slip = ask("Mira Tanaka", "GET", f"/employee/payroll/{MIRA}?month=2026-01").json()
    assert slip["end_date"] == "2026-01-31"
    answer = ask("Mira Tanaka", "GET", f"/employee/payroll/{MIRA}/{slip['id']}.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == f'attachment; filename="{slip["id"]}.pdf"'
    said = extract_text(io.BytesIO(answer.content))
    net = format_decimal(Decimal(slip["net_pay"]), "#,##0.00", locale="en_DE")
    assert "Payslip for January 2026" in said
    assert "Mira Tanaka" in said
    assert net in said
    assert "Income tax" in said


@pytest.mark.parametrize("name", ["Hana Novotná", "Mira Tanaka"])
def test_a_tax_document_as_a_file(ask: As, name: str) -> None:
    me = ask(name, "GET", "/me").json()["id"]
    answer = ask(name, "GET", f"/employee/payroll/{me}/tax-2025.pdf")
    if answer.status_code == 404:
        pytest.fail(f"{name} has no tax document for 2025: {answer.text}")
    said = extract_text(io.BytesIO(answer.content))
    assert name in said
    assert "2025" in said


@pytest.mark.parametrize(
    ("name", "path", "status"),
    [
        ("Mira Tanaka", f"{JONAS}/ps-{JONAS}-2026-02.pdf", 403),
        ("Jonas Weber", f"{MIRA}/ps-{MIRA}-2026-02.pdf", 403),
        ("Elena Petrova", f"{MIRA}/ps-{MIRA}-2026-02.pdf", 200),
        ("Mira Tanaka", f"{MIRA}/ps-{JONAS}-2026-02.pdf", 404),
        ("Mira Tanaka", f"{MIRA}/tax-1999.pdf", 404),
        ("Mira Tanaka", f"{MIRA}?month=2026-13", 400),
        ("Mira Tanaka", f"{MIRA}?month=1999-01", 404),
    ],
)
def test_files_follow_the_same_rights(ask: As, name: str, path: str, status: int) -> None:
    assert ask(name, "GET", f"/employee/payroll/{path}").status_code == status


# --- attendance ------------------------------------------------------------------------------------------------


def test_a_day_from_check_in_to_check_out(ask: As) -> None:
    path = "/employee/attendance/{}/" + MIRA
    assert ask("Mira Tanaka", "POST", path.format("check-out")).status_code == 400
    answer = ask("Mira Tanaka", "POST", path.format("check-in"))
    assert answer.json()["day"]["in_time"]
    again = ask("Mira Tanaka", "POST", path.format("check-in"))
    assert again.status_code == 409
    assert "checked in since" in again.json()["detail"]
    assert ask("Mira Tanaka", "POST", path.format("check-out")).json()["day"]["out_time"]
    days = ask("Mira Tanaka", "GET", f"/employee/attendance/{MIRA}").json()["days"]
    assert [d for d in days if d["in_time"]][-1]["out_time"]


@pytest.mark.parametrize("name", ["Jonas Weber", "Elena Petrova", "Leo Martins"])
def test_nobody_checks_in_for_somebody_else(ask: As, name: str) -> None:
    assert ask(name, "POST", f"/employee/attendance/check-in/{MIRA}").status_code == 403


# --- profile and dashboard -------------------------------------------------------------------------------------


def test_the_dashboard_has_all_parts(ask: As) -> None:
    found = ask("Mira Tanaka", "GET", f"/employee/dashboard/{MIRA}").json()
    assert found["payslip"]["employee_id"] == MIRA
    assert found["leave"]["rows"]
    assert found["next_holiday"][1]
    assert found["attendance"]["title"]
    assert found["requests"] == []


def test_every_path_is_described(web: TestClient) -> None:
    paths = web.get("/openapi.json").json()["paths"]
    for path in (
        "profile/{employee_id}",
        "attendance/{employee_id}",
        "attendance/check-in/{employee_id}",
        "attendance/check-out/{employee_id}",
        "payroll/{employee_id}",
        "dashboard/{employee_id}",
        "leave-balance/{employee_id}",
        "leave-requests/{employee_id}",
        "leave-request",
        "team-attendance",
    ):
        (operation,) = paths[f"/employee/{path}"].values()
        assert operation["description"]
