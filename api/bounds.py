"""How much a request may carry, checked while it is read: a body beyond that is neither kept nor parsed."""

from __future__ import annotations

from fastapi import UploadFile
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import problem
from domain.errors import TooLarge
from knowledge import bundles

WORDS = 4_000_000
"""Bytes of a JSON body: the longest message that is taken, each of its characters written as escapes."""
FILES = 300_000_000
"""Bytes of an upload, all its files together."""
SENTENCE = "That is more than can be taken at once. Please send it in smaller parts."


class Bounded:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        headers = dict(scope["headers"])
        most = FILES if headers.get(b"content-type", b"").startswith(b"multipart/form-data") else WORDS
        declared = headers.get(b"content-length", b"0")
        if not declared.isdigit() or int(declared[:20]) > most:
            refusal = problem(TooLarge.status, TooLarge.title, SENTENCE)
            return await refusal(scope, receive, send)
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > most:
                raise HTTPException(TooLarge.status, SENTENCE)
            return message

        await self._app(scope, counted, send)


async def content_of(file: UploadFile) -> tuple[str, bytes]:
    """The name and the bytes of a file of a form. Raises `TooLarge` before any of a larger one is held in memory."""
    name = file.filename or "file"
    if (file.size or 0) > bundles.largest(name):
        raise bundles.too_large(name)
    return name, await file.read()
