"""The port of whoever signs people in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Proof:
    """What a token proves."""

    email: str
    """In lower case."""
    signed_in_at: datetime
    """When its holder last gave a password, or what stands for one; renewing a token does not change it."""


class TokenVerifier(Protocol):
    """Who holds this bearer token."""

    async def verify(self, token: str) -> Proof:
        """Raises `Unauthenticated` when forged, expired or revoked."""
