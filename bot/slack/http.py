"""Slack over HTTP: events, buttons and dialogs come to one address."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from slack_bolt.adapter.fastapi.async_handler import AsyncSlackRequestHandler
from slack_sdk.signature import SignatureVerifier

from bot.slack.app import SlackApp

PATH = "/slack/events"


def router(app: SlackApp) -> APIRouter:
    """One route. A request that Slack did not sign within the last five minutes gets 401, and nothing is done.

    https://docs.slack.dev/authentication/verifying-requests-from-slack
    """
    handler = AsyncSlackRequestHandler(app)
    verifier = SignatureVerifier(app.signing_secret)
    routes = APIRouter(tags=["slack"])

    @routes.post(PATH, include_in_schema=False)
    async def receive(request: Request) -> Response:
        if not await _signed(request, verifier):
            return Response(status_code=401)
        return await handler.handle(request)

    return routes


async def _signed(request: Request, verifier: SignatureVerifier) -> bool:
    """Asked before Bolt does, which reads the body first and fails on a garbled body, time or signature."""
    try:
        return verifier.is_valid_request(await request.body(), request.headers)
    except (ValueError, TypeError):
        return False
