"""What is posted to the ledger, and when: pure functions from what is there to the rows that are missing.

Every id derives from what the row stands for, so posting again after a crash, or from two processes at once, changes
nothing. Where something is corrected more than once, the number of rows already posted for it is part of the id: two
processes that saw the same rows make the same id, and one that saw older rows is put right by the next run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from domain.leave.balance import ZERO, lots
from domain.leave.giving import Owed, accruals, allocation, row
from domain.leave.ledger import GIVING, LedgerEntry, TransactionType
from domain.leave.terms import DAY, Terms, months_after
from domain.leave.types import LeaveType


def carried_id(employee_id: str, kind_id: str, start: date) -> str:
    return f"carried:{employee_id}:{kind_id}:{start}"


# --- giving --------------------------------------------------------------------------------------------------


def _opened(
    kind: LeaveType, employee_id: str, terms: Terms, mine: Sequence[LedgerEntry], today: date, at: datetime
) -> list[LedgerEntry]:
    """Allocations and accruals of each period since the ledger's first row that should be there by `today`. Those of
    the running period follow the policy, also when it has changed; a period that is over stays as it was given."""
    rows: list[LedgerEntry] = []
    day = min((e.from_date for e in mine), default=today)
    while day <= today:
        period = terms.period(day)
        owed = accruals(kind, employee_id, terms, period, today)
        first = allocation(kind, employee_id, terms, period)
        if first and not _imported(first, mine, period):
            owed.insert(0, first)
        running = today <= period[1]
        for one in owed:
            rows += _difference(one, kind, employee_id, mine, at, amend=running)
        day = period[1] + DAY
    return rows


def _imported(first: Owed, mine: Sequence[LedgerEntry], period: tuple[date, date]) -> bool:
    """Whether the period's days were given under another id: whoever imported them, they are not given twice."""
    given = [
        e
        for e in mine
        if e.transaction_type is TransactionType.allocation
        and not e.is_carry_forward
        and period[0] <= e.from_date <= period[1]
    ]
    return bool(given) and not any(e.transaction_id == first.id for e in given)


def _difference(
    owed: Owed,
    kind: LeaveType,
    employee_id: str,
    mine: Sequence[LedgerEntry],
    at: datetime,
    *,
    amend: bool,
    carried: bool = False,
) -> list[LedgerEntry]:
    """The row, or what is missing for it and its corrections to come to what is owed."""
    before = [e for e in mine if e.transaction_id == owed.id and e.transaction_type in CORRECTED]
    if not before:
        wanted = owed.days or not carried
        return [row(owed, kind.id, employee_id, at, carried=carried)] if wanted else []
    missing = owed.days - sum((e.days for e in before), ZERO)
    if not missing or not amend:
        return []
    change = Owed(f"{owed.id}:{len(before)}", missing, owed.start, owed.end)
    what = TransactionType.allocation if missing > 0 else TransactionType.correction
    return [row(change, kind.id, employee_id, at, what, transaction_id=owed.id, carried=carried)]


CORRECTED = frozenset({TransactionType.allocation, TransactionType.correction, TransactionType.adjustment})
"""Types of the rows that together make what was given. (Adjustment: of ledgers that older versions wrote.)"""


# --- losing and carrying ---------------------------------------------------------------------------------------


def expiries(entries: Sequence[LedgerEntry], today: date, at: datetime) -> list[LedgerEntry]:
    """What is missing for every lapsed allocation of one employee and type to have lost exactly what nothing used.
    A cancellation after the expiry loses more; leave entered late for days before it gives back."""
    posted: dict[str, list[LedgerEntry]] = defaultdict(list)
    for entry in entries:
        if entry.transaction_type is TransactionType.expiry:
            posted[entry.transaction_id].append(entry)
    rows = []
    for lot in lots(entries):
        before = posted[lot.entry.id]
        missing = -lot.rest - sum((e.days for e in before), ZERO)
        if lot.entry.to_date < today and missing:
            lapse = {"from_date": lot.entry.to_date, "transaction_type": TransactionType.expiry}
            id = f"expiry:{lot.entry.id}:{len(before)}"
            link = {"id": id, "transaction_id": lot.entry.id, "days": missing, "posted_at": at}
            rows.append(lot.entry.model_copy(update=lapse | link))
    return rows


def carry_over(
    kind: LeaveType, terms: Terms, entries: Sequence[LedgerEntry], today: date, at: datetime
) -> list[LedgerEntry]:
    """What is missing for the new period to have got the old one's rest, up to the type's maximum. A rest that shrinks
    later (leave entered late for the old period) takes back."""
    rests: dict[date, Decimal] = defaultdict(Decimal)
    held = lots(entries)
    ends = {
        lot.entry.to_date
        for lot in held
        if lot.entry.transaction_type is TransactionType.allocation and not lot.entry.is_carry_forward
    }
    for lot in held:
        if lot.entry.to_date in ends and lot.entry.to_date < today:
            rests[lot.entry.to_date] += lot.rest
    rows = []
    for end, rest in sorted(rests.items()):
        employee_id, start = entries[0].employee_id, end + DAY
        days = min(rest, kind.carry_forward)
        owed = Owed(carried_id(employee_id, kind.id, start), days, start, _carried_until(kind, terms, start))
        rows += _difference(owed, kind, employee_id, entries, at, amend=True, carried=True)
    return rows


def _carried_until(kind: LeaveType, terms: Terms, start: date) -> date:
    end = terms.period(start)[1]
    if kind.carry_forward_months is None:
        return end
    return min(end, months_after(start, kind.carry_forward_months) - DAY)


def due(
    kind: LeaveType, employee_id: str, terms: Terms, entries: Sequence[LedgerEntry], today: date, at: datetime
) -> list[LedgerEntry]:
    """Every row of one employee and type that should be there by `today` and is not: allocations, accruals, carry-over
    and expiries of each period since the ledger's first row, however long nothing ran."""
    mine = sorted((e for e in entries if e.leave_type_id == kind.id), key=lambda e: (e.from_date, e.id))
    new = _opened(kind, employee_id, terms, mine, today, at)
    while missing := _settling(kind, terms, [*mine, *new], today, at):
        new += missing
    return [one for one in new if one.from_date <= today]


def _settling(
    kind: LeaveType, terms: Terms, rows: Sequence[LedgerEntry], today: date, at: datetime
) -> list[LedgerEntry]:
    if not any(e.transaction_type in GIVING for e in rows):
        return []
    return carry_over(kind, terms, rows, today, at) or expiries(rows, today, at)
