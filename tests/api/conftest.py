"""The web server in this process, on copies of the demo company; requests are made as somebody."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from fastapi.testclient import TestClient

from adapters.identity import hash_password
from adapters.sqlite import SqliteRecords
from api.app import build
from api.settings import Settings
from bot.understanding.classifier import Classifier
from deploy.demo import seed
from deploy.demo.company import DEMO_PASSWORD
from deploy.demo.people import DOMAIN, email
from domain.people import Account
from tests.api.served import Served, seed_today, served
from tests.conftest import TRAINED

As = Callable[..., httpx.Response]


@pytest.fixture(scope="module")
def web(seeded: Path, redis_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    data = tmp_path_factory.mktemp("web")
    shutil.copy(seeded, data / "records.db")
    TRAINED.mkdir(parents=True, exist_ok=True)
    (data / "understanding").symlink_to(TRAINED)
    asyncio.run(_passwords(data / "records.db"))
    settings = Settings(data=data, redis_url=redis_url, requests_per_minute=6000)
    with TestClient(build(settings)) as client:
        yield client


async def _passwords(path: Path) -> None:
    records, known = SqliteRecords(path), hash_password(DEMO_PASSWORD)
    for account in await records.find(Account):
        await records.replace(account.model_copy(update={"password_hash": known}))
    await records.close()


@pytest.fixture(scope="module")
def ask(web: TestClient) -> As:
    """`ask("Mira Tanaka", "GET", "/me")`: an answer to a request of that person."""

    @cache
    def token(name: str) -> str:
        for domain in (DOMAIN, "post.example"):
            answer = web.post("/auth/sign-in", json={"email": email(name, domain), "password": DEMO_PASSWORD})
            if answer.status_code == 200:
                return str(answer.json()["token"])
        raise AssertionError(f"{name} cannot sign in")

    def asked(name: str, method: str, path: str, **more: object) -> httpx.Response:
        return web.request(method, path, headers={"Authorization": f"Bearer {token(name)}"}, **more)

    return asked


@pytest.fixture(scope="session")
def seeded_today(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("seeded-today") / "records.db"
    asyncio.run(seed_today(path))
    return path


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def server(
    tmp_path_factory: pytest.TempPathFactory, seeded_today: Path, understanding: Classifier, redis_url: str
) -> AsyncIterator[Served]:
    """One application for all these tests; each works in conversations of its own."""
    folder = tmp_path_factory.mktemp("served")
    async with served(folder, seeded_today, TRAINED, redis_url) as up:
        yield up


# --- the company as of today, by name ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory, redis_url: str) -> Iterator[TestClient]:
    data = tmp_path_factory.mktemp("api")
    TRAINED.mkdir(parents=True, exist_ok=True)
    (data / "understanding").symlink_to(TRAINED)
    asyncio.run(_seeded(data))
    settings = Settings(data=data, redis_url=redis_url, requests_per_minute=6000)
    with TestClient(build(settings)) as client:
        yield client


async def _seeded(data: Path) -> None:
    records, password = SqliteRecords(data / "records.db"), hash_password(DEMO_PASSWORD)
    await seed.seed(records, datetime.now(UTC).date(), lambda _: password)
    await records.close()


@pytest.fixture(scope="module")
def as_(http: TestClient) -> Callable[[str], dict[str, str]]:
    def headers(name: str) -> dict[str, str]:
        body = {"email": email(name, DOMAIN), "password": DEMO_PASSWORD}
        return {"Authorization": f"Bearer {http.post('/auth/sign-in', json=body).json()['token']}"}

    return headers
