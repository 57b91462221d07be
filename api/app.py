"""The HTTP application: routes, the sweep, Slack and the web client around one wired product."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from api import problems, slack
from api.background import Background
from api.bounds import Bounded
from api.limits import Limiter
from api.observe import Observed
from api.routes import (
    applications,
    approvals,
    audit,
    bulk,
    chat,
    conversations,
    employee,
    fairness,
    jobs,
    leave,
    leave_hr,
    operations,
    privacy,
    resumes,
    searches,
    session,
)
from api.settings import Settings
from api.wiring import wired
from bot.sweep import Sweep
from bot.web import static
from domain.ports import Ports
from knowledge import search

DRAIN = 20.0


def build(settings: Settings) -> FastAPI:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with wired(settings) as product, slack.listening(app, product):
            static.mount(app)  # last, since it answers for every path that nobody else does
            app.state.product = product
            app.state.background.start(_warmed(product.ports))
            sweeping = asyncio.create_task(Sweep(product.engine).run())
            yield
            sweeping.cancel()
            with suppress(asyncio.CancelledError):
                await sweeping
            await app.state.background.drain(DRAIN)

    app = FastAPI(
        title="Peopledesk", version="0.1.0", lifespan=lifespan, summary="HR and hiring by conversation"
    )
    app.state.background = Background()
    app.state.limiter = Limiter(settings.redis_url, settings.requests_per_minute)
    problems.install(app)
    app.add_middleware(Bounded)
    app.add_middleware(Observed)
    app.add_middleware(
        CORSMiddleware, allow_origins=[settings.url], allow_methods=["*"], allow_headers=["*"], max_age=600
    )
    for routes in (
        session,
        chat,
        conversations,
        employee,
        leave,
        leave_hr,
        bulk,
        jobs,
        resumes,
        searches,
        approvals,
        applications,
        audit,
        fairness,
        privacy,
        operations,
    ):
        app.include_router(routes.router)
    return app


async def _warmed(ports: Ports) -> None:
    """Load the embedding model and the search index before the first search needs them; index who is missing there."""
    await asyncio.to_thread(ports.embedder.embed, ["warm"])
    await search.catch_up(ports.records, ports.index, ports.embedder)
