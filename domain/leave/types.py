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


class LeavePolicy(Record):
    """What employees of a country are given for a whole period (a calendar year): days by leave type."""

    collection: ClassVar[str] = "leave_policies"
    subjects: ClassVar[tuple[str, ...]] = ()
    indexed: ClassVar[tuple[str, ...]] = ("country",)
    unique: ClassVar[tuple[tuple[str, ...], ...]] = (("country",),)

    country: str
    annual: dict[str, Decimal]
