from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.servers.slack import SlackServer
from tests.stories.people import Somebody, on_slack, on_web
from tests.stories.world import World, running


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def world(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """One company with everything running, for all stories; each story has people of its own."""
    async with SlackServer() as slack, running(tmp_path_factory.mktemp("world"), slack) as up:
        yield up


@pytest.fixture(params=["web", "slack"])
def door(request: pytest.FixtureRequest) -> str:
    """Every story that takes this is told through the web chat and through Slack."""
    return str(request.param)


@pytest_asyncio.fixture(loop_scope="session")
async def enter(world: World, door: str) -> AsyncIterator[object]:
    """`await enter("Mira Tanaka")`: somebody at this story's door."""
    came: list[Somebody] = []

    async def come(name: str) -> Somebody:
        somebody = await (on_web if door == "web" else on_slack)(world, name)
        came.append(somebody)
        return somebody

    yield come
    for somebody in came:
        await somebody.leave()


@pytest.fixture(scope="session")
def resumes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's resumes, rendered once."""
    from deploy.demo.resumes import render

    folder = tmp_path_factory.mktemp("resumes")
    render(folder, lambda done, total: None)
    return folder
