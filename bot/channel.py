"""A door of the conversation, seen from inside: where messages go out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from domain.approvals import Approval
from domain.messages import Address, Message
from domain.people import Person


class Channel(Protocol):
    name: str
    """The word in `Address.channel`."""
    confirms: bool
    """Whether a message counts as told only after `deliver` succeeded; the sweep repeats it until then."""

    async def deliver(self, message: Message) -> str | None:
        """Show a new message, or the new state of one that was shown (`external_ref` is set, or the id is known).

        Returns the channel's own reference when it has one. Raises `Unavailable` when it cannot be shown now; the
        caller tries again later.
        """

    async def status(self, address: Address, text: str) -> None:
        """Tell that something is being done ("Reading 3 resumes …"). Best effort, never raises."""

    def inbox_of(self, person: Person) -> Address | None:
        """Where this person can be told something they did not just ask for; None when this channel cannot."""

    async def waiting(self, person: Person, approvals: Sequence[Approval]) -> None:
        """Show all that waits for this person's decision where the channel has a place for it. Best effort, never
        raises."""
