"""Why net pay changed: two of one's own payslips compared line by line, each difference with its cause."""

from __future__ import annotations

import re
from decimal import Decimal

from pydantic import Field

from actions.pay import MONTH, AskPayOf, AskPayslip, day_text, money, month_text, permitted, slips_until
from actions.payroll_inputs import inputs_between, lost_text, paid_out_text
from actions.tool import Context, Result, tool
from domain.conversations import Focus
from domain.errors import BadInput, NotFound
from domain.messages import Card, Fact, Source, Table
from domain.pay import Payslip
from domain.paychange import Cause, Change, Comparison, compare
from domain.payroll_inputs import PayrollInput
from domain.people import Person
from domain.permissions import Permission, hidden


class AskChange(AskPayslip):
    against: str | None = Field(
        None, pattern=MONTH, title="Compared with", description="As 2026-02; the payslip before when left out"
    )


class AskChangeOf(AskPayOf, AskChange):
    pass


class PayChange(Result):
    comparison: Comparison
    whose: str | None = None
    """Of whom it is, where it is somebody else's."""
    known_before: PayrollInput | None = None
    known_after: PayrollInput | None = None
    """The leave behind the two slips."""
    locale: str

    def card(self) -> Card:
        before, after = self.comparison.before, self.comparison.after
        return Card(
            title=self._title(),
            text=self._reason(),
            facts=(
                Fact(label=month_text(before.end_date, self.locale), value=self._money(before.net_pay)),
                Fact(label=month_text(after.end_date, self.locale), value=self._money(after.net_pay)),
                Fact(label="Difference", value=self._signed(self.comparison.difference)),
                Fact(
                    label="Gross pay",
                    value=f"{self._money(after.gross_pay)}, before {self._money(before.gross_pay)}",
                ),
            ),
            table=self._table() if self.comparison.changes else None,
            source=Source(label="Payroll, two payslips", as_of=day_text(after.posting_date, self.locale)),
            suggestions=() if self.whose else ("Show my last payslip", "Year to date"),
        )

    def focus(self, before: Focus) -> Focus:
        slip = self.comparison.after
        person = slip.employee_id if self.whose else None
        return before.model_copy(update={"month": f"{slip.end_date:%Y-%m}", "person_id": person})

    def _title(self) -> str:
        difference = self.comparison.difference
        since = month_text(self.comparison.before.end_date, self.locale)
        pay = f"The net pay of {self.whose}" if self.whose else "Your net pay"
        if not difference:
            return f"{pay} is the same as in {since}"
        way = "higher" if difference > 0 else "lower"
        return f"{pay} is {self._money(abs(difference))} {way} than in {since}"

    def _reason(self) -> str | None:
        """The largest cause in the direction of the difference."""
        up = self.comparison.difference > 0
        same_way = [c for c in self.comparison.changes if (c.effect > 0) == up]
        return f"The main reason: {same_way[0].component}. {self._why(same_way[0])}." if same_way else None

    def _table(self) -> Table:
        rows = [
            (c.component, self._money(c.before), self._money(c.after), self._signed(c.effect), self._why(c))
            for c in self.comparison.changes
        ]
        rows.append(
            (
                "Net pay",
                self._money(self.comparison.before.net_pay),
                self._money(self.comparison.after.net_pay),
                self._signed(self.comparison.difference),
                "Sum of the above",
            )
        )
        return Table(
            columns=("Line", "Before", "Now", "Effect on net pay", "Why"), rows=tuple(rows), numeric=(1, 2, 3)
        )

    def _why(self, change: Change) -> str:
        before, after = self.comparison.before, self.comparison.after
        share = f"{_percent(change.share_after)} of gross pay instead of {_percent(change.share_before)}"
        match change.cause:
            case Cause.unpaid_days:
                return (
                    f"{_paid(after.payment_days, after.total_working_days)} paid{self._lost(self.known_after)}, "
                    f"before {_paid(before.payment_days, before.total_working_days)}{self._lost(self.known_before)}"
                )
            case Cause.one_off:
                paid, known = (after, self.known_after) if change.effect > 0 else (before, self.known_before)
                alone = f"A payment of {month_text(paid.end_date, self.locale)} alone"
                return alone + self._paid_out(known, change.component)
            case Cause.follows_gross:
                return f"The same share of a {'lower' if change.effect > 0 else 'higher'} gross pay"
            case Cause.tax_band:
                return f"{share}: another tax band"
            case Cause.tax_rate:
                return f"{share}: the tax rate changed"
            case Cause.deduction_rate:
                return f"{share}: its rate changed"
            case _:
                return _PLAIN[change.cause]

    def _lost(self, known: PayrollInput | None) -> str:
        told = [lost_text(one, self.locale) for one in known.lost] if known else []
        return f" ({', '.join(told)})" if told else ""

    def _paid_out(self, known: PayrollInput | None, component: str) -> str:
        """The days behind a payment that is called after leave, as payroll systems call it."""
        if known is None or not _LEAVE_PAID_OUT.search(component):
            return ""
        return "".join(f": {paid_out_text(one, self.locale)}" for one in known.paid_out[:1])

    def _money(self, amount: Decimal) -> str:
        return money(amount, self.comparison.after.currency, self.locale)

    def _signed(self, amount: Decimal) -> str:
        return f"{'+' if amount > 0 else ''}{self._money(amount)}"


_LEAVE_PAID_OUT = re.compile(r"\b(?:leave|vacation|holiday)\b|encash|pay-?out", re.I)
_PLAIN = {
    Cause.raised: "The amount for a full month went up",
    Cause.lowered: "The amount for a full month went down",
    Cause.new_earning: "New this month",
    Cause.ended_earning: "No longer paid",
    Cause.new_deduction: "A new deduction",
    Cause.ended_deduction: "No longer deducted",
    Cause.other: "The payslip's lines do not explain this; please ask HR",
}


def _percent(share: Decimal | None) -> str:
    return f"{share * 100:.1f} %" if share is not None else "none"


def _paid(paid: Decimal, total: Decimal) -> str:
    return f"{paid.normalize():f} of {total.normalize():f} working days"


@tool(
    "pay.change",
    args=AskChange,
    permission=Permission.payslip_read,
    phrases=("Why did my net pay change?", "Why is my pay lower in March?"),
    audited=False,
)
async def pay_change(asked: AskChange, ctx: Context) -> PayChange:
    """Why my net pay differs from the payslip before, or that of another month, line by line with the cause."""
    return await _compared(ctx.actor.person, asked, ctx)


@tool(
    "pay.change_of",
    args=AskChangeOf,
    permission=Permission.payslip_read,
    phrases=("Why did Anna's net pay change?",),
    resolve=permitted,
    offered=False,
)
async def pay_change_of(asked: AskChangeOf, ctx: Context) -> PayChange:
    """Why somebody else's net pay changed, for those who may read their payslips."""
    person = await ctx.ports.records.get(Person, asked.resolved_person_id or "")
    if person is None:
        raise hidden("employee")
    return await _compared(person, asked, ctx)


async def _compared(person: Person, asked: AskChange, ctx: Context) -> PayChange:
    this_month = asked.month == f"{ctx.today:%Y-%m}"  # whose payslip may not be there yet
    month = None if this_month and not asked.against else asked.month
    after, *earlier = await slips_until(person.id, month, ctx)
    if asked.against:
        earlier = await slips_until(person.id, asked.against, ctx)
    own = person.id == ctx.actor.id
    if not earlier:
        first = "your first payslip here" if own else f"the first payslip of {person.name}"
        raise NotFound(f"{after.end_date:%B %Y} is {first}, so there is nothing to compare it with.")
    if earlier[0].currency != after.currency:
        who = "You were" if own else f"{person.name} was"
        raise BadInput(
            f"{who} paid in {earlier[0].currency} before and in {after.currency} since, which I cannot compare."
        )
    return PayChange(
        comparison=compare(earlier[0], after),
        whose=None if own else person.name,
        known_before=await _behind(earlier[0], ctx),
        known_after=await _behind(after, ctx),
        locale=ctx.actor.person.text_locale,
    )


async def _behind(slip: Payslip, ctx: Context) -> PayrollInput | None:
    """What the slip's leave meant for pay."""
    found = await inputs_between(slip.start_date, slip.end_date, ctx, slip.employee_id)
    return found[0] if found else None
