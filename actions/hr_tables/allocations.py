"""Allocations of leave: what somebody was given for a period, as another system kept it."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from actions.hr_tables.kinds import Day, Kind, Known, Number, YesNo
from actions.tool import Args
from domain.leave import LeaveType, LedgerEntry, TransactionType
from domain.ports import Record

LONGEST = 731
"""Days that an allocation may span: two years."""


class AllocationRow(Args):
    employee_id: str
    leave_type: str
    from_date: Day
    to_date: Day
    days: Number = Field(gt=0, le=366)
    carried: YesNo = Field(
        False, description="Days of the period before, which are used first and lost at `to_date`"
    )


def made(row: AllocationRow, known: Known) -> LedgerEntry:
    person, kind = known.person(row.employee_id), _kind(row.leave_type, known)
    if row.to_date < row.from_date:
        raise ValueError("to_date: it is before from_date")
    if (row.to_date - row.from_date).days > LONGEST:
        raise ValueError("to_date: an allocation spans two years at most")
    if person.joined_on and row.from_date < person.joined_on:
        raise ValueError(f"from_date: {person.name} joined on {person.joined_on}")
    if row.days % Decimal("0.01"):
        raise ValueError("days: two decimals at most")
    for other in known.allocations[person.id]:
        same = (other.leave_type_id, other.is_carry_forward) == (kind.id, row.carried)
        if same and _meet(other, row):
            raise ValueError(
                f"there is an allocation of {kind.name} for {person.name} from {other.from_date} to {other.to_date} "
                "already; two must not overlap"
            )
    what = "carried" if row.carried else "allocation"
    id = f"imported:{what}:{person.id}:{kind.id}:{row.from_date}"
    entry = LedgerEntry(
        id=id,
        employee_id=person.id,
        leave_type_id=kind.id,
        transaction_type=TransactionType.allocation,
        transaction_id=id,
        days=row.days,
        from_date=row.from_date,
        to_date=row.to_date,
        is_carry_forward=row.carried,
        posted_at=known.now,
    )
    known.allocations[person.id].append(entry)
    return entry


def _meet(other: LedgerEntry, row: AllocationRow) -> bool:
    return other.from_date <= row.to_date and other.to_date >= row.from_date


def _kind(words: str, known: Known) -> LeaveType:
    wanted = words.casefold()
    for kind in known.types.values():
        if wanted in {kind.id.casefold(), kind.name.casefold(), *(s.casefold() for s in kind.synonyms)}:
            if not kind.allocated:
                raise ValueError(f"leave_type: {kind.name} has no balance, so nothing is allocated")
            if kind.earned:
                raise ValueError(
                    f"leave_type: {kind.name} is earned bit by bit; every night credits what is due, so it would be "
                    "given twice"
                )
            return kind
    names = ", ".join(sorted(k.name for k in known.types.values()))
    raise ValueError(f"leave_type: there is no leave called {words}; there are {names}")


def told(entry: LedgerEntry, known: Known) -> dict[str, str]:
    return {
        "employee_id": entry.employee_id,
        "leave_type": entry.leave_type_id,
        "from_date": entry.from_date.isoformat(),
        "to_date": entry.to_date.isoformat(),
        "days": f"{entry.days.normalize():f}",
        "carried": "yes" if entry.is_carry_forward else "no",
    }


def shown(entry: Record) -> bool:
    return isinstance(entry, LedgerEntry) and entry.transaction_type is TransactionType.allocation


KIND = Kind(AllocationRow, LedgerEntry, made, told, shown=shown)
