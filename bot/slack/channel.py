"""The Slack end of a conversation: messages out."""

from __future__ import annotations

import logging
import time
from asyncio import TimeoutError as TimedOut
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.blocks import blocks, fallback
from bot.slack.home_tab import home_tab, prompts_for
from bot.slack.wire import Json, Place, inbox
from domain.approvals import Approval
from domain.errors import Unavailable
from domain.messages import Address, Card, Message
from domain.people import Person

log = logging.getLogger(__name__)

TROUBLE = (SlackApiError, ClientError, TimedOut, OSError)
"""What a call to Slack may raise."""

_BLOCKS_REFUSED = {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"}
_CLOSED = {"channel_not_found", "not_in_channel", "user_not_in_channel", "is_archived", "restricted_action"}
"""This channel is not open to us, or no longer."""
_NOBODY = {"user_not_found", "user_disabled", "cannot_dm_bot", "messages_tab_disabled", "user_not_visible"}
_LOST = {"message_not_found", "cant_update_message", "edit_window_closed"}
"""The posted message cannot be changed any more."""
_REMEMBERED = 1_000
_STEP = 3.0
"""Seconds between two changes of a message that reports progress."""


@dataclass(frozen=True)
class Shown:
    """Which message it is in Slack, and when it was last sent there (monotonic seconds)."""

    ts: str
    at: float

    def fresh(self) -> bool:
        return time.monotonic() - self.at < _STEP


def connect(bot_token: str, base_url: str | None = None) -> AsyncWebClient:
    """A Web API client that waits as long as a 429 asks. `base_url` ends in a slash; by default Slack's own."""
    client = AsyncWebClient(token=bot_token, base_url=base_url or AsyncWebClient.BASE_URL)
    client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=2))
    return client


class SlackChannel:
    """Implements `bot.channel.Channel`. A direct message is posted and later changed in place; in every shared place
    a message goes to the asker alone, as an ephemeral one, which Slack does not let us change."""

    name = "slack"
    confirms = True

    def __init__(self, client: AsyncWebClient, web_url: str | None = None) -> None:
        """`client` as `connect` makes it; `web_url` is where the web chat is, for what does not fit into a Slack
        message."""
        self.client = client
        self.web_url = web_url
        self._inboxes: dict[str, str] = {}
        self._shown: OrderedDict[str, Shown] = OrderedDict()

    async def deliver(self, message: Message) -> str | None:
        """The `ts` of the message in Slack; None when there is nothing to show, or nobody to show it to any more."""
        if message.author == "person":
            return None
        place = Place.of(message.address)
        try:
            return await self._show(message, place)
        except SlackApiError as error:
            code = error_code(error)
            if code in _CLOSED and place.user:
                elsewhere = {"address": inbox(place.user).address, "external_ref": None}
                return await self.deliver(message.model_copy(update=elsewhere))
            if code in _CLOSED | _NOBODY:
                log.warning("Slack has no reader for message %s: %s", message.id, code)
                return None
            raise Unavailable(f"Slack did not take the message ({code}). Please try again later.") from error
        except TROUBLE as error:
            raise Unavailable("Slack does not answer. Please try again later.") from error

    async def status(self, address: Address, text: str) -> None:
        """Shown under the reader's message until the next one is posted; a shared place is told nothing."""
        place = Place.of(address)
        if not (place.direct and place.thread):
            return
        try:
            await self.client.assistant_threads_setStatus(
                channel_id=await self.channel_id(place), thread_ts=place.thread, status=text[:200]
            )
        except TROUBLE as error:
            log.info("Slack did not show a status: %s", error)

    def inbox_of(self, person: Person) -> Address | None:
        return inbox(person.slack_user_id).address if person.slack_user_id else None

    async def waiting(self, person: Person, approvals: Sequence[Approval]) -> None:
        """The Home tab, anew."""
        if person.slack_user_id is None:
            return
        view = home_tab(person, prompts_for(person), approvals, self.web_url)
        try:
            await self.client.views_publish(user_id=person.slack_user_id, view=view)
        except TROUBLE as error:
            log.info("Slack did not take a Home tab, which the next opening renews: %s", error)

    async def channel_id(self, place: Place) -> str:
        """The id that Slack's methods want; opens the direct message of an inbox."""
        if not place.channel.startswith("@"):
            return place.channel
        user = place.channel[1:]
        if user not in self._inboxes:
            opened = await self.client.conversations_open(users=user)
            self._inboxes[user] = opened["channel"]["id"]
        return self._inboxes[user]

    async def _show(self, message: Message, place: Place) -> str | None:
        card = message.card or Card(text=message.text)
        content: Json = {
            "channel": await self.channel_id(place),
            "text": fallback(card),
            "blocks": blocks(card, message.id, self.web_url),
        }
        known = self._shown.get(message.id)
        ts = message.external_ref or (known.ts if known else None)
        if ts and _under_way(card) and (not place.direct or (known and known.fresh())):
            return ts
        sent = await self._say(content, place, ts)
        self._remember(message.id, sent)
        return sent

    async def _say(self, content: Json, place: Place, ts: str | None) -> str:
        thread = {"thread_ts": place.thread or None}
        if not place.direct:
            return await self._send("chat.postEphemeral", content | thread | {"user": place.user})
        changed = await self._change(content, ts) if ts else None
        return changed or await self._send("chat.postMessage", content | thread)

    async def _change(self, content: Json, ts: str) -> str | None:
        """None when the message is not there to be changed."""
        try:
            return await self._send("chat.update", content | {"ts": ts})
        except SlackApiError as error:
            if error_code(error) in _LOST:
                return None
            raise

    async def _send(self, method: str, content: Json) -> str:
        """Blocks that Slack refuses are no reason to stay silent: the words go out without them."""
        try:
            sent = await self.client.api_call(method, json=_given(content))
        except SlackApiError as error:
            if error_code(error) not in _BLOCKS_REFUSED:
                raise
            log.warning("Slack refused blocks: %s", error)
            without = content | {"blocks": [] if method == "chat.update" else None}
            sent = await self.client.api_call(method, json=_given(without))
        return str(sent.get("ts") or sent.get("message_ts"))

    def _remember(self, message_id: str, ts: str) -> None:
        """So that a message delivered again before its reference was stored is changed, not doubled."""
        self._shown[message_id] = Shown(ts, time.monotonic())
        if len(self._shown) > _REMEMBERED:
            self._shown.popitem(last=False)


def _under_way(card: Card) -> bool:
    """A step on the way may be left out: the next one, or the end, replaces it. Slack changes about 50 messages a
    minute, and an ephemeral message not at all."""
    return card.progress is not None and card.progress.state in ("waiting", "running")


def error_code(error: SlackApiError) -> str | None:
    """Slack's word for what went wrong; None when the answer was not Slack's."""
    data = getattr(error.response, "data", None)
    return data.get("error") if isinstance(data, dict) else None


def _given(content: Json) -> Json:
    return {name: value for name, value in content.items() if value is not None}
