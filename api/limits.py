"""What may be sent in a minute, counted in Redis so that it holds across processes."""

from __future__ import annotations

import hashlib

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, Storage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.storage import storage_from_string

WRONG_PASSWORDS = 10
"""Of one account in a minute."""
FILES = 1_000
"""That a person may hand over one by one in a minute: as many as are read at a time."""


class Limiter:
    def __init__(self, redis_url: str, per_minute: int) -> None:
        self._limit = RateLimitItemPerMinute(per_minute)
        self._files = RateLimitItemPerMinute(FILES)
        self._wrong = RateLimitItemPerMinute(WRONG_PASSWORDS)
        self._limiter = MovingWindowRateLimiter(_storage(redis_url))

    async def allow(self, person_id: str) -> bool:
        return await self._limiter.hit(self._limit, person_id)

    async def allow_file(self, person_id: str) -> bool:
        return await self._limiter.hit(self._files, "file", person_id)

    async def may_sign_in(self, email: str) -> bool:
        """False while too many wrong passwords have been tried for this address."""
        return await self._limiter.test(self._wrong, "sign-in", _account(email))

    async def wrong_password(self, email: str) -> None:
        await self._limiter.hit(self._wrong, "sign-in", _account(email))


def _account(email: str) -> str:
    return hashlib.sha256(email.strip().lower().encode(errors="replace")).hexdigest()


def _storage(url: str) -> Storage:
    if url.startswith("unix://"):
        return MemoryStorage()  # one API process owns an embedded server, so its own memory counts everything
    storage = storage_from_string(f"async+{url}", implementation="redispy")
    assert isinstance(storage, Storage)  # noqa: S101 - what an async+ URL gives
    return storage
