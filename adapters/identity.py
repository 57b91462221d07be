"""Local accounts with signed tokens, for the demo and development; production signs in through Firebase."""

from __future__ import annotations

import asyncio
import secrets
from datetime import UTC, datetime, timedelta

import jwt
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from domain.errors import Unauthenticated
from domain.identity import Proof
from domain.people import Account
from domain.ports import Records

LIFETIME = timedelta(hours=12)
ISSUER = "peopledesk"
AUDIENCE = "peopledesk"
ALGORITHM = "HS256"
SECRET_BYTES = 32
"""Least length of an HS256 key, RFC 7518 §3.2."""

SIGN_IN = "Please sign in."
EXPIRED = "Your sign-in has expired. Please sign in again."
WRONG = "The e-mail address or the password is wrong."

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""Argon2id with the least parameters of the OWASP Password Storage Cheat Sheet: 19 MiB a sign-in."""


def hash_password(password: str) -> str:
    """Argon2id hash with its own salt, for `Account.password_hash`."""
    return _hasher.hash(password)


class LocalIdentity:
    """Sign-in by the passwords of `Account` records; tokens signed with `secret` hold for 12 hours, while the account
    exists. Raises `ValueError` on a secret shorter than 32 bytes."""

    def __init__(self, secret: bytes, records: Records) -> None:
        if len(secret) < SECRET_BYTES:
            raise ValueError(f"The secret that signs tokens needs at least {SECRET_BYTES} bytes.")
        self._secret = secret
        self._records = records
        self._nobody = hash_password(secrets.token_hex())
        self._two_at_once = asyncio.Semaphore(2)

    async def sign_in(self, email: str, password: str) -> str:
        """A token. `Unauthenticated` with the same words after the same time for an unknown address and a wrong
        password."""
        found = await self._records.find(Account, {"email": email.strip().lower()}, limit=1)
        stored = found[0].password_hash if found else self._nobody
        async with self._two_at_once:
            right = await asyncio.to_thread(_matches, stored, password)
        if not found or not right:
            raise Unauthenticated(WRONG)
        return self._token(found[0].id)

    async def verify(self, token: str) -> Proof:
        try:
            claims = jwt.decode(
                token,
                self._secret,
                algorithms=[ALGORITHM],
                issuer=ISSUER,
                audience=AUDIENCE,
                options={"require": ["exp", "iat", "sub"]},
            )
        except jwt.ExpiredSignatureError as error:
            raise Unauthenticated(EXPIRED) from error
        except (jwt.PyJWTError, ValueError, RecursionError) as error:
            raise Unauthenticated(SIGN_IN) from error
        account = await self._records.get(Account, claims["sub"])
        if account is None:
            raise Unauthenticated(SIGN_IN)
        return Proof(account.email, datetime.fromtimestamp(claims["iat"], UTC))

    def _token(self, account_id: str) -> str:
        now = datetime.now(UTC)
        claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": account_id, "iat": now, "exp": now + LIFETIME}
        return jwt.encode(claims, self._secret, ALGORITHM)


def _matches(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, UnicodeEncodeError):
        return False
