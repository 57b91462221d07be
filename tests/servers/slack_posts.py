"""What stands in a Slack channel, as its reader sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.servers.slack_rules import Json


@dataclass
class Posted:
    """A message as it stands in a channel; `only_for` is the one reader of an ephemeral one."""

    ts: str
    channel: str
    text: str
    blocks: list[Json]
    thread: str | None = None
    only_for: str | None = None
    changes: int = 0

    @property
    def words(self) -> str:
        """Everything a reader can read, a piece a line; the text alone where there are no blocks."""
        return "\n".join(texts(self.blocks)) if self.blocks else self.text

    @property
    def elements(self) -> list[Json]:
        return [e for block in self.blocks if "actions" in block["type"] for e in block["elements"]]

    @property
    def labels(self) -> list[str]:
        return [e["text"]["text"] for e in self.elements if e["type"] == "button"]


def texts(part: Any) -> list[str]:
    """All texts in a piece of Block Kit; the runs of one line of rich text stay together."""
    if isinstance(part, list):
        return [text for one in part for text in texts(one)]
    if not isinstance(part, dict):
        return []
    if part.get("type") in ("rich_text_section", "rich_text_quote", "rich_text_preformatted"):
        return ["".join(run.get("text", "") for run in part["elements"])]
    own = [part["text"]] if isinstance(part.get("text"), str) else []
    return own + [text for key, one in part.items() if key != "confirm" for text in texts(one)]
