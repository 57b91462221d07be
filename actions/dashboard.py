"""Everything of one's own at a glance: leave, next holiday, last payslip, attendance today, open requests."""

from __future__ import annotations

from datetime import date

import holidays as holiday_calendars

from actions.approvals import waiting_for
from actions.attendance import Today, today_of
from actions.leave.balances import AskBalance, balances_of
from actions.pay import day_text, money, month_text, pdf_path, submitted
from actions.standing_in import stands_in_for
from actions.tool import Args, Context, Result, tool
from domain.approvals import Approval, ApprovalStatus
from domain.messages import Card, Fact, Item, Link, Source, Table
from domain.pay import Payslip
from domain.permissions import Permission


class Ask(Args):
    pass


class Dashboard(Result):
    leave: Table | None
    next_holiday: tuple[date, str] | None
    payslip: Payslip | None
    attendance: Today
    requests: tuple[Approval, ...]
    waiting_for_me: int
    locale: str

    def card(self) -> Card:
        return Card(
            title="Your dashboard",
            facts=tuple(Fact(label=k, value=v) for k, v in self._facts()),
            table=self.leave,
            items=tuple(
                Item(title=a.card.title or a.tool, badge="waiting", facts=a.card.facts[:3])
                for a in self.requests
            ),
            links=self._links(),
            source=Source(label="Leave ledger, payroll, attendance"),
            suggestions=("Show my last payslip", "Show my attendance this month", "What is waiting for me?"),
        )

    def _facts(self) -> list[tuple[str, str]]:
        facts = [("Today", self.attendance.title)]
        if self.next_holiday:
            day, name = self.next_holiday
            facts.append(("Next holiday", f"{name}, {day_text(day, self.locale)}"))
        if slip := self.payslip:
            paid = money(slip.net_pay, slip.currency, self.locale)
            facts.append(("Last payslip", f"{month_text(slip.end_date, self.locale)}, net {paid}"))
        facts.append(("Open requests", str(len(self.requests))))
        if self.waiting_for_me:
            facts.append(("Waiting for my decision", str(self.waiting_for_me)))
        return facts

    def _links(self) -> tuple[Link, ...]:
        if self.payslip is None:
            return ()
        path = pdf_path(self.payslip.employee_id, self.payslip.id)
        return (Link(label="Last payslip as PDF", path=path),)


def _next_holiday(ctx: Context) -> tuple[date, str] | None:
    person, years = ctx.actor.person, range(ctx.today.year, ctx.today.year + 2)
    calendar = holiday_calendars.country_holidays(
        person.country, subdiv=person.subdivision, years=years, language="en_US"
    )
    return min(((day, name) for day, name in calendar.items() if day >= ctx.today), default=None)


@tool(
    "dashboard.show",
    args=Ask,
    permission=Permission.profile_read,
    phrases=("Show my dashboard",),
    audited=False,
)
async def dashboard_show(asked: Ask, ctx: Context) -> Dashboard:
    """My dashboard: leave, next holiday, last payslip, attendance today, open requests."""
    slips = await submitted(ctx.actor.id, ctx)
    mine = {"status": ApprovalStatus.pending.value, "asker_id": ctx.actor.id}
    standing = await stands_in_for(ctx.ports.records, ctx.actor.id, ctx.now)
    return Dashboard(
        leave=(await balances_of(ctx.actor.person, AskBalance(), ctx)).card().table,
        next_holiday=_next_holiday(ctx),
        payslip=slips[0] if slips else None,
        attendance=await today_of(ctx.actor.person, ctx),
        requests=tuple(await ctx.ports.records.find(Approval, mine, order="expires_at")),
        waiting_for_me=len(await waiting_for(ctx.ports.records, ctx.actor.id, standing)),
        locale=ctx.actor.person.text_locale,
    )
