"""Payroll inputs of the demo company, and the payslips that they explain."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from actions.pay_change import PayChange
from actions.payroll_inputs import COLUMNS, Inputs
from actions.perform import Ready, prepare
from domain.audit import AuditEvent
from domain.errors import Refused
from domain.leave import LeaveRequest, LeaveStatus, LeaveType, TransactionType, encashed
from domain.pay import Payslip, PayslipLine
from tests.company import Company

HR, LUKAS, MIRA = "Elena Petrova", "p-lukas-brandt", "p-mira-tanaka"


async def inputs(company: Company, month: str | None = None, asker: str = HR) -> Inputs:
    prepared = await prepare("payroll.inputs", {"month": month}, await company.ctx(asker))
    assert isinstance(prepared, Ready)
    found = await prepared.run()
    assert isinstance(found, Inputs)
    return found


async def away(company: Company, kind: str, start: date, end: date, **more: Any) -> LeaveRequest:
    request = LeaveRequest(
        id=f"lr-{kind}-{start}",
        employee_id=MIRA,
        leave_type_id=kind,
        from_date=start,
        to_date=end,
        days=Decimal((end - start).days + 1),
        asked_at=company.clock(),
        **{"status": LeaveStatus.approved} | more,
    )
    await company.records.insert(request)
    return request


@pytest.mark.parametrize("month", ["2025-10", "2025-11", "2025-12", "2026-01", "2026-02"])
async def test_the_leave_of_each_month_is_what_its_payslips_count(company: Company, month: str) -> None:
    found = await inputs(company, month)
    assert found.rows
    assert not [r for r in found.rows if r.differs]
    assert all(r.without_pay <= 23 for r in found.rows)
    assert "counts other days" not in (found.card().text or "")


async def test_what_is_approved_since_the_payslip_is_told(company: Company) -> None:
    request = await away(company, "unpaid", date(2026, 2, 10), date(2026, 2, 11))
    found = await inputs(company, "2026-02")
    (mira,) = [r for r in found.rows if r.employee_id == MIRA]
    assert (mira.without_pay, mira.on_payslip, mira.differs) == (2, 0, True)
    assert "counts other days for Mira Tanaka" in (found.card().text or "")
    assert "Unpaid leave 10 Feb – 11 Feb, 2 days; payslip: 0 days" in found.details(mira)
    await company.records.replace(request.model_copy(update={"status": LeaveStatus.cancelled}))
    assert MIRA not in [r.employee_id for r in (await inputs(company, "2026-02")).rows]


async def test_partly_paid_days_and_days_paid_out_of_the_running_month(company: Company) -> None:
    study = LeaveType(
        id="study", name="Study leave", allocated=False, fraction_of_daily_salary=Decimal("0.6")
    )
    await company.records.insert(study)
    await away(company, "study", date(2026, 3, 2), date(2026, 3, 8))  # with a weekend and Women's Day
    await away(company, "vacation", date(2026, 3, 16), date(2026, 3, 17))
    await away(company, "unpaid", date(2026, 3, 18), date(2026, 3, 18), status=LeaveStatus.open)
    kind = await company.records.get(LeaveType, "vacation")
    row = encashed("e1", kind, MIRA, Decimal(3), date(2026, 3, 2), company.clock())
    assert row.transaction_type is TransactionType.encashment
    await company.records.insert(row)
    found = await inputs(company)
    (mira,) = [r for r in found.rows if r.employee_id == MIRA]
    assert (mira.unpaid, mira.partly_paid, mira.without_pay, mira.encashed) == (0, 5, 2, 3)
    assert mira.on_payslip is None
    (cells,) = [dict(zip(COLUMNS, c, strict=True)) for c in found.cells() if c[0] == MIRA]
    assert cells == {
        "employee_id": MIRA,
        "name": "Mira Tanaka",
        "month": "2026-03",
        "unpaid_days": "0",
        "partly_paid_days": "5",
        "days_without_pay": "2",
        "encashed_days": "3",
        "payslip_days_without_pay": "",
        "details": "Study leave 2 Mar – 6 Mar, 5 days at 60 %; 3 days of vacation paid out on 2 Mar",
    }


async def test_only_hr_sees_them_and_is_audited(company: Company) -> None:
    for asker in ("Mira Tanaka", "Jonas Weber", "Priya Nair", "Sam Okafor", "Leo Martins"):
        with pytest.raises(Refused):
            await inputs(company, "2026-02", asker)
    await inputs(company, "2026-02")
    rows = await company.records.find(AuditEvent, {"action": "payroll.inputs"})
    assert sorted(r.outcome for r in rows) == ["done", *["refused"] * 5]


# --- the payslips ------------------------------------------------------------------------------------------------


async def change(company: Company, asker: str, month: str) -> PayChange:
    prepared = await prepare("pay.change", {"month": month}, await company.ctx(asker))
    assert isinstance(prepared, Ready)
    found = await prepared.run()
    assert isinstance(found, PayChange)
    return found


async def test_unpaid_leave_is_named_where_it_lowered_the_pay_and_where_it_no_longer_does(
    company: Company,
) -> None:
    (request,) = await company.records.find(LeaveRequest, {"employee_id": LUKAS, "leave_type_id": "unpaid"})
    month = request.from_date.replace(day=1)
    lower = (await change(company, "Lukas Brandt", f"{month:%Y-%m}")).card()
    told = f"(Unpaid leave {request.from_date.day} {request.from_date:%b}"
    assert "lower" in (lower.title or "")
    assert told in (lower.text or "")
    after = (month + timedelta(31)).replace(day=1)
    higher = (await change(company, "Lukas Brandt", f"{after:%Y-%m}")).card()
    assert "higher" in (higher.title or "")
    assert told in (higher.text or "").split("before ")[1]


async def test_days_paid_out_are_named_beside_the_payment(company: Company) -> None:
    slip = await company.records.get(Payslip, f"ps-{MIRA}-2026-02")
    paid = PayslipLine(
        component="Leave encashment", amount=Decimal(900), year_to_date=Decimal(900), additional=True
    )
    more = {
        "earnings": (*slip.earnings, paid),
        "gross_pay": slip.gross_pay + 900,
        "net_pay": slip.net_pay + 900,
    }
    await company.records.replace(slip.model_copy(update=more))
    kind = await company.records.get(LeaveType, "vacation")
    await company.records.insert(encashed("e2", kind, MIRA, Decimal(3), date(2026, 2, 12), company.clock()))
    card = (await change(company, "Mira Tanaka", "2026-02")).card()
    assert "February 2026 alone: 3 days of vacation paid out on 12 Feb" in (card.text or "")
