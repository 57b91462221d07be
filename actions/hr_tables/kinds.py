"""What a kind of table is: its columns, how a row becomes a record, and how a record becomes a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator

from actions.tool import Args
from domain.leave import LeaveType, LedgerEntry
from domain.pay import Payslip
from domain.people import Person
from domain.ports import Record
from knowledge import cells

Day = Annotated[date, BeforeValidator(cells.day)]
Clock = Annotated[time, BeforeValidator(cells.clock)]
Number = Annotated[Decimal, BeforeValidator(cells.number)]
Money = Annotated[Decimal, BeforeValidator(cells.money)]
YesNo = Annotated[bool, BeforeValidator(cells.truth)]


@dataclass
class Known:
    """What rows are held against: what is stored already, and (added as it is read) what stands above in the table."""

    today: date
    now: datetime
    people: dict[str, Person]
    types: Mapping[str, LeaveType] = field(default_factory=dict)
    shifts: frozenset[str] = frozenset()
    emails: set[str] = field(default_factory=set)
    allocations: dict[str, list[LedgerEntry]] = field(default_factory=lambda: defaultdict(list))
    slips: dict[str, list[Payslip]] = field(default_factory=lambda: defaultdict(list))
    """Both by employee."""
    new_people: set[str] = field(default_factory=set)
    """Ids in the `id` column of the same table: managers may stand below those who report to them."""

    def person(self, id: str, column: str = "employee_id") -> Person:
        """Raises `ValueError` when there is nobody of that id."""
        if id not in self.people:
            raise ValueError(f"{column}: there is no person {id}")
        return self.people[id]


@dataclass(frozen=True)
class Kind:
    """`made` raises `ValueError` with the reason why a row is bad. `component` tells a further column's kind and name
    ("tax: Income tax") where a table has columns that depend on the company; their cells go into `lines`."""

    row: type[Args]
    stored: type[Record]
    made: Callable[[Any, Known], Record]
    told: Callable[[Any, Known], dict[str, str]]
    component: Callable[[str], tuple[str, str] | None] = lambda column: None
    finished: Callable[[Sequence[Record], Known], Sequence[Record]] = lambda made, known: made
    shown: Callable[[Record], bool] = lambda record: True
    """Which of the stored records the table is about."""

    @property
    def columns(self) -> list[str]:
        return [name for name in self.row.model_fields if name != "lines"]

    @property
    def required(self) -> list[str]:
        return [n for n, f in self.row.model_fields.items() if f.is_required()]
