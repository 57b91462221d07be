"""Pay beyond one slip: to date, the salary, the next payday, and the year's tax documents."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import holidays as holiday_calendars
from pydantic import Field

from actions import references
from actions.pay import MONTH, AskPayslip, day_text, money, month_text, pdf_path, slips_until, submitted
from actions.tool import Args, Context, Result, tool
from domain.errors import NotFound
from domain.messages import Card, Fact, Item, Link, Source, Table
from domain.pay import Payslip, TaxDocument, ToDate, full_month, payday, to_date
from domain.people import Person
from domain.permissions import Permission

SOURCE = "Payroll"


# --- to date -----------------------------------------------------------------------------------------------


class YearToDate(Result):
    totals: ToDate
    locale: str

    def card(self) -> Card:
        t = self.totals
        rows = [(c.name, self._money(c.month_to_date), self._money(c.year_to_date)) for c in t.components]
        rows.append(("Net pay", self._money(t.net_month), self._money(t.net_year)))
        return Card(
            title=f"Your pay in {t.until.year}{'' if t.until.month == 12 else ' so far'}",
            facts=(
                Fact(label="Income tax paid", value=self._money(t.tax_year)),
                Fact(label="Gross pay", value=self._money(t.gross_year)),
                Fact(label="Net pay", value=self._money(t.net_year)),
            ),
            table=Table(
                columns=("", month_text(t.until, self.locale), f"{t.until.year} to date"),
                rows=tuple(rows),
                numeric=(1, 2),
            ),
            source=Source(label=SOURCE, as_of=day_text(t.until, self.locale)),
        )

    def _money(self, amount: Decimal) -> str:
        return money(amount, self.totals.currency, self.locale)


@tool(
    "pay.year",
    args=AskPayslip,
    permission=Permission.payslip_read,
    phrases=("How much tax have I paid this year?", "Year to date"),
    audited=False,
)
async def pay_year(asked: AskPayslip, ctx: Context) -> YearToDate:
    """My pay and my tax, month to date and year to date."""
    slips = await slips_until(ctx.actor.id, asked.month, ctx)
    return YearToDate(totals=to_date(slips), locale=ctx.actor.person.text_locale)


# --- salary and payday -------------------------------------------------------------------------------------


class Ask(Args):
    pass


class Salary(Result):
    slip: Payslip
    earnings: tuple[tuple[str, Decimal], ...]
    locale: str

    def card(self) -> Card:
        month = sum((amount for _, amount in self.earnings), Decimal(0))
        facts = [Fact(label=name, value=self._month(amount)) for name, amount in self.earnings]
        if len(facts) > 1:
            facts.append(Fact(label="Together", value=self._month(month)))
        return Card(
            title=f"Your salary is {self._month(month)}",
            text=f"Gross, in a full month without bonus, as in {month_text(self.slip.end_date, self.locale)}.",
            facts=tuple(facts),
            source=Source(label=SOURCE, as_of=day_text(self.slip.posting_date, self.locale)),
        )

    def _month(self, amount: Decimal) -> str:
        return f"{money(amount, self.slip.currency, self.locale)} a month"


@tool(
    "pay.salary",
    args=Ask,
    permission=Permission.payslip_read,
    phrases=("What is my basic salary?",),
    audited=False,
)
async def pay_salary(asked: Ask, ctx: Context) -> Salary:
    """My basic salary and other regular earnings in a full month."""
    for slip in await slips_until(ctx.actor.id, None, ctx):
        if earnings := full_month(slip):
            return Salary(slip=slip, earnings=earnings, locale=ctx.actor.person.text_locale)
    raise NotFound("Your payslips show no regular salary. Please ask HR.")


class AskPayday(Args):
    month: str | None = Field(
        None, pattern=MONTH, title="Month", description="As 2026-03; the next payday when left out"
    )


class Payday(Result):
    day: date
    today: date
    last: Payslip | None
    month: str | None = None
    locale: str

    def card(self) -> Card:
        away = (self.day - self.today).days
        when = {0: "today", 1: "tomorrow"}.get(away, f"in {away} days" if away > 0 else "over")
        facts = [Fact(label="Rule", value="The last working day of the month")]
        if self.last:
            facts.append(Fact(label="Last payday", value=day_text(self.last.posting_date, self.locale)))
        return Card(
            title=f"The {'next ' if self.month is None else ''}payday{self._of_month()} is {day_text(self.day, self.locale)}, {when}",
            facts=tuple(facts),
            source=Source(label=SOURCE),
        )

    def _of_month(self) -> str:
        return f" of {month_text(self.day, self.locale)}" if self.month else ""


@tool(
    "pay.payday",
    args=AskPayday,
    permission=Permission.payslip_read,
    phrases=("When is payday?",),
    audited=False,
)
async def pay_payday(asked: AskPayday, ctx: Context) -> Payday:
    """When I am paid next, or in a month."""
    person = ctx.actor.person
    this_month = asked.month is None or asked.month == f"{ctx.today:%Y-%m}"
    since = ctx.today if this_month else date.fromisoformat(f"{asked.month}-01")
    years = range(since.year, since.year + 2)
    calendar = holiday_calendars.country_holidays(person.country, subdiv=person.subdivision, years=years)
    slips = await submitted(ctx.actor.id, ctx)
    return Payday(
        day=payday(since, calendar.__contains__),
        month=None if this_month else asked.month,
        today=ctx.today,
        last=slips[0] if slips else None,
        locale=person.text_locale,
    )


# --- documents ---------------------------------------------------------------------------------------------


class AskTaxDocuments(Args):
    year: int | None = Field(None, title="Year", ge=1990, le=2100, description="All when left out")


class TaxDocuments(Result):
    documents: tuple[TaxDocument, ...]
    locale: str

    def card(self) -> Card:
        items = tuple(Item(title=d.title, facts=self._facts(d)) for d in self.documents)
        links = tuple(
            Link(label=f"Download {d.title}", path=pdf_path(d.employee_id, f"tax-{d.year}"))
            for d in self.documents
        )
        return Card(title="Your tax documents", items=items, links=links, source=Source(label=SOURCE))

    def _facts(self, d: TaxDocument) -> tuple[Fact, ...]:
        return (
            Fact(label="Gross pay", value=money(d.gross_pay, d.currency, self.locale)),
            Fact(label="Income tax", value=money(d.income_tax, d.currency, self.locale)),
            Fact(label="Issued", value=day_text(d.issued_on, self.locale)),
        )


@tool(
    "pay.tax_documents",
    args=AskTaxDocuments,
    permission=Permission.payslip_read,
    phrases=("Show my tax documents",),
    audited=False,
)
async def tax_documents(asked: AskTaxDocuments, ctx: Context) -> TaxDocuments:
    """My tax documents by year."""
    where = {"employee_id": ctx.actor.id} | ({"year": asked.year} if asked.year else {})
    found = await ctx.ports.records.find(TaxDocument, where, order="year", descending=True)
    issued = tuple(d for d in found if d.issued_on <= ctx.today)
    if not issued:
        raise NotFound(
            f"There is no tax document {f'for {asked.year} ' if asked.year else ''}yet. "
            "A year's document is issued at the end of the following January."
        )
    return TaxDocuments(documents=issued, locale=ctx.actor.person.text_locale)


class AskDocument(Args):
    document: str = Field(
        title="Document", max_length=200, description="A payslip's id, or tax- and the year"
    )
    person: str = Field(title="Person")
    resolved_person_id: str | None = None


class Document(Result):
    person: Person
    document: Payslip | TaxDocument

    def card(self) -> Card:
        name = (
            self.document.title
            if isinstance(self.document, TaxDocument)
            else f"Payslip for {month_text(self.document.end_date, self.person.text_locale)}"
        )
        key = f"tax-{self.document.year}" if isinstance(self.document, TaxDocument) else self.document.id
        link = Link(label="Download as PDF", path=pdf_path(self.person.id, key))
        return Card(title=f"{name}, {self.person.name}", links=(link,), source=Source(label=SOURCE))


async def _permitted(asked: AskDocument, ctx: Context) -> AskDocument:
    person = await references.permitted(asked.person, Permission.payslip_read, ctx)
    return asked.model_copy(update={"resolved_person_id": person.id})


@tool(
    "pay.document",
    args=AskDocument,
    permission=Permission.payslip_read,
    phrases=("Open that document",),
    resolve=_permitted,
    offered=False,
)
async def pay_document(asked: AskDocument, ctx: Context) -> Document:
    """One payslip or tax document as a file."""
    person = await ctx.ports.records.get(Person, asked.resolved_person_id or "")
    found: Payslip | TaxDocument | None = None
    if person and asked.document.startswith("tax-"):
        known = await ctx.ports.records.find(TaxDocument, {"employee_id": person.id})
        found = next(
            (d for d in known if f"tax-{d.year}" == asked.document and d.issued_on <= ctx.today), None
        )
    elif person:
        found = next((s for s in await submitted(person.id, ctx) if s.id == asked.document), None)
    if person is None or found is None:
        raise NotFound("I could not find that document.")
    return Document(person=person, document=found)
