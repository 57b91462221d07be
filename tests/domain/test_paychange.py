"""The explained differences sum to the cent, whatever the two slips say; and each cause is the one that was made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from domain.pay import Payslip, PayslipLine, PayslipStatus, full_month, payday, to_date
from domain.paychange import Cause, cents, compare

TAX, BONUS = "Income tax", "Bonus"
ZERO = Decimal(0)


def slip(
    earnings: Mapping[str, Decimal | str],
    deductions: Mapping[str, Decimal | str],
    *,
    days: int = 20,
    paid: int | None = None,
    month: int = 1,
) -> Payslip:
    paid = days if paid is None else paid
    got = {k: Decimal(v) for k, v in earnings.items()}
    less = {k: Decimal(v) for k, v in deductions.items()}
    gross, withheld = sum(got.values(), ZERO), sum(less.values(), ZERO)
    return Payslip(
        id=f"ps-{month}",
        employee_id="p-ada",
        start_date=date(2026, month, 1),
        end_date=date(2026, month, 28),
        posting_date=date(2026, month, 28),
        status=PayslipStatus.submitted,
        currency="EUR",
        total_working_days=Decimal(days),
        payment_days=Decimal(paid),
        leave_without_pay=Decimal(days - paid),
        earnings=tuple(
            PayslipLine(component=k, amount=v, year_to_date=v * month, additional=k == BONUS)
            for k, v in got.items()
        ),
        deductions=tuple(
            PayslipLine(component=k, amount=v, year_to_date=v * month, income_tax=k == TAX)
            for k, v in less.items()
        ),
        gross_pay=gross,
        total_deduction=withheld,
        net_pay=gross - withheld,
        gross_year_to_date=gross * month,
        net_year_to_date=(gross - withheld) * month,
    )


def causes(before: Payslip, after: Payslip) -> dict[str, Decimal]:
    return {f"{c.component}: {c.cause}": c.effect for c in compare(before, after).changes}


amounts = st.decimals("0", "99999.99", places=2, allow_nan=False, allow_infinity=False)
earned = st.dictionaries(st.sampled_from(["Basic", BONUS, "Allowance", "Shift pay"]), amounts)
withheld = st.dictionaries(st.sampled_from([TAX, "Pension", "Gym", "Loan"]), amounts)


@st.composite
def slips(draw: st.DrawFn) -> Payslip:
    days = draw(st.integers(0, 23))
    return slip(draw(earned), draw(withheld), days=days, paid=draw(st.integers(0, days)))


@given(slips(), slips())
def test_the_explained_differences_sum_to_the_difference(before: Payslip, after: Payslip) -> None:
    told = compare(before, after)
    assert sum((c.effect for c in told.changes), ZERO) == told.difference == after.net_pay - before.net_pay
    assert all(c.effect for c in told.changes)
    assert Cause.other not in {c.cause for c in told.changes}


@given(slips())
def test_two_equal_slips_leave_nothing_to_explain(same: Payslip) -> None:
    assert compare(same, same).changes == ()


@given(slips(), amounts)
def test_totals_that_do_not_add_up_are_said_to(before: Payslip, more: Decimal) -> None:
    after = before.model_copy(update={"net_pay": before.net_pay + more})
    assert {c.cause for c in compare(before, after).changes} == ({Cause.other} if more else set())


@given(slips(), slips())
def test_the_way_back_is_the_way_there_reversed(before: Payslip, after: Payslip) -> None:
    there, back = compare(before, after), compare(after, before)
    assert there.difference == -back.difference


@given(
    st.decimals("500", "20000", places=2),
    st.integers(18, 23),
    st.integers(0, 10),
    st.decimals("0.05", "0.45", places=3),
)
def test_unpaid_days_are_found_as_the_only_reason(
    salary: Decimal, days: int, missed: int, rate: Decimal
) -> None:
    short = cents(salary * (days - missed) / days)
    before = slip({"Basic": salary}, {TAX: cents(salary * rate)}, days=days)
    after = slip({"Basic": short}, {TAX: cents(short * rate)}, days=days, paid=days - missed)
    assert {c.cause for c in compare(before, after).changes} <= {Cause.unpaid_days, Cause.follows_gross}


FULL = slip({"Basic": "4000"}, {TAX: "800", "Pension": "400"})


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (
            slip({"Basic": "4000", BONUS: "1000"}, {TAX: "1000", "Pension": "500"}),
            {
                "Bonus: one_off": "1000",
                "Income tax: follows_gross": "-200",
                "Pension: follows_gross": "-100",
            },
        ),
        (
            slip({"Basic": "4000", BONUS: "1000"}, {TAX: "1200", "Pension": "400"}),
            {"Bonus: one_off": "1000", "Income tax: follows_gross": "-200", "Income tax: tax_band": "-200"},
        ),
        (slip({"Basic": "4000"}, {TAX: "820", "Pension": "400"}), {"Income tax: tax_rate": "-20"}),
        (slip({"Basic": "4000"}, {TAX: "800", "Pension": "420"}), {"Pension: deduction_rate": "-20"}),
        (
            slip({"Basic": "4000"}, {TAX: "800", "Pension": "400", "Gym": "30"}),
            {"Gym: new_deduction": "-30"},
        ),
        (slip({"Basic": "4000"}, {TAX: "800"}), {"Pension: ended_deduction": "400"}),
        (
            slip({"Basic": "4200"}, {TAX: "840", "Pension": "420"}),
            {
                "Basic: raised": "200",
                "Income tax: follows_gross": "-40",
                "Pension: follows_gross": "-20",
            },
        ),
        (
            slip({"Basic": "3780"}, {TAX: "756", "Pension": "378"}, paid=18),
            {
                "Basic: unpaid_days": "-400",
                "Basic: raised": "180",
                "Income tax: follows_gross": "44",
                "Pension: follows_gross": "22",
            },
        ),
        (slip({"Basic": "4000"}, {TAX: "800", "Pension": "400"}, days=22), {}),
        (
            slip({"Basic": "3900"}, {TAX: "800", "Pension": "400"}),
            {"Basic: lowered": "-100"},
        ),
        (
            slip({"Basic": "4000", "Allowance": "50"}, {TAX: "800", "Pension": "400"}),
            {"Allowance: new_earning": "50"},
        ),
        (
            slip({}, {}, paid=0),
            {
                "Basic: unpaid_days": "-4000",
                "Income tax: tax_band": "800",
                "Pension: ended_deduction": "400",
            },
        ),
    ],
)
def test_each_cause_is_the_one_that_was_made(after: Payslip, told: dict[str, str]) -> None:
    assert causes(FULL, after) == {k: Decimal(v) for k, v in told.items()}


def test_currencies_are_never_mixed() -> None:
    with pytest.raises(ValueError, match="cannot be compared"):
        compare(FULL, FULL.model_copy(update={"currency": "USD"}))


# --- to date, payday, salary ---------------------------------------------------------------------------------


def test_to_date_is_payrolls_year_and_the_sum_of_the_months_slips() -> None:
    first = slip({"Basic": "1000"}, {TAX: "200"}, month=3).model_copy(update={"end_date": date(2026, 3, 15)})
    last = slip({"Basic": "1000"}, {TAX: "210", "Pension": "50"}, month=3)
    found = to_date([last, first, slip({"Basic": "9"}, {}, month=2)])
    assert (found.gross_month, found.net_month, found.tax_month) == (2000, 1540, 410)
    assert (found.gross_year, found.net_year, found.tax_year) == (3000, 2220, 630)
    assert [(c.name, c.month_to_date, c.year_to_date) for c in found.components] == [
        ("Basic", 2000, 3000),
        (TAX, -410, -630),
        ("Pension", -50, -150),
    ]


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 3, 2), date(2026, 3, 31)),
        (date(2026, 3, 31), date(2026, 3, 31)),
        (date(2026, 5, 30), date(2026, 6, 30)),  # May's was Friday the 29th
        (date(2026, 12, 1), date(2026, 12, 30)),  # the 31st is a holiday here
    ],
)
def test_payday_is_the_last_working_day(today: date, day: date) -> None:
    assert payday(today, lambda d: d == date(2026, 12, 31)) == day


def test_the_salary_is_that_of_a_full_month_without_bonus() -> None:
    assert full_month(slip({"Basic": "3600", BONUS: "900"}, {}, paid=18)) == (("Basic", Decimal("4000.00")),)
    assert full_month(slip({"Basic": "3600"}, {}, days=0)) == ()
