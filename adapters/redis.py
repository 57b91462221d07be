"""Signals over Redis: locks as in redis.io/docs/latest/develop/clients/patterns/distributed-locks (one instance),
event streams by XADD and XREAD. Commands of Redis 6.2 only."""

from __future__ import annotations

import asyncio
import json
import logging
import random
import secrets
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any, cast

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialWithJitterBackoff
from redis.exceptions import RedisError, ResponseError

from domain.errors import BadInput, Busy, Unavailable
from domain.ports import StreamEvent

KEPT_SECONDS = 3600
KEPT_EVENTS = 5000
"""A stream's oldest events go first; about, because Redis trims whole nodes."""
ANSWER_WAIT = 5.0
BLOCK = 2.0
"""Seconds of one blocking read; below `ANSWER_WAIT`, so that a dead server is told from a silent one."""

_RELEASE = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) else return 0 end"
_RENEW = """
if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) else return 0 end
"""

log = logging.getLogger(__name__)


class RedisSignals:
    """`Signals` on the server at `url` (`redis://`, `rediss://` or `unix://`). Connects on first use."""

    def __init__(self, url: str) -> None:
        self._redis: Redis = Redis.from_url(
            url,
            decode_responses=True,
            protocol=2,  # replies are lists in every version
            socket_timeout=ANSWER_WAIT,
            socket_connect_timeout=ANSWER_WAIT,
            retry=Retry(ExponentialWithJitterBackoff(base=0.02, cap=0.5), 4),
        )

    @asynccontextmanager
    async def lock(self, name: str, *, seconds: float, wait: float) -> AsyncIterator[None]:
        """Two round trips when nobody else holds it. It spares double work; the guard of truth is a record's `rev`."""
        key, token, life = f"lock:{name}", secrets.token_hex(16), int(seconds * 1000)
        await self._acquire(key, token, life, wait)
        renewal = asyncio.create_task(self._renew(key, token, life))
        try:
            yield
        finally:
            renewal.cancel()
            with suppress(RedisError, OSError):  # it runs out by itself
                await self._eval(_RELEASE, key, token)

    async def publish(self, stream: str, event: dict[str, Any]) -> str:
        key = _key(stream)
        with _answering():
            async with self._redis.pipeline(transaction=False) as pipe:
                pipe.xadd(key, {"data": json.dumps(event)}, maxlen=KEPT_EVENTS, approximate=True)
                pipe.expire(key, KEPT_SECONDS)
                return str((await pipe.execute())[0])

    async def follow(
        self, stream: str, *, after: str = "0", idle: float | None = None
    ) -> AsyncIterator[StreamEvent]:
        """Holds one connection while it waits. Raises `BadInput` when `after` is no event's id."""
        key, silent_since = _key(stream), time.monotonic()
        while True:
            left = BLOCK if idle is None else min(BLOCK, idle - (time.monotonic() - silent_since))
            events = await self._later(key, after, max(left, 0.001))
            for event in events:
                after = event.id
                yield event
            if events:
                silent_since = time.monotonic()
            elif idle is not None and time.monotonic() - silent_since >= idle:
                return

    async def forget(self, stream: str) -> None:
        """The append-only file is written anew, where the server lets us, so that it is gone from there, too."""
        with _answering():
            await self._redis.delete(_key(stream))
        with suppress(ResponseError):
            await self._redis.bgrewriteaof()

    async def latest(self, stream: str) -> str:
        with _answering():
            newest = await self._redis.xrevrange(_key(stream), count=1)
        return str(newest[0][0]) if newest else "0"

    async def ping(self) -> None:
        with _answering():
            await self._redis.ping()

    async def close(self) -> None:
        await self._redis.aclose()

    async def _acquire(self, key: str, token: str, life: int, wait: float) -> None:
        deadline, pause = time.monotonic() + wait, 0.01
        with _answering():
            while not await self._redis.set(key, token, nx=True, px=life):
                if time.monotonic() >= deadline:
                    raise Busy("Something else is at work on this right now. Please try again in a moment.")
                await asyncio.sleep(
                    min(pause * random.uniform(0.5, 1.0), max(deadline - time.monotonic(), 0))
                )
                pause = min(pause * 1.5, 0.1)

    async def _renew(self, key: str, token: str, life: int) -> None:
        while True:
            await asyncio.sleep(life / 3000)
            try:
                held = await self._eval(_RENEW, key, token, str(life))
            except (RedisError, OSError):
                continue  # the next try may still be in time
            if not held:
                log.warning("Lock %s was lost while held; what follows relies on record versions.", key)
                return

    async def _eval(self, script: str, key: str, *args: str) -> int:
        return int(await cast(Any, self._redis.eval(script, 1, key, *args)))

    async def _later(self, key: str, after: str, seconds: float) -> list[StreamEvent]:
        try:
            with _answering():
                replies: Any = await self._redis.xread(
                    {key: after}, count=500, block=int(seconds * 1000) or 1
                )
        except Unavailable as error:
            if isinstance(error.__cause__, ResponseError):
                raise BadInput(f"{after[:40]!r} is not the id of an event.") from error
            raise
        return [StreamEvent(id, json.loads(fields["data"])) for _, rows in replies for id, fields in rows]


def _key(stream: str) -> str:
    return f"events:{stream}"


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except (RedisError, OSError) as error:
        raise Unavailable(
            f"The Redis server does not answer ({error}). Check that it runs and its URL is right."
        ) from error
