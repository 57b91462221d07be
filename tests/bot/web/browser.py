"""The built web chat in a real Chromium: served by our own static files, talking to the client's mock server."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse
from playwright.sync_api import Browser, Page, sync_playwright
from starlette.background import BackgroundTask

from bot.web import static
from tests.parts import need

CLIENT = Path(static.__file__).parent / "client"
AXE = CLIENT / "node_modules" / "axe-core" / "axe.min.js"
AXE_RUN = "axe.run({resultTypes: ['violations']})"
CHROMIUM = shutil.which("chromium")
NODE = shutil.which("node")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    need(CHROMIUM, "chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def mock_server(tempo: float) -> Iterator[str]:
    """Address of the client's mock server; `tempo` stretches its waiting."""
    need(NODE, "node")
    command = [str(NODE), "tests/mock/server.mjs", f"--tempo={tempo}"]
    with subprocess.Popen(command, cwd=CLIENT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{json.loads(process.stdout.readline())['port']}"
        process.terminate()


@contextmanager
def served(api: str) -> Iterator[str]:
    """Address of the built client, with `api` behind it."""
    need((static.DIST / "index.html").exists(), "the built web client (npm run build)")
    app = FastAPI()
    static.mount(app)
    app.add_route("/{path:path}", _forward_to(api), methods=["GET", "POST"])
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", lifespan="off")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = server.force_exit = True
    thread.join(5)


def _forward_to(api: str) -> Any:
    client = httpx.AsyncClient(base_url=api, timeout=None)

    async def forward(request: Request) -> StreamingResponse:
        headers = {k: v for k, v in request.headers.items() if k not in ("host", "content-length")}
        sent = client.build_request(
            request.method, str(request.url.path), headers=headers, content=await request.body()
        )
        answer = await client.send(sent, stream=True)
        kept = {k: v for k, v in answer.headers.items() if k not in ("connection", "transfer-encoding")}
        return StreamingResponse(
            _until_cut(answer), answer.status_code, kept, background=BackgroundTask(answer.aclose)
        )

    return forward


async def _until_cut(answer: httpx.Response) -> AsyncIterator[bytes]:
    try:
        async for chunk in answer.aiter_raw():
            yield chunk
    except httpx.RemoteProtocolError:
        return


class Person:
    """Somebody at the page, with what the browser complained about while they used it."""

    def __init__(self, page: Page, at: str, screenshots: Path) -> None:
        self.page = page
        self.at = at
        self.screenshots = screenshots
        self.complaints: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self._console(said.type, said.text))

    def _console(self, kind: str, text: str) -> None:
        # A refused or cut request is logged by the browser itself; that is the test's doing.
        if kind in ("error", "warning") and "Failed to load resource" not in text:
            self.complaints.append(text)

    def sign_in(self, name: str) -> None:
        self.page.goto(self.at)
        self.page.get_by_role("button", name=name).first.click()
        self.page.get_by_label("Message to Peopledesk").wait_for()

    def say(self, text: str) -> None:
        self.page.get_by_label("Message to Peopledesk").fill(text)
        self.page.keyboard.press("Enter")

    def sees(self, text: str) -> None:
        self.page.get_by_text(text).last.wait_for(timeout=10_000)

    def shoot(self, name: str) -> None:
        self.page.wait_for_timeout(350)
        self.page.screenshot(path=self.screenshots / f"{name}.png")

    def barriers(self) -> list[str]:
        """What axe finds serious or critical on the page as it is."""
        need(AXE.exists(), "axe-core (npm install)")
        self.page.evaluate(AXE.read_text())
        return serious(self.page.evaluate(AXE_RUN))


def serious(found: dict[str, Any]) -> list[str]:
    """The serious and critical ones among what axe found."""
    return [
        f"{rule['id']}: {node['html']} {node['failureSummary']}"
        for rule in found["violations"]
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


def screenshots_in(fallback: Path) -> Path:
    """Where screenshots go: `SHOTS`, or a temporary folder."""
    folder = Path(os.environ.get("SHOTS", fallback))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
