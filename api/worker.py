"""The worker's door: Celery hands over ticket ids; each process keeps one wired product and one event loop."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import Any

from celery.signals import worker_process_init, worker_process_shutdown

from adapters.celery import RUN_TICKET, celery_app
from api.settings import settings
from api.wiring import Product, wired
from knowledge import child

app = celery_app(settings().broker_url())


class _Process:
    """What one worker process holds after the fork."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._stack = AsyncExitStack()
        self.product: Product = self.loop.run_until_complete(
            self._stack.enter_async_context(wired(settings()))
        )

    def close(self) -> None:
        self.loop.run_until_complete(self._stack.aclose())
        self.loop.close()


_process: list[_Process] = []


def _start(**_: Any) -> None:
    _process.append(_Process())
    child.warm()


def _stop(**_: Any) -> None:
    while _process:
        _process.pop().close()


worker_process_init.connect(_start, weak=False)
worker_process_shutdown.connect(_stop, weak=False)


@app.task(name=RUN_TICKET)  # type: ignore[untyped-decorator]
def run_ticket(ticket_id: str) -> None:
    if not _process:
        _start()
    held = _process[0]
    held.loop.run_until_complete(_work(ticket_id, held.product))


async def _work(ticket_id: str, product: Product) -> None:
    ended = await product.engine.tickets.work(ticket_id)
    if ended is not None:
        await product.engine.handle(ended)
