"""Time off: the balance from the ledger, asking for days, changing one's mind, who is away, free days."""

from actions.leave import away, balances, change, free_days, mine, of, request

__all__ = ["away", "balances", "change", "free_days", "mine", "of", "request"]
