"""The running application in this process: over ASGI for plain requests, over a socket for streams."""

from __future__ import annotations

import asyncio
import json
import shutil
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI

from adapters.identity import hash_password
from api.app import build
from api.settings import Settings
from api.wiring import Product
from deploy.demo.company import DEMO_PASSWORD
from deploy.demo.people import CANDIDATE_DOMAIN, CANDIDATES, DOMAIN, email
from tests.company import seed_into

WEB = "https://people.example"


class Served:
    def __init__(self, app: FastAPI, url: str) -> None:
        self.app = app
        self.url = url
        self._tokens: dict[str, str] = {}

    @property
    def product(self) -> Product:
        product: Product = self.app.state.product
        return product

    @property
    def records(self) -> Any:
        return self.product.ports.records

    def anybody(self) -> httpx.AsyncClient:
        """Not signed in."""
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        return httpx.AsyncClient(transport=transport, base_url="http://test", timeout=30)

    async def client(self, name: str) -> httpx.AsyncClient:
        """Signed in, over ASGI."""
        client = self.anybody()
        client.headers["Authorization"] = f"Bearer {await self.token(name)}"
        return client

    async def client_of_now(self, name: str) -> httpx.AsyncClient:
        """As `client`, signed in at this moment, which some decisions ask for."""
        self._tokens.pop(name, None)
        return await self.client(name)

    async def socket(self, name: str) -> httpx.AsyncClient:
        """Signed in, over a real connection."""
        headers = {"Authorization": f"Bearer {await self.token(name)}"}
        return httpx.AsyncClient(base_url=self.url, headers=headers, timeout=30)

    async def token(self, name: str) -> str:
        if name not in self._tokens:
            address = email(name, CANDIDATE_DOMAIN if name in CANDIDATES else DOMAIN)
            answer = await self.anybody().post(
                "/auth/sign-in", json={"email": address, "password": DEMO_PASSWORD}
            )
            assert answer.status_code == 200, answer.text
            self._tokens[name] = answer.json()["token"]
        return self._tokens[name]


async def seed_today(path: Path) -> None:
    """The demo company as of now, with passwords."""
    await seed_into(path, datetime.now(UTC), hash_password)


@asynccontextmanager
async def served(
    data: Path, seeded: Path, understanding: Path, redis_url: str, **settings: Any
) -> AsyncIterator[Served]:
    """The application with everything in it running, on a free port; workers excepted."""
    shutil.copy(seeded, data / "records.db")
    shutil.copytree(understanding, data / "understanding")
    given = {"data": data, "redis_url": redis_url, "public_url": WEB, "requests_per_minute": 100_000}
    app = build(Settings.model_validate(given | settings))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", access_log=False))
    server.config.install_signal_handlers = False  # type: ignore[attr-defined]
    running = asyncio.create_task(server.serve())
    while not server.started:
        assert not running.done(), running.result()
        await asyncio.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield Served(app, f"http://127.0.0.1:{port}")
    finally:
        server.should_exit = True
        await running


def ids(conversation: str = "") -> dict[str, str]:
    """Ids as a client makes them."""
    return {"conversation_id": conversation or str(uuid.uuid4()), "client_message_id": str(uuid.uuid4())}


def is_problem(answer: httpx.Response, status: int) -> dict[str, Any]:
    """RFC 9457 problem details with a sentence."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert body["status"] == status
    assert body["detail"].strip()
    return body


async def frames(answer: httpx.Response) -> AsyncIterator[tuple[str, dict[str, Any]]]:
    """(event id, event) of a server-sent stream, as they arrive."""
    id = ""
    async for line in answer.aiter_lines():
        if line.startswith("id:"):
            id = line[3:].strip()
        if line.startswith("data:"):
            yield id, json.loads(line[5:])
