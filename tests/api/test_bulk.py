"""Tables of HR: every bad row is listed with its reason, all or nothing, and only for HR."""

from __future__ import annotations

import pytest

from knowledge import tables
from tests.api.conftest import As

HR = "Elena Petrova"
COLUMNS = ["id", "name", "email", "roles", "manager_id", "country", "joined_on"]
GOOD = [
    ["p-new-one", "New One", "new.one@brindlewick.example", "manager", "p-jonas-weber", "DE", "2026-01-01"],
    ["p-new-two", "New Two", "new.two@brindlewick.example", "employee", "p-new-one", "GB", ""],
]


def sent(ask: As, kind: str, name: str, content: bytes, dry_run: bool, who: str = HR) -> dict[str, object]:
    answer = ask(who, "POST", f"/hr/import/{kind}?dry_run={dry_run}", files={"file": (name, content)})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_bad_rows_are_all_listed_and_nothing_is_added(ask: As) -> None:
    bad = [
        ["p-mira-tanaka", "Mira", "m@x.example", "employee", "", "DE", ""],
        ["p-x1", "X", "not an address", "employee", "", "Germany", "2026-02-30"],
        ["p-x2", "Xaver", "new.one@brindlewick.example", "employee", "", "DE", ""],
        ["p-x3", "Xena", "x3@x.example", "hr", "", "DE", ""],
        ["p-x4", "Xeno", "x4@x.example", "emperor", "", "DE", ""],
        ["p-x5", "Xi", "x5@x.example", "employee", "p-nobody", "DE", ""],
    ]
    found = sent(ask, "people", "people.csv", tables.as_csv(COLUMNS, [*GOOD, *bad]), dry_run=False)
    assert (found["rows"], found["added"]) == (8, 0)
    reasons = {b["row"]: b["reason"] for b in found["bad"]}  # type: ignore[attr-defined]
    assert list(reasons) == [4, 5, 6, 7, 8, 9]
    assert "there already" in reasons[4]
    assert all(word in reasons[5] for word in ("name", "email", "country", "joined_on"))
    assert "belongs to somebody" in reasons[6]
    assert "appointed by an administrator" in reasons[7]
    assert "emperor is no role" in reasons[8]
    assert "no person p-nobody" in reasons[9]
    assert ask(HR, "GET", "/employee/profile/p-new-one").status_code == 404


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_dry_run_adds_nothing_and_the_real_one_everything_once(ask: As, form: str) -> None:
    rows = [[cell.replace("new", f"new-{form}") for cell in row] for row in GOOD]
    write = tables.as_csv if form == "csv" else tables.as_xlsx
    content, name = write(COLUMNS, rows), f"people.{form}"
    assert sent(ask, "people", name, content, dry_run=True) == {"rows": 2, "added": 0, "bad": []}
    assert sent(ask, "people", name, content, dry_run=False)["added"] == 2
    assert len(sent(ask, "people", name, content, dry_run=False)["bad"]) == 2  # type: ignore[arg-type]
    profile = ask(HR, "GET", f"/employee/profile/p-new-{form}-two").json()
    assert (profile["manager"], profile["person"]["country"]) == ("New One", "GB")


def test_attendance_comes_out_as_it_went_in(ask: As) -> None:
    columns = ["employee_id", "day", "came", "left"]
    rows = [
        ["p-mira-tanaka", "2025-10-06", "09:00", "17:30"],
        ["p-mira-tanaka", "2025-10-07", "22:00", "06:00"],
    ]
    assert sent(ask, "attendance", "a.xlsx", tables.as_xlsx(columns, rows), dry_run=False)["added"] == 2
    exported = tables.read("a.csv", ask(HR, "GET", "/hr/export/attendance.csv").content)
    mine = [
        list(r.values())
        for r in (row.cells for row in exported.rows)
        if r["employee_id"] == "p-mira-tanaka" and r["day"] < "2025-11"
    ]
    assert mine == rows


@pytest.mark.parametrize("who", ["Mira Tanaka", "Jonas Weber", "Priya Nair", "Sam Okafor", "Leo Martins"])
def test_tables_are_for_hr_alone(ask: As, who: str) -> None:
    assert ask(who, "GET", "/hr/export/people.csv").status_code == 403
    file = {"file": ("people.csv", tables.as_csv(COLUMNS, GOOD))}
    assert ask(who, "POST", "/hr/import/people", files=file).status_code == 403


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("people.pdf", b"%PDF", 422),
        ("people.csv", "ä".encode("latin-1"), 422),
        ("people.csv", b"", 422),
        ("people.csv", b"id,id\n1,2\n", 422),
        ("people.csv", b"id,name\n", 400),
        ("people.csv", b"id,name\n1,2,3\n", 422),
        ("people.xlsx", b"PK\x03\x04 no", 422),
        ("people.xlsx", b"", 422),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(ask: As, name: str, content: bytes, status: int) -> None:
    answer = ask(HR, "POST", "/hr/import/people", files={"file": (name, content)})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_bad_rows_of_an_attached_table_come_as_a_file_to_whoever_attached_it(ask: As) -> None:
    file = {"file": ("people.csv", tables.as_csv(COLUMNS, [["p-mira-tanaka", "=1+1", *GOOD[0][2:]]]))}
    upload = ask(HR, "POST", "/files", files=file).json()["id"]
    path = f"/hr/import/people/{upload}/bad.csv"
    (row,) = tables.read("a.csv", ask(HR, "GET", path).content).rows
    assert row.cells == {"row": "2", "reason": "it is there already"}
    assert ask("Mira Tanaka", "GET", path).status_code == 403
    assert ask(HR, "GET", "/hr/import/people/other/bad.csv").status_code == 404


@pytest.mark.parametrize("kind", ["people", "allocations", "attendance", "payslips"])
def test_every_table_goes_out_in_both_forms(ask: As, kind: str) -> None:
    read = [
        tables.read(f"t.{form}", ask(HR, "GET", f"/hr/export/{kind}.{form}").content)
        for form in ("csv", "xlsx")
    ]
    assert read[0] == read[1]
    assert read[0].rows


# --- payroll inputs ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_payroll_inputs_are_a_table_of_the_month_for_hr_alone(ask: As, form: str) -> None:
    for who in ("Mira Tanaka", "Jonas Weber", "Priya Nair", "Sam Okafor", "Leo Martins"):
        assert ask(who, "GET", f"/hr/payroll-inputs/2026-01.{form}").status_code == 403
    answer = ask(HR, "GET", f"/hr/payroll-inputs/2026-01.{form}")
    assert f'filename="payroll-inputs-2026-01.{form}"' in answer.headers["content-disposition"]
    table = tables.read(f"inputs.{form}", answer.content)
    rows = {row.cells["employee_id"]: row.cells for row in table.rows}
    listed = ask(HR, "GET", "/hr/payroll-inputs/2026-01").json()["items"]
    assert list(rows) == [one["employee_id"] for one in listed]
    for one in listed:
        assert (
            rows[one["employee_id"]]["payslip_days_without_pay"]
            == rows[one["employee_id"]]["days_without_pay"]
        )
    assert ask(HR, "GET", f"/hr/payroll-inputs/2026-13.{form}").status_code == 422
