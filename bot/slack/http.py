"""Slack over HTTP: events, buttons and dialogs come to one address."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from slack_bolt.adapter.fastapi.async_handler import AsyncSlackRequestHandler

from bot.slack.app import SlackApp

PATH = "/slack/events"


def router(app: SlackApp) -> APIRouter:
    """One route. Bolt checks the signature (HMAC-SHA256 over time and body, five minutes old at most) before anything
    else is done: https://docs.slack.dev/authentication/verifying-requests-from-slack"""
    handler = AsyncSlackRequestHandler(app)
    routes = APIRouter(tags=["slack"])

    @routes.post(PATH, include_in_schema=False)
    async def receive(request: Request) -> Response:
        if not _could_be_signed(request):
            return Response(status_code=401)
        try:
            return await handler.handle(request)
        except (
            ValueError
        ):  # Bolt reads the body before it checks the signature, and this one is neither JSON nor form
            return Response(status_code=401)

    return routes


def _could_be_signed(request: Request) -> bool:
    """Bolt fails on a time that is no number and on a signature that is not ASCII, instead of refusing them."""
    time = request.headers.get("x-slack-request-timestamp", "")
    signature = request.headers.get("x-slack-signature", "")
    return time.isascii() and time.isdecimal() and len(time) < 20 and signature.isascii() and bool(signature)
