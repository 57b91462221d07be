"""The contract of `Signals`, on the server that the product carries and on an installed one."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import redis.asyncio

from adapters.redis import RedisSignals
from adapters.redis_server import start
from domain.errors import BadInput, Busy, Unavailable
from domain.ports import Signals, StreamEvent


@pytest.fixture(params=["embedded", "system"])
def url(request: pytest.FixtureRequest) -> str:
    if request.param == "embedded":
        return str(request.getfixturevalue("embedded_redis").url)
    return str(request.getfixturevalue("system_redis"))


@pytest.fixture
async def signals(url: str) -> AsyncIterator[Signals]:
    opened = RedisSignals(url)
    yield opened
    await opened.close()


@pytest.fixture
def name(request: pytest.FixtureRequest) -> str:
    """One of its own for each test, with signs that mean something to Redis or to a shell."""
    return f"{request.node.name} *?[x] '{os.urandom(4).hex()}'\n"


async def read(signals: Signals, stream: str, *, after: str = "0", idle: float = 0.2) -> list[StreamEvent]:
    return [event async for event in signals.follow(stream, after=after, idle=idle)]


async def test_one_holder_at_a_time(signals: Signals, name: str) -> None:
    inside, most = 0, 0

    async def enter() -> None:
        nonlocal inside, most
        async with signals.lock(name, seconds=5, wait=10):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.005)
            inside -= 1

    await asyncio.gather(*(enter() for _ in range(20)))
    assert most == 1


async def test_busy_when_the_wait_is_over(signals: Signals, name: str) -> None:
    async with signals.lock(name, seconds=5, wait=0):
        begun = time.monotonic()
        with pytest.raises(Busy):
            async with signals.lock(name, seconds=5, wait=0.3):
                pytest.fail("two holders")
        assert 0.3 <= time.monotonic() - begun < 2
    async with signals.lock(name, seconds=5, wait=0):
        pass


async def test_locks_of_different_names_do_not_meet(signals: Signals, name: str) -> None:
    async with signals.lock(name, seconds=5, wait=0), signals.lock(name + "2", seconds=5, wait=0):
        pass


async def test_a_lock_is_renewed_while_held(signals: Signals, name: str) -> None:
    async with signals.lock(name, seconds=0.6, wait=0):
        await asyncio.sleep(1.3)
        with pytest.raises(Busy):
            async with signals.lock(name, seconds=0.6, wait=0):
                pytest.fail("two holders")


async def test_a_lock_is_given_up_on_an_error_and_on_cancellation(signals: Signals, name: str) -> None:
    with pytest.raises(ZeroDivisionError):
        async with signals.lock(name, seconds=60, wait=0):
            raise ZeroDivisionError

    async def hold() -> None:
        async with signals.lock(name, seconds=60, wait=0):
            await asyncio.sleep(60)

    holder = asyncio.create_task(hold())
    await asyncio.sleep(0.1)
    holder.cancel()
    await asyncio.gather(holder, return_exceptions=True)
    async with signals.lock(name, seconds=5, wait=0):
        pass


async def test_a_crashed_holder_gives_up_in_time_and_its_ghost_releases_nothing(
    signals: Signals, name: str, url: str
) -> None:
    async with redis.asyncio.Redis.from_url(url) as raw:
        await raw.set(f"lock:{name}", "somebody who crashed", px=300)
        async with signals.lock(name, seconds=5, wait=3):
            pass
        async with signals.lock(name, seconds=5, wait=0):
            await raw.set(f"lock:{name}", "the next holder")
        assert await raw.get(f"lock:{name}") == b"the next holder"
        await raw.delete(f"lock:{name}")


async def test_a_free_lock_costs_two_commands(signals: Signals, name: str, url: str) -> None:
    await signals.ping()
    async with redis.asyncio.Redis.from_url(url) as raw:
        before = (await raw.info("commandstats")).copy()
        async with signals.lock(name, seconds=5, wait=0):
            pass
        after = await raw.info("commandstats")
    counted = ("cmdstat_set", "cmdstat_eval", "cmdstat_evalsha")
    calls = [after.get(c, {"calls": 0})["calls"] - before.get(c, {"calls": 0})["calls"] for c in counted]
    assert sum(calls) == 2


async def test_events_come_in_order_and_whole(signals: Signals, name: str) -> None:
    sent = [{"n": n, "text": "Grüße 👋\n\x00", "nested": {"list": [1, None, True, 0.5]}} for n in range(50)]
    ids = [await signals.publish(name, event) for event in sent]
    events = await read(signals, name)
    assert [event.data for event in events] == sent
    assert [event.id for event in events] == ids
    assert await signals.latest(name) == ids[-1]


async def test_following_goes_on_after_an_id_and_then_live(signals: Signals, name: str) -> None:
    first = await signals.publish(name, {"n": 1})
    await signals.publish(name, {"n": 2})
    seen: list[int] = []

    async def follow() -> None:
        async for event in signals.follow(name, after=first):
            seen.append(event.data["n"])
            if event.data["n"] == 4:
                return

    follower = asyncio.create_task(follow())
    await asyncio.sleep(0.1)
    assert seen == [2]
    await signals.publish(name, {"n": 3})
    await signals.publish(name, {"n": 4})
    await asyncio.wait_for(follower, 5)
    assert seen == [2, 3, 4]


async def test_an_empty_stream_has_no_newest_and_ends_after_its_silence(signals: Signals, name: str) -> None:
    assert await signals.latest(name) == "0"
    begun = time.monotonic()
    assert await read(signals, name, idle=0.3) == []
    assert 0.3 <= time.monotonic() - begun < 2


async def test_silence_is_counted_from_the_last_event(signals: Signals, name: str) -> None:
    async def speak() -> None:
        for n in range(4):
            await signals.publish(name, {"n": n})
            await asyncio.sleep(0.25)

    speaker = asyncio.create_task(speak())
    assert len(await read(signals, name, idle=0.6)) == 4
    await speaker


async def test_many_followers_do_not_hold_up_commands(signals: Signals, name: str) -> None:
    followers = [asyncio.create_task(read(signals, name, idle=4)) for _ in range(40)]
    await asyncio.sleep(0.3)
    begun = time.monotonic()
    await signals.publish(name, {"n": 1})
    assert time.monotonic() - begun < 1
    assert [len(events) for events in await asyncio.gather(*followers)] == [1] * 40


async def test_events_are_kept_an_hour(signals: Signals, name: str, url: str) -> None:
    await signals.publish(name, {})
    async with redis.asyncio.Redis.from_url(url) as raw:
        assert 3590 <= await raw.ttl(f"events:{name}") <= 3600


@pytest.mark.parametrize("after", ["x", "-1", "1-2-3", "9" * 40, "", "$(reboot)"])
async def test_what_is_no_events_id_is_refused(signals: Signals, name: str, after: str) -> None:
    with pytest.raises(BadInput):
        await read(signals, name, after=after)


async def test_a_server_that_is_away_is_said_and_one_that_comes_back_is_used(tmp_path: Path) -> None:
    server = start(tmp_path)
    assert server.pid is not None
    signals = RedisSignals(server.url)
    first = await signals.publish("s", {"n": 1})
    os.kill(server.pid, signal.SIGTERM)
    server.stop()
    with pytest.raises(Unavailable):
        await signals.ping()
    with pytest.raises(Unavailable):
        async with signals.lock("l", seconds=1, wait=0):
            pytest.fail("no server, yet a lock")
    again = start(tmp_path)
    assert [event.id for event in await read(signals, "s")] == [first]
    await signals.close()
    again.stop()
