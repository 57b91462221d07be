"""Leave as a ledger: rows are only ever appended, a balance is a sum as of a date.

Names and rules after Frappe HR (Leave Type, Policy, Allocation, Application, Ledger Entry, Block List).
"""

from domain.leave.balance import Balance, Expiring, Lot, as_taken, balance, lots, settled, uncovered
from domain.leave.ledger import LedgerEntry, NightlyRun, TransactionType
from domain.leave.posting import (
    adjustment,
    allocation,
    allocation_id,
    application,
    carried_id,
    carry_over,
    due,
    expiries,
    reversal,
)
from domain.leave.requests import LeaveRequest, LeaveStatus, costs, overlapping, working_days
from domain.leave.rules import BlockedDates, CompanyHoliday, check
from domain.leave.types import HALF, LeavePolicy, LeaveType

__all__ = [
    "HALF",
    "Balance",
    "BlockedDates",
    "CompanyHoliday",
    "Expiring",
    "LeavePolicy",
    "LeaveRequest",
    "LeaveStatus",
    "LeaveType",
    "LedgerEntry",
    "Lot",
    "NightlyRun",
    "TransactionType",
    "adjustment",
    "allocation",
    "allocation_id",
    "application",
    "as_taken",
    "balance",
    "carried_id",
    "carry_over",
    "check",
    "costs",
    "due",
    "expiries",
    "lots",
    "overlapping",
    "reversal",
    "settled",
    "uncovered",
    "working_days",
]
