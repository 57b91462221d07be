"""What an employee is given, from the company's periods, its policies and who was assigned which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Self

from actions.leave import books
from actions.tool import Context
from domain.leave import (
    LeavePeriod,
    LeavePolicy,
    LeaveType,
    LedgerEntry,
    Owed,
    Period,
    PolicyAssignment,
    Share,
    Terms,
    TransactionType,
    allocation_id,
    due,
    own_years,
    row,
)
from domain.people import Person
from domain.ports import Records

MOST = 10_000
EVE = timedelta(1)


@dataclass(frozen=True)
class Rules:
    """Read once for many employees."""

    policies: Mapping[str, LeavePolicy]
    periods: Sequence[LeavePeriod]
    assigned: Mapping[str, Sequence[PolicyAssignment]]

    @classmethod
    async def of(cls, records: Records, employee_id: str | None = None) -> Self:
        """Of everybody, or with the assignments of one employee."""
        where = {"employee_id": employee_id} if employee_id else {}
        assigned: dict[str, list[PolicyAssignment]] = {}
        for one in await records.find(PolicyAssignment, where, limit=MOST):
            assigned.setdefault(one.employee_id, []).append(one)
        policies = await records.find(LeavePolicy, limit=MOST)
        return cls({p.id: p for p in policies}, await records.find(LeavePeriod, limit=MOST), assigned)

    def terms(self, person: Person, kinds: Iterable[LeaveType]) -> dict[str, Terms]:
        """By leave type: assigned policies while they hold, the country's at other times."""
        mine = sorted(self.assigned.get(person.id, ()), key=lambda a: a.effective_from)
        country = next((p for p in self.policies.values() if p.country == person.country), None)
        held = [(self.policies[a.policy_id], a) for a in mine if a.policy_id in self.policies]
        periods = self.periods_of(person)
        return {k.id: Terms(_shares(k.id, held, country), person.joined_on, periods) for k in kinds}

    def periods_of(self, person: Person) -> tuple[Period, ...]:
        """The leave periods of who works there, or from their own anniversaries."""
        assigned = sorted(self.assigned.get(person.id, ()), key=lambda a: a.effective_from)
        if assigned and assigned[0].based_on == "joining_date" and person.joined_on:
            return own_years(assigned[0].effective_from, person.joined_on)
        own = [p for p in self.periods if p.country == person.country]
        shared = own or [p for p in self.periods if p.country is None]
        return tuple(sorted((p.from_date, p.to_date) for p in shared))


def _shares(
    kind: str, held: Sequence[tuple[LeavePolicy, PolicyAssignment]], country: LeavePolicy | None
) -> tuple[Share, ...]:
    shares, free = [], None
    usual = country.annual.get(kind) if country else None
    for policy, assignment in held:
        before = assignment.effective_from - EVE
        if usual is not None and (free is None or free <= before):
            shares.append(Share(usual, free, before))
        if kind in policy.annual:
            shares.append(Share(policy.annual[kind], assignment.effective_from, assignment.effective_to))
        if assignment.effective_to is None:
            return tuple(shares)
        free = assignment.effective_to + EVE
    if usual is not None:
        shares.append(Share(usual, free))
    return tuple(shares)


async def terms_of(records: Records, person: Person, kind: LeaveType) -> Terms:
    """Of one leave type."""
    return (await Rules.of(records, person.id)).terms(person, [kind])[kind.id]


async def opening(records: Records, person: Person, kind: LeaveType, ctx: Context) -> list[LedgerEntry]:
    """The rows that open today's leave period of the kind for the employee, as far as they are missing: what is given
    beyond the policy stands in a period, too."""
    terms = await terms_of(records, person, kind)
    period = terms.period(ctx.today)
    entries = [e for e in await books.ledger(records, person.id) if e.leave_type_id == kind.id]
    rows = due(kind, person.id, terms, entries, ctx.today, ctx.now) if terms.shares else []
    opens = any(
        e.transaction_type is TransactionType.allocation
        and not e.is_carry_forward
        and period[0] <= e.from_date <= period[1]
        for e in (*entries, *rows)
    )
    if not opens:
        owed = Owed(allocation_id(person.id, kind.id, period[0]), Decimal(0), *period)
        rows.append(row(owed, kind.id, person.id, ctx.now))
    return rows
