"""Leave as a ledger: rows are only ever appended, a balance is a sum as of a date.

Names and rules after Frappe HR (Leave Type, Policy, Allocation, Application, Ledger Entry, Block List).
"""

from domain.leave.balance import Balance, Expiring, Lot, as_taken, balance, lots, settled, uncovered
from domain.leave.giving import Owed, accruals, allocation, allocation_id, by_hand, encashed, row
from domain.leave.ledger import GIVING, LedgerEntry, NightlyRun, TransactionType
from domain.leave.posting import carried_id, carry_over, due, expiries
from domain.leave.requests import LeaveRequest, LeaveStatus, costs, overlapping, working_days
from domain.leave.rules import BlockedDates, CompanyHoliday, check
from domain.leave.taking import adjustment, application, reversal
from domain.leave.terms import (
    LeavePeriod,
    Period,
    PolicyAssignment,
    Share,
    Terms,
    always,
    own_years,
    period_of,
    require_free,
)
from domain.leave.types import HALF, LeavePolicy, LeaveType

__all__ = [
    "GIVING",
    "HALF",
    "Balance",
    "BlockedDates",
    "CompanyHoliday",
    "Expiring",
    "LeavePeriod",
    "LeavePolicy",
    "LeaveRequest",
    "LeaveStatus",
    "LeaveType",
    "LedgerEntry",
    "Lot",
    "NightlyRun",
    "Owed",
    "Period",
    "PolicyAssignment",
    "Share",
    "Terms",
    "TransactionType",
    "accruals",
    "adjustment",
    "allocation",
    "allocation_id",
    "always",
    "application",
    "as_taken",
    "balance",
    "by_hand",
    "carried_id",
    "carry_over",
    "check",
    "costs",
    "due",
    "encashed",
    "expiries",
    "lots",
    "overlapping",
    "own_years",
    "period_of",
    "require_free",
    "reversal",
    "row",
    "settled",
    "uncovered",
    "working_days",
]
