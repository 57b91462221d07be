"""What payroll has to know of a month of leave: working days without pay or with a part of it, and days paid out.

The sum follows Frappe HR's Salary Slip: an unpaid day counts as one day without pay, a partly paid one as the share
that is not paid. Net pay itself is computed by payroll, never here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from domain.leave import LeaveType, LedgerEntry, TransactionType

ZERO = Decimal(0)


class LostDays(BaseModel):
    """Working days of the month on leave of one kind that pays less than a day's salary."""

    model_config = ConfigDict(frozen=True)

    leave_type: str
    days: Decimal
    paid: Decimal
    """Share of a day's salary (0..1) that each of them pays."""
    first: date
    last: date

    @property
    def without_pay(self) -> Decimal:
        return self.days * (1 - self.paid)


class PaidOut(BaseModel):
    """Days of leave that are paid instead of taken, by when they were agreed to."""

    model_config = ConfigDict(frozen=True)

    leave_type: str
    days: Decimal
    on: date


class PayrollInput(BaseModel):
    """One employee's month. `on_payslip` is what the submitted payslip counts as days without pay; None before there
    is one."""

    model_config = ConfigDict(frozen=True)

    employee_id: str
    lost: tuple[LostDays, ...] = ()
    paid_out: tuple[PaidOut, ...] = ()
    on_payslip: Decimal | None = None

    @property
    def unpaid(self) -> Decimal:
        return sum((one.days for one in self.lost if not one.paid), ZERO)

    @property
    def partly_paid(self) -> Decimal:
        return sum((one.days for one in self.lost if one.paid), ZERO)

    @property
    def without_pay(self) -> Decimal:
        return sum((one.without_pay for one in self.lost), ZERO)

    @property
    def encashed(self) -> Decimal:
        return sum((one.days for one in self.paid_out), ZERO)

    @property
    def differs(self) -> bool:
        """Whether the payslip that is there counts other days than the leave does."""
        return self.on_payslip is not None and self.on_payslip != self.without_pay


def paid_share(kind: LeaveType) -> Decimal:
    """Of a day's salary."""
    return kind.fraction_of_daily_salary if kind.paid else ZERO


def lost_days(kind: LeaveType, by_day: Mapping[date, Decimal], first: date, last: date) -> LostDays | None:
    """What one request loses within `first`..`last`; None for nothing. `by_day` is what each working day of it costs."""
    inside = {day: cost for day, cost in by_day.items() if first <= day <= last}
    share = paid_share(kind)
    if not inside or share == 1:
        return None
    days = sum(inside.values(), ZERO)
    return LostDays(leave_type=kind.name, days=days, paid=share, first=min(inside), last=max(inside))


def paid_out(entries: Iterable[LedgerEntry], kinds: Mapping[str, LeaveType]) -> dict[str, list[PaidOut]]:
    """By employee."""
    found: dict[str, list[PaidOut]] = defaultdict(list)
    for entry in entries:
        if entry.transaction_type is TransactionType.encashment and entry.leave_type_id in kinds:
            name = kinds[entry.leave_type_id].name
            found[entry.employee_id].append(PaidOut(leave_type=name, days=-entry.days, on=entry.from_date))
    return found
