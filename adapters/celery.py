"""Long work over Celery: it carries a ticket's id to a worker at least once; the ticket's lease in records is the truth.

Times after a trial of Celery 5.7 on Redis: a killed pool child's message comes back at once, a killed worker's after the
visibility timeout, and a task that outlasts that timeout runs twice.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from celery import Celery
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from domain.errors import Unavailable

RUN_TICKET = "peopledesk.run_ticket"
"""Name of the task `(ticket_id: str) -> None`."""
QUEUES = ("resume", "bulk", "scoring", "cleanup")
"""A worker looks into them in turn (kombu's round robin): what a thousand files in `bulk` wait for, nobody else does."""
VISIBILITY_TIMEOUT = 3600
"""Seconds after which what a dead worker held is given to another; above every task's time limit."""
TIME_LIMIT = 1800
SOFT_SHUTDOWN = 10.0
"""Seconds that running tasks get to end when the worker is told to stop; then they go back to their queue. A worker
takes SIGTERM that way when its environment has `REMAP_SIGTERM=SIGQUIT`."""

T = TypeVar("T")


def celery_app(broker_url: str) -> Celery:
    """The application for callers and workers; `broker_url` is `redis://`, `rediss://` or `redis+socket://`."""
    app = Celery("peopledesk", broker=broker_url)
    app.conf.update(
        task_queues={name: {} for name in QUEUES},
        task_default_queue="cleanup",
        task_default_exchange="peopledesk",
        task_create_missing_queues=False,
        task_ignore_result=True,
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_time_limit=TIME_LIMIT,
        task_publish_retry_policy={"max_retries": 2, "interval_start": 0.1, "interval_max": 0.5},
        worker_prefetch_multiplier=1,
        worker_soft_shutdown_timeout=SOFT_SHUTDOWN,
        worker_hijack_root_logger=False,
        broker_connection_retry_on_startup=True,
        broker_transport_options={
            "visibility_timeout": VISIBILITY_TIMEOUT,
            "unacked_restore_interval": 5,
            "unacked_restore_throttle": 1,
            "socket_connect_timeout": 5,
            "socket_keepalive": True,
        },
        timezone="UTC",
    )
    return app


class CeleryQueue:
    """`Queue` over the application's broker. Celery blocks, so every call is made in a thread."""

    def __init__(self, app: Celery) -> None:
        self._app = app

    async def enqueue(self, ticket_id: str, *, queue: str) -> None:
        if queue not in QUEUES:
            raise ValueError(f"there is no queue {queue!r}, only {', '.join(QUEUES)}")
        await _in_thread(lambda: self._app.send_task(RUN_TICKET, args=(ticket_id,), queue=queue))

    async def lengths(self) -> dict[str, int]:
        return await _in_thread(self._lengths)

    async def ping(self) -> None:
        if not await _in_thread(lambda: self._app.control.ping(timeout=1.0, limit=1)):
            raise Unavailable("No worker answers. Start one with `peopledesk worker`; what waits is kept.")

    def _lengths(self) -> dict[str, int]:
        with self._app.connection_for_read() as connection:
            client = connection.default_channel.client
            return {name: int(client.llen(name)) for name in QUEUES}


def restore_unacked(app: Celery) -> int:
    """Put back what a killed worker had taken and not finished; returns how many. For the start of the only worker:
    while another works, its tickets would be handed out a second time (which their leases make harmless)."""
    with app.connection_for_write() as connection:
        channel = connection.default_channel
        tags = [tag.decode() for tag in channel.client.hkeys(channel.unacked_key)]
        for tag in tags:
            channel.qos.restore_by_tag(tag, channel.client)
        return len(tags)


async def _in_thread(work: Callable[[], T]) -> T:
    try:
        return await asyncio.to_thread(work)
    except (OperationalError, RedisError, OSError) as error:
        raise Unavailable(
            f"The queue does not answer ({error}). Check that Redis runs and its URL is right."
        ) from error
