"""The port of whatever understands sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol


@dataclass(frozen=True)
class Meaning:
    """One question of a message: which tool's intent (`leave_balance`), how sure (0..1), and the slots found.

    Slots carry the tool's argument names with plain values (dates as `YYYY-MM-DD`); absent means not said.
    """

    intent: str
    confidence: float
    slots: Mapping[str, Any]
    text: str
    continues: bool = False
    """Whether it only goes on from the last answer: what that was asked with still holds."""


@dataclass(frozen=True)
class Asking:
    """What understanding may know of the asker's situation."""

    today: date
    locale: str
    focus: str | None = None
    """Intent of the previous answer, for follow-ups ("and sick leave?")."""
    form: bool = False
    """Whether that answer was a form, which still wants details."""
    about: date | None = None
    """The first day that the previous question was about."""
    month: str | None = None
    """The month that it was about (`2026-03`), for "and the one before?"."""
    intents: frozenset[str] | None = None
    """Intents open to this person; None means all. Others are still recognised, so that they can be refused."""


class Understanding(Protocol):
    """Sentences to intents and slots, without a model."""

    def read(self, text: str, asking: Asking) -> list[Meaning]:
        """One meaning a question, in order; empty when nothing was understood. Never raises on any text."""
