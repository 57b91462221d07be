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
        most_encashed=Decimal(5),
        non_encashable=Decimal(10),
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
        hr_from_days=Decimal(0),
    ),
    LeaveType(
        id="lieu",
        name="Time off in lieu",
        synonyms=("comp off", "compensatory leave", "lieu day", "day in lieu", "TOIL", "Freizeitausgleich"),
        compensatory_days=90,
    ),
    LeaveType(
        id="optional",
        name="Optional holiday",
        synonyms=("restricted holiday", "floating holiday", "festival leave", "optional leave"),
        optional=True,
        half_days=False,
    ),
)
DAYS = {
    "DE": {"vacation": 30, "sick": 30, "care": 10},
    "GB": {"vacation": 25, "sick": 10, "care": 5},
    "US": {"vacation": 20, "sick": 10, "care": 5},
    "IN": {"vacation": 24, "sick": 12, "care": 5, "optional": 2},
}
"""Days a year by country."""
NAMES = {"DE": "Germany", "GB": "United Kingdom", "US": "United States", "IN": "India"}
POLICIES = tuple(
    LeavePolicy(
        id=f"policy:{country}",
        name=NAMES[country],
        country=country,
        annual={kind: Decimal(n) for kind, n in days.items()},
    )
    for country, days in DAYS.items()
)
