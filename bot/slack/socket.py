"""Slack over a WebSocket that we open: Socket Mode, for a machine without a public address."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.app import SlackApp
from bot.slack.channel import TROUBLE, error_code
from bot.slack.door import log
from domain.errors import Unavailable


class SocketMode:
    """The same app as over HTTP. Slack signs nothing here: the connection is ours and carries the app-level token."""

    def __init__(self, app: SlackApp, app_token: str, base_url: str | None = None) -> None:
        """`app_token` starts with `xapp-` and has the scope `connections:write`."""
        self._app = app
        self._app_token = app_token
        self._web = AsyncWebClient(base_url=base_url or AsyncWebClient.BASE_URL)
        self._handler: AsyncSocketModeHandler | None = None
        self._connecting: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Connect in the background, for as long as it takes, and stay connected. Raises `Unavailable` when Slack
        refuses the token, which no waiting would mend."""
        try:
            await self._web.apps_connections_open(app_token=self._app_token)
        except SlackApiError as error:
            raise Unavailable(
                f"Slack opens no socket with this app-level token: {error_code(error)}."
            ) from error
        except TROUBLE as error:
            log.warning("Slack does not answer yet: %s", error)
        self._handler = AsyncSocketModeHandler(self._app, self._app_token, web_client=self._web)
        self._connecting = asyncio.create_task(self._handler.connect_async())  # type: ignore[no-untyped-call]

    async def stop(self) -> None:
        """Close the connection, then wait for the turns that came over it."""
        if self._handler and self._connecting:
            self._connecting.cancel()
            with suppress(asyncio.CancelledError):
                await self._connecting
            await self._handler.close_async()  # type: ignore[no-untyped-call]
        self._handler = self._connecting = None
        await self._app.close()
