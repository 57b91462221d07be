"""Requests a person may send in a minute, counted in Redis so that it holds across processes."""

from __future__ import annotations

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, Storage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.storage import storage_from_string


class Limiter:
    def __init__(self, redis_url: str, per_minute: int) -> None:
        self._limit = RateLimitItemPerMinute(per_minute)
        self._limiter = MovingWindowRateLimiter(_storage(redis_url))

    async def allow(self, person_id: str) -> bool:
        return await self._limiter.hit(self._limit, person_id)


def _storage(url: str) -> Storage:
    if url.startswith("unix://"):
        return MemoryStorage()  # one API process owns an embedded server, so its own memory counts everything
    storage = storage_from_string(f"async+{url}", implementation="redispy")
    assert isinstance(storage, Storage)  # noqa: S101 - what an async+ URL gives
    return storage
