"""Payroll inputs: what approved leave of a month means for pay, to be handed to payroll as a table."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

from babel.dates import format_date
from pydantic import Field

from actions.leave import books
from actions.leave.words import days_text, number
from actions.pay import MONTH, AskPayslip, month_text
from actions.tool import Context, Result, tool
from domain.conversations import Focus
from domain.errors import BadInput
from domain.leave import LeaveRequest, LeaveStatus, LeaveType, LedgerEntry, costs
from domain.messages import Card, Link, Source, Table
from domain.pay import Payslip, PayslipStatus
from domain.payroll_inputs import LostDays, PaidOut, PayrollInput, lost_days, paid_out, paid_share
from domain.people import Person
from domain.permissions import Permission
from domain.ports import Between, OneOf, Where

MOST = 100_000
LONGEST = timedelta(366)
"""Leave spans at most a year and a day, which bounds what a month reads."""
SHOWN = 20
COLUMNS = (
    "employee_id",
    "name",
    "month",
    "unpaid_days",
    "partly_paid_days",
    "days_without_pay",
    "encashed_days",
    "payslip_days_without_pay",
    "details",
)


class AskInputs(AskPayslip):
    month: str | None = Field(
        None,
        pattern=MONTH,
        title="Month",
        description="As 2026-03; this month when left out",
    )


class Inputs(Result):
    first: date
    rows: tuple[PayrollInput, ...]
    names: dict[str, str]
    locale: str

    def card(self) -> Card:
        month, link = month_text(self.first, self.locale), f"/hr/payroll-inputs/{self.first:%Y-%m}"
        source = Source(label="Approved leave, leave ledger, payslips")
        if not self.rows:
            return Card(
                title=f"Nothing for payroll in {month}",
                text="No approved unpaid or partly paid leave, and no days paid out.",
                source=source,
            )
        return Card(
            title=f"Payroll inputs of {month}: {len(self.rows)} {'person' if len(self.rows) == 1 else 'people'}",
            text=self._text(),
            table=self._table(),
            links=(
                Link(label="Download as Excel", path=f"{link}.xlsx"),
                Link(label="Download as CSV", path=f"{link}.csv"),
            ),
            source=source,
        )

    def focus(self, before: Focus) -> Focus:
        return before.model_copy(update={"month": f"{self.first:%Y-%m}"})

    def _text(self) -> str:
        told = ["Working days, as approved by now; the pay itself is computed by payroll."]
        if differing := [self.names[r.employee_id] for r in self.rows if r.differs]:
            told.append(f"The payslip that is there counts other days for {', '.join(differing)}.")
        if len(self.rows) > SHOWN:
            told.append(f"The first {SHOWN} are below, all of them in the file.")
        return " ".join(told)

    def _table(self) -> Table:
        rows = tuple(
            (
                self.names[r.employee_id],
                *(number(n) if n else "–" for n in (r.unpaid, r.partly_paid, r.without_pay, r.encashed)),
                self.details(r),
            )
            for r in self.rows[:SHOWN]
        )
        return Table(
            columns=("Employee", "Unpaid", "Partly paid", "Days without pay", "Paid out", "Why"),
            rows=rows,
            numeric=(1, 2, 3, 4),
        )

    def cells(self) -> list[list[str]]:
        """The rows of the file; see `COLUMNS`."""
        return [
            [
                r.employee_id,
                self.names[r.employee_id],
                f"{self.first:%Y-%m}",
                *map(number, (r.unpaid, r.partly_paid, r.without_pay, r.encashed)),
                "" if r.on_payslip is None else number(r.on_payslip),
                self.details(r),
            ]
            for r in self.rows
        ]

    def details(self, row: PayrollInput) -> str:
        told = [lost_text(one, self.locale) for one in row.lost]
        told += [paid_out_text(one, self.locale) for one in row.paid_out]
        if row.differs:
            told.append(f"payslip: {days_text(row.on_payslip or Decimal(0))} without pay")
        return "; ".join(told)


def lost_text(one: LostDays, locale: str) -> str:
    """As "Unpaid leave 2 Nov – 4 Nov, 3 days"."""
    days = dict.fromkeys(format_date(day, "d MMM", locale=locale) for day in (one.first, one.last))
    share = f" at {number(one.paid * 100)} %" if one.paid else ""
    return f"{one.leave_type} {' – '.join(days)}, {days_text(one.days)}{share}"


def paid_out_text(one: PaidOut, locale: str) -> str:
    return f"{days_text(one.days)} of {one.leave_type.lower()} paid out on {format_date(one.on, 'd MMM', locale=locale)}"


async def inputs_between(
    first: date, last: date, ctx: Context, employee_id: str | None = None
) -> list[PayrollInput]:
    """Of everybody whose pay the leave within `first`..`last` changes, or whose payslip says so; or of one employee.
    Whose rows may be read is the caller's to check."""
    records = ctx.ports.records
    mine: Where = {"employee_id": employee_id} if employee_id else {}
    kinds = {kind.id: kind for kind in await books.types(records)}
    lost: dict[str, list[LostDays]] = defaultdict(list)
    for request in await _unpaid(first, last, kinds, mine, ctx):
        by_day = await _working_days(request, ctx)
        if found := lost_days(kinds[request.leave_type_id], by_day, first, last):
            lost[request.employee_id].append(found)
    within = Between(low=first.isoformat(), high=last.isoformat())
    entries = await records.find(LedgerEntry, {**mine, "from_date": within}, order="from_date", limit=MOST)
    out = paid_out(entries, kinds)
    submitted: Where = {"status": PayslipStatus.submitted.value, "end_date": within}
    slips = await records.find(Payslip, {**mine, **submitted}, limit=MOST)
    on_slip = {slip.employee_id: slip.leave_without_pay for slip in slips}
    concerned = {*lost, *out, *(id for id, days in on_slip.items() if days)}
    return [
        PayrollInput(
            employee_id=id,
            lost=tuple(lost.get(id, ())),
            paid_out=tuple(out.get(id, ())),
            on_payslip=on_slip.get(id),
        )
        for id in sorted(concerned)
    ]


async def _unpaid(
    first: date, last: date, kinds: dict[str, LeaveType], mine: Where, ctx: Context
) -> list[LeaveRequest]:
    less = tuple(kind.id for kind in kinds.values() if paid_share(kind) < 1)
    where: Where = {
        "status": LeaveStatus.approved.value,
        "leave_type_id": OneOf(less),
        "to_date": Between(low=first.isoformat(), high=(last + LONGEST).isoformat()),
        "from_date": Between(high=last.isoformat()),
    }
    return await ctx.ports.records.find(LeaveRequest, {**mine, **where}, order="from_date", limit=MOST)


async def _working_days(request: LeaveRequest, ctx: Context) -> dict[date, Decimal]:
    """Pay is by working days, also where the kind counts weekends as leave: nobody loses more than there are."""
    person = await ctx.ports.records.get(Person, request.employee_id)
    if person is None:
        return {}
    free = await books.holidays(ctx.ports.records, person, request.from_date, request.to_date)
    for half in (request.half_day != "none", False):
        with suppress(BadInput):  # all of it is free, or the half day is
            return costs(request.from_date, request.to_date, free, half_day=half, half_on=request.half_on)
    return {}


@tool(
    "payroll.inputs",
    args=AskInputs,
    permission=Permission.bulk_change,
    phrases=("Payroll inputs of this month",),
)
async def payroll_inputs(asked: AskInputs, ctx: Context) -> Inputs:
    """What payroll has to know of a month: unpaid and partly paid days, days of leave paid out; as a table."""
    first = date.fromisoformat(f"{asked.month}-01") if asked.month else ctx.today.replace(day=1)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    rows = await inputs_between(first, last, ctx)
    people = {p.id: p.name for p in await ctx.ports.records.find(Person, limit=MOST)}
    return Inputs(
        first=first,
        rows=tuple(sorted(rows, key=lambda r: people.get(r.employee_id, r.employee_id))),
        names={r.employee_id: people.get(r.employee_id, r.employee_id) for r in rows},
        locale=ctx.actor.person.text_locale,
    )
