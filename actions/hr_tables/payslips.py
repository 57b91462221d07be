"""Payslips, one a row: the facts, and a column for each component of the company's payroll.

`earning: Basic salary`, `one-off: Bonus` (an earning of that slip alone), `deduction: Pension`, `tax: Income tax` (a
deduction that is income tax) and, where the payroll's year to date is not the sum of the year's slips here (a tax year
from April, a start in mid-year), `ytd: Basic salary`, `ytd: gross`, `ytd: net`. Deductions are positive; a refund is
negative.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from pydantic import Field, ValidationInfo, field_validator

from actions.hr_tables.kinds import Day, Kind, Known, Money, Number
from actions.tool import Args
from domain.pay import Payslip, PayslipLine, PayslipStatus
from domain.ports import Record

ZERO = Decimal(0)
LONGEST = 31
"""Days that a slip may span."""
_COMPONENT = re.compile(r"(earning|one-off|deduction|tax|ytd):\s*(\S.*)", re.I)


class PayslipRow(Args):
    employee_id: str
    start_date: Day
    end_date: Day
    posting_date: Day
    status: PayslipStatus
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    total_working_days: Number = Field(gt=0, le=31)
    payment_days: Number = Field(ge=0, le=31)
    leave_without_pay: Number = Field(ZERO, ge=0, le=31)
    gross_pay: Money
    net_pay: Money = Field(ge=0)
    lines: Mapping[str, Money]
    """By the column's name, as `named` writes it."""

    @field_validator("status", mode="before")
    @classmethod
    def _small(cls, given: object, info: ValidationInfo) -> object:
        return given.casefold() if isinstance(given, str) else given


def component(column: str) -> tuple[str, str] | None:
    """("tax", "Income tax") of "tax: Income tax"."""
    match = _COMPONENT.fullmatch(column)
    return (match[1].casefold(), match[2].strip()) if match else None


def named(kind: str, name: str) -> str:
    return f"{kind}: {name}"


def made(row: PayslipRow, known: Known) -> Payslip:
    person = known.person(row.employee_id)
    _check_days(row, person.joined_on)
    earnings, deductions = _lines(row, ("earning", "one-off")), _lines(row, ("deduction", "tax"))
    gross, withheld = _sum(earnings), _sum(deductions)
    if not earnings:
        raise ValueError("there is no earning; name its column as “earning: Basic salary”")
    if row.gross_pay != gross:
        raise ValueError(f"gross_pay: {row.gross_pay}, but the earnings come to {gross}")
    if row.net_pay != gross - withheld:
        raise ValueError(f"net_pay: {row.net_pay}, but gross less deductions is {gross - withheld}")
    for other in known.slips[person.id]:
        meets = other.start_date <= row.end_date and other.end_date >= row.start_date
        if meets and PayslipStatus.cancelled not in (other.status, row.status):
            raise ValueError(
                f"there is a {other.status} payslip of {person.name} for {other.start_date} to {other.end_date} already"
            )
    whole = row.start_date.day == 1 and (row.start_date.year, row.start_date.month) == (
        row.end_date.year,
        row.end_date.month,
    )
    span = f"{row.end_date:%Y-%m}" if whole else f"{row.start_date}-{row.end_date}"
    cancelled = "-cancelled" if row.status is PayslipStatus.cancelled else ""
    slip = Payslip(
        id=f"ps-{person.id}-{span}{cancelled}",
        **row.model_dump(exclude={"lines"}),
        earnings=earnings,
        deductions=deductions,
        total_deduction=withheld,
        gross_year_to_date=row.lines.get(named("ytd", "gross"), ZERO),
        net_year_to_date=row.lines.get(named("ytd", "net"), ZERO),
    )
    known.slips[person.id].append(slip)
    return slip


def _check_days(row: PayslipRow, joined: object) -> None:
    """Somebody who joined in mid-month has fewer paid days than the month has, and no absent ones for the rest."""
    if row.end_date < row.start_date:
        raise ValueError("end_date: it is before start_date")
    if (row.end_date - row.start_date).days >= LONGEST:
        raise ValueError("end_date: a payslip spans a month at most")
    if joined and row.end_date.isoformat() < str(joined):
        raise ValueError(f"end_date: it is before the day of joining, {joined}")
    if row.payment_days + row.leave_without_pay > row.total_working_days:
        raise ValueError(
            f"payment_days: {row.payment_days} paid and {row.leave_without_pay} unpaid days are more than the "
            f"{row.total_working_days} working days"
        )


def _lines(row: PayslipRow, kinds: Sequence[str]) -> tuple[PayslipLine, ...]:
    """A component that comes to nothing keeps its line only where there is a year to date of it."""
    return tuple(
        PayslipLine(
            component=name,
            amount=amount,
            year_to_date=row.lines.get(named("ytd", name), ZERO),
            income_tax=kind == "tax",
            additional=kind == "one-off",
        )
        for column, amount in row.lines.items()
        for kind, name in [component(column) or ("", "")]
        if kind in kinds and (amount or row.lines.get(named("ytd", name)))
    )


def _sum(lines: Sequence[PayslipLine]) -> Decimal:
    return sum((line.amount for line in lines), Decimal("0.00"))


# --- year to date ----------------------------------------------------------------------------------------------


def finished(made: Sequence[Record], known: Known) -> Sequence[Record]:
    """The slips with their year to date: the payroll's own figure where the table has it, else the sum over the
    submitted slips of the calendar year, those stored and those of the table."""
    done: dict[str, Payslip] = {}
    mine: dict[str, list[Payslip]] = defaultdict(list)
    table = [record for record in made if isinstance(record, Payslip)]
    ids = {slip.id for slip in table}
    for slip in sorted(table, key=lambda s: (s.end_date, s.id)):
        stored = [s for s in known.slips[slip.employee_id] if s.id not in ids]
        before = [s for s in (*stored, *mine[slip.employee_id]) if _counts(s, slip)]
        done[slip.id] = _to_date(slip, before)
        mine[slip.employee_id].append(done[slip.id])
    return [done[record.id] for record in made]


def _counts(earlier: Payslip, slip: Payslip) -> bool:
    return (
        earlier.status is PayslipStatus.submitted
        and earlier.end_date < slip.end_date
        and (earlier.end_date.year, earlier.currency) == (slip.end_date.year, slip.currency)
    )


def _to_date(slip: Payslip, before: Sequence[Payslip]) -> Payslip:
    gross = slip.gross_year_to_date or slip.gross_pay + sum((s.gross_pay for s in before), ZERO)
    net = slip.net_year_to_date or slip.net_pay + sum((s.net_pay for s in before), ZERO)
    update = {
        "earnings": _summed(slip.earnings, [line for s in before for line in s.earnings]),
        "deductions": _summed(slip.deductions, [line for s in before for line in s.deductions]),
        "gross_year_to_date": gross,
        "net_year_to_date": net,
    }
    return slip.model_copy(update=update)


def _summed(lines: Sequence[PayslipLine], before: Sequence[PayslipLine]) -> tuple[PayslipLine, ...]:
    """A component of an earlier slip of the year keeps its line at zero, as payrolls print it."""
    paid: dict[str, Decimal] = {}
    for line in before:
        paid[line.component] = paid.get(line.component, ZERO) + line.amount
    now = [
        line.model_copy(
            update={"year_to_date": line.year_to_date or line.amount + paid.get(line.component, ZERO)}
        )
        for line in lines
    ]
    gone = {line.component: line for line in before if line.component not in {n.component for n in now}}
    zero = {"amount": Decimal("0.00")}
    return (
        *now,
        *(line.model_copy(update=zero | {"year_to_date": paid[name]}) for name, line in gone.items()),
    )


# --- back ------------------------------------------------------------------------------------------------------


def told(slip: Payslip, known: Known) -> dict[str, str]:
    facts = slip.model_dump(mode="json", include=set(KIND.columns))
    cells = {name: str(value) for name, value in facts.items()}
    for line, kind in [
        *((line, "one-off" if line.additional else "earning") for line in slip.earnings),
        *((line, "tax" if line.income_tax else "deduction") for line in slip.deductions),
    ]:
        cells[f"{kind}: {line.component}"] = str(line.amount)
        cells[f"ytd: {line.component}"] = str(line.year_to_date)
    return cells | {"ytd: gross": str(slip.gross_year_to_date), "ytd: net": str(slip.net_year_to_date)}


KIND = Kind(PayslipRow, Payslip, made, told, component=component, finished=finished)
