"""Kinds of leave with the rules that hold for each, and what each country's policy gives."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field

from domain.ports import Record

HALF = Decimal("0.5")


class LeaveType(Record):
    """Switches after Frappe HR's Leave Type; each has a rule behind it."""

    collection: ClassVar[str] = "leave_types"
    subjects: ClassVar[tuple[str, ...]] = ()
    indexed: ClassVar[tuple[str, ...]] = ("name",)

    name: str
    """As people say it: "Vacation"."""
    synonyms: tuple[str, ...] = ()
    paid: bool = True
    fraction_of_daily_salary: Decimal = Field(Decimal(1), gt=0, le=1)
    """What a day of paid leave pays, of a day's salary: less than 1 is partly paid."""
    allocated: bool = True
    """False for types without a balance (unpaid leave)."""
    include_holiday: bool = False
    """Holidays and weekends inside a request count as leave days."""
    half_days: bool = True
    negative_allowed: bool = False
    """May be asked for beyond the balance; the ledger then goes below zero, and later days of the period fill it."""
    applicable_after: int = 0
    """Working days since joining before which it cannot be asked for."""
    max_continuous_days: Decimal | None = None
    """Days in one go; leave of the type with only free days between counts together."""
    carry_forward: Decimal = Decimal(0)
    """Days of the old period's rest that come over into the new one at most."""
    carry_forward_months: int | None = None
    """Months of the new period after which what was carried is lost; None: with the period. (The field counts days,
    which would move 31 March by one in a leap year.)"""
    earned: Literal["monthly", "quarterly", "half_yearly", "yearly"] | None = None
    """Credited bit by bit over the period instead of all at its start."""
    allocate_on: Literal["first_day", "last_day", "joining_day"] = "first_day"
    """When in each month, quarter, … what is earned in it is credited."""
    rounding: Decimal = Field(HALF, gt=0)
    """What is given is a multiple of this."""
    optional: bool = False
    """Taken on days of the optional holiday list alone; each person picks theirs."""
    compensatory_days: int | None = None
    """Given for work on a free day, and lost so many days after it was given, with the leave period at the latest. None:
    not given for that."""
    most_encashed: Decimal = Decimal(0)
    """Days of a leave period that may be paid out instead of taken; 0: none."""
    non_encashable: Decimal = Decimal(0)
    """Days that must be left after a payout."""
    hr_from_days: Decimal | None = None
    """From so many days on HR approves too, after the manager; 0: always, None: never."""

    @property
    def starts_empty(self) -> bool:
        """Whether a period begins with no days, because they are earned or worked for."""
        return self.earned is not None or self.compensatory_days is not None


class LeavePolicy(Record):
    """Days by leave type for a whole year. What a country's policy says holds for its employees who have been assigned
    no other (`PolicyAssignment`)."""

    collection: ClassVar[str] = "leave_policies"
    indexed: ClassVar[tuple[str, ...]] = ("country", "name")
    subjects: ClassVar[tuple[str, ...]] = ()
    unique: ClassVar[tuple[tuple[str, ...], ...]] = (("country",),)

    name: str = ""
    country: str | None = None
    annual: dict[str, Decimal]
