"""Tables of HR: every bad row with its reason, all or nothing through a crash, and back out as they went in."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from actions.hr_tables import imports
from actions.hr_tables.chat import Added, Checked
from actions.hr_tables.imports import Imported
from actions.pay import ShownPayslip
from actions.perform import NeedsDetails, Ready, prepare
from domain.audit import AuditEvent
from domain.conversations import Upload
from domain.errors import AlreadyExists, BadInput, NotFound, Refused
from domain.imports import Import
from domain.leave import LedgerEntry
from domain.pay import Payslip, PayslipStatus
from domain.people import Person, Role
from knowledge import tables
from tests.company import Company

HR, MIRA = "Elena Petrova", "Mira Tanaka"
PAY = (
    "employee_id;start_date;end_date;posting_date;status;currency;total_working_days;payment_days;"
    "leave_without_pay;gross_pay;net_pay;earning: Basic salary;one-off: Bonus;tax: Income tax;deduction: Pension\n"
)
JAN = "p-mira-tanaka;01.01.2024;31.01.2024;31.01.2024;Submitted;EUR;22;22;0;4.000,00;3.000,00;4.000,00;;800,00;200,00\n"
FEB = "p-mira-tanaka;01.02.2024;29.02.2024;28.02.2024;submitted;EUR;20;18;2;4.100,50;3.100,50;3.600,00;500,50;800,00;200,00\n"


def table(text: str, name: str = "t.csv") -> tables.Table:
    return tables.read(name, text.encode())


async def tried(company: Company, kind: str, text: str, *, go: bool = False, as_: str = HR) -> Imported:
    return await imports.import_table(kind, table(text), await company.ctx(as_), dry_run=not go)


async def reasons(company: Company, kind: str, text: str) -> dict[int, str]:
    found = await tried(company, kind, text, go=True)
    assert found.added == 0
    return {bad.row: bad.reason for bad in found.bad}


# --- payslips --------------------------------------------------------------------------------------------------


async def test_payslips_of_a_european_spreadsheet_with_their_year_to_date(company: Company) -> None:
    assert await tried(company, "payslips", PAY + FEB + JAN) == Imported(2, 0, ())
    assert (await tried(company, "payslips", PAY + FEB + JAN, go=True)).added == 2
    slip = await company.records.get(Payslip, "ps-p-mira-tanaka-2024-02")
    assert slip is not None
    assert (slip.gross_pay, slip.total_deduction, slip.net_pay) == (
        Decimal("4100.50"),
        Decimal("1000.00"),
        Decimal("3100.50"),
    )
    assert (slip.gross_year_to_date, slip.net_year_to_date) == (Decimal("8100.50"), Decimal("6100.50"))
    lines = {line.component: line for line in (*slip.earnings, *slip.deductions)}
    assert lines["Basic salary"].year_to_date == Decimal("7600.00")
    assert lines["Bonus"].additional
    assert lines["Income tax"].income_tax
    assert lines["Income tax"].year_to_date == Decimal("1600.00")
    assert (slip.payment_days, slip.leave_without_pay) == (18, 2)


async def test_the_payrolls_own_year_to_date_wins(company: Company) -> None:
    header = PAY.strip() + ";ytd: gross;ytd: net;ytd: Basic salary\n"
    row = JAN.strip() + ";40.000,00;30.000,00;39.000,00\n"
    assert (await tried(company, "payslips", header + row, go=True)).added == 1
    slip = await company.records.get(Payslip, "ps-p-mira-tanaka-2024-01")
    assert slip is not None
    assert (slip.gross_year_to_date, slip.earnings[0].year_to_date) == (40_000, 39_000)
    assert slip.deductions[0].year_to_date == slip.deductions[0].amount


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("p-mira-tanaka", "p-nobody"), "no person p-nobody"),
        (("4.000,00;3.000,00", "4.000,00;3.000,01"), "gross less deductions is 3000.00"),
        (("22;22;0;4.000,00", "22;22;0;4.100,00"), "the earnings come to 4000.00"),
        (("22;22;0", "22;-3;0"), "payment_days"),
        (("22;22;0", "22;20;3"), "more than the 22 working days"),
        (("22;22;0", "0;0;0"), "total_working_days"),
        (("31.01.2024;31.01.2024", "01.12.2019;31.01.2024"), "before start_date"),
        (("31.01.2024;31.01.2024", "31.03.2024;31.01.2024"), "a month at most"),
        (("Submitted", "paid"), "status"),
        (("EUR", "euro"), "currency"),
        (("800,00", "800,0011"), "tax: Income tax: “800,0011” has more than two decimals"),
        (("800,00", "1,234"), "could be two numbers"),
        (("01.01.2024", "01/02/2024"), "could be two days"),
        (("4.000,00;3.000,00;4.000,00", "-1.000,00;-2.000,00;-1.000,00"), "net_pay"),
        (("01.01.2024;31.01.2024", "01.01.1990;31.01.1990"), "before the day of joining"),
    ],
)
async def test_a_bad_payslip_is_told_with_its_reason(
    company: Company, change: tuple[str, str], told: str
) -> None:
    assert change[0] in JAN
    found = await reasons(company, "payslips", PAY + JAN.replace(*change, 1))
    assert told in found[2]
    assert not await company.records.find(Import)


async def test_somebody_who_joined_in_mid_month_has_fewer_paid_days_and_no_absent_ones(
    company: Company,
) -> None:
    assert (await tried(company, "payslips", PAY + JAN.replace("22;22;0", "22;10;0"), go=True)).added == 1
    half_paid = FEB.replace("20;18;2", "20;18,5;1,5")
    assert (await tried(company, "payslips", PAY + half_paid, go=True)).added == 1


async def test_two_slips_of_one_time_collide_unless_one_is_cancelled(company: Company) -> None:
    assert (await tried(company, "payslips", PAY + JAN, go=True)).added == 1
    again = JAN.replace("31.01.2024;31.01", "15.01.2024;31.01")
    assert "there is a submitted payslip" in (await reasons(company, "payslips", PAY + JAN))[2]
    assert "there is a submitted payslip" in (await reasons(company, "payslips", PAY + again))[2]
    cancelled = JAN.replace("Submitted", "cancelled")
    assert (await tried(company, "payslips", PAY + cancelled, go=True)).added == 1


async def test_drafts_and_withheld_slips_come_in_and_are_never_shown(company: Company) -> None:
    drafts = [
        JAN.replace("Submitted", s).replace("2024", y) for s, y in (("draft", "2023"), ("withheld", "2024"))
    ]
    assert (await tried(company, "payslips", PAY + "".join(drafts), go=True)).added == 2
    for month in ("2023-01", "2024-01"):
        prepared = await prepare("pay.payslip", {"month": month}, await company.ctx(MIRA))
        assert isinstance(prepared, Ready)
        with pytest.raises(NotFound):
            await prepared.run()
    assert (await tried(company, "payslips", PAY + FEB, go=True)).added == 1
    prepared = await prepare("pay.payslip", {"month": "2024-02"}, await company.ctx(MIRA))
    assert isinstance(prepared, Ready)
    shown = await prepared.run()
    assert isinstance(shown, ShownPayslip)
    assert shown.slip.status is PayslipStatus.submitted


# --- allocations -----------------------------------------------------------------------------------------------

GIVEN = "employee_id,leave_type,from_date,to_date,days,carried\n"


async def test_allocations_count_in_the_balance_once_and_not_beside_others(company: Company) -> None:
    rows = "p-mira-tanaka,Vacation,2031-01-01,2031-12-31,25,\np-mira-tanaka,vacation,2031-01-01,2031-03-31,4.5,yes\n"
    assert (await tried(company, "allocations", GIVEN + rows, go=True)).added == 2
    mine = await company.records.find(LedgerEntry, {"employee_id": "p-mira-tanaka"}, limit=1000)
    assert sum(e.days for e in mine if e.from_date.year == 2031) == Decimal("29.5")
    again = await reasons(company, "allocations", GIVEN + rows)
    assert all("two must not overlap" in reason for reason in again.values())
    assert len(again) == 2


async def test_bad_allocations(company: Company) -> None:
    rows = [
        "p-nobody,Vacation,2031-01-01,2031-12-31,25,",
        "p-mira-tanaka,sabbatical,2031-01-01,2031-12-31,25,",
        "p-mira-tanaka,unpaid,2031-01-01,2031-12-31,25,",
        "p-mira-tanaka,vacation,2031-12-31,2031-01-01,25,",
        "p-mira-tanaka,vacation,2031-01-01,2031-12-31,-1,",
        "p-mira-tanaka,vacation,1990-01-01,1990-12-31,25,",
        "p-mira-tanaka,vacation,2031-01-01,2039-12-31,25,",
        "p-mira-tanaka,vacation,2031-01-01,2031-12-31,,",
        "p-mira-tanaka,vacation,2031-01-01,2031-12-31,25,perhaps",
        "p-jonas-weber,vacation,2031-01-01,2031-12-31,25,",
        "p-jonas-weber,vacation,2031-06-01,2032-05-31,25,",
    ]
    found = await reasons(company, "allocations", GIVEN + "\n".join(rows))
    told = [
        "no person",
        "no leave called sabbatical",
        "no balance",
        "before from_date",
        "days",
        "joined on",
        "two years at most",
        "days: it is empty",
        "neither yes nor no",
    ]
    assert all(words in found[row] for row, words in enumerate(told, 2))
    assert set(found) == {*range(2, 11), 12}


# --- columns, all kinds -----------------------------------------------------------------------------------------


async def test_unknown_and_missing_columns_are_told_once_with_what_there_is(company: Company) -> None:
    found = await reasons(company, "people", "ID,Name,Shoe Size\np-x,X Y,44\n")
    assert list(found) == [1]
    both = (await tried(company, "people", "ID,Name,Shoe Size\np-x,X Y,44\n")).bad
    assert [b.reason.split(";")[0] for b in both] == [
        "there is no column Shoe Size",
        "the column email is missing",
    ]
    named = await tried(company, "people", "ID,Name,E Mail\np-x,X Y,x@x.example\n")
    assert "no column E Mail" in named.bad[0].reason
    assert (await tried(company, "people", "ID,Name,Email,Time Zone\np-x,X Y,x@x.example,UTC\n")).bad == ()


async def test_bad_people_of_the_fields_that_others_rely_on(company: Company) -> None:
    header = "id,name,email,time_zone,locale,manager_id,shift_id\n"
    rows = [
        "p-a,A B,a@x.example,Mars/Base,,,",
        "p-b,A B,b@x.example,,xx_never,,",
        "p-c,A B,c@x.example,,,p-c,",
        "p-d,A B,d@x.example,,,,no-shift",
    ]
    found = await reasons(company, "people", header + "\n".join(rows))
    assert [found[n].split(":")[0] for n in range(2, 6)] == ["time_zone", "locale", "manager_id", "shift_id"]


@pytest.mark.parametrize("kind", sorted(imports.KINDS))
async def test_what_is_exported_is_what_an_import_reads_again(company: Company, kind: str) -> None:
    await tried(company, "payslips", PAY + JAN + FEB, go=True)
    columns, rows = await imports.export_table(kind, await company.ctx(HR))
    assert rows
    read = tables.read("t.xlsx", tables.as_xlsx(columns, rows[:60]))
    assert kind in imports.fitting(read)
    found = await imports.import_table(kind, read, await company.ctx(HR), dry_run=True)
    wanted = (
        "already",
        "appointed by an administrator",
        "belongs to somebody",
        "earned bit by bit",
        "overlap",
    )
    assert [bad for bad in found.bad if not any(words in bad.reason for words in wanted)] == []
    assert len(found.bad) == len(read.rows)


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.hr])
async def test_tables_are_for_hr_alone(company: Company, role: Role) -> None:
    await company.appoint(MIRA, role)
    with pytest.raises(Refused):
        await tried(company, "payslips", PAY + JAN, as_=MIRA)
    with pytest.raises(Refused):
        await imports.export_table("payslips", await company.ctx(MIRA))


# --- crashes -----------------------------------------------------------------------------------------------------


async def test_a_crash_after_the_decision_is_made_up_for_and_the_file_is_gone(company: Company) -> None:
    ctx = await company.ctx(HR)
    found, _ = await imports.checked(imports.KINDS["payslips"], table(PAY + JAN + FEB), ctx, None)
    decided = await imports.decide("payslips", found, ctx)
    await company.records.insert_all([found[0]])  # it died after the first of them
    await imports.finish(decided, company.ports)
    await imports.finish(decided, company.ports)
    assert (await company.records.get(Import, decided.id) or decided).status == "added"
    assert (
        len(await company.records.find(Payslip, {"employee_id": "p-mira-tanaka", "end_date": "2024-02-29"}))
        == 1
    )
    with pytest.raises(NotFound):
        await company.ports.files.get(decided.key)


async def test_who_is_overtaken_is_told_and_the_import_is_not_tried_for_ever(company: Company) -> None:
    ctx = await company.ctx(HR)
    people = table("id,name,email\np-x,X Y,x@x.example\n")
    found, _ = await imports.checked(imports.KINDS["people"], people, ctx, None)
    decided = await imports.decide("people", found, ctx)
    await company.records.insert(Person(id="p-z", name="Z", email="x@x.example", roles=frozenset()))
    with pytest.raises(AlreadyExists):
        await imports.finish(decided, company.ports)
    assert (await company.records.get(Import, decided.id) or decided).status == "failed"


# --- by conversation --------------------------------------------------------------------------------------------


async def attached(company: Company, text: str, name: str = "march.csv", owner: str = HR) -> Upload:
    upload = await company.upload(owner, text.encode())
    renamed: Upload = await company.records.replace(upload.model_copy(update={"name": name}))
    return renamed


async def test_an_attached_table_is_known_by_its_columns_checked_and_added_by_a_button(
    company: Company,
) -> None:
    upload = await attached(company, PAY + JAN)
    prepared = await prepare("table.check", {"uploads": [upload.id]}, await company.ctx(HR))
    assert isinstance(prepared, Ready)
    checked = await prepared.run()
    assert isinstance(checked, Checked)
    card = checked.card()
    assert (card.buttons[0].label, card.buttons[0].ref) == ("Add 1 row", f"payslips/{upload.id}")
    assert not await company.records.find(Import)
    ctx = await company.ctx(HR)
    pressed = await prepare("table.import", {"checked": card.buttons[0].ref}, ctx)
    assert isinstance(pressed, Ready)
    for _ in range(2):  # the second time as after a crash
        added = await pressed.run()
        assert isinstance(added, Added)
        assert added.card().title == "1 row added to payslips"
    again = await prepare("table.import", {"checked": card.buttons[0].ref}, await company.ctx(HR))
    assert isinstance(again, Ready)
    with pytest.raises(NotFound):
        await again.run()
    trail = await company.records.find(AuditEvent, {"action": "import.payslips"})
    assert json.dumps([e.details for e in trail]).count('"added": 1') == 1


async def test_bad_rows_are_listed_and_offer_no_button(company: Company) -> None:
    many = "".join(JAN.replace("p-mira-tanaka", f"p-nobody-{n}") for n in range(60))
    upload = await attached(company, PAY + many)
    prepared = await prepare(
        "table.check", {"uploads": [upload.id], "table": "payslips"}, await company.ctx(HR)
    )
    assert isinstance(prepared, Ready)
    card = (await prepared.run()).card()
    assert card.title == "60 rows cannot be added, so nothing was"
    assert card.table is not None
    assert len(card.table.rows) == 40
    assert card.links[0].path == f"/hr/import/payslips/{upload.id}/bad.csv"
    assert card.buttons == ()
    pressed = await prepare("table.import", {"checked": f"payslips/{upload.id}"}, await company.ctx(HR))
    assert isinstance(pressed, Ready)
    with pytest.raises(BadInput):
        await pressed.run()


async def test_a_table_that_could_be_anything_is_asked_about_and_anothers_file_is_not_there(
    company: Company,
) -> None:
    upload = await attached(company, "a,b\n1,2\n")
    asked = await prepare("table.check", {"uploads": [upload.id]}, await company.ctx(HR))
    assert isinstance(asked, NeedsDetails)
    assert {o.value for f in asked.form.fields for o in f.options} == set(imports.KINDS)
    theirs = await attached(company, PAY + JAN, owner=MIRA)
    with pytest.raises(NotFound):
        await prepare("table.check", {"uploads": [theirs.id]}, await company.ctx(HR))
