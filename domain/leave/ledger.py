"""The leave ledger: what was given, taken, given back and lost, a signed row each."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from domain.ports import Moment, Record


class TransactionType(StrEnum):
    allocation = "allocation"
    grant = "grant"
    """Days beyond the policy's: by hand with a reason, or for work on a free day."""
    correction = "correction"
    """Takes back days that were given: by hand, or because the policy gives fewer."""
    application = "application"
    reversal = "reversal"
    adjustment = "adjustment"
    """What an approved request costs has changed: a holiday was added or withdrawn."""
    encashment = "encashment"
    expiry = "expiry"


GIVING = frozenset({TransactionType.allocation, TransactionType.grant})


class LedgerEntry(Record):
    """`days` is signed: what was given is positive, what was taken or expired negative. `from_date` is when it counts
    from; `to_date` is when what was given is lost (allocation) or the last day away (application)."""

    collection: ClassVar[str] = "leave_ledger"
    subjects: ClassVar[tuple[str, ...]] = ("employee_id",)
    indexed: ClassVar[tuple[str, ...]] = (
        "employee_id",
        "leave_type_id",
        "transaction_id",
        "from_date",
        "to_date",
    )
    ordered: ClassVar[tuple[tuple[str, str], ...]] = (
        ("employee_id", "from_date"),
        ("employee_id", "to_date"),
    )

    employee_id: str
    leave_type_id: str
    transaction_type: TransactionType
    transaction_id: str
    """The request that was taken or given back; the allocation row that expired or is corrected."""
    days: Decimal
    from_date: date
    to_date: date
    is_carry_forward: bool = False
    posted_at: Moment
    reason: str | None = None
    """Why, where somebody posted it by hand."""


class NightlyRun(Record):
    """That the books were kept up to a day, which `id` names. What is posted is idempotent, so a run that died before
    this was written is simply repeated."""

    collection: ClassVar[str] = "nightly_runs"
    subjects: ClassVar[tuple[str, ...]] = ()

    at: Moment
    posted: int
