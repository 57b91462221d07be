from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from deploy.demo import seed
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


READ = 60.0
"""Seconds that a handful of resumes may take on a busy machine."""

KAFKA_IN_BERLIN = ["yara-nasser", "ewa-wisniewska", "soren-kjaer", "nikolai-brandvold", "leo-martins"]
OTHERS = ["bruno-tavares", "harriet-cope", "nora-lindqvist", "tomas-herrera", "gauri-phadke", "wei-ling-chou"]


def files_of(folder: Path, names: list[str]) -> list[Path]:
    return [next(folder.glob(f"{name}.*")) for name in names]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def hired_from(world: World, resumes: Path) -> World:
    """The company after its recruiter handed over a dozen resumes in the web chat, and people were placed."""
    priya = await on_web(world, "Priya Nair")
    await priya.says("here are resumes", *files_of(resumes, [*KAFKA_IN_BERLIN, *OTHERS]))
    await priya.fills(consent=True)
    await priya.reads("Read 11 resumes", READ)
    await priya.leave()
    await seed.seed_applications(world.records, datetime.now(UTC))
    return world
