"""Payslips: one's own, submitted ones only. Anybody else's pay needs the right for that row, and is audited."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypeVar
from urllib.parse import quote

from babel.dates import format_date
from babel.numbers import format_currency
from pydantic import Field, field_validator

from actions import references
from actions.tool import Args, Context, Result, tool
from domain.conversations import Focus
from domain.errors import NotFound
from domain.messages import Card, Fact, Link, Source, Table
from domain.pay import Payslip, PayslipStatus
from domain.people import Person
from domain.permissions import Permission

MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"


def money(amount: Decimal, currency: str, locale: str) -> str:
    return format_currency(amount, currency, locale=locale)


def month_text(when: date, locale: str) -> str:
    return format_date(when, "MMMM y", locale=locale)


def day_text(when: date, locale: str) -> str:
    return format_date(when, "d MMM y", locale=locale)


def pdf_path(employee_id: str, document: str) -> str:
    """Where the HTTP API serves it: `document` is a payslip's id, or `tax-2025`."""
    return f"/employee/payroll/{quote(employee_id)}/{quote(document)}.pdf"


class AskPayslip(Args):
    month: str | None = Field(
        None, pattern=MONTH, title="Month", description="As 2026-03; the last one when left out"
    )

    @field_validator("month", mode="before")
    @classmethod
    def _month_of_day(cls, given: object) -> object:
        return given[:7] if isinstance(given, str) and len(given) == 10 else given


class ShownPayslip(Result):
    slip: Payslip
    whose: str
    own: bool
    locale: str

    def card(self) -> Card:
        slip = self.slip
        month = month_text(slip.end_date, self.locale)
        rows = [
            (line.component, self._money(line.amount), self._money(line.year_to_date))
            for line in slip.earnings
        ]
        rows += [
            (line.component, self._money(-line.amount), self._money(-line.year_to_date))
            for line in slip.deductions
        ]
        rows.append(("Net pay", self._money(slip.net_pay), self._money(slip.net_year_to_date)))
        facts = [
            Fact(label="Net pay", value=self._money(slip.net_pay)),
            Fact(label="Gross pay", value=self._money(slip.gross_pay)),
            Fact(
                label="Paid days",
                value=f"{slip.payment_days.normalize():f} of {slip.total_working_days.normalize():f}",
            ),
        ]
        if slip.leave_without_pay:
            facts.append(Fact(label="Unpaid days", value=f"{slip.leave_without_pay.normalize():f}"))
        return Card(
            title=f"{'Your payslip' if self.own else f'Payslip of {self.whose}'} for {month}",
            facts=tuple(facts),
            table=Table(columns=("", "This month", "Year to date"), rows=tuple(rows), numeric=(1, 2)),
            links=(Link(label="Download as PDF", path=pdf_path(slip.employee_id, slip.id)),),
            source=Source(label="Payroll", as_of=day_text(slip.posting_date, self.locale)),
            suggestions=("Why did my net pay change?", "Year to date") if self.own else (),
        )

    def focus(self, before: Focus) -> Focus:
        whose = None if self.own else self.slip.employee_id
        return before.model_copy(update={"month": f"{self.slip.end_date:%Y-%m}", "person_id": whose})

    def _money(self, amount: Decimal) -> str:
        return money(amount, self.slip.currency, self.locale)


async def submitted(employee_id: str, ctx: Context) -> list[Payslip]:
    """The employee's submitted slips, the newest first."""
    where = {"employee_id": employee_id, "status": PayslipStatus.submitted.value}
    return await ctx.ports.records.find(Payslip, where, order="end_date", descending=True, limit=120)


async def slips_until(employee_id: str, month: str | None, ctx: Context) -> list[Payslip]:
    """The submitted slips up to that month (as 2026-03; the last one when None), the newest first.

    Raises `NotFound` when that month has none.
    """
    slips = await submitted(employee_id, ctx)
    for at, slip in enumerate(slips):
        if month is None or slip.end_date.isoformat().startswith(month):
            return slips[at:]
    if slips and month and slips[0].end_date < date.fromisoformat(f"{month}-01"):
        when = month_text(date.fromisoformat(f"{month}-01"), ctx.actor.person.text_locale)
        last = month_text(slips[0].end_date, ctx.actor.person.text_locale)
        raise NotFound(f"There is no payslip for {when} yet. The last one is for {last}.")
    if month is None:
        raise NotFound("There is no payslip yet.")
    span = f" I have {slips[-1].end_date:%B %Y} to {slips[0].end_date:%B %Y}." if slips else ""
    when = month_text(date.fromisoformat(f"{month}-01"), ctx.actor.person.text_locale)
    raise NotFound(f"There is no payslip for {when}.{span}")


@tool(
    "pay.payslip",
    args=AskPayslip,
    permission=Permission.payslip_read,
    phrases=("Show my last payslip", "Show my payslip for March"),
    audited=False,
)
async def payslip(asked: AskPayslip, ctx: Context) -> ShownPayslip:
    """My payslip: earnings, deductions, net pay, year to date."""
    slip = (await slips_until(ctx.actor.id, asked.month, ctx))[0]
    return ShownPayslip(slip=slip, whose=ctx.actor.name, own=True, locale=ctx.actor.person.text_locale)


class AskPayslips(Args):
    pass


class Payslips(Result):
    slips: tuple[Payslip, ...]
    locale: str

    def card(self) -> Card:
        rows = tuple(
            (
                month_text(s.end_date, self.locale),
                money(s.gross_pay, s.currency, self.locale),
                money(s.net_pay, s.currency, self.locale),
            )
            for s in self.slips
        )
        return Card(
            title=f"Your last {len(rows)} payslips" if len(rows) > 1 else "Your payslip",
            table=Table(columns=("Month", "Gross pay", "Net pay"), rows=rows, numeric=(1, 2)),
            links=tuple(
                Link(
                    label=f"{month_text(s.end_date, self.locale)} as PDF", path=pdf_path(s.employee_id, s.id)
                )
                for s in self.slips
            ),
            source=Source(label="Payroll", as_of=day_text(self.slips[0].posting_date, self.locale)),
            suggestions=("Why did my net pay change?", "Year to date"),
        )


@tool(
    "pay.payslips",
    args=AskPayslips,
    permission=Permission.payslip_read,
    phrases=("List my payslips",),
    audited=False,
)
async def payslips(asked: AskPayslips, ctx: Context) -> Payslips:
    """My payslips of the last twelve months, each to download."""
    slips = await slips_until(ctx.actor.id, None, ctx)
    return Payslips(slips=tuple(slips[:12]), locale=ctx.actor.person.text_locale)


class AskPayOf(AskPayslip):
    person: str = Field(title="Person")
    resolved_person_id: str | None = None


A = TypeVar("A", bound=AskPayOf)


async def permitted(asked: A, ctx: Context) -> A:
    person = await references.permitted(asked.person, Permission.payslip_read, ctx)
    return asked.model_copy(update={"resolved_person_id": person.id})


@tool(
    "pay.of",
    args=AskPayOf,
    permission=Permission.payslip_read,
    phrases=("What does Anna earn?",),
    resolve=permitted,
    offered=False,
)
async def pay_of(asked: AskPayOf, ctx: Context) -> ShownPayslip:
    """Somebody else's payslip, for those who may read it."""
    person = await ctx.ports.records.get(Person, asked.resolved_person_id or "")
    if person is None:
        raise NotFound("That person is no longer in the directory.")
    slip = (await slips_until(person.id, asked.month, ctx))[0]
    return ShownPayslip(
        slip=slip, whose=person.name, own=person.id == ctx.actor.id, locale=ctx.actor.person.text_locale
    )
