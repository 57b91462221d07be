"""The web chat as a channel: the conversation's event stream shows messages, so delivering only rings the bell."""

from __future__ import annotations

from collections.abc import Sequence

from domain.approvals import Approval
from domain.messages import Address, Message
from domain.people import Person


def inbox_id(person_id: str) -> str:
    return f"inbox-{person_id}"


def upload_log_id(person_id: str) -> str:
    """The conversation that tells of resumes handed in over HTTP."""
    return f"http-{person_id}"


class WebChannel:
    name = "web"
    confirms = False

    async def deliver(self, message: Message) -> str | None:
        return None

    async def status(self, address: Address, text: str) -> None:
        return None

    def inbox_of(self, person: Person) -> Address | None:
        return Address(channel="web", conversation=inbox_id(person.id))

    async def waiting(self, person: Person, approvals: Sequence[Approval]) -> None:
        return None


class CliChannel(WebChannel):
    """The terminal reads the transcript itself and has no inbox."""

    name = "cli"

    def inbox_of(self, person: Person) -> Address | None:
        return None
