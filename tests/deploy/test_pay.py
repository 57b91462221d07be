from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from deploy.demo.company import Demo, build
from domain.pay import Payslip, PayslipLine, PayslipStatus

TODAY = date(2026, 11, 22)
CURRENCY = {"DE": "EUR", "GB": "GBP", "US": "USD", "IN": "INR"}
TAXES = {"Income tax", "Federal income tax", "Income tax (TDS)"}
JANUARY, DECEMBER = date(2026, 1, 1), date(2025, 12, 1)


@pytest.fixture(scope="module")
def demo() -> Demo:
    return build(TODAY)


@pytest.fixture(scope="module")
def slips(demo: Demo) -> dict[str, list[Payslip]]:
    found: dict[str, list[Payslip]] = defaultdict(list)
    for slip in demo.payslips:
        found[slip.employee_id].append(slip)
    return found


def amount(slip: Payslip, component: str) -> Decimal:
    return next(
        (line.amount for line in (*slip.earnings, *slip.deductions) if line.component == component),
        Decimal(0),
    )


def year_to_date(slip: Payslip) -> dict[str, Decimal]:
    lines = {line.component: line.year_to_date for line in (*slip.earnings, *slip.deductions)}
    return lines | {"gross": slip.gross_year_to_date, "net": slip.net_year_to_date}


def this_month(slip: Payslip) -> dict[str, Decimal]:
    lines = {line.component: line.amount for line in (*slip.earnings, *slip.deductions)}
    return lines | {"gross": slip.gross_pay, "net": slip.net_pay}


def test_fourteen_complete_months_or_since_joining(demo: Demo, slips: dict[str, list[Payslip]]) -> None:
    for person in demo.employees:
        months = [slip.start_date for slip in slips[person.id]]
        assert person.joined_on is not None
        assert months[0] == max(person.joined_on, date(2025, 9, 1))
        assert months[-1] == date(2026, 10, 1)
        assert len(set(months)) == len(months) == 14 or person.joined_on > date(2025, 9, 1)


def test_totals_add_up_to_the_cent(demo: Demo) -> None:
    def total(lines: tuple[PayslipLine, ...]) -> Decimal:
        return sum((line.amount for line in lines), Decimal(0))

    for slip in demo.payslips:
        assert slip.status is PayslipStatus.submitted
        assert slip.gross_pay == total(slip.earnings)
        assert slip.total_deduction == total(slip.deductions)
        assert slip.net_pay == slip.gross_pay - slip.total_deduction
        assert slip.payment_days == slip.total_working_days - slip.leave_without_pay
        for money in (slip.gross_pay, slip.net_pay, *this_month(slip).values(), *year_to_date(slip).values()):
            assert money == money.quantize(Decimal("0.01"))
            assert money >= 0


def test_each_year_to_date_is_the_one_before_and_this_month(slips: dict[str, list[Payslip]]) -> None:
    for mine in slips.values():
        for before, slip in pairwise(mine):
            carried = year_to_date(before) if before.start_date.year == slip.start_date.year else {}
            now = this_month(slip)
            assert carried.keys() <= now.keys()
            assert year_to_date(slip) == {name: carried.get(name, 0) + now[name] for name in now}


def test_one_bonus_a_year(slips: dict[str, list[Payslip]]) -> None:
    months = {s.start_date for mine in slips.values() for s in mine if amount(s, "Annual bonus")}
    assert months == {date(2026, 6, 1)}


def test_the_tax_rate_changes_in_january_and_at_no_other_time(slips: dict[str, list[Payslip]]) -> None:
    for mine in slips.values():
        rates = {}
        for slip in mine:
            tax = sum((line.amount for line in slip.deductions if line.component in TAXES), Decimal(0))
            if slip.gross_pay:
                rates[slip.start_date] = round(tax / slip.gross_pay, 4)
        assert len({rate for month, rate in rates.items() if month < JANUARY}) <= 1
        assert len({rate for month, rate in rates.items() if month >= JANUARY}) == 1
        if DECEMBER in rates:
            assert rates[DECEMBER] != rates[JANUARY]


def test_unpaid_days_lower_the_pay_of_a_few(demo: Demo, slips: dict[str, list[Payslip]]) -> None:
    short = [slip for slip in demo.payslips if slip.leave_without_pay]
    assert {"p-kavya-hegde", "p-ethan-caldwell", "p-callum-reid"} <= {s.employee_id for s in short}
    for slip in short:
        full = next(s for s in slips[slip.employee_id] if not s.leave_without_pay and s.start_date.month != 6)
        assert slip.gross_pay < full.gross_pay


def test_currency_follows_the_country(demo: Demo) -> None:
    country = {p.id: p.country for p in demo.employees}
    assert all(slip.currency == CURRENCY[country[slip.employee_id]] for slip in demo.payslips)
