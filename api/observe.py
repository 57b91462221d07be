"""What Prometheus is told, and what every response carries."""

from __future__ import annotations

import logging
import time

from prometheus_client import Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import problems

log = logging.getLogger(__name__)

REQUESTS = Counter("peopledesk_requests_total", "HTTP requests", ("method", "route", "status"))
SECONDS = Histogram("peopledesk_request_seconds", "Time to the first byte of a response", ("method", "route"))
SECURITY = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
]


class Observed:
    """Counts and times requests by route (never by path, which may hold ids), sets security headers, and answers
    for what failed unforeseen."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        started, answering = time.perf_counter(), False

        async def observed(message: Message) -> None:
            nonlocal answering
            if message["type"] == "http.response.start":
                answering = True
                route = getattr(scope.get("route"), "path", "other")
                SECONDS.labels(scope["method"], route).observe(time.perf_counter() - started)
                REQUESTS.labels(scope["method"], route, message["status"]).inc()
                present = {name for name, _ in message["headers"]}
                message["headers"] += [h for h in SECURITY if h[0] not in present]
            await send(message)

        try:
            await self._app(scope, receive, observed)
        except Exception:  # the last line of defence: every request gets an answer, and is counted
            if answering:
                raise
            log.exception("%s %s failed", scope["method"], scope["path"])
            await problems.ours_to_mend()(scope, receive, observed)
