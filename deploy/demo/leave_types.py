"""Kinds of leave at the demo company, and how many days a year each country gives."""

from __future__ import annotations

from decimal import Decimal

from domain.leave import LeavePolicy, LeaveType

TYPES = (
    LeaveType(
        id="vacation",
        name="Vacation",
        synonyms=("annual leave", "paid time off", "PTO", "days off", "time off", "vacation days", "Urlaub"),
        carry_forward=Decimal(5),
        carry_forward_months=3,
    ),
    LeaveType(
        id="sick",
        name="Sick leave",
        synonyms=("sick", "sick days", "sickness", "illness", "medical leave", "Krankheit"),
    ),
    LeaveType(
        id="care",
        name="Carer's leave",
        synonyms=("care leave", "child sick day", "family care", "compassionate leave"),
    ),
    LeaveType(
        id="unpaid",
        name="Unpaid leave",
        synonyms=("unpaid", "leave without pay", "LWP", "unpaid time off"),
        paid=False,
        allocated=False,
    ),
    LeaveType(
        id="parental",
        name="Parental leave",
        synonyms=("maternity leave", "paternity leave", "baby leave", "Elternzeit"),
        paid=False,
        allocated=False,
        include_holiday=True,
    ),
)
DAYS = {
    "DE": {"vacation": 30, "sick": 30, "care": 10},
    "GB": {"vacation": 25, "sick": 10, "care": 5},
    "US": {"vacation": 20, "sick": 10, "care": 5},
    "IN": {"vacation": 24, "sick": 12, "care": 5},
}
"""Days a year by country."""
POLICIES = tuple(
    LeavePolicy(
        id=f"policy:{country}", country=country, annual={kind: Decimal(n) for kind, n in days.items()}
    )
    for country, days in DAYS.items()
)
