"""Asking every part whether it answers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable
from typing import Any

from api.wiring import Product

WAIT = 3.0


async def report(product: Product) -> dict[str, Any]:
    """Each part with whether it answered and in how many milliseconds; `status` is `ok` or `failing`."""
    ports = product.ports
    parts: dict[str, Awaitable[None]] = {
        "records": ports.records.ping(),
        "redis": ports.signals.ping(),
        "worker": ports.queue.ping(),
        "files": ports.files.ping(),
        "index": ports.index.ping(),
    }
    if ports.scanner:
        parts["virus scanner"] = ports.scanner.ping()
    answers = await asyncio.gather(*map(_asked, parts.values()))
    shown = dict(zip(parts, answers, strict=True))
    shown["model"] = {"ok": True, "detail": product.settings.model or "none: rules alone"}
    shown["embeddings"] = {"ok": True, "detail": ports.embedder.name}
    ok = all(a["ok"] for a in shown.values())
    return {"status": "ok" if ok else "failing", "parts": shown}


async def _asked(ping: Awaitable[None]) -> dict[str, Any]:
    started = time.perf_counter()
    try:
        await asyncio.wait_for(ping, WAIT)
    except Exception as error:  # whatever a vendor's client raises, the part is failing
        return {"ok": False, "detail": str(error)[:200] or type(error).__name__}
    return {"ok": True, "ms": round((time.perf_counter() - started) * 1000, 1)}
