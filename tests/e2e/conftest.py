"""The real product in a real browser: one company for all runs, each person in a browser context of their own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from bot.web import static
from deploy.demo.resumes import applicants, write
from deploy.demo.seed import seed_applications
from tests.bot.web.browser import CHROMIUM, FLAGS, screenshots_in
from tests.e2e.looks import DESKTOP
from tests.e2e.visitor import Visitor
from tests.parts import need
from tests.stories.people import on_web
from tests.stories.world import World, running

KNOWN = ("leo-martins", "yara-nasser", "ewa-wisniewska", "fabian-grunewald", "adaeze-okonkwo")
"""Whose resumes the company has before anybody opens a browser."""
Visit = Callable[..., Awaitable[Visitor]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def world(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    need(CHROMIUM, "chromium")
    need((static.DIST / "index.html").exists(), "the built web client (npm run build)")
    async with running(tmp_path_factory.mktemp("world")) as up:
        yield up


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(world: World) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        await chromium.close()


@pytest.fixture(scope="session")
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return screenshots_in(tmp_path_factory.mktemp("shots"))


@pytest_asyncio.fixture(loop_scope="session")
async def visit(world: World, browser: Browser, shots: Path) -> AsyncIterator[Visit]:
    """`await visit("Mira Tanaka")`: a browser of one's own, signed in when a name is given. What the browser itself
    complained about fails the test."""
    came: list[Visitor] = []

    async def come(name: str | None = None, **looks: Any) -> Visitor:
        context = await browser.new_context(**{"viewport": DESKTOP, "locale": "en-GB"} | looks)
        visitor = Visitor(await context.new_page(), world.url, shots)
        came.append(visitor)
        if name:
            await visitor.signs_in(name)
        return visitor

    yield come
    for visitor in came:
        await visitor.context.close()
    assert [c for visitor in came for c in visitor.complaints] == []


@pytest.fixture(scope="session")
def resumes(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """`resumes("leo-martins")`: the file of one of the demo's applicants."""
    folder = tmp_path_factory.mktemp("resumes")
    by_id = {resume.id: resume for resume in applicants()}
    return lambda id: write(by_id[id], folder)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def pipeline(world: World, resumes: Callable[[str], Path]) -> None:
    """Some candidates are known, and their applications are under way."""
    priya = await on_web(world, "Priya Nair")
    await priya.says("", *map(resumes, KNOWN))
    await priya.reads("agreed")
    await priya.fills(consent=True)
    await priya.reads(f"Read {len(KNOWN)} resumes", seconds=90)
    await priya.leave()
    await seed_applications(world.records, datetime.now(UTC))
