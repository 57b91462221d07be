"""`Scanner` over ClamAV's daemon: files go to it as a stream, never by path (man clamd, INSTREAM)."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import urlsplit

from aioclamd import ClamdAsyncClient, ClamdError as NoAnswer

from domain.errors import BadInput, Unavailable

PORT = 3310
PATIENCE = 60.0
"""Seconds that one file may take."""


class ClamdScanner:
    def __init__(self, host: str, port: int, patience: float = PATIENCE) -> None:
        self._client = ClamdAsyncClient(host, port, timeout=patience)

    async def scan(self, content: bytes) -> str | None:
        try:
            answer = await self._client.instream(BytesIO(content))
            ((status, found),) = (answer or {}).values()
        except (NoAnswer, OSError, ValueError) as error:
            raise Unavailable("The virus scanner does not answer, and no file is read without it.") from error
        if status == "OK":
            return None
        if status == "FOUND" and found:
            return str(found)
        raise Unavailable("The virus scanner could not look at the file, and no file is read without it.")

    async def ping(self) -> None:
        try:
            answer = await self._client.ping()
        except (NoAnswer, OSError) as error:
            raise Unavailable("The virus scanner (clamd) does not answer.") from error
        if answer != "PONG":
            raise Unavailable("What answers in the virus scanner's place is no clamd.")


def scanner(url: str) -> ClamdScanner | None:
    """The scanner at `tcp://host:port`; None when `url` is empty. Raises `BadInput` on any other address."""
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme != "tcp" or not parts.hostname:
        raise BadInput(f"The virus scanner {url!r} is not supported. Use tcp://host:port of a clamd.")
    return ClamdScanner(parts.hostname, parts.port or PORT)
