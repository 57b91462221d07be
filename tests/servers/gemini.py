"""Gemini on loopback: the REST format of generateContent, streamGenerateContent (SSE) and batchEmbedContents.

https://ai.google.dev/api/generate-content, https://ai.google.dev/api/embeddings. A test says what the model answers
by a function from the request's body to parts (`{"text": …}`, `{"functionCall": …, "thoughtSignature": …}`).
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.servers.loopback import Asked, Loopback

Json = dict[str, Any]
Answer = Callable[[Json], Sequence[Json]]

STATUS = {400: "INVALID_ARGUMENT", 403: "PERMISSION_DENIED", 404: "NOT_FOUND", 429: "RESOURCE_EXHAUSTED"}
DIMENSIONS = 3072


@dataclass(frozen=True)
class Received:
    path: str
    key: str | None
    body: Json


def text(*pieces: str) -> Answer:
    """Always answer these pieces of text."""
    return lambda body: [{"text": piece} for piece in pieces]


def call(name: str, signature: str = "c2lnbmVk", **args: Any) -> Json:
    """A part that asks for a tool. Gemini rejects the next request unless the signature comes back unchanged."""
    return {"functionCall": {"name": name, "args": args}, "thoughtSignature": signature}


def tool_result(body: Json) -> Json | None:
    """What the tool answered, when the request ends with that."""
    response: Mapping[str, Any] = body["contents"][-1]["parts"][0].get("functionResponse", {})
    return response.get("response")


@dataclass
class GeminiServer(Loopback):
    answer: Answer
    failures: list[int] = field(default_factory=list)
    """Statuses to answer first, one a request."""
    received: list[Received] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(_handler(self))


def _chunks(parts: Sequence[Json], model: str) -> list[Json]:
    """One response a part, the last with the reason why it ended and the tokens used."""
    chunks: list[Json] = [
        {
            "candidates": [{"content": {"role": "model", "parts": [part]}, "index": 0}],
            "modelVersion": model,
            "responseId": "response-1",
        }
        for part in parts
    ]
    chunks[-1]["candidates"][0]["finishReason"] = "STOP"
    chunks[-1]["usageMetadata"] = {"promptTokenCount": 7, "candidatesTokenCount": 3, "totalTokenCount": 10}
    return chunks


def _whole(parts: Sequence[Json], model: str) -> Json:
    last = _chunks(parts, model)[-1]
    last["candidates"][0]["content"]["parts"] = list(parts)
    return last


def _embedding(request: Json) -> Json:
    """As documented: only the whole width has length 1, a part of it has not."""
    seed = json.dumps(request["content"]).encode()
    values = [hashlib.blake2b(seed, salt=str(n).encode()).digest()[0] - 127.5 for n in range(DIMENSIONS)]
    length = math.hypot(*values)
    return {"values": [value / length for value in values[: request.get("outputDimensionality", DIMENSIONS)]]}


def _handler(server: GeminiServer) -> type[Asked]:
    class Handler(Asked):
        def do_POST(self) -> None:
            body = json.loads(self.body())
            server.received.append(Received(self.path, self.headers.get("x-goog-api-key"), body))
            model, _, method = self.path.partition("?")[0].removeprefix("/v1beta/models/").partition(":")
            if server.failures:
                self._fail(server.failures.pop(0))
            elif method == "generateContent":
                self.json(200, _whole(server.answer(body), model))
            elif method == "streamGenerateContent":
                self._events(_chunks(server.answer(body), model))
            elif method == "batchEmbedContents":
                self.json(200, {"embeddings": [_embedding(each) for each in body["requests"]]})
            else:
                self._fail(404)

        def _fail(self, code: int) -> None:
            status = STATUS.get(code, "UNAVAILABLE")
            self.json(code, {"error": {"code": code, "message": f"scripted {code}", "status": status}})

        def _events(self, chunks: Sequence[Json]) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for chunk in chunks:
                event = f"data: {json.dumps(chunk)}\r\n\r\n".encode()
                self.wfile.write(f"{len(event):x}\r\n".encode() + event + b"\r\n")
                self.wfile.flush()
            self.wfile.write(b"0\r\n\r\n")

    return Handler
