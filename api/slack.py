"""Slack's place in the HTTP application: nothing when Slack is not configured."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from api.wiring import Product
from bot.slack import app as slack_app
from bot.slack.channel import SlackChannel
from bot.slack.http import router
from bot.slack.socket import SocketMode


@asynccontextmanager
async def listening(app: FastAPI, product: Product) -> AsyncIterator[None]:
    """Hear Slack for as long as the application runs: over HTTP, or over a socket when there is an app-level token."""
    settings, channel = product.settings, product.engine.outbox.channels.get("slack")
    if not isinstance(channel, SlackChannel):
        yield
        return
    base_url = settings.slack_base_url or None
    slack = slack_app.build(
        product.engine,
        product.ports.records,
        bot_token=settings.slack_bot_token.get_secret_value(),
        signing_secret=settings.slack_signing_secret.get_secret_value(),
        base_url=base_url,
        channel=channel,
    )
    app.include_router(router(slack))
    token = settings.slack_app_token.get_secret_value()
    socket = SocketMode(slack, token, base_url) if token else None
    await slack_app.catch_up(slack)
    if socket:
        await socket.start()
    yield
    await (socket.stop() if socket else slack.close())
