"""Payslips as a payroll system hands them over; names after Frappe HR's Salary Slip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from domain.ports import Record


class PayslipStatus(StrEnum):
    draft = "draft"
    submitted = "submitted"
    cancelled = "cancelled"
    withheld = "withheld"


class PayslipLine(BaseModel):
    model_config = ConfigDict(frozen=True)

    component: str
    amount: Decimal
    year_to_date: Decimal
    income_tax: bool = False
    """A deduction that is income tax (Frappe HR: `is_income_tax_component`)."""
    additional: bool = False
    """An earning of this slip alone, such as a bonus (Frappe HR: Additional Salary)."""


class Payslip(Record):
    """Only submitted slips are ever shown to the employee. Amounts in `currency`, two decimals."""

    collection: ClassVar[str] = "payslips"
    subjects: ClassVar[tuple[str, ...]] = ("employee_id",)
    indexed: ClassVar[tuple[str, ...]] = ("employee_id", "status", "end_date")
    unique: ClassVar[tuple[tuple[str, ...], ...]] = ()

    employee_id: str
    start_date: date
    end_date: date
    posting_date: date
    status: PayslipStatus
    currency: str
    total_working_days: Decimal
    payment_days: Decimal
    leave_without_pay: Decimal = Decimal(0)
    earnings: tuple[PayslipLine, ...]
    deductions: tuple[PayslipLine, ...]
    gross_pay: Decimal
    total_deduction: Decimal
    net_pay: Decimal
    gross_year_to_date: Decimal
    net_year_to_date: Decimal


class TaxDocument(Record):
    """The year's statement for the tax office, as payroll issued it (P60, W-2, Form 16, Lohnsteuerbescheinigung)."""

    collection: ClassVar[str] = "tax_documents"
    subjects: ClassVar[tuple[str, ...]] = ("employee_id",)
    indexed: ClassVar[tuple[str, ...]] = ("employee_id", "year")
    unique: ClassVar[tuple[tuple[str, ...], ...]] = (("employee_id", "year"),)

    employee_id: str
    year: int
    title: str
    issued_on: date
    currency: str
    gross_pay: Decimal
    income_tax: Decimal
    other_deductions: Decimal
    net_pay: Decimal


class Component(BaseModel):
    """One component to date; deductions are negative."""

    model_config = ConfigDict(frozen=True)

    name: str
    month_to_date: Decimal
    year_to_date: Decimal


class ToDate(BaseModel):
    """What was paid up to the slip that ends on `until`: in its calendar month, and in its year."""

    model_config = ConfigDict(frozen=True)

    until: date
    currency: str
    components: tuple[Component, ...]
    gross_month: Decimal
    net_month: Decimal
    gross_year: Decimal
    net_year: Decimal
    tax_month: Decimal
    tax_year: Decimal


def to_date(slips: Sequence[Payslip]) -> ToDate:
    """Totals of one employee's submitted slips up to the newest of them. Year to date is payroll's own figure, month
    to date the sum of the month's slips. Raises `ValueError` without a slip."""
    last = max(slips, key=lambda slip: slip.end_date)
    month = [
        s for s in slips if (s.end_date.year, s.end_date.month) == (last.end_date.year, last.end_date.month)
    ]
    taxes = {line.component for line in last.deductions if line.income_tax}
    components = tuple(
        Component(
            name=line.component,
            month_to_date=sign * _paid(line.component, month),
            year_to_date=sign * line.year_to_date,
        )
        for sign, lines in ((1, last.earnings), (-1, last.deductions))
        for line in lines
    )
    return ToDate(
        until=last.end_date,
        currency=last.currency,
        components=components,
        gross_month=sum((s.gross_pay for s in month), Decimal(0)),
        net_month=sum((s.net_pay for s in month), Decimal(0)),
        gross_year=last.gross_year_to_date,
        net_year=last.net_year_to_date,
        tax_month=-sum((c.month_to_date for c in components if c.name in taxes), Decimal(0)),
        tax_year=-sum((c.year_to_date for c in components if c.name in taxes), Decimal(0)),
    )


def _paid(component: str, slips: Sequence[Payslip]) -> Decimal:
    lines = (line for slip in slips for line in (*slip.earnings, *slip.deductions))
    return sum((line.amount for line in lines if line.component == component), Decimal(0))


def payday(today: date, is_holiday: Callable[[date], bool]) -> date:
    """The next payday from `today` on: the last weekday of a month that is no public holiday."""
    month = today.replace(day=1)
    while True:
        following = (month + timedelta(31)).replace(day=1)
        day = following - timedelta(1)
        while day.weekday() > 4 or is_holiday(day):
            day -= timedelta(1)
        if day >= today:
            return day
        month = following


def full_month(slip: Payslip) -> tuple[tuple[str, Decimal], ...]:
    """The regular earnings of a slip as they are in a month without unpaid days."""
    share = slip.payment_days / slip.total_working_days if slip.total_working_days else Decimal(0)
    regular = (line for line in slip.earnings if not line.additional and line.amount)
    cent = Decimal("0.01")
    return tuple((line.component, (line.amount / share).quantize(cent)) for line in regular if share)
