"""Time off: the balance from the ledger, asking for days, changing one's mind, who is away, free days; and what HR sets."""

from actions.leave import (
    adjusting,
    assigning,
    away,
    balances,
    blocking,
    calendar,
    change,
    delegation,
    free_days,
    mine,
    of,
    payout,
    request,
    worked,
)

__all__ = [
    "adjusting",
    "assigning",
    "away",
    "balances",
    "blocking",
    "calendar",
    "change",
    "delegation",
    "free_days",
    "mine",
    "of",
    "payout",
    "request",
    "worked",
]
