"""What we hand to Slack and get back unchanged: where a conversation is held, what a button or a dialog stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from domain.messages import Address, Plain

Json = dict[str, Any]

CHOOSE = "choose:"
SAY = "say:"
OPEN_FORM = "form:open"
IN_WEB = "web:"
"""Opens a page of the web app; the press itself asks for nothing."""
FEEDBACK = "feedback"

REASON_DIALOG = "reason"
FORM_DIALOG = "form"
RATING_DIALOG = "rating"

OWN_TEAM = "-"
"""Team of an inbox: the one workspace that the bot token belongs to."""


@dataclass(frozen=True)
class Place:
    """A spot in Slack, written `TEAM:CHANNEL:THREAD_TS`, with `:USER` when only that user may see what is said there.

    The channel `@U123` is the direct message with that user; the thread is empty at the top level of a channel.
    """

    team: str
    channel: str
    thread: str = ""
    user: str = ""

    @classmethod
    def of(cls, address: Address) -> Place:
        """Raises `ValueError` on a conversation that is not written as above."""
        team, channel, thread, *user = address.conversation.split(":", 3)
        return cls(team, channel, thread, *user)

    @property
    def direct(self) -> bool:
        """Whether this is a direct message; everything else is a shared place."""
        return self.channel.startswith(("D", "@"))

    @property
    def address(self) -> Address:
        spot = f"{self.team}:{self.channel}:{self.thread}"
        whole = spot if self.direct else f"{spot}:{self.user}"
        return Address(channel="slack", conversation=whole, private=self.direct)


def inbox(slack_user_id: str) -> Place:
    return Place(OWN_TEAM, f"@{slack_user_id}")


class Pressed(Plain):
    """Value of a card's button."""

    action: str
    ref: str
    message_id: str
    asks_reason: bool = False


class FormWanted(Plain):
    """Value of the button that opens a card's form."""

    message_id: str


class Rated(Plain):
    """Value of a thumb, and what the dialog for its reason remembers."""

    message_id: str
    rating: Literal["up", "down"]


class ReasonAsked(Plain):
    """What the dialog for a reason remembers."""

    address: Address
    action: str
    ref: str


class FormShown(Plain):
    """What a form's dialog remembers."""

    address: Address
    form_id: str
