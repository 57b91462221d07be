"""Somebody in front of a browser of their own: reads, clicks and types what a person could, and nothing else."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.async_api import BrowserContext, Locator, Page, expect

from tests.bot.web.browser import AXE, AXE_RUN, serious
from tests.parts import need

PATIENCE = 20_000
"""ms that an answer may take on a busy machine."""
MANY = 60
"""Presses of Tab after which somebody would give up."""
DROP = """
files => {
  const data = new DataTransfer();
  for (const {name, content} of files) {
    const bytes = Uint8Array.from(atob(content), c => c.charCodeAt(0));
    data.items.add(new File([bytes], name));
  }
  return data;
}
"""


class Visitor:
    def __init__(self, page: Page, url: str, shots: Path) -> None:
        self.page = page
        self.url = url
        self.complaints: list[str] = []
        """What the browser itself found wrong with the page."""
        self._shots = shots
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self._heard(said.type, said.text))

    def _heard(self, kind: str, text: str) -> None:
        # A request that was refused or cut off is logged by the browser itself; that is the test's doing.
        if kind in ("error", "warning") and "Failed to load resource" not in text:
            self.complaints.append(text)

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    @property
    def box(self) -> Locator:
        return self.page.get_by_role("textbox", name="Message to Peopledesk")

    @property
    def inbox(self) -> Locator:
        return self.page.get_by_role("navigation", name="Conversations").get_by_role("button", name="Inbox")

    @property
    def answers(self) -> Locator:
        return self.page.get_by_role("article", name="Peopledesk")

    def card(self, title: str) -> Locator:
        """The newest answer with this heading."""
        heading = self.page.get_by_role("heading", name=title)
        return self.answers.filter(has=heading).last

    async def arrives(self) -> None:
        await self.page.goto(self.url)
        await expect(self.page.get_by_role("heading", name="Peopledesk")).to_be_visible()

    async def signs_in(self, name: str) -> None:
        """By a click on one's own card of the sign-in page."""
        await self.arrives()
        await self.page.get_by_role("button", name=name).click()
        await expect(self.box).to_be_visible()

    async def says(self, text: str) -> None:
        await self.box.click()
        await self.box.press_sequentially(text, delay=2)
        await self.page.keyboard.press("Enter")

    async def presses(self, label: str, within: Locator | None = None) -> None:
        await (within or self.page).get_by_role("button", name=label, exact=True).last.click()

    async def tabs_to(self, control: Locator) -> None:
        """Reaches a control by the Tab key alone."""
        for _ in range(MANY):
            if await control.evaluate("element => element === document.activeElement"):
                return
            await self.page.keyboard.press("Tab")
        raise AssertionError(f"{control} is not reached in {MANY} steps")

    async def sees(self, text: str, seconds: float = PATIENCE / 1000) -> Locator:
        """Waits until these words can be seen."""
        found = self.page.get_by_text(text).last
        await expect(found).to_be_visible(timeout=seconds * 1000)
        return found

    async def reads(self) -> str:
        """Everything in the open conversation, and the list beside it."""
        return await self.page.locator("body").inner_text()

    async def drops(self, files: Sequence[Path]) -> None:
        """Drags files into the conversation."""
        told = [{"name": f.name, "content": base64.b64encode(f.read_bytes()).decode()} for f in files]
        data = await self.page.evaluate_handle(DROP, told)
        thread, target = self.page.get_by_role("main"), self.page.get_by_text("Drop files to add them")
        await expect(target).to_be_hidden()
        await thread.dispatch_event("dragenter", {"dataTransfer": data})
        await expect(target).to_be_visible()
        await thread.dispatch_event("drop", {"dataTransfer": data})
        await expect(target).to_be_hidden()

    async def shoots(self, name: str) -> None:
        """Takes a picture once nothing moves any more."""
        await self.page.wait_for_timeout(300)
        await self.page.screenshot(path=self._shots / f"{name}.png")

    async def faults(self, shot: str) -> list[str]:
        """Takes a picture; what is wrong with the page as it is: wider than its window, or a barrier to somebody."""
        await self.shoots(shot)
        excess = await self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        too_wide = [f"{shot}: {excess} px too wide"] if excess > 0 else []
        return too_wide + [f"{shot}: {barrier}" for barrier in await self.barriers()]

    async def barriers(self) -> list[str]:
        """What axe finds serious or critical on the page as it is."""
        need(AXE.exists(), "axe-core (npm ci in bot/web/client)")
        await self.page.evaluate(AXE.read_text())
        found: dict[str, Any] = await self.page.evaluate(AXE_RUN)
        return serious(found)
