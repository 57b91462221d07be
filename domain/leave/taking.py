"""What a request takes from the ledger: its rows, giving them back, and putting them right. Pure functions, whose ids
derive from what a row stands for (see `posting`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from domain.leave.balance import LEAVE, ZERO
from domain.leave.ledger import GIVING, LedgerEntry, TransactionType
from domain.leave.requests import LeaveRequest
from domain.leave.terms import DAY


def application(
    request: LeaveRequest, by_day: Mapping[date, Decimal], entries: Iterable[LedgerEntry], at: datetime
) -> list[LedgerEntry]:
    """The rows of an approved request: one, or several where it spans the last day of an allocation, since what is
    taken before that day may come out of what is lost on it."""
    borders = sorted(
        {
            e.to_date
            for e in entries
            if e.leave_type_id == request.leave_type_id
            and e.transaction_type in GIVING
            and request.from_date <= e.to_date < request.to_date
        }
    )
    starts = [request.from_date, *(b + DAY for b in borders)]
    ends = [*borders, request.to_date]
    rows = []
    for first, last in zip(starts, ends, strict=True):
        days = sum((cost for day, cost in by_day.items() if first <= day <= last), ZERO)
        if days:
            rows.append(
                LedgerEntry(
                    id=f"ledger:{request.id}:{first}",
                    employee_id=request.employee_id,
                    leave_type_id=request.leave_type_id,
                    transaction_type=TransactionType.application,
                    transaction_id=request.id,
                    days=-days,
                    from_date=first,
                    to_date=last,
                    posted_at=at,
                )
            )
    return rows


def reversal(rows: Iterable[LedgerEntry], at: datetime) -> list[LedgerEntry]:
    """Rows that give back what a request took, adjustments included; none when it was given back already."""
    return [
        first.model_copy(
            update={
                "id": f"reversal:{first.transaction_id}:{first.from_date}",
                "transaction_type": TransactionType.reversal,
                "days": -net,
                "posted_at": at,
            }
        )
        for first, net, _ in _stretches(rows)
        if net
    ]


def adjustment(
    rows: Iterable[LedgerEntry], by_day: Mapping[date, Decimal], at: datetime
) -> list[LedgerEntry]:
    """Rows that bring what an approved request took to what its days cost now: a holiday was added or withdrawn."""
    adjusted = []
    for first, net, count in _stretches(rows):
        wanted = -sum((c for d, c in by_day.items() if first.from_date <= d <= first.to_date), ZERO)
        if wanted != net:
            id = f"adjustment:{first.transaction_id}:{first.from_date}:{count}"
            kind = TransactionType.adjustment
            change = {"id": id, "transaction_type": kind, "days": wanted - net, "posted_at": at}
            adjusted.append(first.model_copy(update=change))
    return adjusted


def _stretches(rows: Iterable[LedgerEntry]) -> list[tuple[LedgerEntry, Decimal, int]]:
    """The first row of each stretch of a request, what the stretch took in all, and by how many rows."""
    by_start: dict[date, list[LedgerEntry]] = defaultdict(list)
    for row in rows:
        if row.transaction_type in LEAVE:
            by_start[row.from_date].append(row)
    return [(same[0], sum((r.days for r in same), ZERO), len(same)) for _, same in sorted(by_start.items())]
