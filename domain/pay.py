"""Payslips as a payroll system hands them over; names after Frappe HR's Salary Slip."""

from __future__ import annotations

from datetime import date
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


class Payslip(Record):
    """Only submitted slips are ever shown to the employee. Amounts in `currency`, two decimals."""

    collection: ClassVar[str] = "payslips"
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
