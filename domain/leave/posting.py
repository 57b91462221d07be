"""What is posted to the ledger, and when: pure functions from what is there to the rows that are missing.

Every id derives from what the row stands for, so posting again after a crash, or from two processes at once, changes
nothing. Where something is corrected more than once, the number of rows already posted for it is part of the id: two
processes that saw the same rows make the same id, and one that saw older rows is put right by the next run.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from domain.leave.balance import ZERO, lots
from domain.leave.ledger import LedgerEntry, TransactionType
from domain.leave.types import LeaveType

Period = tuple[date, date]
DAY = timedelta(1)
MONTHS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}


def year_of(day: date) -> Period:
    """The leave period that a day belongs to: its calendar year."""
    return date(day.year, 1, 1), date(day.year, 12, 31)


def allocation_id(employee_id: str, kind_id: str, start: date) -> str:
    return f"allocation:{employee_id}:{kind_id}:{start}"


def carried_id(employee_id: str, kind_id: str, start: date) -> str:
    return f"carried:{employee_id}:{kind_id}:{start}"


# --- giving --------------------------------------------------------------------------------------------------


def allocation(
    kind: LeaveType, employee_id: str, annual: Decimal, period: Period, joined: date | None, at: datetime
) -> LedgerEntry | None:
    """The period's days, pro rata by days to whoever joins inside it; 0 at first for what is earned bit by bit. None
    for who joins after it."""
    start, end = max(joined or period[0], period[0]), period[1]
    if start > end:
        return None
    share = Decimal((end - start).days + 1) / ((end - period[0]).days + 1)
    days = ZERO if kind.earned else _rounded(annual * share, kind)
    id = allocation_id(employee_id, kind.id, period[0])
    return _given(id, kind, employee_id, days, start, end, at)


def accruals(
    kind: LeaveType,
    employee_id: str,
    annual: Decimal,
    period: Period,
    joined: date | None,
    until: date,
    at: datetime,
) -> list[LedgerEntry]:
    """What was earned in `period` and is credited on or before `until`.

    A month (quarter, …) joined inside counts by its days. The running total is rounded, not each credit, so that the
    credits of a whole period add up to `annual` exactly.
    """
    if not kind.earned:
        return []
    rows, earned, credited = [], ZERO, ZERO
    parts = list(_parts(period, MONTHS[kind.earned]))
    for first, last in parts:
        begin = max(joined or first, first)
        if begin > last:
            continue
        earned += annual / len(parts) * ((last - begin).days + 1) / ((last - first).days + 1)
        on = _credited_on(kind, first, last, begin, joined)
        days = _rounded(earned, kind) - credited
        if on <= until and days:
            id = f"accrual:{employee_id}:{kind.id}:{first}"
            rows.append(_given(id, kind, employee_id, days, on, period[1], at))
        credited += days
    return rows


def _parts(period: Period, months: int) -> Iterable[Period]:
    for month in range(1, 13, months):
        last = month + months - 1
        year = period[0].year
        yield date(year, month, 1), date(year, last, monthrange(year, last)[1])


def _credited_on(kind: LeaveType, first: date, last: date, begin: date, joined: date | None) -> date:
    if kind.allocate_on == "last_day":
        return last
    if kind.allocate_on == "joining_day" and joined:
        day = min(joined.day, monthrange(first.year, first.month)[1])
        return max(begin, first.replace(day=day))
    return begin


def _rounded(days: Decimal, kind: LeaveType) -> Decimal:
    return (days / kind.rounding).quantize(Decimal(1), ROUND_HALF_EVEN) * kind.rounding


def _given(
    id: str,
    kind: LeaveType,
    employee_id: str,
    days: Decimal,
    start: date,
    end: date,
    at: datetime,
    *,
    carried: bool = False,
    transaction_id: str | None = None,
) -> LedgerEntry:
    return LedgerEntry(
        id=id,
        employee_id=employee_id,
        leave_type_id=kind.id,
        transaction_type=TransactionType.allocation,
        transaction_id=transaction_id or id,
        days=days,
        from_date=start,
        to_date=end,
        is_carry_forward=carried,
        posted_at=at,
    )


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
    kind: LeaveType, entries: Sequence[LedgerEntry], today: date, at: datetime
) -> list[LedgerEntry]:
    """What is missing for the new period to have got the old one's rest, up to the type's maximum. A rest that shrinks
    later (leave entered late for the old period) takes back."""
    rests: dict[date, Decimal] = defaultdict(Decimal)
    held = lots(entries)
    ends = {lot.entry.to_date for lot in held if not lot.entry.is_carry_forward}
    for lot in held:
        if lot.entry.to_date in ends and lot.entry.to_date < today:
            rests[lot.entry.to_date] += lot.rest
    rows = []
    for end, rest in sorted(rests.items()):
        employee_id, start = entries[0].employee_id, end + DAY
        id = carried_id(employee_id, kind.id, start)
        before = [e for e in entries if e.transaction_id == id and e.transaction_type in CARRYING]
        missing = min(rest, kind.carry_forward) - sum((e.days for e in before), ZERO)
        if missing:
            row_id = id if not before else f"{id}:{len(before)}"
            until = _carried_until(kind, start)
            row = _given(
                row_id, kind, employee_id, missing, start, until, at, carried=True, transaction_id=id
            )
            kinds = {} if missing > 0 else {"transaction_type": TransactionType.adjustment}
            rows.append(row.model_copy(update=kinds))
    return rows


CARRYING = frozenset({TransactionType.allocation, TransactionType.adjustment})


def _carried_until(kind: LeaveType, start: date) -> date:
    if kind.carry_forward_months is None:
        return year_of(start)[1]
    months = start.month - 1 + kind.carry_forward_months
    return date(start.year + months // 12, months % 12 + 1, 1) - DAY


def due(
    kind: LeaveType,
    employee_id: str,
    annual: Decimal,
    joined: date | None,
    entries: Sequence[LedgerEntry],
    today: date,
    at: datetime,
) -> list[LedgerEntry]:
    """Every row of one employee and type that should be there by `today` and is not: allocations, accruals, carry-over
    and expiries of each year since the ledger's first row, however long nothing ran."""
    known = {e.id for e in entries}
    mine = sorted((e for e in entries if e.leave_type_id == kind.id), key=lambda e: (e.from_date, e.id))
    first = min((e.from_date.year for e in mine), default=today.year)
    new: list[LedgerEntry] = []
    for year in range(first, today.year + 1):
        period = year_of(date(year, 1, 1))
        rows = accruals(kind, employee_id, annual, period, joined, today, at)
        opening = allocation(kind, employee_id, annual, period, joined, at)
        if opening and not any(map(_opens, (e for e in mine if e.from_date.year == year))):
            rows.insert(0, opening)
        new += [row for row in rows if row.id not in known]
    while missing := _settling(kind, [*mine, *new], today, at):
        new += missing
    return [row for row in new if row.from_date <= today]


def _opens(entry: LedgerEntry) -> bool:
    """Whether it gives a period's days: whoever imported them, they are not given twice."""
    return entry.transaction_type is TransactionType.allocation and not entry.is_carry_forward


def _settling(kind: LeaveType, rows: Sequence[LedgerEntry], today: date, at: datetime) -> list[LedgerEntry]:
    return carry_over(kind, rows, today, at) or expiries(rows, today, at)
