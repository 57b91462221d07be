"""Slack over a WebSocket that we open: Socket Mode, for a machine without a public address."""

from __future__ import annotations

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.app import SlackApp
from bot.slack.channel import TROUBLE
from domain.errors import Unavailable


class SocketMode:
    """The same app as over HTTP. Slack signs nothing here: the connection is ours and carries the app-level token."""

    def __init__(self, app: SlackApp, app_token: str, base_url: str | None = None) -> None:
        """`app_token` starts with `xapp-` and has the scope `connections:write`."""
        self._app = app
        self._app_token = app_token
        self._web = AsyncWebClient(base_url=base_url or AsyncWebClient.BASE_URL)
        self._handler: AsyncSocketModeHandler | None = None

    async def start(self) -> None:
        """Connect, and stay connected. Raises `Unavailable` when Slack refuses the token; the connection itself is
        tried for ever, hence the question first."""
        try:
            await self._web.apps_connections_open(app_token=self._app_token)
        except TROUBLE as error:
            raise Unavailable(f"Slack does not open a socket with this app-level token: {error}") from error
        self._handler = AsyncSocketModeHandler(self._app, self._app_token, web_client=self._web)
        await self._handler.connect_async()  # type: ignore[no-untyped-call]

    async def stop(self) -> None:
        """Close the connection, then wait for the turns that came over it."""
        if self._handler is not None:
            await self._handler.close_async()  # type: ignore[no-untyped-call]
            self._handler = None
        await self._app.close()
