"""What a turn's graph carries: plain data in the state, everything live in the context."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Protocol, TypedDict

from langchain_core.language_models import BaseChatModel

from actions.tool import Context, Result
from domain.approvals import Approval
from domain.messages import Card, Message
from domain.understanding import Understanding


class Call(TypedDict):
    """One tool call of a turn. `id` is `<turn id>/<n>`."""

    id: str
    tool: str
    args: dict[str, Any]


class State(TypedDict, total=False):
    text: str
    calls: list[Call]
    """Given when a button or a form already says what to do."""
    uploads: list[str]
    waiting: Annotated[list[Call], operator.add]
    """Calls that need somebody's yes, found by a run that may not wait."""


class Voice(Protocol):
    """How a turn speaks. Message ids are the call's, so that saying it again after a crash shows it once."""

    async def say(self, message_id: str, card: Card | None = None, text: str | None = None) -> None: ...

    async def status(self, text: str) -> None: ...

    async def delta(self, message_id: str, text: str) -> None:
        """A piece of an answer that is being written; `say` with the same id ends it."""

    async def form(self, call: Call, card: Card) -> None:
        """Ask for details and remember the call that waits for them."""

    async def ask_approval(self, approval: Approval) -> None:
        """Tell everybody whose decision is awaited, and the asker that it is."""

    async def answered(self, call: Call, result: Result) -> None:
        """Show a tool's result and move the conversation's focus to it."""


@dataclass(frozen=True)
class TurnContext:
    """Rebuilt for every run, also when resuming: identity is never read back from a checkpoint."""

    asker: Context
    voice: Voice
    understanding: Understanding
    model: BaseChatModel | None
    window: Sequence[Message]
    """The last messages of the conversation, oldest first; empty without a model."""
    may_wait: bool = False
    """Whether this run is checkpointed, so that a call can wait in it for a decision."""
