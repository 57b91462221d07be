"""Payroll inputs: what a month of leave means for pay, also at the edges of the month."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given, strategies as st

from domain.leave import LeaveType, costs, encashed
from domain.payroll_inputs import PaidOut, PayrollInput, lost_days, paid_out

UNPAID = LeaveType(id="unpaid", name="Unpaid leave", paid=False, allocated=False)
STUDY = LeaveType(id="study", name="Study leave", fraction_of_daily_salary=Decimal("0.6"))
VACATION = LeaveType(id="vacation", name="Vacation")
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


def test_an_unpaid_day_is_lost_whole_and_a_partly_paid_one_by_what_it_does_not_pay() -> None:
    by_day = costs(date(2026, 11, 2), date(2026, 11, 6), [date(2026, 11, 4)])
    unpaid, study = lost_days(UNPAID, by_day, *NOVEMBER), lost_days(STUDY, by_day, *NOVEMBER)
    assert unpaid
    assert study
    row = PayrollInput(employee_id="p", lost=(unpaid, study))
    assert (row.unpaid, row.partly_paid, row.without_pay) == (4, 4, Decimal("5.6"))
    assert lost_days(VACATION, by_day, *NOVEMBER) is None


def test_leave_over_two_months_is_parted_between_them() -> None:
    by_day = costs(date(2026, 10, 29), date(2026, 11, 3), [])
    october = lost_days(UNPAID, by_day, date(2026, 10, 1), date(2026, 10, 31))
    november = lost_days(UNPAID, by_day, *NOVEMBER)
    assert october
    assert november
    assert (october.days, october.first, october.last) == (2, date(2026, 10, 29), date(2026, 10, 30))
    assert (november.days, november.first, november.last) == (2, date(2026, 11, 2), date(2026, 11, 3))


def test_half_a_day_is_half_a_day() -> None:
    by_day = costs(date(2026, 11, 27), date(2026, 11, 27), [], half_day=True)
    lost = lost_days(UNPAID, by_day, *NOVEMBER)
    assert lost
    assert lost.without_pay == Decimal("0.5")


def test_days_paid_out_are_those_of_the_ledger() -> None:
    at = datetime(2026, 11, 12, tzinfo=UTC)
    row = encashed("e", VACATION, "p", Decimal(3), date(2026, 11, 12), at)
    assert paid_out([row], {"vacation": VACATION}) == {
        "p": [PaidOut(leave_type="Vacation", days=Decimal(3), on=date(2026, 11, 12))]
    }


def test_a_payslip_that_counts_other_days_is_told() -> None:
    by_day = costs(date(2026, 11, 2), date(2026, 11, 3), [])
    lost = lost_days(UNPAID, by_day, *NOVEMBER)
    assert lost
    row = PayrollInput(employee_id="p", lost=(lost,))
    assert not row.differs
    assert not row.model_copy(update={"on_payslip": Decimal("2.0")}).differs
    assert row.model_copy(update={"on_payslip": Decimal(0)}).differs


@given(
    start=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    length=st.integers(0, 200),
    free=st.sets(st.dates(date(2026, 1, 1), date(2027, 7, 31)), max_size=20),
)
def test_the_months_of_a_leave_add_up_to_it_and_none_has_more_than_its_working_days(
    start: date, length: int, free: set[date]
) -> None:
    end = start + timedelta(length)
    if all(d.weekday() >= 5 or d in free for d in (start + timedelta(n) for n in range(length + 1))):
        return
    by_day = costs(start, end, free)
    total, first = Decimal(0), start.replace(day=1)
    while first <= end:
        last = (first + timedelta(31)).replace(day=1) - timedelta(1)
        lost = lost_days(UNPAID, by_day, first, last)
        total += lost.days if lost else 0
        working = sum(
            d.weekday() < 5 and d not in free
            for d in (first + timedelta(n) for n in range((last - first).days + 1))
        )
        assert (lost.days if lost else 0) <= working
        first = last + timedelta(1)
    assert total == sum(by_day.values())
