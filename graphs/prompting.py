"""What the planning model reads: who asks, the last messages, the sentence. No document's text is ever among it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from actions.tool import Context
from domain.messages import Message

PLANNER = (Path(__file__).parent / "prompts" / "planner.md").read_text()
LONGEST = 4000
"""Characters of one message that the model reads."""


def prompt(asker: Context, window: Sequence[Message], text: str) -> list[BaseMessage]:
    opening = PLANNER.format(
        name=asker.actor.name, roles=", ".join(sorted(asker.actor.roles)), today=asker.today.isoformat()
    )
    return [SystemMessage(opening), *map(_read, window), HumanMessage(text)]


def _read(message: Message) -> BaseMessage:
    """Words and a card's plain fields; quotes from documents stay out."""
    if message.author == "person":
        files = ", ".join(item.title for item in message.card.items) if message.card else ""
        return HumanMessage((message.text or files)[:LONGEST])
    card = message.card
    told = [message.text, card.title if card else None]
    told += [f"{f.label}: {f.value}" for f in card.facts] if card else []
    return AIMessage("\n".join(t for t in told if t)[:LONGEST] or "…")
