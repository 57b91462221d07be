"""Payslips of the demo company. Rates are invented, flat and only look like those of each country; the calendar year
is the tax year everywhere."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from deploy.demo.away import days_off
from deploy.demo.leave_types import TYPES
from deploy.demo.people import Employee
from domain.leave import LeaveRequest, LeaveStatus
from domain.pay import Payslip, PayslipLine, PayslipStatus, TaxDocument
from domain.people import Person

MONTHS = 14
BONUS_MONTH = 6
BONUS = Decimal("0.05")
"""Share of a year's salary, paid in June."""
JANUARY_STEP = Decimal("0.008")
"""Income tax is this much higher in odd years, so it changes every January."""
ZERO = Decimal(0)
UNPAID = frozenset(t.id for t in TYPES if not t.paid)


@dataclass(frozen=True)
class Scheme:
    currency: str
    salary: dict[str, str]
    """Earning to its share of the salary."""
    tax: str
    tax_document: str
    tax_rate: str
    withheld: dict[str, str]
    """Deduction to its share of gross pay."""


SCHEMES = {
    "DE": Scheme(
        "EUR",
        {"Basic salary": "1"},
        "Income tax",
        "Lohnsteuerbescheinigung",
        "0.205",
        {
            "Pension insurance": "0.093",
            "Health insurance": "0.0815",
            "Unemployment insurance": "0.013",
            "Long-term care insurance": "0.023",
        },
    ),
    "GB": Scheme(
        "GBP",
        {"Basic salary": "1"},
        "Income tax",
        "P60",
        "0.168",
        {"National Insurance": "0.062", "Workplace pension": "0.05"},
    ),
    "US": Scheme(
        "USD",
        {"Regular pay": "1"},
        "Federal income tax",
        "Form W-2",
        "0.174",
        {
            "California income tax": "0.061",
            "Social Security": "0.062",
            "Medicare": "0.0145",
            "401(k) contribution": "0.05",
        },
    ),
    "IN": Scheme(
        "INR",
        {"Basic salary": "0.5", "House rent allowance": "0.25", "Special allowance": "0.25"},
        "Income tax (TDS)",
        "Form 16",
        "0.142",
        {"Provident fund": "0.06", "Professional tax": "0.001"},
    ),
}


def payslips(
    employees: Iterable[Employee], requests: Sequence[LeaveRequest], today: date
) -> tuple[Payslip, ...]:
    """The slips of the 14 complete months before `today`, or since joining, by employee and month."""
    unpaid: dict[str, list[LeaveRequest]] = defaultdict(list)
    for request in requests:
        if request.leave_type_id in UNPAID and request.status is LeaveStatus.approved:
            unpaid[request.employee_id].append(request)
    return tuple(slip for e in employees for slip in _slips(e, unpaid[e.person.id], today))


def tax_documents(employees: Iterable[Employee], slips: Sequence[Payslip]) -> tuple[TaxDocument, ...]:
    """One for each year that is over, from its December slip; issued at the end of the January after."""
    scheme = {e.person.id: SCHEMES[e.person.country] for e in employees}
    ended = [slip for slip in slips if slip.end_date.month == 12]
    return tuple(_tax_document(slip, scheme[slip.employee_id].tax_document) for slip in ended)


def _tax_document(slip: Payslip, title: str) -> TaxDocument:
    tax = sum((line.year_to_date for line in slip.deductions if line.income_tax), ZERO)
    withheld = sum((line.year_to_date for line in slip.deductions), ZERO)
    year = slip.end_date.year
    return TaxDocument(
        id=f"tax-{slip.employee_id}-{year}",
        employee_id=slip.employee_id,
        year=year,
        title=f"{title} {year}",
        issued_on=date(year + 1, 1, 31),
        currency=slip.currency,
        gross_pay=slip.gross_year_to_date,
        income_tax=tax,
        other_deductions=withheld - tax,
        net_pay=slip.net_year_to_date,
    )


def _slips(employee: Employee, unpaid: Sequence[LeaveRequest], today: date) -> list[Payslip]:
    """Paid from the January before the first slip shown, so that the year to date is whole."""
    shown = _months_before(today)
    joined = employee.person.joined_on or shown[0]
    start = max(joined, date(shown[0].year, 1, 1))
    slips: list[Payslip] = []
    for month in _months(start, shown[-1]):
        year = [s for s in slips if s.start_date.year == month.year]
        slips.append(_slip(employee, unpaid, month, year))
    return [s for s in slips if s.start_date >= shown[0]]


def _months_before(today: date) -> list[date]:
    """First days of the complete months before `today`, oldest first."""
    count = today.year * 12 + today.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(count - MONTHS, count)]


def _months(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first = (first + timedelta(31)).replace(day=1)


def _slip(
    employee: Employee, unpaid: Sequence[LeaveRequest], month: date, year: Sequence[Payslip]
) -> Payslip:
    scheme = SCHEMES[employee.person.country]
    end = month.replace(day=monthrange(month.year, month.month)[1])
    total = _working_days(employee.person, month, end)
    missed = sum(
        (_working_days(employee.person, max(month, r.from_date), min(end, r.to_date)) for r in unpaid), ZERO
    )
    earnings = _earnings(scheme, employee.salary, month, (total - missed) / total)
    gross = sum(earnings.values(), ZERO)
    deductions = _deductions(scheme, gross, month.year)
    withheld = sum(deductions.values(), ZERO)
    return Payslip(
        id=f"ps-{employee.person.id}-{month:%Y-%m}",
        employee_id=employee.person.id,
        start_date=month,
        end_date=end,
        posting_date=end - timedelta(max(0, end.weekday() - 4)),
        status=PayslipStatus.submitted,
        currency=scheme.currency,
        total_working_days=total,
        payment_days=total - missed,
        leave_without_pay=missed,
        earnings=_lines(
            earnings, [line for slip in year for line in slip.earnings], additional="Annual bonus"
        ),
        deductions=_lines(deductions, [line for slip in year for line in slip.deductions], tax=scheme.tax),
        gross_pay=gross,
        total_deduction=withheld,
        net_pay=gross - withheld,
        gross_year_to_date=gross + sum((s.gross_pay for s in year), ZERO),
        net_year_to_date=gross - withheld + sum((s.net_pay for s in year), ZERO),
    )


def _earnings(scheme: Scheme, salary: Decimal, month: date, paid: Decimal) -> dict[str, Decimal]:
    """Amounts by component; `paid` is the share of the month's working days that is paid."""
    amounts = {name: cents(salary / 12 * Decimal(share) * paid) for name, share in scheme.salary.items()}
    if month.month == BONUS_MONTH:
        amounts["Annual bonus"] = cents(salary * BONUS)
    return amounts


def _deductions(scheme: Scheme, gross: Decimal, year: int) -> dict[str, Decimal]:
    tax = Decimal(scheme.tax_rate) + JANUARY_STEP * (year % 2)
    rates = {scheme.tax: tax, **{name: Decimal(rate) for name, rate in scheme.withheld.items()}}
    return {name: cents(gross * rate) for name, rate in rates.items()}


def _lines(
    amounts: dict[str, Decimal],
    before: Sequence[PayslipLine],
    *,
    tax: str | None = None,
    additional: str | None = None,
) -> tuple[PayslipLine, ...]:
    """Lines with their year to date. A component paid earlier in the year and not now keeps its line at zero."""
    names = list(amounts) + sorted({line.component for line in before} - amounts.keys())
    return tuple(
        PayslipLine(
            component=name,
            amount=amounts.get(name, cents(ZERO)),
            year_to_date=amounts.get(name, ZERO)
            + sum((b.amount for b in before if b.component == name), ZERO),
            income_tax=name == tax,
            additional=name == additional,
        )
        for name in names
    )


def _working_days(person: Person, first: date, last: date) -> Decimal:
    """Weekdays that are no public holiday; zero when `last` is before `first`."""
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    free = days_off(person, first, last) if first <= last else frozenset()
    return Decimal(sum(d.weekday() < 5 and d not in free for d in days))


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
