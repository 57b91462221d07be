"""The port of whoever signs people in."""

from __future__ import annotations

from typing import Protocol


class TokenVerifier(Protocol):
    """Who holds this bearer token."""

    async def verify(self, token: str) -> str:
        """E-mail address the token was issued to. Raises `Unauthenticated` when forged, expired or revoked."""
