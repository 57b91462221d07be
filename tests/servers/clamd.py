"""ClamAV's daemon as far as a client sees it: PING and INSTREAM of man clamd(8), newline-terminated commands."""

from __future__ import annotations

import asyncio
import struct
from typing import Self

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The test file that every scanner knows (eicar.org); in two pieces, so that this file is none."""
LIMIT = 25_000_000


class ClamdServer:
    """`answer` replaces what it says of every stream; None: what a daemon with the test signature says."""

    def __init__(self, answer: bytes | None = None) -> None:
        self.answer = answer
        self.scanned: list[bytes] = []

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port: int = self._server.sockets[0].getsockname()[1]
        self.url = f"tcp://127.0.0.1:{self.port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        command = await reader.readline()
        writer.write(await self._answered(command.strip(), reader) + b"\n")
        await writer.drain()
        writer.close()

    async def _answered(self, command: bytes, reader: asyncio.StreamReader) -> bytes:
        if command == b"nPING":
            return b"PONG"
        if command != b"nINSTREAM":
            return b"UNKNOWN COMMAND"
        content = b""
        while size := struct.unpack("!L", await reader.readexactly(4))[0]:
            content += await reader.readexactly(size)
            if len(content) > LIMIT:
                return b"INSTREAM size limit exceeded. ERROR"
        self.scanned.append(content)
        if self.answer is not None:
            return self.answer
        return b"stream: Eicar-Test-Signature FOUND" if EICAR in content else b"stream: OK"
